import { gap } from '../../access/snapshot.js';
import type { EntityField } from '../../access/snapshot.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import { isCustomField, isMaskedType, viewEncryptedData } from '../../platform/maskedFields.js';
import type { Context } from '../context.js';
import { barred } from '../heldBack.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

const permission = { kind: 'userPermission', name: viewEncryptedData } as const;

/**
 * The verdict about a field that is there, with what its values need: those of classic encrypted text arrive masked (fact C19). The
 * permission for it is for people to give, as only the vendor knows whether masked values are enough.
 * @param sobject as people read it
 */
export const withMaskedValues = (
  context: Context,
  sobject: string,
  field: EntityField,
  access: FieldAccess,
  result: Verdict,
): Verdict => {
  if (result.status !== 'met') return result;
  const isUntold =
    field.untold?.has('DataType') === true && isCustomField(field.name) && !field.calculated && !field.autoNumber;
  if (!isUntold && !isMaskedType(field.dataType)) return result;
  const answer = context.access.userPermission(viewEncryptedData);
  if (answer.answer === 'yes') return result;
  const name = `${sobject}.${field.name}`;
  const words = `${name} ${access}`;
  if (isUntold) return unreadable(words, gap('INCOMPLETE_ROWS', 'EntityParticle', 'DataType').gap);
  if (answer.answer === 'unknown') return unreadable(words, answer.gap);
  const { grantedBy } = result;
  const isNever = answer.why.reason === 'noSuchPermission' || barred(context, permission) === true;
  return isNever
    ? {
        ...verdict('degraded', 'VALUES_STAY_MASKED', [name, access], { grantedBy, blockers: [permission] }),
        never: true,
      }
    : verdict('degraded', 'VALUES_MASKED', [name, access], { grantedBy, blockers: [permission] });
};
