/** Markdown for a comment on a pull request or the summary of a run: what counts first, details last. */
import type { Words } from '../words.js';
import type {
  DocumentCause,
  DocumentFact,
  DocumentGroup,
  DocumentItem,
  DocumentStep,
  DocumentTable,
  DocumentTone,
  ReportDocument,
} from '../document/reportDocument.js';
import { dateTime } from '../dateTime.js';
import { sourceLine } from '../document/sourceTree.js';
import { levels } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import { limitedText } from './limitedText.js';
import type { TextLimit, TextSection } from './limitedText.js';
import { markdownCode, markdownCommand, markdownText } from './markdownText.js';
import { waiverText } from './waiverText.js';

/** What a comment of GitHub may have. */
export const commentLimit: TextLimit = { most: 65_536, unit: 'characters' };

/** What a step of GitHub Actions may have as its summary: 1 MiB. */
export const summaryLimit: TextLimit = { most: 1_048_576, unit: 'bytes' };

/** Marks that are seen without colors. */
const marks: Readonly<Record<DocumentTone, string>> = { good: '✅', bad: '❌', unsure: '⚠️', plain: '' };

const marked = (tone: DocumentTone, text: string): string => [marks[tone], text].filter((one) => one !== '').join(' ');

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |\n`;

/** The head of a table. */
const tableHead = (columns: readonly string[]): string => row(columns) + row(columns.map(() => '---'));

const verdictLine = ({ word, text, tone }: DocumentGroup['verdict']): string =>
  `${marked(tone, `**${markdownText(word)}**`)} ${markdownText(text)}\n`;

const section = (head: string, blocks: readonly string[], foot = ''): TextSection[] =>
  blocks.length === 0 ? [] : [{ head, blocks, foot }];

/** Facts as a list, a line each. */
export const factList = (facts: readonly DocumentFact[]): string[] =>
  facts.map(
    ({ label, text, isCommand }) =>
      `- ${markdownText(label)}: ${isCommand === true ? markdownCode(text) : markdownText(text)}\n`,
  );

const tableSections = ({ title, notes, columns, rows }: DocumentTable): TextSection[] =>
  section(
    `\n## ${markdownText(title)}\n\n${notes.map((note) => `${markdownText(note)}\n\n`).join('')}${tableHead(columns.map(markdownText))}`,
    rows.map((cells) => row(cells.map(({ text, tone }) => marked(tone ?? 'plain', markdownText(text))))),
  );

const countsOf = ({ needs }: DocumentCause, said: Words): string =>
  levels
    .filter((level) => needs[level] > 0)
    .map((level) => `${needs[level]} ${said(`level.${level}`)}`)
    .join(', ');

const causeBlock =
  (said: Words) =>
  (cause: DocumentCause, at: number): string =>
    `${at + 1}. ${marked(cause.tone, `**${markdownText(cause.title)}**`)} (${countsOf(cause, said)}). ${markdownText(cause.text)}\n`;

const joined = (texts: readonly string[]): string => texts.map(markdownText).join('<br>');

const openRow =
  (said: Words) =>
  (item: DocumentItem): string => {
    const { tone, statusWord, name, level, message, details, actions, because } = item;
    const reasons = because.map((one) => `${said('why')} ${one}`);
    return row([
      marked(tone, markdownText(statusWord)),
      `**${markdownText(name)}**`,
      said(`level.${level}`),
      joined([message, ...details.map(({ text }) => text), ...reasons]),
      joined(actions),
    ]);
  };

/** Where it comes from, or why nothing is to be done. */
const reasonOf = ({ sources, message, status, waiver }: DocumentItem, said: Words): string => {
  if (waiver) return markdownText(said('waived', [waiverText(waiver, said)]));
  if (sources.length > 0) return joined(sources.map(sourceLine));
  return status === 'met' ? '' : markdownText(message);
};

const metRow =
  (said: Words) =>
  (item: DocumentItem): string =>
    row([markdownText(item.statusWord), markdownText(item.name), reasonOf(item, said)]);

const stepBlock = ({ text, command }: DocumentStep, at: number): string =>
  `${at + 1}. ${markdownText(text)}\n${command === undefined ? '' : `\n${markdownCommand(command).replace(/^/gm, '   ')}\n\n`}`;

/** What the whole report is about, and when the org was read. */
export const aboutReport = ({ facts, at }: ReportDocument, said: Words): DocumentFact[] => [
  ...facts,
  { label: said('fact.at'), text: dateTime(at) },
];

/** What one group is about; where there are several each has its heading, unless its verdict is that of all. */
const groupHead = (group: DocumentGroup, isOne: boolean, verdict: DocumentGroup['verdict']): TextSection => ({
  head:
    isOne || JSON.stringify(group.verdict) === JSON.stringify(verdict)
      ? ''
      : `\n## ${markdownText(group.title)}\n\n${verdictLine(group.verdict)}`,
  blocks: group.warnings.map((warning) => `\n${marked('unsure', markdownText(warning))}\n`),
  foot: '',
});

const titled = (title: string, group: DocumentGroup, isOne: boolean): string =>
  `\n## ${title}${isOne ? '' : `: ${markdownText(group.title)}`}\n\n`;

/**
 * The document as Markdown of at most a given size.
 * @param said sentences of messages/document.md
 */
export const markdownOf = (document: ReportDocument, said: Words, limit: TextLimit = commentLimit): string => {
  const { title, verdict, tables, groups, steps, unread } = document;
  const isOne = groups.length === 1;
  const top = `# ${markdownText(title)}\n\n${verdictLine(verdict)}\n${factList(aboutReport(document, said)).join('')}`;
  const sections: TextSection[] = [
    { head: top, blocks: [], foot: '' },
    ...tables.flatMap(tableSections),
    ...groups.flatMap((group) => [
      groupHead(group, isOne, verdict),
      ...section(titled(said('causes'), group, isOne), group.causes.map(causeBlock(said))),
    ]),
    ...section(`\n## ${said('steps')}\n\n`, steps.map(stepBlock)),
    ...section(
      `\n## ${said('unread.title')}\n\n`,
      unread.map((text) => `- ${markdownText(text)}\n`),
    ),
    ...groups.flatMap((group) =>
      section(
        titled(said('open'), group, isOne) +
          tableHead(['status', 'need', 'level', 'matter', 'do'].map((key) => said(`column.${key}`))),
        group.items.filter(isOpen).map(openRow(said)),
      ),
    ),
    ...groups.flatMap((group) => section(titled(said('about'), group, isOne), factList(group.facts))),
    ...groups.flatMap((group) => {
      const rest = group.items.filter((item) => !isOpen(item));
      const summary = `${said('met', [String(rest.length)])}${isOne ? '' : `: ${markdownText(group.title)}`}`;
      return section(
        `\n<details><summary>${isOne ? summary : said('met', [String(rest.length)])}</summary>\n\n${isOne ? '' : `${markdownText(group.title)}\n\n`}` +
          tableHead(['status', 'need', 'from'].map((key) => said(`column.${key}`))),
        rest.map(metRow(said)),
        '\n</details>\n',
      );
    }),
  ];
  return limitedText(sections, limit, {
    some: (number) => said(number === 1 ? 'left.one' : 'left', [String(number)]),
    sections: (number) => said(number === 1 ? 'left.section' : 'left.sections', [String(number)]),
  });
};
