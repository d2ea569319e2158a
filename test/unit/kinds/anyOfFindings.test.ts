/** Choices: the whole finding, with the way that is planned. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { allGiven } from '../../../src/kinds/context.js';
import type { NotGiven } from '../../../src/kinds/context.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { keyOf } from '../../../src/platform/names.js';
import { saidWhole } from '../support/said.js';
import { field, needs, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const { anyOf, field: fieldOf, object, permission } = needs;
const one = (need: Need, more: Partial<Requirement> = {}): Requirement => requirement(need, more);

type World = { readonly user?: UserSpec; readonly org?: Partial<OrgSchema>; readonly notGiven?: Partial<NotGiven> };

const found = (members: readonly Requirement[][], { notGiven, ...world }: World): string => {
  const holder = user(world.user ?? {});
  const choice = requirement(anyOf('way', ...members));
  return evaluate([choice], snapshot(holder, schema(world.org ?? {})), holder, { ...allGiven, ...notGiven })
    .filter(({ kind }) => kind === 'anyOf')
    .map(saidWhole)
    .join('\n');
};

const sets = (...names: string[]): Partial<OrgSchema> => ({
  permissionSets: known(
    new Map(
      names.map((name) => [
        keyOf(name),
        { type: 'PermissionSet' as const, id: `0PS ${name}`, name, namespace: null, label: name },
      ]),
    ),
  ),
});
const lacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'a column');
const hidden = gap('NOT_AUTHORISED', 'PermissionSet', 'hidden');
const platform: License = {
  id: '0PL',
  name: 'SalesforceAPIIntegrationPsl',
  label: 'Integration',
  objects: null,
  userPermissions: new Set(),
};
/** An integration user of whom an answer lacked whether the license allows these; others it does not allow. */
const lacking = (...names: string[]): UserSpec => {
  const untold = { userPermissions: new Map(names.map((name) => [keyOf(name), lacked.gap])) };
  const held = known([{ ...platform, untold }]);
  return { userLicense: 'Salesforce Integration', permissionSetLicenses: held, orgLicenses: held };
};

