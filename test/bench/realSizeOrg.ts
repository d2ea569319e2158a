/** An org as large as those of customers, and who is checked in it. */
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { generatedName } from '../local-org/scenarios/generatedObjects.js';

/** What an org of 2026 has: user permissions are columns of four objects, and the picklist lists more than there is (fact X1). */
export const realSize = {
  userPermissions: 1035,
  offeredObjects: 1700,
  objects: 800,
  accountFields: 500,
  permissionSets: 2000,
  groups: 300,
  users: 20_000,
} as const;

/** What the embedded org has without being told; a test holds the sums. */
const has = { userPermissions: 314, offeredObjects: 20, objects: 113, accountFields: 69 };

const domain = 'realsize.example.com';
export const realSizeAdmin = `admin@${domain}`;
export const realSizeUser = `vendor@${domain}`;

const customObjects = realSize.objects - has.objects;
const names = Array.from({ length: customObjects }, (_, index) => generatedName('Thing', index + 1));

/** The org, on top of the scenario `default`. */
export const realSizeOrg = (): Partial<Scenario> => ({
  org: {
    name: 'Real Size Inc',
    usernameDomain: domain,
    seats: { Salesforce: realSize.users + 100 },
    furtherUserPermissions: realSize.userPermissions - has.userPermissions,
    behaviours: { furtherOfferedObjects: realSize.offeredObjects - has.offeredObjects - customObjects },
  },
  generateObjects: [{ objects: customObjects, prefix: 'Thing', fieldsPerObject: 3 }],
  generateFields: [{ object: 'Account', fields: realSize.accountFields - has.accountFields, prefix: 'Detail' }],
  users: {
    vendor: {
      lastName: 'Vendor Integration',
      profile: 'Minimum Access - Salesforce',
      permissionSets: ['Sales_Read'],
    },
  },
  generate: [
    {
      permissionSets: realSize.permissionSets,
      prefix: 'Team',
      userPermissions: ['RunReports'],
      objects: { Account: 'read edit', ...Object.fromEntries(names.slice(0, 5).map((name) => [name, 'read'])) },
      fields: { 'Account.Website': 'edit', 'Account.Industry': 'read' },
    },
  ],
  generateGroups: [{ groups: realSize.groups, prefix: 'Department', setsEach: 5, setPrefix: 'Team' }],
  generateUsers: [{ users: realSize.users, prefix: 'Employee', profile: 'Minimum Access - Salesforce' }],
});
