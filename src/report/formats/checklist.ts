/**
 * A checklist for a release, as Markdown: a box for each need. Those that the live org shows as met are ticked, with who saw
 * it, when, and where it comes from; the others are not, with what to do.
 */
import { isOpen } from '../../kinds/verdict.js';
import type { Words } from '../words.js';
import { dateTime } from '../dateTime.js';
import type { DocumentGroup, DocumentItem, ReportDocument } from '../document/reportDocument.js';
import { sourceLine } from '../document/sourceTree.js';
import { limitedText } from './limitedText.js';
import type { TextLimit, TextSection } from './limitedText.js';
import { aboutReport, commentLimit, factList } from './markdown.js';
import { markdownCommand, markdownText } from './markdownText.js';
import { waiverText } from './waiverText.js';

const box = (ticked: boolean, text: string): string => `- [${ticked ? 'x' : ' '}] ${text}\n`;

const below = (text: string): string => `  - ${markdownText(text)}\n`;

const openBlock =
  (said: Words) =>
  ({ statusWord, name, level, message, actions, because, details }: DocumentItem): string =>
    box(false, `**${markdownText(name)}** (${said(`level.${level}`)}): ${markdownText(statusWord)}`) +
    // What is planned has nothing to do of its own: whoever signs asks why.
    [message, ...details.map(({ text }) => text), ...(actions.length > 0 ? actions : because)].map(below).join('');

const doneBlock = (item: DocumentItem, { runBy, at }: ReportDocument, said: Words): string => {
  const { status, sources, name, waiver, forbid } = item;
  const when = dateTime(at);
  const evidence = (): string => {
    if (waiver) return said('checklist.waived', [waiverText(waiver, said)]);
    if (status === 'notApplicable') return said('checklist.notApplicable');
    if (forbid) return said('checklist.notHeld', [runBy, when]);
    return sources.length > 0
      ? said('checklist.evidence', [sources.map(sourceLine).join('; '), runBy, when])
      : said('checklist.evidence.none', [runBy, when]);
  };
  return box(true, `**${markdownText(name)}**: ${markdownText(evidence())}`);
};

const verdictLine = ({ word, text }: ReportDocument['verdict']): string =>
  `**${markdownText(word)}** ${markdownText(text)}\n`;

/** Whether a group has no verdict of its own: it is a part of one matter, such as the steps of a grant. */
const isPart = ({ verdict }: DocumentGroup, { verdict: whole }: ReportDocument): boolean =>
  verdict.word === whole.word && verdict.text === whole.text;

const groupSections = (group: DocumentGroup, document: ReportDocument, said: Words): TextSection[] => {
  const open = group.items.filter(isOpen);
  const done = group.items.filter((item) => !isOpen(item));
  const part = isPart(group, document);
  // Of a part that is done nobody can say that nothing is left.
  const isAllDone = open.length === 0 && !(part && document.groups.some(({ items }) => items.some(isOpen)));
  const section = (key: string, blocks: readonly string[]): TextSection[] =>
    blocks.length === 0 ? [] : [{ head: `\n### ${said(key)} (${blocks.length})\n\n`, blocks, foot: '' }];
  return [
    {
      head: `\n## ${markdownText(group.title)}\n${part ? '' : `\n${verdictLine(group.verdict)}`}`,
      blocks: [],
      foot: isAllDone ? `\n${said('checklist.noneOpen')}\n` : '',
    },
    ...section('checklist.open', open.map(openBlock(said))),
    ...section(
      'checklist.done',
      done.map((item) => doneBlock(item, document, said)),
    ),
  ];
};

/**
 * The document as a checklist of at most a given size.
 * @param said sentences of messages/document.md
 */
export const checklistOf = (document: ReportDocument, said: Words, limit: TextLimit = commentLimit): string => {
  const { title, steps, runBy, at, groups, org } = document;
  const head = [
    `# ${markdownText(title)}\n\n`,
    `${markdownText(org === null ? said('checklist.about.files', [dateTime(at)]) : said('checklist.about', [org.instanceUrl, runBy, dateTime(at)]))}\n\n`,
    ...factList(aboutReport(document, said)),
    `\n${verdictLine(document.verdict)}`,
  ].join('');
  const toDo = steps.map(
    ({ text, command }) =>
      box(false, markdownText(text)) +
      (command === undefined ? '' : `\n${markdownCommand(command).replace(/^/gm, '  ')}\n\n`),
  );
  const sections: TextSection[] = [
    { head, blocks: [], foot: '' },
    ...(toDo.length === 0 ? [] : [{ head: `\n## ${said('steps')}\n\n`, blocks: toDo, foot: '' }]),
    ...groups.flatMap((group) => groupSections(group, document, said)),
  ];
  return limitedText(sections, limit, {
    some: (number) => said(number === 1 ? 'left.one' : 'left', [String(number)]),
    sections: (number) => said(number === 1 ? 'left.section' : 'left.sections', [String(number)]),
  });
};
