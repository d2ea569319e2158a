/**
 * The description of a permission set that an early version of grant made for this integration: it says whose set it is,
 * and nothing of what grant has put in.
 */
export const ownedBy = (integration: string): string =>
  `sf integration grant: permissions that ${integration} (${integration}) needs.`;
