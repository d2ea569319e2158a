/** Looks a text up among things: what fits, best first, or what may have been meant. */
import { keyOf } from '../platform/names.js';
import { ruleKindOf, thingKinds } from './namedThing.js';
import type { NamedThing, ThingKind } from './namedThing.js';
import { holdsWords, nearestTo, ranked } from './rank.js';
import type { Fit } from './rank.js';
import { ruleKindThings, ruleKindsWithin, withObjectOf } from './ruleKindThings.js';
import { wordsIn } from './words.js';

/** What somebody looks for. */
export type Lookup = {
  /** A label, a name, or `Object.Field`. */
  readonly text: string;
  /** None: all kinds. */
  readonly kinds: readonly ThingKind[];
  /** The object whose fields are looked through, by its name or label; null where none was named. */
  readonly sobject: string | null;
};

/** A thing that fits. */
export type Match = NamedThing & { readonly fit: Fit };

export type LookupResult = {
  /** Best first. */
  readonly matches: readonly Match[];
  /** What may have been meant where nothing fits. */
  readonly nearest: readonly NamedThing[];
};

const mostNearest = 5;
/** Objects whose fields are looked through because the text names them. */
const mostObjects = 3;

const objectsIn = (things: readonly NamedThing[]): NamedThing[] => things.filter(({ kind }) => kind === 'object');

/** The object and the field of `Object.Field`, in names or labels; null where the text has no such form. */
const splitText = (text: string): { readonly object: string; readonly field: string } | null => {
  const dot = text.indexOf('.');
  const [object, field] = [text.slice(0, dot).trim(), text.slice(dot + 1).trim()];
  return dot > 0 && object !== '' && field !== '' ? { object, field } : null;
};

/** Objects that a text means, best first; none but the best where one fits exactly. */
const meantBy = (text: string, things: readonly NamedThing[]): string[] => {
  const found = ranked(text, objectsIn(things)).filter(({ fit }) => fit !== 'similar');
  const exact = found.filter(({ fit }) => fit === 'exact');
  return (exact.length > 0 ? exact : found).slice(0, mostObjects).map(({ one }) => one.name);
};

