/** What sort of org it is, by how Salesforce itself tells them apart in the row of Organization. */
export const orgTypes = ['production', 'developerEdition', 'sandbox', 'scratch', 'trial'] as const;
export type OrgType = (typeof orgTypes)[number];

/**
 * The sort of an org. sf takes a sandbox with an end for a scratch org (determineOrg.js of @salesforce/core); any other org
 * with an end is a trial. What is left is where people work, unless its edition is the one for developers.
 * @param trialExpires when the org ends; null where it does not
 * @param edition `Organization.OrganizationType`
 */
export const orgTypeOf = (isSandbox: boolean, trialExpires: string | null, edition: string | null): OrgType => {
  if (isSandbox) return trialExpires === null ? 'sandbox' : 'scratch';
  if (trialExpires !== null) return 'trial';
  return edition === 'Developer Edition' ? 'developerEdition' : 'production';
};

/**
 * Whether an org may be a sandbox, whose usernames carry its name as a suffix (`ann@acme.com.uat`). By the domain of its
 * URL: production is `acme.my.salesforce.com`, a sandbox has `--` in its first label or another domain behind it. Every
 * other address, such as that of an instance, may be either.
 */
export const mayBeSandbox = (instanceUrl: string): boolean => {
  const { hostname } = new URL(instanceUrl);
  return !/^[^.]+\.my\.salesforce\.com$/.test(hostname) || hostname.includes('--');
};
