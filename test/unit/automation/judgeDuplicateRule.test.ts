import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Fact, FormulaFacts, Write } from '../../../src/automation/formula/facts.js';
import { judgeDuplicateRule } from '../../../src/automation/judgeDuplicateRule.js';
import { duplicateContent } from '../../../src/org/read/automation/duplicateContent.js';
import { told } from './support/told.js';

/** Duplicate rules of leads as the Metadata API tells them (fact L14), for a user whose Title is `API`. */

const globals = (): FormulaFacts['globals'] =>
  new Map<string, Fact>([
    ['$user.title', { state: 'known', value: 'API' }],
    ['$user.division', { state: 'known', value: null }],
    ['$user.floor__c', { state: 'known', value: 3 }],
    ['$user.gone__c', { state: 'absent' }],
    ['$user.off__c', { state: 'known', value: false }],
  ]);
const userFields = (): ReadonlyMap<string, string> =>
  new Map([
    ['title', 'string'],
    ['division', 'string'],
    ['floor__c', 'string'],
    ['gone__c', 'string'],
    ['unread__c', 'string'],
    ['off__c', 'boolean'],
  ]);

const judged = (
  row: Record<string, unknown>,
  operation: Write['operation'],
  facts: FormulaFacts = { globals: globals(), fields: new Map(), userFields: userFields() },
): string => {
  const write: Write = { operation, fields: new Set(['phone']), others: new Set() };
  const content = duplicateContent(known(row), 'Lead');
  return told(judgeDuplicateRule({ id: '0Bm', name: 'Rule', namespace: null, content }, facts, write));
};

const filtered = (item: object): Record<string, unknown> => ({
  actionOnInsert: 'Block',
  actionOnUpdate: 'Block',
  duplicateRuleFilter: { booleanFilter: null, duplicateRuleFilterItems: [{ table: 'User', sortOrder: 1, ...item }] },
});

describe('judgement of duplicate rules', () => {
  const alerts = { actionOnInsert: 'Allow', operationsOnInsert: ['Alert', 'Report'] };
  const reports = { actionOnUpdate: 'Allow', operationsOnUpdate: ['Report'] };
  const cases: [title: string, row: Record<string, unknown>, create: string, edit: string][] = [
    [
      'that alerts on creates and reports edits',
      { ...alerts, ...reports },
      'mayBlock DUPLICATES_ALERTED',
      'unaffected DUPLICATES_REPORTED',
    ],
    [
      'that alerts on creates and blocks edits',
      { ...alerts, actionOnUpdate: 'Block' },
      'mayBlock DUPLICATES_ALERTED',
      'mayBlock DUPLICATES_BLOCKED',
    ],
    [
      'that does not tell what it does on edits',
      { ...alerts },
      'unjudged CONTENT_UNREADABLE (actionOnUpdate)',
      'unjudged CONTENT_UNREADABLE (actionOnUpdate)',
    ],
    [
      'that leaves the user alone',
      filtered({ field: 'Title', operation: 'notEqual', value: 'API' }),
      'exempt NEVER_FOR_USER ($User.Title is "API")',
      'exempt NEVER_FOR_USER ($User.Title is "API")',
    ],
  ];
  for (const [title, row, create, edit] of cases)
    it(title, () => expect([judged(row, 'create'), judged(row, 'edit')]).to.deep.equal([create, edit]));

  it('that could not be read', () => {
    const rule = {
      id: '0Bm',
      name: 'Rule',
      namespace: null,
      content: gap('NOT_ANSWERED', 'DuplicateRule', 'Lead.Rule'),
    };
    const write = { operation: 'create', fields: new Set<string>(), others: new Set<string>() } as const;
    expect(told(judgeDuplicateRule(rule, { globals: new Map(), fields: new Map() }, write))).to.equal(
      'unjudged CONTENT_UNREADABLE (Lead.Rule)',
    );
  });

  const blocks = 'mayBlock DUPLICATES_BLOCKED';
  const criteria: [title: string, item: object, expected: string][] = [
    ['a text that fits', { field: 'Title', operation: 'equals', value: 'API' }, blocks],
    ['a text that is blank', { field: 'Division', operation: 'equals', value: 'Sales' }, blocks],
    ['a text that was read as a number', { field: 'Floor__c', operation: 'equals', value: '4' }, blocks],
    ['a field that the org does not have', { field: 'Gone__c', operation: 'equals', value: 'x' }, blocks],
    ['a field that was not read', { field: 'Unread__c', operation: 'equals', value: 'x' }, blocks],
    [
      'a checkbox',
      { field: 'Off__c', operation: 'notEqual', value: 'false' },
      'exempt NEVER_FOR_USER ($User.Off__c is FALSE)',
    ],
    ['a field of his manager', { field: 'Manager.Title', operation: 'notEqual', value: 'API' }, blocks],
    ['no field', { field: '', operation: 'equals', value: 'x' }, blocks],
    ['a field of another object', { table: 'Account', field: 'Title', operation: 'notEqual', value: 'API' }, blocks],
  ];
  for (const [title, item, expected] of criteria)
    it(`with criteria about the user: ${title}`, () => expect(judged(filtered(item), 'create')).to.equal(expected));

  it('with criteria about the user, where no types of fields were told', () =>
    expect(
      judged(filtered({ field: 'Title', operation: 'notEqual', value: 'API' }), 'create', {
        globals: globals(),
        fields: new Map(),
      }),
    ).to.equal(blocks));
});
