import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

/** Objects that take no object permissions, as people meet them: what gives access, and what is said where it is not there. */

const permissionable =
  'Account Contact Lead Opportunity Campaign Product2 Pricebook2 Case Order Quote WorkOrder ProductItem Thing__c';
const derived =
  'AccountChangeEvent TaskChangeEvent UserChangeEvent Thing__ChangeEvent OrderItemChangeEvent UserRole Profile EmailMessage' +
  ' OpportunityLineItem PricebookEntry Attachment LoginHistory OpportunityTeamMember OrderItem OrderItemHistory CronTrigger' +
  ' TenantSecret Recommendation ActivityFieldHistory ContentVersion CaseComment Task User AccountShare Thing__Share AccountFeed' +
  ' SetupAuditTrail OpportunityContactRole CampaignMember CampaignMemberStatus EntityHistory Mystery MysteryHistory Event' +
  ' PricebookEntryHistory FeedItem CurrencyType OpportunityStage';
const permissions =
  'ApiEnabled ViewSetup ViewAllData ModifyAllData ActivitiesAccess EditTask EditEvent ViewAllActivities ViewAllUsers ViewRoles' +
  ' ManageRoles ManageUsers ManageInternalUsers ViewAllProfiles CanUpdateEmailMessage MonitorLoginHistory ViewRecommendations' +
  ' QueryAllFiles ModerateChatter ManageEncryptionKeys CustomizeApplication ConvertLeads ManagePropositions';

const columns = (names: string): OrgSchema['permissionSetColumns'] =>
  known(new Map(names.split(' ').map((name) => [name.toLowerCase(), { name, label: name }])));

const org = (more: Partial<OrgSchema> = {}): OrgSchema =>
  schema({
    entities: known(new Map(`${permissionable} ${derived}`.split(' ').map((name) => [name.toLowerCase(), { name }]))),
    permissionableObjects: known(objectList(...permissionable.split(' '))),
    permissionSetColumns: columns(permissions),
    profileColumns: columns(permissions),
    ...more,
  });

type Held = { permissions?: string; objects?: Record<string, string> };

const holding = ({ permissions: names = '', objects = {} }: Held): UserSpec => ({
  sources: [{ permissions: names.split(' ').filter((name) => name !== ''), objects }],
});

/** What a check finds, `also` standing for other objects of the same definition. */
const judged = (
  sobject: string,
  access: ObjectAccess,
  held: Held = {},
  also: readonly string[] = [],
  more: Partial<OrgSchema> = {},
): Finding => {
  const inspected = user(holding(held));
  const requirements = [
    requirement(needs.object(sobject, access)),
    ...also.map((name) => requirement(needs.object(name, 'read'))),
  ];
  const found = evaluate(requirements, snapshot(inspected, org(more)), inspected);
  const id = `object:${sobject}:${access}`.toLowerCase();
  const finding = found.find((one) => one.id.toLowerCase() === id);
  if (!finding) throw new Error(`no finding ${id}`);
  return finding;
};

const short = ({ status, code, blockedBy }: Finding): string => [status, code, ...blockedBy].join(' ');

type Case = [what: string, sobject: string, access: ObjectAccess, held: Held, said: string, also?: string[]];

const table = (cases: Case[]): void => {
  for (const [what, sobject, access, held, said, also] of cases)
    it(`${sobject} ${access}: ${what}`, () => expect(short(judged(sobject, access, held, also))).to.equal(said));
};

describe('change events follow View All on their object, or a permission of the whole org', () => {
  const watching: Held = {
    permissions: 'ActivitiesAccess ViewAllActivities',
    objects: { Account: 'read viewAllRecords', Thing__c: 'read' },
  };
  const all: Held = { permissions: 'ViewAllData' };
  table([
    ['View All on the object', 'AccountChangeEvent', 'read', watching, 'met GRANTED'],
    [
      'Read alone on a custom object',
      'Thing__ChangeEvent',
      'read',
      watching,
      'unmet DERIVED_PERMISSION_MISSING object:Thing__c:viewAllRecords',
    ],
    [
      'View All Users',
      'UserChangeEvent',
      'read',
      watching,
      'unmet DERIVED_PERMISSION_MISSING userPermission:ViewAllUsers',
    ],
    [
      'View All Activities does not do',
      'TaskChangeEvent',
      'read',
      watching,
      'impossible ONLY_BLANKET_PERMISSION userPermission:ViewAllData',
    ],
    [
      'an object that takes no permissions',
      'OrderItemChangeEvent',
      'viewAllRecords',
      watching,
      'impossible ONLY_BLANKET_PERMISSION userPermission:ViewAllData',
    ],
    ['View All Data', 'TaskChangeEvent', 'read', all, 'met GRANTED'],
    ['View All Data', 'AccountChangeEvent', 'viewAllRecords', all, 'met GRANTED'],
  ]);
});

