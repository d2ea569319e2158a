/** The report of a run about many orgs, with everything that it can say, for a terminal and in files. */
import { fleetDocument } from '../../../../src/report/document/fleetDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { csvOf } from '../../../../src/report/formats/csv.js';
import { junitOf } from '../../../../src/report/formats/junit.js';
import { markdownOf } from '../../../../src/report/formats/markdown.js';
import type { FleetReport } from '../../../../src/report/monitor/fleetReport.js';
import { fleetText } from '../../../../src/report/monitor/fleetText.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';
import { frame } from '../support/wholeDocument.js';
import { at, before, ending, fleetOrg, lostSource, monitorWords as words, seenOrg } from './looks.js';
import { newsWith } from './messages.js';

const report = (): FleetReport => ({
  ...{ exitCode: 68, at, dryRun: true },
  shards: [
    { index: 1, of: 2, state: 'complete', startedAt: at },
    { index: 2, of: 2, state: 'missing', startedAt: null },
  ],
  leftOut: [{ of: 3, startedAt: before }],
  orgs: [
    { ...seenOrg('acme1', [newsWith()]), otherLogins: ['second@acme1.com'] },
    seenOrg('acme2', [newsWith()]),
    fleetOrg('acme3', { outcome: 'failed', failure: { code: 'NoLogin', text: 'sf is not logged in to acme3.' } }),
    fleetOrg('acme4', { outcome: 'failed', failure: { code: 'SessionExpired', text: 'The session has expired.' } }),
    fleetOrg('acme5', { outcome: 'open' }),
    seenOrg('acme6', [newsWith({ news: 'restored', by: [], was: 'unmet', is: 'met' })], {
      ...{ missing: 0, state: 0 },
      upcoming: [ending()],
      lostSources: [{ ...lostSource(), left: 1 }],
    }),
    fleetOrg('acme7', { notFound: ['6sense@acme7.com'] }),
  ],
  channels: [{ name: 'slack', result: 'failed', messageId: 'm.1', reason: 'HTTP 503' }],
  earlier: [{ name: 'hub', result: 'failed', messageId: 'm.0', reason: 'HTTP 400', givenUp: true }],
  dropped: ['old'],
  unready: [{ name: 'teams', reason: 'TEAMS_URL is not set' }],
  trouble: 'ENOSPC',
  heartbeatFailed: 'HTTP 500',
  keptAside: [{ path: 'looks/a.state.json', why: 'damaged', keptAs: 'looks/a.state.json.kept-aside-1' }],
});

const document = (): ReportDocument =>
  fleetDocument(report(), { width: 80, paint: (_, text) => text, words, verbose: true }, frame());

golden('monitor-fleet', {
  report: (view) => fleetText(report(), { ...view, words, verbose: false }),
  verbose: (view) => fleetText(report(), { ...view, words, verbose: true }),
});

goldenFiles('monitor-fleet-files', {
  'fleet.md': () => markdownOf(document(), wordsOf('document')),
  // Git keeps texts with plain line ends.
  'fleet.csv': () => csvOf(document()).replaceAll('\r\n', '\n'),
  'fleet.xml': () => junitOf(document(), wordsOf('document')),
});
