/** A sentence that asks for reading some fields and for writing others: "Acme reads Lead.Email and writes Lead.Rating". */

/** Words of access, also in their third form. */
const accessWord =
  /\b(?:reads?|views?|quer(?:y|ies)|retrieves?|creates?|inserts?|edits?|updates?|modif(?:y|ies)|writes?|upserts?)\b/gi;
const reading = /^(?:reads?|views?|quer|retrieves?)/i;

const fieldName = /(?<![\w.])[A-Za-z]\w*\.[A-Za-z]\w+(?!\w|\.\w)/g;

/** Where something stands in a text. */
type Span = { readonly start: number; readonly end: number };
type Group = Span & { readonly isRead: boolean };

const spanOf = ({ 0: found, index }: RegExpExecArray): Span => ({ start: index, end: index + found.length });

/** Words of access with no field between them: "Read and write". Such a group writes where one of its words does. */
const groupsIn = (text: string, fields: readonly Span[]): Group[] => {
  const groups: Group[] = [];
  for (const match of text.matchAll(accessWord)) {
    const last = groups.at(-1);
    const one = { ...spanOf(match), isRead: reading.test(match[0]) };
    const isSame = last !== undefined && !fields.some(({ start }) => start > last.start && start < one.start);
    if (isSame) groups[groups.length - 1] = { ...last, end: one.end, isRead: last.isRead && one.isRead };
    else groups.push(one);
  }
  return groups;
};

/** The parentheses around something: "(read, optional)"; undefined where none are. */
const parenthesesAround = (text: string, { start, end }: Span): Span | undefined => {
  const [open, close] = [text.lastIndexOf('(', start), text.indexOf(')', end)];
  return open > text.lastIndexOf(')', start) && close >= 0 ? { start: open, end: close + 1 } : undefined;
};

/** Where a part ends whose words of access stand behind its fields. */
const endOf = (text: string, group: Span): number =>
  parenthesesAround(text, group)?.end ?? group.end + (/^[^,;.\w]*/.exec(text.slice(group.end))?.[0].length ?? 0);

/** What divides two parts, and what the second says before its words of access: "and optionally", "and, if you want it,". */
const dividers = [
  /\b(?:and|but|or|then),.*$/i,
  /(?:[,;]|\b(?:and|but|or|then)\b)(?:(?![,;]|\b(?:and|but|or|then)\b).)*$/i,
] as const;

/** Where a part begins whose words of access stand before its fields. */
const startOf = (text: string, group: Span, fields: readonly Span[]): number => {
  const from = fields.findLast(({ end }) => end <= group.start)?.end ?? group.start;
  const between = text.slice(from, group.start);
  const divided = dividers.map((one) => one.exec(between)?.index).find((at) => at !== undefined);
  return divided === undefined ? group.start : from + divided;
};

/**
 * The parts of such a sentence, each with its own words of access: before its fields, or behind them. Undefined where one access
 * counts for all of it.
 * @param readable the text, with blanks in place of names of permissions: "Edit" of "Edit Tasks" says nothing of fields
 */
export const accessParts = (text: string, readable: () => string): string[] | undefined => {
  const fields = [...text.matchAll(fieldName)].map(spanOf);
  const groups = fields.length < 2 ? [] : groupsIn(readable(), fields);
  const [first] = groups;
  if (first === undefined || new Set(groups.map(({ isRead }) => isRead)).size < 2) return undefined;
  const isBehind = (fields[0]?.start ?? 0) < first.start;
  // "Write Account.Rating, Account.Industry (read-only)": what stands in parentheses is of one field, and nobody can tell the others'.
  const isOfOne = (around: Span): boolean => !fields.some(({ start }) => start > around.start && start < around.end);
  if (!isBehind && groups.some((group) => [parenthesesAround(text, group) ?? []].flat().some(isOfOne)))
    return undefined;
  const cuts = isBehind
    ? groups.slice(0, -1).map((group) => endOf(text, group))
    : groups.slice(1).map((group) => startOf(text, group, fields));
  return [0, ...cuts].map((cut, at) =>
    text
      .slice(cut, cuts[at] ?? text.length)
      .replace(/^(?:[\s,;]|and\b)+/i, '')
      .replace(/(?:[\s,;]|\band)+$/i, ''),
  );
};