/** Objects whose words all stand in a text beside others: those of the most words, as `Opportunity Contact Role` says more than `Role`. */
const namedWithin = (text: string, things: readonly NamedThing[]): string[] => {
  const words = new Set(wordsIn(text));
  return objectsIn(things)
    .map(({ name, label }) => ({
      name,
      count: Math.max(
        ...[name, label ?? ''].map((one) => {
          const own = wordsIn(one);
          return own.length > 0 && own.length < words.size && own.every((word) => words.has(word)) ? own.length : 0;
        }),
      ),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.name.length - b.name.length)
    .slice(0, mostObjects)
    .map(({ name }) => name);
};

/** The objects whose fields are to be looked through: those that `sobject` or the text names. */
export const objectsToLookThrough = ({ text, kinds, sobject }: Lookup, things: readonly NamedThing[]): string[] => {
  if (kinds.length > 0 && !kinds.includes('field')) return [];
  if (sobject !== null) return meantBy(sobject, things);
  const parts = splitText(text);
  return parts === null ? namedWithin(text, things) : meantBy(parts.object, things);
};

/**
 * Objects that have a field of this name or label as far as is known without an org: people look for `Stage` and name no object.
 * None where something else is called exactly so.
 * @param things of the org, without fields
 * @param builtIn what is known without an org
 */
export const objectsKnownToHave = (
  lookup: Lookup,
  things: readonly NamedThing[],
  builtIn: readonly NamedThing[],
): string[] => {
  if (lookup.sobject !== null || (lookup.kinds.length > 0 && !lookup.kinds.includes('field'))) return [];
  if (lookUpAll(lookup, things).matches.some(({ fit }) => fit === 'exact')) return [];
  const fields = ranked(
    lookup.text,
    builtIn.filter(({ kind }) => kind === 'field'),
  ).filter(({ fit }) => fit !== 'similar');
  return [...new Set(fields.map(({ one }) => one.name.slice(0, one.name.indexOf('.'))))].slice(0, mostObjects);
};

/** Fields of these objects, called as within them. */
const fieldsWithin = (things: readonly NamedThing[], sobjects: readonly string[]): NamedThing[] => {
  const keys = new Set(sobjects.map(keyOf));
  return things.filter(({ kind, name }) => kind === 'field' && keys.has(keyOf(name.slice(0, name.indexOf('.')))));
};

const withinObject = (text: string, fields: readonly NamedThing[]): LookupResult => {
  const inside = fields.map((field) => ({
    name: field.name.slice(field.name.indexOf('.') + 1),
    label: field.label,
    field,
  }));
  const matches = ranked(text, inside).map(({ one, fit }): Match => ({ ...one.field, fit }));
  return {
    matches,
    nearest: matches.length > 0 ? [] : nearestTo(text, inside, mostNearest).map(({ field }) => field),
  };
};

/**
 * Without what only distracts: where something fits exactly, nothing that is merely similar; no field of an object that the
 * text is the name of; and where it is what a kind of rule is called, no object that is called similarly: who looks for field history
 * means no object that holds it.
 */
const withoutNoise = (matches: readonly Match[]): Match[] => {
  const exact = matches.filter(({ fit }) => fit === 'exact');
  if (exact.length === 0) return [...matches];
  if (exact.some(({ kind }) => kind === 'ruleKind'))
    return matches.filter(
      ({ kind, fit }) => fit === 'exact' || (fit === 'words' && !['object', 'field'].includes(kind)),
    );
  const objects = new Set(exact.flatMap(({ kind, name }) => (kind === 'object' ? [keyOf(name)] : [])));
  const isOfObject = ({ kind, name, fit }: Match): boolean =>
    kind === 'field' && fit !== 'exact' && objects.has(keyOf(name.slice(0, name.indexOf('.'))));
  return matches.filter((match) => match.fit !== 'similar' && !isOfObject(match));
};

/** Kinds of rules that are called so exactly stand first, but behind a thing of the org that is: somebody gave it that name. */
const kindsInTheirPlace = (matches: readonly Match[]): Match[] => {
  const isKind = ({ kind, fit }: Match): boolean => kind === 'ruleKind' && fit === 'exact';
  const others = matches.filter((match) => !isKind(match));
  const behind = others.findLastIndex(({ kind, fit }) => fit === 'exact' && kind !== 'object' && kind !== 'field') + 1;
  return [...others.slice(0, behind), ...matches.filter(isKind), ...others.slice(behind)];
};

const kindOrder = ({ kind }: NamedThing): number => thingKinds.indexOf(kind);

/** Kinds of rules of which the text speaks beside an object, where nothing was found that such a rule asks for. */
const kindsBeside = (text: string, things: readonly NamedThing[], matches: readonly Match[]): Match[] => {
  if (matches.some(({ kind, fit }) => fit === 'exact' && kind !== 'object')) return [];
  const found = new Set(matches.map(ruleKindOf));
  const isObject = (words: readonly string[]): boolean =>
    objectsIn(things).some(({ name, label }) =>
      [wordsIn(name), wordsIn(label ?? '')].some((own) => holdsWords(own, words) && holdsWords(words, own)),
    );
  return ruleKindsWithin(text, isObject)
    .filter((thing) => !found.has(ruleKindOf(thing)))
    .map((thing): Match => ({ ...thing, fit: 'words' }));
};

const lookUpAll = ({ text, kinds }: Lookup, all: readonly NamedThing[]): LookupResult => {
  const things = [...ruleKindThings, ...all];
  const candidates = things.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const found = ranked(text, candidates);
  const matches = found
    .map((one, at) => ({ ...one, at }))
    // Of two that fit as well, permissions before objects before fields.
    .sort((a, b) =>
      a.fit === b.fit && a.score === b.score ? kindOrder(a.one) - kindOrder(b.one) || a.at - b.at : a.at - b.at,
    )
    .map(({ one, fit }): Match => ({ ...one, fit }));
  const asksKinds = kinds.length === 0 || kinds.includes('ruleKind');
  // One word more, as the object may be all that is left of the text.
  const objectIn = (words: readonly string[]): string | undefined => namedWithin([...words, 'of'].join(' '), all)[0];
  const told = [...kindsInTheirPlace(withoutNoise(matches)), ...(asksKinds ? kindsBeside(text, all, matches) : [])].map(
    (match) => withObjectOf(match, text, objectIn),
  );
  return {
    matches: told,
    nearest: told.length > 0 ? [] : nearestTo(text, candidates, mostNearest),
  };
};

/**
 * Looks a text up.
 * @param things all there are, fields among them
 */
export const lookUp = (lookup: Lookup, things: readonly NamedThing[]): LookupResult => {
  const { text, kinds, sobject } = lookup;
  const parts = splitText(text);
  if (sobject !== null) return withinObject(text, fieldsWithin(things, objectsToLookThrough(lookup, things)));
  const asksFields = kinds.length === 0 || kinds.includes('field');
  const objects = parts !== null && asksFields ? objectsToLookThrough(lookup, things) : [];
  if (parts !== null && objects.length > 0) {
    const within = withinObject(parts.field, fieldsWithin(things, objects));
    // A dot stands in names of other things too.
    if (within.matches.length > 0 || lookUpAll(lookup, things).matches.length === 0) return within;
  }
  return lookUpAll(lookup, things);
};
