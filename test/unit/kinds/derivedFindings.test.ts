/** Objects that take no object permissions: the whole finding, with what would close it (facts B5, B10, B11, E12). */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { openedKey } from '../../../src/access/setupEntities.js';
import type { InspectedUser, License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { keyOf } from '../../../src/platform/names.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { saidWhole } from '../support/said.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../support/snapshot.js';

const permissionable =
  'Account Contact Lead Opportunity Campaign Product2 Pricebook2 Case Order Thing__c Part__c Knowledge__kav';
const others =
  'Profile ProfileHistory UserRole EmailMessage EmailMessageHistory Attachment ActivityFieldHistory AccountChangeEvent' +
  ' CampaignMember OpportunityLineItem PricebookEntry PricebookEntryHistory EmailTemplate CurrencyType CalendarView FeedItem' +
  ' CustomFieldDisplayValue Settings__c Kind__mdt AccountShare AccountFeed LeadFeed OrphanHistory OrphanShare Mystery' +
  ' MysteryHistory OpportunityStage CronTrigger TenantSecret ContentVersion OrderItem OrderItemHistory User LoginHistory' +
  ' Task TaskHistory FlowInterview Recommendation ContentDocument Holiday StreamingChannel ForecastingItem';
const permissions =
  'ViewAllData ModifyAllData ActivitiesAccess EditTask ViewAllActivities ViewAllProfiles ViewSetup CanUpdateEmailMessage' +
  ' ViewAllCustomSettings CustomizeApplication ModerateChatter QueryAllFiles ManageUsers ManageInternalUsers ViewRoles' +
  ' RunFlow ViewRecommendations MonitorLoginHistory EditKnowledge ViewAllForecasts';

const columns = known(new Map(permissions.split(' ').map((name) => [keyOf(name), { name, label: name }])));
const entities = `${permissionable} ${others}`.split(' ').map((name) => ({
  ...{ name },
  ...(name === 'Settings__c' ? { isCustomSetting: true as const } : {}),
  ...(/^Settings|mdt$/.test(name) ? { durableId: `01I ${name}` } : {}),
  ...(name === 'Part__c' ? { standardMaster: 'Account' } : {}),
}));

const org = (more: Partial<OrgSchema>): OrgSchema =>
  schema({
    entities: known(new Map(entities.map((one) => [keyOf(one.name), one]))),
    permissionableObjects: known(objectList(...permissionable.split(' '))),
    ...{ permissionSetColumns: columns, profileColumns: columns, licenseCeilingColumns: columns },
    ...more,
  });

type World = {
  readonly has?: string;
  readonly objects?: Record<string, string>;
  readonly user?: UserSpec;
  readonly org?: Partial<OrgSchema>;
  readonly beside?: Requirement[];
  readonly minimum?: ObjectAccess[];
  readonly forbid?: true;
  /** A custom setting or type that the set opens by itself. */
  readonly opens?: string;
};

/** The same user, whose sets open this custom setting or type by itself. */
const opening = (one: InspectedUser, sobject: string): InspectedUser => {
  const { evidence } = one;
  if (evidence.mode !== 'admin' || !evidence.sources.known) throw new Error('no sources');
  const setupEntities = new Set([openedKey(sobject)]);
  const sources = evidence.sources.value.map((source) =>
    source.type === 'Profile' ? source : { ...source, content: { ...source.content, setupEntities } },
  );
  return { ...one, evidence: { ...evidence, sources: known(sources) } };
};

/** What a check finds of one word of access, in a world of which a row tells what it is about. */
const found = (sobject: string, access: ObjectAccess, world: World): string => {
  const { has = '', objects = {}, beside = [], minimum = [] } = world;
  const own: SourceSpec = { permissions: has.split(' ').filter((name) => name !== ''), objects };
  const { opens } = world;
  const evidence = { appRows: known(true as const), ...world.user?.evidence };
  const holder = user({ ...world.user, evidence, sources: [own, ...(world.user?.sources ?? [])] });
  const one = opens === undefined ? holder : opening(holder, opens);
  const asked = requirement(needs.object(sobject, access, minimum), world.forbid ? { forbid: true } : {});
  const all = evaluate([asked, ...beside], snapshot(one, org(world.org ?? {})), one);
  const ids = [asked.id, asked.id.toLowerCase()];
  return all
    .filter(({ id }) => ids.includes(id) || ids.includes(id.toLowerCase()))
    .map(saidWhole)
    .join('\n');
};

const reads = (...names: string[]): Requirement[] => names.map((name) => requirement(needs.object(name, 'read')));
const notShown = gap('NOT_AUTHORISED', 'PermissionSet', 'hidden');
const lacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'a column');
const stale = (objects: Record<string, string>): UserSpec => ({
  sources: [{ type: 'PermissionSetGroup', name: 'Team', stale: true, members: { Member: { objects } } }],
});
const platform: License = { id: null, name: 'Platform', label: 'Platform', objects: null, userPermissions: null };
/** A user whose license allows reading and editing these objects, and no others. */
const onlyOf = (objects: string): UserSpec => ({
  userLicense: 'Chatter Free',
  license: {
    ...platform,
    objects: new Map(objects.split(' ').map((name) => [keyOf(name), new Set<ObjectAccess>(['read', 'edit'])])),
  },
});
const ofIntegration = (license: Partial<License>): UserSpec => {
  const held = known([{ ...platform, id: '0PL', name: 'SalesforceAPIIntegrationPsl', ...license }]);
  return { userLicense: 'Salesforce Integration', permissionSetLicenses: held, orgLicenses: held };
};
/** An integration user whose licenses allow these user permissions, and no others. */
const limited = (allowed: string): UserSpec =>
  ofIntegration({ userPermissions: new Set(allowed.toLowerCase().split(' ')) });
