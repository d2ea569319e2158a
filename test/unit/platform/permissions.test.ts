/** What user permissions and words of object access reach, need and bring. */
import { expect } from 'chai';
import { broadAccess, broadPermission } from '../../../src/platform/broadAccess.js';
import {
  objectAccessNeededBy,
  objectsReadWith,
  permissionsHeldWith,
  permissionsInRules,
  permissionsNeededBy,
  permissionsNeededInAll,
} from '../../../src/platform/dependencyRules.js';
import { isDroppedAccess } from '../../../src/platform/droppedAccess.js';
import { objectAccesses, withWhatItRestsOn } from '../../../src/platform/objectAccess.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { nameOnPermissionSets } from '../../../src/platform/packagingPermissions.js';
import { platformRowsOf } from '../../../src/platform/platformRows.js';
import { settingOfPermission } from '../../../src/platform/settingsOfPermissions.js';
import { usedWith } from '../../../src/platform/usedWith.js';
import { lackingToWrite } from '../../../src/platform/writePermissions.js';

const inherited = ['constructor', '__proto__'];

describe('access that reaches far', () => {
  it('of user permissions (facts D5, D6, K4, C15, H3)', () => {
    const names = ['modifyalldata', 'ViewAllFieldsGlobal', 'AuthorApex', 'ResetPasswords', 'ApiEnabled', ...inherited];
    expect(names.map(broadPermission)).to.deep.equal([
      {
        code: 'WRITES_ALL_DATA',
        reach: 'org',
        narrower: ['EditTask', 'EditEvent', 'TransferAnyEntity', 'TransferAnyLead'],
      },
      { code: 'READS_ALL_FIELDS', reach: 'org', narrower: [] },
      { code: 'RUNS_CODE', reach: 'org', narrower: ['ViewSetup'] },
      { code: 'RESETS_PASSWORDS', reach: 'org', narrower: [] },
      null,
      null,
      null,
    ]);
  });

  it('of words of access, on objects that do not follow another one (facts B2, B11)', () => {
    const codes = (sobject: string): Array<string | null> =>
      objectAccesses.map((access) => broadAccess(sobject, access)?.code ?? null);
    expect(codes('Account')).to.deep.equal([
      null,
      null,
      null,
      'DELETES',
      'READS_ALL_RECORDS',
      'WRITES_ALL_RECORDS',
      'READS_ALL_FIELDS_OF_OBJECT',
    ]);
    // Who deletes a line of an opportunity does no more than edit the opportunity.
    expect(codes('OpportunityLineItem')).to.deep.equal([null, null, null, null, null, null, null]);
    expect(broadAccess('Account', 'read')).to.equal(null);
    expect(broadAccess('Invoice__c', 'delete')).to.deep.equal({ code: 'DELETES', reach: 'object', narrower: [] });
  });
});

describe('what a permission needs in the same permission set', () => {
  it('objects that are read only together with others (fact B9)', () => {
    expect(['CONTACT', 'Quote', 'Asset', 'Account', 'Contact__c'].map(objectsReadWith)).to.deep.equal([
      ['Account'],
      ['Opportunity'],
      ['Account', 'Contact'],
      [],
      [],
    ]);
  });

  it('user permissions, in one step and in all (facts D5, D6)', () => {
    expect(['authorapex', 'EmailMass', 'ApiEnabled'].map(permissionsNeededBy)).to.deep.equal([
      ['ViewSetup', 'ModifyMetadata'],
      ['EmailSingle'],
      [],
    ]);
    expect(permissionsNeededInAll('EmailMass')).to.deep.equal(['emailsingle', 'edittask']);
    expect(permissionsNeededInAll('AuthorApex')).to.have.members(['viewsetup', 'viewroles', 'modifymetadata']);
    expect(permissionsNeededInAll('ApiEnabled')).to.deep.equal([]);
    expect(permissionsNeededInAll('ModifyAllData')).to.include.members(['viewalldata', 'viewroles', 'deletetopics']);
  });

  it('what Setup only ticks along can be missing (fact D5)', () => {
    expect(permissionsHeldWith('ViewSetup')).to.deep.equal([]);
    expect(permissionsHeldWith('AuthorApex')).to.have.members(['viewsetup', 'modifymetadata']);
    // Customize Application asks for View Roles itself.
    expect(permissionsHeldWith('customizeapplication')).to.have.members([
      'viewsetup',
      'managecustompermissions',
      'viewroles',
    ]);
    expect(permissionsNeededInAll('CustomizeApplication')).to.have.members([
      'viewsetup',
      'managecustompermissions',
      'viewroles',
      'managetranslation',
    ]);
  });

  it('access to objects (facts D5, Q8)', () => {
    expect(['ImportPersonal', 'convertLEADS', 'ApiEnabled', ...inherited].map(objectAccessNeededBy)).to.deep.equal([
      [
        { sobject: 'Account', access: 'create' },
        { sobject: 'Account', access: 'edit' },
        { sobject: 'Contact', access: 'create' },
      ],
      [{ sobject: 'Lead', access: 'edit' }],
      [],
      [],
      [],
    ]);
  });

  it('every one that others need is listed once, as Salesforce spells it', () => {
    const names = permissionsInRules();
    expect(names).to.include.members([
      'ViewRoles',
      'ViewSetup',
      'RunReports',
      'EditTask',
      'EmailSingle',
      'DeleteTopics',
    ]);
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).to.deep.equal([]);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.not.include('AuthorApex');
  });
});