describe('roles and profiles', () => {
  table([
    ['View Roles is missing', 'UserRole', 'read', {}, 'unmet DERIVED_PERMISSION_MISSING userPermission:ViewRoles'],
    ['View Roles is there', 'UserRole', 'read', { permissions: 'ViewRoles' }, 'met GRANTED'],
    ['the own row alone', 'Profile', 'read', {}, 'degraded OWN_ROWS_ONLY userPermission:ViewAllProfiles'],
    ['all rows', 'Profile', 'read', { permissions: 'ViewSetup' }, 'met GRANTED'],
    [
      'the rows of others, asked for plainly',
      'Profile',
      'viewAllRecords',
      {},
      'unmet DERIVED_PERMISSION_MISSING userPermission:ViewAllProfiles',
    ],
    ['own logins alone', 'LoginHistory', 'read', {}, 'degraded OWN_ROWS_ONLY userPermission:MonitorLoginHistory'],
  ]);
});

describe('e-mails follow the case, or the task behind them', () => {
  const cases: Held = { objects: { Case: 'read' } };
  const both: Held = { permissions: 'ActivitiesAccess', objects: { Case: 'read' } };
  table([
    ['only those of cases', 'EmailMessage', 'read', cases, 'degraded SOME_ROWS_ONLY userPermission:ActivitiesAccess'],
    [
      'only those of tasks',
      'EmailMessage',
      'read',
      { permissions: 'ActivitiesAccess' },
      'degraded SOME_ROWS_ONLY object:Case:read',
    ],
    ['all of them', 'EmailMessage', 'read', both, 'met GRANTED'],
    [
      'none',
      'EmailMessage',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING object:Case:read userPermission:ActivitiesAccess',
    ],
    ['sent mails', 'EmailMessage', 'edit', both, 'unmet PROBABLY_MISSING userPermission:CanUpdateEmailMessage'],
    [
      'all of everybody',
      'EmailMessage',
      'viewAllRecords',
      both,
      'impossible ONLY_BLANKET_PERMISSION userPermission:ModifyAllData',
    ],
  ]);
});

describe('lines and the entries of price books', () => {
  const seller: Held = { objects: { Opportunity: 'read edit' } };
  const withBooks: Held = { objects: { Opportunity: 'read edit', Product2: 'read', Pricebook2: 'read' } };
  table([
    ['no price book can be read', 'OpportunityLineItem', 'create', seller, 'met GRANTED_BUT_MORE_NEEDED'],
    ['price books can be read', 'OpportunityLineItem', 'create', withBooks, 'met GRANTED'],
    ['no price book is needed for that', 'OpportunityLineItem', 'edit', seller, 'met GRANTED'],
    [
      'nothing official',
      'PricebookEntry',
      'read',
      seller,
      'unmet PROBABLY_MISSING object:Product2:read object:Pricebook2:read',
    ],
    ['both', 'PricebookEntry', 'read', withBooks, 'met GRANTED'],
  ]);
});

describe('what is only concluded is never a flat no', () => {
  table([
    ['can be given', 'Recommendation', 'read', {}, 'unmet PROBABLY_MISSING userPermission:ViewRecommendations'],
    ['is held', 'Recommendation', 'read', { permissions: 'ViewRecommendations' }, 'met GRANTED'],
    ['nobody can have it', 'OpportunityStage', 'delete', {}, 'unknown PROBABLY_IMPOSSIBLE'],
    [
      'behind something that is only concluded',
      'PricebookEntryHistory',
      'read',
      {},
      'unmet PROBABLY_MISSING object:PricebookEntry:read',
    ],
    ['everybody, as far as one knows', 'CurrencyType', 'read', {}, 'met ALWAYS_ALLOWED'],
  ]);
});

