import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Org, Row } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { mayQuery } from '../permissions/visibleRows.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from './loadScenario.js';
import { scenarioNames } from './readScenario.js';

const userNamed = (org: Org, username: string): Row => {
  const user = rowsOf(org, 'User').find((row) => row.Username === username);
  if (user === undefined) throw new Error(`no ${username}`);
  return user;
};
const accessOf = (org: Org, name: string) => effectiveAccess(org, idOf(userNamed(org, `${name}@example.com`)));
const setNamed = (org: Org, name: string): Row | undefined =>
  rowsOf(org, 'PermissionSet').find((row) => row.Name === name);

describe('loadScenario', () => {
  it('has the scenarios that tests and the demo rely on', () => {
    expect(scenarioNames()).to.include.members([
      ...['default', 'hostile', 'many-sets', 'no-campaigns', 'old-api', 'person-accounts', 'sandbox'],
    ]);
  });

  it('has none whose clock stands still: commands take the time of the machine, and a receipt of today would be about yesterday', () => {
    const texts = scenarioNames().map((name) => readFileSync(new URL(`${name}.yml`, import.meta.url), 'utf8'));
    expect(texts.filter((text) => /^ +now:/m.test(text))).to.deep.equal([]);
  });

  for (const name of scenarioNames()) {
    it(`loads ${name}: complete rows, every reference to a stored row of the right object`, () => {
      const org = loadScenario(name);
      // Collected, as there are tens of thousands of values.
      const wrong: string[] = [];
      for (const [objectName, table] of org.tables) {
        const fields = org.schema.get(objectName.toLowerCase())?.fields ?? [];
        const references = fields.filter(({ type, referenceTo }) => type === 'reference' && referenceTo.length > 0);
        for (const row of table.values()) {
          if (Object.keys(row).length !== fields.length) wrong.push(`${objectName}: ${Object.keys(row).join()}`);
          for (const field of references) {
            const value = row[field.name];
            const outside = field.referenceTo.every((target) => !org.schema.has(target.toLowerCase()));
            if (value === null || value === undefined || outside) continue;
            const found = field.referenceTo.some((target) => rowById(org, target, value) !== undefined);
            if (!found) wrong.push(`${objectName}.${field.name} ${String(value)}`);
          }
        }
      }
      expect(wrong).to.deep.equal([]);
    });
  }

  describe('default', () => {
    const org = loadScenario('default');

    it('has an integration user with the license and nothing else', () => {
      const user = userNamed(org, 'api@example.com');
      const assigned = rowsOf(org, 'PermissionSetAssignment').filter((row) => row.AssigneeId === user.Id);
      expect(assigned).to.have.length(1);
      expect(rowById(org, 'PermissionSet', assigned[0]?.PermissionSetId)).to.include({ IsOwnedByProfile: true });
      expect(rowsOf(org, 'PermissionSetLicenseAssign').filter((row) => row.AssigneeId === user.Id)).to.have.length(0);
      expect(accessOf(org, 'api').userPermission('ApiEnabled')).to.be.true;
      expect(accessOf(org, 'api').object('Account').read).to.be.false;
    });

    it('has a half-configured user for each vendor, with real gaps', () => {
      const cognism = accessOf(org, 'cognism');
      expect(
        ['ViewAllData', 'ViewAllUsers', 'CustomizeApplication'].map((x) => cognism.userPermission(x)),
      ).to.deep.equal([true, false, false]);
      const hg = accessOf(org, 'hginsights');
      expect([hg.object('Lead').viewAllRecords, hg.object('Contact').viewAllRecords]).to.deep.equal([true, false]);
      expect([hg.object('Opportunity').read, hg.object('Campaign').read]).to.deep.equal([false, false]);
      expect(hg.field('Account', 'mk_Fit__c')).to.deep.equal({ read: true, edit: false });
      const ciro = accessOf(org, 'ciro');
      expect([ciro.object('Task').read, ciro.object('Task').edit]).to.deep.equal([true, false]);
      expect(ciro.userPermission('TransferAnyEntity')).to.be.false;
      const sixsense = accessOf(org, 'sixsense');
      expect([sixsense.object('Account').read, sixsense.object('Lead').read]).to.deep.equal([true, false]);
    });

    it('has a user who can do everything, with what Modify All Data wrote (fact B8)', () => {
      const ready = accessOf(org, 'ready');
      for (const name of ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign']) {
        expect(ready.object(name), name).to.include({ read: true, create: true, modifyAllRecords: true });
      }
      expect(ready.object('Task')).to.include({ read: true, create: true, viewAllRecords: true });
      expect(ready.field('Opportunity', 'Amount')).to.deep.equal({ read: true, edit: true });
      const rows = rowsOf(org, 'ObjectPermissions').filter((row) => row.ParentId === setNamed(org, 'Everything')?.Id);
      expect(rows.map((row) => row.SobjectType)).to.include.members(['Solution', 'Region__c']);
      expect(rows.find((row) => row.SobjectType === 'Product2')?.PermissionsViewAllRecords).to.be.false;
    });

    it('has a group whose aggregate is the members less what is muted (facts A4, A5)', () => {
      const grouped = accessOf(org, 'grouped');
      expect(grouped.object('Lead')).to.include({ read: true, edit: true, delete: false });
      expect(grouped.object('Contact').delete).to.be.true;
      expect(grouped.field('Lead', 'Email')).to.deep.equal({ read: true, edit: true });
      expect(grouped.field('Lead', 'Phone')).to.deep.equal({ read: false, edit: false });
      expect([grouped.userPermission('RunReports'), grouped.userPermission('TransferAnyLead')]).to.deep.equal([
        true,
        false,
      ]);
      const aggregate = rowsOf(org, 'PermissionSet').find((row) => row.Type === 'Group');
      const assignment = rowsOf(org, 'PermissionSetAssignment').find((row) => row.PermissionSetGroupId !== null);
      expect(assignment?.PermissionSetId).to.equal(aggregate?.Id);
      expect(assignment?.PermissionSetGroupId).to.equal(aggregate?.PermissionSetGroupId);
    });

    it('has assignments that grant nothing: expired, revoked, session-based (facts A2, A9)', () => {
      const user = userNamed(org, 'temporary@example.com');
      const assigned = rowsOf(org, 'PermissionSetAssignment').filter((row) => row.AssigneeId === user.Id);
      expect(assigned.some((row) => row.ExpirationDate === '2025-01-01T00:00:00.000+0000')).to.be.true;
      expect(assigned.some((row) => row.IsRevoked === true && row.IsActive === false)).to.be.true;
      expect(assigned.some((row) => row.PermissionSetId === setNamed(org, 'Session_Access')?.Id)).to.be.true;
      const access = accessOf(org, 'temporary');
      expect(access.object('Account').read || access.object('Opportunity').read).to.be.false;
      // The assignment that expires in the future still counts.
      expect(access.userPermission('ViewSetup')).to.be.true;
    });

    it('has an inactive and a frozen user, and counts seats by active users', () => {
      expect(userNamed(org, 'former@example.com').IsActive).to.be.false;
      const frozen = userNamed(org, 'frozen@example.com');
      expect(frozen.IsActive).to.be.true;
      expect(rowsOf(org, 'UserLogin').find((row) => row.UserId === frozen.Id)?.IsFrozen).to.be.true;
      for (const license of rowsOf(org, 'UserLicense')) {
        const profiles = rowsOf(org, 'Profile').filter((row) => row.UserLicenseId === license.Id);
        const users = rowsOf(org, 'User').filter(
          (row) => row.IsActive === true && profiles.some((profile) => profile.Id === row.ProfileId),
        );
        expect(license.UsedLicenses, String(license.Name)).to.equal(users.length);
      }
    });

    it('has field history of Opportunity off', () => {
      expect(org.history.get('Opportunity')?.objectSwitch).to.be.false;
    });

    it('has records that refer to each other, with names put together', () => {
      const jane = rowsOf(org, 'Contact').find((row) => row.FirstName === 'Jane');
      expect(jane?.Name).to.equal('Jane Doe');
      expect(rowById(org, 'Account', jane?.AccountId)?.Name).to.equal('Acme');
      expect(rowsOf(org, 'Account')[0]?.OwnerId).to.equal(userNamed(org, 'standard@example.com').Id);
    });
  });

  it('person-accounts: Account has the person fields', () => {
    const account = loadScenario('person-accounts').schema.get('account');
    expect(account?.fields.map(({ name }) => name)).to.include.members([
      'PersonEmail',
      'mk_Score__pc',
      'IsPersonAccount',
    ]);
  });

  it('no-campaigns: neither campaigns nor groups exist', () => {
    const org = loadScenario('no-campaigns');
    const admin = { userId: idOf(userNamed(org, 'admin@example.com')), apiVersion: 68 };
    for (const name of ['Campaign', 'CampaignMember', 'PermissionSetGroup'])
      expect(mayQuery(org, admin, name)).to.be.false;
  });

  it('sandbox: usernames have the suffix', () => {
    const org = loadScenario('sandbox');
    expect(org.isSandbox).to.be.true;
    expect(rowsOf(org, 'User').map((row) => row.Username)).to.include.members([
      ...['admin@example.com.uat', 'ciro@example.com.uat', 'ciro@example.com.uat.tester.uat'],
    ]);
  });

  it('hostile: the names arrive as they are written', () => {
    const org = loadScenario('hostile');
    const names = rowsOf(org, 'User').map((row) => String(row.Name));
    expect(names.some((name) => name.includes('\u001b[31m') && name.includes('\u0000'))).to.be.true;
    expect(names.some((name) => name.includes('\u202E'))).to.be.true;
    expect(names.some((name) => name.includes('<script>'))).to.be.true;
    expect(names.some((name) => name.startsWith('+1+1'))).to.be.true;
    expect(userNamed(org, 'o\'brien"\\@example.com').LastName).to.equal('"; DROP TABLE users; --');
    expect(setNamed(org, 'Formula_Set')?.Label).to.equal("=cmd|'/C calc'!A0");
  });

  it('many-sets: as many as asked for', () => {
    const generate = [{ permissionSets: 25, prefix: 'Few', assignTo: 'busy', objects: { Account: 'read' } }];
    const few = loadScenario('many-sets', { generate });
    expect(rowsOf(few, 'PermissionSet').filter((row) => String(row.Name).startsWith('Few_'))).to.have.length(25);
    const many = loadScenario('many-sets');
    const busy = userNamed(many, 'busy@example.com');
    expect(rowsOf(many, 'PermissionSetAssignment').filter((row) => row.AssigneeId === busy.Id)).to.have.length(301);
    expect(accessOf(many, 'busy').field('Account', 'Website').edit).to.be.true;
  });

  it('old-api: version 51 is the newest', () => {
    expect(Math.max(...loadScenario('old-api').apiVersions)).to.equal(51);
  });

  it('makes custom profiles with their hidden permission set', () => {
    const org = loadScenario('old-api', {
      profiles: {
        Sync: {
          license: 'Salesforce',
          userPermissions: ['ApiEnabled'],
          objects: { Lead: 'edit' },
          fields: { 'Lead.Email': 'edit', 'Lead.Phone': 'read' },
        },
      },
      users: { sync: { profile: 'Sync' } },
    });
    const sync = accessOf(org, 'sync');
    expect(sync.object('Lead')).to.include({ read: true, edit: true, create: false });
    expect(sync.field('Lead', 'Email').edit).to.be.true;
    expect(sync.field('Lead', 'Phone')).to.deep.equal({ read: true, edit: false });
    expect(sync.userPermission('ApiEnabled')).to.be.true;
  });

  it('takes overrides: clock, behaviours, seats', () => {
    const org = loadScenario('default', {
      org: { now: '2024-06-01T00:00:00Z', behaviours: { virtualObjects: 'strict' }, seats: { Salesforce: 60 } },
    });
    expect(org.now()).to.equal(Date.UTC(2024, 5, 1));
    expect(org.behaviours.virtualObjects).to.equal('strict');
    expect(rowsOf(org, 'UserLicense').find((row) => row.Name === 'Salesforce')?.TotalLicenses).to.equal(60);
    // What has expired since was good then.
    expect(accessOf(org, 'temporary').object('Account').read).to.be.true;
  });

  describe('a mistake in a file is told with its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'x.yml');
    const minimal = 'Minimum Access - API Only Integrations';
    const mistakes: Array<[string, string, RegExp]> = [
      ['no YAML', 'description: [a', /x\.yml:1:\d+: /],
      ['unknown key', 'description: x\nuser: {}', /x\.yml: .*"user"/],
      [
        'access word',
        'description: x\npermissionSets: { A: { objects: { Account: reed } } }',
        /permissionSets\.A\.objects\.Account: expected words/,
      ],
      [
        'user permission',
        'description: x\npermissionSets: { A: { userPermissions: [Fly] } }',
        /permissionSets\.A: Unknown user permission: Fly/,
      ],
      [
        'object',
        'description: x\npermissionSets: { A: { objects: { Nope: read } } }',
        /permissionSets\.A: There is no object Nope/,
      ],
      [
        'object without object permissions',
        'description: x\npermissionSets: { A: { objects: { Task: read } } }',
        /permissionSets\.A: .*bad value for restricted picklist field: Task/,
      ],
      ['field', 'description: x\npermissionSets: { A: { fields: { Lead.Nope: read } } }', /no field Lead\.Nope/],
      [
        'required field',
        'description: x\npermissionSets: { A: { fields: { Lead.Company: read } } }',
        /bad value for restricted picklist field: Lead\.Company/,
      ],
      [
        'missing master',
        'description: x\npermissionSets: { A: { objects: { Contact: read } } }',
        /Permission Read Contact depends on permission\(s\): Read Account/,
      ],
      [
        'profile',
        'description: x\nusers: { u: { profile: Nope } }',
        /users\.u: There is no profile "Nope"; there are: System Administrator/,
      ],
      [
        'license',
        `description: x\npermissionSets: { A: { objects: { Account: read } } }\nusers: { u: { profile: ${minimal}, permissionSets: [A] } }`,
        /users\.u: The user license doesn't allow the permission: Read Account/,
      ],
      [
        'permission set',
        `description: x\nusers: { u: { profile: ${minimal}, permissionSets: [B] } }`,
        /users\.u: There is no permission set B/,
      ],
      [
        'history',
        'description: x\nhistory: { Opportunity: { fields: [ExpectedRevenue] } }',
        /history\.Opportunity: ExpectedRevenue cannot be tracked/,
      ],
      [
        'reference',
        "description: x\nrecords: { Account: [{ Name: A, OwnerId: '@nobody' }] }",
        /records\.Account: @nobody: nothing of that name/,
      ],
      ['extends', 'description: x\nextends: nowhere', /no scenario "nowhere"; there are: /],
      ['a circle', 'description: x\nextends: ./x.yml', /extends itself/],
    ];
    for (const [title, text, message] of mistakes) {
      it(title, () => {
        writeFileSync(file, text);
        expect(() => loadScenario(file)).to.throw(message);
      });
    }
    it('an unknown name', () =>
      expect(() => loadScenario('nope')).to.throw(/no scenario "nope"; there are: .*default/));
  });
});
