import { SfError } from '@salesforce/core';
import { expect } from 'chai';
import { grantRequest as requestOf } from '../../../src/cli/grantRequest.js';
import type { GrantFlags, GrantRequest } from '../../../src/cli/grantRequest.js';
import { settleOne } from '../../../src/cli/settleOne.js';
import type { SavedPlan } from '../../../src/grant/savedPlan.js';
import { Refusal } from '../../../src/refusal.js';
import { enterHome, setAlias, setConfig } from '../../support/sfHome.js';

const reviewed: SavedPlan = {
  schemaVersion: 1,
  org: { id: '00D000000000001EAA', instanceUrl: 'https://acme.my.salesforce.com' },
  plannedAt: '2026-11-22T00:00:00.000Z',
  integration: 'hg-insights',
  variant: 'recommended',
  definitionHash: 'sha256:0',
  request: {
    reference: 'hg-insights',
    users: ['hg@example.com'],
    authentication: 'usernamePassword',
    include: ['recommended'],
    minimum: true,
    permissionSet: 'HG_Sync',
  },
  permissionSet: { name: 'HG_Sync', exists: false, holds: [] },
  adds: [],
  platformAdds: [],
  users: [],
  closes: [],
};
const older: SavedPlan = { ...reviewed, request: undefined };

const given: GrantFlags = { integration: 'ciro', user: ['ann@example.com'], authentication: 'oauth' };
const plain = { recommended: false, optional: false, degraded: false, minimum: false };

/** What a grant is for, as the command finds it out outside a project. */
const grantRequest = async (
  flags: GrantFlags,
  plan: SavedPlan | null,
  prompt: (() => Promise<string>) | undefined,
): Promise<GrantRequest> => {
  const { integration, user: users, authentication } = flags;
  const org = { names: [], shortName: '' };
  const settled = plan ? null : await settleOne({ integration, users, authentication }, undefined, org);
  return requestOf(flags, plan, settled, prompt);
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof Refusal ? error.code : error instanceof SfError ? error.name : String(error);
  }
};

describe('what a grant is for', () => {
  let leave: () => Promise<void>;
  beforeEach(async () => {
    ({ leave } = await enterHome());
  });
  afterEach(() => leave());

  const cases: Array<[title: string, flags: GrantFlags, plan: SavedPlan | null, expected: GrantRequest]> = [
    [
      'the flags',
      { ...given, include: ['optional', 'degraded'], minimum: true, 'permission-set': 'Ciro_Sync' },
      null,
      {
        reference: 'ciro',
        users: ['ann@example.com'],
        authentication: 'oauth',
        scope: { recommended: false, optional: true, degraded: true, minimum: true },
        permissionSet: 'Ciro_Sync',
      },
    ],
    [
      'a reviewed plan alone',
      {},
      reviewed,
      {
        reference: 'hg-insights',
        users: ['hg@example.com'],
        authentication: 'usernamePassword',
        scope: { ...plain, recommended: true, minimum: true },
        permissionSet: 'HG_Sync',
      },
    ],
    [
      'an older plan, with what it does not say',
      given,
      older,
      { reference: 'ciro', users: ['ann@example.com'], authentication: 'oauth', scope: plain, permissionSet: null },
    ],
  ];
  for (const [title, flags, plan, expected] of cases) {
    it(title, async () => expect(await grantRequest(flags, plan, undefined)).to.deep.equal(expected));
  }

  it('is no other way of logging in than that of the plan, though somebody gives the default', async () => {
    const both = { ...given, plan: 'plan.json' };
    expect(await codeOf(grantRequest(both, reviewed, undefined))).to.equal('PlanAuthenticationError');
    const same = { ...both, authentication: 'usernamePassword' } as const;
    expect((await grantRequest(same, reviewed, undefined)).authentication).to.equal('usernamePassword');
    const none = { ...given, authentication: undefined };
    expect((await grantRequest({ ...none, plan: 'plan.json' }, reviewed, undefined)).authentication).to.equal(
      'usernamePassword',
    );
    expect((await grantRequest(none, null, undefined)).authentication).to.equal('oauth');
  });

  it('what was set once, and the name behind an alias', async () => {
    await setConfig('integration-definition', 'cognism');
    await setConfig('integration-user', 'sync');
    await setAlias('sync', 'cognism@example.com');
    const { reference, users } = await grantRequest({ authentication: 'oauth' }, null, undefined);
    expect([reference, users]).to.deep.equal(['cognism', ['cognism@example.com']]);
  });

  it('the name that a person types, only where none is given', async () => {
    let questions = 0;
    const prompt = (): Promise<string> => {
      questions += 1;
      return Promise.resolve('typed@example.com');
    };
    const without = { ...given, user: undefined };
    expect((await grantRequest(without, null, prompt)).users).to.deep.equal(['typed@example.com']);
    expect((await grantRequest(given, null, prompt)).users).to.deep.equal(['ann@example.com']);
    expect(questions).to.equal(1);
    expect(await codeOf(grantRequest(without, null, () => Promise.resolve('')))).to.equal('NoUserError');
  });

  it('is refused where something is missing; what was set once stands in for nothing in a plan', async () => {
    expect(await codeOf(grantRequest({ ...given, user: undefined }, null, undefined))).to.equal('NoUserError');
    expect(await codeOf(grantRequest({ ...given, integration: undefined }, null, undefined))).to.equal(
      'NoIntegrationError',
    );
    await setConfig('integration-definition', 'cognism');
    await setConfig('integration-user', 'cognism@example.com');
    const alone = { authentication: 'oauth', plan: 'old.json' } as const;
    expect(await codeOf(grantRequest(alone, older, undefined))).to.equal('PLAN_WITHOUT_REQUEST');
  });
});
