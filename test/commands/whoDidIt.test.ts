/** Who did it, through a whole org: a look, a change by an administrator, another look, and the entry that explains what is lost. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Finding } from '../../src/kinds/finding.js';
import { isThere } from '../../src/kinds/verdict.js';
import type { Explained, Loss } from '../../src/monitor/whoDidIt/loss.js';
import { createOrgClient } from '../../src/org/orgClient.js';
import { check } from '../../src/workflows/checkWorkflow.js';
import type { CheckOutcome } from '../../src/workflows/checkWorkflow.js';
import { explainLosses } from '../../src/workflows/explainLosses.js';
import { writeXml } from '../local-org/metadata/metadataXml.js';
import { deployFiles, deploySet, problems } from '../local-org/metadata/testPackages.js';
import type { Caller, Language, Org, Row } from '../local-org/model/orgModel.js';
import { hiddenPermissionSet } from '../local-org/permissions/assignedSets.js';
import { deleteRow, insertRow, updateRow } from '../local-org/permissions/dml.js';
import { idOf, rowsOf, textOf } from '../local-org/permissions/orgTables.js';
import { patchRow } from '../local-org/permissions/rowStore.js';
import { copyOrg } from '../local-org/schema/copyOrg.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runsNow } from '../support/largeMatrix.js';
import { connect } from '../support/connection.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const [integration, looker] = ['integration@acme.test', 'admin@acme.test'];

const definition = `
schemaVersion: 1
id: monitored
label: Monitored
description: Needs a little of everything.
source: { title: Tests }
requires:
  - { userPermission: [EditTask, RunReports], because: Tests. }
  - { userPermission: [ViewAllUsers], forbid: true, because: Tests. }
  - { api: rest, because: Tests. }
  - { object: Lead, access: [read, edit], because: Tests. }
  - { object: [Contact, Account, Opportunity, Signal__c, Ticket__c, Quota__c, Device__c, Campaign], because: Tests. }
  - { field: Lead.Title, access: edit, because: Tests. }
  - field: [Lead.Score__c, Contact.Score__c, Signal__c.Strength__c, Account.Website, Account.Industry]
    access: read
    because: Tests.
  - { permissionSetAssigned: Extra, because: Tests. }
  - { permissionSetLicense: SalesforceAPIIntegrationPsl, because: Tests. }
  - { connectedApp: Vendor App, because: Tests. }
  - { customPermission: Beta_Access, because: Tests. }
  - { apexClass: [SyncService, PlainService], because: Tests. }
  - { historyTracking: Lead, fields: [Status, LeadSource], because: Tests. }
`;

type By = { readonly org: Org; readonly anna: Caller; readonly bert: Caller };

const one = (org: Org, table: string, fits: (row: Row) => boolean): Row => {
  const found = rowsOf(org, table).find(fits);
  if (found === undefined) throw new Error(`no such row of ${table}`);
  return found;
};
const userOf = (org: Org, username: string): Row => one(org, 'User', (row) => row['Username'] === username);
const callerOf = (org: Org, username: string): Caller => ({ userId: idOf(userOf(org, username)), apiVersion: 66 });
const setOf = (org: Org, name: string): Row => one(org, 'PermissionSet', (row) => row['Name'] === name);
const groupOf = (org: Org): Row => one(org, 'PermissionSetGroup', (row) => row['DeveloperName'] === 'Bundle');
const profileOf = (org: Org, name: string): Row => one(org, 'Profile', (row) => row['Name'] === name);
const profileSetOf = (org: Org): Row => hiddenPermissionSet(org, idOf(profileOf(org, 'Vendor Profile'))) ?? {};
const assignmentOf = (org: Org, column: string, id: string): Row =>
  one(
    org,
    'PermissionSetAssignment',
    (row) => row[column] === id && row['AssigneeId'] === idOf(userOf(org, integration)),
  );
const rowIn = (org: Org, table: string, parent: Row, column: string, value: string): string =>
  idOf(one(org, table, (row) => row['ParentId'] === idOf(parent) && row[column] === value));

const editable = { PermissionsCreate: false, PermissionsEdit: false, PermissionsDelete: false };
const trackingOff = (org: Org, caller: Caller, field: string): void => {
  const outcome = deployFiles(
    org,
    caller,
    { CustomField: [`Lead.${field}`] },
    {
      'objects/Lead.object': writeXml('CustomObject', [
        [
          'fields',
          [
            ['fullName', field],
            ['trackHistory', false],
          ],
        ],
      ]),
    },
  );
  if (outcome.status !== 'Succeeded') throw new Error(problems(outcome).join());
};

/** A change; what is lost by it; and the action of the entry that explains it, or null for one that nothing explains. */
const changes: ReadonlyArray<
  readonly [what: string, change: (by: By) => void, lost: readonly string[], action: string | null, who?: 'bert']
