import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { keepsSomething, keptOutcome } from '../../../src/revoke/revokePlan.js';
import type { KeptSet, RevokePlan } from '../../../src/revoke/revokePlan.js';

const kept = (more: Partial<KeptSet>): KeptSet => ({
  action: 'keep',
  what: 'set',
  why: 'OTHERS_HAVE_IT',
  users: [],
  groups: [],
  more: [],
  failsRevoke: true,
  ...more,
});
const reads = (...objects: string[]): Entry[] =>
  objects.map((sobject) => ({ kind: 'object', sobject, access: 'read' as const }));

describe('what is told of something that stays', () => {
  it('names everybody who has the set', () => {
    expect(keptOutcome(kept({ users: ['ann@example.com', 'bob@example.com'] }))).to.deep.equal({
      step: 'deleteSet',
      result: 'skipped',
      code: 'OTHERS_HAVE_IT',
      detail: 'ann@example.com, bob@example.com',
    });
  });

  it('names the groups that permissions stay for', () => {
    expect(keptOutcome(kept({ what: 'entries', why: 'IN_A_GROUP', groups: ['Sync', 'Sales'] }))).to.deep.equal({
      step: 'entries',
      result: 'skipped',
      code: 'IN_A_GROUP',
      detail: 'Sync, Sales',
    });
  });

  it('names what somebody has added by id, in their order', () => {
    const told = keptOutcome(
      kept({ why: 'HOLDS_MORE', users: ['ann@example.com'], more: reads('Lead', 'Account', 'Case') }),
    );
    const ids = ['object:Account:read', 'object:Case:read', 'object:Lead:read'];
    expect(told).to.include({ step: 'deleteSet', result: 'skipped', code: 'HOLDS_MORE', detail: ids.join(', ') });
    expect(told.about).to.deep.equal(ids.map((id, at) => ({ id, need: reads('Account', 'Case', 'Lead')[at] })));
  });

  it('names five of many, and holds all of them', () => {
    const told = keptOutcome(kept({ why: 'HOLDS_MORE', more: reads('A', 'B', 'C', 'D', 'E', 'F', 'G') }));
    expect(told.detail?.split(', ')).to.have.length(5);
    expect(told.about).to.have.length(7);
  });
});

describe('whether something stays that was asked to be taken', () => {
  const plan = (actions: RevokePlan['actions']): RevokePlan => ({
    name: 'Integration_acme',
    formerName: null,
    set: { id: '0PS000000000001AAA' },
    actions,
    notFound: [],
  });
  const cases: [title: string, actions: RevokePlan['actions'], keeps: boolean][] = [
    ['nothing stays', [], false],
    ['something else is done', [{ action: 'unassign', records: [] }], false],
    ['it stays against what was asked', [kept({})], true],
    ['it stays because only some users were named', [kept({ failsRevoke: false })], false],
  ];
  for (const [title, actions, keeps] of cases) {
    it(title, () => expect(keepsSomething(plan(actions))).to.equal(keeps));
  }
});
