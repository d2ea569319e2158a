import { sameName } from '../platform/names.js';
import type { AccessSource, InspectedUser } from './snapshot.js';

/** Whether access comes from this permission set of the org itself, assigned directly. @param set its API name */
export const isFromSet = ({ type, name, namespace }: AccessSource, set: string): boolean =>
  type === 'PermissionSet' && namespace === null && sameName(name, set);

/**
 * Whether the user has an assignment of the permission set that grants nothing: expired, or bound to a session (facts A2,
 * A9). A second one cannot be made (fact A19), and what somebody let run out is not for us to prolong.
 * @param set its API name
 */
export const hasInertAssignment = ({ evidence }: Pick<InspectedUser, 'evidence'>, set: string): boolean =>
  evidence.mode === 'admin' &&
  evidence.sources.known &&
  evidence.sources.value.some((source) => isFromSet(source, set) && source.inert !== null);
