import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { setMayHold } from '../../../src/access/setMayHold.js';
import type { SetTie } from '../../../src/access/setMayHold.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { license } from '../support/licenses.js';
import { holder, lifter, on, permission, said } from './support/licenses.js';

const field = (sobject: string, name: string): Entry => ({ kind: 'field', sobject, field: name, access: 'read' });

describe('what a permission set that is tied to a license can hold (A11, A17)', () => {
  const crm = (): License =>
    license('CRM', { objects: { Account: 'read' }, permissions: ['RunReports', 'ViewAllData'] });
  const cpq = (): License => license('CPQ', { objects: { a__Quote__c: 'read' } });
  const psl = (allows: License): SetTie => ({ kind: 'permissionSetLicense', allows });
  const unread = (one: License): License => ({
    ...one,
    untold: { objects: gap('INCOMPLETE_ROWS', 'ObjectRows', '').gap, userPermissions: new Map() },
  });
  const rows: ReadonlyArray<
    readonly [title: string, tie: () => SetTie, entry: Entry, expected: string, org?: () => License[]]
  > = [
    ['an object that its license allows', () => psl(crm()), on('Account'), 'yes'],
    ['not one that it forbids', () => psl(crm()), on('Lead'), 'no: license none'],
    ['nobody can say where it does not tell', () => psl(license('Quiet')), on('Lead'), 'unknown'],
    ['nor where an answer lacked it', () => psl(unread(crm())), on('Account'), 'unknown ObjectRows'],
    ['any field', () => psl(crm()), field('Lead', 'Email'), 'yes'],
    ['nobody can say of things of Setup', () => psl(crm()), { kind: 'apexClass', name: 'Sync' }, 'unknown'],
    ['a user permission that it allows', () => psl(crm()), permission('RunReports'), 'yes'],
    ['not one that it forbids', () => psl(crm()), permission('ViewSetup'), 'no: license none'],
    [
      'View All Data, without objects of another license',
      () => psl(crm()),
      permission('ViewAllData'),
      'no: license CPQ',
      () => [cpq()],
    ],
    [
      'and with them',
      () => psl({ ...cpq(), userPermissions: new Set(['viewalldata']) }),
      permission('ViewAllData'),
      'yes',
      () => [cpq()],
    ],
    ['the license of integration users, where it does not tell', () => psl(lifter()), on('Lead'), 'yes'],
    ['and where it forbids', () => psl(lifter({ objects: { Account: 'read' } })), on('Lead'), 'no: license none'],
    [
      'the user license, which has no other beside it',
      () => ({ kind: 'userLicense', allows: { ...license('Platform', { objects: { Account: 'read' } }) } }),
      on('Lead'),
      'no: license CRM',
      () => [license('CRM', { objects: { Lead: 'read' } })],
    ],
    ['the full user license', () => ({ kind: 'userLicense', allows: license('Salesforce') }), on('Account'), 'yes'],
  ];
  for (const [title, tie, entry, expected, org = () => []] of rows)
    it(title, () => {
      const like = holder({
        userLicense: 'Identity',
        license: license('Identity', { objects: {} }),
        permissionSetLicenses: known([license('Held', { objects: { Lead: 'read' } })]),
        orgLicenses: known(org()),
      });
      expect(said(setMayHold(tie(), like, entry))).to.equal(expected);
    });
});
