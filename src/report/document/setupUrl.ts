/** Pages in Setup of the org that a report is about. */
import type { Finding } from '../../kinds/finding.js';

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

/** Where in Setup a need can be looked at; undefined where it has no page of its own. */
export const setupPathOf = (need: Finding['need'], userId: string | null): string | undefined => {
  switch (need.kind) {
    case 'user':
    case 'license':
    case 'userFlag':
    case 'permissionSetAssigned':
      return userId === null ? undefined : userPath(userId);
    case 'object':
    case 'automation':
      return objectPath(need.sobject, 'Details');
    case 'field':
    case 'picklistValue':
    case 'requiredFields':
    case 'historyTracking':
      return fieldsPath(need.sobject);
    default:
      return undefined;
  }
};
