/** One of something is never told as several: "1 looks". */
import { expect } from 'chai';
import { fleetDocument } from '../../../../src/report/document/fleetDocument.js';
import { keptDocument } from '../../../../src/report/document/keptDocument.js';
import { fleetText } from '../../../../src/report/monitor/fleetText.js';
import { keptText } from '../../../../src/report/monitor/keptText.js';
import { fitting } from '../../../../src/report/monitor/fittingMessage.js';
import { messageText } from '../../../../src/report/monitor/messageText.js';
import { whoSentences } from '../../../../src/report/monitor/watchText.js';
import type { WatchTextOptions } from '../../../../src/report/monitor/watchText.js';
import { wordsOf } from '../support/scenes.js';
import { frame } from '../support/wholeDocument.js';
import { keptWith } from './kept.js';
import { before, ending, fleetWith, keptLook, keptState, monitorWords as words, seenOrg } from './looks.js';
import { fullMessage, lookWith, newsWith } from './messages.js';

const options: WatchTextOptions = { width: 200, paint: (_, text) => text, words, verbose: false };
const said = wordsOf('monitorMessage');

const looksKept = (number: number): ReturnType<typeof keptWith> =>
  keptWith(number === 0 ? [] : [keptState(Array.from({ length: number }, () => keptLook()))]);

/** News that so many entries of the audit trail explain. */
const doneBy = (number: number): ReturnType<typeof newsWith> =>
  newsWith({
    ...{ why: [] },
    by: Array.from({ length: number }, (_, at) => ({ when: before, who: `u${at}`, action: 'A', text: 't' })),
  });
const needs = (number: number): ReturnType<typeof newsWith>[] =>
  Array.from({ length: number }, (_, at) => newsWith({ id: `object:O${at}__c:read`, by: [], nobody: 'NO_ENTRY' }));
const endings = (number: number): ReturnType<typeof ending>[] => Array.from({ length: number }, () => ending());

const lineWith = (text: string, part: string): string | undefined =>
  text
    .split('\n')
    .find((line) => line.includes(part))
    ?.trim();

describe('how many there are, in reports and messages of the monitor', () => {
  const cases: ReadonlyArray<readonly [string, () => string | null | undefined, string | undefined]> = [
    [
      'no look kept',
      () => keptText(looksKept(0), options, () => null).split('\n')[0],
      'Kept in .sf-integration: 0 looks.',
    ],
    [
      'one look kept',
      () => keptText(looksKept(1), options, () => null).split('\n')[0],
      'Kept in .sf-integration: 1 look.',
    ],
    [
      'two looks kept',
      () => keptText(looksKept(2), options, () => null).split('\n')[0],
      'Kept in .sf-integration: 2 looks.',
    ],
    [
      'one look kept, as a document',
      () => keptDocument(looksKept(1), options, frame()).verdict.text,
      'Kept in .sf-integration: 1 look.',
    ],
    ['three changes, all shown', () => whoSentences(doneBy(3), options)[3], undefined],
    ['one change more', () => whoSentences(doneBy(4), options)[3], 'And 1 earlier change in the audit trail.'],
    ['two changes more', () => whoSentences(doneBy(5), options)[3], 'And 2 earlier changes in the audit trail.'],
    [
      'eight needs, all shown',
      () => lineWith(fleetText(fleetWith([seenOrg('a', needs(8))]), options), 'And '),
      undefined,
    ],
    [
      'one need more',
      () => lineWith(fleetText(fleetWith([seenOrg('a', needs(9))]), options), 'And '),
      'And 1 more need.',
    ],
    [
      'two needs more',
      () => lineWith(fleetText(fleetWith([seenOrg('a', needs(10))]), options), 'And '),
      'And 2 more needs.',
    ],
    [
      'one more that ends soon',
      () => lineWith(fleetText(fleetWith([seenOrg('a', [], { upcoming: endings(21) })]), options), 'And '),
      'And 1 more that ends soon.',
    ],
    [
      'two more that end soon',
      () => lineWith(fleetText(fleetWith([seenOrg('a', [], { upcoming: endings(22) })]), options), 'And '),
      'And 2 more that end soon.',
    ],
    [
      'one part before',
      () =>
        lineWith(fleetText(fleetWith([], { leftOut: [{ of: 1, startedAt: before }] }), options), 'Left out')?.slice(
          0,
          66,
        ),
      'Left out is what was kept when there was 1 part: it began at 2026-',
    ],
    [
      'three parts before',
      () =>
        lineWith(fleetText(fleetWith([], { leftOut: [{ of: 3, startedAt: before }] }), options), 'Left out')?.slice(
          0,
          66,
        ),
      'Left out is what was kept when there were 3 parts: it began at 202',
    ],
    ['one org', () => fleetDocument(fleetWith([seenOrg('a', [])]), options, frame()).title, 'Watch of 1 org'],
    [
      'two orgs',
      () => fleetDocument(fleetWith([seenOrg('a', []), seenOrg('b', [])]), options, frame()).title,
      'Watch of 2 orgs',
    ],
    ['three entries in a message, all shown', () => entriesTold(3), undefined],
    ['one entry more in a message', () => entriesTold(4), 'And 1 more entry of the audit trail.'],
    ['two entries more in a message', () => entriesTold(5), 'And 2 more entries of the audit trail.'],
    [
      'one look more than a channel takes',
      () => looksLeftOut(2),
      'And 1 more integration or org. "sf integration monitor --status" has all of them.',
    ],
    [
      'two looks more than a channel takes',
      () => looksLeftOut(3),
      'And 2 more integrations and orgs. "sf integration monitor --status" has all of them.',
    ],
  ];
  for (const [name, made, text] of cases) it(name, () => expect(made()).to.equal(text));
});

const entriesTold = (number: number): string | undefined =>
  messageText({ ...fullMessage, looks: [lookWith({ news: [doneBy(number)] })] }, said).parts[0]?.items[0]?.lines[4];

const looksLeftOut = (number: number): string | null => {
  const text = messageText({ ...fullMessage, looks: Array.from({ length: number }, () => lookWith()) }, said);
  return fitting(
    text,
    said,
    (cut) => cut,
    ({ parts }) => parts.length <= 1,
  ).more;
};
