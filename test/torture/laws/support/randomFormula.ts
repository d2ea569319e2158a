/** Random formulas of validation rules over one object: typed, so that most of them are formulas to the platform too. */
import fc from 'fast-check';

/** Fields by type, as the embedded org names the types. */
export const objectFields = {
  Phone: 'string',
  Website: 'string',
  Fax__c: 'string',
  Company: 'string',
  LeadSource: 'picklist',
  Status: 'picklist',
  Regions__c: 'multipicklist',
  Amount__c: 'double',
  Budget__c: 'double',
  Score__c: 'double',
  Locked__c: 'boolean',
  Approved__c: 'boolean',
  Start__c: 'date',
  Until__c: 'date',
  OwnerId: 'reference',
} as const;
export type FieldName = keyof typeof objectFields;

/** What a formula may name of user and org, by type. */
export const globalNames = {
  '$User.Bypass__c': 'boolean',
  '$User.Level__c': 'double',
  '$User.Title': 'string',
  '$User.Until__c': 'date',
  '$User.Id': 'id',
  '$Profile.Name': 'string',
  '$UserRole.Name': 'string',
  '$Permission.Bypass': 'boolean',
  '$Permission.Manage': 'boolean',
  '$Setup.Switch__c.Off__c': 'boolean',
  '$Setup.Switch__c.Objects__c': 'string',
  '$CustomMetadata.Rule__mdt.Lead.Off__c': 'boolean',
  '$Organization.Name': 'string',
} as const;
export type GlobalName = keyof typeof globalNames;

const named = <T extends string>(names: Readonly<Record<string, string>>, ...types: readonly string[]): T[] =>
  Object.keys(names).filter((name) => types.includes(names[name] ?? '')) as T[];

/** Few values, so that what is compared is often equal. */
export const textPool = ['', 'a', 'b', 'ab', 'Web', 'web', 'a;b', ' a'];
export const picklistPool = ['', 'Web', 'Phone', 'web'];
export const numberPool = [0, 1, 2, 5, 10, -3, 0.5];
export const datePool = ['2020-01-01', '2024-02-29', '2026-11-28', '2031-05-05'];
export const idPool = ['0055e000001AbCdAAK', '0055e000001XyZwAAK', '0055e000001abcdAAK'];

const quoted = (text: string): fc.Arbitrary<string> => fc.constantFrom(`"${text}"`, `'${text}'`);
const textLiteral = fc.constantFrom(...textPool).chain(quoted);
const picklistLiteral = fc.constantFrom(...picklistPool).chain(quoted);
const numberLiteral = fc.constantFrom(...numberPool).map((value) => (value < 0 ? `(${value})` : String(value)));
const dateLiteral = fc.constantFrom(...datePool).map((date) => `DATE(${date.split('-').map(Number).join(', ')})`);
const idLiteral = fc.constantFrom(...idPool).map((id) => `"${id.slice(0, 15)}"`);
const cased = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(name, name, name.toLowerCase(), name.toUpperCase());
const reference = (...names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names).chain(cased);
const fieldOf = (...types: readonly string[]): fc.Arbitrary<string> => reference(...named(objectFields, ...types));
const globalOf = (...types: readonly string[]): fc.Arbitrary<string> => reference(...named(globalNames, ...types));
const blank = fc.constantFrom('', '', '', ' ', '\n', ' /* x && TRUE */ ');

