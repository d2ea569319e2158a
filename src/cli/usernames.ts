import { StateAggregator } from '@salesforce/core';

/** Usernames as they were given, without blanks around them, aliases of sf (`sf alias set`) put into usernames. */
export const usernamesOf = async (usersOrAliases: readonly string[]): Promise<string[]> => {
  const { aliases } = await StateAggregator.getInstance();
  return usersOrAliases.map((name) => aliases.resolveUsername(name.trim()));
};

/** Aliases of the orgs that sf is logged in to, sorted. */
export const knownAliases = async (): Promise<string[]> => {
  const { aliases, orgs } = await StateAggregator.getInstance();
  const all = Object.entries(aliases.getAll() as Record<string, string>);
  const known = await Promise.all(all.map(async ([alias, username]) => ((await orgs.exists(username)) ? alias : null)));
  return known.filter((alias) => alias !== null).sort();
};

/** Every alias of sf that stands for a username. */
export const aliasesOf = async (username: string): Promise<string[]> => {
  const { aliases } = await StateAggregator.getInstance();
  return aliases.getAll(username);
};
