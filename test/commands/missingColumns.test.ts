/**
 * An org whose answers lack a column, one after the other of all columns that a check asks for. What rests on the column
 * is unknown then and names it; everything else is judged as with the column, and nothing is judged otherwise.
 */
import { fileURLToPath } from 'node:url';
import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import { evaluationsOf } from '../../src/check/evaluation.js';
import type { Evaluation } from '../../src/check/evaluation.js';
import { findingTexts } from '../../src/cli/presentation.js';
import { readingScopeOf } from '../../src/kinds/readingNames.js';
import type { AccessSnapshot } from '../../src/access/snapshot.js';
import { OrgFailure } from '../../src/org/failure.js';
import { createOrgClient } from '../../src/org/orgClient.js';
import { readAccess } from '../../src/org/read/readAccess.js';
import { withWords } from '../../src/report/check/checkReport.js';
import { requirementsOf } from '../../src/workflows/prepare.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { patchRow } from '../local-org/permissions/rowStore.js';
import { connect } from '../support/connection.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { forgetful } from '../support/withoutColumn.js';
import type { Forgetful, SentColumn } from '../support/withoutColumn.js';
import { runsNow } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

Messages.importMessagesDirectory(fileURLToPath(new URL('../../src', import.meta.url)));

/** One need of each sort; what is missing, what is there, and what can never be had. */
const rules = [
  { userPermission: ['ApiEnabled', 'RunReports', 'TransferAnyLead', 'EditTask', 'AuthorApex'] },
  { userPermission: 'ViewAllData', forbid: true },
  { object: 'Account', access: ['read', 'edit', 'delete', 'viewAllRecords', 'viewAllFields'], minimum: ['read'] },
  { object: 'Lead', access: ['read', 'create', 'edit', 'delete'] },
  { object: 'Contact', access: ['modifyAllRecords'], minimum: ['read'] },
  { object: 'Case', access: ['read'] },
  { object: 'Product2', access: ['viewAllRecords'] },
  { object: ['Task', 'User'], access: ['read', 'create'] },
  { object: 'Region__c', access: ['read'] },
  { field: ['Account.Website', 'Account.BillingCity', 'Lead.Phone', 'Contact.Email'], access: ['edit'] },
  { field: ['Account.Industry', 'Lead.Email', 'Account.Name', 'Opportunity.Weighted_Amount__c'], access: ['read'] },
  { historyTracking: 'Account', fields: ['Industry', 'BillingCity', 'Phone', 'CreatedDate'] },
  { historyTracking: 'Opportunity' },
  { permissionSetAssigned: ['Sales_Read', 'Sales_Integration', 'Ciro_Integration'] },
  { api: ['rest', 'metadata'] },
  {
    anyOf: [{ userPermission: 'TransferAnyEntity' }, { object: 'Lead', access: ['edit'] }],
    name: 'transfer',
  },
];

/** A push leaves out one of so many columns in each scene, and other ones in the next (`largeMatrix.ts`). */
const every = 9;

type Scene = {
  readonly runner: string;
  readonly user: string;
  /** License ceilings can be read in this org (fact A20). */
  readonly ceilings?: true;
};

const scenes: readonly Scene[] = [
  { runner: 'admin', user: 'ciro' },
  { runner: 'admin', user: 'ciro', ceilings: true },
  { runner: 'admin', user: 'api' },
  { runner: 'admin', user: 'api', ceilings: true },
  { runner: 'admin', user: 'limited', ceilings: true },
  { runner: 'admin', user: 'grouped' },
  { runner: 'admin', user: 'waiting' },
  { runner: 'admin', user: 'temporary' },
  { runner: 'admin', user: 'former' },
  { runner: 'admin', user: 'frozen' },
  { runner: 'admin', user: 'ready' },
  { runner: 'admin', user: 'admin' },
  { runner: 'auditor', user: 'ciro' },
  { runner: 'auditor', user: 'api', ceilings: true },
  { runner: 'ciro', user: 'ciro' },
  { runner: 'grouped', user: 'grouped' },
  { runner: 'ready', user: 'ready' },
];

const titleOf = ({ runner, user, ceilings }: Scene): string =>
  `${user} looked at by ${runner}${ceilings === true ? ', with license ceilings' : ''}`;

