/** What `sf integration monitor --json` gives: whole, and as its published schema has it. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { fleetJson } from '../../../../src/report/monitor/fleetReport.js';
import type { FleetReport } from '../../../../src/report/monitor/fleetReport.js';
import { keptJson } from '../../../../src/report/monitor/keptStates.js';
import { monitorResultJsonSchema } from '../../../../src/report/monitor/monitorResult.js';
import { watchJson } from '../../../../src/report/monitor/watchReport.js';
import type { WatchReport } from '../../../../src/report/monitor/watchReport.js';
import { goldenFiles } from '../../../support/golden.js';
import { keptOfAll, keptWith } from './kept.js';
import { ending, fleetOrg, fleetWith, lostSource, seenOrg, watchedLook, watchOf } from './looks.js';
import { newsWith } from './messages.js';

const failed = [
  { name: 'slack', result: 'failed', messageId: 'm.1', reason: 'HTTP 503' },
  { name: 'mail', result: 'delivered', messageId: 'm.1' },
] as const;
const givenUp = [{ name: 'hub', result: 'failed', messageId: 'm.0', reason: 'HTTP 400', givenUp: true }] as const;
const aside = [{ path: 'looks/a.state.json', why: 'foreign', keptAs: null }] as const;

const watched = (): WatchReport =>
  watchOf(
    [
      watchedLook(
        [
          newsWith(),
          newsWith({ id: 'not:userPermission:ModifyAllData', forbid: true, by: [], nobody: 'NO_ENTRY', why: [] }),
          { ...newsWith({ news: 'restored', was: 'unmet', is: 'met', why: [] }), by: [] },
        ],
        { upcoming: [ending()], lostSources: [lostSource(), lostSource('pkg')] },
      ),
      watchedLook([], { integration: 'hg', upcoming: [ending()] }),
      watchedLook([], { integration: 'ciro', since: null }),
    ],
    {
      ...{ dryRun: true, notFound: ['nobody@acme.com'], channels: failed, earlier: givenUp, keptAside: aside },
      unready: [{ name: 'teams', reason: 'TEAMS_URL is not set' }],
    },
  );

const fleet = (): FleetReport =>
  fleetWith(
    [
      { ...seenOrg('acme1', [newsWith()]), otherLogins: ['second@acme1.com'] },
      seenOrg('acme2', [newsWith(), newsWith({ id: 'object:Case:read', forbid: true, by: [], nobody: 'NOT_READ' })]),
      fleetOrg('acme3', { outcome: 'failed', failure: { code: 'NoLogin', text: 'Not logged in\u001b.' } }),
      fleetOrg('acme4', { notFound: ['a@acme4.com', 'b@acme4.com'], orgId: null }),
      fleetOrg('acme5', { notFound: ['a@acme4.com'], outcome: 'open' }),
    ],
    {
      ...{ dryRun: true, channels: failed, earlier: givenUp, keptAside: aside },
      shards: [{ index: 1, of: 2, state: 'complete', startedAt: null }],
      unready: [{ name: 'teams', reason: 'TEAMS_URL is not set' }],
    },
  );

const results: Record<string, () => unknown> = {
  'watch.json': () => watchJson(watched()),
  'watch-quiet.json': () => watchJson(watchOf([watchedLook()], { channels: failed })),
  'fleet.json': () => fleetJson(fleet()),
  'fleet-quiet.json': () => fleetJson(fleetWith([seenOrg('acme1', [])])),
  'kept.json': () => keptJson(keptOfAll()),
  'kept-nothing.json': () => keptJson(keptWith([])),
};

goldenFiles(
  'monitor-json',
  Object.fromEntries(Object.entries(results).map(([name, of]) => [name, () => `${JSON.stringify(of(), null, 2)}\n`])),
);

describe('the schema of what the monitor gives with --json', () => {
  it('is the published one', () =>
    expect(monitorResultJsonSchema()).to.deep.equal(
      JSON.parse(readFileSync(new URL('../../../../schemas/integration-monitor.schema.json', import.meta.url), 'utf8')),
    ));

  for (const [name, of] of Object.entries(results))
    it(`accepts ${name}, and refuses it with a key too many`, () => {
      const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(monitorResultJsonSchema());
      const result = JSON.parse(JSON.stringify(of())) as Record<string, unknown>;
      expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
      expect(validate({ ...result, more: 1 })).to.equal(false);
    });
});
