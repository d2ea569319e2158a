import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthInfo, StateAggregator } from '@salesforce/core';
import { expect } from 'chai';
import type { Receipt } from '../../src/grant/receipt.js';
import type { FaultOptions, Rewrite } from '../local-org/http/faults.js';
import { json } from '../local-org/http/httpExchange.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { refusal } from '../support/checking.js';
import { grant, grantRefusal, revoke, stepsOf } from '../support/granting.js';
import { itAtNight, runsNow, sampleOf } from '../support/largeMatrix.js';
import { track } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

/** What comes back is more than anybody can read, or lies about what became of a write. */
describe('answers that cannot be believed or held', function () {
  this.timeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
  });
  afterEach(() => world.close());

  for (const kind of sampleOf(['gzipBomb', 'endlessBody', 'manyObjects'] as const, 3)) {
    it(`check, ${kind}: exit code 2, in one sentence`, async () => {
      world.org.faults.add({ kind, times: Infinity, match: { path: '/services/data/' } });
      const refused = await refusal(world.org, '-o', admin, '-i', 'ciro', '-u', 'ciro@example.com');
      expect([refused.exitCode, refused.name]).to.deep.equal([2, 'AnswerTooLargeError']);
      expect(refused.message).to.match(/64 MB.*composite/);
    });
  }

  it('history-tracking, the Metadata API says too much: what it was to tell is unknown', async () => {
    world.org.faults.add({ kind: 'endlessXml', times: Infinity, match: { path: '/Soap/m/' } });
    const { result } = await track(world.org, '-o', admin, '--sobject', 'Opportunity');
    expect([result.ready, result.sobjects[0]?.enabled]).to.deep.equal([false, 'unknown']);
  });

  const writes = { path: '/composite/graph', nth: 1 };
  const lies: [title: string, fault: FaultOptions, code: string][] = [
    ['more than can be read', { kind: 'gzipBomb', carriedOut: true, match: writes }, 'ANSWER_TOO_LARGE'],
    ['that the session is over', { kind: '401', carriedOut: true, match: writes }, 'SESSION_EXPIRED'],
  ];
  const user = ['-o', admin, '-i', '6sense', '-u', 'sixsense@example.com'];

  // A push tells each lie to a part of the commands (`largeMatrix.ts`).
  for (const [row, [title, fault, code]] of lies.entries()) {
    const tells = (column: number): boolean => runsNow(row, column, 3);
    if (tells(0))
      it(`grant, a write that was carried out is answered with ${title}: exit code 68, and the receipt says "intended"`, async () => {
        world.org.faults.add(fault);
        const receipt = join(world.folder, 'receipt.json');
        const { exitCode, result, text } = await grant(world.org, ...user, '--no-prompt', '--save-receipt', receipt);
        expect(exitCode, text).to.equal(68);
        expect(stepsOf(result.outcomes)[0]).to.equal(`permissionSet failed ${code}`);
        expect(text.replace(/\s+/g, ' ')).to.match(/[Rr]un the command again: it (looks and )?finishes the job/);
        const kept = JSON.parse(await readFile(receipt, 'utf8')) as { steps: { state: string }[] };
        // The set and its assignment are one transaction.
        expect(kept.steps.map(({ state }) => state)).to.deep.equal(['intended', 'intended']);
        expect(rowsOf(world.org.org, 'PermissionSet').map(({ Name }) => Name)).to.include('Integration_6sense');
        world.org.faults.clear();
        expect((await grant(world.org, ...user, '--no-prompt')).exitCode, 'a second run').to.equal(0);
      });

    if (tells(1))
      it(`revoke, answered with ${title}: exit code 68`, async () => {
        await grant(world.org, ...user, '--no-prompt');
        world.org.faults.add(fault);
        const { exitCode, result } = await revoke(world.org, ...user, '--no-prompt');
        expect(exitCode).to.equal(68);
        expect(stepsOf(result.outcomes)[0]).to.equal(`unassign failed ${code}`);
      });

    if (tells(2))
      it(`history-tracking, a deploy answered with ${title}: exit code 68`, async () => {
        const deploying = { path: '/Soap/m/', body: /<deploy[ >]/ };
        // It waits for its turn for longer than this run looks at it.
        const onHit = (): void => void (world.org.metadataJobs.pollsUntilDone = 1000);
        world.org.faults.add({ ...fault, match: deploying, onHit });
        const { exitCode, result } = await track(
          world.org,
          ...['-o', admin, '--field', 'Opportunity.StageName', '--enable', '--no-prompt'],
        );
        expect(exitCode).to.equal(68);
        expect(result.outcomes?.[0]).to.deep.include({ result: 'failed', code });
      });
  }

  const refusalOf = (errorCode: string): Rewrite => {
    const error = [{ errorCode, message: 'no', fields: [] }];
    return (right) => {
      if (right.body.kind !== 'json') return right;
      const told = JSON.parse(
        JSON.stringify(right.body.value)
          .replaceAll(/"httpStatusCode":\d+/g, '"httpStatusCode":400')
          .replaceAll('"isSuccessful":true', '"isSuccessful":false'),
        (key, value: unknown) => (key === 'body' ? error : value),
      ) as unknown;
      return json(200, told);
    };
  };

  for (const [title, rewrite] of [
    ['as a whole', (): ReturnType<Rewrite> => json(400, [{ errorCode: 'INVALID_FIELD', message: 'no' }])],
    ['for its records', refusalOf('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY')],
    ['for a license', refusalOf('LICENSE_LIMIT_EXCEEDED')],
  ] as [string, Rewrite][])
    it(`grant, a write that was carried out is refused ${title}: exit code 68, and the receipt says "intended"`, async () => {
      world.org.faults.add({ kind: 'rewritten', times: Infinity, match: { path: '/composite/graph' }, rewrite });
      const receipt = join(world.folder, 'receipt.json');
      const { exitCode, result, text } = await grant(world.org, ...user, '--no-prompt', '--save-receipt', receipt);
      expect(exitCode, text).to.equal(68);
      expect(result.outcomes.map(({ code }) => code)).to.include('REFUSED_BUT_DONE');
      expect(text.replace(/\s+/g, ' ')).to.include('it looks and finishes the job');
      const kept = JSON.parse(await readFile(receipt, 'utf8')) as Receipt;
      expect(kept.steps.map(({ state }) => state)).to.deep.equal(['intended', 'intended']);
      world.org.faults.clear();
      expect(
        (await revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt')).exitCode,
        'taken back',
      ).to.equal(0);
      expect(rowsOf(world.org.org, 'PermissionSet').map(({ Name }) => Name)).to.not.include('Integration_6sense');
    });

  it('grant, a user is said to be refused, and the second attempt finds what the first one wrote: exit code 68', async () => {
    const halted = [{ errorCode: 'PROCESSING_HALTED', message: 'rolled back' }];
    const no = [{ errorCode: 'LICENSE_LIMIT_EXCEEDED', message: 'no' }];
    const rewrite: Rewrite = ({ body }) => {
      const text = JSON.stringify(body.kind === 'json' ? body.value : null);
      const refs = [...text.matchAll(/"referenceId":"(\w+)"/g)].map(([, ref = '']) => ref);
      const compositeResponse = refs.map((referenceId) => ({
        referenceId,
        httpStatusCode: 400,
        body: referenceId === 'assign1' ? no : halted,
      }));
      return json(200, { graphs: [{ graphId: 'write', isSuccessful: false, graphResponse: { compositeResponse } }] });
    };
    world.org.faults.add({ kind: 'rewritten', match: writes, rewrite });
    const receipt = join(world.folder, 'receipt.json');
    const both = [...user, '-u', 'viewer@example.com'];
    const { exitCode, text } = await grant(world.org, ...both, '--no-prompt', '--save-receipt', receipt);
    expect(exitCode, text).to.equal(68);
    const kept = JSON.parse(await readFile(receipt, 'utf8')) as Receipt;
    expect(kept.steps.map(({ state }) => state)).to.deep.equal(['intended', 'intended']);
  });

  it('grant, a row is said to be locked, and the second attempt finds what the first one wrote: exit code 68', async () => {
    world.org.faults.add({ kind: 'rewritten', match: writes, rewrite: refusalOf('UNABLE_TO_LOCK_ROW') });
    const { exitCode, text } = await grant(world.org, ...user, '--no-prompt');
    expect(exitCode, text).to.equal(68);
  });

  it('revoke, a row is said to be locked, and the second attempt finds it gone: exit code 68', async () => {
    await grant(world.org, ...user, '--no-prompt');
    world.org.faults.add({ kind: 'rewritten', match: writes, rewrite: refusalOf('UNABLE_TO_LOCK_ROW') });
    const { exitCode } = await revoke(world.org, ...user, '--no-prompt');
    expect(exitCode).to.equal(68);
  });

  for (const [title, more, step] of [
    ['the assignment', [], 'unassign'],
    ['the set', ['--delete'], 'deleteSet'],
  ] as [string, string[], string][])
    it(`revoke, ${title} is taken and the org says that it is not: exit code 68`, async () => {
      await grant(world.org, ...user, '--no-prompt');
      const nth = more.length + 1;
      const rewrite = refusalOf('INSUFFICIENT_ACCESS_OR_READONLY');
      world.org.faults.add({
        kind: 'rewritten',
        times: Infinity,
        match: { path: '/composite/graph', from: nth },
        rewrite,
      });
      const { exitCode, result } = await revoke(world.org, ...user, ...more, '--no-prompt');
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)).to.include(`${step} failed REFUSED_BUT_DONE`);
    });

  describe('where sf renews the session by itself, and sends what was refused again', () => {
    beforeEach(async () => {
      const { org } = world;
      const options = { accessToken: org.tokenFor(admin), instanceUrl: org.url, loginUrl: org.url };
      const info = await AuthInfo.create({ accessTokenOptions: options });
      await info.save({ refreshToken: org.refreshTokenFor(admin), clientId: 'PlatformCLI' });
      StateAggregator.clearInstance();
    });
    const over = (carriedOut: boolean): FaultOptions => ({ kind: '401', carriedOut, match: writes });

    it('grant, a write that was carried out: exit code 68, and the receipt says "intended"', async () => {
      world.org.faults.add(over(true));
      const receipt = join(world.folder, 'receipt.json');
      const { exitCode, result, text } = await grant(world.org, ...user, '--no-prompt', '--save-receipt', receipt);
      expect(exitCode, text).to.equal(68);
      expect(stepsOf(result.outcomes)[0]).to.equal('permissionSet failed SESSION_EXPIRED');
      const kept = JSON.parse(await readFile(receipt, 'utf8')) as { steps: { state: string }[] };
      // The set and its assignment are one transaction.
      expect(kept.steps.map(({ state }) => state)).to.deep.equal(['intended', 'intended']);
    });

    it('grant, a write that was not carried out: done at the second time', async () => {
      world.org.faults.add(over(false));
      const { exitCode, text } = await grant(world.org, ...user, '--no-prompt');
      expect(exitCode, text).to.equal(0);
    });

    it('a session that cannot be renewed is one that is over', async () => {
      world.org.faults.add({ kind: '401', times: Infinity, match: { path: '/services/data/v' } });
      const broken: Rewrite = () => json(200, { access_token: 'x' });
      world.org.faults.add({ kind: 'rewritten', times: Infinity, match: { path: '/oauth2/token' }, rewrite: broken });
      const refused = await refusal(world.org, '-o', admin, '-i', 'ciro', '-u', 'ciro@example.com');
      expect([refused.exitCode, refused.name]).to.deep.equal([2, 'SessionExpiredError']);
    });

    it('revoke, a write that was carried out: exit code 68', async () => {
      await grant(world.org, ...user, '--no-prompt');
      world.org.faults.add(over(true));
      const { exitCode, result } = await revoke(world.org, ...user, '--no-prompt');
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)[0]).to.equal('unassign failed SESSION_EXPIRED');
    });
  });

  for (const id of ['lone \ud800 half', "x' OR Id != '", '', 7].filter((_, at) => runsNow(0, at, 2)))
    it(`grant, what was made gets ${JSON.stringify(id)} for an id: exit code 68`, async () => {
      const rewrite: Rewrite = (right) =>
        right.body.kind === 'json'
          ? json(
              right.status,
              JSON.parse(JSON.stringify(right.body.value).replace(/"id":"0PS\w+"/, `"id":${JSON.stringify(id)}`)),
            )
          : right;
      world.org.faults.add({ kind: 'rewritten', match: writes, rewrite });
      const { exitCode, result } = await grant(world.org, ...user, '--no-prompt');
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)[0]).to.equal('permissionSet failed NOT_SALESFORCE_ANSWER');
    });

  it('grant, a set that the org shows nested without end: it is not worked on for a minute, and no file is made of it', async () => {
    await grant(world.org, ...user, '--no-prompt');
    world.org.faults.add({
      kind: 'nestedXml',
      times: Infinity,
      match: { path: '/Soap/m/', body: /<readMetadata[ >]/ },
    });
    const refused = await grantRefusal(
      world.org,
      ...user,
      '--include',
      'recommended,optional',
      '--output-dir',
      world.folder,
    );
    expect([refused.exitCode, refused.name]).to.deep.equal([2, 'OrgContentUnreadableError']);
    expect(refused.message).to.include('4 levels of elements');
  });

  itAtNight('grant, dependencies by the ten thousand: refused before anything is written', async () => {
    world.org.faults.add({ kind: 'manyDependencies', times: Infinity });
    const refused = await grantRefusal(
      world.org,
      '-o',
      admin,
      '-i',
      'cognism',
      '-u',
      'grouped@example.com',
      '--dry-run',
    );
    expect([refused.exitCode, refused.name]).to.deep.equal([2, 'TooManyDependenciesError']);
    expect(refused.message).to.match(/20000/);
    world.org.faults.clear();
    world.org.faults.add({ kind: 'manyDependencies', promised: 5000, times: Infinity });
    const argv = ['-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--dry-run'];
    expect((await grant(world.org, ...argv)).exitCode).to.equal(1);
  });

  it('an expired session before anything is written is none', async () => {
    world.org.faults.add({ kind: '401', times: Infinity, match: { path: /composite$/ } });
    const refused = await grantRefusal(world.org, ...user, '--no-prompt');
    expect([refused.exitCode, refused.name]).to.deep.equal([2, 'SessionExpiredError']);
  });
});
