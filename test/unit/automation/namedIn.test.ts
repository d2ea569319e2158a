import { expect } from 'chai';
import type {
  Criteria,
  DuplicateRule,
  ObjectAutomation,
  RecordFlow,
  WorkflowRule,
} from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import { fieldsNamedIn, namedIn, userFieldsNamedIn } from '../../../src/automation/namedIn.js';
import { automation, recordFlow } from './support/objectAutomation.js';

/** What has to be read of user, org and object before the automation of the object can be judged. */

const unread = gap('NOT_ANSWERED', 'Part', 'x');
const own = { id: '01Q', name: 'Rule', namespace: null };

const rules = (...formulas: string[]): Partial<ObjectAutomation> => ({
  validationRules: known(formulas.map((formula) => ({ ...own, formula: known(formula) }))),
});
const workflow = (formula: string | null, criteria: Criteria | null): WorkflowRule => ({
  ...own,
  content: known({ sobject: 'Lead', onUpdate: 'always', formula, criteria, actions: [], writes: [] }),
});
const duplicates = (criteria: Criteria): DuplicateRule => ({
  ...own,
  content: known({ onInsert: 'block', onUpdate: 'block', criteria }),
});
const criteria = (...named: [of: Criteria['all'][number]['of'], field: string][]): Criteria => ({
  logic: 'and',
  all: named.map(([of, field]) => ({ of, field, operation: 'equals', value: 'x', valueField: '' })),
});
const decision = (...left: string[]): object => ({
  name: 'Who',
  rules: left.map((leftValueReference) => ({
    conditions: [{ leftValueReference, operator: 'EqualTo', rightValue: { stringValue: 'x' } }],
  })),
});
const start = { triggerType: 'RecordAfterSave' };
const flow = (more: Record<string, unknown>, ...left: string[]): RecordFlow =>
  recordFlow({ ...start, ...more }, { decisions: [decision(...left)], customErrors: [{ name: 'Err' }] });

type Named = { globals: string[]; fields: string[]; userFields: string[] };
const named = (of: Partial<ObjectAutomation>): Named => {
  const one = automation(of);
  return {
    globals: namedIn([one]).map(({ global, path }) => [global, ...path].join('.')),
    fields: fieldsNamedIn(one),
    userFields: userFieldsNamedIn([one]),
  };
};

describe('what the automation of an object names', () => {
  const cases: [title: string, of: () => Partial<ObjectAutomation>, expected: Named][] = [
    ['nothing', () => ({}), { globals: [], fields: [], userFields: [] }],
    [
      'nothing that could be read',
      () => ({
        validationRules: unread,
        flows: unread,
        processes: unread,
        workflowRules: unread,
        duplicateRules: unread,
      }),
      { globals: [], fields: [], userFields: [] },
    ],
    [
      'rules, flows and processes of which the content could not be read',
      () => ({
        validationRules: known([{ ...own, formula: unread }]),
        flows: known([{ ...own, label: '', definition: unread }]),
        processes: known([{ ...own, label: '', definition: unread, sobject: known('Lead') }]),
        workflowRules: known([{ ...own, content: unread }]),
        duplicateRules: known([{ ...own, content: unread }]),
      }),
      { globals: [], fields: [], userFields: [] },
    ],
    [
      'validation rules, each thing once, whatever its case',
      () =>
        rules(
          'AND($User.Bypass__c, ISBLANK(Phone), $Profile.Name = "x")',
          'AND($USER.BYPASS__C, ISBLANK(PHONE), $Permission.Skip, ISBLANK(Fax))',
        ),
      {
        globals: ['$User.Bypass__c', '$Profile.Name', '$Permission.Skip'],
        fields: ['PHONE', 'Fax'],
        userFields: ['Bypass__c'],
      },
    ],
    [
      'a validation rule that cannot be read, beside one that can',
      () => rules('AND($User.Bypass__c', 'ISBLANK(Phone)'),
      { globals: [], fields: ['Phone'], userFields: [] },
    ],
    [
      'a field of whoever manages the user',
      () => rules('$User.Manager.Title = "Boss"'),
      { globals: ['$User.Manager.Title'], fields: [], userFields: ['Title'] },
    ],
    [
      'two that name the same field of users',
      () => rules('$User.Manager.Title = $User.Title'),
      { globals: ['$User.Manager.Title', '$User.Title'], fields: [], userFields: ['Title'] },
    ],
    [
      'a flow: its filters, its formula and its decisions',
      () => ({
        flows: known([
          flow(
            {
              filters: [{ field: 'Phone', operator: 'IsNull', value: { booleanValue: true } }],
              filterFormula: '{!$Permission.Skip}',
            },
            '$User.Title',
            '$Record.Industry',
          ),
        ]),
      }),
      { globals: ['$Permission.Skip', '$User.Title'], fields: ['Phone', 'Industry'], userFields: ['Title'] },
    ],
    [
      'a flow that starts without conditions',
      () => ({ flows: known([flow({}, '$Profile.Name')]) }),
      { globals: ['$Profile.Name'], fields: [], userFields: [] },
    ],
    [
      'a process',
      () => ({ processes: known([{ ...flow({}, '$Profile.Name', '$Record.Fax'), sobject: known('Lead') }]) }),
      { globals: ['$Profile.Name'], fields: ['Fax'], userFields: [] },
    ],
    [
      'workflow rules, by a formula and by criteria',
      () => ({
        workflowRules: known([
          workflow('$User.Off__c || ISCHANGED(Fax)', null),
          workflow(null, criteria(['user', 'Title'], ['record', 'Phone'])),
          workflow(null, null),
        ]),
      }),
      { globals: ['$User.Off__c', '$User.Title'], fields: ['Fax', 'Phone'], userFields: ['Off__c', 'Title'] },
    ],
    [
      'duplicate rules',
      () => ({ duplicateRules: known([duplicates(criteria(['user', 'Title'], ['record', 'Phone']))]) }),
      { globals: ['$User.Title'], fields: ['Phone'], userFields: ['Title'] },
    ],
    [
      'criteria about other records, and about nothing',
      () => ({
        duplicateRules: known([
          duplicates(
            criteria(
              ['other', 'Name'],
              ['record', 'Owner.Title'],
              ['user', 'Manager.Title'],
              ['record', ''],
              ['user', ''],
              ['record', 'Fax'],
            ),
          ),
        ]),
      }),
      { globals: [], fields: ['Fax'], userFields: [] },
    ],
  ];
  for (const [title, of, expected] of cases) it(title, () => expect(named(of())).to.deep.equal(expected));

  it('of two objects, each thing once', () => {
    const both = [automation(rules('$User.Title = "x"')), automation(rules('$user.title = $Profile.Name'))];
    expect(namedIn(both)).to.deep.equal([
      { kind: 'global', global: '$User', path: ['Title'] },
      { kind: 'global', global: '$Profile', path: ['Name'] },
    ]);
    expect(userFieldsNamedIn(both)).to.deep.equal(['Title']);
  });
});
