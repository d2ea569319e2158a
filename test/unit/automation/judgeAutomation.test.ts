import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import { judgeAutomation } from '../../../src/automation/judgeAutomation.js';
import { automation } from './support/objectAutomation.js';

const doing = { sobject: 'Lead', creates: true, edits: true, fields: new Set(['phone']) };
const facts = { formula: { globals: new Map(), fields: new Map() }, passesLocks: false };

describe('judgement of all automation of an object', () => {
  for (const sobject of ['', 'Lead']) {
    it(`does not judge a process ${sobject === '' ? 'of which the object is not told' : 'of the object'}`, () => {
      const process = { id: '301', name: 'Old_Process', namespace: null, label: 'Old', sobject: known(sobject) };
      const [detail] = judgeAutomation(automation({ processes: known([process]) }), doing, facts);
      expect(detail).to.deep.include({ type: 'Process', name: 'Old_Process', verdict: 'unjudged' });
    });
  }
});
