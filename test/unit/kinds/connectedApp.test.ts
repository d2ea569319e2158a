import { expect } from 'chai';
import type { ConnectedApp, ConnectedApps } from '../../../src/access/connectedApps.js';
import type { ProfileRules } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AccessSource, InspectedUser } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { requirement, schema, snapshot, source, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const appId = '0H4000000000001AAA';
const unread = gap('NOT_AUTHORISED', 'ConnectedApplication', 'INVALID_TYPE');
const external = gap('NOT_AUTHORISED', 'ExternalClientApplication', 'INVALID_TYPE');
const policyUnread = gap('NOT_ANSWERED', 'ExtlClntAppPlcyCnfg', appId);

const app = (more: Partial<ConnectedApp> = {}): ConnectedApp => ({
  type: 'ConnectedApplication',
  id: appId,
  names: ['Acme Sync', 'Acme_Sync'],
  isEnabled: known(true),
  onlyPreauthorized: known(false),
  ipRelaxation: known('enforced'),
  runsAs: known(null),
  ...more,
});
const strict = app({ onlyPreauthorized: known(true) });
const apps = (...all: ConnectedApp[]): ConnectedApps => ({
  connectedApps: known(all.filter(({ type }) => type === 'ConnectedApplication')),
  externalClientApps: known(all.filter(({ type }) => type !== 'ConnectedApplication')),
  developerNamesUntold: null,
});

type Holding = SourceSpec & { own?: true; by?: string };
/** A source; `own`: its content admits to the app; `by`: the member of the group that does. */
const holding = ({ own, by, ...spec }: Holding): AccessSource => {
  const one = source(by === undefined ? spec : { ...spec, members: { [by]: {}, Other: {} } });
  const admits = new Set([appId.slice(0, 15)]);
  return {
    ...one,
    content: own ? { ...one.content, apps: admits } : one.content,
    members: one.members.map((member) =>
      member.name === by ? { ...member, content: { ...member.content, apps: admits } } : member,
    ),
  };
};
const withSources = (...specs: Holding[]): InspectedUser =>
  user({
    evidence: { sources: known(specs.map(holding)), appRows: known(true as const) },
    tokens: known(new Set(['acme sync'])),
  });
const group = { type: 'PermissionSetGroup', name: 'All' } as const;
const nobody = withSources({ type: 'Profile', name: 'Office' });
const need: Need = { kind: 'connectedApp', name: 'acme sync' };

describe('connectedApp', () => {
  const open = 'met CONNECTED_APP_SELF_AUTHORIZED (Acme Sync)';
  const admits = 'met CONNECTED_APP_PREAUTHORIZED (Acme Sync | ann@example.com)';
  const refuses = 'unmet CONNECTED_APP_NOT_PREAUTHORIZED (Acme Sync | ann@example.com), ConnectedApplication';
  const cases: [title: string, org: ConnectedApps | undefined, of: InspectedUser, expected: string][] = [
    ['an app that users authorize themselves', apps(app()), nobody, open],
    ['one that admits whom administrators have named, and does not', apps(strict), nobody, refuses],
    [
      'admitted by the profile',
      apps(strict),
      withSources({ type: 'Profile', name: 'Office', own: true }),
      `${admits}; from Office`,
    ],
    ['admitted by a permission set', apps(strict), withSources({ own: true }), `${admits}; from Sync`],
    [
      'admitted by a group, as its aggregate tells',
      apps(strict),
      withSources({ ...group, own: true, by: 'Base' }),
      `${admits}; from All`,
    ],
    [
      'admitted by a group whose aggregate tells nothing',
      apps(strict),
      withSources({ ...group, by: 'Base' }),
      `${admits}; from All`,
    ],
    [
      'a group that mutes may mute it',
      apps(strict),
      withSources({ ...group, by: 'Base', muted: {} }),
      'unknown GROUP_RECALCULATING (Acme Sync | PermissionSetGroup | All); unread RECALCULATING PermissionSetGroup',
    ],
    [
      'a group that waits, whose aggregate is old',
      apps(strict),
      withSources({ ...group, own: true, stale: true }),
      'unknown GROUP_RECALCULATING (Acme Sync | PermissionSetGroup | All); unread RECALCULATING PermissionSetGroup',
    ],
    [
      'a group that waits and will surely admit',
      apps(strict),
      withSources({ ...group, own: true, by: 'Base', stale: true }),
      `${admits}; from All`,
    ],
    [
      'an assignment that has run out',
      apps(strict),
      withSources({ own: true, inert: 'expired' }),
      `${refuses}; but Sync is expired`,
    ],
    [
      'an assignment of which nobody knows whether it is in force',
      apps(strict),
      withSources({ own: true, doubt: unread.gap }),
      'unknown NOT_READABLE (Acme Sync | ConnectedApplication | INVALID_TYPE); unread NOT_AUTHORISED ConnectedApplication',
    ],
    [
      'rows that nobody may read',
      apps(strict),
      user({ evidence: { appRows: gap('NOT_AUTHORISED', 'SetupEntityAccess', 'INVALID_TYPE') } }),
      'unknown NOT_READABLE (Acme Sync | SetupEntityAccess | INVALID_TYPE); unread NOT_AUTHORISED SetupEntityAccess',
    ],
    [
      'a policy that nobody may read',
      apps(app({ onlyPreauthorized: policyUnread })),
      nobody,
      `unknown NOT_READABLE (Acme Sync | ExtlClntAppPlcyCnfg | ${appId}); unread NOT_ANSWERED ExtlClntAppPlcyCnfg`,
    ],
    ['a disabled app', apps(app({ isEnabled: known(false) })), nobody, 'unmet CONNECTED_APP_DISABLED (Acme Sync)'],
    [
      'an app of which nobody knows whether it is enabled',
      apps(app({ isEnabled: policyUnread })),
      nobody,
      `unknown NOT_READABLE (Acme Sync | ExtlClntAppPlcyCnfg | ${appId}); unread NOT_ANSWERED ExtlClntAppPlcyCnfg`,
    ],
    ['and which refuses the user anyway', apps({ ...strict, isEnabled: policyUnread }), nobody, refuses],
    [
      'client credentials that run as another user',
      apps(app({ runsAs: known('bot@example.com') })),
      nobody,
      'degraded CONNECTED_APP_RUNS_AS_OTHER (Acme Sync | ann@example.com | bot@example.com), ConnectedApplication',
    ],
    ['client credentials that run as the user, by id', apps(app({ runsAs: known('005000000000001') })), nobody, open],
    ['client credentials that run as the user, by name', apps(app({ runsAs: known('ANN@example.com') })), nobody, open],
    [
      'an app of which nobody may see as whom it runs',
      apps(app({ runsAs: unread })),
      nobody,
      'unknown NOT_READABLE (Acme Sync | ConnectedApplication | INVALID_TYPE); unread NOT_AUTHORISED ConnectedApplication',
    ],
    [
      'an app that was not connected yet',
      apps(app()),
      { ...nobody, tokens: known(new Set(['another'])) },
      'met CONNECTED_APP_WITHOUT_TOKEN (Acme Sync | ann@example.com)',
    ],
    [
      'an app that was connected, by its developer name',
      apps(app()),
      { ...nobody, tokens: known(new Set(['acme_sync'])) },
      open,
    ],
    ['tokens that nobody may see', apps(app()), { ...nobody, tokens: gap('NOT_AUTHORISED', 'OauthToken', '') }, open],
    [
      'a connected app and what replaces it, of which one admits',
      apps(strict, app({ type: 'ExternalClientApplication', id: '0xI000000000001AAA' })),
      nobody,
      'unknown CONNECTED_APP_AMBIGUOUS (acme sync | 2)',
    ],
    [
      'both, of which one admits and the other has a policy that nobody may read',
      apps(app(), app({ type: 'ExternalClientApplication', onlyPreauthorized: policyUnread })),
      nobody,
      `unknown NOT_READABLE (Acme Sync | ExtlClntAppPlcyCnfg | ${appId}); unread NOT_ANSWERED ExtlClntAppPlcyCnfg`,
    ],
    [
      'both, of which one refuses and the other has a policy that nobody may read',
      apps(strict, app({ type: 'ExternalClientApplication', onlyPreauthorized: policyUnread })),
      nobody,
      `unknown NOT_READABLE (Acme Sync | ExtlClntAppPlcyCnfg | ${appId}); unread NOT_ANSWERED ExtlClntAppPlcyCnfg`,
    ],
    [
      'both, and neither admits',
      apps(strict, { ...strict, type: 'ExternalClientApplication', id: '0xI000000000001AAA' }),
      nobody,
      refuses,
    ],
    ['both, and both admit', apps(app(), app({ type: 'ExternalClientApplication' })), nobody, open],
    ['an org that does not know it', apps(), nobody, 'impossible NO_SUCH_CONNECTED_APP (acme sync)'],
    [
      'an org whose external client apps nobody may see',
      { ...apps(), externalClientApps: external },
      nobody,
      'unknown NOT_READABLE (acme sync | ExternalClientApplication | INVALID_TYPE); unread NOT_AUTHORISED ExternalClientApplication',
    ],
    [
      'and which knows a connected app of the name, beside which another may refuse',
      { ...apps(app()), externalClientApps: external },
      nobody,
      'unknown NOT_READABLE (acme sync | ExternalClientApplication | INVALID_TYPE); unread NOT_AUTHORISED ExternalClientApplication',
    ],
    ['and one that refuses', { ...apps(strict), externalClientApps: external }, nobody, refuses],
    [
      'an org that did not tell developer names, none of which can be the name',
      { ...apps(app(), app({ id: '0H4000000000002AAA', names: ['Other'] })), developerNamesUntold: unread.gap },
      nobody,
      open,
    ],
    [
      'an org that did not tell developer names',
      { ...apps(), developerNamesUntold: unread.gap },
      nobody,
      'unknown NOT_READABLE (acme sync | ConnectedApplication | INVALID_TYPE); unread NOT_AUTHORISED ConnectedApplication',
    ],
    [
      'apps that nobody read',
      undefined,
      nobody,
      'unknown NOT_READABLE (acme sync | acme sync | ); unread NOT_ANSWERED acme sync',
    ],
    [
      'in self mode, where rows are not read',
      apps(strict),
      user({
        self: { mode: 'self', userPermissions: known(new Set()), userPermissionColumns: new Map(), objects: new Map() },
      }),
      'unknown NOT_VISIBLE_TO_SELF (Acme Sync | SetupEntityAccess | ); unread SELF_MODE SetupEntityAccess',
    ],
  ];
  const evaluated = (org: ConnectedApps | undefined, of: InspectedUser, more = {}) =>
    evaluate([requirement(need, more)], snapshot(of, schema(org ? { connectedApps: org } : {})), of);
  for (const [title, org, of, expected] of cases) {
    it(title, () => {
      const findings = evaluated(org, of).filter(({ kind }) => kind === 'connectedApp');
      expect(findings.map(said)).to.deep.equal([expected]);
    });
  }

  it('is unknown where another app may have the name as its developer name', () => {
    const gong = app({ names: ['Gong'] });
    const other = app({ id: '0H4000000000002AAA', names: ['Gong Sync'], onlyPreauthorized: known(true) });
    const statusOf = (...all: ConnectedApp[]): string | undefined =>
      evaluate(
        [requirement({ kind: 'connectedApp', name: 'Gong' })],
        snapshot(nobody, schema({ connectedApps: { ...apps(...all), developerNamesUntold: unread.gap } })),
        nobody,
      ).find(({ kind }) => kind === 'connectedApp')?.status;
    expect(statusOf(gong, other)).to.equal('unknown');
    expect(statusOf(gong, { ...other, names: ['Gong Sync', 'Gong_Sync'] })).to.equal('met');
    expect(statusOf(gong)).to.equal('met');
  });

  it('does not apply where the org does not know it and the definition allows for it', () => {
    const [finding] = evaluated(apps(), nobody, { ifPresent: true });
    expect(finding && said(finding)).to.equal('notApplicable NOT_IN_THIS_ORG (acme sync)');
  });

  it('is called as the org spells the name that the rule used', () => {
    const named = (name: string): string | undefined =>
      evaluate(
        [requirement({ kind: 'connectedApp', name })],
        snapshot(nobody, schema({ connectedApps: apps(app()) })),
        nobody,
      )
        .map(({ id }) => id)
        .find((id) => id.startsWith('connectedApp:'));
    expect(named('ACME SYNC')).to.equal('connectedApp:Acme Sync');
    expect(named('acme_sync')).to.equal('connectedApp:Acme_Sync');
    expect(named('100%')).to.equal('connectedApp:100%25');
  });

  it('can be mended by an entry of a permission set that admits, where it is sure which app is meant and that it is on', () => {
    const remedyOf = (all: ConnectedApps): unknown => evaluated(all, nobody)[0]?.remedy?.entries ?? null;
    expect(remedyOf(apps(strict))).to.deep.equal([{ kind: 'connectedApp', name: 'Acme Sync', appId }]);
    const external = { type: 'ExternalClientApplication', names: ['Acme Sync', 'Acme', 'acme__Acme'] } as const;
    expect(remedyOf(apps(app({ ...external, onlyPreauthorized: known(true) })))).to.deep.equal([
      { kind: 'connectedApp', name: 'acme__Acme', appId },
    ]);
    expect(remedyOf(apps(strict, { ...strict, id: '0H4000000000002AAA' }))).to.equal(null);
    expect(remedyOf(apps({ ...strict, isEnabled: policyUnread }))).to.equal(null);
    expect(remedyOf(apps({ ...strict, isEnabled: known(false) }))).to.equal(null);
  });
});

describe('address ranges of the profile, for an integration that logs in through an app (facts M12, M16)', () => {
  const rules: ProfileRules = {
    isCustom: true,
    loginHours: [],
    ipRanges: [{ from: '10.0.0.1', to: '10.0.0.9' }],
    recordTypes: new Set(),
  };
  const restricted = { ...nobody, profileRules: known(rules) };
  const ranges = 'degraded LOGIN_ADDRESSES_RESTRICTED (Standard User | 10.0.0.1-10.0.0.9)';
  const cases: [title: string, org: ConnectedApps, of: InspectedUser, expected: string][] = [
    ['heeded by the app', apps(app()), restricted, ranges],
    ['heeded in part', apps(app({ ipRelaxation: known('partly') })), restricted, ranges],
    ['nobody knows', apps(app({ ipRelaxation: unread })), restricted, ranges],
    [
      'not heeded',
      apps(app({ ipRelaxation: known('relaxed') })),
      restricted,
      'met LOGIN_ADDRESSES_RELAXED (Standard User | acme sync)',
    ],
    [
      'not heeded by one of two apps of the name',
      apps(app({ ipRelaxation: known('relaxed') }), app({ id: '0H4000000000002AAA' })),
      restricted,
      ranges,
    ],
    [
      'not heeded by the app, while a password is what it logs in with',
      apps(app({ ipRelaxation: known('relaxed') })),
      { ...restricted, password: { expired: known(false), locked: known(false) } },
      ranges,
    ],
    ['an app that is not there', apps(), restricted, ranges],
    [
      'not heeded by the app, beside which another may heed them',
      { ...apps(app({ ipRelaxation: known('relaxed') })), externalClientApps: external },
      restricted,
      ranges,
    ],
  ];
  for (const [title, connectedApps, of, expected] of cases) {
    it(title, () => {
      const findings = evaluate([requirement(need)], snapshot(of, schema({ connectedApps })), of);
      expect(findings.filter(({ id }) => id === 'user:ipRanges').map(said)).to.deep.equal([expected]);
    });
  }
  it('is asked only where something says that the integration logs in', () => {
    const ids = (needs: Need[], of: InspectedUser): string[] =>
      evaluate(
        needs.map((one) => requirement(one)),
        snapshot(of),
        of,
      ).map(({ id }) => id);
    expect(ids([{ kind: 'userPermission', name: 'ApiEnabled' }], restricted)).to.not.include('user:ipRanges');
    expect(ids([{ kind: 'anyOf', name: 'app', members: [[requirement(need)]] }], restricted)).to.include(
      'user:loginHours',
    );
    expect(ids([], { ...restricted, password: { expired: known(false), locked: known(false) } })).to.include(
      'user:ipRanges',
    );
  });
});