> = [
  [
    'a permission set license that a rule names is unassigned',
    ({ org, anna }) => {
      const user = idOf(userOf(org, integration));
      const row = one(org, 'PermissionSetLicenseAssign', ({ AssigneeId }) => AssigneeId === user);
      deleteRow(org, anna, 'PermissionSetLicenseAssign', idOf(row));
    },
    ['license:SalesforceAPIIntegrationPsl'],
    'PermSetLicenseUnassign',
  ],
  [
    'a permission set is unassigned',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'PermissionSetAssignment',
        idOf(assignmentOf(org, 'PermissionSetId', idOf(setOf(org, 'Extra')))),
      ),
    ['object:Ticket__c:read', 'permissionSetAssigned:Extra'],
    'PermSetUnassign',
  ],
  [
    'a group is unassigned',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'PermissionSetAssignment',
        idOf(assignmentOf(org, 'PermissionSetGroupId', idOf(groupOf(org)))),
      ),
    ['field:Account.Industry:read', 'object:Device__c:read'],
    'PermSetGroupUnassign',
  ],
  [
    'an assignment is replaced by one that has ended',
    ({ org, anna }) => {
      const set = setOf(org, 'Passing');
      deleteRow(org, anna, 'PermissionSetAssignment', idOf(assignmentOf(org, 'PermissionSetId', idOf(set))));
      const id = insertRow(org, anna, 'PermissionSetAssignment', {
        AssigneeId: idOf(userOf(org, integration)),
        PermissionSetId: idOf(set),
        ExpirationDate: '2026-01-01T00:00:00.000+0000',
      });
      if (id === '') throw new Error('not assigned');
    },
    ['object:Quota__c:read'],
    'PermSetAssign_HasExpiration PermSetUnassign',
  ],
  [
    'a user permission is disabled in a set',
    ({ org, anna }) =>
      updateRow(org, anna, 'PermissionSet', idOf(setOf(org, 'Vendor')), { PermissionsEditTask: false }),
    ['userPermission:EditTask'],
    'PermSetDisableUserPerm',
  ],
  [
    'a user permission is disabled in the profile',
    ({ org, anna }) =>
      updateRow(org, anna, 'Profile', idOf(profileOf(org, 'Vendor Profile')), { PermissionsRunReports: false }),
    ['userPermission:RunReports'],
    'profilePermChangedCustom',
  ],
  [
    'an object is closed in a set',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'ObjectPermissions',
        rowIn(org, 'ObjectPermissions', setOf(org, 'Vendor'), 'SobjectType', 'Opportunity'),
      ),
    ['object:Opportunity:read'],
    'PermSetEntityPermChanged',
  ],
  [
    'an object can be read only',
    ({ org, anna }) =>
      updateRow(
        org,
        anna,
        'ObjectPermissions',
        rowIn(org, 'ObjectPermissions', setOf(org, 'Vendor'), 'SobjectType', 'Lead'),
        editable,
      ),
    ['field:Lead.Title:edit', 'object:Lead:edit'],
    'PermSetEntityPermChanged',
  ],
  [
    'an object is closed in the profile',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'ObjectPermissions',
        rowIn(org, 'ObjectPermissions', profileSetOf(org), 'SobjectType', 'Campaign'),
      ),
    ['object:Campaign:read'],
    'profileOlpChangedCustom',
  ],
  [
    'a field is closed in a set, and one of that label on another object',
    ({ org, anna, bert }) => {
      const vendor = setOf(org, 'Vendor');
      deleteRow(org, bert, 'FieldPermissions', rowIn(org, 'FieldPermissions', vendor, 'Field', 'Contact.Score__c'));
      deleteRow(org, anna, 'FieldPermissions', rowIn(org, 'FieldPermissions', vendor, 'Field', 'Lead.Score__c'));
    },
    ['field:Lead.Score__c:read'],
    'PermSetFlsChanged',
  ],
  [
    'a field can be read only',
    ({ org, bert }) =>
      updateRow(
        org,
        bert,
        'FieldPermissions',
        rowIn(org, 'FieldPermissions', setOf(org, 'Vendor'), 'Field', 'Lead.Title'),
        {
          PermissionsEdit: false,
        },
      ),
    ['field:Lead.Title:edit'],
    'PermSetFlsChanged',
    'bert',
  ],
  [
    'a field is closed in the profile, which the entry names by its id',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'FieldPermissions',
        rowIn(org, 'FieldPermissions', profileSetOf(org), 'Field', 'Account.Website'),
      ),
    ['field:Account.Website:read'],
    'PermSetFlsChanged',
  ],
  [
    'a member of the group loses an object',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'ObjectPermissions',
        rowIn(org, 'ObjectPermissions', setOf(org, 'Member'), 'SobjectType', 'Device__c'),
      ),
    ['object:Device__c:read'],
    'PermSetEntityPermChanged',
  ],
  [
    'a member is removed from the group',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'PermissionSetGroupComponent',
        idOf(one(org, 'PermissionSetGroupComponent', (row) => row['PermissionSetId'] === idOf(setOf(org, 'Member')))),
      ),
    ['field:Account.Industry:read', 'object:Device__c:read'],
    'PermissionSetGroupComponentRemoved',
  ],
  [
    'the muting permission set of the group mutes an object',
    ({ org, anna }) =>
      void insertRow(org, anna, 'ObjectPermissions', {
        ParentId: idOf(one(org, 'MutingPermissionSet', () => true)),
        SobjectType: 'Device__c',
        PermissionsRead: true,
      }),
    ['object:Device__c:read'],
    'PermSetEntityPermChanged',
  ],
  [
    'a set asks for activation in each session',
    ({ org, anna }) =>
      updateRow(org, anna, 'PermissionSet', idOf(setOf(org, 'Extra')), { HasActivationRequired: true }),
    ['object:Ticket__c:read'],
    'PermSetHasActivationRequiredChange',
  ],
  [
    'a set is unassigned from everybody and deleted',
    ({ org, anna, bert }) => {
      const extra = idOf(setOf(org, 'Extra'));
      for (const row of rowsOf(org, 'PermissionSetAssignment').filter(
        ({ PermissionSetId }) => PermissionSetId === extra,
      ))
        deleteRow(org, anna, 'PermissionSetAssignment', idOf(row));
      deleteRow(org, bert, 'PermissionSet', extra);
    },
    ['object:Ticket__c:read'],
    'PermSetDelete PermSetUnassign',
    'bert',
  ],
  [
    'the profile of the user is changed',
    ({ org, anna }) =>
      updateRow(org, anna, 'User', idOf(userOf(org, integration)), {
        ProfileId: idOf(profileOf(org, 'Minimum Access - Salesforce')),
      }),
    ['field:Account.Website:read', 'object:Campaign:read', 'userPermission:RunReports'],
    'changedprofileforusercusttostd',
  ],
  [
    'the user is deactivated',
    ({ org, anna }) => updateRow(org, anna, 'User', idOf(userOf(org, integration)), { IsActive: false }),
    ['user:active'],
    'deactivateduser',
  ],
  [
    'the user is frozen',
    ({ org, anna }) =>
      updateRow(
        org,
        anna,
        'UserLogin',
        idOf(one(org, 'UserLogin', (row) => row['UserId'] === idOf(userOf(org, integration)))),
        {
          IsFrozen: true,
        },
      ),
    ['user:notFrozen'],
    'frozeuser',
  ],
  [
    'the user is no Marketing User any more, which the access does not need',
    ({ org, anna }) =>
      updateRow(org, anna, 'User', idOf(userOf(org, integration)), { UserPermissionsMarketingUser: false }),
    [],
    null,
  ],
  [
    'the app is taken out of the set',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'SetupEntityAccess',
        rowIn(org, 'SetupEntityAccess', setOf(org, 'Vendor'), 'SetupEntityType', 'ConnectedApplication'),
      ),
    ['connectedApp:Vendor App'],
    'SetupEntityAccessAudit_PermissionSet_ConnectedApplication_Disabled',
  ],
  [
    'the custom permission is taken out of the set',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'SetupEntityAccess',
        rowIn(org, 'SetupEntityAccess', setOf(org, 'Vendor'), 'SetupEntityType', 'CustomPermission'),
      ),
    ['customPermission:Beta_Access'],
    'SetupEntityAccessAudit_PermissionSet_CustomPermission_Disabled',
  ],
  [
    'the Apex class is taken out of the set',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'SetupEntityAccess',
        rowIn(org, 'SetupEntityAccess', setOf(org, 'Vendor'), 'SetupEntityType', 'ApexClass'),
      ),
    ['apexClass:SyncService'],
    'SetupEntityAccessAudit_PermissionSet_ApexClass_Disabled',
  ],
  [
    'the Apex class is taken out of the profile',
    ({ org, anna }) =>
      deleteRow(
        org,
        anna,
        'SetupEntityAccess',
        rowIn(org, 'SetupEntityAccess', profileSetOf(org), 'SetupEntityType', 'ApexClass'),
      ),
    ['apexClass:PlainService'],
    'SetupEntityAccessAudit_Profile_ApexClass_DisabledCustom',
  ],
  [
    'history of a field is turned off',
    ({ org, anna, bert }) => {
      trackingOff(org, anna, 'Status');
      trackingOff(org, bert, 'LeadSource');
    },
    ['historyTracking:Lead.Status'],
    'entity_history_field_untracked',
  ],
  [
    'a deploy takes things out of a set',
    ({ org, anna }) => {
      const outcome = deploySet(org, anna, { label: 'Extra Access' }, { name: 'Extra' });
      if (outcome.status !== 'Succeeded') throw new Error(problems(outcome).join());
    },
    ['object:Ticket__c:read'],
    'PermSetEntityPermChanged',
  ],
  [
    'a set gets what the user must not have',
    ({ org, anna }) =>
      updateRow(org, anna, 'PermissionSet', idOf(setOf(org, 'Extra')), { PermissionsViewAllUsers: true }),
    ['not:userPermission:ViewAllUsers'],
    'PermSetEnableUserPerm',
  ],
  [
    'somebody takes away, somebody gives back, somebody takes away',
    ({ org, anna, bert }) => {
      const vendor = idOf(setOf(org, 'Vendor'));
      updateRow(org, bert, 'PermissionSet', vendor, { PermissionsEditTask: false });
      updateRow(org, bert, 'PermissionSet', vendor, { PermissionsEditTask: true });
      updateRow(org, anna, 'PermissionSet', vendor, { PermissionsEditTask: false });
    },
    ['userPermission:EditTask'],
    'PermSetDisableUserPerm',
  ],
  [
    'rows disappear of which the trail says nothing',
    ({ org }) => {
      patchRow(org, 'PermissionSet', setOf(org, 'Vendor'), { PermissionsEditTask: false });
    },
    ['userPermission:EditTask'],
    null,
  ],
];