/** One of whom an answer lacked whether the license allows these. */
const lacking = (...names: string[]): UserSpec =>
  ofIntegration({
    userPermissions: new Set(),
    untold: { userPermissions: new Map(names.map((name) => [keyOf(name), lacked.gap])) },
  });

const untoldNothing = { userPermissions: new Map(), mutedPermissions: new Map(), fields: new Map() };

type Row = [what: string, sobject: string, access: ObjectAccess, world: World, said: string];
const table = (rows: Row[]): void => {
  for (const [what, sobject, access, world, said] of rows)
    it(`${sobject} ${access}: ${what}`, () => expect(found(sobject, access, world)).to.equal(said));
};

describe('findings of derived objects: custom settings and metadata types', () => {
  table([
    [
      'nothing opens it',
      'Settings__c',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (Settings__c | read | ViewAllCustomSettings), customSetting; waits for userPermission:ViewAllCustomSettings; gives userPermission:ViewAllCustomSettings',
    ],
    [
      'a permission for all of them',
      'settings__c',
      'read',
      { has: 'ViewAllCustomSettings' },
      'met GRANTED (Settings__c read); from Sync',
    ],
    [
      'written by who customizes',
      'Settings__c',
      'edit',
      { has: 'CustomizeApplication' },
      'met GRANTED (Settings__c edit); from Sync',
    ],
    [
      'written by nobody else',
      'Settings__c',
      'edit',
      {},
      'unmet DERIVED_PERMISSION_MISSING (Settings__c | edit | CustomizeApplication); waits for userPermission:CustomizeApplication; gives userPermission:CustomizeApplication',
    ],
    [
      'nobody can be given a permission for it',
      'Settings__c',
      'read',
      { user: limited('ViewSetup') },
      'unmet DERIVED_PERMISSION_MISSING (Settings__c | read | ViewAllCustomSettings), customSettingOnly; waits for userPermission:ViewAllCustomSettings',
    ],
    [
      'what licenses allow is not told',
      'Settings__c',
      'read',
      { user: lacking('ViewAllCustomSettings') },
      'unmet DERIVED_PERMISSION_MISSING (Settings__c | read | ViewAllCustomSettings), customSettingOnly; waits for userPermission:ViewAllCustomSettings',
    ],
    [
      'the rows that open it were not read',
      'Settings__c',
      'read',
      { user: { evidence: { appRows: notShown } } },
      'unknown NOT_READABLE (Settings__c read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'it is opened by itself',
      'Settings__c',
      'read',
      { opens: 'settings__c' },
      'met GRANTED (Settings__c read); from Sync',
    ],
    [
      'another one is opened',
      'Settings__c',
      'read',
      { opens: 'Other__c' },
      'unmet DERIVED_PERMISSION_MISSING (Settings__c | read | ViewAllCustomSettings), customSetting; waits for userPermission:ViewAllCustomSettings; gives userPermission:ViewAllCustomSettings',
    ],
    [
      'its id was not told',
      'Settings__c',
      'read',
      { org: { entities: known(new Map([['settings__c', { name: 'Settings__c', isCustomSetting: true as const }]])) } },
      'unknown NOT_READABLE (Settings__c read | EntityDefinition | DurableId); unread NOT_ANSWERED EntityDefinition; as DurableId',
    ],
    [
      'a type',
      'Kind__mdt',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (Kind__mdt | read | CustomizeApplication), customMetadataType; waits for userPermission:CustomizeApplication; gives userPermission:CustomizeApplication',
    ],
    [
      'a type that no permission opens',
      'Kind__mdt',
      'read',
      { user: limited('ViewSetup') },
      'unmet DERIVED_PERMISSION_MISSING (Kind__mdt | read | CustomizeApplication), customMetadataTypeOnly; waits for userPermission:CustomizeApplication',
    ],
    [
      'a type, for who customizes',
      'Kind__mdt',
      'viewAllRecords',
      { has: 'CustomizeApplication' },
      'met GRANTED (Kind__mdt viewAllRecords); from Sync',
    ],
    [
      'a type is written by deploying',
      'Kind__mdt',
      'edit',
      { has: 'CustomizeApplication' },
      'impossible ACCESS_NOT_SUPPORTED (Kind__mdt | edit)',
    ],
  ]);
});

