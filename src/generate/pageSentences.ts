/** The sentences of a page that was pasted as text, each with its line. */
import { unseenCharacters } from '../platform/unseen.js';

/** A line of the page, counted from 1, or a sentence of it, as people see it. */
export type PageLine = { readonly number: number; readonly text: string };

export type PageSentence = {
  readonly line: PageLine;
  /** It stands in a list. */
  readonly isItem: boolean;
  /** It is all of its line. */
  readonly isAlone: boolean;
  /** What comes before it in the line may turn it round, or it is only the rest of a sentence. */
  readonly isDoubtful: boolean;
};

/** Longest sentence that is read, and that stands in the file as a reason; what is longer goes on as a sentence of its own. */
export const longest = 600;

/** Words that turn a sentence round. */
export const negation = /\b(?:not|no|never|without|except|don['’]t|doesn['’]t|does not|cannot|can['’]t)\b/i;

/** What nobody may have: "The user must not have Modify All Data". The list stands in the first group. */
const forbidding =
  /^(?:(?:the|an?|this|it)\s+)?(?:[\w']+\s+){0,4}?(?:must|may|should|shall)\s*(?:not|n['’]t)\s+(?:have|hold|get|receive|be (?:given|granted|assigned))\s+(.+?)[.;]?$/i;

/** What a sentence says that the user must not have; undefined where it says nothing of the kind. */
export const forbiddenIn = (sentence: string): string | undefined => forbidding.exec(sentence)?.[1];

/** Whether a sentence turns round what stands near it: one that only says what nobody may have does not. */
const turnsRound = (sentence: string): boolean => negation.test(sentence) && forbiddenIn(sentence) === undefined;

/** What a line says before it explains: up to the first dash. */
export const statement = (text: string): string => text.split(/\s+[—–-]\s+/)[0] ?? text;

/** Words that begin what a page says of itself, or what announces a list. */
const announces = /^this (?:page|document|guide|article|section|list)\b|\b(?:following|below|these)\b.*:$|:$/i;

/** Words that ask for something: no title has them. */
const asks = /\b(?:requires?|must|needs?|enable|grant|assign|full)\b/i;

/**
 * Whether a line only begins a page or a list: a title in the first line, such as "Acme Sync - Salesforce permissions", or an
 * introduction, such as "The user needs the following permissions:". It asks for nothing by itself.
 */
export const isIntroduction = ({ line, isItem, isAlone }: PageSentence, isFirst: boolean): boolean => {
  if (isItem) return false;
  const isTitle =
    isFirst &&
    isAlone &&
    line.text.split(' ').length <= 10 &&
    /\b(?:permissions?|access|requirements?|prerequisites?|set ?up|guide)$/i.test(line.text) &&
    !asks.test(line.text);
  return isTitle || announces.test(line.text);
};

/** A full stop behind it ends no sentence: a number of a list, an initial, an abbreviation. */
const goesOn = /(?:^|[\s(])(?:\d+|[A-Za-z]|e\.g|i\.e|etc|vs|no|inc)\.$/i;

const sentencesOf = (text: string): string[] => {
  const parts = text.split(/(?<=[.!?])\s+(?=["“'(]?[A-Z])/);
  const sentences: string[] = [];
  for (const part of parts) {
    const last = sentences.at(-1);
    if (last !== undefined && goesOn.test(last)) sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part);
  }
  return sentences;
};

/** A text without what stands in parentheses, of which the places stay. */
const blanked = (text: string): string => text.replace(/\([^()]*\)/g, (inner) => ' '.repeat(inner.length));

/**
 * The clauses of a sentence that lists all of a page: "API Enabled; read on Account; edit on Lead". Where one of them may turn the
 * others round, or is a mere remark, it stays whole.
 */
const clausesOf = (sentence: string): string[] => {
  const ends = [...blanked(sentence).matchAll(/;\s+/g)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  const clauses = [...ends, [sentence.length, sentence.length] as const].map(([end], at) =>
    sentence.slice(ends[at - 1]?.[1] ?? 0, end),
  );
  return clauses.some((clause) => turnsRound(clause) || !/\s/.test(clause)) ? [sentence] : clauses;
};

/** A text in pieces that are short enough, cut between words where there are any. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const blank = rest.lastIndexOf(' ', longest);
    const end = blank > 0 ? blank : longest;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
};

/** All sentences of a page, in order. Lines without anything to read are left out. */
export const pageSentences = (text: string): PageSentence[] =>
  text.split(/\r\n|\r|\n/).flatMap((raw, at) => {
    const seen = raw.replace(/\s+/g, ' ').replace(unseenCharacters, '').trim();
    if (seen === '') return [];
    const isItem = /^[•◦▪·*–-]/u.test(seen);
    const sentences = sentencesOf(seen).flatMap(clausesOf);
    const firstNegation = sentences.findIndex((sentence) => negation.test(sentence));
    return sentences.flatMap((sentence, order) =>
      piecesOf(sentence).map((piece, part) => ({
        line: { number: at + 1, text: piece },
        isItem,
        isAlone: sentences.length === 1,
        isDoubtful: part > 0 || (firstNegation >= 0 && firstNegation < order),
      })),
    );
  });
