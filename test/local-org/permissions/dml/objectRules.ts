import type { Caller, EffectiveAccess, ObjectSchema, Org, Row } from '../../model/orgModel.js';

/** What every rule of a write may look at. */
export type Write = { org: Org; caller: Caller; access: EffectiveAccess; schema: ObjectSchema };

/**
 * The rules of one object. Rows handed in are complete and may be changed until they are stored; everything of one write
 * happens in one transaction, so any rule may throw an OrgError.
 */
export type ObjectRules = {
  /** Rewrites what the caller sent before it is checked, e.g. `Contact.Account` to `Contact.AccountId`. */
  prepare?: (write: Write, values: Row) => Row;
  /** Fills what the platform computes from other fields; on insert and update. */
  complete?: (write: Write, row: Row) => void;
  /** `drop`: the platform answers success and keeps nothing (facts B10, B13). */
  checkInsert?: (write: Write, row: Row) => 'store' | 'drop';
  afterInsert?: (write: Write, row: Row) => void;
  /** `remove`: the platform deletes the row that would be left empty (fact B13). */
  checkUpdate?: (write: Write, row: Row, before: Row) => 'store' | 'remove';
  afterUpdate?: (write: Write, row: Row, before: Row) => void;
  checkDelete?: (write: Write, row: Row) => void;
  afterDelete?: (write: Write, row: Row) => void;
};