describe('findings of derived objects: details of a standard master', () => {
  const row = { Part__c: 'read' };
  table([
    [
      'the master is closed',
      'Part__c',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (Part__c | read | Account:read); waits for object:Account:read; gives object:Account:read',
    ],
    [
      'the master is open',
      'Part__c',
      'edit',
      { objects: { Account: 'read edit' } },
      'met GRANTED (Part__c edit); from Sync',
    ],
    ['a row of it counts all the same', 'Part__c', 'read', { objects: row }, 'met GRANTED (Part__c read); from Sync'],
    [
      'and so no word of it follows the master',
      'Part__c',
      'edit',
      { objects: { ...row, Account: 'read edit' } },
      'unmet OBJECT_PERMISSION_MISSING (Part__c | edit); gives object:Part__c:edit',
    ],
    [
      'View All Data is no row of it',
      'Part__c',
      'edit',
      { has: 'ViewAllData', objects: { Account: 'read edit' } },
      'met GRANTED (Part__c edit); from Sync',
    ],
    [
      'who looks at himself sees what he may do',
      'Part__c',
      'read',
      {
        user: {
          self: {
            ...{ mode: 'self', userPermissions: known(new Set<string>()), userPermissionColumns: new Map() },
            objects: new Map([
              ['part__c', known({ access: new Set<ObjectAccess>(['read']), fields: new Map() })],
              ['account', known({ access: new Set<ObjectAccess>(['read', 'edit']), fields: new Map() })],
            ]),
          },
        },
      },
      'met GRANTED (Part__c read)',
    ],
    [
      'and what he may not do, whatever the master tells',
      'Part__c',
      'edit',
      {
        user: {
          self: {
            ...{ mode: 'self', userPermissions: known(new Set<string>()), userPermissionColumns: new Map() },
            objects: new Map([
              ['part__c', known({ access: new Set<ObjectAccess>(['read']), fields: new Map() })],
              ['account', known({ access: new Set<ObjectAccess>(['read', 'edit']), fields: new Map() })],
            ]),
          },
        },
      },
      'unmet OBJECT_PERMISSION_MISSING (Part__c | edit); gives object:Part__c:edit',
    ],
  ]);
});

describe('findings of derived objects: a part of the rows', () => {
  const mailer = { objects: { Case: 'read' } };
  const cases = { has: 'ActivitiesAccess' };
  table([
    [
      'mails of cases: what is there and what is not',
      'EmailMessage',
      'read',
      mailer,
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; gives userPermission:ActivitiesAccess; beside object:Case:read',
    ],
    [
      'mails of tasks',
      'EmailMessage',
      'read',
      cases,
      'degraded SOME_ROWS_ONLY (EmailMessage | read | Case:read); waits for object:Case:read; from Sync; gives object:Case:read; beside userPermission:ActivitiesAccess',
    ],
    ['all', 'EmailMessage', 'read', { ...mailer, ...cases }, 'met GRANTED (EmailMessage read); from Sync; from Sync'],
    [
      'mails of tasks that the license does not allow',
      'EmailMessage',
      'read',
      { ...mailer, user: limited('ViewSetup') },
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; for ever; beside object:Case:read',
    ],
    [
      'mails of tasks of which nobody knows whether they can be given',
      'EmailMessage',
      'read',
      { ...mailer, user: lacking('ActivitiesAccess') },
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; beside object:Case:read',
    ],
    [
      'what is held is told by all that opens it',
      'EmailMessage',
      'create',
      { has: 'ActivitiesAccess EditTask', beside: [] },
      'degraded SOME_ROWS_ONLY (EmailMessage | create | Case:edit); waits for object:Case:edit; from Sync; from Sync; gives object:Case:edit; beside userPermission:ActivitiesAccess, userPermission:EditTask',
    ],
    [
      'neither',
      'EmailMessage',
      'create',
      {},
      'unmet PROBABLY_MISSING (EmailMessage | create | Case:edit, ActivitiesAccess, EditTask); waits for object:Case:edit; waits for userPermission:ActivitiesAccess; waits for userPermission:EditTask; gives object:Case:edit, userPermission:ActivitiesAccess, userPermission:EditTask; concluded',
    ],
    [
      'mails of tasks: unread',
      'EmailMessage',
      'read',
      { ...mailer, user: { evidence: { userPermissionRows: notShown } } },
      'unknown NOT_READABLE (EmailMessage read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'history of an object of which a part is open',
      'EmailMessageHistory',
      'read',
      mailer,
      'degraded SOME_ROWS_ONLY (EmailMessageHistory | read | EmailMessage:read); waits for object:EmailMessage:read; from Sync; gives userPermission:ActivitiesAccess',
    ],
    [
      'history of an object of which the own rows are open',
      'ProfileHistory',
      'read',
      {},
      'degraded OWN_ROWS_ONLY (ProfileHistory | read | Profile:read); waits for object:Profile:read; gives userPermission:ViewAllProfiles',
    ],
    [
      'the own rows',
      'Profile',
      'read',
      {},
      'degraded OWN_ROWS_ONLY (Profile | read | ViewAllProfiles); waits for userPermission:ViewAllProfiles; gives userPermission:ViewAllProfiles',
    ],
    [
      'the own rows, others not to be had',
      'Profile',
      'read',
      { user: limited('RunFlow') },
      'degraded OWN_ROWS_ONLY (Profile | read | ViewAllProfiles); waits for userPermission:ViewAllProfiles; for ever',
    ],
    [
      'the own rows, others unread',
      'Profile',
      'read',
      { user: { evidence: { userPermissionRows: notShown } } },
      'unknown NOT_READABLE (Profile read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'the own rows, of others nothing is published',
      'CalendarView',
      'read',
      {},
      'degraded OWN_ROWS_ONLY_UNPUBLISHED (CalendarView | read)',
    ],
    [
      'the own rows to be shared',
      'AccountShare',
      'edit',
      { objects: { Account: 'read' } },
      'degraded OWN_ROWS_ONLY (AccountShare | edit | Account:modifyAllRecords); waits for object:Account:modifyAllRecords; from Sync; gives object:Account:modifyAllRecords',
    ],
    [
      'all rows to be shared',
      'AccountShare',
      'edit',
      { objects: { Account: 'read edit delete viewAllRecords modifyAllRecords' } },
      'met GRANTED (AccountShare edit); from Sync; from Sync',
    ],
    [
      'the own posts',
      'AccountFeed',
      'delete',
      { objects: { Account: 'read' } },
      'degraded OWN_ROWS_ONLY (AccountFeed | delete | ModerateChatter); waits for userPermission:ModerateChatter; from Sync; gives userPermission:ModerateChatter',
    ],
    [
      'the own posts, of an object that the license does not open',
      'LeadFeed',
      'delete',
      { objects: { Lead: 'read' }, user: onlyOf('Account') },
      'degraded OWN_ROWS_ONLY (LeadFeed | delete | ModerateChatter); waits for userPermission:ModerateChatter; from Sync; gives userPermission:ModerateChatter',
    ],
    [
      'the own files, and never those of others',
      'ContentVersion',
      'edit',
      {},
      'degraded OWN_ROWS_ONLY_UNPUBLISHED (ContentVersion | edit)',
    ],
    [
      'the own files, and all by two permissions',
      'ContentVersion',
      'read',
      { has: 'QueryAllFiles' },
      'degraded OWN_ROWS_ONLY (ContentVersion | read | ViewAllData); waits for userPermission:ViewAllData; for ever',
    ],
    [
      'weakened where the minimum is a part',
      'EmailMessage',
      'edit',
      { ...mailer, minimum: ['read'] },
      'degraded MINIMUM_HELD (EmailMessage | edit | read); waits for userPermission:CanUpdateEmailMessage; gives userPermission:CanUpdateEmailMessage; concluded',
    ],
  ]);
});

