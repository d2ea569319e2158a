/** What a rule forbids and a profile gives: the way out is another profile, as nothing can be taken out of a standard one (fact A24). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { grantTo } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('a forbidden permission that comes from a profile', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    const org = loadScenario('default', {
      permissionSets: { Seller: { objects: { Lead: 'read' } }, Lead_Reader: { objects: { Lead: 'read' } } },
      users: {
        clerk: { profile: 'Standard User' },
        seller: { profile: 'Standard User', permissionSets: ['Seller'] },
        reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Lead_Reader'] },
      },
    });
    world = await openWorld({ org }, admin);
  });
  after(() => world.close());

  const checked = async (user: string): Promise<string> =>
    (await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', 'support-manager')).text.replace(
      /\s+/g,
      ' ',
    );

  it('is mended by a clone of the profile, told once for all of it, in check and grant', async () => {
    const text = await checked('clerk');
    expect(text).to.match(
      /clone the one it comes from \(profile Standard User\), take Read on Contract, Read on Lead,/,
    );
    expect(text).to.not.include('out of profile Standard User').and.not.include('this integration');
    expect(text).to.not.match(/What to do.*integration grant/);
    const granted = (await grantTo(world.org, 'clerk', 'support-manager')).text.replace(/\s+/g, ' ');
    expect(granted).to.include('Nothing to write');
    expect(granted.split('clone the one it comes from')).to.have.length(3);
    expect(granted).to.not.include('out of profile Standard User');
  });

  it('is taken from the profile and from the permission sets that give it as well', async () => {
    expect(await checked('seller')).to.match(
      /It comes from (?=[^.]*profile Standard User)(?=[^.]*permission set Seller)[^.]*\. Give the user a clone of the profile without Read on Lead/,
    );
  });

  it('is taken out of permission sets alone, where no profile gives it', async () => {
    const text = await checked('reader');
    expect(text).to.include('Take Read on Lead out of permission set Lead_Reader').and.not.include('clone');
  });
});
