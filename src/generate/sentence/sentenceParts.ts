/** A sentence taken apart, as all readings of it need it. */
import { withoutParentheses } from '../listedFields.js';
import { statement } from '../pageSentences.js';
import type { PageSentence } from '../pageSentences.js';
import { withoutObjectsHeading } from '../pageObjects.js';
import type { OfLine } from './pageNeed.js';
import { permissionsIn, wordsOf } from './sentenceReader.js';
import type { SentenceReader } from './sentenceReader.js';

/** Words that make what a line asks for optional. */
export const optional = /\b(?:optional(?:ly)?|if (?:enabled|applicable|possible|you)|may)\b/i;
/** What counts for a login with username and password alone. */
export const passwordOnly = /username\s*(?:\/|and)\s*password/i;

/**
 * A sentence taken apart. `text` is all of it; `permissions` are the user permissions that it names and `rest` what stands there
 * besides; `head` is the rest before the first colon or dash and `tail` what follows it; `unbracketed` is the rest without what stands in
 * parentheses; `beside` is what every need of the sentence has.
 */
export type SentenceParts = {
  readonly sentence: PageSentence;
  /** The object that the lines above are about. */
  readonly context: string | null;
  readonly reader: SentenceReader;
  readonly text: string;
  readonly permissions: readonly string[];
  readonly rest: string;
  readonly head: string;
  readonly hasTail: boolean;
  readonly tail: string;
  readonly unbracketed: string;
  readonly beside: OfLine;
};

/** Takes a sentence apart. */
export const sentenceParts = (
  sentence: PageSentence,
  context: string | null,
  reader: SentenceReader,
): SentenceParts => {
  const { line } = sentence;
  const text = wordsOf(line.text);
  const { names: permissions, rest: unheaded } = permissionsIn(text, reader);
  const rest = withoutObjectsHeading(unheaded, reader.byName);
  const [head = '', ...tails] = rest.replace(/^\[[^\]]*\]\s*/, '').split(/\s*:\s*|\s+[—–-]\s+/);
  const tail = statement(rest.slice(rest.indexOf(head) + head.length).replace(/^\s*[:—–-]\s*/, ''));
  const unbracketed = withoutParentheses(statement(rest)).trim();
  const onlyWithPassword = passwordOnly.test(text);
  const level = optional.test(rest) ? 'optional' : 'required';
  const beside = { line, onlyWithPassword, level } as const;
  const hasTail = tails.length > 0;
  return { sentence, context, reader, text, permissions, rest, head, hasTail, tail, unbracketed, beside };
};