describe('findings of derived objects: one of several ways, or all of several things', () => {
  const both = { Account: 'read edit delete viewAllRecords modifyAllRecords', Lead: 'read' };
  const selfWith = (described: Record<string, string>): UserSpec => ({
    self: {
      ...{ mode: 'self', userPermissions: known(new Set<string>()), userPermissionColumns: new Map() },
      objects: new Map(
        Object.entries(described).map(([name, words]) => [
          keyOf(name),
          known({ access: new Set(words.split(' ') as ObjectAccess[]), fields: new Map() }),
        ]),
      ),
    },
  });
  const untold = {
    userLicense: 'Chatter Free',
    license: { ...platform, objects: new Map(), untold: { objects: lacked.gap, userPermissions: new Map() } },
  };
  const flag = { flags: new Map([['marketinguser', known(false)]]) };
  table([
    ['one way is there', 'FeedItem', 'delete', { has: 'ModerateChatter' }, 'met GRANTED (FeedItem delete); from Sync'],
    [
      'no way is there, and of one nothing can be said',
      'FeedItem',
      'delete',
      {},
      'degraded OWN_ROWS_ONLY (FeedItem | delete | ModerateChatter); waits for userPermission:ModerateChatter; gives userPermission:ModerateChatter',
    ],
    [
      'one way is there for a part',
      'FeedItem',
      'delete',
      { objects: both, beside: reads('Account', 'Lead') },
      'degraded SOME_ROWS_ONLY (FeedItem | delete | Lead:modifyAllRecords); waits for object:Lead:modifyAllRecords; from Sync; gives object:Lead:modifyAllRecords; beside object:Account:modifyAllRecords',
    ],
    [
      'one way is there for a part, another one in whole',
      'FeedItem',
      'delete',
      { has: 'ModerateChatter', objects: both, beside: reads('Account', 'Lead') },
      'met GRANTED (FeedItem delete); from Sync; from Sync',
    ],
    [
      'one way is there for all records that are asked for',
      'FeedItem',
      'delete',
      { objects: both, beside: reads('Account') },
      'met FOLLOWS_RECORDS (FeedItem | delete | Account); from Sync',
    ],
    [
      'the permissions could not be read',
      'FeedItem',
      'delete',
      { user: { evidence: { userPermissionRows: notShown } } },
      'unknown NOT_READABLE (FeedItem delete | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'both ways are there',
      'CampaignMember',
      'read',
      { objects: { Campaign: 'read', Lead: 'read', Contact: 'read' } },
      'met GRANTED (CampaignMember read); from Sync; from Sync; from Sync',
    ],
    [
      'the box is ticked',
      'FlowInterview',
      'read',
      { user: { flags: new Map([['interactionuser', known(true)]]) } },
      'met GRANTED (FlowInterview read)',
    ],
    [
      'the permission is there, and the box unread',
      'FlowInterview',
      'read',
      { has: 'RunFlow' },
      'met GRANTED (FlowInterview read); from Sync',
    ],
    [
      'two permissions, one of them over everything',
      'ContentVersion',
      'read',
      {},
      'degraded OWN_ROWS_ONLY (ContentVersion | read | QueryAllFiles, ViewAllData); waits for userPermission:QueryAllFiles; waits for userPermission:ViewAllData; for ever',
    ],
    [
      'two permissions, one of them not allowed',
      'Task',
      'edit',
      { user: limited('ActivitiesAccess') },
      'impossible LICENSE_FORBIDS (Task | edit | Salesforce Integration); waits for userPermission:ActivitiesAccess; waits for userPermission:EditTask; license Salesforce Integration',
    ],
    [
      'two permissions, of one nothing was told',
      'Task',
      'edit',
      { user: lacking('EditTask', 'ActivitiesAccess') },
      'unknown INCOMPLETE_ANSWER (Task edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'what the license allows was not told',
      'OrderItem',
      'read',
      { user: untold },
      'unknown INCOMPLETE_ANSWER (OrderItem read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'what the license allows was not told, two steps behind',
      'OrderItemHistory',
      'read',
      { user: untold },
      'unknown INCOMPLETE_ANSWER (OrderItemHistory read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'rows lacked a column, and the box is empty',
      'CampaignMember',
      'create',
      { user: { ...flag, evidence: { objectRows: lacked } } },
      'unknown INCOMPLETE_ANSWER (CampaignMember create | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'rows lacked a column, the box is empty, and nothing is allowed',
      'CampaignMember',
      'create',
      { user: { ...flag, ...onlyOf('Order'), evidence: { objectRows: lacked } } },
      'unknown INCOMPLETE_ANSWER (CampaignMember create | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'rows are hidden, and the box is empty',
      'CampaignMember',
      'create',
      { user: { ...flag, evidence: { objectRows: notShown } } },
      'unmet USER_FLAG_MISSING (CampaignMember | create | MarketingUser); waits for userFlag:MarketingUser',
    ],
    [
      'who looks at himself, where the master is closed',
      'Part__c',
      'read',
      { user: selfWith({ Part__c: 'read', Account: 'edit' }) },
      'met GRANTED (Part__c read)',
    ],
    [
      'who looks at himself, and sees the master alone',
      'Part__c',
      'read',
      { user: selfWith({ Part__c: '', Account: 'read edit' }) },
      'unmet OBJECT_PERMISSION_MISSING (Part__c | read); gives object:Part__c:read',
    ],
    [
      'who looks at himself, and may edit neither',
      'Part__c',
      'edit',
      { user: selfWith({ Part__c: 'read', Account: 'read' }) },
      'unmet DERIVED_PERMISSION_MISSING (Part__c | edit | Account:edit); waits for object:Account:edit; gives object:Account:edit',
    ],
    [
      'who looks at himself, where the org does not offer it',
      'Part__c',
      'read',
      {
        user: selfWith({ Part__c: 'read', Account: '' }),
        org: { permissionableObjects: known(objectList('Account')) },
      },
      'met GRANTED (Part__c read)',
    ],
    [
      'who looks at himself, where the org does not offer it, and may edit the master alone',
      'Part__c',
      'edit',
      {
        user: selfWith({ Part__c: 'read', Account: 'read edit' }),
        org: { permissionableObjects: known(objectList('Account')) },
      },
      'unmet OBJECT_PERMISSION_MISSING (Part__c | edit); gives object:Part__c:edit',
    ],
    [
      'who looks at himself, and describe of it was not read: the master tells',
      'Part__c',
      'edit',
      { user: selfWith({ Account: 'read edit' }) },
      'met GRANTED (Part__c edit)',
    ],
    [
      'who looks at himself, of a word that describe does not tell',
      'Part__c',
      'viewAllRecords',
      { user: selfWith({ Part__c: 'read', Account: 'read' }) },
      'unknown NOT_VISIBLE_TO_SELF (Part__c viewAllRecords | Account viewAllRecords | ); unread SELF_MODE Account viewAllRecords',
    ],
    [
      'who looks at himself, of another object without permissions: describe tells nothing of its rule',
      'Mystery',
      'read',
      { user: selfWith({ Mystery: 'read' }) },
      'unknown NO_RULE (Mystery | read)',
    ],
  ]);
});

