/** Reading the body of an answer: no further than any answer of Salesforce goes, however small it was on its way. */

import { UnreadableAnswer } from './brokenBody.js';

/** Bytes of an answer, decompressed. A page of 2,000 rows with all user permissions has a third of it. */
const maxBytes = 64 * 1024 * 1024;

/** Bytes of what is neither JSON nor XML: nothing but the page of a proxy. */
const maxOtherBytes = 1024 * 1024;

const xml = /^(text|application)\/xml(;|$)/i;

/**
 * A declaration other than the type of a document. The parser of sf's library goes through one from its start for each of its
 * characters, 18 seconds for 60,000 of them; SOAP has none (SOAP 1.1, section 3), and Salesforce sends none.
 */
const isDeclaration = /<!(?!--|\[CDATA\[|DOCTYPE\s)/i;

/**
 * What the parsers make objects of, which take many times the bytes that they are written with: a megabyte of `{},` is a
 * third of a million objects. The limits are about a second of work (docs/performance.md says what it comes to).
 */
const parsed = [
  // Objects, lists, and values behind the first in each.
  { type: /^application\/json(;|$)/i, marks: '{[,', max: 2_000_000 },
  // Tags, attributes, entities.
  { type: xml, marks: '<=&', max: 600_000 },
  // Rows and cells of a bulk result.
  { type: /^text\/csv(;|$)/i, marks: ',\n', max: 1_000_000 },
] as const;

/** An answer that is larger than any of Salesforce's: it is read no further. */
export class AnswerTooLarge extends Error {
  public readonly errorCode = 'ANSWER_TOO_LARGE';

  public constructor() {
    super('The answer is too large.');
    this.name = 'AnswerTooLarge';
  }
}

const isMark = (marks: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const mark of marks) table[mark.charCodeAt(0)] = 1;
  return table;
};

/** By index: an iterator takes several times as long. */
const countedIn = (chunk: Uint8Array, counted: Uint8Array): number => {
  let count = 0;
  for (let at = 0; at < chunk.length; at += 1) count += counted[chunk[at] ?? 0] ?? 0;
  return count;
};

/**
 * The body as text.
 * @param chunks decompressed; whoever makes them is told to stop where it is too much
 * @throws AnswerTooLarge, UnreadableAnswer for XML with declarations, and what the chunks throw
 */
export const readBody = async (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  contentType: string,
): Promise<string> => {
  const format = parsed.find(({ type }) => type.test(contentType));
  const limit = format ? maxBytes : maxOtherBytes;
  const counted = isMark(format?.marks ?? '');
  const most = format?.max ?? Infinity;
  let bytes = 0;
  let marks = 0;
  const read: Uint8Array[] = [];
  let notCounted: Uint8Array[] = [];
  for await (const chunk of chunks) {
    bytes += chunk.length;
    read.push(chunk);
    notCounted.push(chunk);
    // A byte is one mark at most: nearly every answer is too short to have too many, and is not looked through.
    if (bytes > most) {
      for (const part of notCounted) marks += countedIn(part, counted);
      notCounted = [];
    }
    if (bytes > limit || marks > most) throw new AnswerTooLarge();
  }
  const text = Buffer.concat(read).toString('utf8');
  if (xml.test(contentType) && isDeclaration.test(text)) throw new UnreadableAnswer();
  return text;
};
