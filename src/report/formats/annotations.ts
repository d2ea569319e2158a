/** Annotations of GitHub Actions: lines that the runner takes for commands and shows beside the file of the definition. */
import { builtInPath } from '../../definition/builtInFile.js';
import type { DocumentGroup, DocumentItem, ItemLevel, ReportDocument } from '../document/reportDocument.js';
import { isProblem } from './openItems.js';

/** GitHub shows so many of each sort in a step. */
const mostOfEach = 10;

/** Longest text of one; the runner cuts off what is far longer. */
const longest = 4_000;

const sorts = ['error', 'warning', 'notice'] as const;
type Sort = (typeof sorts)[number];

const ofLevel: Readonly<Record<ItemLevel, Sort>> = {
  required: 'warning',
  recommended: 'warning',
  optional: 'notice',
  comesAlong: 'notice',
};

const sortOf = ({ fails, level }: DocumentItem): Sort => (fails ? 'error' : ofLevel[level]);

/** Text of a command: the runner takes these back. */
const data = (text: string): string =>
  text.slice(0, longest).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const lineOf = (item: DocumentItem, group: DocumentGroup): string => {
  // What is built in is no file that GitHub could show it beside.
  const place = item.places.find(({ file }) => builtInPath(file) === null);
  const properties = [
    ...(place === undefined ? [] : [`file=${property(place.file)}`]),
    ...(place?.line === undefined ? [] : [`line=${place.line}`]),
    ...(place?.column === undefined ? [] : [`col=${place.column}`]),
    `title=${property(`${group.title}: ${item.statusWord} ${item.name}`)}`,
  ];
  return `::${sortOf(item)} ${properties.join(',')}::${data([item.message, ...item.actions].join(' '))}`;
};

/** The lines, at most ten of each sort: what fails first, as the items of the groups are in that order. */
export const annotationsOf = ({ groups }: ReportDocument): string[] => {
  const open = groups.flatMap((group) => group.items.filter(isProblem).map((item) => ({ item, group })));
  return sorts.flatMap((sort) =>
    open
      .filter(({ item }) => sortOf(item) === sort)
      .slice(0, mostOfEach)
      .map(({ item, group }) => lineOf(item, group)),
  );
};
