import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { Fact } from '../../../src/automation/formula/facts.js';
import { judgeDuplicateRule } from '../../../src/automation/judgeDuplicateRule.js';
import { judgeWorkflowRule } from '../../../src/automation/judgeWorkflowRule.js';
import { duplicateContent } from '../../../src/org/read/automation/duplicateContent.js';
import { workflowContent } from '../../../src/org/read/automation/workflowContent.js';

const named = { id: '0Bm', name: 'Rule', namespace: null };

/** The user who saves: values and types of his fields. */
const user: ReadonlyArray<[field: string, type: string, value: string | boolean]> = [
  ['title', 'string', 'API'],
  ['department', 'string', 'Sales'],
  ['mail__c', 'email', 'a@b.example'],
  ['starts__c', 'time', '10:00:00.000Z'],
  ['languagelocalekey', 'picklist', 'en_US'],
  ['country', 'string', 'DE'],
  ['off__c', 'boolean', false],
  ['untold__c', '', 'x'],
];
const facts = {
  globals: new Map<string, Fact>(user.map(([field, , value]) => [`$user.${field}`, { state: 'known', value }])),
  fields: new Map(),
  userFields: new Map(user.flatMap(([field, type]) => (type === '' ? [] : [[field, type] as const]))),
};
const write = { operation: 'create', fields: new Set(['phone']), others: new Set<string>() } as const;

type Item = { table?: string; field: string; value: string; operation?: string; sortOrder?: number | string };

const duplicates = (booleanFilter: string | null, items: readonly Item[]): string => {
  const row = {
    actionOnInsert: 'Block',
    actionOnUpdate: 'Block',
    duplicateRuleFilter: {
      booleanFilter,
      duplicateRuleFilterItems: items.map((item) => ({ table: 'User', operation: 'equals', ...item })),
    },
  };
  return judgeDuplicateRule({ ...named, content: duplicateContent(known(row), 'Lead') }, facts, write).verdict;
};

describe('criteria of a duplicate rule that are joined by their numbers', () => {
  const title = (value: string, sortOrder?: number | string): Item => ({
    field: 'Title',
    value,
    ...(sortOrder === undefined ? {} : { sortOrder }),
  });
  const status: Item = { table: 'Lead', field: 'Status', value: 'A', sortOrder: 1 };
  const cases: [title: string, logic: string | null, items: Item[], verdict: string][] = [
    ['in another order than their numbers', '1 AND (2 OR 3)', [title('X', 2), status, title('API', 3)], 'mayBlock'],
    ['by numbers that are texts', '1 AND (2 OR 3)', [title('X', '2'), status, title('API', '3')], 'mayBlock'],
    ['that leave the user alone', '1 AND (2 OR 3)', [title('X', 2), status, title('Y', 3)], 'exempt'],
    ['in an order that is not told', '1 AND (2 OR 3)', [title('X'), title('Y'), title('Z')], 'mayBlock'],
    ['of which two have one number', '1 AND 2', [title('X', 1), title('Y', 1)], 'mayBlock'],
    ['with a number that is left out', '1 AND 2', [title('X', 1), title('Y', 3)], 'mayBlock'],
    ['without a logic, where the order does not matter', null, [title('X'), title('API')], 'exempt'],
  ];
  for (const [name, logic, items, verdict] of cases) it(name, () => expect(duplicates(logic, items)).to.equal(verdict));
});

describe('criteria about the user who saves', () => {
  const cases: [title: string, item: Item, verdict: string][] = [
    ['a text that is another', { field: 'Department', value: 'Office' }, 'exempt'],
    ['a mail that is another', { field: 'Mail__c', value: 'c@d.example' }, 'exempt'],
    ['a checkbox', { field: 'Off__c', value: 'True' }, 'exempt'],
    ['a time, written as people do', { field: 'Starts__c', value: '10:00 AM' }, 'mayBlock'],
    ['a picklist, by its label', { field: 'LanguageLocaleKey', value: 'English' }, 'mayBlock'],
    ['a country, which may be a picklist', { field: 'Country', value: 'Germany' }, 'mayBlock'],
    [
      'a picklist that must not be the value',
      { field: 'LanguageLocaleKey', operation: 'notEqual', value: 'en_US' },
      'mayBlock',
    ],
    ['a field of a type that nobody told', { field: 'Untold__c', value: 'y' }, 'mayBlock'],
  ];
  for (const [name, item, verdict] of cases) it(name, () => expect(duplicates(null, [item])).to.equal(verdict));
});

describe('a workflow rule that tells neither criteria nor a formula', () => {
  const updates = known([{ name: 'Set', sobject: 'Lead', field: 'Phone', target: '' }]);
  const judged = (more: Record<string, unknown>, operation: 'create' | 'edit', name = 'Set'): string => {
    const row = { triggerType: 'onCreateOrTriggeringUpdate', actions: [{ type: 'FieldUpdate', name }], ...more };
    const content = workflowContent(known(row), 'Lead', updates);
    return judgeWorkflowRule({ ...named, content }, facts, { ...write, operation }).verdict;
  };
  const titled = { criteriaItems: [{ field: 'User.Title', operation: 'equals', value: 'API' }] };
  const cases: [title: string, more: Record<string, unknown>, operation: 'create' | 'edit', verdict: string][] = [
    ['on updates that newly meet them', {}, 'edit', 'unjudged'],
    ['on creates', {}, 'create', 'unjudged'],
    ['with an empty list and no formula', { criteriaItems: [], formula: null }, 'edit', 'unjudged'],
    ['never on updates', { triggerType: 'onCreateOnly' }, 'edit', 'unaffected'],
    ['and does nothing to the record', { actions: [] }, 'edit', 'unaffected'],
    ['but one that tells criteria is judged', titled, 'create', 'changes'],
    ['and one that tells a formula', { formula: 'FALSE' }, 'create', 'unaffected'],
  ];
  for (const [name, more, operation, verdict] of cases)
    it(name, () => expect(judged(more, operation)).to.equal(verdict));
});
