import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import { contextOf } from '../../../src/check/evaluate.js';
import { evaluationsOf } from '../../../src/check/evaluation.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Authentication } from '../../../src/kinds/requirement.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

const integration = (reference: string, authentication: Authentication) => ({
  reference,
  requirements: {
    ...{ integration: reference, label: reference, variant: null, authentication },
    ...{ permissionSet: `Integration_${reference}`, definitionHash: 'sha256:0' },
    requirements: [requirement(needs.permission('ApiEnabled'))],
  },
});

const password = { locked: known(false), expired: known(false) };

describe('every integration for every user', () => {
  it('user by user, and only those that are for the user', () => {
    const [ann, bob] = [user(), user({ id: '005000000000002AAA', username: 'bob@example.com' })];
    const taken = { ...snapshot(ann), users: [ann, bob] };
    const named = (isFor?: Parameters<typeof evaluationsOf>[2]) =>
      evaluationsOf([integration('one', 'oauth'), integration('two', 'oauth')], taken, isFor).map(
        ({ reference, user: { username } }) => `${username} ${reference}`,
      );
    expect(named()).to.deep.equal([
      ...['ann@example.com one', 'ann@example.com two', 'bob@example.com one', 'bob@example.com two'],
    ]);
    expect(named(({ reference }, { username }) => (reference === 'one') === username.startsWith('ann'))).to.deep.equal([
      ...['ann@example.com one', 'bob@example.com two'],
    ]);
  });

  it('looks at the password for an integration alone that logs in with one', () => {
    const ann = user({ password });
    const seen = evaluationsOf([integration('one', 'oauth'), integration('two', 'usernamePassword')], snapshot(ann));
    expect(seen.map((one) => one.user.password !== undefined)).to.deep.equal([false, true]);
    expect(seen.map(({ findings }) => findings.some(({ id }) => id === 'user:passwordValid'))).to.deep.equal([
      false,
      true,
    ]);
  });
});

describe('what a check of all rules together looks at', () => {
  const app: Need = { kind: 'connectedApp', name: 'Acme Sync' };
  const automation: Need = { kind: 'automation', sobject: 'Lead', onFields: [] };
  const picklist: Need = { kind: 'picklistValue', sobject: 'Lead', field: 'LeadSource', value: 'Web' };
  const contextFor = (...all: Need[]) =>
    contextOf(
      { schema: schema() },
      user(),
      all.map((need) => requirement(need)),
    );

  it('how the user logs in, where a rule is about that or about what surrounds the writes, in choices too', () => {
    const { permission, object, anyOf } = needs;
    expect(contextFor(permission('ApiEnabled'), object('Lead', 'read')).aboutLogins).to.equal(false);
    for (const need of [app, automation, picklist]) {
      expect(contextFor(permission('ApiEnabled'), need).aboutLogins, need.kind).to.equal(true);
      expect(contextFor(anyOf('way', [requirement(need)])).aboutLogins, `${need.kind} in a choice`).to.equal(true);
    }
    expect(contextOf({ schema: schema() }, user({ password }), []).aboutLogins, 'with a password').to.equal(true);
  });

  it('the apps that rules name, and the objects to whose records they ask for access', () => {
    const context = contextFor(app, needs.object('Lead', 'read'), needs.field('lead', 'Phone'), picklist, automation);
    expect(context.namedApps).to.deep.equal(['Acme Sync']);
    expect(context.namedObjects).to.deep.equal(['lead']);
    expect(
      contextFor(needs.anyOf('way', [requirement(app)], [requirement(needs.object('Case', 'read'))])),
    ).to.include.keys(['namedApps']);
    const choice = contextFor(needs.anyOf('way', [requirement(app)], [requirement(needs.object('Case', 'read'))]));
    expect(choice.namedApps).to.deep.equal(['Acme Sync']);
    expect(choice.namedObjects).to.deep.equal(['Case']);
  });
});
