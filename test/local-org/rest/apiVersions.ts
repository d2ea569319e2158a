import { json, noBody } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { RunningOrg } from '../http/runningOrg.js';
import { OrgError } from '../model/orgModel.js';
import type { Org } from '../model/orgModel.js';
import { notFound } from '../permissions/dml/dmlErrors.js';

import type { RestContext, Route } from './restRoute.js';

/** `Winter '27` for 68.0; every third version begins a year (fact J1). */
export function releaseLabel(version: number): string {
  const seasons = ['Spring', 'Summer', 'Winter'] as const;
  const sinceSpring26 = version - 66;
  const season = ((sinceSpring26 % 3) + 3) % 3;
  const year = 26 + Math.floor(sinceSpring26 / 3) + (season === 2 ? 1 : 0);
  return `${seasons[season] ?? ''} '${String(year).padStart(2, '0')}`;
}

/** `GET /services/data`, without authentication (fact I1). */
export function versionList(running: RunningOrg): HttpAnswer {
  const versions = [...running.org.apiVersions].sort((a, b) => a - b);
  return json(
    200,
    versions.map((version) => ({
      label: releaseLabel(version),
      url: `/services/data/v${version}.0`,
      version: `${version}.0`,
    })),
  );
}

/**
 * The number in `v66.0`, when this org serves it. Throws 410 GONE for the retired versions 21-30 (fact I1; the code
 * in the body is an assumption) and 404 for versions that the platform never had or does not have yet.
 */
export function parseVersion(org: Org, segment: string): number {
  const version = Number(/^v(\d+)\.0$/.exec(segment)?.[1] ?? Number.NaN);
  if (org.apiVersions.includes(version)) return version;
  if (version >= 21 && version <= 30) {
    throw new OrgError(410, 'UNSUPPORTED_API_VERSION', `Invalid Api version specified on URL: v${version}.0`);
  }
  throw notFound();
}

function resourceList(context: RestContext): HttpAnswer {
  const { running, org, caller, versionPath } = context;
  const names = ['tooling', 'metadata', 'sobjects', 'query', 'queryAll', 'limits', 'composite'];
  const resources = Object.fromEntries(names.map((name) => [name, `${versionPath}/${name}`]));
  return json(200, { ...resources, identity: `${running.url}/id/${org.id}/${caller.userId}` });
}

function toolingResourceList(context: RestContext): HttpAnswer {
  const names = ['sobjects', 'query', 'composite'];
  return json(200, Object.fromEntries(names.map((name) => [name, `${context.apiPath}/${name}`])));
}

export const versionRoutes: readonly Route[] = [
  { path: '/', apis: ['data'], methods: { GET: resourceList, HEAD: () => noBody(200) } },
  { path: '/', apis: ['tooling'], methods: { GET: toolingResourceList } },
];
