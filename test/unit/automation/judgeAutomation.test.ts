import { expect } from 'chai';
import type { ObjectAutomation, WorkflowRule } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { FieldFacts } from '../../../src/automation/formula/facts.js';
import { judgeAutomation } from '../../../src/automation/judgeAutomation.js';
import { automation, recordFlow } from './support/objectAutomation.js';

const doing = { sobject: 'Lead', creates: true, edits: true, fields: new Set(['phone']) };
const facts = { formula: { globals: new Map(), fields: new Map() }, passesLocks: false };

describe('judgement of all automation of an object', () => {
  for (const sobject of ['', 'Lead']) {
    it(`does not judge a process that could not be read, ${sobject === '' ? 'of which the object is not told' : 'of the object'}`, () => {
      const definition = gap('NOT_ANSWERED', 'Flow', 'Old_Process');
      const own = { id: '301', name: 'Old_Process', namespace: null, label: 'Old' };
      const process = { ...own, definition, sobject: known(sobject) };
      const [detail] = judgeAutomation(automation({ processes: known([process]) }), doing, facts);
      expect(detail).to.deep.include({ type: 'Process', name: 'Old_Process', verdict: 'unjudged' });
    });
  }

  for (const [set, isWritten] of [
    ['StateCode', 'state'],
    ['Country', 'countrycode'],
    ['FirstName', 'name'],
  ] as const) {
    it(`says that ${isWritten} changes where a flow or a workflow rule sets ${set}`, () => {
      const flow = recordFlow(
        { triggerType: 'RecordBeforeSave', connector: { targetReference: 'Set' } },
        {
          assignments: [
            { name: 'Set', assignmentItems: [{ assignToReference: `$Record.${set}`, operator: 'Assign', value: {} }] },
          ],
        },
      );
      const content = {
        sobject: 'Lead',
        onUpdate: 'always',
        formula: null,
        criteria: { logic: 'and', all: [] },
        actions: [],
        writes: [set],
      } as const;
      const rule = { id: '01Q', name: 'A_Rule', namespace: null, content: known(content) };
      const details = judgeAutomation(
        automation({ flows: known([flow]), workflowRules: known([rule]) }),
        { ...doing, fields: new Set([isWritten]) },
        facts,
      );
      expect(details.map(({ verdict }) => verdict)).to.deep.equal(['changes', 'changes']);
    });
  }

  describe('where automation saves a new record again, which is an update (fact V11)', () => {
    const sets = (field: string): Record<string, unknown> => ({
      recordUpdates: [{ name: 'Set', inputReference: '$Record', inputAssignments: [{ field, value: {} }] }],
    });
    const start = {
      triggerType: 'RecordAfterSave',
      recordTriggerType: 'Create',
      connector: { targetReference: 'Set' },
    };
    const afterwards = recordFlow(start, sets('Phone'));
    const before = recordFlow(
      { ...start, triggerType: 'RecordBeforeSave' },
      {
        assignments: [
          { name: 'Set', assignmentItems: [{ assignToReference: '$Record.Phone', operator: 'Assign', value: {} }] },
        ],
      },
    );
    const later = recordFlow({ ...start, recordTriggerType: 'Update' }, sets('Phone'));
    const refusing = recordFlow(
      { triggerType: 'RecordBeforeSave', recordTriggerType: 'Update', connector: { targetReference: 'No' } },
      { customErrors: [{ name: 'No', customErrorMessages: [{ errorMessage: 'No!', isFieldError: false }] }] },
    );
    const back = recordFlow({ ...start, recordTriggerType: 'Update' }, sets('Email'));
    const workflow: WorkflowRule = {
      ...{ id: '01Q', name: 'Sets_Phone', namespace: null },
      content: known({
        ...{
          sobject: 'Lead',
          onUpdate: 'always' as const,
          formula: null,
          criteria: { logic: 'and', all: [] },
          actions: [],
        },
        writes: ['Phone'],
      }),
    };
    const trigger = { id: '01q', name: 'On_Update', namespace: null, onInsert: false, onUpdate: true };
    const approval = { id: '04a', name: 'Approve', namespace: null, lock: 'Total' };
    const rule = (formula: string): Partial<ObjectAutomation> => ({
      validationRules: known([{ id: '03d', name: 'A_Rule', namespace: null, formula: known(formula) }]),
    });
    const field = (name: string): [string, FieldFacts] => [
      name.toLowerCase(),
      { name, type: 'text', maintained: false, required: false, whenCreated: { state: 'known', value: null } },
    ];
    const fields = new Map([field('Phone'), field('Fax'), field('Email')]);
    const cases: [title: string, what: Partial<ObjectAutomation>, expected: string[]][] = [
      [
        'a change that a flow makes',
        { ...rule('ISCHANGED(Phone)'), flows: known([afterwards]) },
        ['mayBlock', 'unaffected'],
      ],
      ['that it is an update', { ...rule('NOT(ISNEW())'), flows: known([afterwards]) }, ['mayBlock', 'unaffected']],
      [
        'a change of another field',
        { ...rule('ISCHANGED(Fax)'), flows: known([afterwards]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'what a flow set before the save',
        { ...rule('ISCHANGED(Phone)'), flows: known([before]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a flow that starts with updates alone',
        { ...rule('ISCHANGED(Phone)'), flows: known([later]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a workflow rule, for which none runs again',
        { ...rule('ISCHANGED(Phone)'), workflowRules: known([workflow]) },
        ['unaffected', 'unaffected'],
      ],
      ['a flow that refuses updates', { flows: known([afterwards, refusing]) }, ['unaffected', 'mayBlock']],
      [
        'a flow that refuses updates, and none comes',
        { flows: known([before, refusing]) },
        ['unaffected', 'unaffected'],
      ],
      ['a flow that writes with updates what was sent', { flows: known([afterwards, back]) }, ['unaffected', 'loops']],
      [
        'a trigger of updates',
        { triggers: known([trigger]), workflowRules: known([workflow]) },
        ['unaffected', 'unjudged'],
      ],
      [
        'an approval, for which no new record waits',
        { flows: known([afterwards]), approvals: known([approval]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'flows that could not be read',
        { ...rule('ISCHANGED(Phone)'), flows: gap('NOT_ANSWERED', 'Flow', 'x') },
        ['mayBlock'],
      ],
    ];
    for (const [title, what, expected] of cases)
      it(`looks at ${title}`, () => {
        const details = judgeAutomation(
          automation(what),
          { sobject: 'Lead', creates: true, edits: false, fields: new Set(['email']) },
          { formula: { globals: new Map(), fields }, passesLocks: false },
        );
        expect(details.map(({ verdict }) => verdict)).to.deep.equal(expected);
      });
  });
});