describe('what a permission is of use with only', () => {
  it('objects and other permissions', () => {
    expect(['TransferAnyLead', 'edittask', 'EditEvent', 'ApiEnabled', ...inherited].map(usedWith)).to.deep.equal([
      [{ kind: 'object', sobject: 'Lead', access: 'edit' }],
      [{ kind: 'userPermission', name: 'ActivitiesAccess' }],
      [{ kind: 'userPermission', name: 'ActivitiesAccess' }],
      [],
      [],
      [],
    ]);
  });

  it('converting a lead writes three objects', () => {
    expect(
      usedWith('ConvertLeads').map((one) => (one.kind === 'object' ? `${one.sobject} ${one.access}` : one.name)),
    ).to.deep.equal(['Lead edit', 'Account create', 'Account edit', 'Contact create', 'Contact edit']);
  });
});

describe('what the platform makes of writes', () => {
  it('drops View All and Modify All on some objects (facts B7, C16)', () => {
    const words: ObjectAccess[] = ['read', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'];
    const dropped = (sobject: string): string[] => words.filter((access) => isDroppedAccess(sobject, access));
    expect(
      ['Idea', 'PRODUCT2', 'Pricebook2', 'PushTopic', 'ServiceContract', 'Invoice', 'Account'].map(dropped),
    ).to.deep.equal([
      ...Array.from({ length: 4 }, () => ['viewAllRecords', 'modifyAllRecords', 'viewAllFields']),
      ['viewAllFields'],
      ['viewAllFields'],
      [],
    ]);
  });

  it('writes rows of every object beside View All Data and Modify All Data (fact B8)', () => {
    const rows = (...held: string[]): readonly ObjectAccess[] => platformRowsOf((name) => held.includes(name));
    const all = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'];
    expect(rows('ModifyAllData')).to.deep.equal(all);
    expect(rows('ViewAllData', 'ModifyAllData')).to.deep.equal(all);
    expect(rows('ViewAllData')).to.deep.equal(['read', 'viewAllRecords']);
    expect(rows('ApiEnabled')).to.deep.equal([]);
  });

  it('takes a word only with those that it rests on (fact B2)', () => {
    expect(withWhatItRestsOn('delete')).to.deep.equal(['delete', 'read', 'edit']);
    expect(withWhatItRestsOn('read')).to.deep.equal(['read']);
  });

  it('calls three permissions of packaging otherwise on permission sets (fact Q12)', () => {
    expect(
      ['CreateMultiforce', 'installmultiforce', 'PublishMultiforce', 'ApiEnabled', ...inherited].map(
        nameOnPermissionSets,
      ),
    ).to.deep.equal(['CreatePackaging', 'InstallPackaging', 'PublishPackaging', 'ApiEnabled', ...inherited]);
  });
});

describe('permissions that an org has only with a setting (facts C12, D5, G6, J10)', () => {
  it('by the name of the setting', () => {
    const names = ['CreateAuditFields', 'useanyapiclient', 'EditKnowledge', 'ViewSetupAuditTrail', 'ApiEnabled'];
    expect([...names, ...inherited].map(settingOfPermission)).to.deep.equal([
      'auditFields',
      'apiAccessControl',
      'knowledge',
      'auditTrail',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what whoever writes permissions lacks (fact H3)', () => {
  const sets = 'ManageProfilesPermissionsets';
  const assign = 'AssignPermissionSets';
  const cases: Array<[writesSets: boolean, assigns: boolean, lacking: string[], told: string[]]> = [
    [true, true, [], []],
    [true, true, [sets, assign, 'ManageUsers'], [sets, assign]],
    [true, false, [sets, assign, 'ManageUsers'], [sets]],
    [false, true, [sets, assign, 'ManageUsers'], [assign]],
    [false, false, [sets, assign, 'ManageUsers'], []],
    // One of the two is enough.
    [true, true, [sets, 'ManageUsers'], [sets]],
    [true, true, [assign], []],
    [true, true, ['ManageUsers'], []],
  ];
  for (const [writesSets, assigns, lacking, told] of cases) {
    it(`${writesSets ? 'sets' : ''} ${assigns ? 'assignments' : ''} without ${lacking.join(', ') || 'lacking any'}`, () =>
      expect(lackingToWrite({ writesSets, assigns }, (name) => lacking.includes(name))).to.deep.equal(told));
  }
});
