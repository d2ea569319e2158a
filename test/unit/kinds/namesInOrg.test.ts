import { expect } from 'chai';
import type { ConnectedApp } from '../../../src/access/connectedApps.js';
import type { OrgSchema, ShownNames } from '../../../src/access/snapshot.js';
import { gap, known } from '../../../src/access/snapshot.js';
import { derivedObjectNames } from '../../../src/platform/derivedObjects/derivedObject.js';
import { kindOf } from '../../../src/kinds/kinds.js';
import type { LookedUp } from '../../../src/kinds/namesInOrg.js';
import { keyOf } from '../../../src/platform/names.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { needs, field, history, historyField, objectList, schema } from '../support/snapshot.js';

/** What is told of an object that the org has, where only Lead takes object permissions. */
const ofObject = (
  sobject: string,
  objects: OrgSchema['permissionableObjects'] = known(objectList('Lead')),
): LookedUp | undefined => {
  const entities = known(new Map([[keyOf(sobject), { name: sobject }]]));
  const need = needs.object(sobject, 'read');
  const [name] = kindOf(need).namesInOrg?.(need) ?? [];
  return name?.lookUp(schema({ entities, permissionableObjects: objects }));
};

describe('names that an org has', () => {
  it('of an object that takes no object permissions and of which no rule is known, are not fit for an object rule', () => {
    expect(ofObject('Lead')).to.deep.equal({ found: 'yes' });
    expect(ofObject('NobodyKnowsThis')).to.deep.equal({ found: 'unfit', why: 'noObjectPermissions' });
    const unread = gap('NOT_AUTHORISED', 'ObjectPermissions', '');
    expect(ofObject('NobodyKnowsThis', unread)).to.deep.equal({ found: 'yes' });
  });

  it('are fit where a rule of Salesforce says what else gives access to the object', () => {
    const unfit = derivedObjectNames().filter((name) => ofObject(name)?.found !== 'yes');
    expect(unfit).to.deep.equal([]);
    expect(ofObject('LeadHistory')).to.deep.equal({ found: 'yes' });
  });
});

