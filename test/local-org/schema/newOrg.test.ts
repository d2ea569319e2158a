import { expect } from 'chai';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { idOf, rowById, rowsOf, toLongId } from '../permissions/orgTables.js';
import { userPermissionsFor } from '../permissions/userPermissions.js';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { idMaker } from './recordIds.js';
import { createOrg } from './newOrg.js';
import { profileNamed } from './storeProfiles.js';

describe('createOrg', () => {
  const org = createOrg({ features: ['Campaigns', 'PermissionSetGroups', 'ApiOnlySystemIntegrationsProfile'] });
  const profile = (name: string) => rowById(org, 'Profile', profileNamed(org, name));
  const granted = (name: string): string[] =>
    org.userPermissions.map((permission) => permission.name).filter((x) => profile(name)?.[`Permissions${x}`] === true);

  it('stores rows with every field of their object', () => {
    for (const [name, table] of org.tables) {
      const fields = org.schema.get(name.toLowerCase())?.fields.map((field) => field.name) ?? [];
      for (const row of table.values()) {
        expect(Object.keys(row).sort(), name).to.deep.equal([...fields].sort());
      }
    }
  });

  it('gives every profile one hidden permission set (fact A1)', () => {
    for (const row of rowsOf(org, 'Profile')) {
      const hidden = rowsOf(org, 'PermissionSet').filter((set) => set.ProfileId === row.Id);
      expect(hidden, String(row.Name)).to.have.length(1);
      expect(hidden[0]).to.include({ IsOwnedByProfile: true, Type: 'Profile', LicenseId: row.UserLicenseId });
      expect(hidden[0]?.Name).to.equal(`X${idOf(row).slice(0, 15)}`);
    }
  });

  it('has the integration profiles as they are retrieved: three user permissions, no object (fact A13)', () => {
    for (const name of ['Minimum Access - API Only Integrations', 'Salesforce API Only System Integrations']) {
      expect(granted(name).sort()).to.deep.equal(['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser']);
      const hidden = rowsOf(org, 'PermissionSet').find((set) => set.ProfileId === profile(name)?.Id);
      expect(rowsOf(org, 'ObjectPermissions').filter((row) => row.ParentId === hidden?.Id)).to.deep.equal([]);
      expect(rowById(org, 'UserLicense', profile(name)?.UserLicenseId)?.Name).to.equal('Salesforce Integration');
    }
    expect(rowsOf(createOrg(), 'Profile').map((row) => row.Name)).not.to.include(
      'Salesforce API Only System Integrations',
    );
  });

  it('limits the integration license to no standard object, and lifts that by the permission set license (A16, A17)', () => {
    const license = rowsOf(org, 'UserLicense').find((row) => row.Name === 'Salesforce Integration');
    const psl = rowsOf(org, 'PermissionSetLicense').find((row) => row.DeveloperName === 'SalesforceAPIIntegrationPsl');
    expect(license && org.ceilings.get(idOf(license))?.objects?.size).to.equal(0);
    const lifted = psl && org.ceilings.get(idOf(psl))?.objects;
    expect([...(lifted?.get('Account') ?? [])]).to.include.members(['read', 'modifyAllRecords', 'viewAllFields']);
    expect([...(lifted?.get('Product2') ?? [])]).not.to.include('viewAllRecords');
    expect(psl).to.include({
      MasterLabel: 'Salesforce API Integration',
      MaximumPermissionsApiEnabled: true,
      MaximumPermissionsCustomizeApplication: false,
      IsAvailableForIntegrations: true,
    });
  });

  it('has an administrator who may do everything, signs all rows and takes a seat', () => {
    const [admin] = rowsOf(org, 'User');
    const access = effectiveAccess(org, String(admin?.Id));
    expect(access.object('Opportunity').modifyAllRecords).to.be.true;
    expect(access.field('Lead', 'Email')).to.deep.equal({ read: true, edit: true });
    expect(['ModifyAllData', 'ManageUsers', 'ViewSetup'].every((name) => access.userPermission(name))).to.be.true;
    expect(access.userPermission('ApiUserOnly')).to.be.false;
    expect(rowsOf(org, 'PermissionSet').every((row) => row.CreatedById === admin?.Id)).to.be.true;
    expect(rowsOf(org, 'UserLicense').find((row) => row.Name === 'Salesforce')?.UsedLicenses).to.equal(1);
  });

  it('describes itself in one Organization row', () => {
    const sandbox = createOrg({ isSandbox: true, instanceName: 'CS1', name: 'Trial' });
    expect(rowsOf(sandbox, 'Organization')).to.have.length(1);
    expect(rowById(sandbox, 'Organization', sandbox.id)).to.include({
      Name: 'Trial',
      IsSandbox: true,
      InstanceName: 'CS1',
    });
    expect(sandbox.id).to.match(/^00D/);
  });

  it('tracks nothing but what a new org tracks (facts F6, F15)', () => {
    expect(org.history.get('Opportunity')).to.deep.include({ objectSwitch: false });
    expect(org.history.get('Opportunity')?.trackedFields.size).to.equal(0);
    expect(org.history.get('Case')?.objectSwitch).to.be.true;
    expect(org.history.get('Case')?.trackedFields.size).to.equal(10);
    expect(org.history.has('CampaignMember')).to.be.false;
  });

  it('names in its data only user permissions and objects that exist', () => {
    const every = new Set(['ApiAccessControl', 'AuditFieldsInactiveOwner', 'FieldService']);
    const known = new Set(userPermissionsFor(every).map(({ name }) => name));
    type Data = { userPermissions?: string[] | 'all'; except?: string[]; objects?: Record<string, string> };
    const read = (file: string): Record<string, Data> =>
      parse(readFileSync(new URL(`data/org/${file}.yml`, import.meta.url), 'utf8')) as Record<string, Data>;
    const licenses = read('licenses') as unknown as Record<string, Record<string, Data>>;
    const entries = [...Object.values(read('profiles')), ...Object.values(licenses).flatMap((x) => Object.values(x))];
    const full = createOrg();
    const named = entries.flatMap(({ userPermissions, except }) => [
      ...(userPermissions === 'all' ? [] : (userPermissions ?? [])),
      ...(except ?? []),
    ]);
    expect(named.filter((name) => !known.has(name))).to.deep.equal([]);
    const objects = entries.flatMap((entry) => Object.keys(entry.objects ?? {}));
    const unknown = objects.filter(
      (name) => name !== 'all' && name !== 'custom' && !full.schema.has(name.toLowerCase()),
    );
    expect(unknown).to.deep.equal([]);
  });
});

describe('idMaker', () => {
  it('makes unique ids of 18 characters with the right checksum, the same ones each time', () => {
    const [a, b] = [idMaker(new Map()), idMaker(new Map())];
    const ids = Array.from({ length: 500 }, () => a('005'));
    expect(new Set(ids.map((id) => id.slice(0, 15).toLowerCase())).size).to.be.greaterThan(490);
    expect(new Set(ids).size).to.equal(500);
    for (const id of ids) {
      expect(id).to.match(/^005[a-zA-Z0-9]{15}$/);
      expect(toLongId(id.slice(0, 15))).to.equal(id);
      expect(b('005')).to.equal(id);
    }
  });
});
