/** What the user's record takes beside licenses, and whether what permission sets give has an effect: whole answers. */
import { expect } from 'chai';
import { lacking, unclear, yes } from '../../../src/access/holder.js';
import type { Holder, MayHold } from '../../../src/access/holder.js';
import { isHopeless, mayHold, worksFor } from '../../../src/access/mayHold.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, LicenseForce, PackageSeat, Reading } from '../../../src/access/snapshot.js';
import { entryOf } from '../support/plans.js';
import { notRead, schema, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const holder = (spec: UserSpec): Holder => ({ user: user(spec), schema: schema() });
const seat = (state: PackageSeat['state']): UserSpec => ({
  packages: new Map([['acme', known({ state, allowed: 5, used: 1 })]]),
});
const marketing = (reading: Reading<boolean>): UserSpec => ({ flags: new Map([['marketinguser', reading]]) });
const noSeat = lacking({ kind: 'packageSeat', namespace: 'acme' });
const noFlag = lacking({ kind: 'userFlag', flag: 'MarketingUser' });
const platform = { userLicense: 'Salesforce Platform' };

describe('whether the record of a user has what an entry takes', () => {
  const cases: [title: string, spec: () => UserSpec, id: string, expected: MayHold][] = [
    ['an object of a package', () => seat('missing'), 'object:acme__Signal__c:read', noSeat],
    [
      'a seat that has run out is none',
      () => seat('expired'),
      'object:ACME__Signal__c:read',
      lacking({ kind: 'packageSeat', namespace: 'ACME' }),
    ],
    ['with a seat', () => seat('held'), 'object:acme__Signal__c:read', yes],
    [
      'nobody knows of the seat',
      () => ({ packages: new Map([['acme', notRead]]) }),
      'object:acme__Signal__c:read',
      unclear(notRead.gap),
    ],
    ['another package, which sells no seats', () => seat('missing'), 'object:other__Signal__c:read', yes],
    ['an object of the org itself', () => seat('missing'), 'object:Signal__c:read', yes],
    [
      'a field of a package on an object that is of none',
      () => seat('missing'),
      'field:Lead.acme__Score__c:read',
      noSeat,
    ],
    ['a field of the org on an object of a package', () => seat('missing'), 'field:acme__Signal__c.Score__c:edit', yes],
    ['a custom permission of a package', () => seat('missing'), 'customPermission:acme__Sync', noSeat],
    ['an Apex class of a package', () => seat('missing'), 'apexClass:acme__Sync', noSeat],
    ['an Apex class of the org itself', () => seat('missing'), 'apexClass:Sync', yes],
    ['an app is for whoever it admits', () => seat('missing'), 'connectedApp:acme__Sync', yes],
    ['a user permission is of no package', () => seat('missing'), 'userPermission:RunReports', yes],
    ['campaigns, without the flag', () => marketing(known(false)), 'object:Campaign:edit', noFlag],
    ['nobody knows of the flag', () => marketing(notRead), 'object:Campaign:edit', unclear(notRead.gap)],
    ['nobody asked for the flag', () => ({}), 'object:Campaign:edit', yes],
    ['an object that takes no flag', () => marketing(known(false)), 'object:Lead:edit', yes],
  ];
  for (const [title, spec, id, expected] of cases) {
    it(`${title}: ${expected.answer}`, () => {
      expect(mayHold(holder(spec()), entryOf(id))).to.deep.equal(expected);
      // What the record lacks takes the effect as well.
      const works = expected.answer === 'unknown' || expected.answer === 'no' ? expected : yes;
      expect(worksFor(holder(spec()), entryOf(id)), 'in effect').to.deep.equal(works);
      expect(isHopeless(expected)).to.equal(false);
    });
  }
});

describe('whether what permission sets give has an effect', () => {
  /** A license that lets whoever holds it read this object. */
  const sells = (sobject: string, force: Reading<LicenseForce> = known('inForce')): License => ({
    id: `0PL ${sobject}`,
    name: `For ${sobject}`,
    label: `For ${sobject}`,
    objects: new Map([[sobject.toLowerCase(), new Set(['read'] as const)]]),
    userPermissions: new Set(),
    standing: { force, seats: known({ total: 5, used: 1 }) },
  });
  const sold = (license: License, isHeld: boolean): UserSpec => ({
    orgLicenses: known([license]),
    permissionSetLicenses: known(isHeld ? [license] : []),
  });
  const quote = 'SBQQ__Quote__c';
  const card = 'CardPaymentMethod';
  const forceLacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'Status');
  const orgLacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', '');

  const cases: [title: string, spec: () => UserSpec, id: string, may: () => MayHold, works: () => MayHold][] = [
    [
      'an object whose license the user never had was not refused',
      () => sold(sells(card), false),
      `object:${card}:read`,
      () => lacking({ kind: 'license', openedBy: [sells(card)] }),
      () => yes,
    ],
    [
      'the license that the user has is not in force any more',
      () => sold(sells(card, known('expired')), true),
      `object:${card}:read`,
      () => lacking({ kind: 'license', openedBy: [sells(card, known('expired'))] }),
      () => lacking({ kind: 'license', openedBy: [sells(card, known('expired'))] }),
    ],
    [
      'nobody knows whether the license that the user has is in force',
      () => sold(sells(card, forceLacked), true),
      `object:${card}:read`,
      () => unclear(forceLacked.gap),
      () => unclear(forceLacked.gap),
    ],
    [
      'an answer lacked the licenses of the org, which does not matter to what is there',
      () => ({ orgLicenses: orgLacked }),
      `object:${card}:read`,
      () => unclear(orgLacked.gap),
      () => yes,
    ],
    [
      'what nothing tells of does not matter either',
      () => platform,
      'object:Opportunity:read',
      () => unclear(null),
      () => yes,
    ],
    [
      'View All Data works on all else without the license of packaged objects',
      () => sold(sells(quote, known('expired')), true),
      'userPermission:ViewAllData',
      () => lacking({ kind: 'license', openedBy: [sells(quote, known('expired'))] }),
      () => yes,
    ],
    [
      'a flag takes the effect where a license that the user never had does not',
      () => ({
        ...sold(sells('Lead'), false),
        ...marketing(known(false)),
        ...platform,
        license: { ...sells('Lead'), id: null },
      }),
      'object:Campaign:edit',
      () => lacking({ kind: 'license', openedBy: [] }, { kind: 'userFlag', flag: 'MarketingUser' }),
      () => noFlag,
    ],
  ];
  for (const [title, spec, id, may, works] of cases) {
    it(title, () => {
      expect(mayHold(holder(spec()), entryOf(id))).to.deep.equal(may());
      expect(worksFor(holder(spec()), entryOf(id)), 'in effect').to.deep.equal(works());
    });
  }

  it('nothing helps where no license of the org opens it, whatever else is lacking', () => {
    const [none, other] = [
      { kind: 'license', openedBy: [] },
      { kind: 'userFlag', flag: 'MarketingUser' },
    ] as const;
    const answers = [lacking(none), lacking(none, other), lacking(other), unclear(null), yes];
    expect(answers.map(isHopeless)).to.deep.equal([true, true, false, false, false]);
    expect(isHopeless(lacking({ kind: 'license', openedBy: [sells(card)] }))).to.equal(false);
  });
});
