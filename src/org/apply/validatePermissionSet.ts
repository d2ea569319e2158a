import { isPermissionSetName } from '../../platform/permissionSetNames.js';
import { projectFileRefusal } from '../../metadata/projectFileRefusal.js';
import type { Plan } from '../../grant/grantPlan.js';
import { OrgFailure } from '../failure.js';
import { validatePackage } from '../metadataJobs.js';
import type { ComponentProblem, JobOptions, ValidationEnd } from '../metadataJobs.js';
import type { OrgClient } from '../orgClient.js';

/** What the org says of a permission set before it is deployed; `ok: null` where it did not say. */
export type ValidationResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly ComponentProblem[] }
  | {
      readonly ok: null;
      /** Not authorized: the runner may not use the Metadata API (fact H3). */
      readonly reason: 'NOT_AUTHORISED' | 'NOT_FINISHED' | 'CANCELED' | 'REFUSED';
      readonly detail: string;
    };

/** How long the org may take, in milliseconds. */
const defaultWaitMs = 120_000;

/** Errors that mean that this user may not use the Metadata API. */
const notAuthorized = /INSUFFICIENT_ACCESS|API_DISABLED|FUNCTIONALITY_NOT_ENABLED/;

const resultOf = (name: string, ended: ValidationEnd): ValidationResult => {
  switch (ended.end) {
    case 'succeeded':
      return { ok: true };
    case 'failed': {
      const { problems, words } = ended;
      return { ok: false, problems: problems.length > 0 ? problems : [{ component: name, problem: words }] };
    }
    case 'canceled':
      return { ok: null, reason: 'CANCELED', detail: ended.job };
    case 'unfinished':
      return { ok: null, reason: 'NOT_FINISHED', detail: ended.job };
    case 'refused': {
      const reason = notAuthorized.test(ended.code) ? 'NOT_AUTHORISED' : 'REFUSED';
      return { ok: null, reason, detail: `${ended.code}: ${ended.words}` };
    }
  }
};

/**
 * Has the org check a permission set as if it were deployed: check-only, nothing changes. Sends exactly this one set.
 * @param xml all that the set is to hold, what the org has of it among it (`plannedFile`): a deploy replaces (fact H1),
 * so the check of anything less would be the check of something else
 * @throws OrgFailure when the connection breaks, the session ends, or the person interrupts; Refusal for a
 * name that no permission set can have
 */
export const validatePermissionSet = async (
  client: OrgClient,
  { permissionSet: { name } }: Pick<Plan, 'permissionSet'>,
  xml: string,
  options: JobOptions = {},
): Promise<ValidationResult> => {
  if (!isPermissionSetName(name)) throw projectFileRefusal('BadName', name);
  const contents = {
    members: { PermissionSet: [name] },
    files: new Map([[`permissionsets/${name}.permissionset`, xml]]),
  };
  try {
    return resultOf(name, await validatePackage(client, contents, { waitMs: defaultWaitMs, ...options }));
  } catch (error) {
    // The plan that is being shown is no worse for a check that could not be started in time.
    if (!(error instanceof OrgFailure) || error.code !== 'GAVE_UP_WAITING') throw error;
    return { ok: null, reason: 'NOT_FINISHED', detail: '' };
  }
};
