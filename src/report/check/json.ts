import type { GrantedBy, InspectedUser } from '../../access/snapshot.js';
import type { FindingCode, FindingKind, Status } from '../../check/finding.js';
import type { Summary } from '../../check/outcome.js';
import type { Level } from '../../definition/requirement.js';
import type { CheckReport, ReportFinding } from './report.js';

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

const toFinding = (finding: ReportFinding): FindingResult => ({
  id: finding.id,
  kind: finding.kind,
  level: finding.level,
  status: finding.status,
  code: finding.code,
  message: finding.message,
  actions: [...finding.hintTexts, ...finding.actions],
  because: [...finding.because],
  ...(finding.blockedBy.length > 0 ? { blockedBy: [...finding.blockedBy] } : {}),
  grantedBy: [...finding.grantedBy],
});

const toUser = (user: InspectedUser): UserResult => ({
  id: user.id,
  username: user.username,
  ...(user.requestedUsername === null ? {} : { requestedUsername: user.requestedUsername }),
  name: user.name,
  profile: user.profile,
  userLicense: user.userLicense,
});

/** The `--json` result: plain data, findings sorted by id. `ready` is true exactly when the exit code is 0. */
export const checkJson = (report: CheckReport): CheckResult => ({
  schemaVersion: 1,
  org: { ...report.org },
  checkedAt: report.checkedAt,
  ready: report.exitCode === 0,
  apiCalls: report.apiCalls,
  checks: report.checks.map(({ requirements, user, summary, exitCode, findings }) => ({
    integration: requirements.integration,
    variant: requirements.variant,
    definitionHash: requirements.definitionHash,
    user: toUser(user),
    mode: user.evidence.mode,
    ready: exitCode === 0,
    summary,
    findings: findings.map(toFinding),
  })),
});
