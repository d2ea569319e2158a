/** Pages in Setup of the org that a report is about. */
import type { Finding } from '../../kinds/finding.js';
import { isRuleNeed, kindOf } from '../../kinds/kinds.js';
import type { SetupPage } from '../../kinds/setupPage.js';

/** The page of a user, an old page inside the frame of Setup. */
const userPath = (userId: string): string =>
  `/lightning/setup/ManageUsers/page?address=${encodeURIComponent(`/${userId}?noredirect=1`)}`;

const objectPath = (sobject: string, page: string): string =>
  `/lightning/setup/ObjectManager/${encodeURIComponent(sobject)}/${page}/view`;

/** The page of the fields of an object. */
export const fieldsPath = (sobject: string): string => objectPath(sobject, 'FieldsAndRelationships');

/** An address of the org: anything that is no web address is none. */
export const orgUrl = (instanceUrl: string, path: string): string | undefined =>
  /^https?:\/\/[^\s/?#]+\/?$/i.test(instanceUrl) ? `${instanceUrl.replace(/\/$/, '')}${path}` : undefined;

const pageOf = (need: Finding['need']): SetupPage | undefined => {
  if (isRuleNeed(need)) return kindOf(need).setupPage?.(need);
  if (need.kind === 'requiredFields') return { page: 'fields', sobject: need.sobject };
  // A seat of a package is given on a page of the package.
  return need.kind === 'packageSeat' ? undefined : { page: 'user' };
};

/** Where in Setup a need can be looked at; undefined where it has no page of its own. */
export const setupPathOf = (need: Finding['need'], userId: string | null): string | undefined => {
  const page = pageOf(need);
  if (page === undefined) return undefined;
  if (page.page === 'user') return userId === null ? undefined : userPath(userId);
  if (page.page === 'profiles') return '/lightning/setup/EnhancedProfiles/home';
  if (page.page === 'sharing') return '/lightning/setup/SecuritySharing/home';
  if (page.page === 'packages') return '/lightning/setup/ImportedPackage/home';
  return page.page === 'object' ? objectPath(page.sobject, 'Details') : fieldsPath(page.sobject);
};
