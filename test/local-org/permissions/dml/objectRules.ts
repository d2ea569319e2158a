import type { Caller, EffectiveAccess, ObjectSchema, Org, Row } from '../../model/orgModel.js';

/** What the rules of an object know about a write. */
export type WriteContext = { org: Org; caller: Caller; access: EffectiveAccess; schema: ObjectSchema };

/**
 * The rules of one object. Rows are complete, and rules may change them before they are stored. One write is one
 * transaction, so any rule may throw an OrgError.
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
