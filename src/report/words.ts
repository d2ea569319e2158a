import type { Verdict } from '../kinds/verdict.js';
import { objectAccesses } from '../platform/objectAccess.js';
import { unique } from './groups.js';
import { visible } from './visible.js';

/** Looks up a sentence of a command's message file and fills its `%s`. */
export type Words = (key: string, tokens?: string[]) => string;

/** Looks up a text of messages/finding.md by key, unfilled; an empty list where there is none. */
export type Texts = (key: string) => readonly string[];

const accessWords: ReadonlySet<string> = new Set(objectAccesses);

const fill = (template: string, args: readonly string[]): string =>
  template
    .replace(/\{(\d)\}/g, (_, position: string) => args[Number(position) - 1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** What a finding says to people. `hintTexts`: assigned things that would grant it, and why they do not. */
export type Sentences = {
  readonly message: string;
  readonly hintTexts: readonly string[];
  readonly actions: readonly string[];
};

/** All texts of a key. @throws Error where there is none: a code without a sentence is a defect, and not for people to read */
const textsOf = (key: string, texts: Texts): readonly string[] => {
  const found = texts(key);
  if (found.length === 0) throw new Error(`messages/finding.md has no section ${key}`);
  return found;
};

/** The one sentence of a key. @throws Error where there is none */
const sentence = (key: string, texts: Texts): string => textsOf(key, texts)[0] ?? '';

const argsOf = (finding: Verdict, texts: Texts): string[] =>
  finding.args.map((arg, position) => {
    if (accessWords.has(arg)) return sentence(`access.${arg}`, texts);
    const suggests = (finding.code === 'HISTORY_OFF' || finding.code === 'NO_FIELD_TRACKED') && position === 1;
    return suggests && arg !== '' ? fill(sentence('suggestedFields', texts), [visible(arg)]) : visible(arg);
  });

/**
 * Next steps of a finding. What could not be read names the permission that opens it, where one is known; a name that the
 * org does not have, the names that may have been meant.
 */
const actionsOf = (finding: Verdict, texts: Texts, meant: readonly string[]): readonly string[] => {
  if (meant.length > 0) return [fill(sentence('didYouMean', texts), [meant.map(visible).join(', ')])];
  const opener = finding.gap ? texts(`${finding.code}.${finding.gap.part}.actions`) : [];
  return opener.length > 0 ? opener : textsOf(`${finding.code}.actions`, texts);
};

/**
 * The sentence of a finding and what to do next, made from its code and arguments. Org text in them is made harmless.
 * @param meant names of the org that may have been meant by one that it does not have, best first
 * @throws Error where a code has no sentence
 */
export const sentencesOf = (finding: Verdict, texts: Texts, meant: readonly string[] = []): Sentences => {
  const args = argsOf(finding, texts);
  const done = finding.status === 'met' || finding.status === 'notApplicable';
  return {
    message: fill(sentence(finding.code, texts), args),
    hintTexts: done
      ? []
      : unique(finding.hints.map((h) => fill(sentence(`hint.${h.kind}`, texts), [visible(h.source)]))),
    actions: done ? [] : actionsOf(finding, texts, meant).map((action) => fill(action, args)),
  };
};