describe('findings of derived objects: what hangs on records', () => {
  table([
    [
      'no other object is asked for',
      'Attachment',
      'read',
      { objects: { Account: 'read' } },
      'unknown DEPENDS_ON_RECORD (Attachment | read)',
    ],
    [
      'one that is open',
      'Attachment',
      'read',
      { objects: { Account: 'read' }, beside: reads('account') },
      'met FOLLOWS_RECORDS (Attachment | read | Account); from Sync',
    ],
    [
      'one that is closed',
      'Attachment',
      'read',
      { beside: reads('Lead') },
      'unmet DERIVED_PERMISSION_MISSING (Attachment | read | Lead:read); waits for object:Lead:read; gives object:Lead:read',
    ],
    [
      'two, both open',
      'Attachment',
      'read',
      { objects: { Account: 'read', Lead: 'read' }, beside: reads('Lead', 'Account') },
      'met FOLLOWS_RECORDS (Attachment | read | Account, Lead); from Sync; from Sync',
    ],
    [
      'two, one open',
      'Attachment',
      'read',
      { objects: { Account: 'read' }, beside: reads('Account', 'Lead') },
      'degraded SOME_ROWS_ONLY (Attachment | read | Lead:read); waits for object:Lead:read; from Sync; gives object:Lead:read; beside object:Account:read',
    ],
    [
      'three: one open, one closed, one unknown',
      'Attachment',
      'read',
      { objects: { Account: 'read' }, beside: reads('Account', 'Lead', 'Case'), user: stale({ Case: 'read' }) },
      'unknown GROUP_RECALCULATING (Attachment read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'two: one open, one unknown',
      'Attachment',
      'read',
      { objects: { Account: 'read' }, beside: reads('Account', 'Case'), user: stale({ Case: 'read' }) },
      'unknown GROUP_RECALCULATING (Attachment read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'two: one closed, one unknown',
      'Attachment',
      'read',
      { beside: reads('Account', 'Case'), user: stale({ Case: 'read' }) },
      'unknown GROUP_RECALCULATING (Attachment read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'forbidden: one closed, one unknown',
      'Attachment',
      'read',
      { forbid: true, beside: reads('Account', 'Case'), user: stale({ Case: 'read' }) },
      'unknown GROUP_RECALCULATING (Attachment read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'three: of all of them the rows lacked a column',
      'Attachment',
      'read',
      {
        beside: reads('Account', 'Lead', 'Case'),
        user: { evidence: { untold: { ...untoldNothing, objects: new Map([['read', lacked.gap]]) } } },
      },
      'unknown INCOMPLETE_ANSWER (Attachment read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'one that takes no permissions itself',
      'Attachment',
      'read',
      { beside: reads('Task') },
      'unknown DEPENDS_ON_RECORD (Attachment | read)',
    ],
    [
      'a derived object of which one word is asked',
      'FeedItem',
      'delete',
      { beside: reads('Lead'), objects: { Lead: 'read' } },
      'degraded OWN_ROWS_ONLY (FeedItem | delete | Lead:modifyAllRecords); waits for object:Lead:modifyAllRecords; gives object:Lead:modifyAllRecords',
    ],
    [
      'a forbidden one does not count',
      'Attachment',
      'read',
      { beside: [requirement(needs.object('Lead', 'read'), { forbid: true })] },
      'unknown DEPENDS_ON_RECORD (Attachment | read)',
    ],
  ]);
});

