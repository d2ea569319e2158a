import { expect } from 'chai';
import {
  allApps,
  appEntry,
  appsNamed,
  appsUnseen,
  otherAppsUnseen,
  preauthorization,
} from '../../../src/access/connectedApps.js';
import type { AppType, ConnectedApp, ConnectedApps } from '../../../src/access/connectedApps.js';
import { isNamedApp, setupAccessId } from '../../../src/access/setupAccess.js';
import type { SetupEntry } from '../../../src/access/setupEntities.js';
import { openedIdsIn, setupEntityIdIn } from '../../../src/access/setupEntityIds.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Entity, Gap, Reading } from '../../../src/access/snapshot.js';
import { content, notRead, source } from '../support/snapshot.js';

const app = (type: AppType, id: string, ...names: [string, ...string[]]): ConnectedApp => ({
  type,
  id,
  names,
  isEnabled: known(true),
  onlyPreauthorized: known(true),
  ipRelaxation: known('enforced'),
  runsAs: known(null),
});
const connected = (id: string, ...names: [string, ...string[]]): ConnectedApp =>
  app('ConnectedApplication', id, ...names);
const external = (id: string, ...names: [string, ...string[]]): ConnectedApp =>
  app('ExternalClientApplication', id, ...names);
const hubspot = (): ConnectedApp => connected('0H4000000000001AAA', 'HubSpot Sync', 'HubSpot_Sync');
const gong = (): ConnectedApp => external('0xI000000000001AAA', 'Gong App', 'Gong_App');
const untoldNames = gap('NOT_IN_API_VERSION', 'ConnectedApplication', 'DeveloperName').gap;
const apps = (
  first: Reading<readonly ConnectedApp[]>,
  second: Reading<readonly ConnectedApp[]>,
  developerNamesUntold: Gap | null = null,
): ConnectedApps => ({ connectedApps: first, externalClientApps: second, developerNamesUntold });
const both = (untold: Gap | null = null): ConnectedApps => apps(known([hubspot()]), known([gong()]), untold);

describe('apps by name', () => {
  it('are found in both lists, by each of their names, however spelled', () => {
    expect(allApps(both())).to.deep.equal([hubspot(), gong()]);
    expect(allApps(apps(notRead, known([gong()])))).to.deep.equal([gong()]);
    expect(appsNamed(both(), 'hubspot_sync')).to.deep.equal([hubspot()]);
    expect(appsNamed(both(), 'GONG APP')).to.deep.equal([gong()]);
    expect(appsNamed(both(), 'Gong')).to.deep.equal([]);
  });

  const otherList = gap('NOT_AUTHORISED', 'ExternalClientApplication', '');
  const unseen: ReadonlyArray<readonly [title: string, scene: () => ConnectedApps, expected: Gap | null]> = [
    ['all was read', both, null],
    ['the first list was not read', () => apps(notRead, otherList, untoldNames), notRead.gap],
    ['the second was not', () => apps(known([]), otherList, untoldNames), otherList.gap],
    ['no developer names were told', () => both(untoldNames), untoldNames],
  ];
  for (const [title, scene, expected] of unseen)
    it(`one that was not found may be there: ${title}`, () => {
      expect(appsUnseen(scene())).to.deep.equal(expected);
    });

  const bare = (): ConnectedApp => connected('0H4000000000002AAA', 'Other App');
  const others: ReadonlyArray<
    readonly [title: string, scene: () => ConnectedApps, name: string, expected: Gap | null]
  > = [
    ['all was read', both, 'HubSpot_Sync', null],
    ['a list was not read', () => apps(known([hubspot()]), otherList), 'HubSpot_Sync', otherList.gap],
    [
      'an app has a name that was not told',
      () => apps(known([hubspot(), bare()]), known([]), untoldNames),
      'HubSpot_Sync',
      untoldNames,
    ],
    [
      'which is no matter for a name with a blank',
      () => apps(known([hubspot(), bare()]), known([]), untoldNames),
      'HubSpot Sync',
      null,
    ],
    ['nor for one that begins with something else', () => apps(known([bare()]), known([]), untoldNames), '(x)', null],
    ['nor one that ends so', () => apps(known([bare()]), known([]), untoldNames), 'x)', null],
    ['nor one that begins so', () => apps(known([bare()]), known([]), untoldNames), '(x', null],
    [
      'it is the one that was found',
      () => apps(known([connected('0H4000000000003AAA', 'Sync')]), known([]), untoldNames),
      'Sync',
      null,
    ],
    [
      'external client apps tell theirs',
      () => apps(known([hubspot()]), known([external('0xI000000000002AAA', 'One')]), untoldNames),
      'HubSpot_Sync',
      null,
    ],
    ['all have told theirs', () => both(untoldNames), 'HubSpot_Sync', null],
  ];
  for (const [title, scene, name, expected] of others)
    it(`another one of the name may be there: ${title}`, () => {
      expect(otherAppsUnseen(scene(), name)).to.deep.equal(expected);
    });

  it('stand in a permission set by the name that its rows have', () => {
    const { id } = hubspot();
    expect(appEntry(hubspot())).to.deep.equal({ kind: 'connectedApp', name: 'HubSpot Sync', appId: id });
    expect(appEntry(gong())).to.deep.equal({ kind: 'connectedApp', name: 'Gong_App', appId: gong().id });
    const three = external('0xI000000000004AAA', 'One', 'Two', 'Three');
    expect(appEntry(three)).to.deep.equal({ kind: 'connectedApp', name: 'Three', appId: three.id });
  });

  it('admit whom a permission set admits, by the short id and the long one (M14)', () => {
    const admitting = {
      ...source({ name: 'Admits' }),
      content: { ...content({}), apps: new Set(['0H4000000000009', '0H4000000000001']) },
    };
    const rows = known(true as const);
    const evidence = {
      mode: 'admin' as const,
      sources: known([admitting, source({ name: 'Other' })]),
      ...{ objectRows: rows, fieldRows: rows, userPermissionRows: rows, appRows: rows },
    };
    const [admitted, not] = ['0H4000000000001AAA', '0H4000000000002AAA'].map((id) => preauthorization(evidence, id));
    expect(admitted).to.deep.equal({
      answer: 'yes',
      grantedBy: [{ type: 'PermissionSet', name: 'Admits', namespace: null, label: 'Admits' }],
    });
    expect(not).to.deep.equal({ answer: 'no', why: { reason: 'absent', hints: [] } });
  });
});

