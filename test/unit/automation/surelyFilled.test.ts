import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
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
});
