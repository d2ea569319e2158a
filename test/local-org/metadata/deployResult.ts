import type { Org } from '../model/orgModel.js';
import { rowById, textOf } from '../permissions/orgTables.js';
import { soapTimestamp } from './deploy.js';
import type { DeployMessage } from './deploy.js';
import type { DeployJob } from './metadataJobs.js';

/** DeployResult of the Metadata API (fact H12). What has no value yet is left out. */
export type DeployResult = {
  canceledBy?: string;
  canceledByName?: string;
  checkOnly: boolean;
  completedDate?: string;
  createdBy: string;
  createdByName: string;
  createdDate: string;
  details?: DeployDetails;
  done: boolean;
  errorMessage?: string;
  errorStatusCode?: string;
  id: string;
  ignoreWarnings: boolean;
  lastModifiedDate: string;
  numberComponentErrors: number;
  numberComponentsDeployed: number;
  numberComponentsTotal: number;
  numberTestErrors: number;
  numberTestsCompleted: number;
  numberTestsTotal: number;
  rollbackOnError: boolean;
  runTestsEnabled: boolean;
  startDate?: string;
  status: DeployJob['status'];
  success: boolean;
};

type DeployDetails = {
  componentFailures: DeployMessage[];
  componentSuccesses: DeployMessage[];
  runTestResult: { numFailures: number; numTestsRun: number; totalTime: number };
};

/** The state of a deploy as the API shows it, with the components where `includeDetails` is true. */
export const deployResult = (org: Org, job: DeployJob, includeDetails: boolean): DeployResult => {
  const { outcome, options, caller } = job;
  const failures = outcome?.failures ?? [];
  const deployed = (outcome?.total ?? 0) - failures.length;
  return {
    ...(job.canceledBy === null ? {} : { canceledBy: job.canceledBy, canceledByName: nameOfUser(org, job.canceledBy) }),
    checkOnly: options.checkOnly,
    ...(job.completedDate === null ? {} : { completedDate: job.completedDate }),
    createdBy: caller.userId,
    createdByName: nameOfUser(org, caller.userId),
    createdDate: job.createdDate,
    ...(includeDetails && outcome !== undefined
      ? {
          details: {
            componentFailures: failures,
            componentSuccesses: outcome.successes,
            runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
          },
        }
      : {}),
    done: outcome !== undefined || job.status === 'Canceled',
    ...(outcome?.error === undefined
      ? {}
      : { errorMessage: outcome.error.message, errorStatusCode: outcome.error.code }),
    id: job.id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: job.completedDate ?? soapTimestamp(org),
    numberComponentErrors: failures.length,
    numberComponentsDeployed: Math.max(0, deployed),
    numberComponentsTotal: outcome?.total ?? 0,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    // There are no tests to run in this org.
    runTestsEnabled: false,
    ...(job.startDate === null ? {} : { startDate: job.startDate }),
    status: job.status,
    success: job.status === 'Succeeded' || job.status === 'SucceededPartial',
  };
};

const nameOfUser = (org: Org, userId: string): string => textOf(rowById(org, 'User', userId), 'Name') ?? '';
