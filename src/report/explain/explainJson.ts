import { entryId } from '../../access/entry.js';
import type { AccessPath } from '../../explain/accessPaths.js';
import { requirementId } from '../../kinds/requirementId.js';
import { orgJson } from '../check/checkJson.js';
import type { ExplainReport } from './explainReport.js';
import type { ExplainResult } from './explainResult.js';

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

/** The `--json` result: plain data. */
export const explainJson = (report: ExplainReport): ExplainResult => {
  const { org, user, finding, has, paths, ways, without, apiCalls } = report;
  return {
    schemaVersion: 1,
    org: orgJson(org),
    user: {
      id: user.id,
      username: user.username,
      ...(user.requestedUsername === null ? {} : { requestedUsername: user.requestedUsername }),
      name: user.name,
      profile: user.profile,
      userLicense: user.userLicense,
    },
    subject: finding === null ? null : requirementId(finding.need),
    has,
    ...(finding === null ? {} : { status: finding.status, code: finding.code, message: finding.message }),
    paths: paths === null ? null : paths.map(pathJson),
    blockedBy: finding === null ? [] : [...finding.blockedBy],
    waysToGet: ways.map(({ do: verb, name, gives, beyond, besides, why }) => ({
      do: verb,
      ...(name === undefined ? {} : { name }),
      adds: [...gives, ...(beyond ?? [])].map(entryId),
      ...(besides.length === 0 ? {} : { besides: besides.map(entryId) }),
      why,
    })),
    ...(without === null
      ? {}
      : {
          without: {
            name: without.name,
            found: without.found,
            ...(without.has === undefined ? {} : { has: without.has }),
            loses: without.loses.map(({ id }) => id),
          },
        }),
    apiCalls,
  };
};
