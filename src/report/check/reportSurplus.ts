/** What a user has beyond what is asked for, with words: the one source of the text, the documents and the exit code. */
import type { PermissionEntry } from '../../access/setupEntities.js';
import type { Gap, GrantedBy } from '../../access/snapshot.js';
import type { SourceUse, Surplus, SurplusEntry, SurplusReading } from '../../check/surplus/surplus.js';
import { exitCodes } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { Finding } from '../../kinds/finding.js';
import { compareKeys, keyOf, qualifiedName } from '../../platform/names.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Power } from '../../platform/power.js';
import { groupBy, unique } from '../groups.js';
import { needName, permissionName, sourceName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';

/** Permissions that come from the same places. */
export type SurplusPermissions = { readonly names: readonly string[]; readonly sources: readonly string[] };

/** Everything of one object that is too much. */
export type SurplusObject = {
  readonly sobject: string;
  readonly words: readonly ObjectAccess[];
  /** Fields that can be read or edited, and those of them that can be edited. */
  readonly fields: readonly string[];
  readonly edited: readonly string[];
  readonly sources: readonly string[];
  /** How many permissions these are. */
  readonly count: number;
};

/** Entries as people read them. */
export type SurplusParts = {
  readonly count: number;
  readonly permissions: Readonly<Record<Exclude<Power, 'object'>, readonly SurplusPermissions[]>>;
  readonly objects: readonly SurplusObject[];
};

export type ReportSource = Omit<SourceUse, 'source'> & {
  readonly type: GrantedBy['type'];
  readonly name: string;
  /** By which commands know it: `ns__Name` when packaged. */
  readonly apiName: string;
  readonly isProfile: boolean;
  /** Whether any of what it gives beyond reaches over the org, its data, or an object. */
  readonly isPowerful: boolean;
};

export type ReportSurplus = {
  readonly username: string;
  /** How the definitions were named beyond which it is. */
  readonly references: readonly string[];
  /** Beside what packages of the definitions give by themselves. */
  readonly own: SurplusParts;
  /** What comes from sets of these packages alone. */
  readonly vendors: SurplusParts;
  /** What comes from sets that the definitions ask for as such: it is not surplus. */
  readonly along: SurplusParts;
  /** All that is surplus. */
  readonly entries: readonly SurplusEntry[];
  readonly powers: Readonly<Record<Power, number>>;
  /** How many entries come from several sources. */
  readonly repeated: number;
  readonly sources: readonly ReportSource[];
  readonly unclear: number;
  readonly unreadDependencies: boolean;
  /** Why no assignment is said to be one that can go: what people see to, parameters that are not filled in, and other needs. */
  readonly byHand: readonly string[];
  readonly notFilledIn: readonly string[];
  readonly notTold: readonly string[];
};

/** The surplus of one user, or why it is not known. */
export type ReportSurplusReading = { readonly username: string } & (
  | { readonly known: true; readonly value: ReportSurplus }
  | { readonly known: false; readonly gap: Gap }
);

/** The sources that hold it themselves: what only implies it is told by its own name. */
const ownSources = ({ grantedBy }: SurplusEntry): readonly GrantedBy[] =>
  grantedBy.filter(({ via }) => via === undefined);

/** Whether both are the same profile, set or group. */
const isSame = (one: GrantedBy, other: GrantedBy): boolean =>
  one.type === other.type && one.name === other.name && one.namespace === other.namespace;

/** The source without what differs from entry to entry: by which member of a group it comes. */
const bare = ({ type, name, namespace, label, expiresAt }: GrantedBy): GrantedBy => ({
  type,
  name,
  namespace,
  label,
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

const sourcesOf = (entries: readonly SurplusEntry[], vocabulary: Vocabulary): string[] =>
  unique(entries.flatMap((entry) => ownSources(entry).map((source) => sourceName(bare(source), vocabulary))));

const permissionsOf = (entries: readonly SurplusEntry[], vocabulary: Vocabulary): SurplusPermissions[] =>
  groupBy(entries, (entry) => JSON.stringify(sourcesOf([entry], vocabulary))).map((same) => ({
    names: same.flatMap(({ entry }) =>
      entry.kind === 'userPermission' ? [permissionName(entry.name, vocabulary)] : [],
    ),
    sources: sourcesOf(same, vocabulary),
  }));

const sobjectOf = (entry: PermissionEntry): string => (entry.kind === 'userPermission' ? '' : entry.sobject);

/** The most powerful words weigh most: all records of an object are more than some of its fields. */
const strongest: readonly ObjectAccess[] = [
  'modifyAllRecords',
  'viewAllRecords',
  'viewAllFields',
  'delete',
  'edit',
  'create',
  'read',
];
const rankOf = ({ words }: SurplusObject): number => {
  const rank = strongest.findIndex((word) => words.includes(word));
  return rank < 0 ? strongest.length : rank;
};

const objectOf = (entries: readonly SurplusEntry[], vocabulary: Vocabulary): SurplusObject => {
  const held = new Set(entries.flatMap(({ entry }) => (entry.kind === 'object' ? [entry.access] : [])));
  const fieldsWith = (access?: 'edit'): string[] =>
    unique(
      entries.flatMap(({ entry }) =>
        entry.kind === 'field' && (access === undefined || entry.access === access) ? [visible(entry.field)] : [],
      ),
    ).sort(compareKeys);
  return {
    sobject: visible(entries[0] ? sobjectOf(entries[0].entry) : ''),
    words: objectAccesses.filter((word) => held.has(word)),
    fields: fieldsWith(),
    edited: fieldsWith('edit'),
    sources: sourcesOf(entries, vocabulary),
    count: entries.length,
  };
};

const partsOf = (entries: readonly SurplusEntry[], vocabulary: Vocabulary): SurplusParts => {
  const of = (power: Power): SurplusEntry[] => entries.filter((one) => one.power === power);
  return {
    count: entries.length,
    permissions: {
      org: permissionsOf(of('org'), vocabulary),
      data: permissionsOf(of('data'), vocabulary),
      other: permissionsOf(of('other'), vocabulary),
    },
    objects: groupBy(of('object'), ({ entry }) => keyOf(sobjectOf(entry)))
      .map((same) => objectOf(same, vocabulary))
      .sort((a, b) => rankOf(a) - rankOf(b) || b.count - a.count || compareKeys(a.sobject, b.sobject)),
  };
};

/** What something is called of which nobody can tell: what is to be done, or filled in, in the words of the definition. */
const openName = (need: Finding['need'], vocabulary: Vocabulary): string => {
  if (need.kind === 'manual') return visible(need.text);
  return need.kind === 'parameter' ? visible(`${need.label} (${need.name})`) : needName(need, vocabulary);
};

const withWords = (username: string, surplus: Surplus, vocabulary: Vocabulary): ReportSurplus => {
  const { references, entries, along, sources, unclear, unreadDependencies, open } = surplus;
  const called = (is: (need: Finding['need']) => boolean): string[] =>
    unique(open.flatMap(({ need }) => (is(need) ? [openName(need, vocabulary)] : [])));
  const isVendors = (one: GrantedBy): boolean => sources.some((use) => use.isVendors && isSame(use.source, one));
  const byVendors = new Set(entries.filter((one) => ownSources(one).every(isVendors)));
  const number = (power: Power): number => entries.filter((one) => one.power === power).length;
  return {
    username: visible(username),
    references: references.map(visible),
    own: partsOf(
      entries.filter((one) => !byVendors.has(one)),
      vocabulary,
    ),
    vendors: partsOf([...byVendors], vocabulary),
    along: partsOf(along, vocabulary),
    entries,
    powers: { org: number('org'), data: number('data'), object: number('object'), other: number('other') },
    repeated: entries.filter((one) => ownSources(one).length > 1).length,
    sources: sources.map(({ source, ...use }) => ({
      ...use,
      type: source.type,
      name: sourceName(source, vocabulary),
      apiName: qualifiedName(source),
      isProfile: source.type === 'Profile',
      isPowerful: entries.some(
        (entry) => entry.power !== 'other' && ownSources(entry).some((one) => isSame(one, source)),
      ),
    })),
    unclear: unclear.length,
    unreadDependencies: unreadDependencies !== null,
    byHand: called(({ kind }) => kind === 'manual'),
    notFilledIn: called(({ kind }) => kind === 'parameter'),
    notTold: called(({ kind }) => kind !== 'manual' && kind !== 'parameter'),
  };
};

/** The surplus of one user with its words. */
export const reportSurplus = (
  username: string,
  reading: SurplusReading,
  vocabulary: Vocabulary,
): ReportSurplusReading =>
  reading.known
    ? { username: visible(username), known: true, value: withWords(username, reading.value, vocabulary) }
    : { username: visible(username), ...reading };

/** The code that surplus gives where it counts; what could not be told is not fine, nor is it known to be too much. */
export const surplusExitCode = (reading: SurplusReading): StateExitCode => {
  if (!reading.known) return exitCodes.unknown;
  if (reading.value.entries.length > 0) return reading.value.isUnsure ? exitCodes.unknown : exitCodes.missing;
  return reading.value.unclear.length > 0 ? exitCodes.unknown : exitCodes.done;
};
