/** What people have decided to leave as it is: which findings that lets pass, and what became of each decision. */
import { referenceTo } from '../definition/definitionReference.js';
import type { Evaluation } from '../check/evaluation.js';
import type { Finding } from '../kinds/finding.js';
import { nearest } from '../kinds/nearest.js';
import { isOpen } from '../kinds/verdict.js';
import { keyOf, sameName } from '../platform/names.js';
import type { NewWaiver, Waiver } from './waiver.js';
import { waiverMatcher } from './waiverId.js';

/** What became of a waiver in one check. */
export const waiverStates = ['used', 'unused', 'expired', 'noReason'] as const;
export type WaiverState = (typeof waiverStates)[number];

/**
 * What of a waiver kept it from letting anything pass: a key that is not that of any check; `id` where no finding has it, with
 * the ids that may have been meant; `met` where what has it is met.
 */
export type KeptBy =
  | { readonly key: 'user' | 'org' | 'integration'; readonly value: string }
  | { readonly key: 'id'; readonly near: readonly string[] }
  | { readonly key: 'met' };

export type WaiverUse = {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** How many findings it lets pass; of one that has expired or has no reason, how many it would let pass. */
  readonly findings: number;
  /** Days until it ends, where it counts today and ends at all: 0 is today. */
  readonly daysLeft: number | null;
  /** Of one that is unused, what kept it from matching in the check that comes nearest; else empty. */
  readonly keptBy: readonly KeptBy[];
};

/** Where and when a check was made, as waivers are held against it. */
export type WaiverContext = {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Every name by which a waiver can mean this org. */
  readonly orgNames: readonly string[];
};

const dayMs = 86_400_000;

/** Days from one day to another. Both as YYYY-MM-DD. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** The keys of a waiver that are not those of a check: its user, org or definition is another one. */
const otherKeys = (
  { user, org, integration }: Waiver,
  { user: inspected, requirements, reference }: Evaluation,
  { orgNames }: WaiverContext,
): KeptBy[] => {
  const users = [inspected.username, ...(inspected.requestedUsername === null ? [] : [inspected.requestedUsername])];
  const { integration: id, variant } = requirements;
  const integrations = [id, reference, referenceTo(id, { variant }), referenceTo(id, requirements)];
  const other = (key: 'user' | 'org' | 'integration', value: string | null, names: readonly string[]): KeptBy[] =>
    value === null || names.some((name) => sameName(name, value)) ? [] : [{ key, value }];
  return [
    ...other('user', user, users),
    ...other('org', org, orgNames),
    ...other('integration', integration, integrations),
  ];
};

const isAbout = (waiver: Waiver, evaluation: Evaluation, context: WaiverContext): boolean =>
  otherKeys(waiver, evaluation, context).length === 0;

/** What kept a waiver from letting anything of one check pass. */
const keptInCheck = (waiver: Waiver, evaluation: Evaluation, context: WaiverContext): KeptBy[] => {
  const { findings } = evaluation;
  const others = otherKeys(waiver, evaluation, context);
  const matches = waiverMatcher(waiver.id);
  const about = findings.filter(({ id }) => matches(id));
  if (about.some(isOpen)) return others;
  if (about.length > 0) return [...others, { key: 'met' }];
  const ids = findings.filter(isOpen).map(({ id }) => id);
  return [...others, { key: 'id', near: nearest(waiver.id, ids) }];
};

/** What kept a waiver from matching: of all checks in the one that comes nearest, the first of those. */
const keptBy = (waiver: Waiver, evaluations: readonly Evaluation[], context: WaiverContext): readonly KeptBy[] =>
  evaluations
    .map((evaluation) => keptInCheck(waiver, evaluation, context))
    .reduce<readonly KeptBy[] | null>((best, one) => (best === null || one.length < best.length ? one : best), null) ??
  [];

const stateOf = ({ reason, expires }: Waiver, today: string, findings: number): WaiverState => {
  if (reason === '') return 'noReason';
  if (expires !== null && expires < today) return 'expired';
  return findings > 0 ? 'used' : 'unused';
};

/** A finding that is let pass; it keeps what it would be. */
const waived = (finding: Finding, { reason, owner, expires }: Waiver): Finding => ({
  ...finding,
  status: 'waived',
  waiver: {
    reason,
    ...(owner === null ? {} : { owner }),
    ...(expires === null ? {} : { expires }),
    wouldBe: finding.status,
  },
});

/**
 * Lets pass what a waiver with a reason is about and that has not expired. Of several for one finding the first counts, and
 * all that match are used.
 */
export const applyWaivers = (
  evaluations: readonly Evaluation[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): { readonly evaluations: readonly Evaluation[]; readonly uses: readonly WaiverUse[] } => {
  const today = context.at.slice(0, 10);
  const all = waivers.map((waiver) => ({ waiver, matches: waiverMatcher(waiver.id), findings: 0 }));
  const left = evaluations.map((evaluation) => {
    const own = all.filter(({ waiver }) => isAbout(waiver, evaluation, context));
    if (own.length === 0) return evaluation;
    const findings = evaluation.findings.map((finding) => {
      if (!isOpen(finding)) return finding;
      const about = own.filter(({ matches }) => matches(finding.id));
      for (const one of about) one.findings += 1;
      const counting = about.find(({ waiver }) => stateOf(waiver, today, 1) === 'used');
      return counting ? waived(finding, counting.waiver) : finding;
    });
    return { ...evaluation, findings };
  });
  return {
    evaluations: left,
    uses: all.map(({ waiver, findings }) => {
      const state = stateOf(waiver, today, findings);
      const counts = state === 'used' || state === 'unused';
      return {
        waiver,
        state,
        findings,
        keptBy: state === 'unused' ? keptBy(waiver, evaluations, context) : [],
        daysLeft: counts && waiver.expires !== null ? daysBetween(today, waiver.expires) : null,
      };
    }),
  };
};

/**
 * What a file of waivers lacks an entry for, each once: what counts, fails and is waived by none, not even by one without a
 * reason.
 */
export const unwaived = (
  evaluations: readonly Evaluation[],
  waivers: readonly Waiver[],
  context: WaiverContext,
  counts: (finding: Finding) => boolean,
): NewWaiver[] => {
  const all = evaluations.flatMap((evaluation) => {
    const own = waivers.filter((waiver) => isAbout(waiver, evaluation, context)).map(({ id }) => waiverMatcher(id));
    const { requirements, user } = evaluation;
    return evaluation.findings
      .filter((finding) => counts(finding) && !own.some((matches) => matches(finding.id)))
      .map((finding) => ({
        id: finding.id,
        user: user.username,
        integration: referenceTo(requirements.integration, { variant: requirements.variant }),
      }));
  });
  return [...new Map(all.map((one) => [keyOf(JSON.stringify(one)), one])).values()];
};
