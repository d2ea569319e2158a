/** What a sentence of a vendor's page asks for, once it is understood. */
import type { Api } from '../../platform/apis.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { PageLine } from '../pageSentences.js';

/** What holds for every need of one line. */
export type OfLine = {
  readonly line: PageLine;
  readonly level: 'required' | 'optional';
  readonly onlyWithPassword: boolean;
};

/** What one line asks for. */
export type PageNeed = OfLine &
  /** `forbid`: the user must not have them. */
  (
    | { readonly kind: 'userPermission'; readonly names: readonly string[]; readonly forbid?: true }
    | { readonly kind: 'api'; readonly apis: readonly Api[] }
    | { readonly kind: 'object'; readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] }
    | { readonly kind: 'field'; readonly names: readonly string[]; readonly access: FieldAccess }
    | { readonly kind: 'permissionSetLicense'; readonly names: readonly string[] }
    /** Any of them. */
    | { readonly kind: 'userLicense'; readonly names: readonly string[] }
    /** No fields: any of them. */
    | { readonly kind: 'historyTracking'; readonly sobject: string; readonly fields: readonly string[] }
  );

/**
 * What is understood of one sentence: its needs; the object that the lines below it are about (`context`: undefined where the
 * sentence says nothing of that, null where what was said of an object ends); the objects that it names and no need has;
 * fields that no table has (`unknown`); and what else of it stands in no need (`unused`).
 */
export type Understood = {
  readonly needs: readonly PageNeed[];
  readonly context?: string | null;
  readonly named: readonly string[];
  readonly unknown?: readonly string[];
  readonly unused?: readonly string[];
};
