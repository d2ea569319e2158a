/** Random facts around a formula: what a user has, what of it is known, what is written; and random saves that agree with it. */
import fc from 'fast-check';
import type { Fact, FieldFacts, FieldType, FormulaFacts, Write } from '../../../../src/automation/formula/facts.js';
import type { FormulaValue } from '../../../../src/automation/formula/value.js';
import { dateOf } from '../../../../src/automation/formula/value.js';
import type { PlainSave } from '../../../local-org/formula/plainContext.js';
import type { FieldName, GlobalName } from './randomFormula.js';
import { datePool, globalNames, idPool, numberPool, objectFields, picklistPool, textPool } from './randomFormula.js';

type Plain = string | number | boolean | null;

/** Values by type; blanks as null. */
const pools: Readonly<Record<string, readonly Plain[]>> = {
  string: textPool.map((text) => (text === '' ? null : text)),
  picklist: picklistPool.map((value) => (value === '' ? null : value)),
  multipicklist: [null, 'a', 'a;b', 'b;Web'],
  double: [null, ...numberPool],
  boolean: [true, false],
  date: [null, ...datePool],
  reference: [null, ...idPool],
  id: idPool,
};
const valueOfType = (type: string): fc.Arbitrary<Plain> => fc.constantFrom(...(pools[type] ?? [null]));

const kinds: Readonly<Record<string, FieldType>> = { string: 'text', double: 'number', reference: 'id' };

const formulaValue = (type: string, value: Plain): FormulaValue => {
  if (type !== 'date' || typeof value !== 'string') return value;
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  return dateOf(year, month, day) ?? null;
};

const eachOf = <K extends string, T>(
  names: Readonly<Record<K, string>>,
  of: (type: string, name: K) => fc.Arbitrary<T>,
): fc.Arbitrary<Record<K, T>> =>
  fc.record(
    Object.fromEntries(Object.entries<string>(names).map(([name, type]) => [name, of(type, name as K)])) as {
      [P in K]: fc.Arbitrary<T>;
    },
  ) as fc.Arbitrary<Record<K, T>>;

export type GlobalValues = Readonly<Record<GlobalName, Plain>>;
export type RecordValues = Readonly<Record<FieldName, Plain>>;

/** Everything that a user can have. */
export const randomGlobals: fc.Arbitrary<GlobalValues> = eachOf(globalNames, (type) => valueOfType(type));
/** Any record; every record has a company. */
export const randomRecord: fc.Arbitrary<RecordValues> = eachOf(objectFields, (type, name) =>
  name === 'Company' ? fc.constantFrom('a', 'b', 'Web') : valueOfType(type),
);

const defaultOf = (type: string, name: FieldName): fc.Arbitrary<Plain> =>
  name === 'Company' || type === 'reference'
    ? fc.constant(null)
    : fc.oneof(fc.constant(type === 'boolean' ? false : null), valueOfType(type));

export type World = {
  readonly globals: GlobalValues;
  /** What is known of each. */
  readonly knowledge: Readonly<Record<GlobalName, 'known' | 'unreadable' | 'oneOf'>>;
  readonly other: GlobalValues;
  readonly defaults: RecordValues;
  readonly defaultsKnown: boolean;
  readonly operations: readonly ('create' | 'edit')[];
  readonly written: readonly FieldName[];
  readonly others: readonly FieldName[] | 'anything';
};

const fieldNames = Object.keys(objectFields) as FieldName[];
const some = (max: number): fc.Arbitrary<FieldName[]> =>
  fc.uniqueArray(fc.constantFrom(...fieldNames), { maxLength: max });

/** A user, what is known of the user, and what the integration does. */
export const randomWorld: fc.Arbitrary<World> = fc.record({
  globals: randomGlobals,
  knowledge: eachOf(globalNames, () => fc.constantFrom('known', 'known', 'known', 'unreadable', 'oneOf')),
  other: randomGlobals,
  defaults: eachOf(objectFields, defaultOf),
  defaultsKnown: fc.constantFrom(true, true, false),
  operations: fc.constantFrom<readonly ('create' | 'edit')[]>(['create'], ['edit'], ['create', 'edit']),
  written: some(5),
  others: fc.oneof({ weight: 4, arbitrary: some(2) }, { weight: 1, arbitrary: fc.constant('anything' as const) }),
});

/** Score__c follows other fields; it counts as written by every save. */
const isMaintained = (name: FieldName): boolean => name === 'Score__c';

const factOf = ({ globals, knowledge, other }: World, name: GlobalName): Fact => {
  const type = globalNames[name];
  const value = formulaValue(type, globals[name]);
  if (knowledge[name] === 'unreadable') return { state: 'unreadable' };
  return knowledge[name] === 'known'
    ? { state: 'known', value }
    : { state: 'oneOf', values: [formulaValue(type, other[name]), value] };
};

