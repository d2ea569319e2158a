/** The login that a sentence names, as a person has to type it for the org of this run: else a new login is another org, or loses the alias. */
import { commandLine } from './commandLine.js';

/** How the org of a run was called, and where it is. */
type Login = { readonly alias: string | null; readonly instanceUrl: string };

let login: Login | null = null;

/** Forgets an earlier run in this process. */
export const forgetLogin = (): void => {
  login = null;
};

/** What is asked of the org that was connected to. */
type ConnectedOrg = {
  readonly getUsername: () => string | undefined;
  readonly getConnection: () => { readonly instanceUrl: string };
};

const isConnectedOrg = (org: unknown): org is ConnectedOrg =>
  typeof org === 'object' && org !== null && 'getUsername' in org && 'getConnection' in org;

/**
 * Keeps what the run is logged in to.
 * @param org what the flag `--target-org` became @param said the name that was typed, or is set as the default
 */
export const rememberLogin = (org: unknown, said: string | null): void => {
  if (!isConnectedOrg(org)) return;
  const isAlias = said !== null && said !== org.getUsername();
  login = { alias: isAlias ? said : null, instanceUrl: org.getConnection().instanceUrl };
};

/** A sentence in which the login by a browser names the org of this run. */
export const withLogin = (text: string): string => {
  if (login === null) return text;
  const { alias, instanceUrl } = login;
  const flags = [...(alias === null ? [] : ['--alias', alias]), '--instance-url', instanceUrl];
  return text.replace('"sf org login web"', () => `"sf org login web ${commandLine(flags)}"`);
};