const isFine = ({ status }: Pick<Finding, 'status'>): boolean => isThere({ status });

/** What was fine and is not any more, as the monitor tells it. */
const lossesBetween = (before: CheckOutcome, after: CheckOutcome): Loss[] => {
  const [was, is] = [before.evaluations[0], after.evaluations[0]];
  if (!was || !is) throw new Error('no evaluation');
  return is.findings.flatMap((finding): Loss[] => {
    const earlier = was.findings.find(({ id }) => id === finding.id);
    if (!earlier || !isFine(earlier) || isFine(finding)) return [];
    const { id, need, forbid, blockers } = finding;
    const { username, name } = is.user;
    const sources = forbid ? finding.grantedBy : earlier.grantedBy;
    return [{ key: id, need, forbid, blockers, user: { username, name, id: is.user.id }, sources }];
  });
};

for (const language of ['en', 'de'] as Language[])
  describe(`who did it, in an org that speaks ${language}`, function () {
    this.timeout(60_000);
    let base: Org;
    let world: World;
    let open = false;
    /** Every org of these tests begins as this one. */
    let first: CheckOutcome;

    before(async () => {
      base = loadScenario('monitored');
      base.language = language;
      await opened();
      first = await look();
      await closed();
    });
    const closed = async (): Promise<void> => {
      if (open) await world.close();
      open = false;
    };
    afterEach(closed);

    const look = async (username = looker): Promise<CheckOutcome> => {
      const path = join(world.home, 'monitored.yml');
      await writeFile(path, definition);
      const connection = await connect(world, username);
      return check({
        targets: [
          { reference: path, users: [integration], authentication: 'oauth', failOn: 'required', waivers: null },
        ],
        waivers: { update: false, aliasesOf: () => Promise.resolve([]) },
        connect: () => Promise.resolve(connection),
        waitMs: 20_000,
      });
    };

    const opened = async (): Promise<By> => {
      const org = copyOrg(base, base.now);
      world = await openWorld({ org, language }, looker);
      open = true;
      return { org, anna: callerOf(org, 'anna@acme.test'), bert: callerOf(org, 'bert@acme.test') };
    };

    const explained = async (username = looker): Promise<{ losses: Loss[]; found: ReadonlyMap<string, Explained> }> => {
      const losses = lossesBetween(first, await look());
      const client = createOrgClient(await connect(world, username), { waitMs: 20_000 });
      return { losses, found: await explainLosses(client, losses, first.snapshot.takenAt) };
    };

    for (const [at, [what, change, lost, action, who = 'anna']] of changes.entries()) {
      // A push runs each change in one of the languages (`largeMatrix.ts`).
      if (!runsNow(at, language === 'en' ? 0 : 1, 2)) continue;
      it(`${what}: ${action ?? 'nobody'}`, async () => {
        const by = await opened();
        change(by);
        const { losses, found } = await explained();
        expect(losses.map(({ key }) => key)).to.include.members([...lost]);
        for (const key of lost) {
          const { by: entries = [], nobody } = found.get(key) ?? {};
          expect(entries.map((entry) => entry.action).join(' '), key).to.equal(action ?? '');
          expect(nobody, key).to.equal(action === null ? 'NO_ENTRY' : undefined);
          if (action !== null) expect(entries[0]?.who, key).to.equal(`${who}@acme.test`);
        }
        // Nothing is explained by what belongs to something else.
        for (const { by: entries } of found.values())
          for (const entry of entries) {
            const row = one(by.org, 'SetupAuditTrail', (candidate) => candidate['Display'] === entry.text);
            expect(textOf(row, 'Action')).to.equal(entry.action);
          }
      });
    }

    it('costs nothing where nothing is lost', async () => {
      await opened();
      const client = createOrgClient(await connect(world, looker), { waitMs: 20_000 });
      expect([...(await explainLosses(client, [], '2026-01-01T00:00:00Z'))]).to.deep.equal([]);
      expect(client.cost().apiCalls).to.equal(0);
      expect(world.org.requests).to.deep.equal([]);
    });

    it('says so where the runner may not read the trail', async () => {
      const by = await opened();
      updateRow(by.org, by.anna, 'PermissionSet', idOf(setOf(by.org, 'Vendor')), { PermissionsEditTask: false });
      const { found } = await explained('twin@acme.test');
      expect([...found]).to.deep.equal([['userPermission:EditTask', { by: [], nobody: 'NOT_VISIBLE' }]]);
    });

    it('takes fewer columns where the org refuses some', async () => {
      const by = await opened();
      updateRow(by.org, by.anna, 'PermissionSet', idOf(setOf(by.org, 'Vendor')), { PermissionsEditTask: false });
      const trail = by.org.schema.get('setupaudittrail');
      if (trail)
        trail.fields = trail.fields.filter(({ name }) => !/^CreatedBy(Context|Issuer)$|^DelegateUser$/.test(name));
      const { found } = await explained();
      expect(found.get('userPermission:EditTask')?.by.map(({ action }) => action)).to.deep.equal([
        'PermSetDisableUserPerm',
      ]);
    });

    it('names whoever was logged in as somebody else', async () => {
      const by = await opened();
      updateRow(by.org, by.anna, 'PermissionSet', idOf(setOf(by.org, 'Vendor')), { PermissionsEditTask: false });
      const entry = one(by.org, 'SetupAuditTrail', ({ Action }) => Action === 'PermSetDisableUserPerm');
      patchRow(by.org, 'SetupAuditTrail', entry, { DelegateUser: 'bert@acme.test' });
      const { found } = await explained();
      expect(found.get('userPermission:EditTask')?.by[0]?.who).to.equal('bert@acme.test (anna@acme.test)');
    });
  });
