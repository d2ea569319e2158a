/** Who has one thing, with words: the one source of the text, of `--json` and of the document. */
import type { OrgIdentity, OrgSchema } from '../../access/snapshot.js';
import { exitCodes } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { UnclearHolder, UserWhoHolds, WhoHolds } from '../../explain/whoHolds.js';
import type { Finding } from '../../kinds/finding.js';
import { withWords } from '../check/checkReport.js';
import type { ReportFinding } from '../check/checkReport.js';
import type { Vocabulary } from '../needName.js';
import type { Texts } from '../texts.js';

export type WhoReport = Omit<WhoHolds, 'nobody' | 'users' | 'unclear'> & {
  readonly org: OrgIdentity;
  /** ISO 8601, UTC: when the org was read. */
  readonly at: string;
  /** What is asked about. */
  readonly about: ReportFinding;
  readonly users: ReadonlyArray<Omit<UserWhoHolds, 'inPart'> & { readonly inPart: ReportFinding | null }>;
  readonly unclear: ReadonlyArray<Omit<UnclearHolder, 'finding'> & { readonly finding: ReportFinding }>;
  readonly apiCalls: number;
  readonly vocabulary: Vocabulary;
};

/** Puts it into words; what many users share is worded once. */
export const whoReport = (
  { nobody, users, unclear, ...who }: WhoHolds,
  { org, takenAt, schema }: { readonly org: OrgIdentity; readonly takenAt: string; readonly schema: OrgSchema },
  apiCalls: number,
  texts: Texts,
): WhoReport => {
  const worded = new Map<Finding, ReportFinding>();
  const inWords = (finding: Finding): ReportFinding => {
    const words = worded.get(finding) ?? withWords(finding, schema, texts);
    worded.set(finding, words);
    return words;
  };
  return {
    ...who,
    org,
    at: takenAt,
    about: inWords(nobody),
    users: users.map((user) => ({ ...user, inPart: user.inPart && inWords(user.inPart) })),
    unclear: unclear.map((user) => ({ ...user, finding: inWords(user.finding) })),
    apiCalls,
    vocabulary: { texts, schema },
  };
};

/** The exit code: 3 where nobody can tell of some users, else 0, be there many or none who have it. */
export const whoExitCode = ({
  unclear,
  withoutAny,
}: Pick<WhoHolds, 'withoutAny'> & { readonly unclear: readonly unknown[] }): StateExitCode =>
  unclear.length > 0 || withoutAny === 'unknown' ? exitCodes.unknown : exitCodes.done;