describe('what hangs on a record of any object', () => {
  table([
    ['no other object is asked for', 'Attachment', 'read', {}, 'unknown DEPENDS_ON_RECORD'],
    [
      'the object that is asked for can be read',
      'Attachment',
      'read',
      { objects: { Account: 'read' } },
      'met FOLLOWS_RECORDS',
      ['Account'],
    ],
    [
      'one of two can be read',
      'Attachment',
      'read',
      { objects: { Account: 'read' } },
      'degraded SOME_ROWS_ONLY object:Lead:read',
      ['Account', 'Lead'],
    ],
    [
      'none can be read',
      'Attachment',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING object:Account:read',
      ['Account', 'Task'],
    ],
    [
      'View All Data reads the feed of everything',
      'FeedItem',
      'viewAllRecords',
      { permissions: 'ViewAllData' },
      'met GRANTED',
    ],
  ]);
});

describe('other rules', () => {
  table([
    [
      'the parent of the parent',
      'OrderItemHistory',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING object:OrderItem:read',
    ],
    ['the parent of the parent is there', 'orderitemhistory', 'read', { objects: { Order: 'read' } }, 'met GRANTED'],
    [
      'history is never written',
      'OrderItemHistory',
      'create',
      { permissions: 'ModifyAllData' },
      'impossible ACCESS_NOT_SUPPORTED',
    ],
    [
      'sharing records of others',
      'AccountShare',
      'create',
      { objects: { Account: 'read' } },
      'degraded OWN_ROWS_ONLY object:Account:modifyAllRecords',
    ],
    ['sharing custom records', 'Thing__Share', 'read', {}, 'unmet DERIVED_PERMISSION_MISSING object:Thing__c:read'],
    ['set-up data', 'SetupAuditTrail', 'read', {}, 'unmet DERIVED_PERMISSION_MISSING userPermission:ViewSetup'],
    [
      'teams take Edit, of records of others more',
      'OpportunityTeamMember',
      'create',
      { objects: { Opportunity: 'read edit' } },
      'degraded OWN_ROWS_ONLY object:Opportunity:modifyAllRecords',
    ],
    [
      'teams take Edit first',
      'OpportunityTeamMember',
      'create',
      { objects: { Opportunity: 'read' } },
      'unmet DERIVED_PERMISSION_MISSING object:Opportunity:edit',
    ],
    [
      'contact roles take Read on contacts to be written',
      'OpportunityContactRole',
      'create',
      { objects: { Opportunity: 'read edit' } },
      'unmet DERIVED_PERMISSION_MISSING object:Contact:read',
    ],
    [
      'members take more than the campaign to be read',
      'CampaignMember',
      'read',
      { objects: { Campaign: 'read' } },
      'unmet DERIVED_PERMISSION_MISSING object:Lead:read',
    ],
    ['files of others stay untouched', 'ContentVersion', 'edit', {}, 'degraded OWN_ROWS_ONLY_UNPUBLISHED'],
    ['no published rule', 'CronTrigger', 'read', { permissions: 'ViewAllData' }, 'unknown NO_RULE'],
    [
      'two readings',
      'ActivityFieldHistory',
      'read',
      { permissions: 'ViewAllData' },
      'unknown RULE_CONTESTED userPermission:ModifyAllData',
    ],
    [
      'the stricter reading',
      'ActivityFieldHistory',
      'read',
      { permissions: 'ViewAllData ModifyAllData' },
      'met GRANTED',
    ],
    ['in no list', 'Mystery', 'read', { permissions: 'ViewAllData' }, 'unknown NO_RULE'],
    [
      'an object that is in no list has a history',
      'MysteryHistory',
      'read',
      { permissions: 'ViewAllData' },
      'unknown NO_RULE',
    ],
  ]);

  it('an object that takes permissions in this org is an ordinary one', () => {
    const names = `${permissionable} UserRole`.split(' ');
    const found = judged('UserRole', 'read', { permissions: 'ViewRoles' }, [], {
      permissionableObjects: known(objectList(...names)),
    });
    expect(short(found)).to.equal('unmet OBJECT_PERMISSION_MISSING');
  });

  it('an object that is not there names the feature that brings it', () => {
    const found = judged('CurrencyType', 'read', {}, [], { entities: known(new Map()) });
    expect(found).to.include({ status: 'impossible', code: 'NO_SUCH_OBJECT' });
    expect(found.args).to.deep.equal(['CurrencyType', 'multiple currencies']);
  });
});
