/** Kinds of rules by what people call what they ask for: `validation rule` is `automation` in a definition. */
import { kinds, ruleKinds } from '../kinds/kinds.js';
import type { RuleKind } from '../kinds/kinds.js';
import type { LookedUpKind } from '../kinds/kind.js';
import type { NamedThing } from './namedThing.js';
import { holdsWords } from './rank.js';
import { isWeak, wordsIn } from './words.js';

/** The object in an example where nobody named one. */
const usualObject = 'Opportunity';

type Looked = { readonly lookedUp?: LookedUpKind; readonly ruleShape: Readonly<Record<string, unknown>> };

const descriptionOf = (kind: string, { ruleShape }: Looked): string => {
  const shape = ruleShape[kind];
  return typeof shape === 'object' && shape !== null && 'description' in shape ? String(shape.description) : '';
};

/** Pages speak of one and of several. */
const orSeveral = (called: string): string[] => [called, `${called}s`];

/** Every kind that a rule can be of, with an example about a usual object. */
export const ruleKindThings: readonly NamedThing[] = ruleKinds.flatMap((kind): NamedThing[] => {
  const looked: Looked = kinds[kind];
  if (!looked.lookedUp) return [];
  const { called, example } = looked.lookedUp;
  const ofKind = { description: descriptionOf(kind, looked), example: example(usualObject) };
  return [{ kind: 'ruleKind', name: kind, label: called[0] ?? null, also: called.flatMap(orSeveral), ofKind }];
});

/**
 * A kind of rule with an example about the object that a text names beside it.
 * @param objectIn the object that words name; undefined where they name none
 */
export const withObjectOf = <T extends NamedThing>(
  thing: T,
  text: string,
  objectIn: (words: readonly string[]) => string | undefined,
): T => {
  const { kind, name, ofKind, also = [] } = thing;
  if (kind !== 'ruleKind' || !ofKind) return thing;
  const own = new Set(also.flatMap(wordsIn));
  const sobject = objectIn(wordsIn(text).filter((word) => !own.has(word)));
  const looked: Looked = kinds[name as RuleKind];
  const example = sobject === undefined ? undefined : looked.lookedUp?.example(sobject);
  return example === undefined ? thing : { ...thing, ofKind: { ...ofKind, example } };
};

/**
 * Kinds of which a text speaks beside something else: "validation rules on Lead", "history of Opportunity". A single word counts only
 * beside the names of objects.
 * @param isObject whether an object is called by these words
 */
export const ruleKindsWithin = (text: string, isObject: (words: readonly string[]) => boolean): NamedThing[] => {
  const words = wordsIn(text);
  const speaksOf = (called: string): boolean => {
    const phrase = wordsIn(called);
    if (phrase.every(isWeak) || !holdsWords(words, phrase)) return false;
    const others = words.filter((word) => !isWeak(word) && !holdsWords(phrase, [word]));
    return phrase.length > 1 || isObject(others);
  };
  return ruleKindThings.filter(({ also = [] }) => also.some(speaksOf));
};
