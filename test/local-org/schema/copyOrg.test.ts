import { expect } from 'chai';
import type { Org } from '../model/orgModel.js';
import { deleteRow, insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { copyOrg, orgLikeBefore } from './copyOrg.js';
import { switchHistory } from './fieldHistory.js';
import { createOrg } from './newOrg.js';
import { findObject } from './schemaLookup.js';

/** Everything that an org consists of, and can be changed in place, without the rows and fields that are replaced. */
const changeable = (org: Org): object[] =>
  Object.values(org)
    .flatMap((value: unknown) => [
      value,
      ...(value instanceof Map ? (value.values() as Iterable<unknown>) : []),
      ...[...(value instanceof Map ? (value.values() as Iterable<unknown>) : [])].flatMap((one) =>
        typeof one === 'object' && one !== null && !(one instanceof Map) ? Object.values(one) : [],
      ),
    ])
    .filter((value): value is object => typeof value === 'object' && value !== null && !Object.isFrozen(value));

const changed = (org: Org): void => {
  const caller = { userId: idOf(rowsOf(org, 'User')[0] ?? {}), apiVersion: 68 };
  const set = insertRow(org, caller, 'PermissionSet', { Name: 'Other', Label: 'Other' });
  insertRow(org, caller, 'ObjectPermissions', { ParentId: set, SobjectType: 'Account', PermissionsRead: true });
  deleteRow(org, caller, 'PermissionSet', set);
  insertRow(org, caller, 'PermissionSet', { Name: 'Another', Label: 'Another' });
  switchHistory(org, 'Opportunity', true);
  org.history.get('Opportunity')?.trackedFields.add('Amount');
  findObject(org, 'Account')?.childRelationships.pop();
  org.limits.dailyApiRequests.used += 5;
};

const told = (org: Org): string =>
  JSON.stringify(org, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  );

describe('copyOrg', () => {
  const now = (): number => Date.UTC(2026, 10, 22);

  it('holds the same, and shares nothing that can be changed in place', () => {
    const org = loadScenario('default', { org: { now: '2026-11-22T00:00:00Z' } });
    const copy = copyOrg(org, now);
    expect(told(copy)).to.equal(told(org));
    const ofOrg = new Set(changeable(org));
    expect(changeable(copy).filter((part) => ofOrg.has(part))).to.deep.equal([]);
  });

  it('keeps to itself what becomes of it', () => {
    const org = createOrg({ now });
    const [copy, before] = [copyOrg(org, now), told(org)];
    changed(copy);
    expect(told(org)).to.equal(before);
    const after = told(copy);
    changed(org);
    expect(told(copy)).to.equal(after);
    expect(told(org)).to.equal(after);
  });

  it('gives an org with the clock of the machine the clock as it is now', () => {
    const real = Date.now;
    try {
      Date.now = now;
      expect(orgLikeBefore('real clock', () => createOrg()).now()).to.equal(now());
    } finally {
      Date.now = real;
    }
    expect(orgLikeBefore('real clock', () => createOrg()).now).to.equal(real);
    const stopped = (): Org => orgLikeBefore('stopped clock', () => createOrg({ now }));
    expect([stopped().now(), stopped().now()]).to.deep.equal([now(), now()]);
  });
});
