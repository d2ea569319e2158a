/** The user permissions that a user needs to write permission sets and assignments (fact H3). */

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
