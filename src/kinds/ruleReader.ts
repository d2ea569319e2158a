/** How a kind reads a rule of a definition file, whose every value has a place. */
import type { Requirement } from './requirement.js';

/** A place in a definition file, counted from 1; without line and column it is about the file as a whole. */
export type Place = { readonly file: string; readonly line?: number; readonly column?: number };

/** A need of a rule, and where in the file the name stands that asks for it. */
export type PlacedNeed<N> = { readonly need: N; readonly place: Place };

/** A mistake that only one kind can see. The sentence of each code is in messages/definition.md. */
export type KindMistake =
  | { readonly code: 'MinimumOutsideAccess'; readonly word: string }
  | { readonly code: 'EditableOnlyOfName'; readonly name: string };

/** What a kind may ask of the rule that it reads. */
export type RuleReader = {
  /** The entries under a key, one or many, each with its place. @throws DefinitionMistake for an entry that stands there twice */
  readonly entries: <T extends string>(
    key: string,
    value: T | readonly T[] | undefined,
  ) => ReadonlyArray<{ readonly value: T; readonly place: Place }>;
  /** Where the value of a key stands; the place of the rule where it has none. */
  readonly placeOf: (key: string) => Place;
  /** The members of a choice, each as the requirements of one rule, merged and sorted. @throws DefinitionMistake */
  readonly members: (key: string) => ReadonlyArray<readonly Requirement[]>;
  /** @throws DefinitionMistake always */
  readonly fail: (mistake: KindMistake, place: Place) => never;
};

/** The values alone. */
export const valuesOf = <T extends string>(reader: RuleReader, key: string, value: T | readonly T[] | undefined): T[] =>
  reader.entries(key, value).map((entry) => entry.value);

/** Object and field of an `Object.Field` that validation has accepted. */
export const splitField = (name: string): { sobject: string; field: string } => {
  const dot = name.indexOf('.');
  return { sobject: name.slice(0, dot), field: name.slice(dot + 1) };
};
