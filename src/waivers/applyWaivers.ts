/** What people have decided to leave as it is: which findings that lets pass, and what became of each decision. */
import type { Evaluation } from '../check/evaluation.js';
import type { Finding } from '../kinds/finding.js';
import { isOpen } from '../kinds/verdict.js';
import { keyOf, sameName } from '../platform/names.js';
import type { NewWaiver, Waiver } from './waiver.js';
import { waiverMatcher } from './waiverId.js';

/** What became of a waiver in one check. */
export const waiverStates = ['used', 'unused', 'expired', 'noReason'] as const;
export type WaiverState = (typeof waiverStates)[number];

export type WaiverUse = {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** How many findings it lets pass; of one that has expired or has no reason, how many it would let pass. */
  readonly findings: number;
  /** Days until it ends, where it counts today and ends at all: 0 is today. */
  readonly daysLeft: number | null;
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

/** A test of the user, definition and org of a check against a waiver. */
const isAbout = (
  { user, org, integration }: Waiver,
  { user: inspected, requirements, reference }: Evaluation,
  { orgNames }: WaiverContext,
): boolean => {
  const users = [inspected.username, ...(inspected.requestedUsername === null ? [] : [inspected.requestedUsername])];
  const { integration: id, variant } = requirements;
  const integrations = [id, reference, ...(variant === null ? [] : [`${id}@${variant}`])];
  return (
    (user === null || users.some((name) => sameName(name, user))) &&
    (org === null || orgNames.some((name) => sameName(name, org))) &&
    (integration === null || integrations.some((name) => sameName(name, integration)))
  );
};

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
    const { integration: id, variant } = requirements;
    return evaluation.findings
      .filter((finding) => counts(finding) && !own.some((matches) => matches(finding.id)))
      .map((finding) => ({
        id: finding.id,
        user: user.username,
        integration: variant === null ? id : `${id}@${variant}`,
      }));
  });
  return [...new Map(all.map((one) => [keyOf(JSON.stringify(one)), one])).values()];
};
