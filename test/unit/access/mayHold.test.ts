import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { licenseToGive } from '../../../src/access/heldLicenses.js';
import { isHopeless, mayHold, worksFor } from '../../../src/access/mayHold.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { license } from '../support/licenses.js';
import type { UserSpec } from '../support/snapshot.js';
import {
  doubtful,
  holder,
  integration,
  lacked,
  lackedAssigns,
  lifter,
  lifterName,
  on,
  permission,
  platformTelling,
  said,
} from './support/licenses.js';

const cards = license('Cards', { objects: { CardPaymentMethod: 'read' } });
const cpq = license('CPQ', { objects: { SBQQ__Quote__c: 'read' } });

describe('whether a user may hold an entry at all', () => {
  const cases: ReadonlyArray<readonly [title: string, spec: UserSpec, entry: Entry, expected: string]> = [
    ['the full license opens objects of every day', {}, on('Account'), 'yes'],
    ['and those of the org itself', {}, on('Thing__c'), 'yes'],
    ['the full license, and nothing says that it takes another', {}, on('Strange'), 'yes'],
    ['unless nobody could look', { orgLicenses: gap('NOT_AUTHORISED', 'X', '') }, on('Strange'), 'unknown'],
    [
      'an object that comes with a license',
      { orgLicenses: known([cards]) },
      on('CardPaymentMethod'),
      'no: license Cards',
    ],
    [
      'which he has',
      { orgLicenses: known([cards]), permissionSetLicenses: known([cards]) },
      on('CardPaymentMethod'),
      'yes',
    ],
    [
      'all that would do are named',
      { orgLicenses: known([cards, { ...cards, name: 'Pay' }]) },
      on('CardPaymentMethod'),
      'no: license Cards|Pay',
    ],
    [
      'but for those that nobody can use',
      { orgLicenses: known([cards, license('Old', { objects: { CardPaymentMethod: 'read' }, force: 'expired' })]) },
      on('CardPaymentMethod'),
      'no: license Cards',
    ],
    [
      'the bare integration license opens no standard object',
      integration(),
      on('Account'),
      `no: license ${lifterName}`,
    ],
    [
      'with its license it does',
      integration({ permissionSetLicenses: known([lifter({ objects: { Account: 'read' } })]) }),
      on('Account'),
      'yes',
    ],
    [
      'not when that has expired',
      integration({ permissionSetLicenses: known([lifter({ objects: { Account: 'read' }, force: 'expired' })]) }),
      on('Account'),
      `no: license ${lifterName}`,
    ],
    [
      'nobody knows whether it has',
      integration({
        permissionSetLicenses: known([
          { ...lifter(), standing: { force: lacked, seats: known({ total: 1, used: 1 }) } },
        ]),
      }),
      on('Account'),
      'unknown PermissionSetLicense',
    ],
    [
      'what its license does not open, another may',
      integration({
        permissionSetLicenses: known([lifter({ objects: { Account: 'read' } })]),
        orgLicenses: known([lifter({ objects: { Account: 'read' } }), cards]),
      }),
      on('CardPaymentMethod'),
      'no: license Cards',
    ],
    ['a few user permissions it has by itself', integration(), permission('ApiEnabled'), 'yes'],
    ['all others take its license', integration(), permission('RunReports'), `no: license ${lifterName}`],
    [
      'which may not open them either',
      integration({ orgLicenses: known([lifter({ permissions: ['ViewSetup'] })]) }),
      permission('RunReports'),
      'no: license none',
    ],
    ['a lesser license that tells: allowed', platformTelling({ Account: 'read' }), on('Account'), 'yes'],
    ['forbidden', platformTelling({ Account: 'read' }), on('Opportunity'), 'no: license none'],
    [
      'and opened by another',
      { ...platformTelling({ Account: 'read' }), orgLicenses: known([license('CRM', { objects: { Lead: 'read' } })]) },
      on('Lead'),
      'no: license CRM',
    ],
    ['a lesser license that does not tell', platformTelling(undefined), on('Opportunity'), 'unknown'],
    ['a lesser license and user permissions', platformTelling(undefined), permission('RunReports'), 'unknown'],
    ['View All Data where nothing comes with a license', {}, permission('ViewAllData'), 'yes'],
    ['where packaged objects do', { orgLicenses: known([cards, cpq]) }, permission('ViewAllData'), 'no: license CPQ'],
    [
      'and the user has the license',
      { orgLicenses: known([cpq]), permissionSetLicenses: known([cpq]) },
      permission('ModifyAllData'),
      'yes',
    ],
    [
      'campaigns, without the flag',
      { flags: new Map([['marketinguser', known(false)]]) },
      on('Campaign', 'create'),
      'no: flag MarketingUser',
    ],
    ['reading them', { flags: new Map([['marketinguser', known(false)]]) }, on('Campaign'), 'yes'],
    ['with it', { flags: new Map([['marketinguser', known(true)]]) }, on('Campaign', 'edit'), 'yes'],
    [
      'nobody can see the flag',
      { flags: new Map([['marketinguser', gap('NOT_AUTHORISED', 'User', '')]]) },
      on('Campaign', 'edit'),
      'unknown User',
    ],
    [
      'a license for which no flag counts',
      { userLicense: 'B2BMA Integration User', flags: new Map([['marketinguser', known(false)]]) },
      on('Campaign', 'edit'),
      'unknown',
    ],
    [
      'but that of articles does',
      { userLicense: 'B2BMA Integration User', flags: new Map([['knowledgeuser', known(false)]]) },
      on('Knowledge__kav', 'edit'),
      'no: flag KnowledgeUser',
    ],
    [
      'an object of every day, whatever is known of a license that he holds',
      { permissionSetLicenses: known([doubtful(license('Quiet'))]), orgLicenses: known([license('Quiet')]) },
      on('Account'),
      'yes',
    ],
    [
      'any object that comes with no license, whatever is known of the licenses that he holds',
      { permissionSetLicenses: known([doubtful(lifter())]), orgLicenses: known([lifter()]) },
      on('Strange'),
      'yes',
    ],
    [
      'an object that comes with a license, where not all that he holds were told',
      { orgLicenses: known([cards]), permissionSetLicenses: lackedAssigns },
      on('CardPaymentMethod'),
      'unknown PermissionSetLicenseAssign',
    ],
    [
      'and View All Data',
      { orgLicenses: known([cpq]), permissionSetLicenses: lackedAssigns },
      permission('ViewAllData'),
      'unknown PermissionSetLicenseAssign',
    ],
    [
      'or where nobody knows whether the one that he holds is in force',
      { orgLicenses: known([cpq]), permissionSetLicenses: known([doubtful(cpq)]) },
      permission('ViewAllData'),
      'unknown PermissionSetLicense',
    ],
    [
      'a package without a seat',
      { packages: new Map([['acme', known({ state: 'missing', allowed: 5, used: 1 } as const)]]) },
      on('acme__Signal__c'),
      'no: seat acme',
    ],
    [
      'with one',
      { packages: new Map([['acme', known({ state: 'held', allowed: 5, used: 1 } as const)]]) },
      on('acme__Signal__c'),
      'yes',
    ],
    ['a package that sells no seats', {}, on('acme__Signal__c'), 'yes'],
    [
      'everything that is lacking, at once',
      integration({ flags: new Map([['marketinguser', known(false)]]) }),
      on('Campaign', 'create'),
      `no: license ${lifterName}, flag MarketingUser`,
    ],
  ];
  for (const [title, spec, entry, expected] of cases) {
    it(title, () => {
      const may = mayHold(holder(spec), entry);
      expect(said(may)).to.equal(expected);
      expect(isHopeless(may)).to.equal(expected.includes('license none'));
    });
  }

  it('what permission sets give works in spite of a ceiling, and not without a license that has expired', () => {
    const forbidden = holder(platformTelling({ Account: 'read' }));
    expect(said(worksFor(forbidden, on('Opportunity')))).to.equal('yes');
    const expired = integration({ permissionSetLicenses: known([lifter({ force: 'expired' })]) });
    expect(said(worksFor(holder(expired), on('Account')))).to.equal(`no: license ${lifterName}`);
    // Of a license that has expired nobody needs to know whether a seat is free.
    const old = { ...lifter({ force: 'expired' }), standing: { force: known('expired' as const), seats: lacked } };
    const seatless = integration({ permissionSetLicenses: known([old]), orgLicenses: known([old]) });
    expect(said(worksFor(holder(seatless), on('Account')))).to.equal(`no: license ${lifterName}`);
  });

  it('what only a license opens that has expired does not work, also where the license of integration users lacks before it', () => {
    const desk = license('Desk', { objects: { Account: 'read' }, permissions: ['ViewRoles'], force: 'expired' });
    const told = lifter({ objects: { Lead: 'read' }, permissions: ['RunReports'] });
    const licenses = { orgLicenses: known([told, desk]), permissionSetLicenses: known([desk]) };
    const lapsed = holder(integration(licenses));
    expect(said(mayHold(lapsed, on('Account')))).to.equal(`no: license ${lifterName}`);
    expect(said(worksFor(lapsed, on('Account')))).to.equal('no: license Desk');
    // The same as when the license of integration users is there: giving it takes nothing away.
    const lifted = holder(integration({ ...licenses, permissionSetLicenses: known([told, desk]) }));
    expect(said(worksFor(lifted, on('Account')))).to.equal('no: license Desk');
    // What that license opens was not refused, and works.
    expect(said(worksFor(lapsed, on('Lead')))).to.equal('yes');
    const otherOpens = license('Other', { objects: { Account: 'read' } });
    const usable = { ...licenses, orgLicenses: known([told, desk, otherOpens]) };
    expect(said(worksFor(holder(integration(usable)), on('Account')))).to.equal('yes');
  });

  it('a license is given where it is the only one that can be', () => {
    const given = (...openedBy: License[]): string => licenseToGive({ kind: 'license', openedBy })?.name ?? 'none';
    expect(given(cards)).to.equal('Cards');
    expect(given(cards, cpq)).to.equal('none');
    expect(given(license('Full', { free: 0 }))).to.equal('none');
    expect(given(license('Full', { free: 0 }), cards)).to.equal('Cards');
    expect(given(license('Off', { force: 'disabled' }))).to.equal('none');
  });
});
