import type { Finding } from '../check/finding.js';
import { objectAccesses } from '../definition/requirement.js';
import { visible } from './visible.js';

/** Looks up a text of messages/finding.md by key; an empty list where there is none. */
export type Texts = (key: string) => readonly string[];

const accessWords: ReadonlySet<string> = new Set(objectAccesses);

const fill = (template: string, args: readonly string[]): string =>
  template
    .replace(/\{(\d)\}/g, (_, position: string) => args[Number(position) - 1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** What a finding says to people. */
export type Sentences = { readonly message: string; readonly actions: readonly string[] };

const argsOf = (finding: Finding, texts: Texts): string[] =>
  finding.args.map((arg, position) => {
    if (accessWords.has(arg)) return texts(`access.${arg}`)[0] ?? arg;
    const suggests = (finding.code === 'HISTORY_OFF' || finding.code === 'NO_FIELD_TRACKED') && position === 1;
    return suggests && arg !== '' ? fill(texts('suggestedFields')[0] ?? '', [visible(arg)]) : visible(arg);
  });

/** The sentence of a finding and what to do next, made from its code and arguments. Org text in them is made harmless. */
export const sentencesOf = (finding: Finding, texts: Texts): Sentences => {
  const args = argsOf(finding, texts);
  const done = finding.status === 'met' || finding.status === 'notApplicable';
  const hints = finding.hints.map((hint) => fill(texts(`hint.${hint.kind}`)[0] ?? '', [visible(hint.source)]));
  return {
    message: fill(texts(finding.code)[0] ?? finding.code, args),
    actions: done ? [] : [...new Set(hints), ...texts(`${finding.code}.actions`).map((action) => fill(action, args))],
  };
};
