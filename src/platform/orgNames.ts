/** What identifies an org, as far as it is known before it is read. */
export type NamedOrg = { readonly id: string; readonly username: string; readonly instanceUrl: string };

/**
 * Every name by which people can mean an org in a file: its id with 15 and 18 characters, its address, its user, its aliases.
 * @param aliases of the user, as sf knows them
 */
export const orgNames = ({ id, instanceUrl, username }: NamedOrg, aliases: readonly string[]): string[] => [
  ...[id, id.slice(0, 15), instanceUrl, instanceUrl.replace(/^https?:\/\//, ''), username],
  ...aliases,
];
