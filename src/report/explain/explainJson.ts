import { entryId } from '../../access/entry.js';
import type { AccessPath } from '../../explain/accessPaths.js';
import { requirementId } from '../../kinds/requirementId.js';
import { orgJson } from '../check/checkJson.js';
import type { ExplainReport } from './explainReport.js';
import type { ExplainResult, ExplainSeveralResult } from './explainResult.js';

type PathJson = NonNullable<ExplainResult['paths']>[number];

const pathJson = ({ type, name, namespace, label, grants, why, through, via, expiresAt }: AccessPath): PathJson => ({
  type,
  name,
  namespace,
  label,
  grants,
  ...(why === undefined ? {} : { why }),
  ...(through.length === 0 ? {} : { through: [...through] }),
  ...(why === 'muted' ? { mutedBy: name } : {}),
  ...(via === null ? {} : { via }),
  ...(expiresAt === null ? {} : { expiresAt }),
});

const subjectJson = (finding: ExplainReport['finding']): string | null =>
  finding === null ? null : requirementId(finding.need);

/** What is said of one user. */
const userJson = (report: ExplainReport): ExplainSeveralResult['users'][number] => {
  const { user, finding, has, paths, ways, without } = report;
  return {
    user: {
      id: user.id,
      username: user.username,
      ...(user.requestedUsername === null ? {} : { requestedUsername: user.requestedUsername }),
      name: user.name,
      profile: user.profile,
      userLicense: user.userLicense,
      isActive: user.isActive.known ? user.isActive.value : 'unknown',
      isFrozen: user.isFrozen.known ? user.isFrozen.value : 'unknown',
    },
    has,
    ...(finding === null ? {} : { status: finding.status, code: finding.code, message: finding.message }),
    paths: paths === null ? null : paths.map(pathJson),
    blockedBy: finding === null ? [] : [...finding.blockedBy],
    waysToGet: ways.map(({ do: verb, name, gives, beyond, besides, holds, why }) => ({
      do: verb,
      ...(name === undefined ? {} : { name }),
      adds: [...gives, ...(beyond ?? [])].map(entryId),
      ...(besides.length === 0 ? {} : { besides: besides.map(entryId) }),
      ...(holds === undefined ? {} : { holds }),
      why,
    })),
    ...(without === null
      ? {}
      : {
          without: {
            name: without.name,
            found: without.found,
            ...(without.toProfile === null ? {} : { toProfile: without.toProfile }),
            ...(without.has === undefined ? {} : { has: without.has }),
            loses: without.loses.map(({ id }) => id),
          },
        }),
  };
};

/** The `--json` result about one user: plain data. */
export const explainJson = (report: ExplainReport): ExplainResult => {
  const { user, ...said } = userJson(report);
  return {
    schemaVersion: 1,
    org: orgJson(report.org),
    user,
    subject: subjectJson(report.finding),
    ...said,
    apiCalls: report.apiCalls,
  };
};

/** The `--json` result about several users. */
export const explainSeveralJson = (reports: readonly [ExplainReport, ...ExplainReport[]]): ExplainSeveralResult => {
  const [{ org, finding, apiCalls }] = reports;
  return {
    schemaVersion: 1,
    org: orgJson(org),
    subject: subjectJson(finding),
    users: reports.map(userJson),
    apiCalls,
  };
};
