/** The names that sentences of a vendor's page are held against: user permissions and objects, as an org or the built-in tables call them. */
import { compareKeys, keyOf } from '../../platform/names.js';
import { namesOfObject } from '../pageVocabulary.js';
import type { PageVocabulary } from '../pageVocabulary.js';

/** The words that sentences are held against. */
export type SentenceReader = {
  readonly vocabulary: PageVocabulary;
  readonly byName: ReadonlyMap<string, string>;
  readonly permissions: readonly { readonly name: string; readonly patterns: readonly RegExp[] }[];
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A whole word or words: not within an API name, nor before another part of one. */
const whole = (text: string, flags: string): RegExp =>
  new RegExp(`(?<![\\w.])${escaped(text).replace(/ +/g, '\\s+')}(?![\\w]|\\.\\w)`, flags);

/** British spelling is American here, on both sides. */
export const american = (text: string): string => text.replace(/([Cc]ustom)is(e|ing)/g, '$1iz$2');

/** What stands before an item of a list. */
const bullet = /^(?:[\s•◦▪·*\-–—]|o(?=\s))*(?:\d+[.)]\s+)?/u;

/** A line as it is read: without what marks it as an item, and with American spelling. */
export const wordsOf = (text: string): string => american(text).replace(bullet, '');

/** A line without what marks it as an item of a list. */
export const withoutBullet = (text: string): string => text.replace(bullet, '');

/** Words that begin a remark or are a heading, although an object is called so. */
const noObjects: ReadonlySet<string> = new Set(['note', 'object permissions', 'field permissions']);

/** What an org, or the built-in tables, call things, as sentences may name them. */
export const sentenceReader = (vocabulary: PageVocabulary): SentenceReader => ({
  vocabulary,
  byName: new Map(
    vocabulary.objects
      .flatMap((name) => namesOfObject(name).map((called) => [keyOf(called), name] as const))
      .filter(([called]) => !noObjects.has(called)),
  ),
  // The longest label first: "View All Data" is no "View All".
  permissions: vocabulary.permissions
    .map(({ name, label }) => ({ name, label: american(label) }))
    .sort((a, b) => b.label.length - a.label.length || (a.name < b.name ? -1 : 1))
    .map(({ name, label }) => ({
      name,
      patterns: [whole(name, 'g'), ...(/\s/.test(label) ? [whole(label, 'gi'), whole(`${label}s`, 'gi')] : [])],
    })),
});

/** User permissions that a text names, and the text without them. */
export const permissionsIn = (text: string, { permissions }: SentenceReader): { names: string[]; rest: string } => {
  let rest = text;
  const names: string[] = [];
  for (const { name, patterns } of permissions) {
    const before = rest;
    for (const pattern of patterns) rest = rest.replace(pattern, ' ');
    if (rest !== before) names.push(name);
  }
  return { names: names.sort(compareKeys), rest };
};

/** A text with blanks in place of the user permissions that it names: all else stays where it is. */
export const withoutPermissions = (text: string, { permissions }: SentenceReader): string =>
  permissions
    .flatMap(({ patterns }) => patterns)
    .reduce((rest, pattern) => rest.replace(pattern, (name) => ' '.repeat(name.length)), text);
