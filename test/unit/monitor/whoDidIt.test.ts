import { expect } from 'chai';

import type { GrantedBy } from '../../../src/access/snapshot.js';
import { auditClues, happenings } from '../../../src/monitor/whoDidIt/auditClues.js';
import { explainLosses } from '../../../src/monitor/whoDidIt/explainLoss.js';
import type { Explained, Loss, TrailEntry } from '../../../src/monitor/whoDidIt/loss.js';
import type { OrgFieldNames, OrgNames } from '../../../src/monitor/whoDidIt/orgNames.js';
import { cpuTimeOf } from '../../support/cpuTime.js';

const userId = '0052A00000EsOI0QAN';
const at = '2026-11-28T12:00:00.000Z';

const fieldsOf = (fields: Readonly<Record<string, string | OrgFieldNames>>): ReadonlyMap<string, OrgFieldNames> =>
  new Map(
    Object.entries(fields).map(([name, told]) => [
      name.toLowerCase(),
      typeof told === 'string' ? { labels: [told], carrier: null } : told,
    ]),
  );

const org: OrgNames = {
  users: new Map([
    [
      'int@acme.com',
      { id: userId, name: 'Ina Int', profile: ['Minimum', '00e1U000000XFwxQAG'], userLicense: ['1001U000000aaaaQAA'] },
    ],
  ]),
  permissionSets: new Map([
    ['vendor', ['Vendor Access', 'Vendor', '0PS1U000000XFwxQAG']],
    ['member', ['Member Set', 'Member']],
    ['acme__packaged', ['Packaged Set', 'Packaged']],
  ]),
  groups: new Map([['bundle', { names: ['Bundle of Access', 'Bundle'], muting: [['Quiet', 'Quiet_Set']] }]]),
  profiles: new Map([['minimum', ['Minimum', '00e1U000000XFwxQAG']]]),
  objects: new Map([
    ['lead', { label: 'Lead', pluralLabel: 'Leads' }],
    ['account', { label: 'Kunde', pluralLabel: 'Kunden' }],
    ['order__c', { label: 'Order', pluralLabel: 'Orders' }],
    ['order', { label: 'Auftrag', pluralLabel: 'Aufträge' }],
  ]),
  fields: new Map([
    [
      'lead',
      fieldsOf({
        Company: 'Firma',
        Email: 'E-Mail',
        First__c: 'Email',
        Score__c: 'Score',
        Status: 'Status',
        Address: 'Adresse',
        Street: { labels: ['Straße'], carrier: 'Address' },
        City: { labels: ['Ort'], carrier: 'Address' },
        OwnerId: { labels: ['Owner ID', 'Owner Name'], carrier: null },
      }),
    ],
    ['account', fieldsOf({ Name: 'Name', Website: 'Website' })],
    ['order__c', fieldsOf({ Score__c: 'Score' })],
  ]),
  permissions: new Map([
    ['edittask', ['Edit Tasks']],
    ['apienabled', ['API Enabled']],
    ['viewalldata', ['View All Data']],
  ]),
  customPermissions: new Map([['beta_access', ['Early Access']]]),
  licenses: new Map([['salesforceapiintegrationpsl', ['Salesforce API Integration']]]),
};

const set: GrantedBy = { type: 'PermissionSet', name: 'Vendor', namespace: null, label: 'Vendor Access' };
const group: GrantedBy = {
  type: 'PermissionSetGroup',
  name: 'Bundle',
  namespace: null,
  label: 'Bundle of Access',
  through: ['Member'],
};
const profile: GrantedBy = { type: 'Profile', name: 'Minimum', namespace: null, label: 'Minimum' };

const lossOf = (need: Loss['need'], sources: readonly GrantedBy[] = [set], more: Partial<Loss> = {}): Loss => ({
  key: 'it',
  need,
  forbid: false,
  blockers: [],
  user: { username: 'int@acme.com' },
  sources,
  ...more,
});

const object = (sobject: string, access: 'read' | 'edit' | 'create' | 'viewAllRecords' = 'read'): Loss['need'] => ({
  kind: 'object',
  sobject,
  access,
  minimum: [],
});
const field = (sobject: string, name: string, access: 'read' | 'edit' = 'read'): Loss['need'] => ({
  kind: 'field',
  sobject,
  field: name,
  access,
  standardized: false,
});
const permission = (name: string): Loss['need'] => ({ kind: 'userPermission', name });
const history = (sobject: string, name?: string): Loss['need'] => ({
  kind: 'historyTracking',
  sobject,
  suggestedFields: [],
  ...(name === undefined ? {} : { field: name }),
});

type Line = readonly [action: string, text: string, section?: string];

const trailOf = (lines: readonly Line[]): TrailEntry[] =>
  lines.map(([action, text, section = 'Manage Users'], i) => ({
    id: `0Ym00000000000${i}AAA`,
    when: new Date(Date.parse('2026-11-28T10:00:00Z') + i * 60_000).toISOString(),
    who: `admin${i}@acme.com`,
    action,
    text,
    section,
  }));

const explainedBy = (loss: Loss, ...lines: readonly Line[]): Explained | undefined =>
  explainLosses([loss], org, trailOf(lines), at).get('it');
const whoDid = (loss: Loss, ...lines: readonly Line[]): string =>
  (explainedBy(loss, ...lines)?.by ?? []).map(({ who }) => who.replace(/@.*/, '')).join(' ');

const toUser = 'user Ina Int (UserID: [0052A00000EsOI0])';
const toOther = 'user Ina Int (UserID: [0052A00000EsOI1])';
const fls = (place: string, what: string, was = 'Edit', is = 'No Access'): string =>
  `Changed ${place}: field-level security for ${what} was changed from ${was} to ${is}`;
