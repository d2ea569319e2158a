import type { Entry } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { license } from '../support/licenses.js';
import { notRead } from '../support/snapshot.js';
import {
  cards,
  checkLicenses,
  doubtful,
  forIntegration,
  full,
  holder,
  lackedAssigns,
  lifter,
  lifterName,
  on,
  orgLacked,
  permission,
  platformTelling,
} from './support/licenses.js';

const card = on('CardPaymentMethod');
/** An answer lacked which objects it allows. */
const objectsUnread = (one: License): License => ({
  ...one,
  untold: { objects: gap('INCOMPLETE_ROWS', 'ObjectRows', '').gap, userPermissions: new Map() },
});
/** An answer lacked whether it allows this user permission. */
const permissionUnread = (one: License, name: string): License => ({
  ...one,
  untold: {
    userPermissions: new Map([[name.toLowerCase(), gap('INCOMPLETE_ROWS', 'PermissionColumn', '').gap]]),
  },
});

describe('what licenses allow of objects', () => {
  checkLicenses([
    [
      'the full license, and all licenses of the org tell that they are not sold for it',
      () => full([cards()]),
      on('Strange'),
      'yes',
    ],
    ['one that tells of no object is not held against it', () => full([license('Quiet')]), on('Strange'), 'yes'],
    [
      'nor the license of integration users, which is for them alone',
      () => full([lifter({ objects: { Strange: 'read' } })]),
      on('Strange'),
      'yes',
    ],
    [
      'but one of which an answer lacked it may be sold for it',
      () => full([objectsUnread(license('Vague'))]),
      on('Strange'),
      'unknown ObjectRows',
    ],
    [
      'as may any where an answer lacked some of them',
      () => full([], [], { orgLicenses: orgLacked }),
      on('Strange'),
      'unknown PermissionSetLicense',
    ],
    [
      'and nobody can say where the licenses of the org could not be read, whatever lacks of those that he holds',
      () => full([], [], { orgLicenses: notRead, permissionSetLicenses: lackedAssigns }),
      on('Strange'),
      'unknown',
    ],
    [
      'a full license whose objects the org tells counts as it tells',
      () =>
        full([], [], {
          license: license('Salesforce', { objects: { Account: 'read' } }),
        }),
      on('Account', 'edit'),
      'no: license none',
    ],
    [
      'the license that is sold for it is told, whatever another one leaves open',
      () => full([cards(), objectsUnread(license('Vague'))]),
      card,
      'no: license Cards',
    ],
    [
      'that of integration users is no way for others',
      () => full([lifter({ objects: { CardPaymentMethod: 'read' } }), cards()]),
      card,
      'no: license Cards',
    ],
    [
      'a license without more access than reading does not open writing',
      () => full([cards(), license('Cashier', { objects: { CardPaymentMethod: 'read edit' } })]),
      on('CardPaymentMethod', 'edit'),
      'no: license Cashier',
    ],
    [
      'nobody knows whether the license that he holds for it is in force',
      () => full([cards()], [doubtful(cards())]),
      card,
      'unknown PermissionSetLicense',
    ],
    [
      'which does not matter of one that does not open it',
      () => full([cards()], [doubtful(license('Other', { objects: { Lead: 'read' } }))]),
      card,
      'no: license Cards',
    ],
    [
      'nobody knows whether the only license that would do can be used',
      () => full([doubtful(cards())]),
      card,
      'unknown PermissionSetLicense',
    ],
    ['of several one surely can', () => full([doubtful(cards('Perhaps')), cards()]), card, 'no: license Perhaps|Cards'],
    [
      'licenses that cannot be used are told where there is no other',
      () => full([license('Old', { objects: { CardPaymentMethod: 'read' }, force: 'expired' })]),
      card,
      'no: license Old',
    ],
    [
      'one of which the org does not tell whether it can be used counts as one that can',
      () =>
        full([
          license('Cards', { objects: { CardPaymentMethod: 'read' }, force: null }),
          license('Old', { objects: { CardPaymentMethod: 'read' }, force: 'expired' }),
        ]),
      card,
      'no: license Cards',
    ],
    [
      'a lesser license that does not tell, and an object of every day that others open',
      () =>
        holder({
          ...platformTelling(undefined),
          orgLicenses: known([license('CRM', { objects: { Account: 'read' } })]),
        }),
      on('Account'),
      'unknown',
    ],
    [
      'a lesser license that forbids, and nobody could read which licenses he holds',
      () => holder({ ...platformTelling({ Account: 'read' }), permissionSetLicenses: notRead }),
      on('Opportunity'),
      'unknown',
    ],
    [
      'a lesser license that forbids, and an answer lacked some that he holds',
      () => holder({ ...platformTelling({ Account: 'read' }), permissionSetLicenses: lackedAssigns }),
      on('Opportunity'),
      'unknown PermissionSetLicenseAssign',
    ],
    [
      'a lesser license that forbids, and an answer lacked what one that he holds allows',
      () =>
        holder({
          ...platformTelling({ Account: 'read' }),
          permissionSetLicenses: known([objectsUnread(license('Vague'))]),
          orgLicenses: known([license('CRM', { objects: { Lead: 'read' } })]),
        }),
      on('Lead'),
      'unknown ObjectRows',
    ],
    [
      'a lesser license that forbids, and an answer lacked what one of the org allows',
      () =>
        holder({
          ...platformTelling({ Account: 'read' }),
          orgLicenses: known([objectsUnread(license('Vague', { objects: {} }))]),
        }),
      on('Lead'),
      'unknown ObjectRows',
    ],
    [
      'the integration license tells that it allows it itself, once it is lifted',
      () =>
        forIntegration([lifter()], [lifter({ objects: { Lead: 'read' } })], {
          license: license('Salesforce Integration', { objects: { Account: 'read' } }),
        }),
      on('Account'),
      'yes',
    ],
    [
      'objects of the org itself take no lifting',
      () =>
        forIntegration([lifter()], [], {
          license: license('Salesforce Integration', { objects: { Thing__c: 'read' } }),
        }),
      on('Thing__c'),
      'yes',
    ],
    [
      'where it forbids one, the license of integration users is a way for them, and no other that does not open it',
      () =>
        forIntegration([lifter({ objects: { Thing__c: 'read' } }), license('Other', { objects: {} })], [], {
          license: license('Salesforce Integration', { objects: { Other__c: 'read' } }),
        }),
      on('Thing__c'),
      `no: license ${lifterName}`,
    ],
    [
      'an org that was never given the license of integration users',
      () => forIntegration([]),
      on('Account'),
      `no: license ${lifterName}`,
    ],
    [
      'an integration user of whom an answer lacked some licenses',
      () => forIntegration([lifter()], [], { permissionSetLicenses: lackedAssigns }),
      on('Account'),
      'unknown',
    ],
  ]);
});

