import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import type { Holder, MayHold } from '../../../src/access/holder.js';
import { lacking, unclear, untold, yes } from '../../../src/access/holder.js';
import { allOf, licensesUsed } from '../../../src/access/licenseAllows.js';
import { known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { license } from '../support/licenses.js';
import { notRead, objectList } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import {
  cards,
  checkLicenses,
  doubtful,
  forIntegration,
  full,
  holder,
  lifter,
  lifterName,
  on,
  orgLacked,
  permission,
  platformTelling,
} from './support/licenses.js';

const card = on('CardPaymentMethod');

describe('the packaged objects that come along with View All Data (B8)', () => {
  const quotes = (name: string, objects = { SBQQ__Quote__c: 'read' }): License => license(name, { objects });
  const both = { SBQQ__Quote__c: 'read', SBQQ__Line__c: 'read' };
  const packaged = { permissionableObjects: known(objectList('Account', 'Thing__c', 'SBQQ__Quote__c')) };
  const inOrg = (ofOrg: typeof packaged | object, spec: UserSpec): Holder => holder(spec, ofOrg);
  const viewAll = permission('ViewAllData');
  checkLicenses([
    ['other permissions take none along', () => full([quotes('CPQ')]), permission('RunReports'), 'yes'],
    ['the permission is known in any case', () => full([quotes('CPQ')]), permission('VIEWALLDATA'), 'no: license CPQ'],
    [
      'the user license may open them itself',
      () => full([quotes('CPQ')], [], { license: quotes('Salesforce') }),
      viewAll,
      'yes',
    ],
    ['the license of integration users opens none for others', () => full([quotes(lifterName)]), viewAll, 'yes'],
    ['two objects of one license lack it once', () => full([quotes('CPQ', both)]), viewAll, 'no: license CPQ'],
    ['either of two would do', () => full([quotes('CPQ'), quotes('Suite')]), viewAll, 'no: license CPQ|Suite'],
    [
      'the one that another object takes is enough for both',
      () => full([quotes('CPQ', both), quotes('Suite')]),
      viewAll,
      'no: license CPQ',
    ],
    [
      'licenses whose names run together are not taken for the same',
      () =>
        full([
          quotes('AB'),
          quotes('C'),
          license('A', { objects: { x__Y__c: 'read' } }),
          license('BC', { objects: { x__Y__c: 'read' } }),
        ]),
      viewAll,
      'no: license AB|C, license A|BC',
    ],
    [
      'nobody could read which licenses he holds',
      () => full([quotes('CPQ')], [], { permissionSetLicenses: notRead }),
      viewAll,
      'unknown',
    ],
    [
      'the license that may not be in force is not the one that opens it',
      () => full([quotes('CPQ'), cards()], [doubtful(cards())]),
      viewAll,
      'no: license CPQ',
    ],
    [
      'an answer lacked some licenses of the org, which has packaged objects',
      () => inOrg(packaged, { orgLicenses: orgLacked }),
      viewAll,
      'unknown PermissionSetLicense',
    ],
    [
      'or may have',
      () => inOrg({ permissionableObjects: notRead }, { orgLicenses: orgLacked }),
      viewAll,
      'unknown PermissionSetLicense',
    ],
    ['but not where it has none', () => inOrg({}, { orgLicenses: orgLacked }), viewAll, 'yes'],
    [
      'licenses of the org that could not be read at all are not held against it',
      () => inOrg(packaged, { orgLicenses: notRead }),
      viewAll,
      'yes',
    ],
    [
      'packaged objects, and no license tells its objects',
      () => inOrg(packaged, { orgLicenses: known([lifter(), license('Quiet')]) }),
      viewAll,
      'unknown',
    ],
    [
      'which does not matter where nothing is packaged but a custom metadata type',
      () =>
        inOrg(
          { permissionableObjects: known(objectList('Account', 'Thing__c', 'SBQQ__Rule__mdt')) },
          { orgLicenses: known([license('Quiet')]) },
        ),
      viewAll,
      'yes',
    ],
    [
      'nor where he has them all',
      () =>
        inOrg(packaged, {
          orgLicenses: known([lifter(), license('Quiet')]),
          permissionSetLicenses: known([license('Quiet')]),
        }),
      viewAll,
      'yes',
    ],
    ['nor where one tells', () => inOrg(packaged, { orgLicenses: known([license('Quiet'), cards()]) }), viewAll, 'yes'],
  ]);
});

describe('several answers of licenses together', () => {
  const license1 = { kind: 'packageSeat', namespace: 'one' } as const;
  const license2 = { kind: 'packageSeat', namespace: 'two' } as const;
  const rows: ReadonlyArray<readonly [title: string, parts: () => MayHold[], expected: () => MayHold]> = [
    ['nothing is asked', () => [], () => yes],
    ['all agree', () => [yes, yes], () => yes],
    ['one lacks something', () => [yes, lacking(license1)], () => lacking(license1)],
    ['each lacks something', () => [lacking(license1), lacking(license2)], () => lacking(license1, license2)],
    ['what lacks outweighs what nobody knows', () => [untold, lacking(license1)], () => lacking(license1)],
    ['what nobody knows outweighs what is there', () => [yes, untold], () => untold],
    ['the reason why not is told', () => [untold, unclear(orgLacked.gap)], () => unclear(orgLacked.gap)],
  ];
  for (const [title, parts, expected] of rows)
    it(title, () => {
      expect(allOf(parts())).to.deep.equal(expected());
    });
});

describe('the licenses that somebody uses for an entry', () => {
  const crm = (): License => license('CRM', { objects: { Account: 'read' } });
  const cpq = (): License => license('CPQ', { objects: { SBQQ__Quote__c: 'read' } });
  const expired = (): License => license('Old', { objects: { CardPaymentMethod: 'read' }, force: 'expired' });
  const rows: ReadonlyArray<readonly [title: string, scene: () => Holder, entry: Entry, expected: string[]]> = [
    ['the one that opens the object', () => full([cards(), crm()], [crm(), cards(), expired()]), card, ['Cards']],
    ['both of two that do', () => full([cards(), cards('Pay')], [cards(), cards('Pay')]), card, ['Cards', 'Pay']],
    ['none for what he may have without', () => full([crm()], [crm()]), on('Account'), []],
    [
      'none where nobody can say whether he may have it without',
      () =>
        holder({ ...platformTelling(undefined), orgLicenses: known([crm()]), permissionSetLicenses: known([crm()]) }),
      on('Account'),
      [],
    ],
    [
      'none where the license of integration users opens it as well',
      () => {
        const lifting = lifter({ objects: { Account: 'read' } });
        return forIntegration([lifting, crm()], [lifting, crm()]);
      },
      on('Account'),
      [],
    ],
    [
      'of which nobody is told, being needed for everything',
      () => {
        const lifting = lifter({ objects: { Account: 'read' } });
        return forIntegration([lifting], [lifting]);
      },
      on('Account'),
      [],
    ],
    ['none where no license opens it', () => full([cards()], [crm()]), card, []],
    [
      'View All Data: those that open packaged objects',
      () => {
        const lifting = lifter({ objects: { SBQQ__Quote__c: 'read' } });
        const held = [
          lifting,
          cpq(),
          cards(),
          license('Quiet'),
          license('Mixed', { objects: { Lead: 'read', a__B__c: 'read' } }),
        ];
        return forIntegration(held, held);
      },
      permission('ViewAllData'),
      ['CPQ', 'Mixed'],
    ],
    ['other user permissions: none', () => full([cpq()], [cpq()]), permission('RunReports'), []],
    [
      'fields: none',
      () => full([cards()], [cards()]),
      { kind: 'field', sobject: 'CardPaymentMethod', field: 'Status', access: 'read' },
      [],
    ],
  ];
  for (const [title, scene, entry, expected] of rows)
    it(title, () => {
      expect(licensesUsed(scene(), entry).map(({ name }) => name)).to.deep.equal(expected);
    });
});
