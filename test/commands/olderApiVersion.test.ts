/** An API version that somebody chose may hide what the org has: nobody may say that it is not there. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { changeField } from '../local-org/schema/changeField.js';
import { check, expectNarrow, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { track } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('an older API version than the org has', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    const org = loadScenario('default');
    const solution = org.schema.get('case');
    if (solution) solution.minVersion = 60;
    changeField(org, 'Contact', 'Department', { minVersion: 60 });
    world = await openWorld({ org }, admin);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  const rules = [
    { object: 'Case', access: ['read'] },
    { object: 'Nonsense__c', access: ['read'], ifPresent: true },
    { field: 'Contact.Department', access: ['read'], ifPresent: true },
    { field: 'Contact.Email', access: ['read'] },
  ];
  const look = async (...argv: string[]) =>
    only(await check(world.org, '-o', admin, '-u', admin, '-i', await definitions.define('older', rules), ...argv));

  it('leaves unknown what it does not show, and says which versions there are', async () => {
    const seen = await look('--api-version', '52.0');
    expect(statusOf(seen, 'object:Case:read')).to.equal('unknown HIDDEN_BY_API_VERSION');
    expect(statusOf(seen, 'object:Nonsense__c:read')).to.equal('unknown HIDDEN_BY_API_VERSION');
    expect(statusOf(seen, 'field:Contact.Department:read')).to.equal('unknown HIDDEN_BY_API_VERSION');
    expect(statusOf(seen, 'field:Contact.Email:read')).to.equal('met GRANTED');
    expect(finding(seen, 'object:Case:read').message).to.include('52.0').and.include('68.0');
  });

  it('is none of the newest version', async () => {
    const seen = await look();
    expect(statusOf(seen, 'object:Case:read')).to.equal('met GRANTED');
    expect(statusOf(seen, 'object:Nonsense__c:read')).to.equal('notApplicable NOT_IN_THIS_ORG');
    expect(statusOf(seen, 'field:Contact.Department:read')).to.equal('met GRANTED');
  });

  it('gives one reason for all that it has no column for, and leads to the newest version', async () => {
    const vendor = ['-o', admin, '-u', 'hginsights@example.com', '-i', 'hg-insights'];
    const { text, result } = await check(world.org, ...vendor, '--api-version', '50.0');
    const untold = result.checks
      .flatMap(({ findings }) => findings)
      .filter(({ code }) => code === 'API_VERSION_TOO_OLD');
    expect(untold).to.have.length.greaterThan(10);
    expect(untold.flatMap(({ actions }) => actions).join(' ')).to.include('Leave out --api-version');
    expectNarrow(text);
    const said = text.replace(/\s+/g, ' ');
    expect(said.match(/has no column/g) ?? []).to.have.length.lessThan(untold.length / 2);
    const whole = (await check(world.org, ...vendor, '--api-version', '50.0', '--verbose')).text.replace(/\s+/g, ' ');
    expect(whole).to.match(/Contact: this is not known: Read, Create, Edit\. The API version in use has no column/);
    expect(said).to.match(/Contact Edit: AccountId, Email, .*LastName/);
    expect(said).to.include('Leave out --api-version').and.not.include('upgrade the definition');
    expect(said.slice(said.indexOf('Check again:')))
      .to.include('-i hg-insights')
      .and.not.include('--api-version');
  });

  it('repeats the version where it hides nothing', async () => {
    const { text } = await check(
      world.org,
      ...['-o', admin, '-u', admin, '-i', await definitions.define('seen', [{ field: 'Contact.Email' }])],
      ...['--api-version', '60.0'],
    );
    expect(text).to.include('--api-version 60.0');
  });

  it('leaves the field history of an object unknown that it does not show', async () => {
    const { result, exitCode } = await track(world.org, '-o', admin, '--field', 'Case.Status', '--api-version', '52.0');
    expect(result.sobjects.flatMap(({ requested }) => requested.map(({ code }) => code))).to.deep.equal([
      'HIDDEN_BY_API_VERSION',
    ]);
    expect(exitCode).to.equal(3);
  });
});
