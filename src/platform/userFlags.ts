import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

/**
 * Feature flags of the user's record: the column of User is `UserPermissions<flag>`. InteractionUser is called Flow User, and
 * ForecastEnabled, which stands in a column of its own name, Allow Forecasting. All others take a seat of the feature license
 * of the same name (Object Reference: User, and FeatureType of ActiveFeatureLicenseMetric).
 */
export const userFlags = [
  'MarketingUser',
  'KnowledgeUser',
  'InteractionUser',
  'ForecastEnabled',
  'SupportUser',
  'SFContentUser',
  'OfflineUser',
  'MobileUser',
  'WirelessUser',
  'LiveAgentUser',
  'ChatterAnswersUser',
  'SiteforceContributorUser',
  'SiteforcePublisherUser',
  'WorkDotComUserFeature',
  'AvantgoUser',
  'JigsawProspectingUser',
] as const;
export type UserFlag = (typeof userFlags)[number];

/** What the boxes are called in Setup (labels of the columns of User); a flag that is not here is called by its name. */
const flagLabels: Partial<Record<UserFlag, string>> = {
  MarketingUser: 'Marketing User',
  KnowledgeUser: 'Knowledge User',
  InteractionUser: 'Flow User',
  ForecastEnabled: 'Allow Forecasting',
  SupportUser: 'Service Cloud User',
  SFContentUser: 'Salesforce CRM Content User',
  OfflineUser: 'Offline User',
  SiteforceContributorUser: 'Site.com Contributor User',
  SiteforcePublisherUser: 'Site.com Publisher User',
};

/** What people see as the name of a flag. */
export const flagLabel = (flag: UserFlag): string => flagLabels[flag] ?? flag;

const writes: ReadonlySet<ObjectAccess> = new Set(['create', 'edit', 'delete']);

/**
 * The flag without which the platform refuses to write records of an object, whatever permission sets hold: campaigns
 * (fact Q13), and articles of Knowledge, whose reading needs none. Null where there is none.
 */
export const flagFor = (sobject: string, access: ObjectAccess): UserFlag | null => {
  if (!writes.has(access)) return null;
  if (keyOf(sobject) === 'campaign') return 'MarketingUser';
  return /__kav$/i.test(sobject) ? 'KnowledgeUser' : null;
};

/**
 * The user permission that writing an object takes beside the object permissions: Manage Articles for articles of Knowledge.
 * Null where there is none.
 */
export const permissionBeside = (sobject: string, access: ObjectAccess): string | null =>
  writes.has(access) && /__kav$/i.test(sobject) ? 'EditKnowledge' : null;

/**
 * Whether users of the license do without the flag: the connector of Account Engagement writes campaigns without it
 * (Salesforce Help); of other flags nothing of the kind is said.
 */
export const isFreeOfFlag = (userLicense: string, flag: UserFlag): boolean =>
  flag === 'MarketingUser' && /^B2BMA Integration\b/i.test(userLicense);

/** The column of User that holds a flag. */
export const flagColumn = (flag: UserFlag): string => (flag === 'ForecastEnabled' ? flag : `UserPermissions${flag}`);