describe('the ids by which rows of SetupEntityAccess name things', () => {
  const named = {
    apexClass: known(new Map([['sync', { id: '01p000000000001AAA', name: 'Sync' }]])) as never,
    customPermission: notRead,
  };
  type Names = Parameters<typeof setupEntityIdIn>[0];
  const rows: ReadonlyArray<readonly [title: string, entry: SetupEntry, scene: () => Names, expected: string | null]> =
    [
      ['of an app', { kind: 'connectedApp', name: 'hubspot sync' }, () => ({ connectedApps: both() }), hubspot().id],
      [
        'of an app that brings its own',
        { kind: 'connectedApp', name: 'X', appId: '0H4' },
        () => ({ connectedApps: both() }),
        '0H4',
      ],
      ['not of one that the org has not', { kind: 'connectedApp', name: 'X' }, () => ({ connectedApps: both() }), null],
      [
        'not of one of two',
        { kind: 'connectedApp', name: 'Gong App' },
        () => ({ connectedApps: apps(known([connected('0H4', 'Gong App')]), known([gong()])) }),
        null,
      ],
      ['of no app where none was asked for', { kind: 'connectedApp', name: 'X' }, () => ({}), null],
      ['of an Apex class', { kind: 'apexClass', name: 'SYNC' }, () => ({ namedEntities: named }), '01p000000000001AAA'],
      ['not of one that the org has not', { kind: 'apexClass', name: 'X' }, () => ({ namedEntities: named }), null],
      ['not of what was not read', { kind: 'customPermission', name: 'Sync' }, () => ({ namedEntities: named }), null],
      [
        'not of a kind that was not asked for',
        { kind: 'customPermission', name: 'Sync' },
        () => ({ namedEntities: {} }),
        null,
      ],
      ['of nothing where nothing was asked for', { kind: 'apexClass', name: 'Sync' }, () => ({}), null],
    ];
  for (const [title, entry, scene, expected] of rows)
    it(title, () => {
      expect(setupEntityIdIn(scene(), entry)).to.equal(expected);
    });

  it('of custom settings and custom metadata types that the org has and told the id of', () => {
    const entities: Entity[] = [
      { name: 'Switch__c', isCustomSetting: true, durableId: '01I1' },
      { name: 'Rule__mdt', durableId: '01I2' },
      { name: 'Thing__c', durableId: '01I3' },
      { name: 'Untold__mdt' },
    ];
    const scene = { entities: known(new Map(entities.map((one) => [one.name.toLowerCase(), one]))) };
    const asked = ['SWITCH__C', 'rule__mdt', 'Thing__c', 'Untold__mdt', 'None__mdt'];
    expect([...openedIdsIn(scene, asked)]).to.deep.equal([
      ['01I1', 'Switch__c'],
      ['01I2', 'Rule__mdt'],
    ]);
    expect([...openedIdsIn({ entities: notRead }, asked)]).to.deep.equal([]);
  });
});

describe('what a permission set holds beside permissions', () => {
  const rows: ReadonlyArray<readonly [type: string, name: string, id: string, isNamed: boolean]> = [
    ['ApexClass', 'SyncApi', 'apexClass:SyncApi', false],
    ['Tab', 'Account', 'tab:Account', false],
    ['TabSet', 'Sales', 'app:Sales', false],
    ['ConnectedApplication', 'HubSpot', 'connectedApp:HubSpot', true],
    ['ExternalClientApplication', 'Gong', 'connectedApp:Gong', true],
    ['ConnectedApplication', '0H4000000000001', 'connectedApp:0H4000000000001', false],
    ['ConnectedApplication', '0H4000000000001AAA', 'connectedApp:0H4000000000001AAA', false],
    ['ExternalClientApplication', '0xI000000000001AAA', 'connectedApp:0xI000000000001AAA', false],
    ['ConnectedApplication', 'My0H4000000000001', 'connectedApp:My0H4000000000001', true],
    ['ConnectedApplication', '0H4000000000001A', 'connectedApp:0H4000000000001A', true],
    ['ConnectedApplication', '0H4000000000001AAAx', 'connectedApp:0H4000000000001AAAx', true],
  ];
  for (const [type, name, id, isNamed] of rows)
    it(`${type} ${name}`, () => {
      expect([setupAccessId({ type, name }), isNamedApp({ type, name })]).to.deep.equal([id, isNamed]);
    });
});
