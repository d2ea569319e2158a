/** Proof that the embedded org can be written to, by a client that was written for the real platform: the published `sf`. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect } from 'chai';

import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { administrator, plainUser, startTestOrg, userId } from '../local-org/http/testClient.js';
import type { Row } from '../local-org/model/orgModel.js';
import { insertRow } from '../local-org/permissions/dml.js';
import { storeUser } from '../local-org/scenarios/storeUser.js';
import { emptyHome, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const integrationUser = 'integration@example.com';
const psl = 'SalesforceAPIIntegrationPsl';

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const header = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The permission set that is deployed; `more` stands where the platform puts object permissions. */
const acme = (label: string, more = ''): string => `${header}<PermissionSet xmlns="${namespace}">
    <description>For Acme</description>
    <fieldPermissions>
        <editable>true</editable>
        <field>Account.Website</field>
        <readable>true</readable>
    </fieldPermissions>
    <hasActivationRequired>false</hasActivationRequired>
    <label>${label}</label>
    <objectPermissions>
        <allowCreate>false</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Account</object>
        <viewAllFields>false</viewAllFields>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
${more}    <userPermissions>
        <enabled>true</enabled>
        <name>ApiEnabled</name>
    </userPermissions>
</PermissionSet>
`;

const needsAnother = `    <objectPermissions>
        <allowCreate>true</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit>
        <allowRead>false</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Lead</object>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
`;

const apart = `    <fieldPermissions>
        <editable>false</editable>
        <field>Account.Industry</field>
        <readable>true</readable>
    </fieldPermissions>
`;

const manifest = (member: string): string => `${header}<Package xmlns="${namespace}">
    <types>
        <members>${member}</members>
        <name>PermissionSet</name>
    </types>
    <version>66.0</version>
</Package>
`;

/** What was printed, without the box that tables are drawn with and the line breaks inside of it. */
const printed = ({ stdout, stderr }: SfResult): string => `${stdout}${stderr}`.replace(/[\s─│┌┐└┘├┤┬┴┼]+/g, ' ');