const ops = (place: string, what: string, was: string, is: string): string =>
  `Changed ${place}: ${what} object permissions were changed from ${was} to ${is}`;
const perm = (place: string, what: string, was = 'enabled', is = 'disabled'): string =>
  `Changed ${place}: ${what} permission was changed from ${was} to ${is}`;

const vendor = 'permission set Vendor Access';
const flag = (name: 'MarketingUser' | 'KnowledgeUser' | 'InteractionUser' | 'ForecastEnabled'): Loss['need'] => ({
  kind: 'userFlag',
  flag: name,
});
const user = (condition: 'active' | 'notFrozen' | 'passwordValid' | 'ipRanges' | 'named'): Loss['need'] => ({
  kind: 'user',
  condition,
});

/** What is lost, an entry, and whether the entry explains it. */
type Case = readonly [what: string, loss: Loss, entry: Line, explains: boolean];

const table: readonly Case[] = [
  // Assignments.
  [
    'unassigned',
    lossOf(object('Lead')),
    ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
    true,
  ],
  [
    'unassigned, by API name',
    lossOf(object('Lead')),
    ['PermSetUnassign', `Permission set Vendor: unassigned from ${toUser}`],
    true,
  ],
  [
    'unassigned from another of that name',
    lossOf(object('Lead')),
    ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toOther}`],
    false,
  ],
  [
    'another set unassigned',
    lossOf(object('Lead')),
    ['PermSetUnassign', `Permission set Vendor Access 2: unassigned from ${toUser}`],
    false,
  ],
  ['assigned', lossOf(object('Lead')), ['PermSetAssign', `Permission set Vendor Access: assigned to ${toUser}`], false],
  [
    'unassigned before its end',
    lossOf(object('Lead')),
    ['PermSetUnassign_HasExpiration', `Permission set Vendor Access with expiration: unassigned from ${toUser}`],
    true,
  ],
  [
    'assigned with an end that is over',
    lossOf(object('Lead')),
    [
      'PermSetAssign_HasExpiration',
      `Permission set Vendor Access with expiration: assigned to ${toUser}, expiring on Sat Nov 28 11:00:00 GMT 2026`,
    ],
    true,
  ],
  [
    'assigned with an end to come',
    lossOf(object('Lead')),
    [
      'PermSetAssign_HasExpiration',
      `Permission set Vendor Access with expiration: assigned to ${toUser}, expiring on Sun Nov 29 11:00:00 GMT 2026`,
    ],
    false,
  ],
  [
    'end moved to one that is over',
    lossOf(object('Lead')),
    [
      'PermSetAssignmentExpirationChange',
      `Permission set Vendor Access assigned to ${toUser}: expiration was changed from Sat Apr 01 06:59:59 GMT 2028 to Sat Nov 28 11:00:00 GMT 2026`,
    ],
    true,
  ],
  [
    'group unassigned',
    lossOf(object('Lead'), [group]),
    ['PermSetGroupUnassign', `Permission set group Bundle of Access: unassigned from ${toUser}`],
    true,
  ],
  [
    'set of the name of the group unassigned',
    lossOf(object('Lead'), [group]),
    ['PermSetUnassign', `Permission set Bundle of Access: unassigned from ${toUser}`],
    false,
  ],
  ['set deleted', lossOf(object('Lead')), ['PermSetDelete', 'Deleted permission set Vendor Access'], true],
  ['another set deleted', lossOf(object('Lead')), ['PermSetDelete', 'Deleted permission set Vendor Access Old'], false],
  [
    'member of the group deleted',
    lossOf(object('Lead'), [group]),
    ['PermSetDelete', 'Deleted permission set Member Set'],
    true,
  ],
  [
    'group deleted',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupDelete', 'Deleted permission set group Bundle'],
    true,
  ],
  [
    'session activation',
    lossOf(object('Lead')),
    [
      'PermSetHasActivationRequiredChange',
      'Changed Permission Set Vendor Access: Session Activation Required has changed from disabled to enabled',
    ],
    true,
  ],
  [
    'session activation turned off',
    lossOf(object('Lead')),
    [
      'PermSetHasActivationRequiredChange',
      'Changed Permission Set Vendor Access: Session Activation Required has changed from enabled to disabled',
    ],
    false,
  ],
  [
    'profile changed',
    lossOf(object('Lead'), [profile]),
    ['changedprofileforuserstdtocust', 'Changed profile for user Ina Int from Minimum to Sales'],
    true,
  ],
  [
    'profile of another changed',
    lossOf(object('Lead'), [profile]),
    ['changedprofileforuser', 'Changed profile for user Ina Inter from Minimum to Sales'],
    false,
  ],
  [
    'profile changed from another',
    lossOf(object('Lead'), [profile]),
    ['changedprofileforuser', 'Changed profile for user Ina Int from Sales to Minimum'],
    false,
  ],
  [
    'description changed',
    lossOf(object('Lead')),
    ['PermSetDescriptionChange', 'Changed permission set Vendor Access: description was changed'],
    false,
  ],
  // Groups.
  [
    'member removed',
    lossOf(object('Lead'), [group]),
    [
      'PermissionSetGroupComponentRemoved',
      'Changed permission set group Bundle: group member Member Set was removed',
      'Permission Set Group',
    ],
    true,
  ],
  [
    'another member removed',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupComponentRemoved', 'Changed permission set group Bundle: group member Other Set was removed'],
    false,
  ],
  [
    'member removed from another group',
    lossOf(object('Lead'), [group]),
    [
      'PermissionSetGroupComponentRemoved',
      'Changed permission set group Big Bundle: group member Member Set was removed',
    ],
    false,
  ],
  [
    'member added',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupComponentAdd', 'Changed permission set group Bundle: group member Member Set was added'],
    false,
  ],
  [
    'muting set added',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupComponentAdd', 'Changed permission set group Bundle: group member Quiet was added'],
    true,
  ],
  [
    'muting set mutes',
    lossOf(object('Lead'), [group]),
    ['PermSetEntityPermChanged', ops('permission set Quiet', 'Lead', 'No Access', 'Read')],
    true,
  ],
  [
    'muting set mutes no more',
    lossOf(object('Lead'), [group]),
    ['PermSetEntityPermChanged', ops('permission set Quiet', 'Lead', 'Read', 'No Access')],
    false,
  ],
  [
    'recalculation failed',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupCalculationError', 'Permission set group calculation failed : Bundle of Access'],
    true,
  ],
  [
    'recalculation of another failed',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupCalculationError', 'Permission set group calculation failed : Other'],
    false,
  ],
  [
    'recalculation',
    lossOf(object('Lead'), [group]),
    ['PermissionSetGroupCalculationStarted', 'Permission set group calculation started : Bundle of Access'],
    true,
  ],
  [
    'a member without it',
    lossOf(object('Lead'), [group]),
    ['PermSetEntityPermChanged', ops('permission set Other', 'Lead', 'Read', 'No Access')],
    false,
  ],
  [
    'its member loses it',
    lossOf(object('Lead'), [group]),
    ['PermSetEntityPermChanged', ops('permission set Member Set', 'Lead', 'Read', 'No Access')],
    true,
  ],
  // User permissions.
  ['permission disabled', lossOf(permission('EditTask')), ['PermSetDisableUserPerm', perm(vendor, 'Edit Tasks')], true],
  [
    'permission disabled, as its API name',
    lossOf(permission('EditTask')),
    ['PermSetDisableUserPerm', perm(vendor, 'Edit Task')],
    true,
  ],
  [
    'permission enabled',
    lossOf(permission('EditTask')),
    ['PermSetEnableUserPerm', perm(vendor, 'Edit Tasks', 'disabled', 'enabled')],
    false,
  ],
  [
    'another permission',
    lossOf(permission('EditTask')),
    ['PermSetDisableUserPerm', perm(vendor, 'API Enabled')],
    false,
  ],
  [
    'permission of another set',
    lossOf(permission('EditTask')),
    ['PermSetDisableUserPerm', perm('permission set Vendor', 'Edit Tasks')],
    true,
  ],
  [
    'permission of a longer name',
    lossOf(permission('EditTask')),
    ['PermSetDisableUserPerm', perm(vendor, 'Mass Edit Tasks')],
    false,
  ],
  [
    'permission of the profile',
    lossOf(permission('EditTask'), [profile]),
    [
      'profilePermChangedCustom',
      perm('profile Minimum', 'general user permission Edit Tasks').replace(' permission was', ' was'),
    ],
    true,
  ],
  [
    'permission of the profile by id',
    lossOf(permission('EditTask'), [profile]),
    ['PermSetDisableUserPerm', perm('permission set 00e1U000000XFwxQAG', 'Edit Tasks')],
    true,
  ],
  [
    'permission of another profile by id',
    lossOf(permission('EditTask'), [profile]),
    ['PermSetDisableUserPerm', perm('permission set 00e1U000000XFwyQAG', 'Edit Tasks')],
    false,
  ],
  [
    'API needs API Enabled',
    lossOf({ kind: 'api', api: 'rest' }),
    ['PermSetDisableUserPerm', perm(vendor, 'API Enabled')],
    true,
  ],
  [
    'what implied it',
    lossOf(object('Lead'), [{ ...set, via: 'ViewAllData' }]),
    ['PermSetDisableUserPerm', perm(vendor, 'View All Data')],
    true,
  ],
  [
    'what it waits for',
    lossOf(object('Lead'), [set], { blockers: [{ kind: 'userPermission', name: 'ApiEnabled' }] }),
    ['PermSetDisableUserPerm', perm(vendor, 'API Enabled')],
    true,
  ],
  // Objects.
  [
    'object closed',
    lossOf(object('Lead')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read, Create, Edit', 'No Access')],
    true,
  ],
  [
    'edit taken, read lost',
    lossOf(object('Lead')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read, Edit', 'Read')],
    false,
  ],
  [
    'edit taken, edit lost',
    lossOf(object('Lead', 'edit')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read, Edit', 'Read')],
    true,
  ],
  [
    'View All taken',
    lossOf(object('Lead', 'viewAllRecords')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read, View All', 'Read')],
    true,
  ],
  [
    'object opened',
    lossOf(object('Lead')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'No Access', 'Read')],
    false,
  ],
  [
    'another object',
    lossOf(object('Lead')),
    ['PermSetEntityPermChanged', ops(vendor, 'Kunde', 'Read', 'No Access')],
    false,
  ],
  [
    'label of the org',
    lossOf(object('Account')),
    ['PermSetEntityPermChanged', ops(vendor, 'Kunde', 'Read', 'No Access')],
    true,
  ],
  [
    'its English name',
    lossOf(object('Account')),
    ['PermSetEntityPermChanged', ops(vendor, 'Account', 'Read', 'No Access')],
    true,
  ],
  [
    'its API name is the label of another',
    lossOf(object('Order'), [set], { blockers: [object('Order__c')] as never }),
    ['PermSetEntityPermChanged', ops(vendor, 'Auftrag', 'Read', 'No Access')],
    true,
  ],
  [
    'profile closes object',
    lossOf(object('Lead'), [profile]),
    ['profileOlpChangedCustom', ops('profile Minimum', 'Lead', 'Read', 'No Access')],
    true,
  ],
  [
    'the platform closes it',
    lossOf(object('Lead', 'create'), [profile]),
    ['profileEntityPermRemoved', 'Removed the Create on Lead object permission from Profile 00e1U000000XFwx'],
    true,
  ],
  [
    'the platform closes something else of it',
    lossOf(object('Lead', 'edit'), [profile]),
    ['profileEntityPermRemoved', 'Removed the Create on Lead object permission from Profile 00e1U000000XFwx'],
    false,
  ],
  [
    'of another profile',
    lossOf(object('Lead', 'create'), [profile]),
    ['profileEntityPermRemoved', 'Removed the Create on Lead object permission from Profile 00e1U000000XFwX'],
    false,
  ],
  [
    'the license closes it',
    lossOf(object('Lead', 'create')),
    [
      'userLicenseEntityPermRevoked',
      'Removed the Create on Lead object permission as allowed by User License 1001U000000aaaa',
    ],
    true,
  ],
  [
    'another license',
    lossOf(object('Lead', 'create')),
    [
      'userLicenseEntityPermRevoked',
      'Removed the Create on Lead object permission as allowed by User License 1001U000000aaab',
    ],
    false,
  ],
  [
    'object deleted',
    lossOf(object('Order__c')),
    ['deletedCustEnt', 'Deleted custom object: Order', 'Custom Objects'],
    true,
  ],
  [
    'another object deleted',
    lossOf(object('Order__c')),
    ['deletedCustEnt', 'Deleted custom object: Ordering', 'Custom Objects'],
    false,
  ],
  // Fields.
  ['field closed', lossOf(field('Lead', 'Company')), ['PermSetFlsChanged', fls(vendor, 'Lead: Firma')], true],
  [
    'field closed, English name',
    lossOf(field('Lead', 'Company')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Company')],
    true,
  ],
  [
    'edit taken, read lost',
    lossOf(field('Lead', 'Company')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Firma', 'Edit', 'Read')],
    false,
  ],
  [
    'edit taken',
    lossOf(field('Lead', 'Company', 'edit')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Firma', 'Read/Write', 'Read Only')],
    true,
  ],
  [
    'edit given',
    lossOf(field('Lead', 'Company', 'edit')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Firma', 'No Access', 'Edit')],
    false,
  ],
  [
    'name of a field that is the label of another',
    lossOf(field('Lead', 'Email')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Email')],
    false,
  ],
  ['label of the field', lossOf(field('Lead', 'Email')), ['PermSetFlsChanged', fls(vendor, 'Lead: E-Mail')], true],
  [
    'same label on another object',
    lossOf(field('Lead', 'Score__c')),
    ['PermSetFlsChanged', fls(vendor, 'Order: Score')],
    false,
  ],
  [
    'same label on this object',
    lossOf(field('Order__c', 'Score__c')),
    ['PermSetFlsChanged', fls(vendor, 'Order: Score')],
    true,
  ],
  [
    'object of the field closed',
    lossOf(field('Lead', 'Company')),
    ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read', 'No Access')],
    true,
  ],
  [
    'field of the profile, by id',
    lossOf(field('Lead', 'Company'), [profile]),
    ['PermSetFlsChanged', fls('permission set 00e1U000000XFwxQAG', 'Lead: Firma', 'Read/Write')],
    true,
  ],
  [
    'field of the profile',
    lossOf(field('Lead', 'Company'), [profile]),
    ['profileFlsChangedStandard', fls('profile Minimum', 'Lead: Firma', 'Read Only')],
    true,
  ],
  [
    'field deleted',
    lossOf(field('Lead', 'Score__c')),
    ['deletedCF', 'Deleted custom field Score', 'Customize Leads'],
    true,
  ],
  [
    'field of that label deleted elsewhere',
    lossOf(field('Lead', 'Score__c')),
    ['deletedCF', 'Deleted custom field Score', 'Customize Accounts'],
    false,
  ],
  [
    'custom object: field deleted',
    lossOf(field('Order__c', 'Score__c')),
    ['deletedCFCustom', 'Deleted custom field Score from Order', 'Custom Objects'],
    true,
  ],
  [
    'of another custom object',
    lossOf(field('Order__c', 'Score__c')),
    ['deletedCFCustom', 'Deleted custom field Score from Order Line', 'Custom Objects'],
    false,
  ],
  [
    'field renamed',
    lossOf(field('Lead', 'Score__c')),
    ['changedCFDevName', 'Changed field name of Score custom field from Score to Points', 'Customize Leads'],
    true,
  ],
  [
    'address of the field closed',
    lossOf(field('Lead', 'Street')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Adresse')],
    true,
  ],
  [
    'another part of the address',
    lossOf(field('Lead', 'Street')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Ort')],
    false,
  ],
  [
    'lookup, as Setup calls it',
    lossOf(field('Lead', 'OwnerId')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Owner Name')],
    true,
  ],
  [
    'lookup, as describe calls it',
    lossOf(field('Lead', 'OwnerId')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Owner ID')],
    true,
  ],
  // In another language the names say it.
  [
    'in German',
    lossOf(field('Account', 'Website')),
    [
      'PermSetFlsChanged',
      'Berechtigungssatz Vendor Access: Feldsicherheit für Kunde: Website wurde von Bearbeiten in Kein Zugriff geändert',
    ],
    true,
  ],
  [
    'in German, another object',
    lossOf(field('Account', 'Website')),
    [
      'PermSetFlsChanged',
      'Berechtigungssatz Vendor Access: Feldsicherheit für Lead: Website wurde von Bearbeiten in Kein Zugriff geändert',
    ],
    false,
  ],
  [
    'in German, another set',
    lossOf(field('Account', 'Website')),
    ['PermSetFlsChanged', 'Berechtigungssatz Vendor Access 2: Feldsicherheit für Kunde: Website wurde geändert'],
    false,
  ],
  // Licenses, the user, apps, history, packages.
  [
    'license taken',
    lossOf({ kind: 'license', name: 'SalesforceAPIIntegrationPsl' }),
    ['PermSetLicenseUnassign', `Permission set license Salesforce API Integration removed from ${toUser}`],
    true,
  ],
  [
    'license that a rule names',
    lossOf({ kind: 'permissionSetLicense', name: 'SalesforceAPIIntegrationPsl' }),
    ['PermSetLicenseUnassign', `Permission set license Salesforce API Integration removed from ${toUser}`],
    true,
  ],
  [
    'license of another',
    lossOf({ kind: 'license', name: 'SalesforceAPIIntegrationPsl' }),
    ['PermSetLicenseUnassign', `Permission set license Salesforce API Integration removed from ${toOther}`],
    false,
  ],
  [
    'another license',
    lossOf({ kind: 'license', name: 'SalesforceAPIIntegrationPsl' }),
    ['PermSetLicenseUnassign', `Permission set license Sales User removed from ${toUser}`],
    false,
  ],
  [
    'license that it waits for',
    lossOf(object('Lead'), [set], { blockers: [{ kind: 'license', name: 'SalesforceAPIIntegrationPsl' }] }),
    ['PermSetLicenseUnassign', `Permission set license Salesforce API Integration removed from ${toUser}`],
    true,
  ],
  [
    'seat of a package',
    lossOf({ kind: 'packageSeat', namespace: 'acme' }),
    ['revokeduserpackagelicense', 'Revoked User Package License assignment', 'Custom App Licenses'],
    true,
  ],
  ['frozen', lossOf(user('notFrozen')), ['frozeuser', 'Froze user account for Ina Int'], true],
  ['another frozen', lossOf(user('notFrozen')), ['frozeuser', 'Froze user account for Ina Internal'], false],
  ['unfrozen', lossOf(user('notFrozen')), ['unfrozeuser', 'Unfroze user account for Ina Int'], false],
  [
    'frozen, but what is lost is something else',
    lossOf(object('Lead')),
    ['frozeuser', 'Froze user account for Ina Int'],
    false,
  ],
  ['deactivated', lossOf(user('active')), ['deactivateduser', `Deactivated ${toUser}`], true],
  ['another deactivated', lossOf(user('active')), ['deactivateduser', `Deactivated ${toOther}`], false],
  [
    'user renamed',
    lossOf(user('active')),
    ['changedusername', 'Changed username for 0052A00000EsOI0 from int@acme.com to old@acme.com'],
    true,
  ],
  [
    'another user renamed',
    lossOf(user('active')),
    ['changedusername', 'Changed username for 0052A00000EsOi0 from int@acme.com to old@acme.com'],
    false,
  ],
  ['password reset', lossOf(user('passwordValid')), ['resetpassword', 'Reset password for user Ina Int'], true],
  [
    'password policy of its profile',
    lossOf(user('passwordValid')),
    [
      'passwordexpiryForProfile',
      'Changed profile Minimum: Changed password expiry policy from Never expires to 30 days',
    ],
    true,
  ],
  [
    'IP range',
    lossOf(user('ipRanges')),
    ['loginIpRange', 'Added Login Ip Range to Minimum from 1.2.3.4 to 1.2.3.5'],
    true,
  ],
  [
    'IP range of another profile',
    lossOf(user('ipRanges')),
    ['loginIpRange', 'Added Login Ip Range to Minimum Plus from 1.2.3.4 to 1.2.3.5'],
    false,
  ],
  [
    'Marketing User',
    lossOf(flag('MarketingUser')),
    ['changedmarketinguseronoff', 'For user Ina Int, changed marketing user from on to off'],
    true,
  ],
  [
    'Marketing User given',
    lossOf(flag('MarketingUser')),
    ['changedmarketinguseroffon', 'For user Ina Int, changed marketing user from off to on'],
    false,
  ],
  [
    'Flow User',
    lossOf(flag('InteractionUser')),
    ['changedinteractionuseronoff', 'For user Ina Int, changed Flow user from on to off'],
    true,
  ],
  [
    'Knowledge User',
    lossOf(flag('KnowledgeUser')),
    ['changedknowledgeuseronoff', 'For user Ina Int, changed Knowledge user from on to off'],
    true,
  ],
  [
    'forecasts',
    lossOf(flag('ForecastEnabled')),
    ['userAllowForecastingOff', 'Changed allow forecasting from on to off for user Ina Int', 'Customize Forecasts'],
    true,
  ],
  [
    'history off',
    lossOf(history('Order', 'Opportunity'), []),
    ['entity_history_field_untracked', 'Track History for Auftrag field Opportunity off', 'Track Field History'],
    true,
  ],
  [
    'history on',
    lossOf(history('Order', 'Opportunity'), []),
    ['entity_history_field_tracked', 'Track History for Auftrag field Opportunity on'],
    false,
  ],
  [
    'history of another field',
    lossOf(history('Lead', 'Status'), []),
    ['entity_history_field_untracked', 'Track History for Lead field Status Reason off'],
    false,
  ],
  [
    'history of the object',
    lossOf(history('Lead'), []),
    ['entity_history_field_untracked', 'Track History for Lead field Status off'],
    true,
  ],
  [
    'app taken out of the set',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ConnectedApplication_Disabled',
      'Changed permission set Vendor Access: 6sense connected app is disabled',
    ],
    true,
  ],
  [
    'another app',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ConnectedApplication_Disabled',
      'Changed permission set Vendor Access: 6sense Legacy connected app is disabled',
    ],
    false,
  ],
  [
    'app put into the set',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ConnectedApplication_Enabled',
      'Changed permission set Vendor Access: 6sense connected app is enabled',
    ],
    false,
  ],
  [
    'app of the profile',
    lossOf({ kind: 'connectedApp', name: '6sense' }, [profile]),
    [
      'SetupEntityAccessAudit_Profile_ConnectedApplication_DisabledCustom',
      'Changed profile Minimum: 6sense connected app is disabled',
    ],
    true,
  ],
  [
    'Apex class taken out of the set',
    lossOf({ kind: 'apexClass', name: 'SyncService' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ApexClass_Disabled',
      'Changed permission set Vendor Access: SyncService Apex class access was disabled',
    ],
    true,
  ],
  [
    'Apex class of a package',
    lossOf({ kind: 'apexClass', name: 'acme__SyncService' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ApexClass_Disabled',
      'Changed permission set Vendor Access: SyncService Apex class access was disabled',
    ],
    true,
  ],
  [
    'another Apex class',
    lossOf({ kind: 'apexClass', name: 'SyncService' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ApexClass_Disabled',
      'Changed permission set Vendor Access: SyncServiceTest Apex class access was disabled',
    ],
    false,
  ],
  [
    'Apex class of the profile',
    lossOf({ kind: 'apexClass', name: 'SyncService' }, [profile]),
    [
      'SetupEntityAccessAudit_Profile_ApexClass_DisabledStandard',
      'Changed profile Minimum: SyncService Apex class access was disabled',
    ],
    true,
  ],
  [
    'Apex class given',
    lossOf({ kind: 'apexClass', name: 'SyncService' }),
    [
      'SetupEntityAccessAudit_PermissionSet_ApexClass_Enabled',
      'Changed permission set Vendor Access: SyncService Apex class access was enabled',
    ],
    false,
  ],
  [
    'Apex class deleted',
    lossOf({ kind: 'apexClass', name: 'SyncService' }),
    ['deletedApexClass', 'Deleted SyncService Apex Class code', 'Apex Class'],
    true,
  ],
  ...(['Beta_Access', 'Beta Access', 'Early Access'] as const).map((called): Case => [
    `custom permission taken out of the set, called ${called}`,
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    [
      'SetupEntityAccessAudit_PermissionSet_CustomPermission_Disabled',
      `Changed permission set Vendor Access: ${called} Custom Permission was disabled`,
    ],
    true,
  ]),
  [
    'another custom permission',
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    [
      'SetupEntityAccessAudit_PermissionSet_CustomPermission_Disabled',
      'Changed permission set Vendor Access: Beta_Access_2 Custom Permission was disabled',
    ],
    false,
  ],
  [
    'custom permission of another set',
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    [
      'SetupEntityAccessAudit_PermissionSet_CustomPermission_Disabled',
      'Changed permission set Other Access: Beta_Access Custom Permission was disabled',
    ],
    false,
  ],
  [
    'custom permission in another language',
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    [
      'SetupEntityAccessAudit_PermissionSet_CustomPermission_Disabled',
      'Vendor Access: Die benutzerdefinierte Berechtigung Early Access wurde deaktiviert',
    ],
    true,
  ],
  [
    'custom permission renamed',
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    [
      'CustomPermissionDeveloperNameChange',
      'Changed custom permission Early Access: developer name was changed from Beta_Access to Gamma_Access',
      'Custom Permissions',
    ],
    true,
  ],
  [
    'custom permission deleted',
    lossOf({ kind: 'customPermission', name: 'Beta_Access' }),
    ['CustomPermissionDelete', 'Deleted custom permission Beta_Access', 'Custom Permissions'],
    true,
  ],
  [
    'app uninstalled',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    ['deleteConnectedApplication', 'Uninstalled Connected App 6sense', 'Connected Apps'],
    true,
  ],
  [
    'app closed to all others',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'changeUserRuntimeAccessPolicy',
      'Changed connected app 6sense Permitted Users setting from All users may self-authorize to Admin approved users are pre-authorized',
    ],
    true,
  ],
  [
    'app opened to all',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'changeUserRuntimeAccessPolicy',
      'Changed connected app 6sense Permitted Users setting from Admin approved users are pre-authorized to All users may self-authorize',
    ],
    false,
  ],
  [
    'IP restrictions enforced',
    lossOf({ kind: 'connectedApp', name: '6sense' }),
    [
      'changeIpRelaxationPolicy',
      'Changed connected app 6sense IP relaxation setting from Relax IP restrictions to Enforce IP restrictions',
    ],
    true,
  ],
  [
    'package gone',
    lossOf(object('acme__Thing__c')),
    ['uninstalledpackagingapp', 'Uninstalled AppExchange package: Acme Things', 'Custom Apps'],
    true,
  ],
  [
    'package gone, but the object is of the org',
    lossOf(object('Order__c')),
    ['uninstalledpackagingapp', 'Uninstalled AppExchange package: Acme Things', 'Custom Apps'],
    false,
  ],
  [
    'set of that name assigned to nobody',
    lossOf({ kind: 'permissionSetAssigned', name: 'Vendor' }, []),
    ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
    true,
  ],
  [
    'set renamed',
    lossOf({ kind: 'permissionSetAssigned', name: 'Vendor' }, []),
    [
      'PermSetDeveloperNameChange',
      'Changed permission set Vendor Access: API name was changed from Vendor to Vendor_2',
    ],
    true,
  ],
  [
    'another set renamed',
    lossOf({ kind: 'permissionSetAssigned', name: 'Vendor' }, []),
    [
      'PermSetDeveloperNameChange',
      'Changed permission set Vendor Access: API name was changed from Vendor_1 to Vendor',
    ],
    false,
  ],
  [
    'value deactivated',
    lossOf({ kind: 'picklistValue', sobject: 'Lead', field: 'Status', value: 'Open' }),
    [
      'deactivatePicklistValueWithColor',
      'Deactivated value Open from Status picklist with color Assigned dynamically',
      'Customize Leads',
    ],
    true,
  ],
  [
    'another value',
    lossOf({ kind: 'picklistValue', sobject: 'Lead', field: 'Status', value: 'Open' }),
    [
      'deactivatePicklistValueWithColor',
      'Deactivated value Open Again from Status picklist with color Assigned dynamically',
      'Customize Leads',
    ],
    false,
  ],
  [
    'record type',
    lossOf({ kind: 'picklistValue', sobject: 'Lead', field: 'Status', value: 'Open' }, [profile]),
    ['profileRecordTypeRemovedCustom', 'Changed profile Minimum: Business record type was removed from Lead object'],
    true,
  ],
  [
    'validation rule',
    lossOf({ kind: 'automation', sobject: 'Lead', onFields: [] }, []),
    ['changedValidationActive', 'Changed active flag for Lead validation "Need_Phone" from 0 to 1', 'Validation Rules'],
    true,
  ],
  [
    'validation rule turned off',
    lossOf({ kind: 'automation', sobject: 'Lead', onFields: [] }, []),
    ['changedValidationActive', 'Changed active flag for Lead validation "Need_Phone" from 1 to 0', 'Validation Rules'],
    false,
  ],
  // What must not be there is lost when it is given.
  [
    'forbidden: given',
    lossOf(permission('EditTask'), [set], { forbid: true }),
    ['PermSetEnableUserPerm', perm(vendor, 'Edit Tasks', 'disabled', 'enabled')],
    true,
  ],
  [
    'forbidden: taken',
    lossOf(permission('EditTask'), [set], { forbid: true }),
    ['PermSetDisableUserPerm', perm(vendor, 'Edit Tasks')],
    false,
  ],
  [
    'forbidden: set assigned',
    lossOf(permission('EditTask'), [set], { forbid: true }),
    ['PermSetAssign', `Permission set Vendor Access: assigned to ${toUser}`],
    true,
  ],
  [
    'forbidden: set unassigned',
    lossOf(permission('EditTask'), [set], { forbid: true }),
    ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
    false,
  ],
  // Hostile texts: whoever names a permission set writes parts of the text.
  [
    'name that reads like an entry',
    lossOf(permission('EditTask')),
    [
      'PermSetEnableUserPerm',
      perm(perm(vendor, 'Edit Tasks').slice('Changed '.length), 'Convert Leads', 'disabled', 'enabled'),
    ],
    false,
  ],
  [
    'name that reads like an assignment',
    lossOf(object('Lead')),
    ['PermSetDelete', `Deleted permission set Vendor Access: unassigned from ${toUser}`],
    false,
  ],
  [
    'name with the name of the set in it',
    lossOf(field('Lead', 'Company')),
    ['PermSetFlsChanged', fls('permission set Not Vendor Access', 'Lead: Firma')],
    false,
  ],
  [
    'field label with another in it',
    lossOf(field('Lead', 'Company')),
    ['PermSetFlsChanged', fls(vendor, 'Lead: Firma was changed from Edit to No Access; Lead: Phone')],
    false,
  ],
  [
    'control characters',
    lossOf(object('Lead')),
    ['PermSetDelete', 'Deleted permission set \u001b[31mVendor Access\u202e'],
    false,
  ],
  [
    'an action that nobody knows',
    lossOf(object('Lead')),
    ['PermSetExploded', `Permission set Vendor Access: unassigned from ${toUser}`],
    false,
  ],
];

describe('who did it', () => {
  for (const [what, loss, entry, explains] of table)
    it(`${loss.forbid ? '' : `${loss.need.kind}: `}${what} ${explains ? 'explains it' : 'does not explain it'}`, () => {
      const explained = explainedBy(loss, entry);
      expect(explained?.by.map(({ text }) => text)).to.deep.equal(explains ? [entry[1]] : []);
      expect(explained?.nobody).to.equal(explains ? undefined : 'NO_ENTRY');
    });

  it('has an entry in the table for every happening', () => {
    const actions = new Set(table.filter(([, , , explains]) => explains).map(([, , [action]]) => action));
    const unused = happenings.filter(
      (happening) => !auditClues[happening].some((clue) => clue.actions.some((action) => actions.has(action))),
    );
    expect(unused).to.deep.equal([]);
  });

  it('names two administrators, the latest first', () => {
    expect(
      whoDid(
        lossOf(field('Lead', 'Company'), [set, profile]),
        ['PermSetFlsChanged', fls(vendor, 'Lead: Firma')],
        ['PermSetFlsChanged', fls(vendor, 'Lead: Status')],
        ['profileFlsChangedStandard', fls('profile Minimum', 'Lead: Firma')],
      ),
    ).to.equal('admin2 admin0');
  });

  it('leaves out what somebody has undone before it was done again', () => {
    expect(
      whoDid(
        lossOf(object('Lead')),
        ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
        ['PermSetAssign', `Permission set Vendor Access: assigned to ${toUser}`],
        ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'Read', 'No Access')],
        ['PermSetEntityPermChanged', ops(vendor, 'Lead', 'No Access', 'Read')],
        ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
      ),
    ).to.equal('admin4');
  });

  it('shows what need not be the reason only where nothing else explains it', () => {
    const started: Line = ['PermissionSetGroupCalculationStarted', 'Permission set group calculation started : Bundle'];
    const removed: Line = [
      'PermissionSetGroupComponentRemoved',
      'Changed permission set group Bundle: group member Member Set was removed',
    ];
    expect(whoDid(lossOf(object('Lead'), [group]), started)).to.equal('admin0');
    expect(whoDid(lossOf(object('Lead'), [group]), started, removed)).to.equal('admin1');
    expect(explainedBy(lossOf(object('Lead'), [group]), started)?.by[0]).to.include({ possible: true });
    expect(explainedBy(lossOf(object('Lead'), [group]), started, removed)?.by[0]).to.not.have.property('possible');
  });

  /** What is lost, and entries that may explain it, as nothing names more of it. */
  const possible: ReadonlyArray<readonly [what: string, loss: Loss, entry: Line, shown: boolean]> = [
    [
      'an object that is gone, deleted under a label that nobody knows any more',
      lossOf(object('Gone__c')),
      ['deletedCustEnt', 'Deleted custom object: Verschwunden', 'Custom Objects'],
      true,
    ],
    [
      'an object that is there',
      lossOf(object('Order__c')),
      ['deletedCustEnt', 'Deleted custom object: Verschwunden', 'Custom Objects'],
      false,
    ],
    [
      'a field that is gone',
      lossOf(field('Lead', 'Gone__c')),
      ['deletedCF', 'Deleted custom field Verschwunden', 'Customize Leads'],
      true,
    ],
    [
      'a field that is gone, and one of another object',
      lossOf(field('Lead', 'Gone__c')),
      ['deletedCF', 'Deleted custom field Verschwunden', 'Customize Accounts'],
      false,
    ],
    [
      'a field of a custom object that is gone',
      lossOf(field('Order__c', 'Gone__c')),
      ['deletedCFCustom', 'Deleted custom field Verschwunden from Order', 'Custom Objects'],
      true,
    ],
    [
      'a field that is there',
      lossOf(field('Order__c', 'Score__c')),
      ['deletedCFCustom', 'Deleted custom field Verschwunden from Order', 'Custom Objects'],
      false,
    ],
  ];
  for (const [what, loss, entry, shown] of possible)
    it(`${shown ? 'shows' : 'does not show'} what may be the reason of ${what}`, () => {
      expect(whoDid(loss, entry)).to.equal(shown ? 'admin0' : '');
      // As soon as something is sure, it is nothing but noise.
      const deleted: Line = ['PermSetDelete', 'Deleted permission set Vendor Access'];
      expect(whoDid(loss, entry, deleted)).to.equal('admin1');
    });

  it('says that an assignment has ended by itself', () => {
    const ended = explainedBy(lossOf(object('Lead'), [{ ...set, expiresAt: '2026-11-28T11:00:00.000+0000' }]));
    expect(ended).to.deep.equal({
      by: [],
      nobody: 'NO_ENTRY',
      expired: [{ label: 'Vendor Access', at: '2026-11-28T11:00:00.000Z' }],
    });
    const lasting = explainedBy(lossOf(object('Lead'), [{ ...set, expiresAt: '2026-11-28T13:00:00.000+0000' }]));
    expect(lasting).to.deep.equal({ by: [], nobody: 'NO_ENTRY' });
  });

  it('names nobody for what was done before the look in which it was still there', () => {
    const taken: Line = ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`];
    const [entry] = trailOf([taken]);
    const after = (ms: number): string => new Date(Date.parse(entry?.when ?? '') + ms).toISOString();
    const by = (since: string): number | undefined =>
      explainedBy({ ...lossOf(object('Lead')), since }, taken)?.by.length;
    expect([by(after(-1)), by(after(3_600_000))]).to.deep.equal([1, 0]);
    expect(by(after(60_000)), 'clocks differ').to.equal(1);
  });

  it('is not held up by a text that is far longer than any of the platform', async () => {
    const change = 'Permission set Vendor Access assigned to user';
    const endless = `${change} ${'x (UserID: [0052A00000EsOI0]): expiration was changed from y '.repeat(20_000)}`;
    const foreign = `${'Vendor Access "'.repeat(100_000)}`;
    const ms = await cpuTimeOf(() =>
      expect(
        whoDid(
          lossOf(field('Lead', 'Email')),
          ['PermSetAssignmentExpirationChange', endless],
          ['PermSetUnassign', foreign],
          ['PermSetUnassign', `Permission set Vendor Access: unassigned from ${toUser}`],
        ),
      ).to.equal('admin2'),
    );
    expect(ms).to.be.lessThan(1000);
  });

  it('answers for each loss by its key', () => {
    const losses = [
      { ...lossOf(object('Lead')), key: 'a' },
      { ...lossOf(permission('EditTask')), key: 'b' },
    ];
    const trail = trailOf([['PermSetDisableUserPerm', perm(vendor, 'Edit Tasks')]]);
    const found = explainLosses(losses, org, trail, at);
    expect([...found].map(([key, { by }]) => `${key}:${by.length}`)).to.deep.equal(['a:0', 'b:1']);
  });
});
