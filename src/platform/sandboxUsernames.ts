/**
 * What a sandbox makes of the usernames of its production org: it appends its name (`ann@acme.com.uat`). Where that username is
 * taken in any org, it also puts six characters before it (`00x7Vqann@acme.com.uat`; Salesforce Help on sandboxes).
 */

/** How a username was changed; a sandbox's name has no dot, so that one with a dot is less sure. */
export type SandboxForm = 'suffix' | 'suffixWithDot' | 'prefix';

const prefixLength = 6;

/** Such a prefix is made by a machine: without a digit in it, it may be the beginning of somebody else's name. */
const isPrefix = (text: string): boolean =>
  text.length === prefixLength && /^[a-z0-9]+$/i.test(text) && /[0-9]/.test(text);

/** In which form the username is the wanted one in a sandbox; null where it is not. Letter case does not matter. */
export const sandboxForm = (username: string, wanted: string): SandboxForm | null => {
  const at = username.toLowerCase().indexOf(`${wanted.toLowerCase()}.`);
  if (at < 0) return null;
  const suffix = username.slice(at + wanted.length + 1);
  if (at === 0) return suffix.includes('.') ? 'suffixWithDot' : 'suffix';
  return isPrefix(username.slice(0, at)) && !suffix.includes('.') ? 'prefix' : null;
};
