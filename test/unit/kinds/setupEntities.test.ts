/** Access to things of Setup by rows of SetupEntityAccess, status by status. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AccessSource, Content } from '../../../src/access/snapshot.js';
import type { NamedEntities } from '../../../src/access/setupEntities.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { requirement, schema, snapshot, source, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const need: Need = { kind: 'customPermission', name: 'sync_bypass' };
const entity = { id: '0CP000000000001AAA', name: 'Sync_Bypass' };
const there: NamedEntities = { customPermission: known(new Map([['sync_bypass', entity]])) };
const holding: Partial<Content> = { setupEntities: new Set(['custompermission:sync_bypass']) };

const withIt = (one: AccessSource): AccessSource => ({ ...one, content: { ...one.content, ...holding } });
const set = withIt(source({ name: 'Sync_Users' }));
const group = source({ type: 'PermissionSetGroup', name: 'Sync_Group', members: { Sync_Users: {} } });
const throughMember: AccessSource = {
  ...group,
  members: group.members.map((one) => ({ ...one, content: { ...one.content, ...holding } })),
};
const muting = { ...throughMember, muted: { ...group.content, ...holding } };
const mutingElse = { ...throughMember, muted: group.content };

const assigned = (
  sources: AccessSource[],
  appRows: ReturnType<typeof gap> | { known: true; value: true } = known(true),
): UserSpec => ({
  evidence: {
    mode: 'admin',
    sources: known(sources),
    objectRows: known(true),
    fieldRows: known(true),
    userPermissionRows: known(true),
    appRows,
  },
});

describe('access to things of Setup', () => {
  const cases: ReadonlyArray<readonly [title: string, of: UserSpec, entities: NamedEntities | null, expected: string]> =
    [
      ['held by a set', assigned([set]), there, 'met GRANTED (Sync_Bypass); from Sync_Users'],
      [
        'held by the aggregate of a group',
        assigned([withIt(throughMember)]),
        there,
        'met GRANTED (Sync_Bypass); from Sync_Group',
      ],
      ['held by a member of a group', assigned([throughMember]), there, 'met GRANTED (Sync_Bypass); from Sync_Group'],
      [
        'muted in the group',
        assigned([muting]),
        there,
        'unmet CUSTOM_PERMISSION_MISSING (Sync_Bypass); but Sync_Group is muted',
      ],
      [
        'in a group that mutes other things and has no sum of it',
        assigned([mutingElse]),
        there,
        'unknown GROUP_RECALCULATING (Sync_Bypass | PermissionSetGroup | Sync_Group); unread RECALCULATING PermissionSetGroup',
      ],
      [
        'in the old aggregate of a group that waits, with a member that has it and a muting set that takes it away',
        assigned([{ ...withIt(muting), stale: true }]),
        there,
        'unknown GROUP_RECALCULATING (Sync_Bypass | PermissionSetGroup | Sync_Group); unread RECALCULATING PermissionSetGroup',
      ],
      [
        'in the old aggregate of a group that waits, with a member that has it',
        assigned([{ ...withIt(mutingElse), stale: true }]),
        there,
        'met GRANTED (Sync_Bypass); from Sync_Group',
      ],
      [
        'in the old aggregate of a group that waits, with a member that has it, and rows of which some were not read',
        assigned([{ ...withIt(mutingElse), stale: true }], gap('INCOMPLETE_ROWS', 'SetupEntityAccess', '')),
        there,
        'unknown GROUP_RECALCULATING (Sync_Bypass | PermissionSetGroup | Sync_Group); unread RECALCULATING PermissionSetGroup',
      ],
      [
        'assigned and expired',
        assigned([{ ...set, inert: 'expired' }]),
        there,
        'unmet CUSTOM_PERMISSION_MISSING (Sync_Bypass); but Sync_Users is expired',
      ],
      [
        'held by nothing',
        assigned([source({ name: 'Other' })]),
        there,
        'unmet CUSTOM_PERMISSION_MISSING (Sync_Bypass)',
      ],
      [
        'the rows cannot be read',
        assigned([source({ name: 'Other' })], gap('NOT_AUTHORISED', 'SetupEntityAccess', '')),
        there,
        'unknown NOT_READABLE (Sync_Bypass | SetupEntityAccess | ); unread NOT_AUTHORISED SetupEntityAccess',
      ],
      [
        'the list cannot be read',
        assigned([set]),
        { customPermission: gap('NOT_AUTHORISED', 'CustomPermission', '') },
        'unknown NOT_READABLE (sync_bypass | CustomPermission | ); unread NOT_AUTHORISED CustomPermission',
      ],
      [
        'nobody read it',
        assigned([set]),
        null,
        'unknown NOT_READABLE (sync_bypass | sync_bypass | ); unread NOT_ANSWERED sync_bypass',
      ],
      [
        'the org has none',
        assigned([set]),
        { customPermission: known(new Map()) },
        'impossible NO_SUCH_CUSTOM_PERMISSION (sync_bypass)',
      ],
    ];
  for (const [title, of, entities, expected] of cases)
    it(title, () => {
      const inspected = user(of);
      const org = schema(entities === null ? {} : { namedEntities: entities });
      const [own] = evaluate([requirement(need)], { ...snapshot(inspected), schema: org }, inspected).filter(
        ({ kind }) => kind === 'customPermission',
      );
      expect(own && said(own).replace(/; to give.*$/, '')).to.equal(expected);
    });

  it('what is missing can be given by an entry of a permission set', () => {
    const inspected = user(assigned([]));
    const found = evaluate(
      [requirement(need)],
      { ...snapshot(inspected), schema: schema({ namedEntities: there }) },
      inspected,
    );
    expect(found.find(({ kind }) => kind === 'customPermission')?.remedy?.entries).to.deep.equal([
      { kind: 'customPermission', name: 'Sync_Bypass' },
    ]);
  });
});
