import { expect } from 'chai';
import { check, finding, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration check: names that this org does not have', () => {
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
    world = await openWorld({ scenario: 'default' }, admin);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  it('suggests the nearest one, and no way of making the mistake invisible', async () => {
    const path = await definitions.define('typo', [
      { userPermission: 'ApiEnable' },
      { object: 'Oportunity' },
      { field: ['Lead.Compny', 'Lead.Qwrtzx', 'Oportunity.StageName'] },
    ]);
    const checked = only(await check(world.org, '-o', admin, '-i', path, '-u', 'ciro@example.com'));
    const actions = (id: string): string => finding(checked, id).actions.join(' ');
    expect(actions('userPermission:ApiEnable')).to.include('ApiEnabled').and.not.include('Ask the vendor');
    expect(actions('object:Oportunity:read')).to.include('Opportunity').and.not.include('ifPresent');
    expect(actions('field:Oportunity.StageName:read')).to.include('Opportunity').and.not.include('ifPresent');
    expect(actions('field:Lead.Compny:read')).to.include('Lead.Company').and.not.include('ifPresent');
    expect(actions('field:Lead.Qwrtzx:read')).to.include('ifPresent');
  });

  it('suggests licenses that the org has, and the license and profile that the user is on where no more than a letter is wrong', async () => {
    const path = await definitions.define('licenses', [
      { permissionSetLicense: 'SalesforceAPIIntegratonPsl' },
      { userLicense: 'Salesforce Integrations' },
      { profile: ['Minimum Access - API-Only Integration'] },
    ]);
    const user = 'ciro@example.com';
    const checked = only(await check(world.org, '-o', admin, '-i', path, '-u', user));
    const { profile, userLicense } = checked.user;
    expect([profile, userLicense]).to.deep.equal(['Minimum Access - API Only Integrations', 'Salesforce Integration']);
    const actions = (id: string): string => finding(checked, id).actions.join(' ');
    expect(actions('license:SalesforceAPIIntegratonPsl')).to.include('did you mean SalesforceAPIIntegrationPsl?');
    expect(actions('userLicense:Salesforce Integrations')).to.include('did you mean Salesforce Integration?');
    expect(actions('profile:Minimum Access - API-Only Integration')).to.include(`did you mean ${profile ?? ''}?`);
  });

  it('suggests nothing for a license or profile of another name: the org may have it', async () => {
    const path = await definitions.define('others', [
      { userLicense: 'Salesforce' },
      { profile: 'Minimum Access - API Only Integrations 2' },
    ]);
    const checked = only(await check(world.org, '-o', admin, '-i', path, '-u', 'ciro@example.com'));
    const actions = checked.findings.flatMap(({ actions: all }) => all).join(' ');
    expect(actions).to.not.include('did you mean');
  });

  it('is one step for each misspelt name, however many needs it is in', async () => {
    const path = await definitions.define('typos', [
      { object: ['Oportunity', 'Acount'], access: ['read', 'edit', 'create'] },
      { field: ['Oportunity.StageName', 'Oportunity.Amount', 'Lead.Compny'], access: ['read', 'edit'] },
    ]);
    const { text } = await check(world.org, '-o', admin, '-i', path, '-u', 'ciro@example.com');
    const steps = text.replace(/\s+/g, ' ').match(/\d+\. [^?]{1,80}: did you mean [^?]*\?/g) ?? [];
    expect(steps.map((step) => step.replace(/^\d+\. /, ''))).to.deep.equal([
      'Acount: did you mean Account?',
      'Oportunity: did you mean Opportunity?',
      'Lead.Compny: did you mean Lead.Company?',
    ]);
  });
});
