import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import IntegrationGenerateDefinition from '../../src/commands/integration/generate/definition.js';
import type { GenerateDefinitionResult } from '../../src/report/generate/generateResult.js';
import type { Org } from '../local-org/model/orgModel.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { storeEventLog } from '../local-org/rest/eventLogs.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import type { Failure, Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { generatedSchemas } from '../../tools/schemas.js';

const admin = 'admin@example.com';

const validate = new Ajv({ allErrors: true, strict: true }).compile(
  JSON.parse(generatedSchemas().get('integration-generate-definition.schema.json') ?? '') as object,
);

describe('integration generate definition --used-since', function () {
  this.timeout(120_000);
  let world: World;
  const open = async (overrides: Partial<Scenario> = {}, ...more: string[]): Promise<Org> => {
    world = await openWorld({ org: loadScenario('default', overrides) }, admin, ...more);
    return world.org.org;
  };
  afterEach(() => world.close());

  const run = (...argv: string[]): Promise<Ran<GenerateDefinitionResult>> =>
    runCommand<GenerateDefinitionResult>(world.org, IntegrationGenerateDefinition, ['-o', admin, ...argv]);
  const resultOf = (ran: Ran<GenerateDefinitionResult>): GenerateDefinitionResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    const result = JSON.parse(JSON.stringify(ran.outcome.result)) as GenerateDefinitionResult;
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
    return result;
  };
  const refusal = async (...argv: string[]): Promise<{ failure: Failure; requests: number }> => {
    const { outcome, exitCode, requests } = await run(...argv);
    if (!('error' in outcome)) throw new Error('accepted');
    expect(exitCode).to.equal(2);
    expect(outcome.error.actions?.join('') ?? '', 'the next step').to.not.equal('');
    return { failure: outcome.error, requests: requests.length };
  };
  const fileAt = (...parts: string[]): string => join(world.home, ...parts);

  const day = (org: Org, ago: number): string => new Date(org.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const ciro = 'ciro@example.com';
  const idOfUser = (org: Org, username: string): string => {
    const [row] = rowsOf(org, 'User').filter(({ Username }) => Username === username);
    if (row === undefined) throw new Error(username);
    return idOf(row);
  };
  let requests = 0;
  const rest = (org: Org, method: string, resource: string, entity = '', username = ciro): Record<string, string> => ({
    REQUEST_ID: `r${(requests += 1)}`,
    USER_ID: idOfUser(org, username).slice(0, 15),
    API_FAMILY: 'REST',
    HTTP_METHOD: method,
    API_RESOURCE: resource,
    ENTITY_NAME: entity,
  });
  /** What was done on each of the last four days that have a file. */
  const store = (org: Org, ...events: ReadonlyArray<Record<string, string>>): void => {
    for (const ago of [5, 4, 3, 2]) storeEventLog(org, 'ApiTotalUsage', day(org, ago), ago === 4 ? events : []);
  };
  const since = (org: Org): string[] => ['--from-user', ciro, '--used-since', day(org, 5)];
  const usage = (result: GenerateDefinitionResult): NonNullable<GenerateDefinitionResult['usage']> => {
    if (result.usage === undefined) throw new Error('no usage');
    return result.usage;
  };

  it('keeps what the logs show as used, and lists the rest', async () => {
    const org = await open();
    store(
      org,
      rest(org, 'PATCH', '/v64.0/sobjects/Lead/00Q000000000001'),
      rest(org, 'GET', '/v64.0/query', 'Lead;Account'),
      rest(org, 'DELETE', '/v64.0/sobjects/Contact/003000000000001', '', admin),
    );
    const file = fileAt('ciro-used.yml');
    const ran = await run(...since(org), '--output-file', file);
    const result = resultOf(ran);
    expect(ran.exitCode).to.equal(0);
    expect(usage(result)).to.deep.include({
      since: day(org, 5),
      known: true,
      from: day(org, 5),
      to: day(org, 2),
      used: [
        { sobject: 'Account', access: ['read'] },
        { sobject: 'Lead', access: ['read', 'edit'] },
      ],
    });
    const rules = result.requirements.filter((id) => /^(object|field:.*:edit)/.test(id));
    expect(rules.filter((id) => id.startsWith('object:'))).to.deep.equal([
      'object:Account:viewAllRecords',
      // No log names what a query reads by a relationship.
      'object:Contact:viewAllRecords',
      'object:Lead:edit',
    ]);
    expect(result.requirements.filter((id) => /^field:Contact.*:read$/.test(id))).to.not.deep.equal([]);
    expect(rules.filter((id) => /^field:(Account|Contact)/.test(id))).to.deep.equal([]);
    expect(result.requirements).to.include('userPermission:ApiEnabled');
    expect(usage(result).notShown).to.include.members([
      'object:Account:create',
      'object:Account:edit',
      'object:Contact:edit',
      'object:Lead:create',
      'field:Account.Website:edit',
    ]);
    expect(result.definition).to.contain('# Reduced to what event logs show').and.to.contain('#   - { object: Contact');
    expect(ran.text.replace(/\s+/g, ' ')).to.contain('Not shown as used').and.to.contain('Reduced to what event logs');
    expect(await check(world.org, '-o', admin, '-u', ciro, '-i', file)).to.include({ exitCode: 0 });
    // What is listed can be put back as it stands there.
    const listed = result.definition.split('\n').flatMap((line) => /^# {3}(- .*object.*)$/.exec(line)?.[1] ?? []);
    const again = fileAt('ciro-back.yml');
    await writeFile(
      again,
      result.definition
        .replace('id: ciro-used', 'id: ciro-back')
        .replace('requires:\n', `requires:\n${listed.map((line) => `  ${line}\n`).join('')}`),
    );
    expect(await check(world.org, '-o', admin, '-u', ciro, '-i', again)).to.include({ exitCode: 0 });
  });

  it('finds in the files of Event Monitoring what composite requests and bulk jobs did', async () => {
    const org = await open();
    const composite = rest(org, 'POST', '/v64.0/composite');
    store(org, composite, rest(org, 'PUT', '/v64.0/jobs/ingest/7505e00000AbCdEAAU/batches'));
    const own = { USER_ID: idOfUser(org, ciro) };
    storeEventLog(org, 'CompositeApiSubrequest', day(org, 4), [
      {
        ...own,
        REQUEST_ID: composite['REQUEST_ID'] ?? '',
        METHOD: 'POST',
        URI: '/services/data/v64.0/sobjects/Contact',
      },
    ]);
    storeEventLog(org, 'BulkApi2', day(org, 4), [
      { ...own, REQUEST_ID: 'other', JOB_ID: '7505e00000AbCdE', OPERATION_TYPE: 'update', ENTITY_TYPE: 'Lead' },
    ]);
    const result = resultOf(await run(...since(org), '--dry-run'));
    expect(usage(result).used).to.deep.equal([
      { sobject: 'Contact', access: ['create'] },
      { sobject: 'Lead', access: ['edit'] },
    ]);
    expect(result.requirements.filter((id) => id.startsWith('object:'))).to.include.members([
      'object:Contact:create',
      'object:Lead:edit',
    ]);
  });

  it('says what would do in place of a permission over all objects', async () => {
    const org = await open();
    store(
      org,
      rest(org, 'PATCH', '/v64.0/sobjects/Case/500000000000001', '', admin),
      rest(org, 'GET', '/v64.0/query', 'Task', admin),
    );
    const { definition, requirements } = resultOf(
      await run('--from-user', admin, '--used-since', day(org, 5), '--dry-run'),
    );
    expect(requirements).to.include('userPermission:ModifyAllData');
    expect(definition.replace(/[\s#]+/g, ' ')).to.contain('In place of that permission these rules would do');
    expect(definition).to.contain('- { object: Case, access: [edit] }');
    expect(definition).to.not.contain('object: Task');
  });

  it('reads a file anew where the answer breaks off, and thinks nothing unused where it keeps doing so', async () => {
    const org = await open();
    store(org, rest(org, 'PATCH', '/v64.0/sobjects/Lead/00Q000000000001'));
    const match = { path: '/LogFile', nth: 2 };
    world.org.faults.add({ kind: 'cutOff', match });
    const once = resultOf(await run(...since(org), '--dry-run'));
    expect(usage(once)).to.deep.include({ known: true, used: [{ sobject: 'Lead', access: ['edit'] }] });
    world.org.faults.add({ kind: 'cutOff', match: { path: '/LogFile' }, times: Infinity });
    expect(usage(resultOf(await run(...since(org), '--dry-run')))).to.include({ known: false, code: 'FILE_UNREAD' });
    world.org.faults.clear();
    world.org.faults.add({ kind: 'htmlOk', match: { path: '/LogFile' }, times: Infinity });
    expect(usage(resultOf(await run(...since(org), '--dry-run')))).to.include({ known: false, code: 'FILE_UNREAD' });
  });

  const unknowns: ReadonlyArray<[code: string, what: string, prepare: (org: Org) => void]> = [
    ['NO_LOGS', 'no file', () => undefined],
    [
      'NOT_SO_FAR_BACK',
      'files of later days alone',
      (org) => void storeEventLog(org, 'ApiTotalUsage', day(org, 2), []),
    ],
    [
      'DAYS_MISSING',
      'a day without file, hours of it aside',
      (org) => {
        for (const ago of [5, 3, 2]) storeEventLog(org, 'ApiTotalUsage', day(org, ago), []);
        storeEventLog(org, 'ApiTotalUsage', day(org, 4), [], { Interval: 'Hourly', Sequence: 1 });
      },
    ],
    ['NO_CALLS', 'no call of this user', (org) => store(org, rest(org, 'GET', '/v64.0/query', 'Lead', admin))],
    ['CALLS_UNTOLD', 'a call that does not tell its objects', (org) => store(org, rest(org, 'GET', '/v64.0/query'))],
    [
      'FILE_UNREAD',
      'a file without the columns that are needed',
      (org) => {
        store(org, rest(org, 'GET', '/v64.0/query', 'Lead'));
        for (const id of org.eventLogs.keys())
          org.eventLogs.set(id, '"EVENT_TYPE","REQUEST_ID"\n"ApiTotalUsage","1"\n');
      },
    ],
    [
      'FILE_UNREAD',
      'a file that breaks off in the middle of a row',
      (org) => {
        store(org, rest(org, 'GET', '/v64.0/query', 'Lead'));
        for (const [id, text] of org.eventLogs) org.eventLogs.set(id, `${text.trimEnd()}\n"ApiTotalUsage","20`);
      },
    ],
    [
      'TOO_MUCH',
      'more than is read',
      (org) => {
        for (const ago of [5, 4, 3, 2])
          storeEventLog(org, 'ApiTotalUsage', day(org, ago), [], { LogFileLength: 2 * 1024 ** 3 });
      },
    ],
  ];
  for (const [code, what, prepare] of unknowns)
    it(`thinks nothing unused with ${what} (${code})`, async () => {
      const org = await open();
      const whole = resultOf(await run('--from-user', ciro, '--dry-run'));
      prepare(org);
      const ran = await run(...since(org), '--dry-run');
      const result = resultOf(ran);
      expect(ran.exitCode).to.equal(3);
      expect(usage(result)).to.deep.include({ known: false, code, used: [], notShown: [] });
      expect(result.requirements).to.deep.equal(whole.requirements);
      expect(result.definition).to.contain('is not known, so all of it is here');
      expect(ran.text.replace(/\s+/g, ' ')).to.contain('is not known, so all of it is here');
    });

  it('thinks nothing unused where whoever runs it may not see the files', async () => {
    const org = await open(
      {
        permissionSets: { Auditors: { userPermissions: ['ApiEnabled', 'ViewSetup', 'ViewRoles', 'ViewAllProfiles'] } },
        users: { auditor: { username: 'auditor@example.com', profile: 'Standard User', permissionSets: ['Auditors'] } },
      },
      'auditor@example.com',
    );
    store(org, rest(org, 'GET', '/v64.0/query', 'Lead'));
    const ran = await runCommand<GenerateDefinitionResult>(world.org, IntegrationGenerateDefinition, [
      ...['-o', 'auditor@example.com', ...since(org), '--dry-run'],
    ]);
    expect(usage(resultOf(ran))).to.include({ known: false, code: 'NOT_VISIBLE' });
    expect(usage(resultOf(ran)).message).to.contain('View Event Log Files');
  });

  it('refuses a day that is none, or not over, and any other source, before the org is read', async () => {
    const org = await open();
    for (const wrong of ['yesterday', '2026-02-30', day(org, -1)]) {
      const { failure, requests: sent } = await refusal('--from-user', ciro, '--used-since', wrong);
      expect({ name: failure.name, sent }).to.deep.equal({ name: 'BadDayError', sent: 0 });
      expect(failure.message).to.match(/write YYYY-MM-DD, at the latest \d{4}-\d{2}-\d{2} \(yesterday in UTC\)/);
    }
    const other = await run('--from-profile', 'System Administrator', '--used-since', day(org, 5));
    expect({ exitCode: other.exitCode, sent: other.requests.length }).to.deep.equal({ exitCode: 2, sent: 0 });
  });
});
