/** What the org refused to take away, and has taken away all the same: each write is all or nothing, so one record tells. */
import type { Outcome } from '../../grant/grantOutcome.js';
import { isGoneAlready } from '../../platform/refusals.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { RevokeAction } from '../../revoke/revokePlan.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys } from '../query.js';
import { flag } from '../read/answerRow.js';
import { mustRead } from '../read/readQueries.js';

/** One record that a write deletes, or of which it takes a permission. */
type Witness = { readonly from: string; readonly id: string; readonly column?: string };

const witnessOf = (action: RevokeAction): Witness | undefined => {
  const ofPath = (path: string | undefined): Witness | undefined => {
    const [from, id] = path?.split('/') ?? [];
    return from !== undefined && id !== undefined ? { from, id } : undefined;
  };
  switch (action.action) {
    case 'unassign':
    case 'unassignLicenses':
      return ofPath(action.records[0]?.path);
    case 'deleteSet':
      return { from: 'PermissionSet', id: action.setId };
    case 'removeEntries': {
      const { userPermissions, fields, objects, setup } = action.takeOut;
      const [name, field, object] = [userPermissions[0], fields[0], objects[0]];
      if (name !== undefined) return { from: 'PermissionSet', id: action.setId, column: `Permissions${name}` };
      if (field)
        return { from: 'FieldPermissions', id: field.row.id, ...(field.rowGoes ? {} : { column: 'PermissionsEdit' }) };
      if (setup[0]) return { from: 'SetupEntityAccess', id: setup[0].id };
      const [access] = object?.takes ?? [];
      if (!object || access === undefined) return undefined;
      const column = objectPermissionColumns[access];
      return { from: 'ObjectPermissions', id: object.row.id, ...(object.rowGoes ? {} : { column }) };
    }
    case 'keep':
      return undefined;
  }
};

/** Whether the record is gone, or has the permission no more; false where nobody can tell. */
const isGone = async (client: OrgClient, { from, id, column }: Witness): Promise<boolean> => {
  const columns = [...keys('Id'), ...(column === undefined ? [] : flags(column))];
  try {
    const [rows = []] = await mustRead(client, [{ api: 'data', from, columns, where: [{ column: 'Id', is: id }] }]);
    const [row] = rows;
    return row === undefined || (column !== undefined && !flag(row, column));
  } catch (error) {
    if (error instanceof OrgFailure) return false;
    throw error;
  }
};

const denied = (step: Outcome['step'], detail: string): Outcome => ({
  step,
  result: 'failed',
  code: 'REFUSED_BUT_DONE',
  detail,
  open: true,
});

/**
 * Takes something away, and believes a refusal only where it is still there.
 * @returns the outcomes; of what was refused and is gone nobody knows how it ended
 * @throws OrgFailure
 */
export const unlessDoneAllTheSame = async (
  client: OrgClient,
  action: RevokeAction,
  step: Outcome['step'],
  run: () => Promise<Outcome[]>,
): Promise<Outcome[]> => {
  const witness = witnessOf(action);
  try {
    const outcomes = await run();
    // What is gone already says by itself why: somebody else was faster.
    const isRefused = ({ result, partly, code }: Outcome): boolean =>
      result === 'failed' && partly !== true && !isGoneAlready(code ?? '');
    if (!witness || !outcomes.some(isRefused) || !(await isGone(client, witness))) return outcomes;
    return outcomes.map((one) => (isRefused(one) ? denied(one.step, one.detail ?? one.code ?? '') : one));
  } catch (error) {
    const isRefused = error instanceof OrgFailure && error.code === 'REFUSED';
    if (!isRefused || !witness || !(await isGone(client, witness))) throw error;
    return [denied(step, error.args.join(' '))];
  }
};
