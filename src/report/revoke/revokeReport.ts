import type { AccessSnapshot } from '../../access/snapshot.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { becomesUnmet } from '../../revoke/becomesUnmet.js';
import type { RevokePlan } from '../../revoke/revokePlan.js';
import { checkReport, strictly, withWords } from '../check/checkReport.js';
import type { Evaluation } from '../../check/evaluation.js';
import type { CheckReport, ReportFinding } from '../check/checkReport.js';
import type { Texts } from '../texts.js';

/** A revoke that was planned, as far as it is told. */
export type ToldPlan = {
  readonly plan: RevokePlan;
  readonly snapshot: AccessSnapshot;
  /** How the definition was named, and whether it was there: if not, the needs are what the grant added. */
  readonly needs: { readonly reference: string; readonly fromDefinition: boolean };
  readonly before: readonly Evaluation[];
  /** What the evaluation will be once the plan is carried out. */
  readonly expected: readonly Evaluation[];
};

/** How it was carried out, as far as it is told. */
export type ToldEnd = {
  readonly outcomes: readonly Outcome[];
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

/** What becomes unmet for one user. */
export type Lost = { readonly username: string; readonly findings: readonly ReportFinding[] };

/** Everything that is told of a revoke: the one source of the text and of `--json`. */
export type RevokeReport = Omit<ToldPlan, 'before' | 'expected'> & {
  readonly dryRun: boolean;
  readonly outcomes: readonly Outcome[];
  /** User by user, without those who lose nothing; as it was read afterwards, else as the plan has it. */
  readonly lost: readonly Lost[];
  /** Whether what was read afterwards lost the same as the plan had it; false where nothing was read afterwards. */
  readonly lostAsPlanned: boolean;
  /** The check afterwards; null where it was not reached, or there is no definition to check. */
  readonly after: CheckReport | null;
};

/** What is lost, as one text that can be compared. */
const lostKey = (before: readonly Evaluation[], later: readonly Evaluation[]): string =>
  becomesUnmet(before, later)
    .flatMap(({ userId, findings }) => findings.map(({ id }) => `${userId} ${id}`))
    .sort()
    .join('\n');

/**
 * Puts a revoke together for the reports.
 * @param end how it was carried out; null where it was not
 */
export const revokeReport = (
  { plan, snapshot, needs, before, expected }: ToldPlan,
  end: ToldEnd | null,
  dryRun: boolean,
  apiCalls: number,
  texts: Texts,
): RevokeReport => {
  const after = end?.after ?? null;
  const usernames = new Map(snapshot.users.map(({ id, username }) => [id, username]));
  return {
    plan,
    snapshot,
    needs,
    dryRun,
    outcomes: end?.outcomes ?? [],
    lost: becomesUnmet(before, after?.evaluations ?? expected).flatMap(({ userId, findings }) =>
      findings.length === 0
        ? []
        : [
            {
              username: usernames.get(userId) ?? userId,
              findings: findings.map((finding) => withWords(finding, snapshot.schema, texts)),
            },
          ],
    ),
    lostAsPlanned: after !== null && lostKey(before, after.evaluations) === lostKey(before, expected),
    after:
      after && needs.fromDefinition ? checkReport(after.snapshot, strictly(after.evaluations), apiCalls, texts) : null,
  };
};