describe('what licenses allow of other entries', () => {
  const field: Entry = { kind: 'field', sobject: 'Account', field: 'Website', access: 'read' };
  const apexClass: Entry = { kind: 'apexClass', name: 'Sync' };
  const tellingLifter = (): License => lifter({ permissions: ['ViewSetup'] });
  const reports = (): License => license('Reports', { permissions: ['RunReports'] });
  checkLicenses([
    ['fields have no ceiling', () => forIntegration([lifter()]), field, 'yes'],
    ['the full license allows things of Setup', () => full([]), apexClass, 'yes'],
    ['nothing tells whether a lesser one does', () => forIntegration([lifter()]), apexClass, 'unknown'],
    ['the full license allows every user permission', () => full([reports()]), permission('RunReports'), 'yes'],
    [
      'of integration users, where nobody could read which licenses they hold',
      () => forIntegration([tellingLifter()], [], { permissionSetLicenses: notRead }),
      permission('RunReports'),
      'unknown',
    ],
    [
      'where an answer lacked some of them, and the one of integration users forbids it',
      () => forIntegration([tellingLifter()], [], { permissionSetLicenses: lackedAssigns }),
      permission('RunReports'),
      'unknown PermissionSetLicenseAssign',
    ],
    [
      'where an answer lacked some of them, and it does not tell',
      () => forIntegration([lifter()], [], { permissionSetLicenses: lackedAssigns }),
      permission('RunReports'),
      'unknown',
    ],
    [
      'with a license that allows it',
      () => forIntegration([tellingLifter(), reports()], [reports()]),
      permission('RunReports'),
      'yes',
    ],
    [
      'with one that may not be in force',
      () => forIntegration([tellingLifter(), reports()], [doubtful(reports())]),
      permission('RunReports'),
      'unknown PermissionSetLicense',
    ],
    [
      'with one that may not be in force and does not allow it',
      () => forIntegration([tellingLifter()], [doubtful(license('Other', { permissions: [] }))]),
      permission('RunReports'),
      'no: license none',
    ],
    [
      'with the license of integration users, which does not allow it, as another one does',
      () => forIntegration([tellingLifter(), reports()], [tellingLifter()]),
      permission('RunReports'),
      'no: license Reports',
    ],
    [
      'with it, and nothing tells what it allows',
      () => forIntegration([lifter(), reports()], [lifter()]),
      permission('RunReports'),
      'unknown',
    ],
    [
      'without it, and it allows it',
      () => forIntegration([lifter({ permissions: ['RunReports'] }), reports()]),
      permission('RunReports'),
      `no: license ${lifterName}`,
    ],
    [
      'in an org that was never given it, another that allows it would do',
      () => forIntegration([reports()]),
      permission('RunReports'),
      'no: license Reports',
    ],
    [
      'where an answer lacked some licenses of the org',
      () => forIntegration([], [], { orgLicenses: orgLacked }),
      permission('RunReports'),
      'unknown PermissionSetLicense',
    ],
    [
      'where an answer lacked whether the license of integration users allows it',
      () => forIntegration([permissionUnread(tellingLifter(), 'RunReports'), reports()]),
      permission('RunReports'),
      'unknown PermissionColumn',
    ],
    [
      'where an answer lacked the user license, and the license of integration users forbids it',
      () => forIntegration([tellingLifter()], [tellingLifter()], { userLicense: '', userLicenseUntold: orgLacked.gap }),
      permission('RunReports'),
      'unknown PermissionSetLicense',
    ],
    [
      'where an answer lacked the user license, and that license allows it',
      () =>
        forIntegration([lifter({ permissions: ['RunReports'] })], [], {
          userLicense: '',
          userLicenseUntold: orgLacked.gap,
        }),
      permission('RunReports'),
      'unknown',
    ],
  ]);
});
