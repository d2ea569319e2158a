import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Fact, FieldFacts, FormulaFacts, Write } from '../../../src/automation/formula/facts.js';
import type { FormulaValue } from '../../../src/automation/formula/value.js';
import { judgeWorkflowRule } from '../../../src/automation/judgeWorkflowRule.js';
import { workflowContent } from '../../../src/org/read/automation/workflowContent.js';
import { told } from './support/told.js';

/** Workflow rules as the platform tells them (fact L18), for an integration that sends Phone and Title of leads. */

const field = (name: string, type: FieldFacts['type'], whenCreated?: FormulaValue): [string, FieldFacts] => [
  name.toLowerCase(),
  {
    name,
    type,
    maintained: false,
    required: false,
    whenCreated: whenCreated === undefined ? { state: 'unknown' } : { state: 'known', value: whenCreated },
  },
];

const factsOf = (): FormulaFacts => ({
  globals: new Map<string, Fact>([
    ['$user.bypass__c', { state: 'known', value: true }],
    ['$user.title', { state: 'known', value: 'API' }],
  ]),
  fields: new Map([
    field('Phone', 'text'),
    field('Title', 'text'),
    field('Company', 'text'),
    field('Name', 'text'),
    field('Industry', 'picklist'),
    field('Source__c', 'text', 'Web'),
    field('Note__c', 'text', null),
    field('Level__c', 'picklist', 'High'),
    field('Rank__c', 'picklist', null),
    field('Active__c', 'boolean', true),
    field('Size__c', 'number', 5),
  ]),
  userFields: new Map([['title', 'string']]),
});

const writeOf = (operation: Write['operation'], others: Write['others'] = new Set()): Write => ({
  operation,
  fields: new Set(['phone', 'title', 'name']),
  others,
});

/** Field updates that the org lists. */
const updates = [
  { name: 'Set_Phone', sobject: 'Lead', field: 'Phone', target: '' },
  { name: 'Set_Title', sobject: 'Lead', field: 'title', target: '' },
  { name: 'Set_First_Name', sobject: 'Lead', field: 'FirstName', target: '' },
  { name: 'Set_Company', sobject: 'Lead', field: 'Company', target: '' },
];

const judged = (
  row: Record<string, unknown>,
  operation: Write['operation'],
  facts = factsOf(),
  others?: Write['others'],
): string => {
  const content = workflowContent(known(row), 'Lead', known(updates));
  return told(
    judgeWorkflowRule({ id: '01Q', name: 'Rule', namespace: null, content }, facts, writeOf(operation, others)),
  );
};

const setting = (...names: string[]): object[] => names.map((name) => ({ type: 'FieldUpdate', name }));
type Item = { field: string; operation: string; value?: string; valueField?: string };
const item = (name: string, operation: string, value = '', valueField?: string): Item => ({
  field: name,
  operation,
  value,
  ...(valueField === undefined ? {} : { valueField }),
});

