/** What was kept of looks, for people: who was looked at when, and what is missing since when. */
import { statusTones, taggedWith } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { columns, hang, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { KeptFinding, KeptLook, MonitorState } from '../../monitor/monitorState.js';
import { countsOf, isOldLook, openIn } from './keptStates.js';
import type { KeptReport } from './keptStates.js';
import { asideSentences } from './watchText.js';
import type { WatchTextOptions } from './watchText.js';

/** Commands that are shown: they are alike. */
const mostCommands = 5;

/** The status of a kept finding in a word. */
export const keptWord = (
  { status, forbid }: Pick<KeptFinding, 'status' | 'forbid'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string => words(`report.status.${forbid && status === 'unmet' ? 'forbidden' : status}`);

/** What it is, how much it is needed, and since when it is so. */
export const keptTitle = ({ what, level, since }: KeptFinding, { words }: Pick<WatchTextOptions, 'words'>): string =>
  visible(
    words('kept.since', [
      level === 'required' ? what : words('what.level', [what, words(`level.${level}`)]),
      dateTime(since),
    ]),
  );

/** The head of the table of looks. */
export const keptHead = ({ words }: Pick<WatchTextOptions, 'words'>): string[] =>
  ['org', 'integration', 'user', 'last', 'missing', 'unknown'].map((key) => words(`kept.head.${key}`));

/** A look as a row of that table. */
export const keptRow = ({ org }: MonitorState, look: KeptLook): string[] => {
  const { missing, unknown } = countsOf(look);
  const names = [org.shortName, look.reference, look.user.username].map(visible);
  return [...names, dateTime(look.at), String(missing), String(unknown)];
};

/** Sentences about news that channels have not taken yet. */
export const undeliveredSentences = (
  { states }: Pick<KeptReport, 'states'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] => {
  const pending = states.flatMap(({ outbox }) => outbox.flatMap((batch) => batch.pending));
  return [...new Set(pending)].map((channel) => words('kept.undelivered', [visible(channel)]));
};

/** Sentences about looks that are old. */
export const oldSentences = (
  { states, at }: Pick<KeptReport, 'states' | 'at'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] =>
  states.flatMap(({ org, looks }) =>
    looks
      .filter((look) => isOldLook(look, at))
      .map((look) =>
        words('kept.old', [look.reference, look.user.username, org.shortName].map(visible).concat(dateTime(look.at))),
      ),
  );

/** The check that looks again, as a command line; null where what was kept does not tell all of it. */
export type CommandOfKept = (state: MonitorState, look: KeptLook) => string | null;

/** The text. @param commandFor the check that looks again */
export const keptText = (report: KeptReport, options: WatchTextOptions, commandFor: CommandOfKept): string => {
  const { words, paint, width } = options;
  const looks = report.states.flatMap((state) => state.looks.map((look) => ({ state, look })));
  const rows = [keptHead(options), ...looks.map(({ state, look }) => keptRow(state, look))];
  const widths = widthsOf(rows);
  const fits = widths.reduce((sum, one) => sum + one + 2, 0) <= width + 2;
  const table = fits
    ? rows.map((row, at) => (at === 0 ? paint('heading', columns(row, widths)) : columns(row, widths)))
    : // Long usernames do not fit beside the rest: each look in lines of its own.
      rows
        .slice(1)
        .flatMap(([org = '', integration = '', user = '', last = '', missing = '', unknown = '']) => [
          ...hang('', words('kept.look', [integration, user, org]), width),
          ...hang('  ', words('kept.look.last', [last, missing, unknown]), width),
        ]);
  const commands = looks.flatMap(({ state, look }) => commandFor(state, look) ?? []).slice(0, mostCommands);
  return [
    ...hang('', counted('kept.headline', looks.length, words, [report.stateDir]), width),
    ...hang('', words('kept.counted'), width),
    '',
    ...table,
    ...looks.flatMap(({ state, look }) => {
      const open = openIn(look);
      if (open.length === 0) return [];
      const title = words('kept.look', [look.reference, look.user.username, state.org.shortName]);
      return [
        '',
        ...hang('', visible(title), width).map((line) => paint('heading', line)),
        ...open.flatMap((one) =>
          taggedWith(keptWord(one, options), statusTones[one.status], keptTitle(one, options), options),
        ),
      ];
    }),
    ...[
      ...oldSentences(report, options),
      ...undeliveredSentences(report, options),
      ...asideSentences(report, options),
    ].flatMap((text) => hang('', visible(text), width)),
    ...(commands.length === 0 ? [] : ['', words('kept.command'), ...commands.map((one) => `  ${visible(one)}`)]),
  ].join('\n');
};
