/**
 * JUnit XML as GitLab, Jenkins and the actions of GitHub show it: a test suite for each group, a test case for each item.
 * What makes the run fail is a failure, or an error where it is not known; what is open and does not count, does not apply
 * or is waived is skipped. Where the command fails and no item does, a case for the run does. So a pipeline is red exactly
 * when the command fails.
 */
import { exitCodes } from '../../exitCode.js';
import { plainItem } from '../document/documentParts.js';
import type { Words } from '../words.js';
import type { DocumentGroup, DocumentItem, ReportDocument } from '../document/reportDocument.js';
import { sourceLine } from '../document/sourceTree.js';
import { waiverText } from './waiverText.js';

/** What XML 1.0 cannot hold, not even escaped; lone halves of surrogate pairs among it. */
const invalid = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const text = (value: string): string =>
  value.replace(invalid, '').replace(/[&<>"']/g, (found) => entities[found] ?? '');

/** In an attribute a parser makes blanks of line ends, if they are not escaped. */
const attribute = (value: string): string => text(value).replace(/[\t\n\r]/g, (found) => `&#${found.charCodeAt(0)};`);

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');

/** How a test case ended. */
type Result = 'failure' | 'error' | 'skipped' | 'passed';

const resultOf = ({ fails, status }: DocumentItem): Result => {
  if (fails) return status === 'unknown' ? 'error' : 'failure';
  return status === 'met' ? 'passed' : 'skipped';
};

/** What stands in the report of a test: all that is known, a line each. */
const bodyOf = (
  { message, actions, because, details, sources, blockedBy, waiver, id }: DocumentItem,
  said: Words,
): string =>
  [
    message,
    ...actions,
    ...because,
    ...details.map((detail) => `- ${detail.text}`),
    ...sources.map(sourceLine),
    ...(waiver ? [waiverText(waiver, said)] : []),
    ...(blockedBy.length > 0 ? [blockedBy.join(', ')] : []),
    id,
  ].join('\n');

const testCase = (item: DocumentItem, className: string, said: Words): string => {
  const open = `    <testcase${attributes({ name: `${item.name} (${item.id})`, classname: className, time: 0 })}`;
  const result = resultOf(item);
  if (result === 'passed') {
    const from = item.sources.map(sourceLine).join('\n');
    return from === '' ? `${open}/>` : `${open}><system-out>${text(from)}</system-out></testcase>`;
  }
  // Without a type, as skipped has none everywhere.
  const more = result === 'skipped' ? {} : { type: item.code };
  const message = attributes({
    ...more,
    message: `${item.statusWord}: ${item.waiver ? waiverText(item.waiver, said) : item.message}`,
  });
  return result === 'skipped'
    ? `${open}><skipped${message}/></testcase>`
    : `${open}><${result}${message}>${text(bodyOf(item, said))}</${result}></testcase>`;
};

/** Jenkins takes what stands before the last point for a package, so a username must have none. */
const classNameOf = ({ integration, user, title }: DocumentGroup, command: string): string =>
  [integration ?? command, user ?? title].map((part) => part.replaceAll('.', '_')).join('.');

const counts = (
  items: readonly DocumentItem[],
): { tests: number; failures: number; errors: number; skipped: number } => {
  const number = (result: Result): number => items.filter((item) => resultOf(item) === result).length;
  return { tests: items.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
};

const suite = (group: DocumentGroup, at: number, document: ReportDocument, said: Words): string => {
  const properties = [...document.facts, ...group.facts].map(
    ({ label, text: value }) => `      <property${attributes({ name: label, value })}/>`,
  );
  const timestamp = document.at.replace(/(\.\d+)?Z$/, '');
  const className = classNameOf(group, document.command);
  return [
    `  <testsuite${attributes({ name: group.title, id: at, ...counts(group.items), time: 0, timestamp })}>`,
    // The schema of Jenkins wants no empty list.
    ...(properties.length > 0 ? ['    <properties>', ...properties, '    </properties>'] : []),
    ...group.items.map((item) => testCase(item, className, said)),
    `    <system-out>${text(`${group.verdict.word}: ${group.verdict.text}`)}</system-out>`,
    '  </testsuite>',
  ].join('\n');
};

/** A group for the run itself, where it failed and no item says so. */
const runGroups = ({ groups, exitCode, verdict, command }: ReportDocument): DocumentGroup[] => {
  if (exitCode === exitCodes.done || groups.some(({ items }) => items.some(({ fails }) => fails))) return [];
  const isUnknown = exitCode === exitCodes.unknown;
  const item = plainItem({
    id: 'run',
    kind: 'run',
    status: isUnknown ? 'unknown' : 'unmet',
    fails: true,
    code: `EXIT_${exitCode}`,
    tone: verdict.tone,
    statusWord: verdict.word,
    name: `sf integration ${command}, exit code ${exitCode}`,
    message: verdict.text,
  });
  const title = `sf integration ${command}`;
  return [{ key: 'run', title, facts: [], verdict, warnings: [], causes: [], items: [item] }];
};

/** The whole document. @param said sentences of messages/document.md */
export const junitOf = (document: ReportDocument, said: Words): string => {
  const groups = [...document.groups, ...runGroups(document)];
  const { tests, failures, errors } = counts(groups.flatMap(({ items }) => items));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: document.title, tests, failures, errors, time: 0 })}>`,
    ...groups.map((group, at) => suite(group, at, document, said)),
    '</testsuites>',
    '',
  ].join('\n');
};
