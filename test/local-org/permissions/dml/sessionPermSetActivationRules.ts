import { aggregatePermissionSet } from '../assignedSets.js';
import { isTrue, rowById, textOf } from '../orgTables.js';
import { badReference } from './dmlErrors.js';
import type { ObjectRules } from './objectRules.js';

/** SessionPermSetActivation: turns a session-based set or group on; UserId is the session's user (fact A9). */
export const sessionPermSetActivationRules: ObjectRules = {
  checkInsert: ({ org, caller }, row) => {
    const groupId = textOf(row, 'PermissionSetGroupId');
    const set =
      groupId === null ? rowById(org, 'PermissionSet', row['PermissionSetId']) : aggregatePermissionSet(org, groupId);
    if (!isTrue(set, 'HasActivationRequired')) throw badReference('PermissionSetId');
    const session = rowById(org, 'AuthSession', row['AuthSessionId']);
    row['UserId'] = textOf(session, 'UsersId') ?? caller.userId;
    return 'store';
  },
};
