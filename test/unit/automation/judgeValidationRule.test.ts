import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Fact, FieldFacts, FormulaFacts, Write } from '../../../src/automation/formula/facts.js';
import { judgeValidationRule } from '../../../src/automation/judgeValidationRule.js';
import { told } from './support/told.js';

/** Validation rules with the words of their sentences, for an integration that creates and edits leads and sends Phone. */

const globals: ReadonlyArray<[key: string, fact: Fact]> = [
  ['$user.bypass__c', { state: 'known', value: true }],
  ['$user.title', { state: 'known', value: 'API' }],
  ['$user.division', { state: 'known', value: null }],
  ['$user.level__c', { state: 'known', value: 7 }],
  ['$user.id', { state: 'known', value: { kind: 'id', id: '0055e000001AbCdAAK' } }],
  ['$profile.name', { state: 'oneOf', values: ['Standard User', 'Standardbenutzer'] }],
  ['$permission.skip', { state: 'known', value: false }],
  ['$setup.bypass__c.rules__c', { state: 'unreadable', needs: 'ViewSetup' }],
  ['$user.gone__c', { state: 'absent' }],
];
const field = (name: string, more: Partial<FieldFacts> = {}): [string, FieldFacts] => [
  name.toLowerCase(),
  { name, type: 'text', maintained: false, required: false, whenCreated: { state: 'unknown' }, ...more },
];
const factsOf = (): FormulaFacts => ({
  globals: new Map(globals),
  fields: new Map([field('Phone'), field('Company'), field('Size__c', { type: 'number' })]),
});
const writeOf = (operation: Write['operation']): Write => ({
  operation,
  fields: new Set(['phone']),
  others: new Set(),
});
/** What automation saves again after a create: it may set Company. */
const again: Write = {
  operation: 'edit',
  fields: new Set(),
  others: new Set(['company']),
  after: { fields: new Set(['phone']) },
};

const judged = (formula: string, ...writes: Write[]): string =>
  told(judgeValidationRule({ id: '03d', name: 'Rule', namespace: null, formula: known(formula) }, factsOf(), writes));

describe('judgement of validation rules', () => {
  const cases: [formula: string, expected: string][] = [
    ['FALSE', 'exempt NEVER_TRUE'],
    ['AND($User.Bypass__c = FALSE, ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($User.Bypass__c is TRUE)'],
    ['AND($Permission.Skip, ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($Permission.Skip is FALSE)'],
    ['AND($User.Title <> "API", ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($User.Title is "API")'],
    ['AND(NOT(ISBLANK($User.Division)), ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($User.Division is blank)'],
    ['AND($User.Level__c < 5, ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($User.Level__c is 7)'],
    ['AND($User.Id <> "0055e000001AbCd", ISBLANK(Phone))', 'exempt NEVER_FOR_USER ($User.Id is 0055e000001AbCdAAK)'],
    [
      'AND(ISBLANK($Profile.Name), ISBLANK(Phone))',
      'exempt NEVER_FOR_USER ($Profile.Name is "Standard User" or "Standardbenutzer")',
    ],
    [
      'AND(OR(NOT($User.Bypass__c), $User.Title = "Boss"), ISBLANK(Phone))',
      'exempt NEVER_FOR_USER ($User.Bypass__c is TRUE, $User.Title is "API")',
    ],
    ['TRUE', 'blocks RULE_ALWAYS_TRUE (create, edit)'],
    ['ISNEW()', 'blocks RULE_ALWAYS_TRUE (create)'],
    ['AND($User.Bypass__c, NOT(ISNEW()))', 'blocks RULE_ALWAYS_TRUE (edit)'],
    ['ISBLANK(Phone)', 'mayBlock RULE_DEPENDS_ON_RECORD (Phone)'],
    ['TODAY() > DATE(2020,1,1)', 'mayBlock RULE_DEPENDS_ON_RECORD (TODAY())'],
    ['AND(ISBLANK(Phone), isclone())', 'mayBlock RULE_DEPENDS_ON_RECORD (Phone, ISCLONE())'],
    ['AND(ISBLANK(Phone), Size__c > 5)', 'mayBlock RULE_DEPENDS_ON_RECORD (Phone, Size__c)'],
    ['AND(ISCHANGED(Phone), PRIORVALUE(Phone) = "1")', 'mayBlock RULE_DEPENDS_ON_RECORD (Phone)'],
    ['AND(ISBLANK(Phone), Owner.Title = "Boss")', 'mayBlock RULE_DEPENDS_ON_RECORD (Phone, Owner.Title)'],
    ['ISCHANGED(Company)', 'unaffected NEVER_BY_THESE_WRITES'],
    ['$Setup.Bypass__c.Rules__c', 'unjudged FORMULA_UNDECIDED ($Setup.Bypass__c.Rules__c)'],
    [
      'OR($Setup.Bypass__c.Rules__c, NOT($Setup.Bypass__c.Rules__c) && $User.Gone__c)',
      'unjudged FORMULA_UNDECIDED ($Setup.Bypass__c.Rules__c, $User.Gone__c)',
    ],
    ['VLOOKUP(Phone, Phone, Phone) = "x"', 'unjudged FORMULA_UNDECIDED (VLOOKUP)'],
    ['AND(', 'unjudged FORMULA_NOT_UNDERSTOOD ()'],
    ['AND(TRUE))', 'unjudged FORMULA_NOT_UNDERSTOOD ())'],
    ['', 'unjudged FORMULA_NOT_UNDERSTOOD ()'],
  ];
  for (const [formula, expected] of cases)
    it(formula === '' ? 'an empty formula' : formula, () =>
      expect(judged(formula, writeOf('create'), writeOf('edit'))).to.equal(expected),
    );

  it('that records of which nothing is written obey', () =>
    expect(judged('ISBLANK(Company)', writeOf('edit'))).to.equal('unaffected STORED_RECORDS_OBEY'));

  it('only when automation saves a new record again', () =>
    expect(judged('ISCHANGED(Company)', writeOf('create'), again)).to.equal('mayBlock RULE_OF_SECOND_SAVE'));

  it('a formula that could not be read', () => {
    const formula = gap('NOT_ANSWERED', 'ValidationRule', 'Lead.Rule');
    expect(
      told(judgeValidationRule({ id: '03d', name: 'Rule', namespace: null, formula }, factsOf(), [writeOf('edit')])),
    ).to.equal('unjudged FORMULA_UNREADABLE (Lead.Rule)');
  });
});
