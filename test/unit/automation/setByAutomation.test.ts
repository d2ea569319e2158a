import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import { setByAutomation } from '../../../src/automation/setByAutomation.js';
import { automation, recordFlow } from './support/objectAutomation.js';

const start = { triggerType: 'RecordAfterSave', connector: { targetReference: 'Do' } };
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
  for (const [title, elements, expected] of cases) {
    it(title, () => expect(set(elements)).to.deep.equal(expected));
  }
});