describe('findings of choices', () => {
  const set = (name: string): Requirement => one({ kind: 'permissionSetAssigned', name } as Need);
  const run = (): Requirement => one(permission('RunReports'));
  const setup = (): Requirement => one(permission('ViewSetup'));
  const never = (): Requirement => one(permission('Nope'));
  const byHand = (): Requirement => one({ kind: 'profile', names: ['Sync'] } as Need);
  const unclear = (): Requirement => one(object('Strange', 'read'));
  const left = { code: 'NAMED_SET_WITHOUT_SEAT', args: ['Sync', 'ann@example.com'] } as const;
  const passed = (...places: number[]): Partial<NotGiven> => ({ alternatives: new Map([['way', new Set(places)]]) });
  const stale: UserSpec = {
    sources: [
      { type: 'PermissionSetGroup', name: 'Team', stale: true, members: { Member: { permissions: ['RunReports'] } } },
    ],
  };
  const closedFields: Partial<OrgSchema> = {
    fields: new Map([
      [
        'lead',
        known(
          new Map([
            ['email', field('Email')],
            ['name', field('Name', { permissionable: false })],
          ]),
        ),
      ],
      ['opportunitylineitem', known(new Map([['quantity', field('Quantity', { permissionable: false })]]))],
      [
        'task',
        known(
          new Map([
            ['subject', field('Subject', { permissionable: false })],
            ['whoid', field('WhoId')],
          ]),
        ),
      ],
      ['knowledge__kav', known(new Map([['title', field('Title', { permissionable: false })]]))],
    ]),
  };
  const table: [what: string, members: Requirement[][], world: World, said: string][] = [
    [
      'the first that can be given',
      [[never()], [run()], [setup()]],
      {},
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:Nope, (2) userPermission:RunReports, (3) userPermission:ViewSetup); waits for userPermission:RunReports; gives userPermission:RunReports; by way 2',
    ],
    [
      'one that is there',
      [[run()], [setup()]],
      { user: { sources: [{ permissions: ['ViewSetup'] }] } },
      'met ALTERNATIVE_MET (userPermission:ViewSetup); from Sync',
    ],
    [
      'forbidden parts are waited for as such',
      [[one(permission('ViewSetup'), { forbid: true })]],
      { user: { sources: [{ permissions: ['ViewSetup'] }] } },
      'unmet NO_ALTERNATIVE_MET ((1) not:userPermission:ViewSetup); waits for not:userPermission:ViewSetup',
    ],
    [
      'fields wait for their object',
      [[one(fieldOf('Lead', 'Name')), run()]],
      { org: closedFields },
      'unmet NO_ALTERNATIVE_MET ((1) field:Lead.Name:read and userPermission:RunReports); waits for object:Lead:read; waits for userPermission:RunReports; gives userPermission:RunReports, object:Lead:read; by way 1',
    ],
    [
      'fields, and the object',
      [[one(fieldOf('Lead', 'Email'))]],
      { org: closedFields },
      'unmet NO_ALTERNATIVE_MET ((1) field:Lead.Email:read); waits for field:Lead.Email:read; waits for object:Lead:read; gives field:Lead.Email:read, object:Lead:read; by way 1',
    ],
    [
      'fields of a derived object',
      [[one(fieldOf('OpportunityLineItem', 'Quantity'))]],
      { org: closedFields },
      'unmet NO_ALTERNATIVE_MET ((1) field:OpportunityLineItem.Quantity:read); waits for object:OpportunityLineItem:read; gives object:Opportunity:read; by way 1',
    ],
    [
      'fields of a derived object, of which a part is there',
      [[one(fieldOf('Task', 'Subject', 'edit'))]],
      { org: closedFields, user: { sources: [{ permissions: ['ActivitiesAccess'] }] } },
      'unmet NO_ALTERNATIVE_MET ((1) field:Task.Subject:edit); waits for object:Task:edit; gives userPermission:EditTask; by way 1',
    ],
    [
      'a field and its object, of which a part is there',
      [[one(fieldOf('Task', 'WhoId', 'edit'))]],
      { org: closedFields, user: { sources: [{ permissions: ['ActivitiesAccess'] }] } },
      'unmet NO_ALTERNATIVE_MET ((1) field:Task.WhoId:edit); waits for field:Task.WhoId:edit; waits for object:Task:edit; gives field:Task.WhoId:edit, userPermission:EditTask; by way 1',
    ],
    [
      'a part that is unknown beside one that is missing',
      [[unclear(), run()]],
      {},
      'unmet NO_ALTERNATIVE_MET ((1) object:Strange:read and userPermission:RunReports); waits for object:Strange:read; waits for userPermission:RunReports',
    ],
    [
      'a part for people',
      [[byHand(), run()]],
      {},
      'unmet NO_ALTERNATIVE_MET ((1) profile:Sync and userPermission:RunReports); waits for profile:Sync; waits for userPermission:RunReports',
    ],
    [
      'the reason of what may be there',
      [[unclear()], [run()]],
      {},
      'unknown NO_RULE (Strange | read); waits for object:Strange:read',
    ],
    [
      'a group is being recalculated',
      [[run()], [never()]],
      { user: stale },
      'unknown GROUP_RECALCULATING (RunReports label (RunReports) | PermissionSetGroup | Team); waits for userPermission:RunReports; unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'an object whose feature is off, of which nobody knows',
      [[one(object('CustomFieldDisplayValue', 'read'))]],
      { org: { entities: known(new Map([['customfielddisplayvalue', { name: 'CustomFieldDisplayValue' }]])) } },
      'unknown NO_RULE (CustomFieldDisplayValue | read |  | B2B or D2C Commerce), feature; waits for object:CustomFieldDisplayValue:read',
    ],
    [
      'missing for sure, and perhaps never to be had',
      [[run()], [never()]],
      { user: lacking('RunReports') },
      'unknown INCOMPLETE_ANSWER (RunReports label (RunReports) | PermissionSetLicense | a column); waits for userPermission:RunReports; unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'missing for sure, and perhaps never to be had, beside one that can be given',
      [[run()], [one(permission('ApiEnabled'))]],
      { user: lacking('RunReports') },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ApiEnabled); waits for userPermission:RunReports',
    ],
    [
      'one perhaps never to be had, the other never',
      [
        [never(), run()],
        [run(), one(permission('ApiEnabled'))],
      ],
      { user: lacking('RunReports') },
      'unknown INCOMPLETE_ANSWER (RunReports label (RunReports) | PermissionSetLicense | a column); waits for userPermission:RunReports; unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'never to be had',
      [[run()], [setup()]],
      { user: lacking() },
      'impossible NO_ALTERNATIVE_POSSIBLE ((1) userPermission:RunReports, (2) userPermission:ViewSetup)',
    ],
    [
      'missing for sure for another reason',
      [[run(), one(fieldOf('Account', 'Website'))]],
      { user: { ...lacking('RunReports'), sources: [{ objects: { Account: 'read' } }] } },
      'unknown INCOMPLETE_ANSWER (RunReports label (RunReports) | PermissionSetLicense | a column); waits for userPermission:RunReports; unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'not read at all',
      [[run()]],
      { user: { evidence: { userPermissionRows: hidden } } },
      'unknown NOT_READABLE (RunReports label (RunReports) | PermissionSet | hidden); waits for userPermission:RunReports; unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'a set that can be assigned',
      [[set('Sync')], [run()]],
      { org: sets('Sync') },
      'unmet NO_ALTERNATIVE_MET ((1) permissionSetAssigned:Sync, (2) userPermission:RunReports); waits for permissionSetAssigned:Sync; gives set Sync; by way 1',
    ],
    [
      'a set that is left to people, and another way',
      [[set('Sync')], [run()]],
      { org: sets('Sync'), notGiven: { sets: new Map([['sync', left]]) } },
      'unmet NO_ALTERNATIVE_MET ((1) permissionSetAssigned:Sync, (2) userPermission:RunReports); waits for userPermission:RunReports; gives userPermission:RunReports; by way 2',
    ],
    [
      'a set that is left to people, and a permission',
      [[set('Sync'), run()]],
      { org: sets('Sync'), notGiven: { sets: new Map([['sync', left]]) } },
      'unmet NAMED_SET_WITHOUT_SEAT (Sync | ann@example.com); waits for permissionSetAssigned:Sync; waits for userPermission:RunReports',
    ],
    [
      'sets that are left to people',
      [[set('Sync')], [set('Other')]],
      {
        org: sets('Sync', 'Other'),
        notGiven: {
          sets: new Map([
            ['sync', left],
            ['other', left],
          ]),
        },
      },
      'unmet NAMED_SET_WITHOUT_SEAT (Sync | ann@example.com); waits for permissionSetAssigned:Sync',
    ],
    [
      'the first could not be given',
      [[run()], [setup()]],
      { notGiven: passed(0) },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ViewSetup); waits for userPermission:ViewSetup; gives userPermission:ViewSetup; by way 2',
    ],
    [
      'the first could not be given, nor could the second',
      [[run()], [setup()], [one(permission('ViewAllUsers'))]],
      { notGiven: passed(0, 1) },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ViewSetup, (3) userPermission:ViewAllUsers); waits for userPermission:ViewAllUsers; gives userPermission:ViewAllUsers; by way 3',
    ],
    [
      'the first could not be given, the second is for people in part',
      [[run()], [setup(), byHand()], [one(permission('ViewAllUsers'))]],
      { notGiven: passed(0) },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ViewSetup and profile:Sync, (3) userPermission:ViewAllUsers); waits for userPermission:ViewAllUsers; gives userPermission:ViewAllUsers; by way 3',
    ],
    [
      'the first could not be given, the second is unknown in part',
      [[run()], [setup(), unclear()], [one(permission('ViewAllUsers'))]],
      { notGiven: passed(0) },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ViewSetup and object:Strange:read, (3) userPermission:ViewAllUsers); waits for userPermission:ViewAllUsers; gives userPermission:ViewAllUsers; by way 3',
    ],
    [
      'the first could not be given, and there is no other',
      [[run()]],
      { notGiven: passed(0) },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports); waits for userPermission:RunReports; gives userPermission:RunReports; by way 1',
    ],
    [
      'another choice could not be given',
      [[run()], [setup()]],
      { notGiven: { alternatives: new Map([['other', new Set([0])]]) } },
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports, (2) userPermission:ViewSetup); waits for userPermission:RunReports; gives userPermission:RunReports; by way 1',
    ],
    [
      'one that does not apply is none, and is counted',
      [[one(object('Nope__c', 'read'), { ifPresent: true })], [run()]],
      {},
      'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports); waits for userPermission:RunReports; gives userPermission:RunReports; by way 2',
    ],
  ];
  for (const [what, members, world, said] of table) it(what, () => expect(found(members, world)).to.equal(said));
});