describe('findings of derived objects: two readings, and what this org takes', () => {
  const untold = { permissionableObjects: notShown };
  table([
    [
      'neither reading is met',
      'ActivityFieldHistory',
      'read',
      {},
      'impossible ONLY_BLANKET_PERMISSION (ActivityFieldHistory | read | ViewAllData); waits for userPermission:ViewAllData',
    ],
    [
      'only the milder one',
      'ActivityFieldHistory',
      'read',
      { has: 'ViewAllData' },
      'unknown RULE_CONTESTED (ActivityFieldHistory | read | ModifyAllData); waits for userPermission:ModifyAllData',
    ],
    [
      'only the stricter one',
      'ActivityFieldHistory',
      'read',
      { has: 'ModifyAllData' },
      'met GRANTED (ActivityFieldHistory read); from Sync',
    ],
    [
      'unread',
      'ActivityFieldHistory',
      'read',
      { user: { evidence: { userPermissionRows: notShown } } },
      'unknown NOT_READABLE (ActivityFieldHistory read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'of changes the object counts',
      'AccountChangeEvent',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (AccountChangeEvent | read | Account:viewAllRecords); waits for object:Account:viewAllRecords; gives object:Account:viewAllRecords',
    ],
    [
      'of changes nobody knows what the org takes',
      'AccountChangeEvent',
      'read',
      { org: untold },
      'unknown NOT_READABLE (AccountChangeEvent read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'it may take permissions, and that was not told',
      'CustomFieldDisplayValue',
      'read',
      { org: untold },
      'unknown NOT_READABLE (CustomFieldDisplayValue read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'it takes none',
      'CustomFieldDisplayValue',
      'read',
      {},
      'unknown NO_RULE (CustomFieldDisplayValue | read |  | B2B or D2C Commerce), feature',
    ],
    [
      'one that never takes any',
      'UserRole',
      'read',
      { org: untold },
      'unmet DERIVED_PERMISSION_MISSING (UserRole | read | ViewRoles); waits for userPermission:ViewRoles; gives userPermission:ViewRoles',
    ],
    [
      'a name like a history, of nothing',
      'OrphanHistory',
      'read',
      {},
      'unknown NO_RULE (OrphanHistory | read |  | history tracking on the object), feature',
    ],
    [
      'a name like a share, of nothing',
      'OrphanShare',
      'read',
      {},
      'unknown NO_RULE (OrphanShare | read |  | private or read-only sharing of the object), feature',
    ],
    ['history of an object in no list', 'MysteryHistory', 'read', {}, 'unknown NO_RULE (Mystery | read)'],
    [
      'history of an object that the org does not show',
      'AccountHistory',
      'read',
      { org: { entities: known(new Map([['accounthistory', { name: 'AccountHistory' }]])) } },
      'impossible NO_SUCH_OBJECT (Account); waits for object:Account:read',
    ],
    [
      'history of a derived object that the org does not show',
      'TaskHistory',
      'read',
      { org: { entities: known(new Map([['taskhistory', { name: 'TaskHistory' }]])) } },
      'impossible NO_SUCH_OBJECT (Task); waits for object:Task:read',
    ],
    [
      'history of a listed object that the org does not show',
      'PricebookEntryHistory',
      'read',
      { org: { entities: known(new Map([['pricebookentryhistory', { name: 'PricebookEntryHistory' }]])) } },
      'impossible NO_SUCH_OBJECT (PricebookEntry | products), feature; waits for object:PricebookEntry:read',
    ],
    [
      'a permission that fits by its name',
      'EmailTemplate',
      'edit',
      {},
      'unknown NO_RULE (EmailTemplate | edit | EditPublicTemplates, EmailTemplateManagement, CreateLtngTempInPub | ), fits',
    ],
    [
      'a permission that fits by its name, of a holiday',
      'Holiday',
      'edit',
      {},
      'unknown NO_RULE (Holiday | edit | ManageBusinessHourHolidays | ), fits',
    ],
    [
      'only the feature is known',
      'CurrencyType',
      'edit',
      {},
      'unmet DERIVED_PERMISSION_MISSING (CurrencyType | edit | CustomizeApplication); waits for userPermission:CustomizeApplication; gives userPermission:CustomizeApplication',
    ],
    ['nothing at all is known', 'CronTrigger', 'read', {}, 'unknown NO_RULE (CronTrigger | read | ViewSetup | ), fits'],
    ['everybody', 'EmailTemplate', 'read', {}, 'met ALWAYS_ALLOWED (EmailTemplate | read)'],
    [
      'no such call',
      'OpportunityStage',
      'delete',
      {},
      'unknown PROBABLY_IMPOSSIBLE (OpportunityStage | delete | ); concluded',
    ],
    [
      'no such call, of what is documented',
      'OrderItemHistory',
      'create',
      {},
      'impossible ACCESS_NOT_SUPPORTED (OrderItemHistory | create)',
    ],
  ]);
});

