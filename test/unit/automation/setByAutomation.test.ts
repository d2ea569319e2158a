import { expect } from 'chai';
import type { ObjectAutomation, WorkflowContent, WorkflowRule } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Write } from '../../../src/automation/formula/facts.js';
import { setAfterCreate, setByAutomation } from '../../../src/automation/setByAutomation.js';
import { automation, recordFlow } from './support/objectAutomation.js';

const start = { name: 'Start', triggerType: 'RecordAfterSave', connector: { targetReference: 'Do' } };
const set = (elements: Record<string, unknown>): string[] | 'anything' => {
  const fields = setByAutomation(automation({ flows: known([recordFlow(start, elements)]) }), 'edit');
  return fields === 'anything' ? fields : [...fields].sort();
};
const task = { name: 'Do', object: 'Task', inputAssignments: [{ field: 'Subject', value: { stringValue: 'Call' } }] };

describe('fields that the automation of an object may set', () => {
  const cases: [title: string, elements: Record<string, unknown>, expected: string[] | 'anything'][] = [
    ['a flow that does nothing', {}, []],
    [
      'an update of the record itself',
      {
        recordUpdates: [{ name: 'Do', inputReference: '$Record', inputAssignments: [{ field: 'Rating', value: {} }] }],
      },
      ['rating'],
    ],
    [
      'an update of the record itself in a field that others follow',
      {
        recordUpdates: [
          {
            name: 'Do',
            inputReference: '$Record',
            inputAssignments: [{ field: 'State', value: {} }, { field: 'LastName' }],
          },
        ],
      },
      ['lastname', 'name', 'state', 'statecode'],
    ],
    ['an update of other records', { recordUpdates: [{ ...task, filters: [] }] }, 'anything'],
    ['other records are made', { recordCreates: [task] }, 'anything'],
    ['other records are deleted', { recordDeletes: [{ name: 'Do', object: 'Task', filters: [] }] }, 'anything'],
    [
      'a field is filled by what is looked up',
      {
        recordLookups: [
          { name: 'Do', object: 'User', outputAssignments: [{ assignToReference: '$Record.Phone', field: 'Phone' }] },
        ],
      },
      ['phone'],
    ],
  ];
  const more: [title: string, elements: Record<string, unknown>, expected: string[] | 'anything'][] = [
    ['something that is not looked into', { actionCalls: [{ name: 'Do', actionName: 'LeadRouter' }] }, 'anything'],
    [
      'lists that name things and hold nothing that runs',
      Object.fromEntries(
        [
          ...['choices', 'constants', 'dynamicChoiceSets', 'environments', 'formulas', 'processMetadataValues'],
          ...['stages', 'textTemplates', 'variables'],
        ].map((list) => [list, [{ name: `One_Of_${list}` }]]),
      ),
      [],
    ],
    ['elements without a name, to which nothing leads', { screens: [{}, null], actionCalls: [{ name: '' }] }, []],
    [
      'a lookup of the record that does not tell fields',
      { recordLookups: [{ name: 'Do', object: 'Lead', outputReference: '$Record', queriedFields: null }] },
      [],
    ],
    [
      'elements that write nothing, and assignments to what is no field of the record',
      {
        decisions: [{ name: 'Do' }],
        loops: [{ name: 'Each' }],
        customErrors: [{ name: 'Err' }],
        assignments: [
          {
            name: 'Set',
            assignmentItems: [
              { assignToReference: 'count', operator: 'Add', value: { numberValue: 1 } },
              { assignToReference: 'lead.Phone', operator: 'Assign', value: { stringValue: '1' } },
              { assignToReference: '$Record.Fax', operator: 'Assign', value: { stringValue: '1' } },
            ],
          },
        ],
      },
      ['fax'],
    ],
  ];
  for (const [title, elements, expected] of [...cases, ...more]) {
    it(title, () => expect(set(elements)).to.deep.equal(expected));
  }
});