describe('names of needs, looked up in an org', () => {
  const unread = gap('NOT_AUTHORISED', 'Something', 'INVALID_TYPE');
  const yes: LookedUp = { found: 'yes' };
  const no = (...nearest: string[]): LookedUp => ({ found: 'no', nearest });
  const notRead: LookedUp = { found: 'unknown', gap: null };
  const refused: LookedUp = { found: 'unknown', gap: unread.gap };
  const hidden = gap('NOT_AUTHORISED', 'Profile', 'hidden').gap;
  const lists = (names: string[], more: Partial<ShownNames> = {}): Partial<OrgSchema> => {
    const list = known({ names: new Map(names.map((name) => [keyOf(name), name])), hidden: null, ...more });
    return { listedNames: { profiles: list, userLicenses: list, permissionSetLicenses: list, packages: list } };
  };
  const profile = (...names: string[]): Need => ({ kind: 'profile', names });
  const custom: Need = { kind: 'customPermission', name: 'acme__skip' };
  const apex: Need = { kind: 'apexClass', name: 'SyncApi' };
  const set: Need = { kind: 'permissionSetAssigned', name: 'acme__sync' };
  const flag: Need = { kind: 'userFlag', flag: 'SupportUser' };
  const app: Need = { kind: 'connectedApp', name: 'acme sync' };
  const ofPackage: Need = { kind: 'package', namespace: 'Acme', seat: false };
  const columns = (...names: string[]): OrgSchema['permissionSetColumns'] =>
    known(new Map(names.map((name) => [keyOf(name), { name, label: name }])));
  const entity = (name: string) => ({ id: '0CP', name });
  const oneSet = { type: 'PermissionSet', id: '0PS', name: 'Sync', namespace: 'acme', label: 'Sync' } as const;
  const oneApp: ConnectedApp = {
    type: 'ConnectedApplication',
    id: '0H4',
    names: ['Acme Sync', 'Acme_Sync'],
    isEnabled: known(true),
    onlyPreauthorized: known(false),
    ipRelaxation: known('enforced'),
    runsAs: known(null),
  };
  const apps = (...all: ConnectedApp[]): Partial<OrgSchema> => ({
    connectedApps: { connectedApps: known(all), externalClientApps: known([]), developerNamesUntold: null },
  });
  const tracked = (...fields: Parameters<typeof historyField>[]): Partial<OrgSchema> => ({
    history: new Map([
      [
        'strange',
        history(
          known(true),
          fields.map((one) => historyField(...one)),
        ),
      ],
    ]),
    fields: new Map([
      [
        'strange',
        known(
          new Map([
            ['a', field('A')],
            ['b', field('B', { calculated: true })],
          ]),
        ),
      ],
    ]),
  });

  const cases: [title: string, need: Need, org: Partial<OrgSchema>, expected: LookedUp[]][] = [
    ['a permission of permission sets', needs.permission('apienabled'), {}, [yes]],
    ['a permission of profiles alone', needs.permission('ChatterInternalUser'), {}, [yes]],
    ['a permission of neither', needs.permission('ApiEnabledd'), {}, [no('ApiEnabled')]],
    ['a permission near one of profiles', needs.permission('ChaterInternalUser'), {}, [no('ChatterInternalUser')]],
    ['a permission by its label', needs.permission('ViewSetupAndConfiguration'), {}, [no('ViewSetup')]],
    ['permission sets did not tell', needs.permission('Nope'), { permissionSetColumns: unread }, [refused]],
    ['profiles did not tell', needs.permission('Nope'), { profileColumns: unread }, [refused]],
    [
      'and one of them told of it',
      needs.permission('RunReports'),
      { profileColumns: unread, permissionSetColumns: columns('RunReports') },
      [yes],
    ],

    ['an object', needs.object('account', 'read'), {}, [yes]],
    ['no such object', needs.object('Acount', 'read'), {}, [no('Account')]],
    ['objects were not told', needs.object('Acount', 'read'), { entities: unread }, [refused]],
    ['an object that stands for several', needs.object('acme__*', 'read'), {}, []],
    [
      'an object of automation, and fields',
      { kind: 'automation', sobject: 'account', onFields: ['website', 'Websit', 'mk*'] },
      {},
      [yes, yes, yes, no('Account.Website'), yes],
    ],
    [
      'fields of an object that is not there: the object is told',
      { kind: 'automation', sobject: 'Acount', onFields: ['Nope'] },
      {},
      [no('Account'), yes],
    ],
    ['fields that were not read', { kind: 'automation', sobject: 'Lead', onFields: ['Nope'] }, {}, [yes, notRead]],
    [
      'fields that could not be read',
      { kind: 'automation', sobject: 'Lead', onFields: ['Nope'] },
      { fields: new Map([['lead', unread]]) },
      [yes, refused],
    ],
    [
      'fields where objects were not told',
      { kind: 'automation', sobject: 'Account', onFields: ['Website'] },
      { entities: unread },
      [refused, yes],
    ],

    [
      'an object that keeps a history',
      needs.history('Account'),
      { history: new Map([['account', history(known(true), [])]]) },
      [yes],
    ],
    ['an object whose history was not read', needs.history('Strange'), {}, [yes]],
    [
      'an object that tracks nothing',
      needs.history('Strange'),
      tracked(['A', false]),
      [{ found: 'unfit', why: 'noFieldHistory' }],
    ],
    [
      'an object that tracks a field, though nobody knows it',
      needs.history('Strange'),
      tracked(['A', false], ['B', true]),
      [yes],
    ],
    [
      'an object of which nobody told whether it does',
      needs.history('Strange'),
      tracked(['A', false, { untold: new Set(['IsFieldHistoryTracked']) }]),
      [yes],
    ],
    ['a field that can be tracked', needs.history('Strange', 'a'), tracked(['A', true]), [yes, yes]],
    [
      'a field that cannot be tracked',
      needs.history('Strange', 'b'),
      tracked(['A', true]),
      [yes, { found: 'unfit', why: 'notTrackable' }],
    ],
    ['no such field', needs.history('Strange', 'AA'), tracked(['AAB', true]), [yes, no('Strange.AAB')]],

    [
      'a custom permission',
      custom,
      { namedEntities: { customPermission: known(new Map([['acme__skip', entity('acme__Skip')]])) } },
      [yes],
    ],
    [
      'no such custom permission',
      custom,
      { namedEntities: { customPermission: known(new Map([['acme__skipp', entity('acme__Skipp')]])) } },
      [no('acme__Skipp')],
    ],
    ['custom permissions were not read', custom, {}, [notRead]],
    ['Apex classes were read alone', custom, { namedEntities: { apexClass: known(new Map()) } }, [notRead]],
    ['Apex classes could not be read', apex, { namedEntities: { apexClass: unread } }, [refused]],
    ['no such Apex class', apex, { namedEntities: { apexClass: known(new Map()) } }, [no()]],

    ['a permission set', set, { permissionSets: known(new Map([['acme__sync', oneSet]])) }, [yes]],
    [
      'no such permission set',
      set,
      { permissionSets: known(new Map([['acme__syncs', { ...oneSet, name: 'Syncs' }]])) },
      [no('acme__Syncs')],
    ],
    ['permission sets could not be read', set, { permissionSets: unread }, [refused]],

    [
      'a box of users',
      flag,
      {
        fields: new Map([
          ['user', known(new Map([['userpermissionssupportuser', field('UserPermissionsSupportUser')]]))],
        ]),
      },
      [yes],
    ],
    ['no such box', flag, {}, [no()]],
    ['users were not read', flag, { fields: new Map() }, [notRead]],

    ['an app, by each of its names', app, apps(oneApp), [yes]],
    ['no such app', { kind: 'connectedApp', name: 'Acme Sink' }, apps(oneApp), [no('Acme Sync', 'Acme_Sync')]],
    ['apps were not read', app, {}, [notRead]],
    [
      'apps could not be read',
      app,
      { connectedApps: { connectedApps: unread, externalClientApps: known([]), developerNamesUntold: null } },
      [refused],
    ],

    ['a profile', profile('standard user'), lists(['Standard User']), [yes]],
    ['one of several', profile('Nope', 'Standard User'), lists(['Standard User'], { hidden }), [yes]],
    [
      'none of several: what each may have been',
      profile('Standrd User', 'Minimun Access'),
      lists(['Standard User', 'Minimum Access']),
      [no('Standard User', 'Minimum Access')],
    ],
    [
      'none that is shown, and others are hidden',
      profile('Nope'),
      lists(['Standard User'], { hidden }),
      [{ found: 'unknown', gap: hidden }],
    ],
    ['profiles were not read', profile('Nope'), {}, [notRead]],
    [
      'profiles could not be read',
      profile('Nope'),
      { listedNames: { profiles: unread, userLicenses: unread, permissionSetLicenses: unread, packages: unread } },
      [refused],
    ],

    ['a package', ofPackage, lists(['acme']), [yes]],
    [
      'a package of which objects are there',
      ofPackage,
      { ...lists([]), permissionableObjects: known(objectList('Account', 'acme__Thing__c')) },
      [yes],
    ],
    [
      'no such package',
      ofPackage,
      { ...lists(['acmee']), permissionableObjects: known(objectList('Account', 'acmee__Thing__c')) },
      [no('acmee')],
    ],
  ];
  for (const [title, need, org, expected] of cases)
    it(title, () => {
      const own = schema(org);
      expect((kindOf(need).namesInOrg?.(need) ?? []).map(({ lookUp }) => lookUp(own))).to.deep.equal(expected);
    });

  /** What is offered for a finding about a name that the org does not have. */
  const sought: [need: Need, code: string, org: Partial<OrgSchema>, expected: string[] | undefined][] = [
    [set, 'NO_SUCH_PERMISSION_SET', { permissionSets: known(new Map([['acme__sync', oneSet]])) }, ['acme__Sync']],
    [set, 'NO_SUCH_PERMISSION_SET', { permissionSets: unread }, []],
    [set, 'PERMISSION_SET_NOT_ASSIGNED', {}, undefined],
    [app, 'NO_SUCH_CONNECTED_APP', apps(oneApp), ['Acme Sync', 'Acme_Sync']],
    [app, 'NO_SUCH_CONNECTED_APP', {}, []],
    [app, 'CONNECTED_APP_BLOCKED', apps(oneApp), undefined],
    [
      custom,
      'NO_SUCH_CUSTOM_PERMISSION',
      { namedEntities: { customPermission: known(new Map([['x', entity('X')]])) } },
      ['X'],
    ],
    [custom, 'CUSTOM_PERMISSION_MISSING', {}, undefined],
    [apex, 'NO_SUCH_APEX_CLASS', { namedEntities: { apexClass: known(new Map([['x', entity('X')]])) } }, ['X']],
    [apex, 'NO_SUCH_APEX_CLASS', { namedEntities: { apexClass: unread } }, []],
    [apex, 'NO_SUCH_APEX_CLASS', {}, []],
    [apex, 'APEX_CLASS_MISSING', {}, undefined],
    [
      needs.permission('A'),
      'NO_SUCH_USER_PERMISSION',
      { permissionSetColumns: columns('B'), profileColumns: columns('C') },
      ['B', 'C'],
    ],
    [
      needs.permission('A'),
      'NO_SUCH_USER_PERMISSION',
      { permissionSetColumns: unread, profileColumns: columns('C') },
      ['C'],
    ],
    [needs.permission('A'), 'USER_PERMISSION_MISSING', {}, undefined],
    [needs.history('Strange', 'x'), 'NO_SUCH_FIELD', tracked(['Z', true]), ['A', 'B', 'Z']],
    [needs.history('Strange', 'x'), 'FIELD_NOT_TRACKED', tracked(['Z', true]), undefined],
    [needs.history('Strange'), 'NO_SUCH_FIELD', tracked(['Z', true]), undefined],
    [{ kind: 'recordVisibility', sobject: 'Strange' }, 'SHARING_DECIDES', {}, undefined],
  ];
  for (const [need, code, org, expected] of sought)
    it(`for ${code} of ${need.kind} ${Object.keys(org).join()} others are ${expected ? 'offered' : 'not offered'}`, () => {
      expect(kindOf(need).sought?.(need, code, schema(org))?.candidates).to.deep.equal(expected);
    });
});
