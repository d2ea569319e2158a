import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { surelyFilled } from '../../../src/automation/surelyFilled.js';
import { automation, recordFlow } from './support/objectAutomation.js';

const start = { triggerType: 'RecordBeforeSave', connector: { targetReference: 'Set' } };
type Item = { operator?: string; value?: object };
const assignment = (name: string, { operator = 'Assign', value = {} }: Item, next?: string): object => ({
  name,
  assignmentItems: [{ assignToReference: '$Record.Company', operator, value }],
  ...(next === undefined ? {} : { connector: { targetReference: next } }),
});
const filled = (elements: Record<string, unknown>): string[] => [
  ...surelyFilled(automation({ flows: known([recordFlow(start, elements)]) })),
];

describe('fields that flows fill for certain before the save', () => {
  const cases: [title: string, elements: Record<string, unknown>, expected: string[]][] = [
    ['a text', { assignments: [assignment('Set', { value: { stringValue: 'None' } })] }, ['company']],
    ['a number', { assignments: [assignment('Set', { value: { numberValue: 0 } })] }, ['company']],
    ['a checkbox', { assignments: [assignment('Set', { value: { booleanValue: false } })] }, ['company']],
    [
      'a text behind a decision',
      {
        decisions: [
          {
            name: 'Set',
            rules: [
              {
                conditions: [
                  { leftValueReference: '$User.Off__c', operator: 'EqualTo', rightValue: { booleanValue: true } },
                ],
                connector: { targetReference: 'Fill' },
              },
            ],
          },
        ],
        assignments: [assignment('Fill', { value: { stringValue: 'x' } })],
      },
      [],
    ],
    [
      'a text beside an error and an action',
      {
        assignments: [assignment('Set', { value: { stringValue: 'x' } }, 'Call')],
        actionCalls: [{ name: 'Call', actionName: 'LeadRouter', connector: { targetReference: 'Err' } }],
        customErrors: [{ name: 'Err' }],
      },
      ['company'],
    ],
    [
      'a text where the ways of a decision meet again',
      {
        decisions: [
          {
            name: 'Set',
            rules: [{ conditions: [], connector: { targetReference: 'Call' } }],
            defaultConnector: { targetReference: 'Fill' },
          },
        ],
        actionCalls: [{ name: 'Call', actionName: 'LeadRouter', connector: { targetReference: 'Fill' } }],
        assignments: [assignment('Fill', { value: { stringValue: 'x' } })],
      },
      ['company'],
    ],
    [
      'a text behind a loop',
      {
        loops: [
          {
            name: 'Set',
            nextValueConnector: { targetReference: 'Next' },
            noMoreValuesConnector: { targetReference: 'Fill' },
          },
        ],
        assignments: [
          assignment('Fill', { value: { stringValue: 'x' } }),
          { name: 'Next', assignmentItems: [], connector: { targetReference: 'Set' } },
        ],
      },
      ['company'],
    ],
    [
      'a text behind a loop that may be left before',
      {
        loops: [
          {
            name: 'Set',
            nextValueConnector: { targetReference: 'Next' },
            noMoreValuesConnector: { targetReference: 'Fill' },
          },
        ],
        assignments: [assignment('Fill', { value: { stringValue: 'x' } }), { name: 'Next', assignmentItems: [] }],
      },
      [],
    ],
    [
      'a text behind a lookup of which the fault is caught',
      {
        recordLookups: [
          {
            name: 'Set',
            object: 'Task',
            connector: { targetReference: 'Fill' },
            faultConnector: { targetReference: 'Next' },
          },
        ],
        assignments: [assignment('Fill', { value: { stringValue: 'x' } }), { name: 'Next', assignmentItems: [] }],
      },
      [],
    ],
    [
      'a text behind a lookup of which nothing catches the fault',
      {
        recordLookups: [{ name: 'Set', object: 'Task', connector: { targetReference: 'Fill' } }],
        assignments: [assignment('Fill', { value: { stringValue: 'x' } })],
      },
      ['company'],
    ],
    ['an empty text', { assignments: [assignment('Set', { value: { stringValue: '' } })] }, []],
    ['a text of blanks', { assignments: [assignment('Set', { value: { stringValue: ' ' } })] }, []],
    ['no value', { assignments: [assignment('Set', { value: {} })] }, []],
    ['what may be blank', { assignments: [assignment('Set', { value: { elementReference: '$Record.Title' } })] }, []],
    [
      'something that is taken away',
      { assignments: [assignment('Set', { operator: 'Subtract', value: { stringValue: 'x' } })] },
      [],
    ],
    [
      'filled, and emptied again',
      {
        assignments: [
          assignment('Set', { value: { stringValue: 'x' } }, 'Empty'),
          assignment('Empty', { value: { stringValue: '' } }),
        ],
      },
      [],
    ],
    [
      'an update of the record with a text',
      {
        recordUpdates: [
          {
            name: 'Set',
            inputReference: '$Record',
            inputAssignments: [{ field: 'Company', value: { stringValue: 'None' } }],
          },
        ],
      },
      ['company'],
    ],
    [
      'an update of the record with what may be blank',
      {
        recordUpdates: [
          {
            name: 'Set',
            inputReference: '$Record',
            inputAssignments: [{ field: 'Company', value: { elementReference: '$Record.Title' } }],
          },
        ],
      },
      [],
    ],
    [
      'what is looked up, if it is found',
      {
        recordLookups: [
          {
            name: 'Set',
            object: 'Account',
            outputAssignments: [{ assignToReference: '$Record.Company', field: 'Name' }],
          },
        ],
      },
      [],
    ],
  ];
  for (const [title, elements, expected] of cases) {
    it(title, () => expect(filled(elements)).to.deep.equal(expected));
  }

  const fills = { assignments: [assignment('Set', { value: { stringValue: 'x' } })] };
  const starts: [title: string, more: Record<string, unknown>, expected: string[]][] = [
    ['of creates and edits', {}, ['company']],
    ['of creates', { recordTriggerType: 'Create' }, ['company']],
    ['of edits', { recordTriggerType: 'Update' }, []],
    ['after the save', { triggerType: 'RecordAfterSave' }, []],
    ['after the save of edits', { triggerType: 'RecordAfterSave', recordTriggerType: 'Update' }, []],
    ['with a formula', { filterFormula: 'TRUE' }, []],
    ['with a filter', { filters: [{ field: 'Phone', operator: 'IsNull', value: { booleanValue: true } }] }, []],
  ];
  for (const [title, more, expected] of starts)
    it(`a flow ${title}`, () => {
      // After the save it writes by an update.
      const save = {
        recordUpdates: [
          {
            name: 'Set',
            inputReference: '$Record',
            inputAssignments: [{ field: 'Company', value: { stringValue: 'x' } }],
          },
        ],
      };
      const elements = more['triggerType'] === undefined ? fills : save;
      const flows = known([recordFlow({ ...start, ...more }, elements)]);
      expect([...surelyFilled(automation({ flows }))]).to.deep.equal(expected);
    });

  it('none by a flow that could not be read', () => {
    const definition = gap('NOT_ANSWERED', 'Flow', 'x');
    const flows = known([{ id: '301', name: 'A_Flow', namespace: null, label: '', definition }]);
    expect([...surelyFilled(automation({ flows }))]).to.deep.equal([]);
    expect([...surelyFilled(automation({ flows: gap('NOT_ANSWERED', 'Flow', 'x') }))]).to.deep.equal([]);
  });
});
