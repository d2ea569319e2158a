import { ownDescription } from '../grant/ownership.js';
import { fingerprintOf } from '../org/fingerprint.js';
import { mergeEntries } from '../metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../metadata/permissionSetFile.js';
import { readPermissionSetFile } from '../org/read/readPermissionSetFile.js';
import type { Planned } from './planGrantWorkflow.js';

/**
 * The permission set as the plan leaves it: all that the org holds of it and what the plan adds. One request where the
 * set exists, none where it does not.
 * @throws OrgFailure, Refusal
 */
export const plannedFile = async ({ client, plan }: Pick<Planned, 'client' | 'plan'>): Promise<PermissionSetFile> => {
  const { permissionSet, adds, requirements } = plan;
  const held = permissionSet.existing === null ? null : await readPermissionSetFile(client, permissionSet.name);
  return mergeEntries(
    held,
    adds.map(({ entry }) => entry),
    {
      label: permissionSet.label,
      description: ownDescription(requirements, fingerprintOf(adds.map(({ entry }) => entry))),
    },
  );
};
