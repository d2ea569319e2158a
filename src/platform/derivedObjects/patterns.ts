/** Objects that the platform makes beside others: history, sharing, feed, change events and the like, told by their names. */
import {
  all,
  any,
  nothingPublished,
  on,
  opened,
  ownRows,
  permission,
  reads,
  unpublished,
  writes,
} from './accessRule.js';
import type { AccessRule, Rules } from './accessRule.js';
import { rulesOf } from './derivedFamily.js';
import type { DerivedObject } from './derivedFamily.js';
import { isCustom } from '../customNames.js';
import { keyOf, sameName } from '../names.js';

type About = Pick<DerivedObject, 'certainty' | 'feature'>;

type Pattern = About & {
  /** Suffix beside a standard object, and beside a custom one: `History` and `__History`. */
  readonly suffix: string;
  readonly rules: (base: string) => Rules;
  /** A name that ends like this and is something else. */
  readonly except?: string;
};

/** Sharing a record takes Full Access to it: as its owner, above him, or with Modify All. */
const sharing = (base: string): AccessRule => all(on(base, 'read'), ownRows(on(base, 'modifyAllRecords')));

/** Change events of an object without object permissions go only to those who see all data [CDC guide]. */
const changes = (base: string): AccessRule =>
  keyOf(base) === 'user'
    ? permission('ViewAllUsers')
    : {
        rule: 'byPermissions',
        sobject: base,
        taken: on(base, 'viewAllRecords'),
        otherwise: permission('ViewAllData'),
      };

const patterns: readonly Pattern[] = [
  {
    suffix: 'History',
    rules: (base) => ({ read: on(base, 'read'), viewAllRecords: on(base, 'viewAllRecords') }),
    certainty: 'doc',
    feature: 'history tracking on the object',
    except: 'TagPropagationHistory',
  },
  {
    suffix: 'Share',
    rules: (base) => ({
      read: on(base, 'read'),
      ...writes(sharing(base)),
      viewAllRecords: on(base, 'viewAllRecords'),
    }),
    certainty: 'doc',
    feature: 'private or read-only sharing of the object',
  },
  {
    suffix: 'Feed',
    rules: (base) => ({
      read: on(base, 'read'),
      delete: all(
        on(base, 'read'),
        ownRows(any(permission('ModerateChatter'), on(base, 'modifyAllRecords'), permission('ModifyAllData'))),
      ),
      viewAllRecords: permission('ViewAllData'),
    }),
    certainty: 'doc',
    feature: 'Chatter and feed tracking',
  },
  {
    suffix: 'ChangeEvent',
    rules: (base) => reads(changes(base)),
    certainty: 'doc',
    feature: 'Change Data Capture for the object',
  },
  {
    suffix: 'Tag',
    rules: () => ({ read: unpublished, create: unpublished, delete: unpublished }),
    certainty: 'none',
    feature: 'personal or public tags',
  },
];

/** Names without an object in them, by their ending. */
const endings: ReadonlyArray<About & { readonly ending: RegExp; readonly rules: (name: string) => Rules }> = [
  // Records are written by deploying metadata. An org may also open all types to everybody, which is not read (fact E12).
  {
    ending: /__mdt$/i,
    rules: (name) => reads(any(permission('CustomizeApplication'), opened(name))),
    certainty: 'doc',
  },
  {
    ending: /(?:OwnerSharingRule|^AccountTerritorySharingRule|^AccountRelationshipShareRule)$/i,
    rules: () => nothingPublished,
    certainty: 'none',
  },
  {
    ending: /[a-z0-9]EventLog$/i,
    rules: () => reads(permission('ViewEventLogObjectData')),
    certainty: 'doc',
    feature: 'Event Log Objects (Shield or Event Monitoring)',
  },
  {
    ending: /[a-z0-9]Event(?:Stream|Store)$/i,
    rules: () => reads(permission('ViewDataLeakageEvents')),
    certainty: 'doc',
    feature: 'Shield or Event Monitoring',
  },
  // Beside the version of an article, as classic article types have them.
  {
    ending: /__(?:ka|ViewStat|VoteStat|DataCategorySelection)$/i,
    rules: (name) => ({ read: on(name.replace(/__[a-z]+$/i, '__kav'), 'read') }),
    certainty: 'inferred',
    feature: 'Knowledge',
  },
  // Data spaces govern the objects of Data Cloud.
  { ending: /__(?:dlm|dll)$/i, rules: () => ({ read: unpublished }), certainty: 'none', feature: 'Data Cloud' },
];

/** The object that a name with this suffix is made from; undefined where it is not such a name. */
const baseOf = (name: string, { suffix, except }: Pattern): string | undefined => {
  const stem = name.slice(0, -suffix.length);
  if (keyOf(name.slice(-suffix.length)) !== keyOf(suffix) || (except !== undefined && sameName(except, name)))
    return undefined;
  if (stem.endsWith('__')) return stem.length > 2 ? `${stem}c` : undefined;
  return stem.includes('__') || !/[a-z0-9]$/i.test(stem) ? undefined : stem;
};

const objectBy = ({ certainty, feature }: About, rules: Rules): DerivedObject => ({
  certainty,
  ...(feature === undefined ? {} : { feature }),
  fits: [],
  young: false,
  rules: rulesOf(rules),
});

/**
 * What is known of an object by the form of its name: those made beside another one, or of a sort of their own. Undefined
 * for every other name. Names that the tables list have to be looked up there first.
 */
export const objectOfPattern = (name: string): DerivedObject | undefined => {
  for (const pattern of patterns) {
    const base = baseOf(name, pattern);
    if (base !== undefined) return { ...objectBy(pattern, pattern.rules(base)), base };
  }
  const found = endings.find(({ ending }) => ending.test(name));
  return found && objectBy(found, found.rules(name));
};

/** The object that holds the history rows of fields of this one: `Invoice__History`, `LeadHistory` (fact B5). */
export const historyObjectOf = (sobject: string): string =>
  isCustom(sobject) ? sobject.replace(/__c$/i, '__History') : `${sobject}History`;