describe('the real sf writes to the embedded org', function () {
  this.timeout(180_000);
  let local: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    local = await startTestOrg();
    const caller = { userId: userId(local.org, administrator), apiVersion: 68 };
    storeUser(local.org, caller, 'integration', {
      username: integrationUser,
      profile: 'Minimum Access - API Only Integrations',
    });
    ({ home, remove } = await emptyHome());
    await logIn(local, administrator, 'admin', { home });
  });
  after(async () => {
    await local.close();
    await remove();
  });
  beforeEach(() => {
    local.clearRequests();
  });
  afterEach(() => {
    expect(local.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  });

  const sf = (...args: string[]): Promise<SfResult> => runSf([...args, '--target-org', 'admin'], { home });
  const rows = (object: string): Row[] => [...(local.org.tables.get(object)?.values() ?? [])];
  const set = (name: string): Row | undefined => rows('PermissionSet').find((row) => row['Name'] === name);
  const under = (object: string, name: string): Row[] =>
    rows(object).filter((row) => row['ParentId'] === set(name)?.['Id']);
  /** Everything that permissions consist of. */
  const state = (): string =>
    JSON.stringify(
      ['PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'PermissionSetAssignment'].map((object) =>
        rows(object),
      ),
    );
  const files = async (folder: string, contents: Record<string, string>): Promise<string> => {
    const root = join(home, folder);
    for (const [path, text] of Object.entries(contents)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  };
  const create = (object: string, values: Row): string =>
    insertRow(local.org, { userId: userId(local.org, administrator), apiVersion: 68 }, object, values);
  const assigned = (username: string, name: string): Row[] =>
    rows('PermissionSetAssignment').filter(
      (row) => row['AssigneeId'] === userId(local.org, username) && row['PermissionSetId'] === set(name)?.['Id'],
    );
  const licenses = (username: string): unknown[] =>
    rows('PermissionSetLicenseAssign')
      .filter((row) => row['AssigneeId'] === userId(local.org, username))
      .map((row) => row['PermissionSetLicenseId']);
  const license = (): Row => rows('PermissionSetLicense').find((row) => row['DeveloperName'] === psl) ?? {};
  const seats = (TotalLicenses: number): void => {
    local.org.tables.get('PermissionSetLicense')?.set(String(license()['Id']), { ...license(), TotalLicenses });
  };

  describe('org assign permset', () => {
    const assign = (name: string, username: string, ...more: string[]): Promise<SfResult> =>
      sf('org', 'assign', 'permset', '--name', name, '--on-behalf-of', username, ...more);

    it('assigns, and passes on that it is assigned already (fact A19)', async () => {
      create('PermissionSet', { Name: 'Plain', Label: 'Plain' });
      const first = await assign('Plain', plainUser);
      expect(first.status, first.stderr).to.equal(0);
      expect(printed(first)).to.include('Permsets Assigned').and.to.include(`${plainUser} Plain`);
      expect(assigned(plainUser, 'Plain')).to.have.length(1);
      const second = await assign('Plain', plainUser);
      expect(second.status).to.equal(1);
      expect(printed(second)).to.include('Duplicate PermissionSetAssignment.');
      expect(assigned(plainUser, 'Plain')).to.have.length(1);
    });

    it('refuses a set that the user license does not allow (fact A16)', async () => {
      const ParentId = create('PermissionSet', { Name: 'Accounts', Label: 'Accounts' });
      create('ObjectPermissions', { ParentId, SobjectType: 'Account', PermissionsRead: true });
      const result = await assign('Accounts', integrationUser);
      expect(result.status).to.equal(1);
      expect(printed(result)).to.include("The user license doesn't allow the permission: Read Account");
      expect(assigned(integrationUser, 'Accounts')).to.deep.equal([]);
    });

    it('gives the license of the set with it, and takes it back with the assignment (fact A18)', async () => {
      const ParentId = create('PermissionSet', {
        Name: 'Licensed',
        Label: 'Licensed',
        LicenseId: license()['Id'] ?? null,
      });
      create('ObjectPermissions', { ParentId, SobjectType: 'Account', PermissionsRead: true });
      const used = Number(license()['UsedLicenses']);
      const result = await assign('Licensed', integrationUser);
      expect(result.status, printed(result)).to.equal(0);
      expect(licenses(integrationUser)).to.deep.equal([license()['Id']]);
      expect(license()['UsedLicenses']).to.equal(used + 1);
      const id = String(assigned(integrationUser, 'Licensed')[0]?.['Id']);
      const removed = await sf('data', 'delete', 'record', '--sobject', 'PermissionSetAssignment', '--record-id', id);
      expect(removed.status, printed(removed)).to.equal(0);
      expect(licenses(integrationUser)).to.deep.equal([]);
      expect(license()['UsedLicenses']).to.equal(used);
    });

    it('shows every error when there is no seat left (fact A21)', async () => {
      seats(Number(license()['UsedLicenses']));
      const result = await assign('Licensed', integrationUser, '--json');
      seats(5);
      expect(result.status).to.equal(1);
      expect(result.json).to.have.nested.property('result.failures[0].details').that.has.length(2);
      expect(result.stdout)
        .to.include('LICENSE_LIMIT_EXCEEDED')
        .and.to.include("The user license doesn't allow the permission: Read Account");
      expect([assigned(integrationUser, 'Licensed'), licenses(integrationUser)]).to.deep.equal([[], []]);
    });
  });

  describe('org assign permsetlicense', () => {
    const assign = (username: string): Promise<SfResult> =>
      sf('org', 'assign', 'permsetlicense', '--name', psl, '--on-behalf-of', username);

    it('assigns, and takes a second time for success (fact A19)', async () => {
      const first = await assign(integrationUser);
      expect(first.status, first.stderr).to.equal(0);
      expect(printed(first)).to.include('Permset Licenses Assigned').and.to.include(`${integrationUser} ${psl}`);
      expect(licenses(integrationUser)).to.deep.equal([license()['Id']]);
      const second = await assign(integrationUser);
      expect(second.status, second.stderr).to.equal(0);
      expect(licenses(integrationUser)).to.deep.equal([license()['Id']]);
    });

    it('is refused when there is no seat left (fact A21)', async () => {
      seats(Number(license()['UsedLicenses']));
      const result = await assign(plainUser);
      seats(5);
      expect(result.status).to.equal(1);
      expect(printed(result)).to.include('Failures').and.to.include('License Limit Exceeded');
      expect(licenses(plainUser)).to.deep.equal([]);
    });
  });

  describe('project deploy start --metadata-dir', () => {
    const deploy = async (folder: string, file: string, args: string[] = [], env?: Record<string, string>) => {
      const dir = await files(folder, { 'package.xml': manifest('Acme'), 'permissionsets/Acme.permissionset': file });
      return runSf(['project', 'deploy', 'start', '--metadata-dir', dir, '--target-org', 'admin', ...args], {
        home,
        ...(env === undefined ? {} : { env }),
      });
    };
    const calls = (): Array<string | null> =>
      local.requests.map(({ soapCall }) => soapCall).filter((name) => name !== null);

    it('only validates with --dry-run', async () => {
      const before = state();
      const result = await deploy('dry', acme('Acme'), ['--dry-run']);
      expect(result.status, printed(result)).to.equal(0);
      expect(printed(result)).to.include('Status: Succeeded').and.to.include('PermissionSet');
      expect(calls()).to.include.members(['deploy', 'checkDeployStatus']);
      expect(state()).to.equal(before);
    });

    it('creates the permission set that the file describes', async () => {
      const result = await deploy('accepted', acme('Acme'));
      expect(result.status, printed(result)).to.equal(0);
      expect(printed(result)).to.include('Created Acme PermissionSet');
      expect(set('Acme')).to.include({ Label: 'Acme', Description: 'For Acme', PermissionsApiEnabled: true });
      expect(
        under('ObjectPermissions', 'Acme').map((row) => [row['SobjectType'], row['PermissionsEdit']]),
      ).to.deep.equal([['Account', true]]);
      expect(under('FieldPermissions', 'Acme').map((row) => [row['Field'], row['PermissionsEdit']])).to.deep.equal([
        ['Account.Website', true],
      ]);
    });

    const refusals: Array<[string, string, string]> = [
      ['a missing dependency', needsAnother, 'Permission Create Lead depends on permission(s): Read Lead'],
      [
        'tags that do not stand together, with their place',
        apart,
        'Error parsing file: Element fieldPermissions is duplicated at this location in type PermissionSet 21:23',
      ],
    ];
    for (const [what, more, problem] of refusals) {
      it(`is refused for ${what}, and changes nothing`, async () => {
        const before = state();
        const result = await deploy('refused', acme('Changed', more));
        expect(result.status).to.equal(1);
        expect(printed(result)).to.include('Component Failures [1]').and.to.include(problem);
        expect(state()).to.equal(before);
      });
    }

    it('waits for a deploy that takes its time', async () => {
      local.metadataJobs.pollsUntilDone = 2;
      const result = await deploy('slow', acme('Acme, slowly'));
      local.metadataJobs.pollsUntilDone = 0;
      expect(result.status, printed(result)).to.equal(0);
      expect(calls().filter((name) => name === 'checkDeployStatus').length).to.be.greaterThan(2);
      expect(set('Acme')).to.include({ Label: 'Acme, slowly' });
    });

    it('deploys over REST when sf is told so', async () => {
      const result = await deploy('rest', acme('Acme by REST'), [], { SF_ORG_METADATA_REST_DEPLOY: 'true' });
      expect(result.status, printed(result)).to.equal(0);
      expect(calls()).to.deep.equal([]);
      expect(
        local.requests.map(({ method, path, status }) => `${method} ${path.split('/').slice(5).join('/')} ${status}`),
      )
        .to.include('POST metadata/deployRequest 201')
        .and.to.satisfy((all: string[]) =>
          all.some((line) => /^GET metadata\/deployRequest\/0Af\w+\?includeDetails=true 200$/.test(line)),
        );
      expect(set('Acme')).to.include({ Label: 'Acme by REST' });
    });
  });

  describe('a project in source format', () => {
    let project: string;
    const inProject = (...args: string[]): Promise<SfResult> =>
      runSf([...args, '--target-org', 'admin'], { home, cwd: project });
    const main = 'force-app/main/default';

    before(async () => {
      project = await files('project', {
        'sfdx-project.json': JSON.stringify({
          packageDirectories: [{ path: 'force-app', default: true }],
          sourceApiVersion: '66.0',
        }),
        [`${main}/permissionsets/Source.permissionset-meta.xml`]: acme('From source'),
      });
    });

    it('project deploy start: deploys a permission set', async () => {
      const result = await inProject('project', 'deploy', 'start', '--source-dir', 'force-app');
      expect(result.status, printed(result)).to.equal(0);
      expect(printed(result)).to.include('Created Source PermissionSet force-app');
      expect(set('Source')).to.include({ Label: 'From source', PermissionsApiEnabled: true });
      expect(under('ObjectPermissions', 'Source')).to.have.length(1);
    });

    it('project retrieve start: writes the file that the org holds, unchanged by a round trip', async () => {
      const file = join(project, main, 'permissionsets/Source.permissionset-meta.xml');
      const id = String(set('Source')?.['Id']);
      create('ObjectPermissions', { ParentId: id, SobjectType: 'Lead', PermissionsRead: true });
      const before = state();
      const result = await inProject('project', 'retrieve', 'start', '--metadata', 'PermissionSet:Source');
      expect(result.status, printed(result)).to.equal(0);
      expect(printed(result)).to.include('Changed Source PermissionSet force-app');
      const lead = needsAnother
        .replace('<allowCreate>true', '<allowCreate>false')
        .replace('<allowRead>false', '<allowRead>true')
        .replace('        <viewAllRecords>', '        <viewAllFields>false</viewAllFields>\n        <viewAllRecords>');
      expect(await readFile(file, 'utf8')).to.equal(acme('From source', lead));
      expect(state()).to.equal(before);
    });

    it('project retrieve start: says what the org does not have', async () => {
      const result = await inProject('project', 'retrieve', 'start', '--metadata', 'PermissionSet:Nothing', '--json');
      expect(result.stdout).to.include("Entity of type 'PermissionSet' named 'Nothing' cannot be found");
    });

    it('project deploy start: turns field history on', async () => {
      const object = `${main}/objects/Opportunity`;
      const field = `<CustomField xmlns="${namespace}"><fullName>StageName</fullName><trackHistory>true</trackHistory></CustomField>`;
      await files('project', { [`${object}/fields/StageName.field-meta.xml`]: `${header}${field}\n` });
      const alone = await inProject('project', 'deploy', 'start', '--metadata', 'CustomField:Opportunity.StageName');
      expect(alone.status).to.equal(1);
      expect(printed(alone)).to.include('The entity: Opportunity does not have history tracking enabled');
      await files('project', {
        [`${object}/Opportunity.object-meta.xml`]: `${header}<CustomObject xmlns="${namespace}"><enableHistory>true</enableHistory></CustomObject>\n`,
      });
      const both = await inProject('project', 'deploy', 'start', '--source-dir', `${main}/objects`);
      expect(both.status, printed(both)).to.equal(0);
      expect(local.org.history.get('Opportunity')).to.deep.equal({
        objectSwitch: true,
        trackedFields: new Set(['StageName']),
      });
    });
  });
});