describe('judgement of workflow rules', () => {
  const newly = 'onCreateOrTriggeringUpdate';
  const always = 'onAllChanges';
  const banking = [item('Lead.Company', 'equals', 'Acme')];
  const phoned = [item('Lead.Phone', 'equals', '0049')];
  const cases: [title: string, row: Record<string, unknown>, operation: Write['operation'], expected: string][] = [
    [
      'of creates alone, on an edit',
      { triggerType: 'onCreateOnly', criteriaItems: banking, actions: setting('Set_Phone') },
      'edit',
      'unaffected OTHER_EVENTS',
    ],
    [
      'of creates alone, on a create',
      { triggerType: 'onCreateOnly', criteriaItems: banking, actions: setting('Set_Phone') },
      'create',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'newly met by a field that is not written, on an edit',
      { triggerType: newly, criteriaItems: banking, actions: setting('Set_Phone') },
      'edit',
      'unaffected NEVER_BY_THESE_WRITES',
    ],
    [
      'newly met by a field that must not have a value, and is not written',
      {
        triggerType: newly,
        criteriaItems: [item('Lead.Industry', 'notEqual', 'Banking')],
        actions: setting('Set_Phone'),
      },
      'edit',
      'unaffected NEVER_BY_THESE_WRITES',
    ],
    [
      'newly met by a number, of which nobody knows how it is compared',
      { triggerType: newly, criteriaItems: [item('Lead.Size__c', 'greaterThan', '5')], actions: setting('Set_Phone') },
      'edit',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'newly met, on a create',
      { triggerType: newly, criteriaItems: banking, actions: setting('Set_Phone') },
      'create',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'newly met by a field that is written',
      { triggerType: newly, criteriaItems: phoned, actions: setting('Set_Title') },
      'edit',
      'changes WORKFLOW_WRITES (title)',
    ],
    [
      'with every edit, by a field that is not written',
      { triggerType: always, criteriaItems: banking, actions: setting('Set_Phone') },
      'edit',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'that does not tell when it runs',
      { criteriaItems: banking, actions: setting('Set_Phone') },
      'edit',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'that looks at what it writes',
      { triggerType: newly, criteriaItems: phoned, actions: setting('Set_Phone') },
      'edit',
      'loops WORKFLOW_WRITES_BACK (Phone)',
    ],
    [
      'that looks at two fields that it writes, by a formula',
      {
        triggerType: always,
        formula: 'ISCHANGED(TITLE) || ISCHANGED(phone)',
        actions: setting('Set_Phone', 'Set_Title'),
      },
      'edit',
      'loops WORKFLOW_WRITES_BACK (Phone, title)',
    ],
    [
      'that looks at one of two fields that it writes',
      { triggerType: always, criteriaItems: phoned, actions: setting('Set_Title', 'Set_Phone') },
      'edit',
      'loops WORKFLOW_WRITES_BACK (Phone)',
    ],
    [
      'that writes two fields and one that is not written',
      { triggerType: always, criteriaItems: banking, actions: setting('Set_Phone', 'Set_Company', 'Set_Title') },
      'edit',
      'changes WORKFLOW_WRITES (Phone, title)',
    ],
    [
      'that writes what a written field is made of',
      { triggerType: always, criteriaItems: banking, actions: setting('Set_First_Name') },
      'edit',
      'changes WORKFLOW_WRITES (Name)',
    ],
    [
      'with a formula that is never true',
      { triggerType: always, formula: 'FALSE', actions: setting('Set_Phone') },
      'edit',
      'unaffected NEVER_BY_THESE_WRITES',
    ],
    [
      'with a formula that lets the user pass',
      { triggerType: always, formula: 'NOT($User.Bypass__c)', actions: setting('Set_Phone') },
      'edit',
      'exempt NEVER_FOR_USER ($User.Bypass__c is TRUE)',
    ],
    [
      'with criteria that let the user pass',
      { triggerType: always, criteriaItems: [item('User.Title', 'notEqual', 'API')], actions: setting('Set_Phone') },
      'edit',
      'exempt NEVER_FOR_USER ($User.Title is "API")',
    ],
    [
      'with a formula that cannot be read',
      { triggerType: always, formula: 'AND(', actions: setting('Set_Phone') },
      'edit',
      'changes WORKFLOW_WRITES (Phone)',
    ],
    [
      'with a formula that cannot be read, and nothing that it does',
      { triggerType: newly, formula: 'AND(', actions: [] },
      'edit',
      'unaffected WORKFLOW_HARMLESS',
    ],
    [
      'that tells neither criteria nor a formula',
      { triggerType: always, actions: setting('Set_Phone') },
      'edit',
      'unjudged CONTENT_UNREADABLE (criteriaItems)',
    ],
    [
      'that tells neither, and writes another field',
      { triggerType: always, actions: setting('Set_Company') },
      'edit',
      'unaffected WORKFLOW_HARMLESS',
    ],
    [
      'of which a field update is not listed',
      { triggerType: always, criteriaItems: banking, actions: setting('Set_Phone', 'Set_Other') },
      'edit',
      'unjudged WORKFLOW_UPDATES_UNKNOWN',
    ],
    [
      'that calls a flow',
      {
        triggerType: always,
        criteriaItems: banking,
        actions: [
          { type: 'Alert', name: 'Mail' },
          { type: 'FlowAction', name: 'Score' },
        ],
      },
      'edit',
      'unjudged WORKFLOW_CALLS (Score)',
    ],
    [
      'that calls a flow later',
      {
        triggerType: always,
        criteriaItems: banking,
        workflowTimeTriggers: [{ actions: [{ type: 'FlowAction', name: 'Score' }] }],
      },
      'edit',
      'unjudged WORKFLOW_CALLS (Score)',
    ],
    [
      'that sends mails and makes tasks',
      {
        triggerType: always,
        criteriaItems: banking,
        actions: [
          { type: 'Alert', name: 'Mail' },
          { type: 'Task', name: 'Call' },
        ],
      },
      'edit',
      'unaffected WORKFLOW_HARMLESS',
    ],
  ];
  for (const [title, row, operation, expected] of cases)
    it(title, () => expect(judged(row, operation)).to.equal(expected));

  it('that could not be read', () => {
    const content = gap('NOT_ANSWERED', 'WorkflowRule', 'Lead.Rule');
    const rule = { id: '01Q', name: 'Rule', namespace: null, content };
    expect(told(judgeWorkflowRule(rule, factsOf(), writeOf('edit')))).to.equal(
      'unjudged CONTENT_UNREADABLE (Lead.Rule)',
    );
  });

  it('that writes what a written field is made of, which the schema does not tell', () => {
    const row = { triggerType: always, criteriaItems: banking, actions: setting('Set_First_Name') };
    expect(judged(row, 'edit', { globals: new Map(), fields: new Map() })).to.equal('changes WORKFLOW_WRITES (name)');
  });

  it('newly met where other automation may set whatever it likes', () => {
    const row = { triggerType: newly, criteriaItems: banking, actions: setting('Set_Phone') };
    expect(judged(row, 'edit', factsOf(), 'anything')).to.equal('changes WORKFLOW_WRITES (Phone)');
    expect(judged(row, 'edit', factsOf(), new Set(['company']))).to.equal('changes WORKFLOW_WRITES (Phone)');
  });
});

