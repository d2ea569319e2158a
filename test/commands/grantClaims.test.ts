/** What an org claims about dependencies is not an order (fact D7): it may be invented. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { grant } from '../support/granting.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('dependencies that an org claims', function () {
  this.timeout(60_000);
  let world: World;

  const open = async (...claimedDependencies: [string, string][]): Promise<void> => {
    world = await openWorld(
      {
        org: loadScenario('default', {
          org: { behaviours: { claimedDependencies } },
          permissionSets: { Reads: { userPermissions: ['ApiEnabled'], objects: { Account: 'read' } } },
          users: { ann: { profile: 'Minimum Access - Salesforce', permissionSets: ['Reads'] } },
        }),
      },
      admin,
    );
  };
  afterEach(() => world.close());

  const to = (...argv: string[]) => grant(world.org, '-o', admin, '-u', 'ann@example.com', '--no-prompt', ...argv);

  it('bring no power over the org where a rule names another: what waits for it stays for people', async () => {
    await open(['ViewAllData', 'ModifyAllData']);
    const { exitCode, result, text } = await to('-i', 'cognism', '--allow', 'ViewAllData,CustomizeApplication');
    const ids = result.plan.adds.map(({ id }) => id);
    expect(ids).to.not.include('userPermission:ModifyAllData').and.not.include('userPermission:ViewAllData');
    expect(exitCode).to.equal(1);
    expect(result.plan.notFollowed).to.deep.equal([
      {
        permission: 'userPermission:ViewAllData',
        needs: 'userPermission:ModifyAllData',
        brings: ['userPermission:ModifyAllData', 'userPermission:ModifyMetadata'],
      },
    ]);
    expect(text.replace(/\s+/g, ' ')).to.match(/View All Data.*Modify All Data.*--allow/);
    expect(permissionFacts(world.org.org).has('Integration_cognism userPermission:ModifyAllData')).to.equal(false);
  });

  it('bring none of many for the reading of one object', async () => {
    const powers = [
      'ManageProfilesPermissionsets',
      'AssignPermissionSets',
      'AuthorApex',
      'CustomizeApplication',
      'ResetPasswords',
    ];
    await open(...powers.map((name): [string, string] => ['Lead<read>', name]), ['Lead<read>', 'Account<modifyall>']);
    const { result } = await to('-i', '6sense');
    expect(result.plan.adds.filter(({ id }) => /^userPermission|modifyAllRecords/.test(id))).to.deep.equal([]);
    expect(result.plan.notFollowed?.flatMap(({ brings }) => brings)).to.include.members([
      'object:Account:modifyAllRecords',
      ...powers.map((name) => `userPermission:${name}`),
    ]);
  });

  it('nor by way of others', async () => {
    await open(['Lead<read>', 'RunReports'], ['RunReports', 'ManageUsers']);
    const { result } = await to('-i', '6sense');
    expect(result.plan.adds.map(({ id }) => id)).to.not.include('userPermission:ManageUsers');
    expect(result.plan.adds.map(({ id }) => id)).to.not.include('userPermission:RunReports');
  });

  it('are followed where the person allows it by name, and the plan says whose word it is', async () => {
    await open(['Lead<read>', 'AuthorApex']);
    const { exitCode, result, text } = await to('-i', '6sense', '--allow', 'authorapex,ModifyMetadata');
    expect(exitCode).to.equal(0);
    const along = result.plan.adds.filter(({ reason }) => reason === 'dependency');
    expect(along.map(({ id, origin }) => [id, origin])).to.deep.include(['userPermission:AuthorApex', 'orgClaim']);
    expect(result.plan).to.not.have.property('notFollowed');
    expect(text.replace(/\s+/g, ' ')).to.include('as this org says');
  });

  it('that give no such power are followed, and marked', async () => {
    await open(['Lead<read>', 'RunReports'], ['Contact<read>', 'Account<read>']);
    const { exitCode, result } = await to('-i', '6sense');
    expect(exitCode).to.equal(0);
    const along = result.plan.adds.filter(({ reason }) => reason === 'dependency');
    expect(along.map(({ id, origin }) => [id, origin])).to.deep.include(['userPermission:RunReports', 'orgClaim']);
  });
});
