/** The report of a run about many orgs, with everything that it can say, for a terminal and in files. */
import { fleetDocument } from '../../../../src/report/document/fleetDocument.js';
import { csvOf } from '../../../../src/report/formats/csv.js';
import { junitOf } from '../../../../src/report/formats/junit.js';
import { markdownOf } from '../../../../src/report/formats/markdown.js';
import type { FleetOrg, FleetReport } from '../../../../src/report/monitor/fleetReport.js';
import { fleetText } from '../../../../src/report/monitor/fleetText.js';
import type { WatchTextOptions } from '../../../../src/report/monitor/watchText.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';
import { newsWith } from './messages.js';

const [own, check, said] = [wordsOf('integration.monitor'), wordsOf('integration.check'), wordsOf('document')];
const words: WatchTextOptions['words'] = (key, tokens) => (key.startsWith('report.') ? check : own)(key, tokens);
const [before, at] = ['2026-11-27T07:00:00.000Z', '2026-11-28T07:00:00.000Z'];

const org = (name: string, more: Partial<FleetOrg> = {}): FleetOrg => ({
  ...{ name, username: `admin@${name}.com`, orgId: `00D5g000000${name}AAA`, outcome: 'seen', failure: null },
  ...{ notFound: [], apiCalls: 10, looks: [] },
  ...more,
});

const seen = (
  name: string,
  news: FleetOrg['looks'][number]['news'],
  more: Partial<FleetOrg['looks'][number]> = {},
): FleetOrg =>
  org(name, {
    looks: [
      {
        org: {
          ...{
            id: `00D5g000000${name}AAA`,
            username: `admin@${name}.com`,
            instanceUrl: `https://${name}.my.salesforce.com`,
          },
          ...{ apiVersion: '68.0', name, type: 'production' },
        },
        ...{ integration: '6sense', user: `6sense@${name}.com`, since: before, at, missing: news.length, unknown: 0 },
        ...{ state: news.length > 0 ? 1 : 0, news, upcoming: [], lostSources: [] },
        command: `sf integration check -i 6sense -u 6sense@${name}.com -o ${name}`,
        ...more,
      },
    ],
  });

const set = { type: 'PermissionSet', name: 'Extra', namespace: null, label: 'Extra Access' } as const;

const report: FleetReport = {
  ...{ exitCode: 68, at, dryRun: true },
  shards: [
    { index: 1, of: 2, state: 'complete', startedAt: at },
    { index: 2, of: 2, state: 'missing', startedAt: null },
  ],
  leftOut: [{ of: 3, startedAt: before }],
  orgs: [
    { ...seen('acme1', [newsWith()]), otherLogins: ['second@acme1.com'] },
    seen('acme2', [newsWith()]),
    org('acme3', { outcome: 'failed', failure: { code: 'NoLogin', text: 'sf is not logged in to acme3.' } }),
    org('acme4', { outcome: 'failed', failure: { code: 'SessionExpired', text: 'The session has expired.' } }),
    org('acme5', { outcome: 'open' }),
    seen('acme6', [newsWith({ news: 'restored', by: [], was: 'unmet', is: 'met' })], {
      ...{ missing: 0, state: 0 },
      upcoming: [
        {
          kind: 'license',
          name: 'Salesforce API Integration',
          ends: '2026-12-01T00:00:00Z',
          text: 'The license ends on 2026-12-01.',
        },
      ],
      lostSources: [{ id: 'object:Lead:read', what: 'Read on Lead', source: set, left: 1 }],
    }),
    org('acme7', { notFound: ['6sense@acme7.com'] }),
  ],
  channels: [{ name: 'slack', result: 'failed', messageId: 'm.1', reason: 'HTTP 503' }],
  earlier: [{ name: 'hub', result: 'failed', messageId: 'm.0', reason: 'HTTP 400', givenUp: true }],
  dropped: ['old'],
  unready: [{ name: 'teams', reason: 'TEAMS_URL is not set' }],
  trouble: 'ENOSPC',
  heartbeatFailed: 'HTTP 500',
  keptAside: [{ path: 'looks/a.state.json', why: 'damaged', keptAs: 'looks/a.state.json.kept-aside-1' }],
};

const options: WatchTextOptions = { width: 80, paint: (_, text) => text, words, verbose: true };
const document = fleetDocument(report, options, { said, version: '0.1.0' });

golden('monitor-fleet', {
  report: (view) => fleetText(report, { ...view, words, verbose: false }),
  verbose: (view) => fleetText(report, { ...view, words, verbose: true }),
});

goldenFiles('monitor-fleet-files', {
  'fleet.md': () => markdownOf(document, said),
  // Git keeps texts with plain line ends.
  'fleet.csv': () => csvOf(document).replaceAll('\r\n', '\n'),
  'fleet.xml': () => junitOf(document, said),
});
