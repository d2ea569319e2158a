import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { AccessSnapshot, Content } from '../../../src/access/snapshot.js';
import type { StandingSetup } from '../../../src/access/standingSet.js';
import type { AssignedRecord, RevokeAction } from '../../../src/revoke/revokePlan.js';
import { snapshotWithout } from '../../../src/revoke/snapshotWithout.js';
import { leftIn } from '../../../src/revoke/takeOut.js';
import type { TakeOut } from '../../../src/revoke/takeOut.js';
import { snapshot, source, user } from '../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../support/snapshot.js';
import { mailOf, setId, setName, standingSet, userOf } from './builders.js';

const after = (taken: AccessSnapshot, ...actions: RevokeAction[]): AccessSnapshot =>
  snapshotWithout(taken, { name: setName, formerName: null, set: { id: setId }, actions, notFound: [] });

const ofAnn = (...sources: SourceSpec[]): AccessSnapshot => snapshot({ ...user({ sources }), id: userOf('ann') });

/** What ann is left with, beside her profile. */
const sourcesIn = ({ users }: AccessSnapshot): string[] =>
  users.flatMap(({ evidence }) =>
    evidence.mode === 'admin' && evidence.sources.known
      ? evidence.sources.value.flatMap(({ type, namespace, name }) =>
          type === 'Profile' ? [] : [`${type} ${namespace === null ? '' : `${namespace}__`}${name}`],
        )
      : [],
  );

const record = (detail: string, more: Partial<AssignedRecord> = {}): AssignedRecord => ({
  path: 'PermissionSetAssignment/0Pa1',
  userId: userOf('ann'),
  user: mailOf('ann'),
  detail,
  ...more,
});

describe('what a user has after a revoke', () => {
  const held: SourceSpec[] = [
    { name: setName },
    { name: 'Sync' },
    { name: 'Sync', namespace: 'ns' },
    { name: 'Sync', type: 'PermissionSetGroup' },
    { name: 'Else' },
  ];
  const all = [
    `PermissionSet ${setName}`,
    'PermissionSet Sync',
    'PermissionSet ns__Sync',
    'PermissionSetGroup Sync',
    'PermissionSet Else',
  ];
  const without = (...gone: string[]): string[] => all.filter((one) => !gone.includes(one));
  const unassign = (...records: AssignedRecord[]): RevokeAction => ({ action: 'unassign', records });
  const table: [title: string, action: () => RevokeAction | null, left: string[]][] = [
    ['nothing is done', () => null, all],
    ['the set of the grant', () => unassign(record(setName)), without(`PermissionSet ${setName}`)],
    ['the set of the grant, of somebody else', () => unassign(record(setName, { userId: userOf('bob') })), all],
    [
      'the set of the grant, which is deleted: nobody has it any more',
      () => ({ action: 'deleteSet', setId, holds: [] }),
      without(`PermissionSet ${setName}`),
    ],
    ['a named set', () => unassign(record('Sync', { named: 'PermissionSet' })), without('PermissionSet Sync')],
    [
      'a named set, in another case',
      () => unassign(record('SYNC', { named: 'PermissionSet' })),
      without('PermissionSet Sync'),
    ],
    [
      'a packaged set',
      () => unassign(record('ns__Sync', { named: 'PermissionSet' })),
      without('PermissionSet ns__Sync'),
    ],
    ['a group', () => unassign(record('Sync', { named: 'PermissionSetGroup' })), without('PermissionSetGroup Sync')],
    [
      'a named set of somebody else',
      () => unassign(record('Sync', { named: 'PermissionSet', userId: userOf('bob') })),
      all,
    ],
    ['a named set that the user does not have', () => unassign(record('Gone', { named: 'PermissionSet' })), all],
    [
      'two named sets, one of them by its short id of the user',
      () =>
        unassign(
          record('Sync', { named: 'PermissionSet', userId: userOf('ann').slice(0, 15) }),
          record('Else', { named: 'PermissionSet' }),
        ),
      without('PermissionSet Sync', 'PermissionSet Else'),
    ],
  ];
  for (const [title, action, left] of table) {
    it(title, () => {
      const one = action();
      expect(sourcesIn(after(ofAnn(...held), ...(one ? [one] : [])))).to.deep.equal(left);
    });
  }

  it('a group of the name of the set is not the set', () => {
    const group: SourceSpec = { name: setName, type: 'PermissionSetGroup' };
    expect(sourcesIn(after(ofAnn(group), unassign(record(setName))))).to.deep.equal([`PermissionSetGroup ${setName}`]);
  });

  it('what a user says of himself stays as it is', () => {
    const self: UserSpec['self'] = {
      mode: 'self',
      userPermissions: known(new Set(['runreports'])),
      userPermissionColumns: new Map(),
      objects: new Map(),
    };
    const taken = snapshot(user({ self }));
    expect(after(taken, unassign(record(setName)))).to.deep.equal(taken);
  });
});

