import { keyOf } from '../../platform/names.js';
import type { AccessSnapshot, OrgIdentity, OrgSchema } from '../../access/snapshot.js';
import type { Evaluation } from '../../check/evaluation.js';
import type { Finding } from '../../kinds/finding.js';
import { nearestNames } from '../../kinds/nearestNames.js';
import { summarise } from '../../check/checkSummary.js';
import type { Summary } from '../../check/checkSummary.js';
import { checkExitCode, worstExitCode } from '../../exitCode.js';
import type { FailOn, StateExitCode } from '../../exitCode.js';
import { sentencesOf } from '../words.js';
import type { Sentences, Texts } from '../words.js';

/** A finding with its sentences, and for a user permission its label in this org. */
export type ReportFinding = Finding & Sentences & { readonly label: string | null };

export type ReportCheck = Omit<Evaluation, 'findings'> & {
  readonly exitCode: StateExitCode;
  readonly summary: Summary;
  readonly findings: readonly ReportFinding[];
};

/** Everything that a check found, with words: the one source of the text and of `--json`. */
export type CheckReport = {
  readonly org: OrgIdentity;
  readonly checkedAt: string;
  readonly exitCode: StateExitCode;
  readonly apiCalls: number;
  readonly checks: readonly ReportCheck[];
};

const labelOf = (schema: OrgSchema, { id, kind }: Finding): string | null => {
  if (kind !== 'userPermission') return null;
  const key = keyOf(id.slice(id.lastIndexOf(':') + 1));
  const columns = [schema.permissionSetColumns, schema.profileColumns];
  return (
    columns.flatMap((reading) => (reading.known ? [reading.value.get(key)?.label] : [])).find((l) => l !== undefined) ??
    null
  );
};

/** One finding with its sentences. */
export const withWords = (finding: Finding, schema: OrgSchema, texts: Texts): ReportFinding => ({
  ...finding,
  ...sentencesOf(finding, texts, nearestNames(finding, schema)),
  label: labelOf(schema, finding),
});

/** Puts evaluations into words. Findings stay sorted by id. */
export const checkReport = (
  snapshot: AccessSnapshot,
  evaluations: readonly Evaluation[],
  apiCalls: number,
  failOn: FailOn,
  texts: Texts,
): CheckReport => ({
  org: snapshot.org,
  checkedAt: snapshot.takenAt,
  exitCode: worstExitCode(evaluations.map(({ findings }) => checkExitCode(findings, failOn))),
  apiCalls,
  checks: evaluations.map((evaluation) => ({
    ...evaluation,
    exitCode: checkExitCode(evaluation.findings, failOn),
    summary: summarise(evaluation.findings),
    findings: evaluation.findings.map((finding) => withWords(finding, snapshot.schema, texts)),
  })),
});
