import { entryId } from '../access/entry.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { isInFile, renderPermissionSetFile } from '../metadata/permissionSetFile.js';
import { validatePermissionSet } from '../org/apply/validatePermissionSet.js';
import { qualifiedName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { writeProjectFile } from '../files/writeProjectFile.js';
import type { Planned } from './planGrantWorkflow.js';
import { plannedFile } from './plannedFile.js';

/**
 * Writes the planned permission set into a DX project instead of the org; nothing where there is nothing to grant and no
 * set: a deploy would make an empty one.
 * @throws OrgFailure, Refusal
 */
export const grantIntoProject = async (planned: Planned, directory: string): Promise<Outcome[]> => {
  const { adds, permissionSet, named } = planned.plan;
  // An assignment is no metadata: it stands in no file.
  const assignments: Outcome[] =
    named.length === 0
      ? []
      : [{ step: 'file', result: 'skipped', code: 'ASSIGN_BY_HAND', detail: named.map(qualifiedName).join(', ') }];
  if (adds.length === 0 && permissionSet.existing === null) return assignments;
  const { path, result } = await writeProjectFile(permissionSet.name, () => plannedFile(planned), directory);
  // Whom an app admits stands in the file of the app (fact M10).
  const left = adds.map(({ entry }) => entry).filter((entry) => !isInFile(entry));
  const about = left.map((entry) => ({ id: entryId(entry), need: entry }));
  return [
    { step: 'file', result: result === 'unchanged' ? 'alreadyDone' : 'done', detail: path },
    ...(about.length === 0
      ? []
      : [
          {
            step: 'file' as const,
            result: 'skipped' as const,
            code: 'NOT_IN_FILE' as const,
            detail: about.map(({ id }) => id).join(', '),
            about,
          },
        ]),
    ...assignments,
  ];
};

/**
 * Has the org validate the planned permission set, check-only: nothing in the org changes. Skipped where the runner may
 * not use the Metadata API (fact H3), and said so.
 * @throws OrgFailure
 */
export const validatePlan = async (planned: Planned): Promise<Outcome> => {
  try {
    const { client, plan } = planned;
    const xml = renderPermissionSetFile(await plannedFile(planned));
    const validated = await validatePermissionSet(client, plan, xml);
    if (validated.ok === true) return { step: 'validation', result: 'done' };
    return validated.ok === null
      ? { step: 'validation', result: 'skipped', code: validated.reason, detail: validated.detail }
      : {
          step: 'validation',
          result: 'failed',
          code: 'REFUSED_BY_VALIDATION',
          detail: validated.problems.map(({ component, problem }) => `${component}: ${problem}`).join(' | '),
        };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'OrgContentUnreadable') throw error;
    return {
      step: 'validation',
      result: 'skipped',
      code: 'NOT_AUTHORISED',
      detail: error.args.flat().slice(1).join(' '),
    };
  }
};
