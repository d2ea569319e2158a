/** What a user could be given to have the access, as sentences. */
import type { HeldCounts } from '../../explain/setHolding.js';
import type { WayToGet } from '../../explain/waysToGet.js';
import { surroundingOf } from '../../kinds/surroundings.js';
import { section } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { needName } from '../needName.js';
import { visible } from '../visible.js';
import { actionsOf } from '../words.js';
import type { ExplainReport } from './explainReport.js';
import type { ExplainTextOptions } from './explainText.js';

type Explained = NonNullable<ExplainReport['finding']>;

/** Whether it is a state of the user or of the org, such as frozen or a validation rule: nobody "has" it, and no set gives it. */
export const isState = ({ kind }: Explained): boolean => kind === 'user' || surroundingOf(kind) !== undefined;

/** How much a set holds in all, in a sentence; what was not counted is named. */
const holdsText = ({ objects, fields, setup }: HeldCounts, words: ExplainTextOptions['words']): string => {
  const parts = Object.entries({ objects, fields, setup });
  const some = parts.flatMap(([part, number]) =>
    number === null ? [] : [words(`way.holds.${part}${number === 1 ? '.one' : ''}`, [number.toLocaleString('en')])],
  );
  const none = parts.flatMap(([part, number]) => (number === null ? [words(`way.uncounted.${part}`)] : []));
  return [
    ...(some.length > 0 ? [words('way.holds', [some.join(', ')])] : []),
    ...(none.length > 0 ? [words('way.uncounted', [none.join(', ')])] : []),
  ].join(' ');
};

/** What would give it, in one sentence. */
const wayText = (way: WayToGet, { vocabulary, finding }: ExplainReport, words: ExplainTextOptions['words']): string => {
  const { do: verb, name = '', gives, beyond, besides, holds, why } = way;
  const named = (entries: WayToGet['gives']): string => entries.map((entry) => needName(entry, vocabulary)).join(', ');
  switch (verb) {
    case 'assign':
      return visible(
        [
          words('way.assign', [name]),
          ...(beyond === null ? [words('way.beyondUnread')] : []),
          ...(beyond !== null && beyond.length > 0 ? [words('way.beyond', [named(beyond)])] : []),
          ...(besides.length > 0 ? [words('way.besides', [named(besides)])] : []),
          ...(holds === undefined ? [] : [holdsText(holds, words)]),
        ].join(' '),
      );
    case 'addTo':
      return visible(words('way.addTo', [name, named(gives)]));
    case 'create':
      return visible(
        name === '' ? words('way.create', [named(gives)]) : words('way.create.named', [name, named(gives)]),
      );
    case 'license':
      return visible(words('way.license', [name]));
    case 'byHand':
      // What to do about something that no permission set can give, its finding says best.
      return why === 'notGrantable'
        ? [words('way.byHand.notGrantable'), ...(finding === null ? [] : actionsOf([finding], vocabulary))].join(' ')
        : visible(words(`way.byHand.${why}`, [name]));
  }
};

/** What to do, or what would give it, each in a sentence or two. */
export const wayTexts = (report: ExplainReport, words: ExplainTextOptions['words']): readonly string[] => {
  const { finding, ways } = report;
  // Where nothing would give it, as of what people have to see to, the finding says what to do.
  return finding !== null && (ways.length === 0 || isState(finding))
    ? actionsOf([finding], report.vocabulary).map(visible)
    : ways.map((way) => wayText(way, report, words));
};

/** The same as lines of a terminal; none where there is no way. */
export const wayLines = (report: ExplainReport, options: ExplainTextOptions): string[] => {
  const { words, width } = options;
  const lines = wayTexts(report, words).flatMap((text, at) => hang(`  ${at + 1}. `, text, width));
  const isAction = report.finding !== null && (report.ways.length === 0 || isState(report.finding));
  if (isAction) return section(words('section.steps'), lines, options);
  const takesSets = report.ways.some(({ do: verb }) => verb === 'assign');
  const notes = [
    ...(takesSets ? ['', words('ways.lookFirst'), `  ${options.contentOf}`] : []),
    ...(report.ways.some(({ gives }) => gives.length > 0) && !report.seesSets ? ['', words('ways.setsHidden')] : []),
  ].flatMap((note) => (note.startsWith('  ') || note === '' ? [note] : hang('  ', note, width)));
  return section(words('section.ways'), [...lines, ...notes], options);
};
