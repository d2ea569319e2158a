import type { EntityField } from '../../access/snapshot.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import type { Verdict } from '../verdict.js';

/** Each of them lets upserts use an external id that is not unique. */
const enough = ['ViewAllData', 'ModifyAllData'] as const;

/**
 * The verdict about a field that can be written, with what upserts need of it: an external id that is not unique is a key
 * only for who has View All Data (fact C20). It is met all the same, as nobody says that the integration upserts by it.
 */
export const withUpsertKey = (
  { access: held }: Context,
  field: EntityField,
  access: FieldAccess,
  result: Verdict,
): Verdict => {
  if (result.status !== 'met' || access !== 'edit' || field.sharedExternalId !== true) return result;
  return enough.every((name) => held.userPermission(name).answer === 'no')
    ? { ...result, code: 'UPSERT_NEEDS_MORE', besides: [{ kind: 'userPermission', name: 'ViewAllData' }] }
    : result;
};
