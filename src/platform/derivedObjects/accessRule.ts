/**
 * What gives access to an object that has no object permissions of its own (facts B5, B11): the rules as data, and the
 * words in which the tables beside this file are written.
 */
import type { ObjectAccess } from '../objectAccess.js';
import type { UserFlag } from '../userFlags.js';

export type AccessRule =
  | { readonly rule: 'always' }
  | { readonly rule: 'never' }
  /** Salesforce publishes no rule, and none is known. */
  | { readonly rule: 'unpublished' }
  | { readonly rule: 'userPermission'; readonly name: string }
  /** A box on the record of the user, as `MarketingUser`; no permission set can give it. */
  | { readonly rule: 'userFlag'; readonly name: UserFlag }
  | { readonly rule: 'object'; readonly sobject: string; readonly access: ObjectAccess }
  /** A profile or permission set opens this one custom setting or custom metadata type (fact E12). */
  | { readonly rule: 'opened'; readonly sobject: string }
  /** Access to the record that a row hangs on, which may be of many objects. */
  | { readonly rule: 'parentRow'; readonly access: ObjectAccess }
  | { readonly rule: 'all'; readonly of: readonly AccessRule[] }
  /** Alternatives in order of preference: the narrowest permission first. */
  | { readonly rule: 'any'; readonly of: readonly AccessRule[] }
  /** Own rows without more, and those the user is a member of or stands above; rows of others need this. */
  | { readonly rule: 'ownRows'; readonly others: AccessRule }
  /** Each opens a part of the rows; only all of them open every row. */
  | { readonly rule: 'rowsOf'; readonly of: readonly AccessRule[] }
  /** Depends on whether the object takes object permissions in this org. */
  | {
      readonly rule: 'byPermissions';
      readonly sobject: string;
      readonly taken: AccessRule;
      readonly otherwise: AccessRule;
    }
  /** Salesforce says two things: the strict one surely gives it, without the mild one it is surely not there. */
  | { readonly rule: 'contested'; readonly mild: AccessRule; readonly strict: AccessRule };

/** Rules by word of access. Of a word that is left out see `rulesOf`. */
export type Rules = Partial<Record<ObjectAccess, AccessRule>>;

/** Every user has it. */
export const always: AccessRule = { rule: 'always' };
/** Nobody has it: there is no such call, or it is refused to everybody. */
export const never: AccessRule = { rule: 'never' };
/** Nothing is published about it. */
export const unpublished: AccessRule = { rule: 'unpublished' };

/** A user permission, by its API name. */
export const permission = (name: string): AccessRule => ({ rule: 'userPermission', name });
/** A box on the user's record. */
export const userFlag = (name: UserFlag): AccessRule => ({ rule: 'userFlag', name });
/** Access to another object, which may itself be derived. */
export const on = (sobject: string, access: ObjectAccess): AccessRule => ({ rule: 'object', sobject, access });
/** This custom setting or custom metadata type is opened by itself. */
export const opened = (sobject: string): AccessRule => ({ rule: 'opened', sobject });
/** Access to the record that the row hangs on. */
export const parentRow = (access: ObjectAccess): AccessRule => ({ rule: 'parentRow', access });
/** Everything of it together. */
export const all = (...of: AccessRule[]): AccessRule => ({ rule: 'all', of });
/** One of them, the narrowest first. */
export const any = (...of: AccessRule[]): AccessRule => ({ rule: 'any', of });
/** Own rows without more; those of others need `others`. */
export const ownRows = (others: AccessRule): AccessRule => ({ rule: 'ownRows', others });
/** Each opens a part of the rows. */
export const rowsOf = (...of: AccessRule[]): AccessRule => ({ rule: 'rowsOf', of });
/** Two readings of which nobody knows which one is right. */
export const contested = (mild: AccessRule, strict: AccessRule): AccessRule => ({ rule: 'contested', mild, strict });

/** The same for reading and for seeing the rows of everybody. */
export const reads = (rule: AccessRule): Rules => ({ read: rule, viewAllRecords: rule });
/** The same for every way of writing. */
export const writes = (rule: AccessRule): Rules => ({ create: rule, edit: rule, delete: rule });

/** Neither reading nor writing has a published rule. */
export const nothingPublished: Rules = { read: unpublished, ...writes(unpublished) };

/** A child that is read with its parent and written with Edit on it, deleting included (fact B11). */
export const followsParent = (parent: string): Rules => ({
  read: on(parent, 'read'),
  ...writes(on(parent, 'edit')),
  viewAllRecords: on(parent, 'viewAllRecords'),
  modifyAllRecords: on(parent, 'modifyAllRecords'),
});