const orgWith = (ceilings: boolean) =>
  loadScenario('default', {
    org: { behaviours: { licenseCeilingsReadable: ceilings } },
    permissionSets: {
      Auditors: { userPermissions: ['ApiEnabled', 'ViewSetup'] },
      Some_Access: { userPermissions: ['ApiEnabled', 'EditTask'], objects: { Account: 'read', Region__c: 'read' } },
    },
    permissionSetGroups: {
      Waiting_Integration: {
        permissionSets: ['Sales_Read', 'Sales_Write'],
        muting: {
          userPermissions: ['TransferAnyLead', 'AuthorApex'],
          objects: { Lead: 'delete', Account: 'edit delete' },
          fields: { 'Lead.Phone': 'read', 'Contact.Email': 'edit' },
        },
        status: 'Outdated',
      },
    },
    users: {
      // Without View All Profiles: the profiles of others are hidden, and with them the user license (fact J6).
      auditor: { profile: 'Minimum Access - Salesforce', permissionSets: ['Auditors'] },
      limited: { profile: 'Minimum Access - Salesforce', permissionSets: ['Some_Access'] },
      waiting: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Waiting_Integration'] },
    },
  });

const access = (sobject: string, ...words: string[]): string[] => words.map((word) => `object:${sobject}:${word}`);
const fields = (how: 'read' | 'edit', ...names: string[]): string[] => names.map((name) => `field:${name}:${how}`);
const permission = (...names: string[]): string[] => names.map((name) => `userPermission:${name}`);
const history = (...names: string[]): string[] => names.map((name) => `historyTracking:Account.${name}`);

const editedFields = fields('edit', 'Account.BillingCity', 'Account.Website', 'Contact.Email', 'Lead.Phone');
const readFields = fields('read', 'Account.Industry', 'Account.Name', 'Lead.Email', 'Opportunity.Weighted_Amount__c');
const assignedSets = ['Ciro_Integration', 'Sales_Integration', 'Sales_Read'].map(
  (name) => `permissionSetAssigned:${name}`,
);
const license = 'license:SalesforceAPIIntegrationPsl';
/** What is given to the user by anything but the profile: nobody knows whether it is in force. */
const inForce = [
  ...access('Account', 'read', 'edit', 'delete', 'viewAllRecords', 'viewAllFields'),
  ...access('Contact', 'read', 'modifyAllRecords'),
  ...access('Lead', 'read', 'create', 'edit'),
  ...access('Task', 'read'),
  ...fields('edit', 'Account.Website', 'Contact.Email', 'Lead.Phone'),
  ...fields('read', 'Account.Industry', 'Account.Name'),
  ...permission('RunReports', 'TransferAnyLead'),
  'permissionSetAssigned:Ciro_Integration',
  'anyOf:transfer',
];

/** What the license has to open, and what is missing and may be barred by it. */
const ofLicense = [
  license,
  ...inForce.filter((id) => !id.startsWith('permissionSetAssigned:')),
  'api:metadata',
  ...access('Lead', 'delete'),
  ...access('Case', 'read'),
  ...access('Region__c', 'read'),
  ...access('Task', 'create'),
  ...fields('edit', 'Account.BillingCity'),
  ...fields('read', 'Lead.Email', 'Opportunity.Weighted_Amount__c'),
  ...permission('EditTask'),
];

/**
 * What rests on which column, of the user `ciro` (integration license, one permission set) as an administrator sees him.
 * Nothing rests on a column that is not here, nor on any column of an object that is not here.
 */
