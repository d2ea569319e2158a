/** What the license means that a permission set is tied to: to whom the set can go, and what it can hold. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { InspectedUser, Reading } from '../../../src/access/snapshot.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import {
  broughtLicense,
  hasUserLicense,
  holdsLicense,
  isTied,
  misfitsOf,
  setAllowsIn,
} from '../../../src/grant/setLicense.js';
import type { SetLicense } from '../../../src/grant/setLicense.js';
import { license } from '../support/licenses.js';
import { entryOf, existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { notRead, user } from '../support/snapshot.js';
import { setLicense } from './support/namedSets.js';

type Tie = Reading<SetLicense | null>;
const ofUser = (name = 'Salesforce', id = '100000000000001AAA'): SetLicense =>
  setLicense(name, { kind: 'userLicense', id, seats: null });

describe('the license that a permission set is tied to', () => {
  const rows: ReadonlyArray<
    readonly [title: string, tie: () => Tie | undefined, tied: boolean, brings: string | undefined]
  > = [
    ['no set', () => undefined, false, undefined],
    ['none', () => known(null), false, undefined],
    ['not read', () => notRead, true, undefined],
    ['a user license', () => known(ofUser()), true, undefined],
    ['a permission set license', () => known(setLicense('Psl')), true, 'Psl'],
  ];
  for (const [title, tie, tied, brings] of rows)
    it(title, () => {
      expect([isTied(tie()), broughtLicense(tie())?.name]).to.deep.equal([tied, brings]);
      if (brings === undefined) expect(broughtLicense(tie())).to.equal(null);
    });

  it('is held by whoever has it by its name, and not where nobody can say', () => {
    const held = known([license('Other'), license('psl')]);
    expect(holdsLicense(user({ permissionSetLicenses: held }), 'PSL')).to.equal(true);
    expect(holdsLicense(user({ permissionSetLicenses: held }), 'Else')).to.equal(false);
    expect(holdsLicense(user({ permissionSetLicenses: notRead }), 'Psl')).to.equal(false);
  });
});

describe('users to whom a set with a user license can never go (A12)', () => {
  const who = (username: string, userLicense: string, id: string | null): InspectedUser =>
    user({ username, userLicense, license: { ...license(userLicense), id } });
  const users = (): InspectedUser[] => [
    who('same', 'Salesforce', '100000000000001'),
    who('renamed', 'Salesforce (old)', '100000000000001AAA'),
    who('other', 'Salesforce', '100000000000002AAA'),
    who('named', 'SALESFORCE', null),
    who('elsewhere', 'Identity', null),
    who('hidden', '', null),
  ];

  it('are known by the id of their license, else by its name, else by nothing', () => {
    expect(users().map((one) => [one.username, hasUserLicense(one, ofUser())])).to.deep.equal([
      ['same', true],
      ['renamed', true],
      ['other', false],
      ['named', true],
      ['elsewhere', false],
      ['hidden', undefined],
    ]);
  });

  const rows: ReadonlyArray<readonly [title: string, tie: () => Tie, misfits: unknown]> = [
    [
      'all who surely have another one',
      () => known(ofUser()),
      [
        { username: 'other', userLicense: 'Salesforce' },
        { username: 'elsewhere', userLicense: 'Identity' },
      ],
    ],
    ['nobody where the set is tied to a permission set license', () => known(setLicense('Psl')), []],
    ['nobody where it is tied to none', () => known(null), []],
    ['nobody where the license was not read', () => notRead, []],
  ];
  for (const [title, tie, misfits] of rows) it(title, () => expect(misfitsOf(tie(), users())).to.deep.equal(misfits));
});

describe('what the license of the set lets it hold (A17)', () => {
  const ids = ['object:Lead:read', 'object:Case:read', 'field:Lead.Email:read', 'userPermission:RunReports'];
  const answers = (world: PlanWorld): unknown => {
    const allows = setAllowsIn(planContextOf(planInput(world, [])));
    return ids.map((id) => allows(entryOf(id)).answer);
  };
  const tied = (tie: Tie, world: PlanWorld = {}): PlanWorld => ({
    existing: existingSet({}, { license: tie }),
    ...world,
  });
  const crm = (): SetLicense =>
    setLicense('Crm', { allows: license('Crm', { objects: { Lead: 'read' }, permissions: [] }) });
  const rows: ReadonlyArray<readonly [title: string, world: () => PlanWorld, answers: readonly string[]]> = [
    ['everything, where the set is not there yet', () => ({}), ['yes', 'yes', 'yes', 'yes']],
    ['everything, where it is tied to none', () => tied(known(null)), ['yes', 'yes', 'yes', 'yes']],
    ['everything, where the plan is for nobody', () => tied(known(crm()), { users: [] }), ['yes', 'yes', 'yes', 'yes']],
    [
      'fields alone for sure, where the license was not read',
      () => tied(gap('NOT_AUTHORISED', 'PermissionSet', 'LicenseId')),
      ['unknown', 'unknown', 'yes', 'unknown'],
    ],
    ['what its license allows', () => tied(known(crm())), ['yes', 'no', 'yes', 'no']],
  ];
  for (const [title, world, expected] of rows) it(title, () => expect(answers(world())).to.deep.equal(expected));
});
