import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import type { Answer } from './answer.js';
import type { SetupEntry } from './setupEntities.js';

/**
 * What one user can do, asked one question at a time. Both ways of knowing (permission rows, and what the user sees of
 * himself) answer through this, so that the evaluation does not care which it was.
 */
export type EffectiveAccess = {
  /** A user permission by API name, e.g. `ApiEnabled`. */
  readonly userPermission: (name: string) => Answer;
  /** Object permission rows, with what View All Data and Modify All Data imply (fact K4). Not for derived objects. */
  readonly objectPermission: (sobject: string, access: ObjectAccess) => Answer;
  /**
   * Field-level security of one permissionable field: its row, or View All Fields for reading (fact C15). Says nothing
   * about the object. Address parts are asked by their compound (fact C4).
   */
  readonly fieldPermission: (sobject: string, field: string, access: FieldAccess) => Answer;
  /** Access to a custom permission, an Apex class or an app by a row of SetupEntityAccess, and by nothing else (facts E12, M14). */
  readonly setupEntity: (entry: SetupEntry) => Answer;
  /** Whether a custom setting or custom metadata type is opened by itself: by such a row too (fact E12). */
  readonly opened: (sobject: string) => Answer;
};
