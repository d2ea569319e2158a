/** Everything that is told of a plan, with words: the one source of its text. */
import { entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { AccessSnapshot, OrgSchema } from '../../access/snapshot.js';
import type { Evaluation } from '../../check/evaluation.js';
import { orgWideReceived } from '../../grant/orgWide.js';
import type { SetupAccess } from '../../access/setupAccess.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { NamedSet } from '../../grant/namedSet.js';
import { unclearNeeds } from '../../grant/unclearNeeds.js';
import type { Finding } from '../../kinds/finding.js';
import type { Place } from '../../kinds/ruleReader.js';
import { levels } from '../../kinds/requirement.js';
import type { Level } from '../../kinds/requirement.js';
import type { Status } from '../../kinds/verdict.js';
import { qualifiedName, sameName } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { platformRowsOf } from '../../platform/platformRows.js';
import { withWords } from '../check/checkReport.js';
import type { ReportFinding } from '../check/checkReport.js';
import { groupBy, unique } from '../groups.js';
import { findingName, needName, permissionName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import type { Texts } from '../texts.js';
import { askedOf, besidesOf, coveredNeeds } from './toldBesides.js';
import type { Asked, CoveredNeed } from './toldBesides.js';

/** An entry that the plan writes, or that a set gives to somebody who did not have it. */
export type ToldEntry = {
  readonly entry: Entry;
  /** New in the permission set; otherwise it is in there, and new for somebody. */
  readonly isNewInSet: boolean;
  /** It comes along: by the names of what cannot be without it. */
  readonly comesWith: readonly string[];
  /** The same where that is access to the same object: only the words of access. */
  readonly comesWithAccess: readonly ObjectAccess[];
  /** That it cannot be without it is no rule of the platform: only this org says so (fact D7). */
  readonly orgClaim: boolean;
  /** Why it is needed, in the words of the definition. */
  readonly because: readonly string[];
  /** Where the rules stand that ask for it; none where it comes along. */
  readonly places: readonly Place[];
  /** How much it is needed; null where nobody asked for it and it comes along. */
  readonly level: Level | null;
};

/** A permission set or group that is assigned as it is, and all that it gives. */
export type ToldNamedSet = {
  readonly type: NamedSet['type'];
  /** API name, `ns__Name` when packaged. */
  readonly name: string;
  /** Who gets it. */
  readonly users: readonly string[];
  readonly holds: readonly Entry[];
  readonly setupAccess: readonly SetupAccess[];
};

/** What the needs that are missing are called that the plan leaves alone, by the word of `--include` that would plan them. */
export type LeftOut = {
  readonly recommended: readonly string[];
  readonly optional: readonly string[];
  readonly degraded: readonly string[];
  /** What no permission set gives, by the words of `--include` that tell what to do about it. */
  readonly byHand: ReadonlyArray<{ readonly include: string; readonly findings: readonly ReportFinding[] }>;
};

export type PlanReport = {
  readonly plan: Plan;
  /** By what the definition was asked for. */
  readonly reference: string;
  readonly org: AccessSnapshot['org'];
  /** When the org was read for it. */
  readonly plannedAt: string;
  readonly vocabulary: Vocabulary;
  readonly entries: readonly ToldEntry[];
  /** What the plan closes and writes no entry of its own for. */
  readonly covered: readonly CoveredNeed[];
  /** What is asked for and is told neither of the plan nor of what stays for people: one by one, and what is there already. */
  readonly besides: { readonly alone: readonly Finding[]; readonly there: readonly Finding[] };
  /** Why the licenses are asked for that a rule names, by the id of the need. */
  readonly licenses: ReadonlyMap<string, Asked>;
  /** What is assigned as it is. */
  readonly named: readonly ToldNamedSet[];
  /** Permissions over the whole org, by label, and who receives them. */
  readonly orgWide: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** What Salesforce writes by itself into the permission set for every object. */
  readonly platformAccess: readonly ObjectAccess[];
  /** What this org says about dependencies and is not followed: what waits for it, and what it would bring, by label. */
  readonly notFollowed: readonly { readonly permission: string; readonly brings: readonly string[] }[];
  /** Names by which `--allow` lets them be followed. */
  readonly allowNames: readonly string[];
  /** What stays for people to do. */
  readonly manual: readonly ReportFinding[];
  /** Names of required needs that could not be read or decided: no plan closes them, and nobody may take them for fine. */
  readonly unclear: readonly string[];
  readonly leftOut: LeftOut;
  /** Names of what is given although a waiver lets it be missing. */
  readonly waived: readonly string[];
  /** How many needs of each level the plan closes, for sure or if the licenses allow it. */
  readonly closing: Readonly<Record<Level, number>>;
};

/** From what a plan may close to what there is nothing to do about. */
const byGravity: readonly Status[] = ['unmet', 'degraded', 'impossible', 'unknown', 'met', 'notApplicable', 'waived'];

/** The findings before the plan, each once; of several users the one who lacks most. */
const findingsBefore = (before: readonly Evaluation[]): Map<string, Finding> => {
  const byId = new Map<string, Finding>();
  for (const finding of before.flatMap(({ findings }) => findings)) {
    const known = byId.get(finding.id);
    if (!known || byGravity.indexOf(finding.status) < byGravity.indexOf(known.status)) byId.set(finding.id, finding);
  }
  return byId;
};

/** The strictest level of needs; null where there is none. */
const strictest = (ids: readonly string[], found: ReadonlyMap<string, Finding>): Level | null =>
  levels.find((level) => ids.some((id) => found.get(id)?.level === level)) ?? null;

/** Why one of these needs is asked for, each reason and place once. */
const askedFor = (ids: readonly string[], found: ReadonlyMap<string, Finding>): Asked => {
  const all = ids.map((id) => askedOf(found.get(id)));
  const places = all.flatMap((one) => one.places);
  return {
    because: unique(all.flatMap(({ because }) => because)),
    places: [...new Map(places.map((place) => [JSON.stringify(place), place])).values()],
  };
};

const told = (plan: Plan, found: ReadonlyMap<string, Finding>, vocabulary: Vocabulary): ToldEntry[] => {
  const planned = new Map(plan.adds.map((one) => [entryId(one.entry), one]));
  const names = new Map([
    ...[...found.values()].map(({ id, need }) => [id, needName(need, vocabulary)] as const),
    ...plan.adds.map(({ entry }) => [entryId(entry), needName(entry, vocabulary)] as const),
  ]);
  const byId = new Map(plan.adds.map(({ entry }) => [entryId(entry), entry]));
  const sameObject = (entry: Entry, ids: readonly string[]): ObjectAccess[] => {
    const all = ids.map((id) => byId.get(id));
    const own = all.flatMap((other) =>
      other?.kind === 'object' && entry.kind === 'object' && other.sobject === entry.sobject ? [other.access] : [],
    );
    return own.length === all.length ? own : [];
  };
  const inSet = plan.users.flatMap(({ receives }) =>
    // What comes with a set that is assigned as it is, is told of that set.
    receives.flatMap(({ entry, isNewInSet, hasAlready, inOwnSet }) =>
      isNewInSet || hasAlready || !inOwnSet ? [] : [entry],
    ),
  );
  const others = [...new Map(inSet.map((entry) => [entryId(entry), entry])).values()];
  return [
    ...plan.adds.map(({ entry }) => ({ entry, isNewInSet: true })),
    ...others.map((entry) => ({ entry, isNewInSet: false })),
  ].map(({ entry, isNewInSet }) => {
    const one = planned.get(entryId(entry));
    const neededBy = one?.neededBy ?? [];
    return {
      entry,
      isNewInSet,
      comesWith: one?.reason === 'dependency' ? neededBy.map((id) => names.get(id) ?? id) : [],
      orgClaim: one?.origin === 'orgClaim',
      comesWithAccess: one?.reason === 'dependency' ? sameObject(entry, neededBy) : [],
      ...askedFor(one === undefined ? [entryId(entry)] : one.reason === 'requested' ? neededBy : [], found),
      level: strictest(one === undefined ? [entryId(entry)] : one.reason === 'requested' ? neededBy : [], found),
    };
  });
};

/** The words of `--include` that a finding which nobody can grant has to be planned with. */
const includeFor = ({ level, status }: Finding): string =>
  [...(level === 'required' ? [] : [level]), ...(status === 'degraded' ? ['degraded'] : [])].join(',');

const missingAndNotWanted = (
  { leftOut }: Plan,
  { schema, texts }: { readonly schema: OrgSchema; readonly texts: Texts },
): LeftOut => {
  const left = leftOut.filter(({ remedy }) => remedy !== null);
  const missing = left.filter(({ status }) => status === 'unmet');
  const byHand = leftOut.filter(
    (finding) => finding.remedy === null && finding.status !== 'impossible' && includeFor(finding) !== '',
  );
  const named = (findings: readonly Finding[]): string[] =>
    findings.map((finding) => findingName(finding, { schema, texts }));
  return {
    recommended: named(missing.filter(({ level }) => level === 'recommended')),
    optional: named(missing.filter(({ level }) => level === 'optional')),
    degraded: named(left.filter(({ status }) => status === 'degraded')),
    byHand: groupBy(byHand, includeFor).map((same) => ({
      include: same[0] ? includeFor(same[0]) : '',
      findings: same.map((finding) => withWords(finding, schema, texts)),
    })),
  };
};

const closingOf = ({ closes, mayClose }: Plan, found: ReadonlyMap<string, Finding>): Record<Level, number> => {
  const counts = { required: 0, recommended: 0, optional: 0 };
  for (const id of [...closes, ...mayClose]) counts[found.get(id)?.level ?? 'required']++;
  return counts;
};

/**
 * Puts a plan into words.
 * @param waived the ids of what it gives although a waiver lets it be missing
 * @throws Error where a code or a kind has no section in messages/finding.md
 */
export const planReport = (
  plan: Plan,
  before: readonly Evaluation[],
  { org, takenAt, schema }: Pick<AccessSnapshot, 'org' | 'takenAt' | 'schema'>,
  texts: Texts,
  waived: readonly string[] = [],
): PlanReport => {
  const vocabulary: Vocabulary = { texts, schema };
  const found = findingsBefore(before);
  const entries = told(plan, found, vocabulary);
  return {
    plan,
    reference: before[0]?.reference ?? plan.requirements.integration,
    org,
    plannedAt: takenAt,
    vocabulary,
    entries,
    covered: coveredNeeds(plan, found, entries, { texts, schema }),
    besides: besidesOf(plan, found),
    licenses: new Map(
      [...found.values()].flatMap((finding) =>
        finding.need.kind === 'license' || finding.kind === 'permissionSetLicense'
          ? [[finding.id, askedOf(finding)] as const]
          : [],
      ),
    ),
    named: plan.named.map((set) => {
      const name = qualifiedName(set);
      return {
        ...{ type: set.type, name, holds: set.holds, setupAccess: set.setupAccess },
        users: plan.users.flatMap(({ username, permissionSets }) => (permissionSets.includes(name) ? [username] : [])),
      };
    }),
    orgWide: orgWideReceived(plan).map(({ name, users }) => ({ name: permissionName(name, vocabulary), users })),
    platformAccess: platformRowsOf((name) =>
      plan.adds.some(({ entry }) => entry.kind === 'userPermission' && sameName(entry.name, name)),
    ),
    notFollowed: groupBy(plan.notFollowed, ({ edge }) => entryId(edge.from)).flatMap((same) => {
      const [first] = same;
      const brings = same.flatMap((claim) => claim.brings.map((entry) => needName(entry, vocabulary)));
      return first ? [{ permission: needName(first.edge.from, vocabulary), brings: unique(brings) }] : [];
    }),
    allowNames: unique(
      plan.notFollowed.flatMap(({ brings }) =>
        brings.map((entry) => (entry.kind === 'userPermission' ? entry.name : entryId(entry))),
      ),
    ),
    // What is required first: people begin at the top.
    manual: levels.flatMap((level) =>
      plan.manual.filter((one) => one.level === level).map((finding) => withWords(finding, schema, texts)),
    ),
    unclear: unclearNeeds(before).flatMap((id) => {
      const finding = found.get(id);
      if (!finding) return [];
      const { name, message } = withWords(finding, schema, texts);
      // Whoever signs a plan has to see what people must see to, not only what the rule is called.
      return [finding.need.kind === 'manual' ? `${name} (${message.replace(/\.$/, '')})` : name];
    }),
    leftOut: missingAndNotWanted(plan, { schema, texts }),
    // Only the first are named, and fields are many and weigh least.
    waived: groupBy(
      waived.flatMap((id) => found.get(id) ?? []),
      ({ kind }) => (kind === 'field' ? 'last' : 'first'),
    )
      .toSorted(([a], [b]) => Number(a?.kind === 'field') - Number(b?.kind === 'field'))
      .flat()
      .map((finding) => findingName(finding, vocabulary)),
    closing: closingOf(plan, found),
  };
};
