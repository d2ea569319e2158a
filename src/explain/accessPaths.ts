/** The ways from a user to one thing: every source that holds it, and why it gives nothing where it does not. */
import { effectOf } from '../access/effectOf.js';
import type { Answer } from '../access/answer.js';
import { answerTo } from '../access/answerTo.js';
import { hintKinds } from '../access/answer.js';
import { contains } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { openedKey } from '../access/setupEntities.js';
import { openedIdsIn } from '../access/setupEntityIds.js';
import { known } from '../access/snapshot.js';
import type { AccessSource, Evidence, GrantedBy, InspectedUser, OrgSchema, SourceType } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';
import type { EntryBehind } from './entriesBehind.js';

/** Why something that is assigned gives nothing. A closed list: scripts rely on it. */
export const pathReasons = [
  ...hintKinds,
  'recalculating',
  'unclear',
  'license',
  'packageSeat',
  'userFlag',
  'objectMissing',
  'needsMore',
] as const;
export type PathReason = (typeof pathReasons)[number];

/** One source that holds it. */
export type AccessPath = {
  readonly type: SourceType;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
  readonly grants: boolean;
  /** Left out where it grants. */
  readonly why?: PathReason;
  /** Of a group: the members that hold it. */
  readonly through: readonly string[];
  /** Of what implies the thing: its name. */
  readonly via: string | null;
  readonly expiresAt: string | null;
};

type AdminEvidence = Extract<Evidence, { mode: 'admin' }>;

const membersHolding = ({ members }: AccessSource, entry: Entry): string[] =>
  members.filter(({ content }) => contains(content, entry)).map(({ name }) => name);

const mentions = (source: AccessSource, entry: Entry): boolean =>
  contains(source.content, entry) ||
  membersHolding(source, entry).length > 0 ||
  (entry.kind === 'userPermission' && (source.profileOnly?.has(keyOf(entry.name)) ?? false));

/** Why a source that holds it alone would not give it. */
const reasonIn = (answer: Exclude<Answer, { answer: 'yes' }>): PathReason => {
  if (answer.answer === 'unknown') return answer.gap.code === 'RECALCULATING' ? 'recalculating' : 'unclear';
  if (answer.why.reason === 'noEffect') return answer.why.lacks[0]?.kind ?? 'license';
  return (answer.why.reason === 'absent' ? answer.why.hints[0]?.kind : undefined) ?? 'unclear';
};

const isSame = (source: AccessSource, { type, name, namespace }: GrantedBy): boolean =>
  type === source.type && name === source.name && namespace === source.namespace;

/**
 * What a source that gives the thing holds in its place, where it does not hold the thing itself.
 * @param nth how many times the source has given a part before: what takes several things is held by several
 */
const standIn = (source: AccessSource | undefined, behind: readonly EntryBehind[], nth: number): string | null => {
  const held = source ? behind.filter(({ entry }) => mentions(source, entry)) : [];
  return held.some(({ via }) => via === null) ? null : ((held[nth] ?? held[0])?.via ?? null);
};

/** The path that a source of a finding is, whatever it is about. */
export const pathOf = (one: Omit<GrantedBy, 'expiresAt'> & { readonly expiresAt?: string | null }): AccessPath => ({
  type: one.type,
  name: one.name,
  namespace: one.namespace,
  label: one.label,
  grants: true,
  through: one.through ?? [],
  via: one.via ?? null,
  expiresAt: one.expiresAt ?? null,
});

/** The paths that the sources of a finding are, each once: one that gives every part of what it takes is named by each. */
const granted = (
  grantedBy: readonly GrantedBy[],
  sources: readonly AccessSource[],
  behind: readonly EntryBehind[],
): AccessPath[] => {
  const paths = new Map<string, AccessPath>();
  const given = new Map<AccessSource | undefined, number>();
  for (const one of grantedBy) {
    const source = sources.find((other) => isSame(other, one));
    const nth = given.get(source) ?? 0;
    if (one.via === undefined) given.set(source, nth + 1);
    const path = { ...pathOf(one), via: one.via ?? standIn(source, behind, nth) };
    paths.set(JSON.stringify(path), path);
  }
  return [...paths.values()];
};

/** Of a group the members that open the object by themselves. */
const membersOpening = ({ members }: AccessSource, key: string): string[] =>
  members.filter(({ content }) => content.setupEntities?.has(key)).map(({ name }) => name);

/** Sources that would open a custom setting or custom metadata type by itself (fact E12), and why they do not. */
const idleOpeners = (
  user: InspectedUser & { readonly evidence: AdminEvidence },
  schema: OrgSchema,
  need: Finding['need'],
  sources: readonly AccessSource[],
): AccessPath[] => {
  if (need.kind !== 'object' || openedIdsIn(schema, [need.sobject]).size === 0) return [];
  if (need.access !== 'read' && need.access !== 'viewAllRecords') return [];
  const key = openedKey(need.sobject);
  return sources
    .filter((source) => source.content.setupEntities?.has(key) === true || membersOpening(source, key).length > 0)
    .map((source): AccessPath => {
      const answer = effectOf({ ...user.evidence, sources: known([source]) }, schema, user).opened(need.sobject);
      return {
        ...pathOf(source),
        grants: false,
        why: answer.answer === 'yes' ? 'needsMore' : reasonIn(answer),
        through: membersOpening(source, key),
      };
    });
};

/**
 * Every source of the user that holds it, those that grant first: these are what the finding names. Of the others it is asked
 * of the access model whether one would give it if it were the only one, so that both never disagree.
 * @param behind what gives the thing, itself first
 */
export const accessPaths = (
  user: InspectedUser & { readonly evidence: AdminEvidence },
  schema: OrgSchema,
  { grantedBy, need }: Pick<Finding, 'grantedBy' | 'need'>,
  behind: readonly EntryBehind[],
): AccessPath[] => {
  const { evidence } = user;
  if (!evidence.sources.known) return [];
  const sources = evidence.sources.value;
  const others = sources.filter((source) => !grantedBy.some((one) => isSame(source, one)));
  const idle = others.flatMap((source): AccessPath[] => {
    const held = behind.filter(({ entry }) => mentions(source, entry));
    if (held.length === 0) return [];
    const alone = effectOf({ ...evidence, sources: known([source]) }, schema, user);
    return held.map(({ entry, via }) => {
      const answer = answerTo(alone, entry);
      const more = need.kind === 'field' ? 'objectMissing' : 'needsMore';
      return {
        type: source.type,
        name: source.name,
        namespace: source.namespace,
        label: source.label,
        grants: false,
        why: answer.answer === 'yes' ? more : reasonIn(answer),
        through: membersHolding(source, entry),
        via,
        expiresAt: source.expiresAt,
      };
    });
  });
  return [...granted(grantedBy, sources, behind), ...idle, ...idleOpeners(user, schema, need, others)];
};
