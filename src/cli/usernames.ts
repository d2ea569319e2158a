import { StateAggregator } from '@salesforce/core';

/** Usernames as they were given, without blanks around them, aliases of sf (`sf alias set`) put into usernames. */
export const usernamesOf = async (usersOrAliases: readonly string[]): Promise<string[]> => {
  const { aliases } = await StateAggregator.getInstance();
  return usersOrAliases.map((name) => aliases.resolveUsername(name.trim()));
};

/** Every alias of sf that stands for a username. */
export const aliasesOf = async (username: string): Promise<string[]> => {
  const { aliases } = await StateAggregator.getInstance();
  return aliases.getAll(username);
};
