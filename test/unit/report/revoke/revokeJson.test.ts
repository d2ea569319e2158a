import { expect } from 'chai';
import { revokeJson } from '../../../../src/report/revoke/revokeJson.js';
import type { RevokeReport } from '../../../../src/report/revoke/revokeReport.js';
import type { AssignedRecord, RevokeAction, RevokePlan } from '../../../../src/revoke/revokePlan.js';
import { snapshot, user } from '../../support/snapshot.js';
import { entryOf } from '../../support/plans.js';
import { platformCode } from '../../../../src/platform/platformCode.js';

const name = 'Integration_acme';
const record = (whose: string, detail: string): AssignedRecord => ({
  path: 'PermissionSetAssignment/0Pa',
  userId: '005',
  user: whose,
  detail,
});
const jsonOf = (actions: RevokeAction[], plan: Partial<RevokePlan> = {}, more: Partial<RevokeReport> = {}) =>
  revokeJson({
    plan: { name, formerName: null, set: { id: '0PS' }, actions, notFound: [], ...plan },
    snapshot: snapshot(user()),
    needs: { reference: 'acme', fromDefinition: true },
    dryRun: true,
    outcomes: [],
    lost: [],
    after: null,
    ...more,
  } as RevokeReport);

const nothing = {
  schemaVersion: 1,
  org: {
    id: '00D000000000001EAA',
    username: 'admin@example.com',
    instanceUrl: 'https://example.my.salesforce.com',
    apiVersion: '68.0',
  },
  integration: 'acme',
  dryRun: true,
  plan: {
    permissionSet: { name, exists: true },
    unassign: [],
    licenses: [],
    entries: [],
    deletesPermissionSet: false,
  },
  outcomes: [],
  becomesUnmet: [],
  after: null,
};

describe('a revoke as data', () => {
  it('has nothing in it where nothing is taken, and no key without a meaning', () =>
    expect(jsonOf([])).to.deep.equal(nothing));

  it('tells assignments and licenses apart', () => {
    const { plan } = jsonOf([
      { action: 'unassign', records: [record('ann@example.com', name), record('bob@example.com', name)] },
      { action: 'unassignLicenses', records: [record('ann@example.com', 'SomePsl')] },
    ]);
    expect(plan.unassign).to.deep.equal([
      { username: 'ann@example.com', what: name },
      { username: 'bob@example.com', what: name },
    ]);
    expect(plan.licenses).to.deep.equal([{ username: 'ann@example.com', what: 'SomePsl' }]);
  });

  const removed = (ids: string[], platformIds: string[], alsoFrom: string[]): RevokeAction => ({
    action: 'removeEntries',
    setId: '0PS',
    takeOut: {
      userPermissions: [],
      objects: [],
      fields: [],
      setup: [],
      entries: ids.map(entryOf),
      platformEntries: platformIds.map(entryOf),
    },
    alsoFrom,
    description: '',
    holds: [],
    leaves: [],
  });
  it('names what goes out of a set, and who else loses it', () => {
    expect(jsonOf([removed(['object:Lead:read'], ['object:Case:read'], ['eve@example.com'])]).plan).to.deep.equal({
      ...nothing.plan,
      entries: ['object:Lead:read'],
      platformEntries: ['object:Case:read'],
      alsoFrom: ['eve@example.com'],
    });
    expect(jsonOf([removed(['object:Lead:read'], [], [])]).plan).to.deep.equal({
      ...nothing.plan,
      entries: ['object:Lead:read'],
    });
  });

  it('says when the set goes, when it is not there, and what was not found', () => {
    expect(jsonOf([{ action: 'deleteSet', setId: '0PS', holds: [] }]).plan.deletesPermissionSet).to.equal(true);
    const gone = { what: 'permissionSet', name, id: null, why: 'GONE' } as const;
    const json = jsonOf([], { set: null, notFound: [gone] });
    expect(json.plan.permissionSet.exists).to.equal(false);
    expect(json).to.have.deep.property('notFound', [gone]);
  });

  it('says when the definition could not be read, and tells outcomes and what becomes unmet', () => {
    const json = jsonOf(
      [],
      {},
      {
        needs: { reference: './acme.yml', fromDefinition: false },
        dryRun: false,
        outcomes: [
          { step: 'unassign', user: 'ann@example.com', result: 'failed', code: platformCode('LOCKED'), detail: 'row' },
          { step: 'deleteSet', result: 'done' },
        ],
      },
    );
    expect(json).to.deep.equal({
      ...nothing,
      integration: './acme.yml',
      definitionRead: false,
      dryRun: false,
      outcomes: [
        { step: 'unassign', user: 'ann@example.com', result: 'failed', code: 'LOCKED', detail: 'row' },
        { step: 'deleteSet', result: 'done' },
      ],
    });
  });
});
