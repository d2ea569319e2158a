import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import { isOrgWide } from '../../src/platform/orgWidePermissions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { rememberTables } from '../support/orgState.js';
import { grantTo } from '../support/granting.js';

const admin = 'admin@example.com';

/** Which user has the license, and the permission sets of packages, that a definition wants; `full` where none is named. */
const users: Readonly<Record<string, string>> = {
  'cirrus-insight': 'api',
  fin: 'packaged',
  pendula: 'packaged',
  'spotlight-ai': 'packaged',
};

/** What is left to people beside rules that say so themselves. */
const byHand: Readonly<Record<string, readonly string[]>> = {};

/** Variants that ask for what controls the whole org because the vendor does. All others are to do without. */
const broad: Readonly<Record<string, readonly string[]>> = {
  'axonius@as-published': [
    'AssignPermissionSets',
    'CustomizeApplication',
    'ManageInternalUsers',
    'ManageProfilesPermissionsets',
    'ManageRemoteAccess',
    'ManageRoles',
    'ManageSharing',
    'ManageUsers',
    'ModifyMetadata',
    'ResetPasswords',
  ],
  'boomerang@as-published': ['CustomizeApplication', 'ModifyMetadata', 'ViewAllData'],
  'ciro@quick-setup': ['ModifyAllData', 'ModifyMetadata', 'ViewAllData'],
  // The Metadata API is on its list of APIs.
  'ciro@granular': ['ModifyMetadata'],
  cognism: ['CustomizeApplication', 'ViewAllData'],
  'it-administrator': ['AssignPermissionSets', 'ManageInternalUsers', 'ManageProfilesPermissionsets', 'ManageRoles'],
  pendula: ['CustomizeApplication', 'ModifyMetadata'],
  // Two of its features, each for orgs in which nothing narrower does.
  'vonage-contact-center': ['ModifyAllData', 'ModifyMetadata', 'ViewAllData'],
};

const definitions = await listBuiltIn();
const references = definitions.flatMap(({ id, variants, features }) => {
  const named = variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`);
  return named.map((reference) => (features.length === 0 ? reference : `${reference}+*`));
});

const withoutFeatures = (reference: string): string => reference.replace(/\+.*/, '');

describe('built-in definitions, each in every variant with all features', function () {
  this.timeout(60_000);
  let world: World;
  let restore: () => void;

  before(async () => {
    world = await openWorld({ scenario: 'vendors' }, admin);
    restore = rememberTables(world.org.org);
  });
  afterEach(() => restore());
  after(() => world.close());

  for (const reference of references) {
    it(`${reference} can be granted, and is then ready but for what is by hand`, async () => {
      const name = withoutFeatures(reference);
      const { result } = await grantTo(world.org, users[name] ?? 'full', reference);
      expect(result.outcomes.filter(({ result: ended }) => !/^(done|alreadyDone)$/.test(ended))).to.deep.equal([]);
      const [after] = result.after ?? [];
      const open = (after?.findings ?? []).filter(
        ({ level, status, kind }) =>
          level === 'required' && status !== 'met' && status !== 'notApplicable' && kind !== 'manual',
      );
      expect(open.map(({ id, status, code }) => `${id} ${status} ${code}`)).to.deep.equal(byHand[name] ?? []);
      const orgWide = result.plan.adds
        .map(({ id }) => /^userPermission:(.*)/.exec(id)?.[1] ?? '')
        .filter((permission) => isOrgWide(permission));
      expect(orgWide).to.deep.equal(broad[name] ?? []);
    });
  }
});