describe('criteria of a workflow rule, on a new record with Source__c "Web", Level__c "High", Active__c, Size__c 5, neither Note__c nor Rank__c', () => {
  const starts = 'changes WORKFLOW_WRITES (Phone)';
  const never = 'unaffected NEVER_BY_THESE_WRITES';
  const cases: [name: string, operation: string, value: string, expected: string][] = [
    ['Source__c', 'equals', 'Web', starts],
    ['Source__c', 'equals', 'Phone', never],
    ['Source__c', 'Equals', ' Web ', starts],
    ['Source__c', 'equals', 'web', starts],
    ['Source__c', 'equals', 'Phone, Web', starts],
    ['Source__c', 'equals', 'Phone,Mail', never],
    ['Source__c', 'equals', '"Phone"', starts],
    ['Source__c', 'equals', '', never],
    ['Note__c', 'equals', '', starts],
    ['Note__c', 'equals', 'x', never],
    ['Note__c', 'equals', 'x,', starts],
    ['Source__c', 'notEqual', 'Web', never],
    ['Source__c', 'notEqual', 'Phone', starts],
    ['Source__c', 'notEqual', 'Phone, Web', never],
    ['Source__c', 'notEqual', '', starts],
    ['Source__c', 'notEqual', 'Web,', never],
    ['Note__c', 'notEqual', '', never],
    // What a blank does there is not certain.
    ['Note__c', 'notEqual', 'x', starts],
    ['Source__c', 'startsWith', 'We', starts],
    ['Source__c', 'startsWith', 'eb', never],
    ['Source__c', 'startsWith', 'Ph,We', starts],
    ['Source__c', 'startsWith', 'Ph,', starts],
    ['Note__c', 'startsWith', 'x', never],
    ['Source__c', 'contains', 'e', starts],
    ['Source__c', 'contains', 'x', never],
    ['Source__c', 'contains', 'x,', starts],
    ['Source__c', 'notContain', 'e', never],
    ['Source__c', 'notContain', 'x', starts],
    ['Source__c', 'notContain', 'x,e', never],
    ['Source__c', 'notContain', 'e,', starts],
    ['Note__c', 'notContain', 'x', starts],
    ['Source__c', 'within', 'Phone', starts],
    ['Level__c', 'equals', 'High', starts],
    ['Level__c', 'equals', 'Low', never],
    ['Level__c', 'notEqual', 'High', never],
    ['Level__c', 'equals', '', never],
    ['Rank__c', 'equals', '', starts],
    ['Rank__c', 'notEqual', '', never],
    ['Active__c', 'equals', 'True', starts],
    ['Active__c', 'notEqual', '1', starts],
    ['Active__c', 'equals', 'False', never],
    ['Active__c', 'equals', ' false ', never],
    ['Active__c', 'notEqual', 'True', never],
    ['Active__c', 'notEqual', 'False', starts],
    ['Active__c', 'equals', '0', starts],
    ['Active__c', 'contains', 'False', starts],
    // How numbers are written there is not certain.
    ['Size__c', 'equals', '6', starts],
    ['Other__c', 'equals', 'x', starts],
    ['Owner.Title', 'equals', 'x', starts],
  ];
  const rule = (criteriaItems: Item[], booleanFilter?: string): Record<string, unknown> => ({
    triggerType: 'onAllChanges',
    criteriaItems,
    actions: setting('Set_Phone'),
    ...(booleanFilter === undefined ? {} : { booleanFilter }),
  });
  for (const [name, operation, value, expected] of cases)
    it(`${name} ${operation} '${value}'`, () =>
      expect(judged(rule([item(`Lead.${name}`, operation, value)]), 'create')).to.equal(expected));

  it('that compare with another field', () =>
    expect(judged(rule([item('Lead.Source__c', 'equals', '', 'Lead.Note__c')]), 'create')).to.equal(starts));
  it('about another object', () =>
    expect(judged(rule([item('Account.Source__c', 'equals', 'Phone')]), 'create')).to.equal(starts));

  const [is, isNot] = [item('Lead.Source__c', 'equals', 'Web'), item('Lead.Source__c', 'equals', 'Phone')];
  const joined: [logic: string | undefined, items: Item[], expected: string][] = [
    [undefined, [is, isNot], never],
    ['1 OR 2', [is, isNot], starts],
    ['1 AND 2', [is, isNot], never],
    ['1 AND NOT 2', [is, isNot], starts],
    ['1 AND', [isNot], starts],
    ['2 AND 3', [isNot, isNot], starts],
  ];
  for (const [logic, items, expected] of joined)
    it(`joined by ${logic ?? 'nothing'}: ${items.length}`, () =>
      expect(judged(rule(items, logic), 'create')).to.equal(expected));
});