/** What is known, in the words of the product. */
export const factsOf = (world: World): FormulaFacts => ({
  globals: new Map((Object.keys(globalNames) as GlobalName[]).map((name) => [name.toLowerCase(), factOf(world, name)])),
  fields: new Map(
    fieldNames.map((name): [string, FieldFacts] => {
      const type = objectFields[name];
      return [
        name.toLowerCase(),
        {
          name,
          type: kinds[type] ?? (type as FieldType),
          maintained: isMaintained(name),
          required: name === 'Company' || type === 'boolean',
          whenCreated:
            world.defaultsKnown && name !== 'OwnerId' && name !== 'Company'
              ? { state: 'known', value: formulaValue(type, world.defaults[name]) }
              : { state: 'unknown' },
        },
      ];
    }),
  ),
});

/** What the integration does, in the words of the product. */
export const writesOf = ({ operations, written, others }: World): Write[] =>
  operations.map((operation) => ({
    operation,
    fields: new Set(written.map((name) => name.toLowerCase())),
    others: others === 'anything' ? others : new Set(others.map((name) => name.toLowerCase())),
  }));

/** The dice of one save. */
export type Throw = {
  readonly stored: RecordValues;
  readonly sent: RecordValues;
  readonly globals: GlobalValues;
  readonly sends: readonly boolean[];
  readonly choice: number;
};
export const randomThrow: fc.Arbitrary<Throw> = fc.record({
  stored: randomRecord,
  sent: randomRecord,
  globals: randomGlobals,
  sends: fc.array(fc.boolean(), { minLength: fieldNames.length, maxLength: fieldNames.length }),
  choice: fc.nat(1_000_000),
});

/** A user that agrees with what is known: what is not known may be anything. */
const userOf = (world: World, dice: Throw): GlobalValues =>
  Object.fromEntries(
    (Object.keys(globalNames) as GlobalName[]).map((name) => {
      const knowledge = world.knowledge[name];
      if (knowledge === 'known') return [name, world.globals[name]];
      if (knowledge === 'oneOf') return [name, dice.choice % 2 === 0 ? world.globals[name] : world.other[name]];
      return [name, dice.globals[name]];
    }),
  ) as unknown as GlobalValues;

const under = (globals: GlobalValues, global: string): Record<string, Plain> =>
  Object.fromEntries(
    Object.entries(globals)
      .filter(([name]) => name.startsWith(`${global}.`))
      .map(([name, value]) => [name.slice(global.length + 1), value]),
  );

/** One save, as the independent evaluator takes it. */
export const saveOf = (globals: GlobalValues, record: RecordValues, prior: RecordValues | undefined): PlainSave => ({
  types: { ...objectFields, ...globalNames },
  record,
  ...(prior === undefined ? {} : { prior }),
  user: under(globals, '$User'),
  profile: under(globals, '$Profile'),
  role: under(globals, '$UserRole'),
  organization: under(globals, '$Organization'),
  settings: under(globals, '$Setup'),
  customMetadata: under(globals, '$CustomMetadata'),
  customPermissions: Object.entries(under(globals, '$Permission')).flatMap(([name, held]) =>
    held === true ? [name] : [],
  ),
  now: Date.UTC(2026, 10, 28),
});

/** A save of the integration: what it writes and what else may be set has any value, the rest is as stored or as created. */
export const integrationSave = (world: World, dice: Throw, operation: 'create' | 'edit'): PlainSave => {
  const before: RecordValues = operation === 'edit' ? dice.stored : world.defaults;
  const mayChange = (name: FieldName): boolean =>
    world.others === 'anything' ||
    world.written.includes(name) ||
    world.others.includes(name) ||
    isMaintained(name) ||
    (operation === 'create' && (!world.defaultsKnown || name === 'OwnerId'));
  const record = Object.fromEntries(
    fieldNames.map((name, at) => {
      const sends = dice.sends[at] === true && mayChange(name);
      const needed = operation === 'create' && name === 'Company';
      return [name, sends || needed ? dice.sent[name] : before[name]];
    }),
  ) as unknown as RecordValues;
  return saveOf(userOf(world, dice), record, operation === 'edit' ? dice.stored : undefined);
};

/** Any save of this user, whatever is written. */
export const anySave = (world: World, dice: Throw): PlainSave =>
  saveOf(userOf(world, dice), dice.sent, dice.choice % 3 === 0 ? undefined : dice.stored);

/** How the stored record came to be: somebody saved it as it is, one day, after any other state or none. */
export const earlierSave = (dice: Throw): PlainSave => ({
  ...saveOf(dice.globals, dice.stored, dice.choice % 3 === 0 ? undefined : dice.sent),
  now: Date.UTC(2019 + (dice.choice % 8), dice.choice % 12, 1),
});
