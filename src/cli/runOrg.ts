/** The org of a run, by the names that people and files have for it. */
import { ConfigAggregator } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import { orgNames } from '../platform/orgNames.js';
import { aliasesOf } from './usernames.js';

/** The org of a run, before it is read. */
export type RunOrg = {
  /** Every name by which a file can mean it. */
  readonly names: readonly string[];
  /** What people call it: the alias that was typed or set as the default, or else its only alias, or else the username. */
  readonly shortName: string;
};

/** What people call the org. Of several aliases none counts that nobody has said. */
const shortNameOf = async (username: string, aliases: readonly string[], typed: string | null): Promise<string> => {
  const said = typed ?? (await ConfigAggregator.create()).getPropertyValue('target-org');
  const [only, ...others] = aliases.filter((alias) => aliases.length === 1 || alias === said);
  return only !== undefined && others.length === 0 ? only : username;
};

/**
 * What is known of an org without a call.
 * @param typed what was typed behind `-o`; null where nothing was
 */
export const runOrg = async (org: Org, typed: string | null): Promise<RunOrg> => {
  const username = org.getUsername() ?? '';
  const aliases = await aliasesOf(username);
  const { instanceUrl } = org.getConnection();
  return {
    names: orgNames({ id: org.getOrgId(), username, instanceUrl }, aliases),
    shortName: await shortNameOf(username, aliases, typed),
  };
};
