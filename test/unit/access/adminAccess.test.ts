import { expect } from 'chai';
import { adminAccess } from '../../../src/access/adminAccess.js';
import type { Answer } from '../../../src/access/answer.js';
import type { EffectiveAccess } from '../../../src/access/effectiveAccess.js';
import { gap, known } from '../../../src/access/snapshot.js';
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

    it('while recalculating, what needs a muted user permission is not known: it may go with it, or stay (D6)', () => {
      const both = { permissions: ['ModifyAllData', 'ViewAllData', 'RunReports'] };
      const { userPermission } = access(
        stale({ ...both, members: { A: both }, muted: { permissions: ['ViewRoles'] } }),
      );
      expect(userPermission('RunReports').answer).to.equal('yes');
      expect(userPermission('ViewAllData').answer).to.equal('unknown');
      expect(userPermission('ModifyAllData').answer).to.equal('unknown');
    });

    it('calculated, have what the aggregate says, whatever is muted (A5)', () => {
      const members = { A: { permissions: ['ModifyAllData', 'ViewAllData'] } };
      const muted = { permissions: ['ViewAllData'] };
      const kept = access(group({ permissions: ['ModifyAllData'], members, muted }));
      expect(kept.userPermission('ModifyAllData').answer).to.equal('yes');
      expect(kept.userPermission('ViewAllData').answer).to.equal('no');
      const removed = access(group({ members, muted }));
      expect(removed.userPermission('ModifyAllData')).to.deep.equal({
        answer: 'no',
        why: { reason: 'absent', hints: [{ kind: 'muted', source: 'Team' }] },
      });
    });

    it('with Modify All Data in the aggregate give every object, whatever the column of View All Data says (M4)', () => {
      const members = { A: { permissions: ['ModifyAllData', 'ViewAllData'] } };
      const { objectPermission } = access(
        group({ permissions: ['ModifyAllData'], members, muted: { permissions: ['ViewAllData'] } }),
      );
      for (const word of ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'] as const) {
        const answer = objectPermission('Lead', word);
        expect(answer.answer, word).to.equal('yes');
        expect(answer.answer === 'yes' && answer.grantedBy.map((source) => source.via), word).to.deep.equal([
          'ModifyAllData',
        ]);
      }
    });

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

  describe('what only profiles hold (D4)', () => {
    const profile = (profileOnly: string[] | null): SourceSpec => ({ type: 'Profile', name: 'Basic', profileOnly });
    const answerFor = (...specs: SourceSpec[]): Answer => access(...specs).userPermission('chatterinternaluser');
    it('is found on the profile, wherever that stands', () => {
      expect(grants(answerFor({ name: 'Sync' }, profile(['ChatterInternalUser'])))).to.deep.equal([
        { type: 'Profile', name: 'Basic', namespace: null, label: 'Basic' },
      ]);
    });
    it('is not there', () => {
      expect(answerFor(profile([]))).to.deep.equal({ answer: 'no', why: { reason: 'profileOnly' } });
    });
    it('cannot be seen where the profile is hidden or was not read (J6)', () => {
      const unseen = { answer: 'unknown', gap: { code: 'NOT_AUTHORISED', part: 'Profile', detail: '' } };
      expect(answerFor(profile(null))).to.deep.equal(unseen);
      expect(answerFor({ name: 'Sync' })).to.deep.equal(unseen);
    });
  });

  it('a user permission that this org does not know is nobody’s, also where the assignments are unreadable', () => {
    const evidence = {
      mode: 'admin' as const,
      sources: notRead,
      objectRows: known(true as const),
      fieldRows: known(true as const),
      userPermissionRows: known(true as const),
    };
    const nowhere = { answer: 'no', why: { reason: 'noSuchPermission' } };
    const why = { answer: 'unknown', gap: notRead.gap };
    const cases: [name: string, more: Parameters<typeof schema>[0], expected: unknown][] = [
      ['Nope', {}, nowhere],
      ['ApiEnabled', {}, why],
      ['ChatterInternalUser', {}, why],
      ['Nope', { permissionSetColumns: notRead }, why],
      ['Nope', { profileColumns: notRead }, why],
    ];
    for (const [name, more, expected] of cases) {
      expect(adminAccess(evidence, schema(more)).userPermission(name), name).to.deep.equal(expected);
    }
    expect(access().userPermission('Nope')).to.deep.equal(nowhere);
  });

  describe('groups in corners', () => {
    const group = (more: SourceSpec): SourceSpec => ({ type: 'PermissionSetGroup', name: 'Team', ...more });
    const nothing = { answer: 'no', why: { reason: 'absent', hints: [] } };
    const hint = (kind: string): unknown => ({
      answer: 'no',
      why: { reason: 'absent', hints: [{ kind, source: 'Team' }] },
    });
    const reads = { objects: { Account: 'read' } };
    const website = (how: 'read' | 'edit'): SourceSpec => ({ fields: { 'Account.Website': how } });

    it('a member alone grants nothing where the aggregate is up to date', () => {
      const one = access(group({ members: { A: { ...reads, ...website('edit') } } }));
      expect(one.objectPermission('Account', 'read')).to.deep.equal(nothing);
      expect(one.fieldPermission('Account', 'Website', 'read').answer).to.equal('no');
      expect(one.fieldPermission('Account', 'Website', 'edit').answer).to.equal('no');
    });
    it('one that is muted is named once, however many members hold it', () => {
      const one = access(group({ members: { A: reads, B: reads }, muted: reads }));
      expect(one.objectPermission('Account', 'read')).to.deep.equal(hint('muted'));
    });
    it('what is muted and was never held is not named', () => {
      const one = access(group({ ...reads, members: { A: reads }, muted: { objects: { Account: 'delete' } } }));
      expect(one.objectPermission('Account', 'delete')).to.deep.equal(nothing);
    });
    it('one that has run out is not waited for while it is recalculated', () => {
      const one = access(group({ stale: true, inert: 'expired', ...reads, members: { A: reads } }));
      expect(one.objectPermission('Account', 'read')).to.deep.equal(hint('expired'));
    });
    it('one that has run out is not named for what only a member holds', () => {
      expect(
        access(group({ inert: 'expired', members: { A: reads } })).objectPermission('Account', 'read'),
      ).to.deep.equal(nothing);
    });
    it('one that is recalculated is unknown, and named', () => {
      const one = access(group({ stale: true, members: { A: reads } }));
      expect(one.objectPermission('Account', 'read')).to.deep.equal({
        answer: 'unknown',
        gap: { code: 'RECALCULATING', part: 'PermissionSetGroup', detail: 'Team' },
      });
    });
    it('while recalculating, Read muted takes Read away, and muting another field takes nothing', () => {
      const muted = (fields: NonNullable<SourceSpec['muted']>['fields']): SourceSpec =>
        group({ stale: true, members: { A: website('edit') }, ...website('edit'), muted: { fields: fields ?? {} } });
      const readMuted = access(
        group({ stale: true, members: { A: website('edit') }, muted: { fields: { 'Account.Website': 'read' } } }),
      );
      expect(readMuted.fieldPermission('Account', 'Website', 'read')).to.deep.equal(hint('muted'));
      const other = access(muted({ 'Account.Industry': 'read' }));
      expect(other.fieldPermission('Account', 'Website', 'edit').answer).to.equal('yes');
      expect(other.fieldPermission('Account', 'Website', 'read').answer).to.equal('yes');
      const otherObject = access(
        group({ stale: true, ...reads, members: { A: reads }, muted: { objects: { Lead: 'read' } } }),
      );
      expect(otherObject.objectPermission('Account', 'read').answer).to.equal('yes');
    });
    it('one without rows that might mute it is not sure while it is recalculated', () => {
      const one = adminAccess(
        {
          mode: 'admin',
          sources: known([source(group({ stale: true, ...reads, members: { A: reads } }))]),
          objectRows: notRead,
          fieldRows: known(true as const),
          userPermissionRows: known(true as const),
        },
        schema(),
      );
      expect(one.objectPermission('Account', 'read').answer).to.equal('unknown');
    });
  });

  it('a doubt about the only source is told, and counts for nothing beside a sure one (A2)', () => {
    const doubt = { code: 'NOT_ANSWERED', part: 'ExpirationDate', detail: '' } as const;
    const doubtful: SourceSpec = { name: 'Maybe', doubt, permissions: ['ApiEnabled'] };
    expect(access(doubtful).userPermission('ApiEnabled')).to.deep.equal({ answer: 'unknown', gap: doubt });
    expect(access(doubtful).userPermission('RunReports').answer).to.equal('no');
    expect(grants(access(doubtful, { name: 'Sure', permissions: ['ApiEnabled'] }).userPermission('ApiEnabled')))
      .to.have.lengthOf(1)
      .and.to.have.nested.property('[0].name', 'Sure');
  });

  it('View All Fields gives reading, and is named', () => {
    const broad = access({ name: 'Broad', objects: { Account: 'viewAllFields' } });
    expect(grants(broad.fieldPermission('Account', 'Website', 'read'))).to.deep.equal([
      { type: 'PermissionSet', name: 'Broad', namespace: null, label: 'Broad', via: 'viewAllFields' },
    ]);
    expect(broad.fieldPermission('Account', 'Website', 'edit').answer).to.equal('no');
    expect(broad.fieldPermission('Lead', 'Email', 'read').answer).to.equal('no');
  });

  it('in an API version without a column the access is not known (B1)', () => {
    const old = adminAccess(
      {
        mode: 'admin',
        sources: known([]),
        objectRows: known(true as const),
        fieldRows: known(true as const),
        userPermissionRows: known(true as const),
      },
      schema({ objectAccessColumns: new Set(['read'] as const) }),
    );
    const unseen = {
      answer: 'unknown',
      gap: { code: 'NOT_IN_API_VERSION', part: 'ObjectPermissions', detail: 'viewAllFields' },
    };
    expect(old.objectPermission('Account', 'viewAllFields')).to.deep.equal(unseen);
    expect(old.fieldPermission('Account', 'Website', 'read')).to.deep.equal(unseen);
    expect(old.objectPermission('Account', 'read').answer).to.equal('no');
  });

  it('an implied permission that the org does not have is no reason', () => {
    const few = schema({ permissionSetColumns: known(new Map()), profileColumns: known(new Map()) });
    const evidence = {
      mode: 'admin' as const,
      sources: known([]),
      objectRows: known(true as const),
      fieldRows: known(true as const),
      userPermissionRows: known(true as const),
    };
    expect(adminAccess(evidence, few).objectPermission('Account', 'read')).to.deep.equal({
      answer: 'no',
      why: { reason: 'absent', hints: [] },
    });
  });

  describe('tells of several reasons for not knowing what an answer lacked', () => {
    const lacked = gap('INCOMPLETE_ROWS', 'PermissionSet', '');
    const evidence = {
      mode: 'admin' as const,
      sources: known([source({ name: 'Sync', permissions: ['RunReports'], doubt: notRead.gap })]),
      objectRows: known(true as const),
      fieldRows: known(true as const),
      userPermissionRows: lacked,
    };
    const unclear = { answer: 'unknown', gap: lacked.gap };

    it('of the columns', () => {
      const few = schema({ permissionSetColumns: notRead, profileColumns: lacked });
      expect(adminAccess(evidence, few).userPermission('ApiEnabled')).to.deep.equal(unclear);
    });

    it('of the rows, where the only source is in doubt', () =>
      expect(adminAccess(evidence, schema()).userPermission('RunReports')).to.deep.equal(unclear));
  });
});
