/** An explanation with the words for it: the one source of the text, of `--json` and of the document. */
import type { AccessSnapshot, OrgIdentity } from '../../access/snapshot.js';
import { exitCodes } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { Explanation } from '../../explain/explanation.js';
import { isTaken } from '../../explain/withoutSource.js';
import { withWords } from '../check/checkReport.js';
import type { ReportFinding } from '../check/checkReport.js';
import type { Vocabulary } from '../needName.js';
import type { Texts } from '../texts.js';

export type ExplainReport = Omit<Explanation, 'finding'> & {
  readonly org: OrgIdentity;
  /** ISO 8601, UTC: when the org was read. */
  readonly at: string;
  readonly finding: ReportFinding | null;
  /** What would be lost, with words. */
  readonly losses: readonly ReportFinding[];
  readonly apiCalls: number;
  /** Whether it could be seen which sets of the org hold it. */
  readonly seesSets: boolean;
  readonly vocabulary: Vocabulary;
};

/** Puts an explanation into words. */
export const explainReport = (
  { org, takenAt, schema }: AccessSnapshot,
  explanation: Explanation,
  { apiCalls, seesSets }: Pick<ExplainReport, 'apiCalls' | 'seesSets'>,
  texts: Texts,
): ExplainReport => ({
  ...explanation,
  org,
  at: takenAt,
  finding: explanation.finding && withWords(explanation.finding, schema, texts),
  losses: (explanation.without?.loses ?? []).map((finding) => withWords(finding, schema, texts)),
  apiCalls,
  seesSets,
  vocabulary: { texts, schema },
});

/**
 * The exit code: 0 where the user has it, 1 where not, 3 where nobody knows. With `--without` it is about what would be
 * then: 1 where something would be lost.
 */
export const explainExitCode = ({
  has,
  without,
  finding,
}: Pick<Explanation, 'has' | 'without' | 'finding'>): StateExitCode => {
  if (without !== null) {
    if (without.loses.length > 0) return exitCodes.missing;
    return !isTaken(without.found) || (finding !== null && without.has === 'unknown')
      ? exitCodes.unknown
      : exitCodes.done;
  }
  if (has === 'unknown') return exitCodes.unknown;
  return has ? exitCodes.done : exitCodes.missing;
};
