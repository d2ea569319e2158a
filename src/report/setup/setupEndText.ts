/** What people see at the end of a setup, below its plans and above the report of the check. */
import { undoOf } from '../../grant/undo.js';
import { givenSteps } from '../../history/historyReceipt.js';
import type { SetupEnd } from '../../setup/setupEnd.js';
import type { TextOptions } from '../check/textStyle.js';
import { outcomeText } from '../grant/outcomeText.js';
import { undoText } from '../grant/undoText.js';
import { historyRunText } from '../history/historyRunText.js';
import type { HistoryTextOptions } from '../history/historyTextStyle.js';
import { hang } from '../layout.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';

/** Words and names of each part. */
export type SetupEndOptions = {
  /** Sentences of messages/integration.setup.md. */
  readonly words: Words;
  readonly grant: TextOptions;
  readonly history: HistoryTextOptions;
  /** One for each integration: what people call it, and its words for needs. */
  readonly parts: ReadonlyArray<{ readonly title: string; readonly vocabulary: Vocabulary }>;
};

/** How each part ended, with an empty line behind each; nothing where nothing was written. */
export const setupOutcomesText = (end: SetupEnd, options: SetupEndOptions): string => {
  const { words, grant, history, parts } = options;
  const granted = end.grants.flatMap(({ outcomes }, at) => {
    const part = parts[at];
    if (!part || outcomes.length === 0) return [];
    return [grant.paint('heading', part.title), outcomeText(outcomes, part.vocabulary, grant), ''];
  });
  const tracked =
    end.history === null || end.history.outcomes.length === 0
      ? []
      : [
          `${grant.paint('heading', words('part.history'))}${historyRunText({ ...end.history, receipt: null }, { named: [] }, history)}`,
          '',
        ];
  const names = end.skipped.map((step) => (step === 'historyTracking' ? words('part.history') : visible(step)));
  const skipped = names.length === 0 ? [] : [...hang('', words('info.skipped', [names.join(', ')]), grant.width), ''];
  return [...granted, ...tracked, ...skipped].join('\n');
};

/** Where and how a setup can be taken back. */
export type SetupUndo = {
  readonly program: string;
  readonly org: string;
  /** References of the integrations, in the order of the grants. */
  readonly references: readonly string[];
  /** Where the receipt was kept; undefined where it was not. */
  readonly receipt: string | undefined;
};

/** How to take back what was written and nothing else; empty where nothing was. */
export const setupUndoText = (
  { grants, history }: SetupEnd,
  { program, org, references, receipt }: SetupUndo,
  { words, grant }: Pick<SetupEndOptions, 'words' | 'grant'>,
): string => {
  const undone = grants.flatMap((run, at) => {
    const isOurs = run.plan.permissionSet.existing?.owned !== false;
    const undo = run.receipt && undoOf(run.receipt, receipt !== undefined, isOurs);
    return undo ? [{ undo, reference: references[at] ?? '' }] : [];
  });
  const isOfSeveral = undone.length > 1;
  const about = { program, org, receipt, permissionSet: undefined, isOfSeveral };
  const hasHistory = (history?.receipt ? givenSteps(history.receipt) : []).length > 0;
  const disable = grant.commandLine([
    ...[program, 'integration', 'history-tracking', '-o', org, '--disable', '--receipt', receipt ?? ''],
  ]);
  const lines = [
    ...undone.map(({ undo, reference }) => undoText(undo, { ...about, reference }, grant)),
    ...(hasHistory && receipt !== undefined
      ? [...hang('', words('info.undoHistory'), grant.width), `  ${disable}`]
      : []),
    ...(hasHistory && receipt === undefined ? hang('', words('info.undoHistoryByHand'), grant.width) : []),
  ];
  return lines.join('\n');
};
