import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema, PermissionSetName } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const set: PermissionSetName = {
  type: 'PermissionSet',
  id: '0PS Sync',
  name: 'Sync',
  namespace: 'acme',
  label: 'Sync',
};
const sets = (...all: PermissionSetName[]): OrgSchema['permissionSets'] =>
  known(
    new Map(
      all.map((one) => [(one.namespace === null ? one.name : `${one.namespace}__${one.name}`).toLowerCase(), one]),
    ),
  );
const unread = gap('NOT_AUTHORISED', 'PermissionSet', 'INVALID_TYPE');
const need: Need = { kind: 'permissionSetAssigned', name: 'acme__sync' };
const sync = { name: 'Sync', namespace: 'acme' };

describe('permissionSetAssigned', () => {
  const cases: [title: string, of: UserSpec, org: OrgSchema['permissionSets'], expected: string][] = [
    ['assigned', { sources: [sync] }, sets(set), 'met PERMISSION_SET_ASSIGNED (acme__Sync); from Sync'],
    ['not assigned', {}, sets(set), 'unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com)'],
    [
      'expired',
      { sources: [{ ...sync, inert: 'expired' }] },
      sets(set),
      'unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com); but Sync is expired',
    ],
    [
      'in force beside one that is not',
      {
        sources: [
          { ...sync, inert: 'needsActivation' },
          { type: 'PermissionSetGroup', name: 'All', members: { Sync: {} } },
        ],
      },
      sets(set),
      'met PERMISSION_SET_ASSIGNED (acme__Sync); from All',
    ],
    [
      'nobody knows whether it is in force',
      { sources: [{ ...sync, doubt: unread.gap }] },
      sets(set),
      'unknown NOT_READABLE (acme__sync | PermissionSet | INVALID_TYPE); unread NOT_AUTHORISED PermissionSet',
    ],
    [
      'one of the same name in another namespace',
      { sources: [{ name: 'Sync', namespace: 'other' }] },
      sets(set),
      'unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com)',
    ],
    [
      'in self mode, where assignments are not read',
      {
        self: {
          mode: 'self',
          userPermissions: known(new Set()),
          userPermissionColumns: new Map(),
          objects: new Map(),
        },
      },
      sets(set),
      'unknown NOT_VISIBLE_TO_SELF (acme__sync | PermissionSetAssignment | ); unread SELF_MODE PermissionSetAssignment',
    ],
    ['no such set', {}, sets(), 'impossible NO_SUCH_PERMISSION_SET (acme__sync)'],
    [
      'sets not read',
      { sources: [sync] },
      unread,
      'unknown NOT_READABLE (acme__sync | PermissionSet | INVALID_TYPE); unread NOT_AUTHORISED PermissionSet',
    ],
  ];
  for (const [title, of, permissionSets, expected] of cases) {
    it(title, () => {
      const inspected = user(of);
      const findings = evaluate([requirement(need)], snapshot(inspected, schema({ permissionSets })), inspected);
      expect(findings.filter(({ kind }) => kind === 'permissionSetAssigned').map(said)).to.deep.equal([expected]);
    });
  }

  it('tells until when it is assigned', () => {
    const inspected = user({ sources: [{ ...sync, expiresAt: '2026-12-01T00:00:00.000Z' }] });
    const findings = evaluate(
      [requirement(need)],
      snapshot(inspected, schema({ permissionSets: sets(set) })),
      inspected,
    );
    const { grantedBy } = findings.find(({ kind }) => kind === 'permissionSetAssigned') ?? {};
    expect(grantedBy?.map(({ expiresAt }) => expiresAt)).to.deep.equal(['2026-12-01T00:00:00.000Z']);
  });

  it('does not apply where the org does not have the set and the definition allows for it', () => {
    const inspected = user();
    const findings = evaluate(
      [requirement(need, { ifPresent: true })],
      snapshot(inspected, schema({ permissionSets: sets() })),
      inspected,
    );
    expect(findings.filter(({ kind }) => kind === 'permissionSetAssigned').map(said)).to.deep.equal([
      'notApplicable NOT_IN_THIS_ORG (acme__sync)',
    ]);
  });

  it('is spelled as the org does', () => {
    const inspected = user();
    const ids = evaluate(
      [requirement(need)],
      snapshot(inspected, schema({ permissionSets: sets(set) })),
      inspected,
    ).map(({ id }) => id);
    expect(ids).to.include('permissionSetAssigned:acme__Sync');
  });
});
