/** What people see at the end of a setup, below its plans and above the report of the check. */
import type { SetupEnd } from '../../setup/setupEnd.js';
import type { TextOptions } from '../check/textStyle.js';
import { outcomeText } from '../grant/outcomeText.js';
import { historyRunText } from '../history/historyRunText.js';
import type { HistoryTextOptions } from '../history/historyTextStyle.js';
import { hang } from '../layout.js';
import type { Vocabulary } from '../needName.js';
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
  const skipped =
    end.skipped.length === 0 ? [] : [...hang('', words('info.skipped', [end.skipped.join(', ')]), grant.width), ''];
  return [...granted, ...tracked, ...skipped].join('\n');
};

/** What can be taken back, and by which words of the command line. */
export type SetupUndo = {
  /** References and users of the integrations for which something was written. */
  readonly grants: ReadonlyArray<{ readonly reference: string; readonly users: readonly string[] }>;
  readonly hasHistory: boolean;
  /** Where the receipt was kept; undefined where it was not. */
  readonly receipt: string | undefined;
};

/** The words of the commands that take a setup back, one list for each command. */
export const undoCommands = ({ grants, hasHistory, receipt }: SetupUndo): string[][] => [
  ...grants.map(({ reference, users }) =>
    receipt === undefined
      ? ['revoke', '-i', reference, ...users.flatMap((user) => ['-u', user]), '--delete']
      : ['revoke', '--receipt', receipt, ...(grants.length > 1 ? ['-i', reference] : []), '--delete'],
  ),
  ...(hasHistory && receipt !== undefined ? [['history-tracking', '--disable', '--receipt', receipt]] : []),
];