describe('fields that automation may set with a create, with an edit, and after a create', () => {
  const names = (set: Write['others'] | undefined): string[] | 'anything' | undefined =>
    set === undefined || set === 'anything' ? set : [...set].sort();
  const own = { name: 'One', namespace: null };
  const unread = gap('NOT_ANSWERED', 'Flow', 'x');
  const sets = (field: string): Record<string, unknown> => ({
    recordUpdates: [{ name: 'Do', inputReference: '$Record', inputAssignments: [{ field, value: {} }] }],
  });
  const flows = (
    recordTriggerType: string,
    field: string,
    triggerType = 'RecordAfterSave',
  ): Partial<ObjectAutomation> => ({
    flows: known([recordFlow({ ...start, triggerType, recordTriggerType }, sets(field))]),
  });
  const calling = { actionCalls: [{ name: 'Do', actionName: 'LeadRouter' }] };
  const rule = (content: Partial<WorkflowContent>): WorkflowRule => ({
    ...own,
    id: '01Q',
    content: known({
      ...({ sobject: 'Lead', onUpdate: 'always', formula: null, criteria: null, actions: [], writes: [] } as const),
      ...content,
    }),
  });
  const trigger = (onInsert: boolean, onUpdate: boolean): Pick<ObjectAutomation, 'triggers'> => ({
    triggers: known([{ ...own, id: '01q', onInsert, onUpdate }]),
  });
  const process = { ...recordFlow(start, sets('Fax')), sobject: known('Lead') };
  type Sets = string[] | 'anything';
  const cases: [title: string, of: Partial<ObjectAutomation>, create: Sets, edit: Sets, after: Sets | undefined][] = [
    ['none', {}, [], [], undefined],
    ['a flow of creates', flows('Create', 'Fax'), ['fax'], [], ['fax']],
    ['a flow of edits', flows('Update', 'Fax'), [], ['fax'], undefined],
    ['a flow of both', flows('CreateAndUpdate', 'Fax'), ['fax'], ['fax'], ['fax']],
    ['a flow before the save', flows('Create', 'Fax', 'RecordBeforeSave'), ['fax'], [], undefined],
    [
      'a flow after the create that calls Apex',
      { flows: known([recordFlow({ ...start, recordTriggerType: 'Create' }, calling)]) },
      'anything',
      [],
      'anything',
    ],
    [
      'a process beside a flow',
      { ...flows('Update', 'Phone'), processes: known([process]) },
      ['fax'],
      ['fax', 'phone'],
      ['fax'],
    ],
    ['flows that could not be listed', { flows: unread }, 'anything', 'anything', 'anything'],
    ['processes that could not be listed', { processes: unread }, 'anything', 'anything', 'anything'],
    ['workflow rules that could not be listed', { workflowRules: unread }, 'anything', 'anything', 'anything'],
    ['triggers that could not be listed', { triggers: unread }, 'anything', 'anything', 'anything'],
    [
      'a flow that could not be read',
      { flows: known([{ ...own, id: '301', label: '', definition: unread }]) },
      'anything',
      'anything',
      'anything',
    ],
    [
      'a process that could not be read, beside a flow that could',
      {
        ...flows('Update', 'Phone'),
        processes: known([{ ...own, id: '301', label: '', definition: unread, sobject: known('Lead') }]),
      },
      'anything',
      'anything',
      'anything',
    ],
    [
      'a workflow rule and another one',
      { workflowRules: known([rule({ writes: ['FirstName'] }), rule({ writes: ['Fax'] })]) },
      ['fax', 'firstname', 'name'],
      ['fax', 'firstname', 'name'],
      undefined,
    ],
    [
      'a workflow rule that writes what is not told',
      { workflowRules: known([rule({ writes: null })]) },
      'anything',
      'anything',
      'anything',
    ],
    [
      'a workflow rule that calls a flow',
      { workflowRules: known([rule({ actions: [{ type: 'FlowAction', name: 'Score' }] })]) },
      'anything',
      'anything',
      'anything',
    ],
    [
      'a workflow rule that sends a mail',
      { workflowRules: known([rule({ actions: [{ type: 'Alert', name: 'Mail' }] })]) },
      [],
      [],
      undefined,
    ],
    [
      'a workflow rule that could not be read',
      { workflowRules: known([{ ...own, id: '01Q', content: unread }]) },
      'anything',
      'anything',
      'anything',
    ],
    ['a trigger of creates', trigger(true, false), 'anything', [], 'anything'],
    ['a trigger of edits', trigger(false, true), [], 'anything', undefined],
    [
      'a trigger of edits, which a field update of a workflow rule sets off',
      { ...trigger(false, true), workflowRules: known([rule({ writes: ['Fax'] })]) },
      ['fax'],
      'anything',
      'anything',
    ],
    ['a trigger of deletes', trigger(false, false), [], [], undefined],
    [
      'a trigger of deletes beside a field update',
      { ...trigger(false, false), workflowRules: known([rule({ writes: ['Fax'] })]) },
      ['fax'],
      ['fax'],
      undefined,
    ],
  ];
  for (const [title, of, create, edit, after] of cases)
    it(title, () => {
      const all = automation(of);
      expect(
        [setByAutomation(all, 'create'), setByAutomation(all, 'edit'), setAfterCreate(all)].map(names),
      ).to.deep.equal([create, edit, after]);
    });
});
