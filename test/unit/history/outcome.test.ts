import { expect } from 'chai';
import { writingExitCode } from '../../../src/history/historyOutcome.js';
import type { HistoryOutcome } from '../../../src/history/historyOutcome.js';

const outcome = (step: HistoryOutcome['step'], result: HistoryOutcome['result'], code?: string): HistoryOutcome => ({
  step,
  sobject: 'Lead',
  result,
  ...(code === undefined ? {} : { code }),
});

const switched = outcome('objectSwitch', 'done');
const refused = outcome('field', 'failed', 'FIELD_INTEGRITY_EXCEPTION');

describe('exit code of the writing of history-tracking', () => {
  const cases: [title: string, outcomes: HistoryOutcome[], exitCode: 2 | 68 | 69 | undefined][] = [
    ['nothing to do', [], undefined],
    ['all done', [switched, outcome('field', 'alreadyDone'), outcome('proof', 'done')], undefined],
    ['skipped alone is no failure', [outcome('field', 'skipped')], undefined],
    ['refused: nothing was written', [refused, outcome('field', 'skipped')], 2],
    ['failed without a code: nothing was written', [outcome('field', 'failed')], 2],
    ['refused where another was there already: nothing was written', [outcome('field', 'alreadyDone'), refused], 2],
    ['a proof that went well has written nothing', [outcome('proof', 'done'), refused], 2],
    ['refused after the switch was turned', [switched, refused], 68],
    [
      'not proved after the field was written',
      [outcome('field', 'done'), outcome('proof', 'failed', 'NOT_PROVED')],
      68,
    ],
    ['a file was written, another one not', [outcome('file', 'done'), outcome('file', 'failed', 'ENOSPC')], 68],
    [
      'the connection broke in a write, which may have been carried out',
      [outcome('field', 'failed', 'CONNECTION_LOST')],
      68,
    ],
    ['one was refused, at another the connection broke', [refused, outcome('field', 'failed', 'CONNECTION_LOST')], 68],
    ['the time was up', [outcome('field', 'failed', 'GAVE_UP_WAITING')], 69],
    [
      'the time was up after a refusal and after a write',
      [switched, refused, outcome('proof', 'failed', 'GAVE_UP_WAITING')],
      69,
    ],
  ];
  for (const [title, outcomes, exitCode] of cases) {
    it(`${title}: ${exitCode ?? 'that of the state'}`, () => expect(writingExitCode(outcomes)).to.equal(exitCode));
  }
});
