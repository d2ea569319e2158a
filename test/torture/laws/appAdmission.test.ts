/** The product and the second evaluator agree about whom apps admit, in any org of apps, with anything assigned and unread. */
import { expect } from 'chai';
import fc from 'fast-check';
import { emptyContent } from '../../../src/access/entry.js';
import type { ConnectedApp } from '../../../src/access/connectedApps.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AccessSource, Content, Gap, OrgSchema, Reading } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { requirement, schema, snapshot, source, user } from '../../unit/support/snapshot.js';
import { judgeApp } from '../naive/judgeApp.js';
import type { App, AppWorld, Assigned } from '../naive/judgeApp.js';
import { setupKey } from '../naive/world.js';
import type { GapCode } from '../naive/world.js';
import { torture } from '../support/torture.js';

const names = ['Acme Sync', 'Acme_Loader', 'Ghost'];
const types = ['ConnectedApplication', 'ExternalClientApplication'] as const;
const keyOfApp = (name: string, type: App['type']): string => setupKey(type, name);
const appKeys = names.flatMap((name) => types.map((type) => keyOfApp(name, type)));
const told = fc.constantFrom(true, false, null);
const some = fc.subarray(appKeys);
const often = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const gapCode = fc.constantFrom<GapCode>('NOT_AUTHORISED', 'NOT_ANSWERED', 'INCOMPLETE_ROWS');

const app: fc.Arbitrary<App> = fc.record({
  type: fc.constantFrom(...types),
  name: fc.constantFrom(...names.slice(0, 2)),
  enabled: often<boolean | null>(true, told),
  preauthorizedOnly: often<boolean | null>(true, told),
  runsAs: often<string | null | undefined>(null, fc.constantFrom('bot@example.com', undefined)),
});
const assigned: fc.Arbitrary<Assigned> = fc
  .record({
    type: fc.constantFrom('Profile' as const, 'PermissionSet' as const, 'PermissionSetGroup' as const),
    name: fc.constantFrom('One', 'Two', 'Three'),
    state: often('inForce' as const, fc.constantFrom('expired', 'revoked', 'inactive', 'needsActivation')),
    doubtful: often(false, fc.boolean()),
    admits: some,
    members: fc.array(fc.record({ name: fc.constantFrom('Base', 'More'), admits: some }), { maxLength: 2 }),
    mutes: fc.option(some),
    waiting: often(false, fc.boolean()),
  })
  .map((one) => (one.type === 'PermissionSetGroup' ? one : { ...one, members: [], mutes: null, waiting: false }));
const worlds: fc.Arbitrary<AppWorld> = fc.record({
  apps: fc.uniqueArray(app, { maxLength: 4, selector: ({ name, type }) => keyOfApp(name, type) }),
  assigned: fc.array(assigned, { maxLength: 4 }),
  gaps: often<AppWorld['gaps']>(
    {},
    fc.record({ connected: gapCode, external: gapCode, rows: gapCode }, { requiredKeys: [] }),
  ),
});

const unread = (code: GapCode): { known: false; gap: Gap } => gap(code, 'Something', '');
const reading = <T>(value: T | null): Reading<T> => (value === null ? unread('NOT_ANSWERED') : known(value));
/** Ids of 15 characters, each app its own. */
const idOf = (key: string): string => `0H4${String(appKeys.indexOf(key)).padStart(12, '0')}AAA`;

const toApp = ({ type, name, enabled, preauthorizedOnly, runsAs }: App): ConnectedApp => ({
  type,
  id: idOf(keyOfApp(name, type)),
  names: [name],
  isEnabled: reading(enabled),
  onlyPreauthorized: reading(preauthorizedOnly),
  ipRelaxation: known('enforced'),
  runsAs: runsAs === undefined ? unread('NOT_AUTHORISED') : known(runsAs),
});

const schemaOf = ({ apps, gaps }: AppWorld): OrgSchema => {
  const of = (type: App['type'], code: GapCode | undefined): Reading<readonly ConnectedApp[]> =>
    code === undefined ? known(apps.filter((one) => one.type === type).map(toApp)) : unread(code);
  return schema({
    connectedApps: {
      connectedApps: of('ConnectedApplication', gaps.connected),
      externalClientApps: of('ExternalClientApplication', gaps.external),
      developerNamesUntold: null,
    },
  });
};

const admitting = (content: Content, admits: readonly string[]): Content =>
  admits.length === 0 ? content : { ...content, apps: new Set(admits.map(idOf)) };

const toSource = ({ type, name, state, doubtful, admits, members, mutes, waiting }: Assigned): AccessSource => {
  const one = source({
    type,
    name,
    inert: state === 'inForce' ? null : state,
    doubt: doubtful ? unread('NOT_AUTHORISED').gap : null,
    stale: waiting,
  });
  return {
    ...one,
    content: admitting(one.content, admits),
    muted: mutes && admitting(emptyContent, mutes),
    members: members.map((member) => ({
      id: `0PS ${member.name}`,
      name: member.name,
      content: admitting(one.content, member.admits),
    })),
  };
};

describe('random apps and assignments', () => {
  torture(
    import.meta.url,
    'are judged the same by an evaluation written a second time',
    { short: 3000, long: 60_000 },
    fc.record({ world: worlds, name: fc.constantFrom(...names, 'ACME SYNC'), ifPresent: fc.boolean() }),
    ({ world, name, ifPresent }) => {
      const inspected = user({
        evidence: {
          sources: known(world.assigned.map(toSource)),
          appRows: world.gaps.rows === undefined ? known(true as const) : unread(world.gaps.rows),
        },
      });
      const needed = requirement({ kind: 'connectedApp', name }, { ifPresent });
      const findings = evaluate([needed], snapshot(inspected, schemaOf(world)), inspected);
      const found = findings.find(({ kind }) => kind === 'connectedApp');
      const { status, codes } = judgeApp(world, name, ifPresent);
      expect(found?.status).to.equal(status);
      if (codes.length > 0) expect(codes).to.include(found?.code);
    },
    ({ world, name }) => ({
      known: world.apps.some((one) => one.name.toLowerCase() === name.toLowerCase()),
      twice: world.apps.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length > 1,
      unread: Object.keys(world.gaps).length > 0,
    }),
  );
});
