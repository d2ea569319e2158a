import { expect } from 'chai';
import { check, finding, only, refusal } from '../support/checking.js';
import { grantRefusal } from '../support/granting.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { userId } from '../local-org/http/testClient.js';

const admin = 'admin@example.com';

describe('a misspelt name', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const meant = async (user: string): Promise<string> => {
    const { name, exitCode, actions } = await refusal(world.org, '-o', admin, '-i', 'ciro', '-u', user);
    expect({ name, exitCode }).to.deep.equal({ name: 'UserNotFoundError', exitCode: 2 });
    return actions?.[0] ?? '';
  };

  it('of a user gets the usernames that are near', async () => {
    expect(await meant('cirro@example.com')).to.equal('Did you mean ciro@example.com?');
  });

  it("a person's name instead of a username gets the username, whatever its case", async () => {
    expect(await meant('Grace Grouped')).to.equal('Did you mean grouped@example.com?');
    expect(await meant('grace')).to.equal('Did you mean grouped@example.com?');
  });

  it('of a user with the suffix of another org gets the username without it', async () => {
    expect(await meant('ciro@example.com.uat')).to.equal('Did you mean ciro@example.com?');
  });

  it('a user id instead of a username gets the username', async () => {
    expect(await meant(userId(world.org.org, 'ciro@example.com'))).to.equal('Did you mean ciro@example.com?');
  });

  it('of each of several users is told, each with the usernames that are near it', async () => {
    const names = ['cirro@example.com', 'zzz@nowhere.example', 'cognsm@example.com'];
    const users = names.flatMap((name) => ['-u', name]);
    for (const error of [
      await refusal(world.org, '-o', admin, '-i', 'ciro', ...users),
      await grantRefusal(world.org, '-o', admin, '-i', 'ciro', ...users, '-u', 'ciro@example.com', '--dry-run'),
    ]) {
      expect(error.exitCode).to.equal(2);
      for (const name of names) expect(error.message).to.include(name);
      expect(error.message).to.not.include(' ciro@example.com');
      expect(error.actions?.slice(0, 2)).to.deep.equal([
        'cirro@example.com: did you mean ciro@example.com?',
        'cognsm@example.com: did you mean cognism@example.com?',
      ]);
    }
  });

  it('gets no suggestion where nothing is near', async () => {
    expect(await meant('zzz@nowhere.example')).to.match(/^Check the spelling/);
  });

  it('of a permission set gets those of the org', async () => {
    const reference = await definitions.define('sets', [{ permissionSetAssigned: 'Cognism_Enrichmnt' }]);
    const seen = only(await check(world.org, '-o', admin, '-u', 'ciro@example.com', '-i', reference));
    const { actions } = finding(seen, 'permissionSetAssigned:Cognism_Enrichmnt');
    expect(actions.join(' ')).to.include('did you mean Cognism_Enrichment?');
  });
});
