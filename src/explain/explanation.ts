/** Why a user has something or lacks it, and what would change that. */
import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { known } from '../access/snapshot.js';
import type { AccessSnapshot, AccessSource, InspectedUser } from '../access/snapshot.js';
import { setOfEntries } from '../access/sourceGiving.js';
import { evaluate } from '../check/evaluate.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { fieldsOf } from '../kinds/context.js';
import { entryOf } from '../kinds/entryOf.js';
import type { Finding } from '../kinds/finding.js';
import { requirementId } from '../kinds/requirementId.js';
import type { Requirement } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import { accessPaths, pathOf } from './accessPaths.js';
import type { AccessPath } from './accessPaths.js';
import { entriesBehind } from './entriesBehind.js';
import { isNotInOrg } from './misspelt.js';
import type { SetHolding } from './setHolding.js';
import { waysToGet } from './waysToGet.js';
import type { WayToGet } from './waysToGet.js';
import { lostFindings, withoutSource } from './withoutSource.js';
import type { FoundSource } from './withoutSource.js';

export type Has = boolean | 'unknown';

/** What would be without a permission set, a group or a license. */
export type WithoutOutcome = {
  readonly name: string;
  /** What it was found to be; null where the user has nothing of that name. */
  readonly found: FoundSource | null;
  /** Name of the profile that would come in the place of this one; null where none was named. */
  readonly toProfile: string | null;
  /** Whether the thing would still be there; left out where none is asked about. */
  readonly has?: Has;
  /** What would be lost, sorted by id. */
  readonly loses: readonly Finding[];
};

export type Explanation = {
  readonly user: InspectedUser;
  /** The finding about the thing; null where only what would be lost is asked. */
  readonly finding: Finding | null;
  readonly has: Has;
  /** Null where sources cannot be seen. */
  readonly paths: readonly AccessPath[] | null;
  /** It needs no permission of its own: a field that field permissions do not take (fact C3). */
  readonly isOpenByItself: boolean;
  readonly ways: readonly WayToGet[];
  readonly without: WithoutOutcome | null;
};

/** Whether the user has what a finding is about, be it wanted or forbidden. */
export const hasIt = ({ status, forbid, code }: Finding): Has => {
  if (status === 'unknown') return 'unknown';
  if (forbid) return code === 'FORBIDDEN_HELD';
  // A word of access that is missing while its minimum is there is not had.
  return status === 'met';
};

export type ExplainQuestion = {
  /** What is asked about; null where only what would be lost is, or a finding that no rule makes. */
  readonly subject: Requirement | null;
  /** Id of a finding that a check adds to those of the rules, such as `user:notFrozen`. Left out where none is asked about. */
  readonly added?: string;
  /** The definition, where one was named. */
  readonly requirements: RequirementSet | null;
  /** Name of a permission set, a group, a license or a profile that might go away. */
  readonly without: string | null;
  /** The profile that would come in the place of the one that goes. Left out where none was named. */
  readonly toProfile?: AccessSource;
  /** Sets of the org that hold what was looked for, and what that was. */
  readonly sets: readonly SetHolding[];
  readonly lookedFor: readonly Entry[];
  /** The permission set of the integration; null where no definition was named. */
  readonly ownSet: { readonly name: string; readonly exists: boolean } | null;
};

const findingOf = (
  subject: Requirement,
  snapshot: AccessSnapshot,
  user: InspectedUser,
  others: readonly Requirement[],
): Finding | null => {
  // With the rules of the definition beside it, so that it is judged as a check does.
  const beside = others.filter(({ id, forbid }) => keyOf(id) !== keyOf(subject.id) || forbid !== subject.forbid);
  const findings = evaluate([...beside, subject], snapshot, user);
  return (
    findings.find(
      ({ need, forbid }) =>
        forbid === subject.forbid && keyOf(requirementId(need)) === keyOf(requirementId(subject.need)),
    ) ?? null
  );
};

