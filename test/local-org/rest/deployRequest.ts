import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { requireMetadataAccess } from '../metadata/metadataApiAccess.js';
import { readDeployOptions } from '../metadata/deployOptions.js';
import { deployResult } from '../metadata/deployResult.js';
import { cancelDeploy, pollDeploy, startDeploy } from '../metadata/metadataJobs.js';
import type { DeployJob } from '../metadata/metadataJobs.js';
import { OrgError } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { readMultipart } from './multipart.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { isObject, jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

/**
 * `POST /metadata/deployRequest` (fact H12): a multipart body of the archive and `{"deployOptions": …}`. Answers 201
 * with the request, which has not begun.
 */
function createDeploy(context: RestContext): HttpAnswer {
  const { running, org, caller } = context;
  requireMetadataAccess(effectiveAccess(org, caller.userId));
  const parts = readMultipart(context.request);
  const isJson = (type = ''): boolean => /^application\/json\b/i.test(type);
  const options = parts.find(({ headers }) => isJson(headers['content-type']));
  const archive = parts.find(({ headers }) => !isJson(headers['content-type']));
  if (options === undefined || archive === undefined) {
    throw new OrgError(400, 'INVALID_MULTIPART_REQUEST', 'deployOptions and a zip file are required');
  }
  const body = jsonObject({ ...context.request, headers: {}, body: options.content.toString('utf8') });
  const deployOptions = readDeployOptions(body['deployOptions']);
  const job = startDeploy(running.metadataJobs, org, caller, archive.content, deployOptions);
  const waiting: DeployJob = { ...job, status: 'Pending', outcome: undefined, startDate: null, completedDate: null };
  return json(201, { validatedDeployRequestId: null, ...deployRequestAnswer(context, waiting, true) });
}

/** `GET /metadata/deployRequest/<id>?includeDetails=true`. */
function statusOfDeploy(context: RestContext): HttpAnswer {
  const { running, org, caller, request, params } = context;
  requireMetadataAccess(effectiveAccess(org, caller.userId));
  const job = orNotFound(() => pollDeploy(running.metadataJobs, org, caller, params['id'] ?? ''));
  return json(200, deployRequestAnswer(context, job, request.query.get('includeDetails') === 'true'));
}

/** `PATCH /metadata/deployRequest/<id>` with the status Canceling; 202. */
function cancelDeployRequest(context: RestContext): HttpAnswer {
  const { running, org, caller, request, params } = context;
  requireMetadataAccess(effectiveAccess(org, caller.userId));
  const { deployResult: wanted } = jsonObject(request);
  if (!isObject(wanted) || wanted['status'] !== 'Canceling') {
    throw new OrgError(400, 'INVALID_INPUT', 'Only the status Canceling can be set');
  }
  return json(
    202,
    deployRequestAnswer(
      context,
      orNotFound(() => cancelDeploy(running.metadataJobs, org, caller, params['id'] ?? '')),
      false,
    ),
  );
}

function deployRequestAnswer(
  { running, org, versionPath }: RestContext,
  job: DeployJob,
  details: boolean,
): Record<string, unknown> {
  const url = `${running.url}${versionPath}/metadata/deployRequest/${job.id}`;
  return { id: job.id, url, deployResult: deployResult(org, job, details), deployOptions: job.options };
}

function orNotFound(find: () => DeployJob): DeployJob {
  try {
    return find();
  } catch (error) {
    if (error instanceof OrgError && error.errorCode === 'INVALID_CROSS_REFERENCE_KEY') throw notFound();
    throw error;
  }
}

export const deployRequestRoutes: readonly Route[] = [
  { path: '/metadata/deployRequest', apis: ['data'], methods: { POST: createDeploy } },
  { path: '/metadata/deployRequest/:id', apis: ['data'], methods: { GET: statusOfDeploy, PATCH: cancelDeployRequest } },
];
