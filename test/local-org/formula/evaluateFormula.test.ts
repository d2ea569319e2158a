import { expect } from 'chai';
import type { FieldType, Value } from '../model/orgModel.js';
import { evaluateFormula } from './evaluateFormula.js';
import { FormulaError } from './formulaValue.js';
import { parseFormula } from './parseFormula.js';
import { plainContext } from './plainContext.js';
import type { PlainSave } from './plainContext.js';

const types: Record<string, FieldType> = {
  Amount: 'currency',
  Discount: 'percent',
  Status: 'picklist',
  Tags: 'multipicklist',
  CloseDate: 'date',
  Seen: 'datetime',
  OwnerId: 'reference',
  Active: 'boolean',
  '$User.Id': 'id',
  '$User.Level__c': 'double',
};
const record: Record<string, Value> = {
  Name: 'Acme',
  Phone: null,
  Amount: null,
  Discount: 40,
  Status: 'Open',
  Tags: 'A;B',
  CloseDate: '2026-01-31',
  Seen: '2026-01-31T10:00:00.000+0000',
  OwnerId: '0055g000000EWqHAAW',
  Active: true,
  'Account.Owner.Name': 'Ada',
};
const save: PlainSave = {
  types,
  record,
  prior: { ...record, Name: 'Old', Amount: 0, Status: 'New', Tags: null },
  user: { Id: '0055g000000EWqHAAW', BypassVR__c: true, Level__c: null, Alias: 'ada' },
  profile: { Name: 'System Administrator' },
  role: { DeveloperName: 'CEO' },
  organization: { Name: 'Northwind' },
  customPermissions: ['Skip_Rules'],
  settings: { 'Bypass__c.Rules__c': true },
  customMetadata: { 'Switch__mdt.Main.On__c': false },
  now: Date.UTC(2026, 1, 1, 12),
};

const value = (formula: string, changes: Partial<PlainSave> = {}): unknown =>
  evaluateFormula(parseFormula(formula), plainContext({ ...save, ...changes }));

const isNew = (formula: string): unknown => {
  const rest = Object.fromEntries(Object.entries(save).filter(([key]) => key !== 'prior'));
  return evaluateFormula(parseFormula(formula), plainContext({ record, ...rest }));
};

