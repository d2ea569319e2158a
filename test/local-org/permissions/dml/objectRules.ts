import type { Caller, EffectiveAccess, ObjectSchema, Org, Row } from '../../model/orgModel.js';

/** What every rule of a write may look at. */
export type WriteContext = { org: Org; caller: Caller; access: EffectiveAccess; schema: ObjectSchema };

/**
 * The rules of one object. Rows handed in are complete and may be changed until they are stored; everything of one write
 * happens in one transaction, so any rule may throw an OrgError.
 */
export type ObjectRules = {
  /** Rewrites what the caller sent before it is checked, e.g. `Contact.Account` to `Contact.AccountId`. */
  prepare?: (write: WriteContext, values: Row) => Row;
  /** Fills what the platform computes from other fields; on insert and update. */
  complete?: (write: WriteContext, row: Row) => void;
  /** `drop`: the platform answers success and keeps nothing (facts B10, B13). */
  checkInsert?: (write: WriteContext, row: Row) => 'store' | 'drop';
  afterInsert?: (write: WriteContext, row: Row) => void;
  /** `remove`: the platform deletes the row that would be left empty (fact B13). */
  checkUpdate?: (write: WriteContext, row: Row, before: Row) => 'store' | 'remove';
  afterUpdate?: (write: WriteContext, row: Row, before: Row) => void;
  checkDelete?: (write: WriteContext, row: Row) => void;
  afterDelete?: (write: WriteContext, row: Row) => void;
};