describe('things of Setup in the sets of a user after a revoke', () => {
  const appId = '0H4000000000001AAA';
  const otherApp = '0H4000000000002AAA';
  const app: StandingSetup = { id: '0J01', entityId: appId, entry: { kind: 'connectedApp', name: 'Acme Sync' } };
  const sync: StandingSetup = {
    id: '0J02',
    entityId: '01p000000000001AAA',
    entry: { kind: 'apexClass', name: 'Sync' },
  };
  const held: Pick<Content, 'apps' | 'setupEntities'> = {
    apps: new Set([appId, otherApp]),
    setupEntities: new Set(['connectedapp:acme sync', 'apexclass:sync', 'apexclass:other', 'custompermission:sync']),
  };
  const out = (...setup: StandingSetup[]): RevokeAction => {
    const takeOut: TakeOut = {
      ...{ userPermissions: [], objects: [], fields: [], platformEntries: [] },
      setup,
      entries: setup.map(({ entry }) => entry),
    };
    const set = standingSet({}, { setup });
    const about = { setId, alsoFrom: [], description: '', holds: takeOut.entries, leaves: leftIn(set, takeOut) };
    return { action: 'removeEntries', takeOut, ...about };
  };
  const withSetup = (spec: SourceSpec, mine: Partial<Content>, members: Record<string, Partial<Content>> = {}) => {
    const plain = source({ ...spec, members: Object.fromEntries(Object.keys(members).map((name) => [name, {}])) });
    return {
      ...plain,
      content: { ...plain.content, ...mine },
      members: plain.members.map((one) => ({ ...one, content: { ...one.content, ...members[one.name] } })),
    };
  };
  const left = (one: ReturnType<typeof withSetup>, ...setup: StandingSetup[]) => {
    const plain = user();
    const evidence = plain.evidence.mode === 'admin' ? { ...plain.evidence, sources: known([one]) } : plain.evidence;
    const now = after(snapshot({ ...plain, id: userOf('ann'), evidence }), out(...setup)).users[0]?.evidence;
    const [first] = now?.mode === 'admin' && now.sources.known ? now.sources.value : [];
    const { apps, setupEntities } = first?.content ?? {};
    return { apps: apps && [...apps], setup: setupEntities && [...setupEntities] };
  };
  const set = (): ReturnType<typeof withSetup> => withSetup({ name: setName }, held);

  it('nothing goes out', () => {
    expect(left(set())).to.deep.equal({ apps: [...(held.apps ?? [])], setup: [...(held.setupEntities ?? [])] });
  });

  it('an app goes by its id, and under its name', () => {
    expect(left(set(), app)).to.deep.equal({
      apps: [otherApp],
      setup: ['apexclass:sync', 'apexclass:other', 'custompermission:sync'],
    });
  });

  it('a class goes, and a custom permission of its name stays', () => {
    expect(left(set(), sync)).to.deep.equal({
      apps: [appId, otherApp],
      setup: ['connectedapp:acme sync', 'apexclass:other', 'custompermission:sync'],
    });
  });

  it('a set of which nothing of Setup was asked for stays so', () => {
    expect(left(withSetup({ name: setName }, {}), app, sync)).to.deep.equal({ apps: undefined, setup: undefined });
  });

  it('in a group it stays as far as another member gives it', () => {
    const other = { apps: new Set([appId]), setupEntities: new Set(['apexclass:sync']) };
    const group = (more: Partial<Content>) =>
      withSetup({ name: 'All', type: 'PermissionSetGroup' }, held, { [setName]: held, Other: more });
    expect(left(group(other), app, sync)).to.deep.equal({
      apps: [appId, otherApp],
      setup: ['apexclass:sync', 'apexclass:other', 'custompermission:sync'],
    });
    expect(left(group({}), app, sync)).to.deep.equal({
      apps: [otherApp],
      setup: ['apexclass:other', 'custompermission:sync'],
    });
  });
});
