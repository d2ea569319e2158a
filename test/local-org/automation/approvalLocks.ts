import { OrgError } from '../model/orgModel.js';
import type { EffectiveAccess, Org } from '../model/orgModel.js';
import { rowById, rowsOf } from '../permissions/orgTables.js';

/**
 * Refuses to change a record that waits for approval. Who may modify all data passes (fact L17).
 * @throws OrgError ENTITY_IS_LOCKED
 */
export const checkApprovalLock = (org: Org, access: EffectiveAccess, id: string): void => {
  if (access.userPermission('ModifyAllData')) return;
  const isLocked = rowsOf(org, 'ProcessInstance').some(
    (instance) =>
      instance['TargetObjectId'] === id &&
      instance['Status'] === 'Pending' &&
      rowById(org, 'ProcessDefinition', instance['ProcessDefinitionId'])?.['LockType'] !== 'none',
  );
  if (isLocked) throw new OrgError(400, 'ENTITY_IS_LOCKED', 'the entity is locked for editing');
};
