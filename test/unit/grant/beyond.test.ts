import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import type { ConnectedApp } from '../../../src/access/connectedApps.js';
import { directNeedsIn } from '../../../src/access/dependencies.js';
import { isSetupEntry } from '../../../src/access/setupEntities.js';
import type { SetupEntry } from '../../../src/access/setupEntities.js';
import type { StandingSetup } from '../../../src/access/standingSet.js';
import { setupAccessId } from '../../../src/access/setupAccess.js';
import { known } from '../../../src/access/snapshot.js';
import { requirementOf } from '../../../src/definition/atoms.js';
import { beyondDefinition, rowsBeyond, setupBeyond } from '../../../src/grant/beyond.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { license } from '../support/licenses.js';
import { entryOf, existingSet, planInput, planned } from '../support/plans.js';
import { needs as ask, requirement } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const beside = {
  because: null,
  level: 'required',
  ifPresent: false,
  inferred: false,
  forbid: false,
  sources: [],
} as const;
const needs: Need[] = [{ kind: 'userPermission', name: 'RunReports' }];

const beyondOf = (claims: readonly (readonly [from: string, to: string])[]): string[] =>
  planned(
    {
      existing: existingSet({ permissions: ['RunReports', 'ModifyAllData'] }, { intact: false }),
      edges: claims.map(([from, to]) => ({ from: entryOf(from), to: entryOf(to) })),
    },
    needs.map((need) => requirementOf(need, beside)),
  ).beyond.map(entryId);

describe('what a permission set holds beyond the definition', () => {
  it('is what others have put into it', () => {
    expect(beyondOf([])).to.deep.equal(['userPermission:ModifyAllData']);
  });

  it('is no less because the org claims that it comes along: a claim that is not followed explains nothing', () => {
    expect(beyondOf([['userPermission:RunReports', 'userPermission:ModifyAllData']])).to.deep.equal([
      'userPermission:ModifyAllData',
    ]);
  });

  it('is no app that a rule names, however its name has to be written in an id', () => {
    const apps = ['100% Sync', 'Sync\u202Egnp', 'Other'].map((name) => ({ type: 'ConnectedApplication', name }));
    const plan = planned(
      { existing: existingSet({}, { setupAccess: known(apps) }) },
      ['100% Sync', 'Sync\u202Egnp'].map((name) => requirementOf({ kind: 'connectedApp', name }, beside)),
    );
    expect(setupBeyond(plan).map(setupAccessId)).to.deep.equal(['connectedApp:Other']);
  });
});

describe('what a set holds beyond what a definition asks for, entry by entry', () => {
  const reads = (...sobjects: string[]): Requirement[] => sobjects.map((name) => requirement(ask.object(name, 'read')));
  const found = (ids: readonly string[], rules: readonly Requirement[], ...users: UserSpec[]): string[] => {
    const { requirements, snapshot } = planInput({ users: users.length > 0 ? users : [{}] }, rules);
    return beyondDefinition(ids.map(entryOf), requirements, snapshot, directNeedsIn([])).map(entryId);
  };
  const all = ['userPermission:RunReports', 'object:Lead:read', 'object:Account:read', 'field:Lead.Email:read'];
  const lifted = license('SalesforceAPIIntegrationPsl', { force: null });
  const integrationUser: UserSpec = {
    userLicense: 'Salesforce Integration',
    license: { ...license('Salesforce Integration', { objects: {} }), id: null },
    orgLicenses: known([lifted]),
  };
  const self: UserSpec = {
    self: { mode: 'self', userPermissions: known(new Set()), userPermissionColumns: new Map(), objects: new Map() },
  };
  const rows: ReadonlyArray<readonly [title: string, found: () => string[], expected: string[]]> = [
    [
      'all of it, sorted, where nothing is asked for',
      () => found(all, []),
      ['field:Lead.Email:read', 'object:Account:read', 'object:Lead:read', 'userPermission:RunReports'],
    ],
    [
      'not what is asked for',
      () => found(['object:Lead:read', 'object:Account:read'], reads('Lead')),
      ['object:Account:read'],
    ],
    ['not what that needs (B9)', () => found(['object:Contact:read', 'object:Account:read'], reads('Contact')), []],
    [
      'not the object of a field',
      () => found(['object:Account:read'], [requirement(ask.field('Account', 'Website'))]),
      [],
    ],
    [
      'not what is optional, or there from elsewhere',
      () =>
        found(['object:Lead:read'], [requirement(ask.object('Lead', 'read'), { level: 'optional' })], {
          sources: [{ objects: { Lead: 'read' } }],
        }),
      [],
    ],
    [
      'not what a license opens that comes first',
      () => found(['object:Lead:read'], reads('Lead'), integrationUser),
      [],
    ],
    [
      'not what the platform writes by itself (B8)',
      () => found(['object:Lead:read', 'userPermission:ViewAllData'], [requirement(ask.permission('ViewAllData'))]),
      [],
    ],
    [
      'of a user who tells of himself the same',
      () => found(['userPermission:RunReports'], [], self),
      ['userPermission:RunReports'],
    ],
  ];
  for (const [title, run, expected] of rows) it(title, () => expect(run()).to.deep.equal(expected));
});

