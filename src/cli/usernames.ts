import { StateAggregator } from '@salesforce/core';

/** Usernames as they were given, without blanks around them, aliases of sf (`sf alias set`) put into usernames. */
export const usernamesOf = async (usersOrAliases: readonly string[]): Promise<string[]> => {
  const { aliases } = await StateAggregator.getInstance();
  return usersOrAliases.map((name) => aliases.resolveUsername(name.trim()));
};
