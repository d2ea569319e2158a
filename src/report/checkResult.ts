import type { AccessSnapshot, GrantedBy, InspectedUser } from '../access/snapshot.js';
import { exitCodeOf, summarise, worstExitCode } from '../check/outcome.js';
import type { CheckExitCode, FailOn, Summary } from '../check/outcome.js';
import type { Finding, FindingCode, FindingKind, Status } from '../check/finding.js';
import type { Level, RequirementSet } from '../definition/requirement.js';
import { sentencesOf } from './words.js';
import type { Texts } from './words.js';

/** One finding as `--json` shows it. The shape is a contract (DESIGN.md, schemas/check.schema.json). */
export type FindingResult = {
  id: string;
  kind: FindingKind;
  level: Level;
  status: Status;
  code: FindingCode;
  message: string;
  actions: string[];
  because: string[];
  blockedBy?: string[];
  grantedBy: GrantedBy[];
};

export type UserResult = {
  id: string;
  username: string;
  requestedUsername?: string;
  name: string;
  profile: string | null;
  userLicense: string;
};

/** One user against one integration. */
export type OneCheck = {
  integration: string;
  variant: string | null;
  definitionHash: string;
  user: UserResult;
  mode: 'admin' | 'self';
  ready: boolean;
  summary: Summary;
  findings: FindingResult[];
};

/** What `sf integration check --json` returns. */
export type CheckResult = {
  schemaVersion: 1;
  org: { id: string; username: string; instanceUrl: string; apiVersion: string };
  checkedAt: string;
  ready: boolean;
  apiCalls: number;
  checks: OneCheck[];
};

/** One evaluated pair of user and integration, before it is put into words. */
export type Evaluation = {
  readonly requirements: RequirementSet;
  readonly user: InspectedUser;
  readonly findings: readonly Finding[];
};

const toFinding = (finding: Finding, texts: Texts): FindingResult => ({
  id: finding.id,
  kind: finding.kind,
  level: finding.level,
  status: finding.status,
  code: finding.code,
  ...mutable(sentencesOf(finding, texts)),
  because: [...finding.because],
  ...(finding.blockedBy.length > 0 ? { blockedBy: [...finding.blockedBy] } : {}),
  grantedBy: [...finding.grantedBy],
});

const mutable = ({
  message,
  actions,
}: {
  message: string;
  actions: readonly string[];
}): { message: string; actions: string[] } => ({
  message,
  actions: [...actions],
});

const toUser = (user: InspectedUser): UserResult => ({
  id: user.id,
  username: user.username,
  ...(user.requestedUsername !== null ? { requestedUsername: user.requestedUsername } : {}),
  name: user.name,
  profile: user.profile,
  userLicense: user.userLicense,
});

/** The whole result of a check: plain data, findings sorted by id. `ready` is true exactly when the exit code is 0. */
export const checkResult = (
  snapshot: AccessSnapshot,
  evaluations: readonly Evaluation[],
  apiCalls: number,
  failOn: FailOn,
  texts: Texts,
): CheckResult => ({
  schemaVersion: 1,
  org: { ...snapshot.org },
  checkedAt: snapshot.takenAt,
  ready: exitCodeFor(evaluations, failOn) === 0,
  apiCalls,
  checks: evaluations.map(({ requirements, user, findings }) => ({
    integration: requirements.integration,
    variant: requirements.variant,
    definitionHash: requirements.definitionHash,
    user: toUser(user),
    mode: user.evidence.mode,
    ready: exitCodeOf(findings, failOn) === 0,
    summary: summarise(findings),
    findings: findings.map((finding) => toFinding(finding, texts)),
  })),
});

/** The exit code of a run with several checks: missing beats unknown beats ready. */
export const exitCodeFor = (evaluations: readonly Evaluation[], failOn: FailOn): CheckExitCode =>
  worstExitCode(evaluations.map(({ findings }) => exitCodeOf(findings, failOn)));
