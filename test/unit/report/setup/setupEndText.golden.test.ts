import { findingTexts } from '../../../../src/cli/presentation.js';
import { setupOutcomesText, setupUndoText } from '../../../../src/report/setup/setupEndText.js';
import type { SetupEndOptions, SetupUndo } from '../../../../src/report/setup/setupEndText.js';
import type { SetupEnd } from '../../../../src/setup/setupEnd.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { schema } from '../../support/snapshot.js';
import { textOptions, wordsOf } from '../support/scenes.js';
import { assigned, endOf, grantRun, historyReceipt, historyRun, receiptOf, statusOn } from './ends.js';

const [ofHistory, ofCheck] = [wordsOf('integration.history-tracking'), wordsOf('integration.check')];

const options = (view: View): SetupEndOptions => ({
  words: wordsOf('integration.setup'),
  grant: textOptions(view, 'integration.grant'),
  history: {
    ...view,
    words: (key, tokens) => (key.startsWith('report.') ? ofCheck : ofHistory)(key, tokens),
    texts: findingTexts(),
    at: '2026-11-28T10:00:00.000Z',
    plugin: '0.1.0',
    command: (all) => ['sf', 'integration', 'history-tracking', ...all, '-o', 'admin@example.com'].join(' '),
  },
  parts: ['acme for ann@example.com', 'ciro for ciro@example.com', 'gong for gong@example.com'].map((title) => ({
    title,
    vocabulary: { schema: schema(), texts: findingTexts() },
  })),
});

/** How the parts ended; the end itself has no line break more. */
const outcomes =
  (end: () => SetupEnd) =>
  (view: View): string =>
    `${setupOutcomesText(end(), options(view))}|`;

const undo =
  (end: () => SetupEnd, more: Partial<SetupUndo> = {}) =>
  (view: View): string =>
    `${setupUndoText(
      end(),
      {
        program: 'sf',
        org: 'admin@example.com',
        references: ['acme', 'ciro@small', 'gong'],
        receipt: 'receipt.json',
        ...more,
      },
      options(view),
    )}|`;

const written = { receipt: receiptOf(assigned) };
const tracked = (): SetupEnd => endOf({ history: historyRun({ receipt: historyReceipt(statusOn) }) });
const all = (): SetupEnd =>
  endOf({
    grants: [grantRun(written), grantRun(), grantRun(written)],
    history: historyRun({ receipt: historyReceipt(statusOn) }),
  });

golden('setup', {
  'outcomes-of-nothing': outcomes(() => endOf({ grants: [grantRun()], history: historyRun() })),
  'outcomes-of-all-parts': outcomes(() =>
    endOf({
      grants: [
        grantRun({
          outcomes: [
            { step: 'permissionSet', result: 'done' },
            { step: 'assignments', user: 'ann@example.com', result: 'failed', code: 'NOT_EFFECTIVE' },
          ],
        }),
        grantRun(),
        grantRun({ outcomes: [{ step: 'permissionSet', result: 'alreadyDone' }] }),
        grantRun({ outcomes: [{ step: 'licenses', result: 'done', detail: 'of a part that nobody names' }] }),
      ],
      history: historyRun({
        outcomes: [{ step: 'field', sobject: 'Lead', field: 'Status', result: 'done' }],
        receipt: historyReceipt(statusOn),
      }),
    }),
  ),
  'outcomes-skipped': outcomes(() => endOf({ skipped: ['acme', 'ci\u200Bro@small', 'historyTracking'] })),
  'undo-nothing': undo(() => endOf({ grants: [grantRun()], history: historyRun() })),
  'undo-nothing-written': undo(() =>
    endOf({
      grants: [grantRun({ receipt: receiptOf() })],
      history: historyRun({ receipt: historyReceipt({ ...statusOn, state: 'failed' }) }),
    }),
  ),
  'undo-one-grant': undo(() => endOf({ grants: [grantRun(), grantRun(written)] })),
  'undo-one-grant-without-a-receipt': undo(() => endOf({ grants: [grantRun(), grantRun(written, true)] }), {
    receipt: undefined,
  }),
  'undo-a-set-of-others-without-a-receipt': undo(() => endOf({ grants: [grantRun(written, false)] }), {
    receipt: undefined,
  }),
  'undo-history': undo(tracked),
  'undo-history-without-a-receipt': undo(tracked, { receipt: undefined }),
  'undo-all': undo(all, { receipt: "ann's receipt.json" }),
  'undo-all-without-a-receipt': undo(all, { receipt: undefined }),
});
