import type { GlobalReference, Fact } from './facts.js';
import type { Reference } from './expression.js';
import type { FormulaValue } from './value.js';

/** One reason why a value is not known. */
export type UnknownReason =
  /** It is in the record, and no record is at hand. */
  | { readonly why: 'record'; readonly reference: Reference }
  /** The integration, or automation before the rule, writes it. */
  | { readonly why: 'written'; readonly reference: Reference }
  /** A fact of user or org that is not known; `needs` is the user permission that would let the runner read it. */
  | { readonly why: 'unreadable'; readonly reference: Reference; readonly needs?: string }
  /** The org has no such thing. */
  | { readonly why: 'absent'; readonly reference: Reference }
  /** The value is one of several, such as a profile name that depends on the language. */
  | { readonly why: 'oneOf'; readonly reference: Reference; readonly values: readonly FormulaValue[] }
  /** It depends on the day or the time of the write. */
  | { readonly why: 'time' }
  /** It depends on whether the record is new or what of it changes. */
  | { readonly why: 'operation' }
  /** A function that is not evaluated, in upper case. */
  | { readonly why: 'function'; readonly name: string }
  /** What the platform makes of these values is not documented well enough to rely on. */
  | { readonly why: 'uncertain'; readonly name: string };

/** What a formula comes to, as far as it can be told. */
export type Evaluated =
  | { readonly known: true; readonly value: FormulaValue }
  | { readonly known: false; readonly reasons: readonly UnknownReason[] };

/** A fact of user or org that an answer rests on: without it the answer would be another one. */
export type RestsOn = {
  readonly reference: GlobalReference;
  readonly fact: Extract<Fact, { state: 'known' | 'oneOf' }>;
};

/** Whether a condition can be true in one kind of write. */
export type Judgement =
  | { readonly answer: 'always' | 'never'; readonly restsOn: readonly RestsOn[] }
  /** True for some records and writes, not for others. `on`: the fields of the record, related ones too, that decide. */
  | { readonly answer: 'depends'; readonly restsOn: readonly RestsOn[]; readonly on: readonly Reference[] }
  /** What is not known could make it any of the three. */
  | { readonly answer: 'undecided'; readonly why: readonly UnknownReason[] };

/** What a rule means to the integration (design §4). */
export type RuleVerdict = {
  readonly verdict: 'exempt' | 'unaffected' | 'blocks' | 'mayBlock' | 'unjudged';
  /** The facts of user and org that decided it. */
  readonly restsOn: readonly RestsOn[];
  /** The fields that decide, for `mayBlock`. */
  readonly on: readonly Reference[];
  /** What would have to be known, for `unjudged`. */
  readonly why: readonly UnknownReason[];
  /** The operations for which it is so: those that are refused, may be refused or could not be judged. */
  readonly operations: readonly ('create' | 'edit')[];
  /**
   * Only `unaffected`: it rests on stored records obeying the rule. A record that was saved before the rule was active and
   * breaks it is refused at its next edit, by whomever.
   */
  readonly storedRecordsObey: boolean;
  /** It is so only when automation of the org saves a new record again. */
  readonly onlyAfter: boolean;
};
