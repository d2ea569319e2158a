/** Links into Setup: only to the org that the report is about. */

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/**
 * An address that the page may link to.
 * @param url what the report says
 * @param instanceUrl the address of the org
 * @returns the address as the browser will read it; null unless it is https, on the very host of the org, and without a password
 */
export const orgLink = (url: string | undefined, instanceUrl: string): string | null => {
  const [target, org] = [parsed(url ?? ''), parsed(instanceUrl)];
  if (!target || !org || target.protocol !== 'https:' || org.protocol !== 'https:') return null;
  return target.host === org.host && target.username === '' && target.password === '' ? target.href : null;
};
