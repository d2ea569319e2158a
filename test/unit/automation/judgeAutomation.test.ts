import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
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
});