const restsOn: ReadonlyArray<readonly [why: string, columns: readonly string[], becomeUnknown: readonly string[]]> = [
  ['who he is', ['User.IsActive'], ['user:active']],
  ['whether he is frozen', ['UserLogin.UserId', 'UserLogin.IsFrozen'], ['user:notFrozen']],
  [
    'the licenses that he has, and what they allow of what is missing',
    [
      'User.PermissionSetLicenseAssignments',
      'User.PermissionSetLicenseAssignments.PermissionSetLicenseId',
      'User.PermissionSetLicenseAssignments.PermissionSetLicense.DeveloperName',
    ],
    [license, ...permission('AuthorApex')],
  ],
  [
    'whether the license that he has is in force: without it nothing has an effect',
    ['PermissionSetLicense.Status', 'PermissionSetLicense.ExpirationDate'],
    ofLicense,
  ],
  [
    'the same, and what it allows',
    ['PermissionSetLicense.Id', 'PermissionSetLicense.DeveloperName'],
    [...ofLicense, ...permission('AuthorApex')],
  ],
  ['its own ceiling', ['PermissionSetLicense.MaximumPermissionsAuthorApex'], permission('AuthorApex')],
  [
    'the ceiling of what gives it',
    ['PermissionSetLicense.MaximumPermissionsEditTask'],
    [...access('Task', 'create'), ...permission('EditTask')],
  ],
  ['the ceiling of the narrow way', ['PermissionSetLicense.MaximumPermissionsModifyMetadata'], ['api:metadata']],
  [
    'whether an assignment is in force; a profile always is',
    ['PermissionSet.HasActivationRequired', 'ExpirationDate', 'IsActive', 'IsRevoked'].map(
      (column) => `PermissionSetAssignment.${column}`,
    ),
    inForce,
  ],
  [
    'that an object exists: whatever is not met, and what follows rules of its own',
    ['EntityDefinition.QualifiedApiName'],
    [
      ...access('Account', 'delete', 'viewAllFields'),
      ...access('Contact', 'modifyAllRecords'),
      ...access('Lead', 'delete'),
      ...['Case', 'Region__c', 'Task', 'User'].flatMap((sobject) => access(sobject, 'read')),
      ...['Task', 'User'].flatMap((sobject) => access(sobject, 'create')),
      ...access('Product2', 'viewAllRecords'),
    ],
  ],
  [
    'which field it is',
    ['EntityDefinition.QualifiedApiName', 'QualifiedApiName'].map((column) => `EntityParticle.${column}`),
    [...editedFields, ...readFields, ...history('BillingCity', 'Phone')],
  ],
  [
    'of which address it is a part',
    ['FieldDefinition.QualifiedApiName', 'IsComponent'].map((column) => `EntityParticle.${column}`),
    [...editedFields, ...readFields, ...history('BillingCity')],
  ],
  ['which permission the field has', ['EntityParticle.IsPermissionable'], [...editedFields, ...readFields]],
  [
    'whether the field can be written',
    ['IsCompound', 'IsCreatable', 'IsUpdatable', 'IsCalculated'].map((one) => `EntityParticle.${one}`),
    editedFields,
  ],
  [
    'whether the field is an auto-number, which can be neither written nor tracked',
    ['EntityParticle.IsAutonumber'],
    [...editedFields, ...history('BillingCity', 'Phone')],
  ],
  [
    'which field it is',
    ['FieldDefinition.EntityDefinition.QualifiedApiName', 'FieldDefinition.QualifiedApiName'],
    history('BillingCity', 'CreatedDate', 'Industry', 'Phone'),
  ],
  [
    'whether the field can be tracked: one that is tracked can, and a date of the system cannot',
    ['FieldDefinition.IsCalculated'],
    history('BillingCity', 'Phone'),
  ],
  [
    'whether the field is tracked',
    ['FieldDefinition.IsFieldHistoryTracked'],
    history('BillingCity', 'Industry', 'Phone'),
  ],
  [
    'whether there is such a set or group',
    ['Id', 'DeveloperName', 'NamespacePrefix'].map((column) => `PermissionSetGroup.${column}`),
    assignedSets,
  ],
  [
    'whether there is such a set, or only the sum of a group',
    ['Name', 'NamespacePrefix', 'PermissionSetGroupId'].map((column) => `PermissionSet.${column}`),
    assignedSets,
  ],
  ['one permission', ['PermissionSet.PermissionsRunReports'], permission('RunReports')],
  ['one permission', ['PermissionSet.PermissionsTransferAnyLead'], permission('TransferAnyLead')],
  ['one permission', ['PermissionSet.PermissionsAuthorApex'], permission('AuthorApex')],
  ['the permission, and what it gives', ['PermissionSet.PermissionsActivitiesAccess'], access('Task', 'read')],
  [
    'the permission, and what it gives',
    ['PermissionSet.PermissionsEditTask'],
    [...access('Task', 'create'), ...permission('EditTask')],
  ],
  ['the permission, and the API', ['PermissionSet.PermissionsApiEnabled'], ['api:rest', ...permission('ApiEnabled')]],
  ['one of two ways', ['PermissionSet.PermissionsModifyMetadata'], ['api:metadata']],
  [
    'one of two ways',
    ['PermissionSet.PermissionsManageUsers', 'PermissionSet.PermissionsManageInternalUsers'],
    access('User', 'create'),
  ],
  [
    'what is forbidden, and the objects that it would open',
    ['PermissionSet.PermissionsViewAllData'],
    [
      'not:userPermission:ViewAllData',
      ...access('Case', 'read'),
      ...access('Region__c', 'read'),
      ...access('Product2', 'viewAllRecords'),
    ],
  ],
  [
    'the API, and the objects that it would open',
    ['PermissionSet.PermissionsModifyAllData'],
    [
      'api:metadata',
      ...access('Account', 'delete'),
      ...access('Contact', 'modifyAllRecords'),
      ...access('Lead', 'delete'),
      ...access('Case', 'read'),
      ...access('Region__c', 'read'),
      ...access('Product2', 'viewAllRecords'),
    ],
  ],
  [
    'View All Fields, and a field that has no row of its own',
    ['PermissionSet.PermissionsViewAllFieldsGlobal', 'ObjectPermissions.PermissionsViewAllFields'],
    [...access('Account', 'viewAllFields'), ...fields('read', 'Lead.Email')],
  ],
  [
    'Read; what is missing weakens only where Read is there, and fields rest on it',
    ['ObjectPermissions.PermissionsRead'],
    [
      ...['Account', 'Contact', 'Lead', 'Case', 'Region__c'].flatMap((sobject) => access(sobject, 'read')),
      ...access('Account', 'delete', 'viewAllFields'),
      ...access('Contact', 'modifyAllRecords'),
      ...fields('read', 'Account.Industry', 'Account.Name'),
      ...fields('edit', 'Account.Website', 'Contact.Email', 'Lead.Phone'),
    ],
  ],
  ['Create', ['ObjectPermissions.PermissionsCreate'], access('Lead', 'create')],
  [
    'Edit; the fields of these objects can be written on creation',
    ['ObjectPermissions.PermissionsEdit'],
    ['anyOf:transfer', ...access('Account', 'edit'), ...access('Lead', 'edit')],
  ],
  ['Delete', ['ObjectPermissions.PermissionsDelete'], [...access('Account', 'delete'), ...access('Lead', 'delete')]],
  [
    'View All',
    ['ObjectPermissions.PermissionsViewAllRecords'],
    [...access('Account', 'viewAllRecords'), ...access('Product2', 'viewAllRecords')],
  ],
  ['Modify All', ['ObjectPermissions.PermissionsModifyAllRecords'], access('Contact', 'modifyAllRecords')],
  [
    'which field it is of whom',
    ['ParentId', 'SobjectType', 'Field'].map((column) => `FieldPermissions.${column}`),
    [...editedFields, ...fields('read', 'Account.Industry', 'Lead.Email')],
  ],
  [
    'Read of a field; Edit includes it',
    ['FieldPermissions.PermissionsRead'],
    fields('read', 'Account.Industry', 'Lead.Email'),
  ],
  ['Edit of a field', ['FieldPermissions.PermissionsEdit'], editedFields],
];