describe('the rows of a set for things of Setup that no rule asks for', () => {
  const appId = '0H4000000000001AAA';
  const row = (id: string, entityId = '01p000000000001AAA'): StandingSetup => ({
    ...{ id: `row ${id}`, entityId, entry: setupOf(id) },
  });
  const setupOf = (id: string): SetupEntry => {
    const entry = entryOf(id);
    if (!isSetupEntry(entry)) throw new Error(`no thing of Setup: ${id}`);
    return entry;
  };
  const rows = [
    row('apexClass:Sync'),
    row('apexClass:Other'),
    row('customPermission:Sync'),
    row('connectedApp:Acme', appId),
    row('connectedApp:Old Acme', appId),
    row('connectedApp:Else', '0H4000000000002AAA'),
  ];
  const left = (...rules: Requirement[]): string[] => {
    const { requirements, snapshot } = planInput({}, rules);
    return rowsBeyond(rows, requirements, snapshot).map(entryId);
  };
  const ids = rows.map(({ entry }) => entryId(entry));
  it('all of them where no rule names any', () => expect(left()).to.deep.equal(ids));
  it('not what rules name, in whatever spelling', () =>
    expect(left(requirement({ kind: 'apexClass', name: 'SYNC' }))).to.deep.equal(
      ids.filter((id) => id !== 'apexClass:Sync'),
    ));
  it('not what a choice names', () => {
    const way = requirement({ kind: 'customPermission', name: 'Sync' });
    expect(left(requirement(ask.anyOf('way', [way])))).to.deep.equal(
      ids.filter((id) => id !== 'customPermission:Sync'),
    );
  });
  it('not an app that a rule names, whatever name the row has: its id tells (M11)', () => {
    const app: ConnectedApp = {
      ...{ type: 'ConnectedApplication', id: appId.slice(0, 15), names: ['Acme New'], runsAs: known(null) },
      ...{ isEnabled: known(true), onlyPreauthorized: known(true), ipRelaxation: known('enforced') },
    };
    const other: ConnectedApp = { ...app, id: '0H4000000000003', names: ['Third'] };
    const connectedApps = {
      ...{ connectedApps: known([app, other]), externalClientApps: known([]), developerNamesUntold: null },
    };
    const rules = ['Acme New', 'Third'].map((name) => requirement({ kind: 'connectedApp', name }));
    const { requirements, snapshot } = planInput(
      { users: [{ evidence: { appRows: known(true) } }], schema: { connectedApps } },
      [...rules, requirement(ask.permission('RunReports'))],
    );
    expect(rowsBeyond(rows, requirements, snapshot).map(entryId)).to.deep.equal([
      'apexClass:Sync',
      'apexClass:Other',
      'customPermission:Sync',
      'connectedApp:Else',
    ]);
  });
});
