/** The report of looks at one org, for a terminal. */
import type { WatchReport } from '../../../../src/report/monitor/watchReport.js';
import { watchText } from '../../../../src/report/monitor/watchText.js';
import { golden } from '../../../support/golden.js';
import { before, ending, lostSource, monitorWords as words, usedUp, watchedLook, watchOf } from './looks.js';
import { newsWith } from './messages.js';

const entry = (who: string) => ({
  ...{ when: '2026-11-27T15:02:11.000Z', who, action: 'PermSetUnassign' },
  text: `Unassigned permission set 6sense, as ${who} says`,
});

/** Everything that is told of looks at one org. */
const everything = (): WatchReport =>
  watchOf(
    [
      watchedLook(
        [
          newsWith({ news: 'restored', id: 'object:Lead:read', what: 'Read on Lead', why: ['It is back.'], by: [] }),
          newsWith({ news: 'stillMissing', what: 'Read on Task', level: 'optional', since: before, by: [] }),
          newsWith({ news: 'requirementAdded', what: 'Read on Case', level: 'recommended', why: [], by: [] }),
          newsWith({
            ...{ news: 'definitionChanged', id: '6sense', was: null, is: null, level: null, what: '6sense' },
            ...{ why: ['The definition asks for 2 needs more.'], by: [] },
          }),
          newsWith({ news: 'becameUnknown', what: 'Read on Event', is: 'unknown', why: ['Nobody can tell.'], by: [] }),
          newsWith(),
          newsWith({
            id: 'field:Lead.Phone:read',
            what: 'Read on Lead.Phone',
            why: ['Nothing gives it.', 'Grant it.'],
          }),
          newsWith({ what: 'API Enabled', by: ['u1', 'u2', 'u3', 'u4', 'u5'].map(entry), why: ['One.', 'Two.'] }),
          newsWith({ what: 'View Setup', by: [{ ...entry('bo\u001b@acme.com'), possible: true }], why: [] }),
          newsWith({ what: 'Run Reports', by: [], nobody: 'NO_ENTRY', why: [] }),
          newsWith({ what: 'Modify All Data', forbid: true, by: [], nobody: 'NOT_VISIBLE', why: ['A set gives it.'] }),
        ],
        { missing: 5, unknown: 1, upcoming: [ending(), usedUp], lostSources: [lostSource()] },
      ),
      watchedLook([], { integration: 'hg-insights', missing: 1, unknown: 2, lostSources: [lostSource('pkg')] }),
      watchedLook([], { integration: 'ciro' }),
      watchedLook([], { integration: 'cognism', upcoming: [ending()] }),
    ],
    {
      ...{ dryRun: true, notFound: ['a@acme.com', 'b\u001b@acme.com'], dropped: ['old'], trouble: 'ENOSPC' },
      channels: [
        { name: 'slack', result: 'failed', messageId: 'm.1', reason: 'HTTP 503' },
        { name: 'mail', result: 'delivered', messageId: 'm.1', reason: 'a@b.example' },
        { name: 'teams', result: 'delivered', messageId: 'm.1' },
        { name: 'stdout', result: 'delivered', messageId: 'm.1' },
      ],
      earlier: [{ name: 'hub', result: 'failed', messageId: 'm.0', reason: 'HTTP 400', givenUp: true }],
      unready: [
        { name: 'issues', reason: 'TOKEN is not set' },
        { name: 'slack', reason: 'is told above' },
      ],
      heartbeatFailed: 'HTTP 500',
    },
  );

const scenes: Record<string, () => WatchReport> = {
  everything,
  'nothing-new': () =>
    watchOf([
      watchedLook([], { since: '2026-11-27T09:00:00.000Z', missing: 1, unknown: 2, lostSources: [lostSource()] }),
      watchedLook([], { since: before, missing: 3, unknown: 4 }),
      watchedLook([], { since: null }),
    ]),
  first: () =>
    watchOf([
      watchedLook([], { since: null, missing: 2, unknown: 1, command: 'sf integration check -i one' }),
      watchedLook([], { since: null, command: 'sf integration check -i two' }),
    ]),
  'first-and-nothing-missing': () => watchOf([watchedLook([], { since: null, unknown: 1 })]),
  'nobody-found': () => watchOf([], { notFound: ['a@acme.com'] }),
  'only-ending': () => watchOf([watchedLook([], { upcoming: [usedUp] })]),
};

golden(
  'monitor-watch',
  Object.fromEntries(
    Object.entries(scenes).flatMap(([name, report]) =>
      [false, true].map((verbose) => [
        verbose ? `${name}-verbose` : name,
        (view) => watchText(report(), { ...view, words, verbose }),
      ]),
    ),
  ),
);