const rows: Array<[formula: string, result: unknown]> = [
  // Spellings.
  ['1 == 1 && 2 != 3', true],
  ['true AND_', new FormulaError()],
  ['and(TRUE, or(False, 1 <> 2))', true],
  ['NOT true || TRUE', true],
  ['!FALSE', true],
  ['/* if */ "a" /* "b" */ & \'b\'', 'ab'],
  ['"say \\"no\\" /* here */"', 'say "no" /* here */'],
  ['{!$User.Alias} & "!"', 'ada!'],
  ['1 + 2 * 3 - 4 / 2', 5],
  ['(1 + 2) * -3', -9],
  ['2 * 3 ^ 2', 36],
  ['1 - 2 - 3', -4],
  ['0.1 + 0.2 = 0.3', true],
  ['1 + 1 > 1 = TRUE', true],
  // Blanks.
  ['ISBLANK(Phone)', true],
  ['ISNULL(Phone)', false],
  ['ISBLANK(Amount) && ISNULL(Amount)', true],
  ['ISBLANK(" ")', false],
  ['ISBLANK(Status)', false],
  ['Phone = ""', true],
  ['Phone = NULL', true],
  ['Amount > 5', null],
  ['NOT(Amount > 5)', null],
  ['Amount <> 1', null],
  ['Amount = NULL', null],
  ['OR(ISNULL(Amount), Amount <> 1)', true],
  ['AND(TRUE, Amount > 5)', false],
  ['NOT(AND(TRUE, Amount > 5))', true],
  ['NOT(OR(Amount > 5))', true],
  ['IF(Amount > 5, "a", "b")', 'b'],
  ['Amount + 1', null],
  ['BLANKVALUE(Amount, 7) + 1', 8],
  ['BLANKVALUE(Phone, "none")', 'none'],
  ['NULLVALUE(Phone, "none")', ''],
  ['LEN(Phone)', 0],
  ['LEN(Phone) <> 10', true],
  ['CONTAINS(Phone, "1")', null],
  ['NOT(CONTAINS(Phone, "1"))', null],
  ['CONTAINS(Name, "")', true],
  ['BEGINS(Name, "Ac")', true],
  ['BEGINS(Name, "ac")', false],
  ['REGEX(Phone, "[0-9]{10}")', false],
  ['REGEX("0123456789", "\\\\d{10}")', true],
  ['REGEX("x1", "\\\\d")', false],
  // Texts.
  ['Name = "acme"', false],
  ['LOWER(Name) = "acme"', true],
  ['LEFT(Name, 2) & MID(Name, 3, 1) & RIGHT(Name, 1)', 'Acme'],
  ['FIND("m", Name)', 3],
  ['SUBSTITUTE(Name, "c", "$&")', 'A$&me'],
  ['LPAD("7", 3, "0") & RPAD("7", 3, "0")', '007700'],
  ['TRIM("  a ")', 'a'],
  ['VALUE("12.5") + 1', 13.5],
  ['VALUE(Phone)', null],
  ['VALUE("x")', new FormulaError()],
  ['IFERROR(VALUE("x"), 3)', 3],
  ['ISNUMBER("1e3") && NOT(ISNUMBER(""))', true],
  ['TEXT(1.50)', '1.5'],
  // Picklists.
  ['ISPICKVAL(Status, "Open")', true],
  ['ISPICKVAL(PRIORVALUE(Status), "New")', true],
  ['TEXT(Status) = "Open"', true],
  ['Status = "Open"', new FormulaError()],
  ['CASE(Status, "New", 1, "Open", 2, 0)', 2],
  ['CASE(3, 1, "a", "b")', 'b'],
  ['INCLUDES(Tags, "B") && NOT(INCLUDES(Tags, "b"))', true],
  ['INCLUDES(PRIORVALUE(Tags), "A")', false],
  // Dates and numbers.
  ['CloseDate < TODAY()', true],
  ['TODAY() - CloseDate', 1],
  ['CloseDate + 1 = DATE(2026, 2, 1)', true],
  ['TEXT(ADDMONTHS(CloseDate, 1))', '2026-02-28'],
  ['YEAR(CloseDate) * 100 + MONTH(CloseDate)', 202601],
  ['WEEKDAY(DATE(2026, 2, 1))', 1],
  ['DATE(2026, 2, 30)', new FormulaError()],
  ['(NOW() - Seen) * 24', 26],
  ['DATEVALUE(Seen) = CloseDate', true],
  ['HOUR(TIMEVALUE(Seen))', 10],
  ['Discount > 0.35 && Discount < 1', true],
  ['ROUND(2.5, 0) + ROUND(-2.5, 0)', 0],
  ['CEILING(-2.1) + FLOOR(2.9)', -1],
  ['MAX(1, 3, 2) + MIN(1, 3, 2)', 4],
  ['MOD(7, 3)', 1],
  ['1 / 0', new FormulaError()],
  // What is not reached does not count.
  ['OR(TRUE, 1 / 0 = 1)', true],
  ['AND(FALSE, Status = "x")', false],
  ['IF(TRUE, 1, 1 / 0)', 1],
  ['"a" = 1', new FormulaError()],
  ['NOSUCH(1)', new FormulaError()],
  ['LEN()', new FormulaError()],
  // Before and after.
  ['ISNEW()', false],
  ['ISCHANGED(Name)', true],
  ['ISCHANGED(Amount)', true],
  ['ISCHANGED(CloseDate)', false],
  ['ISCHANGED(Tags)', true],
  ['PRIORVALUE(Name)', 'Old'],
  ['PRIORVALUE(Amount) = 0', true],
  ['ISCHANGED("Name")', new FormulaError()],
  // Who and where.
  ['$User.BypassVR__c', true],
  ['$USER.bypassvr__C', true],
  ['$Permission.Skip_Rules && NOT($Permission.Other)', true],
  ['$Profile.Name <> "System Administrator"', false],
  ['$UserRole.DeveloperName = "CEO"', true],
  ['$Setup.Bypass__c.Rules__c', true],
  ['$CustomMetadata.Switch__mdt.Main.On__c', false],
  ['$User.Level__c > 3', null],
  ['$User.Id = OwnerId', true],
  ['$User.Id = "0055g000000EWqHAAW"', false],
  ['CASESAFEID($User.Id) = "0055g000000EWqHAAW"', true],
  ['Account.Owner.Name', 'Ada'],
];

describe('evaluateFormula', () => {
  for (const [formula, result] of rows) {
    it(`gives ${result instanceof FormulaError ? 'an error' : JSON.stringify(result)} for ${formula}`, () => {
      if (result instanceof FormulaError) expect(() => value(formula)).to.throw(FormulaError);
      else expect(value(formula)).to.deep.equal(result);
    });
  }

  it('takes a new record for unchanged, with the values that it has (help, ISCHANGED and PRIORVALUE)', () => {
    expect(isNew('ISNEW()')).to.equal(true);
    expect(isNew('ISCHANGED(Name)')).to.equal(false);
    expect(isNew('PRIORVALUE(Name)')).to.equal('Acme');
  });

  for (const text of ['', '(', 'AND(', '1 +', '"a', '/* x', '1 2', 'a,b', '#', 'IF(1;2)']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => parseFormula(text)).to.throw(FormulaError);
    });
  }
});
