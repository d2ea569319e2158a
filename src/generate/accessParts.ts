/** A sentence that asks for reading some fields and for writing others: "Acme reads Lead.Email and writes Lead.Rating". */

/** Words of access, also in their third form. */
const accessWord =
  /\b(?:reads?|views?|quer(?:y|ies)|retrieves?|creates?|inserts?|edits?|updates?|modif(?:y|ies)|writes?|upserts?)\b/gi;
const reading = /^(?:reads?|views?|quer|retrieves?)/i;

const fieldName = /(?<![\w.])[A-Za-z]\w*\.[A-Za-z]\w+/g;

type Span = { readonly start: number; readonly end: number; readonly isRead: boolean };

/** Words of access with no field between them: "Read and write". Such a group writes where one of its words does. */
const groupsIn = (text: string, fields: readonly number[]): Span[] => {
  const groups: Span[] = [];
  for (const { 0: word, index } of text.matchAll(accessWord)) {
    const last = groups.at(-1);
    const one = { start: index, end: index + word.length, isRead: reading.test(word) };
    const isSame = last !== undefined && !fields.some((at) => at > last.start && at < index);
    if (isSame) groups[groups.length - 1] = { ...last, end: one.end, isRead: last.isRead && one.isRead };
    else groups.push(one);
  }
  return groups;
};

/**
 * The parts of such a sentence, each with its own words of access: before its fields, or behind them. Undefined where one access
 * counts for all of it.
 */
export const accessParts = (text: string): string[] | undefined => {
  const fields = [...text.matchAll(fieldName)].map(({ index }) => index);
  const groups = groupsIn(text, fields);
  const [first] = groups;
  if (first === undefined || fields.length < 2 || new Set(groups.map(({ isRead }) => isRead)).size < 2)
    return undefined;
  const isBehind = (fields[0] ?? 0) < first.start;
  const cuts = isBehind
    ? groups.slice(0, -1).map(({ end }) => end + (/^[^,;.\w]*/.exec(text.slice(end))?.[0].length ?? 0))
    : groups.slice(1).map(({ start }) => start);
  return [0, ...cuts].map((cut, at) =>
    text
      .slice(cut, cuts[at] ?? text.length)
      .replace(/^(?:[\s,;]|and\b)+/i, '')
      .replace(/(?:[\s,;]|\band)+$/i, ''),
  );
};
