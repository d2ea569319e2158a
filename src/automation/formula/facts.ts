import type { Reference } from './expression.js';
import type { FormulaValue } from './value.js';

/** A reference through `$`, such as `$User.Bypass__c`. */
export type GlobalReference = Extract<Reference, { kind: 'global' }>;

/** What is known of one thing that a formula names. */
export type Fact =
  /** The value as formulas see it (40 % is 0.4, fact V9); `null` when it is blank. */
  | { readonly state: 'known'; readonly value: FormulaValue }
  /** One of these, and nobody can tell which: a standard profile is shown by a name that depends on the language. */
  | { readonly state: 'oneOf'; readonly values: readonly FormulaValue[] }
  /** The org has no such thing. A formula that names it says nothing that can be relied on. */
  | { readonly state: 'absent' }
  /** Not read, and which user permission would let the runner read it, where one is known. */
  | { readonly state: 'unreadable'; readonly needs?: string };

/** How a field holds its values, as far as a formula tells the difference. */
export type FieldType =
  | 'text'
  | 'picklist'
  | 'multipicklist'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'id'
  | 'other';

/** What the schema says of one field of the object. */
export type FieldFacts = {
  /** As the org spells the name. */
  readonly name: string;
  readonly type: FieldType;
  /**
   * Whether the platform changes it without anybody writing it: formula and roll-up fields, auto numbers, audit fields, and
   * fields that follow from others (Probability from StageName). Such a field counts as written by every save.
   */
  readonly maintained: boolean;
  /** Whether every record has a value in it: required by the schema, or a checkbox. */
  readonly required: boolean;
  /** What a new record has in it when the field is not sent; a picklist's default value and a formula as default count. */
  readonly whenCreated: { readonly state: 'known'; readonly value: FormulaValue } | { readonly state: 'unknown' };
};

/** One kind of write that the integration does. */
export type Write = {
  readonly operation: 'create' | 'edit';
  /** The fields it may send, each with any value or not at all; keys in lower case (`keyOf`). */
  readonly fields: ReadonlySet<string>;
  /**
   * What else may be set in the same save before the rule is evaluated (before-save flows, before triggers): these fields
   * (keys in lower case), or, where it cannot be told, anything.
   */
  readonly others: ReadonlySet<string> | 'anything';
  /**
   * A save by automation of the org, of a record that the integration has just created: it sends nothing, and may not happen
   * at all. `fields`: what the integration has sent before, by key.
   */
  readonly after?: { readonly fields: ReadonlySet<string> };
};

/** The fields that the integration sends, in this save or in the one before it; keys. */
export const fieldsOfIntegration = ({ fields, after }: Write): ReadonlySet<string> => after?.fields ?? fields;

/** Everything that is known where a formula is judged. What is missing in a map is unknown, never blank. */
export type FormulaFacts = {
  /** Of user and org, by the key of the reference (`globalKey`): `$user.bypass__c`. */
  readonly globals: ReadonlyMap<string, Fact>;
  /** Fields of the object, by their name in lower case. */
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** Types of the fields of users, in the words of the API, by their name in lower case; as far as they are known. */
  readonly userFields?: ReadonlyMap<string, string>;
  /** In flows, what is known of resources, by their path in lower case. */
  readonly resources?: ReadonlyMap<string, Fact>;
  /** Without it nothing is assumed of the write: it may be any. */
  readonly write?: Write;
  /** The formula is one of a flow. What those make of blank values and of ids is less certain than for rules. */
  readonly inFlow?: boolean;
};

/** The key under which the facts hold a global: the whole reference in lower case. */
export const globalKey = (reference: GlobalReference): string =>
  [reference.global, ...reference.path].join('.').toLowerCase();
