import type { ObjectAccess } from './objectAccess.js';

/** The access to every object that the platform writes into a permission set with View All Data or Modify All Data (fact B8). */
export const platformRowsOf = (holds: (permission: string) => boolean): readonly ObjectAccess[] => {
  if (holds('ModifyAllData')) return ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'];
  return holds('ViewAllData') ? ['read', 'viewAllRecords'] : [];
};
