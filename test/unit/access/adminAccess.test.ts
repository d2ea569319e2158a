import { expect } from 'chai';
import { adminAccess } from '../../../src/access/adminAccess.js';
import type { Answer } from '../../../src/access/answer.js';
import type { EffectiveAccess } from '../../../src/access/effectiveAccess.js';
import { known } from '../../../src/access/snapshot.js';
import { notRead, schema, source } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const access = (...specs: SourceSpec[]): EffectiveAccess =>
  adminAccess(
    {
      mode: 'admin',
      sources: known(specs.map(source)),
      objectRows: known(true as const),
      fieldRows: known(true as const),
      userPermissionRows: known(true as const),
    },
    schema(),
  );

const grants = (answer: Answer): unknown => (answer.answer === 'yes' ? answer.grantedBy : answer);

describe('adminAccess', () => {
  it('lists every source of a permission, profile and sets alike (A1)', () => {
    const { userPermission } = access(
      { type: 'Profile', name: 'Standard User', permissions: ['ApiEnabled'] },
      { name: 'Sync', namespace: 'acme', permissions: ['ApiEnabled'] },
      { name: 'Other', permissions: ['RunReports'] },
    );
    expect(grants(userPermission('APIENABLED'))).to.deep.equal([
      { type: 'Profile', name: 'Standard User', namespace: null, label: 'Standard User' },
      { type: 'PermissionSet', name: 'Sync', namespace: 'acme', label: 'Sync' },
    ]);
  });

  it('names the permission that implies object access', () => {
    const { objectPermission } = access(
      { name: 'Broad', permissions: ['ViewAllData'] },
      { name: 'Narrow', objects: { Account: 'read' } },
    );
    expect(grants(objectPermission('Account', 'read'))).to.deep.equal([
      { type: 'PermissionSet', name: 'Narrow', namespace: null, label: 'Narrow' },
      { type: 'PermissionSet', name: 'Broad', namespace: null, label: 'Broad', via: 'ViewAllData' },
    ]);
  });

  it('says until when a grant lasts (A2)', () => {
    const { userPermission } = access({ permissions: ['ApiEnabled'], expiresAt: '2027-01-01T00:00:00.000+0000' });
    expect(grants(userPermission('ApiEnabled'))).to.have.nested.property(
      '[0].expiresAt',
      '2027-01-01T00:00:00.000+0000',
    );
  });

  for (const inert of ['expired', 'revoked', 'inactive', 'needsActivation'] as const) {
    it(`an assignment that is ${inert} grants nothing, and is named (A2, A9)`, () => {
      const { userPermission } = access({ name: 'Sync', inert, permissions: ['ApiEnabled'] });
      expect(userPermission('ApiEnabled')).to.deep.equal({
        answer: 'no',
        why: { reason: 'absent', hints: [{ kind: inert, source: 'Sync' }] },
      });
    });
  }

  describe('permission set groups (A4-A6)', () => {
    const group = (more: SourceSpec): SourceSpec => ({ type: 'PermissionSetGroup', name: 'Team', ...more });

    it('count through their aggregate and name the member', () => {
      const { objectPermission } = access(
        group({
          objects: { Account: 'read' },
          members: { Base: { objects: { Account: 'read' } }, Else: { objects: { Contact: 'read' } } },
        }),
      );
      expect(grants(objectPermission('Account', 'read')))
        .to.have.nested.property('[0].through')
        .that.deep.equals(['Base']);
    });

    it('do not grant what a muting set takes away, and say so', () => {
      const { objectPermission } = access(
        group({ members: { Base: { objects: { Account: 'delete' } } }, muted: { objects: { Account: 'delete' } } }),
      );
      expect(objectPermission('Account', 'delete')).to.deep.equal({
        answer: 'no',
        why: { reason: 'absent', hints: [{ kind: 'muted', source: 'Team' }] },
      });
    });

    it('lose with what a muting set takes away all that rests on it', () => {
      const { objectPermission, fieldPermission } = access(
        group({
          stale: true,
          members: { Base: { objects: { Account: 'read create edit' }, fields: { 'Account.Website': 'edit' } } },
          muted: { objects: { Account: 'read' }, fields: { 'Account.Website': 'read' } },
        }),
      );
      const muted = { answer: 'no', why: { reason: 'absent', hints: [{ kind: 'muted', source: 'Team' }] } };
      expect(objectPermission('Account', 'create')).to.deep.equal(muted);
      expect(fieldPermission('Account', 'Website', 'edit')).to.deep.equal(muted);
    });

    it('keep reading where only editing is muted', () => {
      const { fieldPermission } = access(
        group({
          stale: true,
          fields: { 'Account.Website': 'read' },
          members: { Base: { fields: { 'Account.Website': 'edit' } } },
          muted: { fields: { 'Account.Website': 'edit' } },
        }),
      );
      expect(fieldPermission('Account', 'Website', 'read').answer).to.equal('yes');
      expect(fieldPermission('Account', 'Website', 'edit').answer).to.equal('no');
    });

    it('are not named as muting what they never held', () => {
      const { userPermission } = access(group({ members: { Base: {} }, muted: { permissions: ['ApiEnabled'] } }));
      expect(userPermission('ApiEnabled')).to.deep.equal({ answer: 'no', why: { reason: 'absent', hints: [] } });
    });

    const stale = (more: SourceSpec): SourceSpec => group({ stale: true, ...more });
    const rows: { title: string; spec: SourceSpec; expected: Answer['answer'] }[] = [
      {
        title: 'aggregate and member agree on yes',
        spec: stale({ permissions: ['ApiEnabled'], members: { A: { permissions: ['ApiEnabled'] } } }),
        expected: 'yes',
      },
      {
        title: 'aggregate has it, no member does any more',
        spec: stale({ permissions: ['ApiEnabled'], members: { A: {} } }),
        expected: 'unknown',
      },
      {
        title: 'a member has it, the aggregate not yet',
        spec: stale({ members: { A: { permissions: ['ApiEnabled'] } } }),
        expected: 'unknown',
      },
      {
        title: 'a member has it, and it is muted',
        spec: stale({ members: { A: { permissions: ['ApiEnabled'] } }, muted: { permissions: ['ApiEnabled'] } }),
        expected: 'no',
      },
      { title: 'neither has it', spec: stale({ members: { A: {} } }), expected: 'no' },
    ];
    for (const { title, spec, expected } of rows) {
      it(`while recalculating: ${title} → ${expected}`, () => {
        expect(access(spec).userPermission('ApiEnabled').answer).to.equal(expected);
      });
    }

    it('a stale group does not spoil what another source grants', () => {
      const { userPermission } = access(stale({ members: { A: { permissions: ['ApiEnabled'] } } }), {
        permissions: ['ApiEnabled'],
      });
      expect(userPermission('ApiEnabled').answer).to.equal('yes');
    });
  });

  it('unreadable assignments make everything unknown', () => {
    const blind = adminAccess(
      {
        mode: 'admin',
        sources: notRead,
        objectRows: known(true as const),
        fieldRows: known(true as const),
        userPermissionRows: known(true as const),
      },
      schema(),
    );
    expect(
      [
        blind.userPermission('ApiEnabled'),
        blind.objectPermission('Account', 'read'),
        blind.fieldPermission('Account', 'Website', 'read'),
      ].map((a) => a.answer),
    ).to.deep.equal(['unknown', 'unknown', 'unknown']);
  });

  it('a grant that was read counts although other rows could not be read', () => {
    const partly = adminAccess(
      {
        mode: 'admin',
        sources: known([source({ permissions: ['ViewAllData'] })]),
        objectRows: notRead,
        fieldRows: notRead,
        userPermissionRows: known(true as const),
      },
      schema(),
    );
    expect(partly.objectPermission('Account', 'read').answer).to.equal('yes');
    expect(partly.objectPermission('Account', 'edit').answer).to.equal('unknown');
  });
});
