import { entryId } from '../../access/entry.js';
import { otherNameIn } from '../../definition/definitionReference.js';
import { featuresOf, leftOutJson } from '../../definition/requirementSet.js';
import type { GrantedBy, InspectedUser, OrgIdentity } from '../../access/snapshot.js';
import { isReady } from '../../exitCode.js';
import type { FindingWaiver } from '../../kinds/finding.js';
import type { CheckReport, ReportFinding } from './checkReport.js';
import type { CheckResult, FindingResult, GrantedByResult, UserResult } from './checkResult.js';

export type { CheckResult, FindingResult, OneCheck, UserResult } from './checkResult.js';

/** A source of access, as `--json` shows it. */
export const grantedByJson = ({
  type,
  name,
  namespace,
  label,
  through,
  via,
  expiresAt,
}: GrantedBy): GrantedByResult => ({
  type,
  name,
  namespace,
  label,
  ...(through === undefined ? {} : { through: [...through] }),
  ...(via === undefined ? {} : { via }),
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

const toWaiver = ({ reason, owner, expires, wouldBe }: FindingWaiver): FindingResult['waiver'] => ({
  reason,
  ...(owner === undefined ? {} : { owner }),
  ...(expires === undefined ? {} : { expires }),
  wouldBe,
});

/** The org as every `--json` result names it. */
export const orgJson = ({ id, username, instanceUrl, apiVersion }: OrgIdentity): CheckResult['org'] => ({
  id,
  username,
  instanceUrl,
  apiVersion,
});

/** One finding as every `--json` result shows it. `instanceUrl` is the address of the org. */
export const findingJson = (finding: ReportFinding, instanceUrl: string): FindingResult => ({
  id: finding.id,
  kind: finding.kind,
  level: finding.level,
  status: finding.status,
  code: finding.code,
  message: finding.message,
  actions: [...finding.hintTexts, ...finding.actions],
  because: [...finding.because],
  ...(finding.phase === undefined ? {} : { phase: finding.phase }),
  ...(finding.blockedBy.length > 0 ? { blockedBy: [...finding.blockedBy] } : {}),
  grantedBy: finding.grantedBy.map(grantedByJson),
  ...(finding.waiver === undefined ? {} : { waiver: toWaiver(finding.waiver) }),
  ...(finding.parts === undefined
    ? {}
    : {
        details: finding.parts.map(({ type, name, namespace, verdict, because, path }) => ({
          type,
          name,
          namespace,
          verdict,
          because,
          url: `${instanceUrl}${path}`,
        })),
      }),
});

const toUser = (user: InspectedUser): UserResult => ({
  id: user.id,
  username: user.username,
  ...(user.requestedUsername === null ? {} : { requestedUsername: user.requestedUsername }),
  name: user.name,
  profile: user.profile,
  userLicense: user.userLicense,
});

/** The name by which a definition was asked for, where it is another one of its product. */
const requestedAs = (reference: string, id: string): { requestedIntegration?: string } => {
  const name = otherNameIn(reference, id);
  return name === null ? {} : { requestedIntegration: name };
};

/** The `--json` result: plain data, findings sorted by id. `ready` is true exactly when the exit code is 0. */
export const checkJson = (report: CheckReport): CheckResult => ({
  schemaVersion: 1,
  org: orgJson(report.org),
  checkedAt: report.checkedAt,
  ready: isReady(report.exitCode),
  apiCalls: report.apiCalls,
  ...(report.notFound.length === 0
    ? {}
    : {
        usersNotFound: report.notFound.map(({ username, code, meant }) => ({ username, code, didYouMean: [...meant] })),
      }),
  ...(report.project === null || report.project.settings.length === 0
    ? {}
    : {
        settings: report.project.settings.map(({ key, value }) => ({ key, value, file: report.project?.file ?? '' })),
      }),
  checks: report.checks.map(({ reference, requirements, user, summary, exitCode, findings, surplus }) => ({
    integration: requirements.integration,
    ...requestedAs(reference, requirements.integration),
    variant: requirements.variant,
    ...featuresOf(requirements),
    ...leftOutJson(requirements),
    definitionHash: requirements.definitionHash,
    user: toUser(user),
    mode: user.evidence.mode,
    ready: isReady(exitCode),
    summary,
    findings: findings.map((finding) => findingJson(finding, report.org.instanceUrl)),
    ...(surplus === undefined
      ? {}
      : {
          surplus: surplus.map(({ entry, power, grantedBy }) => ({
            id: entryId(entry),
            power,
            grantedBy: grantedBy.map(grantedByJson),
          })),
        }),
  })),
});
