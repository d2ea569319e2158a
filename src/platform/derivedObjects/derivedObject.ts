/**
 * Objects that have no object permissions of their own (facts B5, B11): what gives access to them instead. The tables beside
 * this file list them by family; objects that the platform makes beside others are told by their names. An object that
 * takes object permissions in the org is an ordinary one, whatever stands here: that has to be looked up first (fact B4).
 */
import { isCustom } from '../customNames.js';
import { keyOf } from '../names.js';
import { objectAccesses } from '../objectAccess.js';
import type { ObjectAccess } from '../objectAccess.js';
import type { UserFlag } from '../userFlags.js';
import type { AccessRule } from './accessRule.js';
import { activities } from './activities.js';
import { analytics } from './analytics.js';
import { automation } from './automation.js';
import { chatter } from './chatter.js';
import { commerce } from './commerce.js';
import { customSettingPermissions } from './customObjects.js';
import { objectsOf } from './derivedFamily.js';
import type { DerivedObject, ListedObject } from './derivedFamily.js';
import { events } from './events.js';
import { fieldService } from './fieldService.js';
import { files } from './files.js';
import { objectOfPattern } from './patterns.js';
import { sales } from './sales.js';
import { security } from './security.js';
import { service } from './service.js';
import { setup } from './setup.js';
import { sites } from './sites.js';
import { users } from './users.js';

const families = (): ListedObject[] =>
  [
    activities,
    analytics,
    automation,
    chatter,
    commerce,
    events,
    fieldService,
    files,
    sales,
    security,
    service,
    setup,
    sites,
    users,
  ]
    .flat()
    .flatMap(objectsOf);

let listed: ReadonlyMap<string, ListedObject> | undefined;

/** The tables by name; made when somebody asks for the first time. */
const byName = (): ReadonlyMap<string, ListedObject> =>
  (listed ??= new Map(families().map((one) => [keyOf(one.name), one])));

/** Objects of the tables whose rules have been worked out. */
const worked = new Map<string, DerivedObject>();

/** What is known of an object that takes no object permissions; undefined where nothing is. Letter case does not matter. */
export const derivedObject = (sobject: string): DerivedObject | undefined => {
  const key = keyOf(sobject);
  const known = worked.get(key);
  if (known) return known;
  const found = byName().get(key)?.derived();
  if (!found) return objectOfPattern(sobject);
  worked.set(key, found);
  return found;
};

/** The objects without object permissions that the tables list, by name. */
export const derivedObjectNames = (): readonly string[] => [...byName().values()].map(({ name }) => name);

/** Every rule that a rule is made of, itself first. */
export const partsOf = (rule: AccessRule): AccessRule[] => {
  switch (rule.rule) {
    case 'all':
    case 'any':
    case 'rowsOf':
      return [rule, ...rule.of.flatMap(partsOf)];
    case 'ownRows':
      return [rule, ...partsOf(rule.others)];
    case 'byPermissions':
      return [rule, ...partsOf(rule.taken), ...partsOf(rule.otherwise)];
    case 'contested':
      return [rule, ...partsOf(rule.mild), ...partsOf(rule.strict)];
    default:
      return [rule];
  }
};

/** What has to be known of an org and a user to judge an object: all that its rules look at, to the end. */
export type RestsOn = {
  readonly sobjects: readonly string[];
  readonly userPermissions: readonly string[];
};

/**
 * What the rules of an object look at, and the rules of the derived ones among those; empty for an ordinary object. The
 * object itself is not among them. `OrderItemHistory` looks at `OrderItem`, and so at `Order`.
 */
export const restsOn = (sobject: string): RestsOn => {
  const seen = new Set([keyOf(sobject)]);
  const sobjects: string[] = [];
  const userPermissions = new Set<string>();
  const follow = (name: string): void => {
    const found = derivedObject(name);
    if (!found) return;
    const rules = objectAccesses.flatMap((access) =>
      [found.rules[access], found.beside?.[access] ?? []].flat().flatMap(partsOf),
    );
    for (const rule of rules) {
      if (rule.rule === 'userPermission') userPermissions.add(rule.name);
      const parent = rule.rule === 'object' || rule.rule === 'byPermissions' ? rule.sobject : undefined;
      if (parent === undefined || seen.has(keyOf(parent))) continue;
      seen.add(keyOf(parent));
      sobjects.push(parent);
      follow(parent);
    }
  };
  follow(sobject);
  // A custom object may be a custom setting: only the org tells.
  if (isCustom(sobject)) for (const name of customSettingPermissions) userPermissions.add(name);
  return { sobjects, userPermissions: [...userPermissions] };
};

/** Boxes on the user's record that one word of access to an object looks at; none for an ordinary object. */
export const flagsBehind = (sobject: string, access: ObjectAccess): UserFlag[] => {
  const rule = derivedObject(sobject)?.rules[access];
  return rule ? partsOf(rule).flatMap((part) => (part.rule === 'userFlag' ? [part.name] : [])) : [];
};
