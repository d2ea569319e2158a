/** An API version that somebody chose may hide what the org has: nobody may say that it is not there. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { changeField } from '../local-org/schema/changeField.js';
import { check, finding, only, statusOf } from '../support/checking.js';
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

  it('leaves the field history of an object unknown that it does not show', async () => {
    const { result, exitCode } = await track(world.org, '-o', admin, '--field', 'Case.Status', '--api-version', '52.0');
    expect(result.sobjects.flatMap(({ requested }) => requested.map(({ code }) => code))).to.deep.equal([
      'HIDDEN_BY_API_VERSION',
    ]);
    expect(exitCode).to.equal(3);
  });
});
