import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '@salesforce/core';
import { expect } from 'chai';
import { createOrgClient } from '../../../src/org/orgClient.js';
import type { OrgClient } from '../../../src/org/orgClient.js';
import { mayHaveWritten } from '../../../src/platform/uncertainFailures.js';
import { readQueries } from '../../../src/org/read/readQueries.js';
import { keys } from '../../../src/org/query.js';
import type { FloodKind } from '../../local-org/http/floods.js';
import { connect } from '../../support/connection.js';
import { failureOf } from '../../support/failureOf.js';
import { openWorld, openWorldOnTheWire } from '../../support/world.js';
import type { World } from '../../support/world.js';

const admin = 'admin@example.com';

/** What nobody can read to its end must not take the machine with it. */
describe('an answer that is too much', function () {
  this.timeout(60_000);
  let world: World;
  let connection: Connection;

  const client = (): OrgClient => createOrgClient(connection, { waitMs: 60_000, backoffMs: [1, 1] });
  const flood = (kind: FloodKind, options: { carriedOut?: boolean; times?: number } = {}): void =>
    void world.org.faults.add({ kind, times: Infinity, ...options });

  for (const [way, open] of [
    ['over HTTP', openWorldOnTheWire],
    ['in this process', openWorld],
  ] as const) {
    describe(way, () => {
      before(async () => {
        world = await open({ scenario: 'default' }, admin);
        connection = await connect(world, admin);
      });
      after(() => world.close());
      beforeEach(() => {
        world.org.faults.clear();
        world.org.clearRequests();
      });

      const users = { ref: 'users', path: `/query?q=${encodeURIComponent('SELECT Id FROM User')}` };

      for (const kind of ['endlessBody', 'gzipBomb', 'manyObjects'] as const) {
        it(`${kind}: a reading ends at once, and is not tried again`, async () => {
          flood(kind);
          const failure = await failureOf(client().composite([users], 'data'));
          expect(failure.code).to.equal('ANSWER_TOO_LARGE');
          expect(failure.args[1]).to.equal('composite');
          expect(world.org.requests).to.have.length(1);
        });
      }

      for (const kind of ['endlessXml', 'manyElements'] as const) {
        it(`${kind}: what the Metadata API cannot tell is a gap`, async () => {
          flood(kind);
          const reply = await client().readMetadata('CustomObject', ['Opportunity']);
          expect(reply).to.deep.include({ ok: false, errorCode: 'ANSWER_TOO_LARGE' });
          expect(world.org.requests).to.have.length(1);
        });
      }

      it('longDeclaration: what declares something is no answer of Salesforce', async () => {
        flood('longDeclaration');
        const reply = await client().readMetadata('CustomObject', ['Opportunity']);
        expect(reply).to.deep.include({ ok: false, errorCode: 'NOT_SALESFORCE_ANSWER' });
        expect(world.org.requests).to.have.length(1);
      });

      it('of a write that was carried out: nobody can say so', async () => {
        flood('gzipBomb', { carriedOut: true });
        const body = { Name: 'Written', Label: 'Written' };
        const call = client().write([{ ref: 'a', method: 'POST', path: 'PermissionSet', body }]);
        const { code } = await failureOf(call);
        expect([code, mayHaveWritten(code)]).to.deep.equal(['ANSWER_TOO_LARGE', true]);
        expect([...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].map(({ Name }) => Name)).to.include(
          'Written',
        );
      });

      it('endlessPages: no page more is read than it takes to see that there are too many rows', async () => {
        flood('endlessPages');
        const query = { api: 'data', from: 'Organization', columns: keys('Id'), where: [] } as const;
        const [answer] = await readQueries(client(), [query]);
        expect(answer?.known === false && answer.gap.code).to.equal('INCOMPLETE_ROWS');
        expect(world.org.requests).to.have.length(2);
      });

      it('endlessPages that were promised: no more rows are read than anybody has', async () => {
        world.org.faults.add({ kind: 'endlessPages', times: Infinity, promised: 1_000_000_000 });
        const query = { api: 'data', from: 'Organization', columns: keys('Id'), where: [] } as const;
        const [answer] = await readQueries(client(), [query]);
        expect(answer?.known === false && answer.gap.code).to.equal('INCOMPLETE_ROWS');
        expect(world.org.requests.length).to.be.lessThan(300);
      });
    });
  }

  describe('or leads elsewhere', () => {
    const listening = async (server: Server): Promise<string> => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };

    before(async () => {
      world = await openWorld({ scenario: 'default' }, admin);
      connection = await connect(world, admin);
    });
    after(() => world.close());

    it('is followed to no other host by the Metadata API either', async () => {
      const sent: string[] = [];
      const elsewhere = createServer((request, response) => {
        sent.push(request.url ?? '');
        response.end('<x/>');
      });
      const address = await listening(elsewhere);
      const instance = createServer((_request, response) => {
        response.writeHead(307, { location: `${address}/services/Soap/m/68.0` });
        response.end();
      });
      const instanceUrl = await listening(instance);
      try {
        const moved = await connect(world, admin);
        Object.assign(moved, { instanceUrl });
        const one = createOrgClient(moved, { waitMs: 5000, backoffMs: [] });
        expect(await one.readMetadata('CustomObject', ['Opportunity'])).to.deep.include({
          ok: false,
          errorCode: 'NOT_SALESFORCE_ANSWER',
        });
        expect(await one.startDeploy(Buffer.from('PK'))).to.deep.include({
          ok: false,
          errorCode: 'NOT_SALESFORCE_ANSWER',
        });
        expect(sent).to.be.empty;
      } finally {
        elsewhere.close();
        instance.close();
      }
    });
  });
});