/** Columns that say what rows of access are about: as good as everything about the user rests on them. */
const identities = [
  ...['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'].map((column) => `PermissionSetAssignment.${column}`),
  ...['Name', 'NamespacePrefix', 'IsOwnedByProfile'].map((column) => `PermissionSetAssignment.PermissionSet.${column}`),
  'PermissionSet.Id',
  ...['ParentId', 'SobjectType'].map((column) => `ObjectPermissions.${column}`),
];

/** What was found, or why the run was refused. */
type Looked = { readonly evaluation: Evaluation; readonly snapshot: AccessSnapshot } | { readonly refused: string };

type Found = Evaluation['findings'][number];

const now = Date.parse('2026-11-22T00:00:00Z');

describe('a column that an answer lacks', function () {
  this.timeout(120_000);
  const worlds = new Map<boolean, World>();
  let definitions: Definitions;
  let wanted: Awaited<ReturnType<typeof requirementsOf>>;

  before(async () => {
    definitions = await makeDefinitions();
    wanted = await requirementsOf(await definitions.define('columns', rules), 'oauth');
    for (const ceilings of [false, true]) {
      const org = orgWith(ceilings);
      worlds.set(ceilings, await openWorld({ org }));
      // The aggregate is older than its members and than what mutes them (fact A6).
      const group = rowsOf(org, 'PermissionSetGroup').find((row) => row['DeveloperName'] === 'Waiting_Integration');
      const aggregate = rowsOf(org, 'PermissionSet').find(
        (row) => row['PermissionSetGroupId'] === (group && idOf(group)),
      );
      if (!group || !aggregate) throw new Error('no group');
      patchRow(org, 'PermissionSetGroup', group, { Status: 'Outdated' });
      patchRow(org, 'PermissionSet', aggregate, { PermissionsRunReports: false, PermissionsTransferAnyLead: true });
    }
  });
  after(async () => {
    for (const world of worlds.values()) await world.close();
    await definitions.remove();
  });

  const lookAt = async (org: Forgetful, { user }: Scene): Promise<Looked> => {
    const { requirements, reference: named } = wanted;
    const scope = readingScopeOf(requirements.requirements);
    try {
      const { snapshot } = await readAccess(org.client, scope, [{ username: `${user}@example.com`, unnamed: false }], {
        now,
        withoutRows: 'NO_VIEW_SETUP',
      });
      const [evaluation] = evaluationsOf([{ reference: named, requirements }], snapshot);
      if (!evaluation) throw new Error('nothing evaluated');
      return { evaluation, snapshot };
    } catch (error) {
      if (error instanceof OrgFailure) return { refused: `${error.code} ${error.args.join(' ')}` };
      throw error;
    }
  };

  for (const [row, scene] of scenes.entries()) {
    describe(titleOf(scene), () => {
      let org: Forgetful;
      let whole: Extract<Looked, { evaluation: Evaluation }>;

      before(async () => {
        const world = worlds.get(scene.ceilings === true);
        if (!world) throw new Error('no org');
        const client = createOrgClient(await connect(world, `${scene.runner}@example.com`), { waitMs: 60_000 });
        org = forgetful(client);
        const looked = await lookAt(org, scene);
        if ('refused' in looked) throw new Error(looked.refused);
        whole = looked;
      });

      type Without = { looked: Looked; newlyUnknown: Found[] };
      const lookedBefore = new Map<string, Promise<Without>>();
      /** What is found without the column; each is looked at once. */
      const without = (column: SentColumn): Promise<Without> => {
        const name = `${column.from}.${column.path}`;
        const looked = lookedBefore.get(name) ?? lookWithout(column);
        lookedBefore.set(name, looked);
        return looked;
      };
      const lookWithout = async (column: SentColumn): Promise<Without> => {
        org.forget(column);
        const looked = await lookAt(org, scene).finally(() => org.forget(null));
        if ('refused' in looked) return { looked, newlyUnknown: [] };
        const before = new Map(whole.evaluation.findings.map((finding) => [finding.id, finding]));
        const newlyUnknown = looked.evaluation.findings.filter(
          ({ id, status }) => status === 'unknown' && before.get(id)?.status !== 'unknown',
        );
        return { looked, newlyUnknown };
      };

      it('only makes unknown, and what is unknown names it', async () => {
        const wrong: string[] = [];
        for (const [at, column] of org.columns().entries()) {
          if (!runsNow(row, at, every)) continue;
          const name = `${column.from}.${column.path}`;
          const { looked, newlyUnknown } = await without(column);
          if ('refused' in looked) {
            if (!['User.Id', 'User.Username'].includes(name)) wrong.push(`${name}: refused, ${looked.refused}`);
            continue;
          }
          const after = new Map(looked.evaluation.findings.map((finding) => [finding.id, finding]));
          for (const { id, status, code } of whole.evaluation.findings) {
            const other = after.get(id);
            if (other?.status !== status && other?.status !== 'unknown')
              wrong.push(`${name}: ${id} was ${status} ${code}, is ${other?.status} ${other?.code}`);
          }
          for (const finding of newlyUnknown) {
            const last = column.path.split('.').at(-1) ?? '';
            const { message } = withWords(finding, looked.snapshot.schema, findingTexts());
            if (!message.includes(last)) wrong.push(`${name}: ${finding.id} does not name it: ${message}`);
          }
        }
        expect(wrong, wrong.join('\n')).to.deep.equal([]);
      });

      if (scene !== scenes[0]) return;

      it('makes unknown what rests on it', async () => {
        const becameUnknown = new Map<string, string[]>();
        for (const [at, column] of org.columns().entries()) {
          if (!runsNow(row, at, every)) continue;
          const { newlyUnknown } = await without(column);
          becameUnknown.set(
            `${column.from}.${column.path}`,
            newlyUnknown.map(({ id }) => id),
          );
        }
        const named = new Set([...restsOn.flatMap(([, columns]) => columns), ...identities]);
        expect(org.columns().map(({ from, path }) => `${from}.${path}`)).to.include.members([...named]);
        for (const [why, columns, ids] of restsOn)
          for (const column of columns.filter((one) => becameUnknown.has(one)))
            expect(becameUnknown.get(column), `${column}: ${why}`).to.have.members(ids);
        for (const column of identities.filter((one) => becameUnknown.has(one)))
          expect(becameUnknown.get(column), column).to.include.members(access('Account', 'delete'));
        const others = [...becameUnknown].filter(([column, ids]) => !named.has(column) && ids.length > 0);
        expect(others, 'columns of which nothing is said here').to.deep.equal([]);
      });
    });
  }
});
