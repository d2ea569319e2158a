/** What the permission sets of an org may hold that matters to one thing: by this its holders are looked for. */
import type { ReadingScope } from '../access/readingScope.js';
import type { Content, OrgSchema } from '../access/snapshot.js';
import { openedKey } from '../access/setupEntities.js';
import type { PermissionEntry } from '../access/setupEntities.js';
import { openedIdsIn } from '../access/setupEntityIds.js';
import { derivedIn } from '../kinds/context.js';

import { readingScopeOf } from '../kinds/readingNames.js';
import { restsOn } from '../platform/derivedObjects/derivedObject.js';
import { alwaysRead, impliedBy } from '../platform/impliedAccess.js';
import { fieldKey, keyOf } from '../platform/names.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { mirroredContactField } from '../platform/personAccounts.js';
import { orgWidePermissions } from '../platform/orgWidePermissions.js';
import { carrierOf } from './entriesBehind.js';
import { requirementFor } from './subject.js';

/** Names as the org spells them, as far as that was read. */
export type HoldingScope = {
  readonly userPermissions: readonly string[];
  /** Objects whose object permissions matter, and which words of them: null for all. */
  readonly sobjects: readonly string[];
  readonly words: ReadonlySet<ObjectAccess> | null;
  /** The fields whose permissions matter: of a part of an address the address (facts C3-C5), of a person account perhaps one of Contact (fact C6). */
  readonly fields: ReadonlyArray<{ readonly sobject: string; readonly field: string }>;
  /** Custom settings and custom metadata types that may be opened by themselves, by their ids (fact E12). */
  readonly opened: ReadonlyMap<string, string>;
  readonly userFlags: ReadingScope['userFlags'];
  readonly namespaces: readonly string[];
};

const unique = (names: readonly string[]): string[] => [...new Map(names.map((name) => [keyOf(name), name])).values()];

const inEveryReading = new Set([...alwaysRead, ...orgWidePermissions].map((name) => keyOf(name)));

const isInEveryReading = (name: string): boolean => inEveryReading.has(keyOf(name));

/** Words of the object that open a field of it: Edit of the field takes Edit or Create of the object (fact K5). */
const wordsFor = (entry: Exclude<PermissionEntry, { kind: 'userPermission' }>): ObjectAccess[] => {
  if (entry.kind === 'object') return [entry.access];
  return entry.access === 'read' ? ['read', 'viewAllFields'] : ['read', 'edit', 'create'];
};

/**
 * What matters to who has this entry.
 * @param schema of a reading for it
 */
export const holdingScopeOf = (schema: OrgSchema, entry: PermissionEntry): HoldingScope => {
  const { userFlags, namespaces, userPermissions } = readingScopeOf([requirementFor(entry)]);
  if (entry.kind === 'userPermission')
    return {
      ...{ userPermissions: [entry.name], sobjects: [], words: null, fields: [], opened: new Map() },
      ...{ userFlags, namespaces },
    };
  const { sobject } = entry;
  const words = wordsFor(entry);
  const isDerived = !schema.permissionableObjects.known || derivedIn(schema, sobject) !== undefined;
  const rests = restsOn(sobject);
  const entity = schema.entities.known ? schema.entities.value.get(keyOf(sobject)) : undefined;
  const masters = entity?.standardMaster === undefined ? [] : [entity.standardMaster];
  const implying = words.flatMap((word) => impliedBy[word]);
  // What every reading asks for, whatever it is about, has no say in this one.
  const further = userPermissions.filter((name) => !isInEveryReading(name));
  const mirrored = entry.kind === 'field' ? mirroredContactField(sobject, entry.field) : undefined;
  return {
    userPermissions: unique([...implying, ...further, ...(isDerived ? rests.userPermissions : [])]),
    sobjects: unique([
      sobject,
      ...(isDerived ? [...rests.sobjects, ...masters] : []),
      ...(mirrored === undefined ? [] : ['Contact']),
    ]),
    words: isDerived ? null : new Set(words),
    fields:
      entry.kind === 'field'
        ? [
            { sobject, field: carrierOf(schema, sobject, entry.field) },
            ...(mirrored === undefined ? [] : [{ sobject: 'Contact', field: mirrored }]),
          ]
        : [],
    opened: openedIdsIn(schema, [sobject, ...rests.sobjects]),
    userFlags,
    namespaces,
  };
};

/** Whether what a permission set holds may decide, or help to decide, who has it. */
export const mayMatter = (
  content: Content,
  { userPermissions, sobjects, words, fields, opened }: HoldingScope,
): boolean =>
  userPermissions.some((name) => content.userPermissions.has(keyOf(name))) ||
  sobjects.some((name) => {
    const held = content.objects.get(keyOf(name));
    return held !== undefined && (words === null ? held.size > 0 : [...words].some((word) => held.has(word)));
  }) ||
  fields.some(({ sobject, field }) => content.fields.has(fieldKey(sobject, field))) ||
  [...opened.values()].some((name) => content.setupEntities?.has(openedKey(name)) === true);
