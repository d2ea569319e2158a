/** What a plan closes, and what stays for people, each told once with its reason. */
import { neededEntries } from '../access/dependencies.js';
import { contains, emptyContent } from '../access/entry.js';
import type { Finding } from '../kinds/finding.js';
import type { NamedSetObstacleCode } from '../kinds/permissionSetAssigned/judgePermissionSetAssigned.js';
import { keyOf } from '../platform/names.js';
import { candidateOf } from './candidates.js';
import type { Draft } from './draft.js';
import type { Plan } from './grantPlan.js';
import { holderNames } from './otherHolders.js';
import type { PlanContext } from './planInput.js';
import { toldNames } from './plannedNamedSets.js';
import type { Recipient } from './recipients.js';
import { beyondSetIn, forbiddingOthersIn } from './ruledOut.js';
import { isTied } from './setLicense.js';
import { isMissing, isWanted } from './wantedFindings.js';

/** The gravest first: a finding that stays for people is told once, as it is for whom it is worst. */
const gravity: readonly Finding['status'][] = ['impossible', 'unmet', 'degraded', 'unknown'];

/** Keeps the finding, unless a graver one of its id is kept. */
const keepGravest = (kept: Map<string, Finding>, finding: Finding): void => {
  const other = kept.get(finding.id);
  if (!other || gravity.indexOf(finding.status) < gravity.indexOf(other.status)) kept.set(finding.id, finding);
};

/** What was wanted, or missing, of anybody and is met for everybody afterwards, and what stays for people to do. */
export const closedAndManual = (
  { scope }: PlanContext,
  recipients: readonly Recipient[],
  { afterwards }: Draft,
): Pick<Plan, 'closes' | 'manual' | 'leftOut'> => {
  /**
   * Of what was wanted, what is found afterwards too: a license that another one makes needless is neither closed nor open. And
   * what was missing and nobody wanted, and is met afterwards: something else brings it along.
   */
  const told = new Set<string>();
  const manual = new Map<string, Finding>();
  const open = new Map<string, Finding>();
  /** What nobody can tell of somebody afterwards: it is not closed, though others have it. */
  const unsure = new Set<string>();
  recipients.forEach(({ before }, at) => {
    const now = afterwards[at] ?? [];
    const wantedBefore = new Set<string>();
    const missingBefore = new Set<string>();
    for (const finding of before) {
      if (!isMissing(finding)) continue;
      missingBefore.add(finding.id);
      if (isWanted(finding, scope)) wantedBefore.add(finding.id);
    }
    for (const finding of now) {
      const { id, status } = finding;
      if (wantedBefore.has(id) || (status === 'met' && missingBefore.has(id))) told.add(id);
      if (status === 'unknown') unsure.add(id);
      if (isMissing(finding)) keepGravest(open, finding);
      if (gravity.includes(status) && (wantedBefore.has(id) || isWanted(finding, scope))) keepGravest(manual, finding);
    }
  });
  return {
    closes: [...told].filter((id) => !open.has(id) && !unsure.has(id) && !manual.has(id)).sort(),
    manual: [...manual.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    leftOut: [...open.values()].filter(({ id }) => !manual.has(id)),
  };
};

/**
 * What stays for people, as it is told: where the set cannot take it because of its own license (fact A17), or of others
 * who have it (fact Q2), that is the reason, and another set is the next step.
 */
export const toldBySet = (context: PlanContext, manual: readonly Finding[]): Finding[] => {
  const { permissionSet, directNeeds, exists, others } = context;
  const tie = permissionSet.existing?.license;
  if (others.groups.length === 0 && !isTied(tie)) return [...manual];
  const forbidding = forbiddingOthersIn(context);
  const isBeyondSet = beyondSetIn(context);
  const held = permissionSet.existing?.content ?? emptyContent;
  return manual.map((finding) => {
    const { entries } = candidateOf(finding, true);
    const needed = neededEntries(entries, directNeeds, exists);
    const added = [...entries, ...needed].filter((entry) => !contains(held, entry));
    if (tie?.known === true && added.some(isBeyondSet))
      return { ...finding, code: 'SET_LICENSE_FORBIDS', args: [permissionSet.name, tie.value?.name ?? ''], hints: [] };
    const by = others.groups.filter((group) => added.some((entry) => forbidding(entry).includes(group)));
    return by.length === 0
      ? finding
      : { ...finding, code: 'OTHER_HOLDER_FORBIDS', args: [permissionSet.name, holderNames(by)], hints: [] };
  });
};

/** Those whom a reason is about stand last in it. */
const aboutUsers: ReadonlySet<string> = new Set<NamedSetObstacleCode>([
  'NAMED_SET_OTHER_LICENSE',
  'NAMED_SET_WITHOUT_SEAT',
  'NAMED_SET_BEYOND_LICENSE',
]);

/** Why sets that rules name are left to people, with everybody for whom that is the reason: a finding is told once. */
export const withEverybodyNamed = (recipients: readonly Recipient[], manual: readonly Finding[]): Finding[] =>
  manual.map((finding) => {
    if (!aboutUsers.has(finding.code)) return finding;
    const [name = '', why = ''] = finding.args;
    const alike = recipients.flatMap(({ obstacles }) => obstacles.get(keyOf(name)) ?? []);
    const users = alike.flatMap(({ code, args }) => (code === finding.code && args[1] === why ? args.slice(2) : []));
    return { ...finding, args: [name, why, toldNames(users)] };
  });
