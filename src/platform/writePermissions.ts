/** The user permissions that a user needs to write permission sets and assignments (fact H3). */
import { userPermissionLabels } from './labels/userPermissionLabels.js';

/** What is going to be written. */
export type Writing = {
  /** Permission sets and what they hold. */
  readonly writesSets: boolean;
  /** Assignments of permission sets or of their licenses. */
  readonly assigns: boolean;
};

/**
 * API names of the user permissions that are lacking for it. Permission sets take one permission; for assignments one of
 * two is enough, and the smaller one is named.
 * @param isLacking whether the user surely does not have the permission
 */
export const lackingToWrite = (
  { writesSets, assigns }: Writing,
  isLacking: (userPermission: string) => boolean,
): string[] => [
  ...(writesSets && isLacking('ManageProfilesPermissionsets') ? ['ManageProfilesPermissionsets'] : []),
  ...(assigns && isLacking('AssignPermissionSets') && isLacking('ManageUsers') ? ['AssignPermissionSets'] : []),
];

/** Such permissions as Setup shows them, each with its API name: whoever is to give them looks for the label. */
export const lackingText = (names: readonly string[]): string => {
  const labels = new Map(userPermissionLabels);
  return names.map((name) => (labels.has(name) ? `${labels.get(name)} (${name})` : name)).join(', ');
};
