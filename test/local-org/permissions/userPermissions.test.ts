import { expect } from 'chai';
import { featureOf, requirementClosure, standardUserPermissions, userPermissionsFor } from './userPermissions.js';

const byName = new Map(standardUserPermissions.map((permission) => [permission.name, permission]));

describe('permissions/userPermissions', () => {
  it('lists each name once, at least 150 of them', () => {
    expect(byName.size).to.equal(standardUserPermissions.length);
    expect(byName.size).to.be.greaterThan(150);
  });

  const named =
    'ApiEnabled ApiUserOnly PasswordNeverExpires ViewSetup ViewAllData ModifyAllData ViewAllUsers ManageUsers ' +
    'ManageInternalUsers ViewRoles ViewAllProfiles ActivitiesAccess EditTask EditEvent ViewAllActivities RunReports ' +
    'TransferAnyLead TransferAnyEntity TransferAnyCase ConvertLeads ImportLeads CustomizeApplication ModifyMetadata ' +
    'AssignPermissionSets ManageProfilesPermissionsets CanApproveUninstalledApps UseAnyApiClient UseAnyApiAuth ' +
    'ManageRemoteAccess BulkApiHardDelete QueryAllFiles ViewAllFieldsGlobal ViewAllForeignKeyNames ViewAllCustomSettings ' +
    'ViewDeveloperName ViewUserPII ViewEncryptedData MonitorLoginHistory ViewEventLogFiles CreateAuditFields ' +
    'UpdateWithInactiveOwner LightningConsoleAllowedForUser ChatterInternalUser FreezeUsers ResetPasswords ' +
    'BypassMFAForUiLogins ExternalClientAppViewer AuthorApex LightningExperienceUser IdentityEnabled ManageLeads ManageCases ' +
    'EditReadonlyFields ExportReport EmailSingle EmailMass ManageCustomPermissions EditOppLineItemUnitPrice';
  for (const name of named.split(' ')) {
    it(`knows ${name} (facts D1, D3, D4, D6)`, () => expect(byName.has(name)).to.be.true);
  }

  it('requires only what it lists, and nothing in a circle (fact D6)', () => {
    for (const { name, requires } of standardUserPermissions) {
      for (const required of requires) expect(byName.has(required), `${name} requires ${required}`).to.be.true;
      expect(requirementClosure(standardUserPermissions, [name]).has(name), name).to.be.false;
    }
  });

  for (const name of [
    'ViewAllUsers',
    'PasswordNeverExpires',
    'ApiUserOnly',
    'BulkApiHardDelete',
    'TransferAnyEntity',
  ]) {
    it(`lets ${name} stand alone (facts D3, D6)`, () => expect(byName.get(name)?.requires).to.deep.equal([]));
  }

  it('closes transitively: EmailMass needs EditTask, ModifyAllData needs ViewEventLogFiles (fact D6)', () => {
    expect([...requirementClosure(standardUserPermissions, ['EmailMass'])]).to.have.members([
      'EmailSingle',
      'EditTask',
    ]);
    expect(requirementClosure(standardUserPermissions, ['ModifyAllData']).has('ViewEventLogFiles')).to.be.true;
  });

  it('has UseAnyApiClient only where API Access Control is on (facts D2, J10)', () => {
    expect(featureOf['UseAnyApiClient']).to.equal('ApiAccessControl');
    expect(userPermissionsFor(new Set()).some(({ name }) => name === 'UseAnyApiClient')).to.be.false;
    expect(userPermissionsFor(new Set(['ApiAccessControl'])).some(({ name }) => name === 'UseAnyApiClient')).to.be.true;
  });

  it('names InstallPackaging otherwise on Profile (fact Q12)', () => {
    expect(byName.get('InstallPackaging')).to.include({ onPermissionSet: true, profileName: 'InstallMultiforce' });
    expect(byName.has('InstallMultiforce')).to.be.false;
  });

  it('keeps ChatterInternalUser off PermissionSet (facts D4, Q12)', () => {
    expect(byName.get('ChatterInternalUser')).to.include({ onPermissionSet: false, onProfile: true });
    expect(byName.get('ApiUserOnly')).to.include({ onPermissionSet: true, onProfile: true });
  });
});