/** A call, its name in any case, blanks and comments where they may stand. */
const call = (name: string, ...args: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc
    .tuple(cased(name), blank, fc.tuple(...args), blank)
    .map(([it, gap, all, end]) => `${it}${gap}(${all.join(`,${end}`)})`);
const infix = (
  left: fc.Arbitrary<string>,
  operators: readonly string[],
  right: fc.Arbitrary<string>,
): fc.Arbitrary<string> =>
  fc
    .tuple(left, fc.constantFrom(...operators), right, blank)
    .map(([a, operator, b, gap]) => `(${a} ${operator}${gap} ${b})`);

type Kinds = { truth: string; atom: string; text: string; number: string; date: string };

const { truth, atom } = fc.letrec<Kinds>((tie) => {
  const of = (kind: keyof Kinds): fc.Arbitrary<string> => tie(kind) as fc.Arbitrary<string>;
  const [condition, text, number, date] = [of('truth'), of('text'), of('number'), of('date')];
  const leaf = (...all: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.oneof(...all);
  const size = { depthSize: 'small', withCrossShrink: true } as const;
  const picklist = fc.oneof(fieldOf('picklist'), call('PRIORVALUE', fieldOf('picklist')));
  const choice = (result: fc.Arbitrary<string>): fc.Arbitrary<string>[] => [
    call('IF', condition, result, result),
    call('CASE', text, textLiteral, result, textLiteral, result, result),
    call('CASE', fieldOf('picklist'), picklistLiteral, result, picklistLiteral, result, result),
    call('CASE', number, numberLiteral, result, result),
    call('BLANKVALUE', result, result),
    call('NULLVALUE', result, result),
  ];
  const atoms = leaf(
    fieldOf('boolean'),
    globalOf('boolean'),
    call('ISBLANK', fieldOf('string', 'double', 'date', 'multipicklist', 'reference')),
    call('ISNULL', fieldOf('double', 'date', 'string')),
    call('ISPICKVAL', picklist, picklistLiteral),
    call('ISCHANGED', reference(...Object.keys(objectFields))),
    call('INCLUDES', fieldOf('multipicklist'), textLiteral),
    fc.constantFrom('ISNEW()', 'isNew ( )', 'TRUE', 'false'),
    infix(call('TEXT', picklist), ['=', '<>', '!='], picklistLiteral),
    infix(fieldOf('reference'), ['=', '<>'], fc.oneof(idLiteral, globalOf('id'))),
    infix(globalOf('id'), ['=', '<>'], idLiteral),
    infix(fieldOf('string'), ['=', '==', '<>', '!='], textLiteral),
    infix(globalOf('string'), ['=', '<>'], textLiteral),
    infix(fieldOf('double'), ['=', '<>', '<', '>='], numberLiteral),
  );
  return {
    atom: atoms,
    truth: fc.oneof(
      size,
      { arbitrary: atoms, weight: 5 },
      { arbitrary: call('AND', condition, condition), weight: 3 },
      { arbitrary: call('AND', condition, condition, condition), weight: 2 },
      { arbitrary: call('OR', condition, condition), weight: 3 },
      { arbitrary: call('NOT', condition), weight: 3 },
      { arbitrary: infix(condition, ['&&', '||'], condition), weight: 4 },
      { arbitrary: condition.map((it) => `!${it}`), weight: 1 },
      { arbitrary: call('IF', condition, condition, condition), weight: 2 },
      { arbitrary: infix(condition, ['=', '<>'], condition), weight: 1 },
      { arbitrary: infix(text, ['=', '==', '<>', '!='], text), weight: 2 },
      { arbitrary: infix(number, ['=', '<>', '<', '<=', '>', '>='], number), weight: 2 },
      { arbitrary: infix(date, ['=', '<>', '<', '<=', '>', '>='], date), weight: 1 },
      { arbitrary: call('CONTAINS', text, text), weight: 1 },
      { arbitrary: call('BEGINS', text, text), weight: 1 },
      { arbitrary: call('ISBLANK', fc.oneof(text, number, date)), weight: 1 },
      { arbitrary: call('ISNULL', fc.oneof(text, number, date)), weight: 1 },
      { arbitrary: call('ISNUMBER', text), weight: 1 },
      {
        arbitrary: call('REGEX', text, fc.constantFrom('"[a-z]+"', '"a.*"', '"(a|b)+"', '"\\\\d{1,2}"', '""')),
        weight: 1,
      },
    ),
    text: fc.oneof(
      size,
      { arbitrary: leaf(textLiteral, fieldOf('string'), globalOf('string'), call('TEXT', picklist)), weight: 6 },
      call('PRIORVALUE', fieldOf('string')),
      call('LEFT', text, numberLiteral),
      call('RIGHT', text, numberLiteral),
      call('MID', text, numberLiteral, numberLiteral),
      call('UPPER', text),
      call('LOWER', text),
      call('TRIM', text),
      call('SUBSTITUTE', text, textLiteral, textLiteral),
      call('TEXT', fc.oneof(number, date)),
      infix(text, ['&', '+'], text),
      ...choice(text),
    ),
    number: fc.oneof(
      size,
      { arbitrary: leaf(numberLiteral, fieldOf('double'), globalOf('double')), weight: 6 },
      call('PRIORVALUE', fieldOf('double')),
      call('LEN', text),
      call('VALUE', fc.oneof(fc.constantFrom('"12"', '"5"', '"x"'), text)),
      call('ABS', number),
      call('MOD', number, number),
      call('MAX', number, number),
      call('MIN', number, number),
      call('ROUND', number, fc.constant('0')),
      call('FLOOR', number),
      call('CEILING', number),
      call('YEAR', date),
      call('WEEKDAY', date),
      infix(number, ['+', '-', '*', '/'], number),
      infix(date, ['-'], date),
      number.map((it) => `-${it}`),
      ...choice(number),
    ),
    date: fc.oneof(
      size,
      { arbitrary: leaf(dateLiteral, fieldOf('date'), globalOf('date'), fc.constant('TODAY()')), weight: 6 },
      call('PRIORVALUE', fieldOf('date')),
      call('ADDMONTHS', date, fc.constantFrom('1', '-13')),
      infix(date, ['+', '-'], fc.constantFrom('1', '30')),
      ...choice(date),
    ),
  };
});

/** The same condition more than once: what holds of one place holds of the other. */
const twice = fc
  .tuple(
    atom,
    fc.constantFrom(
      'A || NOT(A)',
      'A && NOT(A)',
      'IF(A, NOT(A), A)',
      'NOT(A) || !NOT(A)',
      'OR(A, B, !A)',
      'A = NOT(A)',
    ),
    atom,
  )
  .map(([a, form, b]) => form.replaceAll(/\b[AB]\b/g, (letter) => (letter === 'A' ? a : b)));
/** Short ones, in which each part counts. */
const short = fc
  .tuple(
    atom,
    fc.constantFrom('A', 'NOT(A)', 'A && B', 'NOT(A) && B', 'AND(NOT(A), NOT(B))', 'A || B', 'NOT(A || B)'),
    atom,
  )
  .map(([a, form, b]) => form.replaceAll(/\b[AB]\b/g, (letter) => (letter === 'A' ? a : b)));

/** The text of a condition. */
export const randomFormula: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: truth, weight: 4 },
  { arbitrary: short, weight: 3 },
  { arbitrary: twice, weight: 2 },
);