/** The finding that a question is about; null where there is none. */
const findingAsked = (
  { subject, added, requirements }: Pick<ExplainQuestion, 'subject' | 'added' | 'requirements'>,
  snapshot: AccessSnapshot,
  user: InspectedUser,
): Finding | null => {
  const rules = requirements?.requirements ?? [];
  if (subject) return findingOf(subject, snapshot, user, rules);
  if (added === undefined) return null;
  return evaluate(rules, snapshot, user).find(({ id }) => keyOf(id) === keyOf(added)) ?? null;
};

/** The user with one more permission set, which holds these entries and nothing else. */
const withSet = (user: InspectedUser, entries: readonly Entry[]): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode === 'self' || !evidence.sources.known || entries.length === 0) return user;
  return { ...user, evidence: { ...evidence, sources: known([...evidence.sources.value, setOfEntries(entries)]) } };
};

/** More rounds than anything takes: a field with its object, and what that rests on. */
const mostRounds = 8;

/**
 * All that a permission set has to hold so that the user has it: what a finding names first, and what is still missing once
 * that is given. Empty where no permission set gives it.
 */
const entriesToGive = (
  subject: Requirement,
  snapshot: AccessSnapshot,
  user: InspectedUser,
  others: readonly Requirement[],
): readonly Entry[] => {
  const gives = new Map<string, Entry>();
  for (let round = 0; round < mostRounds; round += 1) {
    const remedy = findingOf(subject, snapshot, withSet(user, [...gives.values()]), others)?.remedy;
    const more = [...(remedy?.entries ?? []), ...(remedy?.objectAccess ?? [])].filter(
      (entry) => !gives.has(entryKey(entry)),
    );
    if (more.length === 0) break;
    for (const entry of more) gives.set(entryKey(entry), entry);
  }
  return [...gives.values()];
};

const pathsTo = (finding: Finding | null, snapshot: AccessSnapshot, user: InspectedUser): AccessPath[] | null => {
  const { evidence } = user;
  if (evidence.mode === 'self' || !evidence.sources.known) return null;
  const entry: Entry | undefined = finding ? entryOf(finding.need) : undefined;
  if (!finding || isNotInOrg(finding)) return [];
  if (!entry) return finding.grantedBy.map(pathOf);
  return accessPaths({ ...user, evidence }, snapshot.schema, finding, entriesBehind(snapshot.schema, entry));
};

const openByItself = (finding: Finding | null, { schema }: AccessSnapshot): boolean => {
  if (finding?.need.kind !== 'field') return false;
  const fields = fieldsOf(schema, finding.need.sobject);
  const field = fields?.known ? fields.value.get(keyOf(finding.need.field)) : undefined;
  return field !== undefined && !field.permissionable && field.compound === null;
};

const whatIf = (
  question: ExplainQuestion,
  finding: Finding | null,
  snapshot: AccessSnapshot,
  user: InspectedUser,
): WithoutOutcome | null => {
  const { subject, requirements, without, toProfile } = question;
  if (without === null) return null;
  const { user: then, found } = withoutSource(user, without, toProfile ?? null);
  const rules = requirements?.requirements ?? (subject ? [subject] : []);
  const loses = lostFindings(evaluate(rules, snapshot, user), evaluate(rules, snapshot, then));
  const after = findingAsked(question, snapshot, then);
  return {
    name: without,
    found,
    toProfile: found === 'Profile' ? (toProfile?.name ?? null) : null,
    ...(finding === null ? {} : { has: after === null ? 'unknown' : hasIt(after) }),
    loses,
  };
};

/** The answer to one question about one user. */
export const explain = (question: ExplainQuestion, snapshot: AccessSnapshot, user: InspectedUser): Explanation => {
  const { subject, requirements, sets, lookedFor, ownSet } = question;
  const others = requirements?.requirements ?? [];
  const finding = findingAsked(question, snapshot, user);
  return {
    user,
    finding,
    has: finding ? hasIt(finding) : 'unknown',
    paths: pathsTo(finding, snapshot, user),
    isOpenByItself: openByItself(finding, snapshot),
    ways:
      finding === null
        ? []
        : waysToGet(
            finding,
            subject ? entriesToGive(subject, snapshot, user, others) : [],
            { user, schema: snapshot.schema },
            { sets, lookedFor },
            ownSet,
          ),
    without: whatIf(question, finding, snapshot, user),
  };
};
