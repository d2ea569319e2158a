import { isBeyondStandardObjects, namespaceOf } from './customNames.js';
import { keyOf } from './names.js';

/** The user license of ordinary users: it allows what no permission set license has to open. */
export const fullLicense = 'Salesforce';

/** Standard objects that permission sets of real orgs hold for users of that license (fact B6). */
export const everydayObjects: readonly string[] = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Document',
  'DuplicateRecordSet',
  'Idea',
  'Individual',
  'Knowledge__kav',
  'Lead',
  'Location',
  'Opportunity',
  'Order',
  'Pricebook2',
  'Product2',
  'PushTopic',
  'Quote',
  'Solution',
];

const everyday = new Set(everydayObjects.map(keyOf));

/**
 * Whether an object needs no license beside the full one, whichever permission set licenses allow it too: those are for
 * users of lesser licenses. It is known of objects of every day, and of those that an org has made itself.
 */
export const isInFullLicense = (sobject: string): boolean =>
  everyday.has(keyOf(sobject)) || (isBeyondStandardObjects(sobject) && namespaceOf(sobject) === null);