describe('findings of derived objects: members of campaigns', () => {
  const marketing = (value: boolean): UserSpec => ({ flags: new Map([['marketinguser', known(value)]]) });
  const open = { objects: { Campaign: 'read', Lead: 'read edit' } };
  const gone = (...names: string[]): Partial<OrgSchema> => ({
    entities: known(new Map(entities.filter(({ name }) => !names.includes(name)).map((one) => [keyOf(one.name), one]))),
  });
  table([
    [
      'nothing is there: the lead is told first',
      'CampaignMember',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Lead:read); waits for object:Campaign:read; waits for object:Lead:read; gives object:Campaign:read, object:Lead:read',
    ],
    [
      'the contact is asked for anyway',
      'CampaignMember',
      'read',
      { beside: reads('Contact') },
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Contact:read); waits for object:Campaign:read; waits for object:Contact:read; gives object:Campaign:read, object:Contact:read',
    ],
    [
      'both are asked for: the first',
      'CampaignMember',
      'read',
      { beside: reads('Contact', 'Lead') },
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Lead:read); waits for object:Campaign:read; waits for object:Lead:read; gives object:Campaign:read, object:Lead:read',
    ],
    [
      'leads are not allowed',
      'CampaignMember',
      'read',
      { user: onlyOf('Campaign Contact') },
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Contact:read); waits for object:Campaign:read; waits for object:Contact:read; gives object:Campaign:read, object:Contact:read',
    ],
    [
      'nothing is allowed',
      'CampaignMember',
      'read',
      { user: onlyOf('Order') },
      'impossible LICENSE_FORBIDS (Campaign | read | Chatter Free); waits for object:Campaign:read; waits for object:Lead:read; license Chatter Free',
    ],
    [
      'no campaigns here',
      'CampaignMember',
      'read',
      { org: gone('Campaign') },
      'impossible NO_SUCH_OBJECT (Campaign); waits for object:Campaign:read; waits for object:Lead:read',
    ],
    [
      'no leads here',
      'CampaignMember',
      'read',
      { org: gone('Lead') },
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Contact:read); waits for object:Campaign:read; waits for object:Contact:read; gives object:Campaign:read, object:Contact:read',
    ],
    [
      'the flag is there',
      'CampaignMember',
      'create',
      { ...open, user: marketing(true) },
      'met GRANTED (CampaignMember create); from Sync; from Sync',
    ],
    [
      'the flag is missing',
      'CampaignMember',
      'create',
      { ...open, user: marketing(false) },
      'unmet USER_FLAG_MISSING (CampaignMember | create | MarketingUser); waits for userFlag:MarketingUser',
    ],
    [
      'the flag and more is missing',
      'CampaignMember',
      'create',
      { user: marketing(false) },
      'unmet USER_FLAG_MISSING (CampaignMember | create | MarketingUser); waits for object:Campaign:read; waits for object:Lead:edit; waits for userFlag:MarketingUser; gives object:Campaign:read, object:Lead:edit',
    ],
    [
      'the flag was not read',
      'CampaignMember',
      'create',
      open,
      'unknown NOT_READABLE (CampaignMember create | User | UserPermissionsMarketingUser); unread NOT_ANSWERED User; as UserPermissionsMarketingUser',
    ],
    [
      'the flag could not be read',
      'CampaignMember',
      'create',
      { ...open, user: { flags: new Map([['marketinguser', notShown]]) } },
      'unknown NOT_READABLE (CampaignMember create | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'the connector needs no flag',
      'CampaignMember',
      'create',
      { ...open, user: { ...marketing(false), userLicense: 'B2BMA Integration User' } },
      'met GRANTED (CampaignMember create); from Sync; from Sync',
    ],
    [
      'the lead is unknown, the campaign missing',
      'CampaignMember',
      'read',
      { user: stale({ Lead: 'read' }) },
      'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read); waits for object:Campaign:read; gives object:Campaign:read',
    ],
    [
      'the lead is unknown, the campaign there',
      'CampaignMember',
      'read',
      { objects: { Campaign: 'read' }, user: stale({ Lead: 'read' }) },
      'unknown GROUP_RECALCULATING (CampaignMember read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
  ]);
});

