import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { becomesUnmet, idsOf } from '../../../src/revoke/becomesUnmet.js';
import { withReceipt } from '../../../src/revoke/planRevoke.js';
import { withoutReceipt } from '../../../src/revoke/planRevokeByName.js';
import { requirementsOfReceipt } from '../../../src/revoke/receiptRequirements.js';
import type { RevokePlan } from '../../../src/revoke/revokePlan.js';
import { snapshotWithout } from '../../../src/revoke/snapshotWithout.js';
import { schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';
import { givenTo, receiptOf, setName, setStep, standingSet, userOf } from './builders.js';

const needs = ['userPermission:RunReports', 'object:Account:read', 'object:Account:edit', 'field:Account.Website:edit'];
const held: SourceSpec = {
  name: setName,
  permissions: ['RunReports'],
  objects: { Account: 'read edit' },
  fields: { 'Account.Website': 'edit' },
};
const holds = { RunReports: 'on', Account: 'read edit', 'Account.Website': 'edit' };
const standing = {
  namesake: false,
  named: [],
  users: [{ id: userOf('ann'), username: 'ann@example.com' }],
  licenses: [{ id: 'x', userId: userOf('ann'), license: 'SalesforceAPIIntegrationPsl' }],
};
const receipt = receiptOf(['ann'], [setStep(needs), givenTo('assignments', ['ann'])]);
const requirements = requirementsOfReceipt(receipt, 'oauth').requirements;

/** Which of the needs become unmet for ann, who has these sources, when the plan is carried out. */
const lostBy = (plan: RevokePlan, ...sources: readonly SourceSpec[]): string[] => {
  const taken = snapshot({ ...user({ sources: [...sources] }), id: userOf('ann') }, schema());
  const judged = (now: typeof taken) =>
    now.users.map((one) => ({ user: one, findings: evaluate(requirements, now, one) }));
  return idsOf(becomesUnmet(judged(taken), judged(snapshotWithout(taken, plan))));
};

const unassigns = (deleteSet = false): RevokePlan =>
  withoutReceipt(setName, standingSet(holds, { users: ['ann'] }), new Set([userOf('ann')]), deleteSet, [], []);
const takesOut = (...added: string[]): RevokePlan =>
  withReceipt(
    receiptOf(['ann'], [setStep(added)]),
    { ...standing, set: standingSet(holds, { users: [] }) },
    null,
    false,
  );

describe('what becomes unmet by a revoke', () => {
  const all = [...needs].sort();
  const cases: [title: string, plan: () => RevokePlan, sources: SourceSpec[], lost: string[]][] = [
    ['unassigned', () => unassigns(), [held], all],
    ['deleted', () => unassigns(true), [held], all],
    ['unassigned, and another set gives the same', () => unassigns(), [held, { ...held, name: 'Other' }], []],
    [
      'unassigned, and a packaged set of that name gives the same',
      () => unassigns(),
      [held, { ...held, namespace: 'ns' }],
      [],
    ],
    [
      'unassigned, and another set gives a part',
      () => unassigns(),
      [held, { name: 'Other', objects: { Account: 'read edit' } }],
      ['field:Account.Website:edit', 'userPermission:RunReports'],
    ],
    ['nothing is taken', () => takesOut(), [held], []],
    ['a user permission goes out', () => takesOut('userPermission:RunReports'), [held], ['userPermission:RunReports']],
    [
      'an access goes out, and the field rests on it',
      () => takesOut('object:Account:edit'),
      [held],
      ['field:Account.Website:edit', 'object:Account:edit'],
    ],
    ['a field goes out', () => takesOut('field:Account.Website:edit'), [held], ['field:Account.Website:edit']],
    [
      'a field can be read as before',
      () => takesOut('field:Account.Website:edit was read'),
      [held],
      ['field:Account.Website:edit'],
    ],
    ['it goes out of a set that the user does not have', () => takesOut(...needs), [{ ...held, name: 'Other' }], []],
    [
      'it goes out of a member of a group',
      () => takesOut(...needs),
      [{ ...held, type: 'PermissionSetGroup', name: 'Group', members: { [setName]: held } }],
      all,
    ],
    [
      'it goes out of a member of a group in which another member gives it',
      () => takesOut(...needs),
      [
        {
          ...held,
          type: 'PermissionSetGroup',
          name: 'Group',
          members: {
            [setName]: held,
            Other: { objects: { Account: 'read edit' }, fields: { 'Account.Website': 'read' } },
          },
        },
      ],
      ['field:Account.Website:edit', 'userPermission:RunReports'],
    ],
  ];
  for (const [title, plan, sources, lost] of cases) {
    it(title, () => expect(lostBy(plan(), ...sources)).to.deep.equal(lost));
  }

  describe('in a group a field stays as far as another member gives it', () => {
    type Field = 'read' | 'edit' | undefined;
    /** What the group gives of the field when all of it goes out of the set, while another member gives `other`. */
    const left = (group: Field, other: Field): string | undefined => {
      const fields = (access: Field) => ({ fields: access ? { 'Account.Website': access } : {} });
      const members = { [setName]: fields(group), Other: fields(other) };
      const sources = [{ ...fields(group), type: 'PermissionSetGroup' as const, name: 'Group', members }];
      const taken = snapshot({ ...user({ sources }), id: userOf('ann') }, schema());
      const { evidence } = snapshotWithout(taken, takesOut('field:Account.Website:edit')).users[0] ?? {};
      const after = evidence?.mode === 'admin' && evidence.sources.known ? evidence.sources.value : [];
      return after.find(({ name }) => name === 'Group')?.content.fields.get('account.website');
    };
    const cases: [group: Field, other: Field, stays: string | undefined][] = [
      ['edit', 'edit', 'edit'],
      ['edit', 'read', 'read'],
      ['edit', undefined, undefined],
      ['read', 'read', 'read'],
      // Something is muted: the group gives no more than it did.
      ['read', 'edit', 'read'],
      ['read', undefined, undefined],
    ];
    for (const [group, other, stays] of cases) {
      it(`${group} of the group, ${other ?? 'nothing'} of the other: ${stays ?? 'nothing'}`, () => {
        expect(left(group, other)).to.equal(stays);
      });
    }

    it('and so does a user permission', () => {
      const permissions = ['RunReports'];
      const members = { [setName]: { permissions }, Other: { permissions } };
      const group: SourceSpec = { permissions, type: 'PermissionSetGroup', name: 'Group', members };
      expect(lostBy(takesOut('userPermission:RunReports'), group)).to.deep.equal([]);
    });
  });

  it('a license goes, of this user alone', () => {
    const name = 'SalesforceAPIIntegrationPsl';
    const plan: RevokePlan = {
      ...takesOut(),
      actions: [
        {
          action: 'unassignLicenses',
          records: [
            { path: 'PermissionSetLicenseAssign/x', userId: userOf('ann'), user: 'ann@example.com', detail: name },
          ],
        },
      ],
    };
    const taken = snapshot(
      {
        ...user({ sources: [held] }),
        id: userOf('ann'),
        permissionSetLicenses: {
          known: true,
          value: [name, 'Other'].map((one) => ({
            id: null,
            name: one,
            label: one,
            objects: null,
            userPermissions: null,
          })),
        },
      },
      schema(),
    );
    const names = (now: typeof taken): string[] =>
      now.users.flatMap(({ permissionSetLicenses: all }) => (all.known ? all.value.map((one) => one.name) : []));
    expect(names(snapshotWithout(taken, plan))).to.deep.equal(['Other']);
    const bob = { ...taken, users: taken.users.map((one) => ({ ...one, id: userOf('bob') })) };
    expect(names(snapshotWithout(bob, plan))).to.deep.equal([name, 'Other']);
  });

  it('what could not be read stays so', () => {
    const gap = { known: false, gap: { code: 'NOT_ANSWERED', part: 'x', detail: '' } } as const;
    const one = { ...user(), permissionSetLicenses: gap };
    const blind = {
      ...one,
      evidence: one.evidence.mode === 'admin' ? { ...one.evidence, sources: gap } : one.evidence,
    };
    const taken = snapshot(blind, schema());
    expect(snapshotWithout(taken, unassigns())).to.deep.equal(taken);
  });
});
