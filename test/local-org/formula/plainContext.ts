import type { FieldType, Value } from '../model/orgModel.js';
import type { FormulaContext } from './evaluateFormula.js';
import { fieldValue } from './fieldValues.js';
import { FormulaError } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';

type Values = Readonly<Record<string, Value>>;

/** A record and all around it, as data. Paths are compared without regard to case. */
export type PlainSave = {
  /**
   * Types by path: of the fields of the record (`Amount`), of those behind a lookup (`Account.Name`) and of globals
   * (`$User.Level__c`). A path without a type is of the type that its value has, and text where it has none.
   */
  types?: Readonly<Record<string, FieldType>>;
  /** The record as it is being saved. Fields behind a lookup stand under their path. */
  record: Values;
  /** As it was before; absent for a new record. */
  prior?: Values;
  user?: Values;
  profile?: Values;
  role?: Values;
  organization?: Values;
  /** Custom permissions that the user holds, by API name. */
  customPermissions?: readonly string[];
  /** What the hierarchy custom settings give this user, by `Setting__c.Field__c`. */
  settings?: Values;
  /** Custom metadata by `Type__mdt.Record.Field__c`. */
  customMetadata?: Values;
  labels?: Values;
  /** Milliseconds since 1970. */
  now?: number;
};

/** The context of a formula over plain data: for tests that try many records. */
export const plainContext = (save: PlainSave): FormulaContext => {
  const types = lowerCase(save.types ?? {});
  const typed = (path: string, value: Value | undefined): FormulaValue =>
    fieldValue(types.get(path.toLowerCase()) ?? typeOf(value), value);
  const held = new Set(save.customPermissions?.map((name) => name.toLowerCase()));
  const globals = new Map<string, Values>([
    ['$user', save.user ?? {}],
    ['$profile', save.profile ?? {}],
    ['$userrole', save.role ?? {}],
    ['$organization', save.organization ?? {}],
    ['$setup', save.settings ?? {}],
    ['$custommetadata', save.customMetadata ?? {}],
    ['$label', save.labels ?? {}],
  ]);
  const read = (values: Values, path: readonly string[]): FormulaValue => {
    const name = path.join('.');
    return typed(name, lowerCase(values).get(name.toLowerCase()));
  };
  return {
    isNew: save.prior === undefined,
    now: save.now ?? 0,
    value: (path) => {
      const [first = '', ...rest] = path;
      if (!first.startsWith('$')) return read(save.record, path);
      if (first.toLowerCase() === '$permission') return held.has(rest.join('.').toLowerCase());
      const values = globals.get(first.toLowerCase());
      if (values === undefined) throw new FormulaError(`Unknown ${first}`);
      return typed(path.join('.'), lowerCase(values).get(rest.join('.').toLowerCase()));
    },
    prior: (path) => read(save.prior ?? {}, path),
  };
};

const lowerCase = <T>(values: Readonly<Record<string, T>>): Map<string, T> =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

const typeOf = (value: Value | undefined): FieldType =>
  typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'double' : 'string';