describe('findings of derived objects: what follows another one', () => {
  const seller = { objects: { Opportunity: 'read edit' } };
  table([
    [
      'price books are named beside',
      'OpportunityLineItem',
      'create',
      seller,
      'met GRANTED_BUT_MORE_NEEDED (OpportunityLineItem create); from Sync; beside object:Product2:read, object:Pricebook2:read',
    ],
    [
      'concluded',
      'PricebookEntry',
      'read',
      {},
      'unmet PROBABLY_MISSING (PricebookEntry | read | Product2:read, Pricebook2:read); waits for object:Product2:read; waits for object:Pricebook2:read; gives object:Product2:read, object:Pricebook2:read; concluded',
    ],
    [
      'of one that is concluded',
      'PricebookEntryHistory',
      'read',
      {},
      'unmet PROBABLY_MISSING (PricebookEntryHistory | read | PricebookEntry:read); waits for object:PricebookEntry:read; gives object:Product2:read, object:Pricebook2:read; concluded',
    ],
    [
      'concluded, and not to be had',
      'PricebookEntry',
      'read',
      { user: onlyOf('Order') },
      'unknown PROBABLY_IMPOSSIBLE (PricebookEntry | read | Product2:read, Pricebook2:read); waits for object:Product2:read; waits for object:Pricebook2:read; concluded',
    ],
    [
      'the object could not be judged',
      'OrderItem',
      'read',
      { user: { evidence: { objectRows: notShown } } },
      'unknown NOT_READABLE (OrderItem read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'its rows were not read in whole',
      'OrderItem',
      'read',
      { user: { evidence: { objectRows: lacked } } },
      'unknown INCOMPLETE_ANSWER (OrderItem read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'two steps behind',
      'OrderItemHistory',
      'read',
      {},
      'unmet DERIVED_PERMISSION_MISSING (OrderItemHistory | read | OrderItem:read); waits for object:OrderItem:read; gives object:Order:read',
    ],
    [
      'two steps behind, not to be had',
      'OrderItemHistory',
      'read',
      { user: onlyOf('Account') },
      'impossible LICENSE_FORBIDS (Order | read | Chatter Free); waits for object:OrderItem:read; license Chatter Free',
    ],
    [
      'two steps behind, and there',
      'OrderItemHistory',
      'read',
      { objects: { Order: 'read' } },
      'met GRANTED (OrderItemHistory read); from Sync',
    ],
    [
      'hints come along',
      'OrderItem',
      'read',
      { user: { sources: [{ name: 'Old', inert: 'expired', objects: { Order: 'read' } }] } },
      'unmet DERIVED_PERMISSION_MISSING (OrderItem | read | Order:read); waits for object:Order:read; but Old is expired; gives object:Order:read',
    ],
    [
      'forbidden and held in part',
      'EmailMessage',
      'read',
      { objects: { Case: 'read' }, forbid: true },
      'unmet FORBIDDEN_HELD (object:EmailMessage:read); from Sync',
    ],
    [
      'concluded, of what a license does not allow',
      'Recommendation',
      'read',
      { user: limited('ViewSetup') },
      'unknown PROBABLY_IMPOSSIBLE (Recommendation | read | ViewRecommendations); waits for userPermission:ViewRecommendations; concluded',
    ],
    [
      'concluded, and not told whether it is allowed',
      'Recommendation',
      'read',
      { user: lacking('ViewRecommendations') },
      'unknown INCOMPLETE_ANSWER (Recommendation read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; concluded; missing for sure; as a column',
    ],
    [
      'not told whether it is allowed',
      'UserRole',
      'read',
      { user: lacking('ViewRoles') },
      'unknown INCOMPLETE_ANSWER (UserRole read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'no such permission in this org',
      'TenantSecret',
      'read',
      {},
      'unknown NO_RULE (TenantSecret | read | ManageEncryptionKeys | Shield Platform Encryption), fits',
    ],
    [
      'only power over all',
      'User',
      'edit',
      {},
      'impossible ONLY_BLANKET_PERMISSION (User | edit | ManageInternalUsers); waits for userPermission:ManageInternalUsers',
    ],
    [
      'power over all that a rule names',
      'User',
      'edit',
      { beside: [requirement(needs.permission('ManageInternalUsers'))] },
      'unmet DERIVED_PERMISSION_MISSING (User | edit | ManageInternalUsers); waits for userPermission:ManageInternalUsers; gives userPermission:ManageInternalUsers',
    ],
    [
      'neither a flag nor a permission',
      'FlowInterview',
      'read',
      { user: { flags: new Map([['interactionuser', known(false)]]) } },
      'unmet DERIVED_PERMISSION_MISSING (FlowInterview | read | RunFlow); waits for userPermission:RunFlow; gives userPermission:RunFlow',
    ],
    [
      'a flag or a permission',
      'FlowInterview',
      'read',
      {},
      'unknown NOT_READABLE (FlowInterview read | User | UserPermissionsInteractionUser); unread NOT_ANSWERED User; as UserPermissionsInteractionUser',
    ],
    [
      'a flag or a permission for forecasts',
      'ForecastingItem',
      'read',
      {},
      'unknown NOT_READABLE (ForecastingItem read | User | ForecastEnabled); unread NOT_ANSWERED User; as ForecastEnabled',
    ],
    [
      'a flag alone, where the permission is not allowed',
      'ForecastingItem',
      'read',
      { user: { ...limited('ViewSetup'), flags: new Map([['forecastenabled', known(false)]]) } },
      'unmet USER_FLAG_MISSING (ForecastingItem | read | ForecastEnabled); waits for userFlag:ForecastEnabled',
    ],
    [
      'nobody knows what exists',
      'UserRole',
      'read',
      { has: 'ViewRoles', org: { entities: notShown } },
      'unknown NOT_READABLE (UserRole read | PermissionSet | hidden); unread NOT_AUTHORISED PermissionSet; as hidden',
    ],
    [
      'nobody knows what exists, and rows lacked something',
      'OrderItem',
      'read',
      { user: { evidence: { objectRows: lacked } }, org: { entities: notShown } },
      'unknown INCOMPLETE_ANSWER (OrderItem read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
  ]);
});
