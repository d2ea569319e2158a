import { expect } from 'chai';
import { withStep } from '../../../src/grant/receipt.js';
import type { Receipt } from '../../../src/grant/receipt.js';

const empty: Receipt = {
  schemaVersion: 1,
  org: { id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
  integration: 'acme',
  reference: './acme.yml',
  variant: null,
  startedAt: '2026-11-22T00:00:00.000Z',
  users: ['ann@example.com'],
  permissionSet: { name: 'Integration_acme', id: null, created: true },
  steps: [],
};
const license = { userId: '005', username: 'ann@example.com', what: 'SomePsl', recordId: null };

describe('receipt', () => {
  it('keeps one state of each step, the latest, in order of the last change', () => {
    const intended = withStep(empty, { step: 'licenses', state: 'intended', assigned: [license] });
    const set = withStep(intended, {
      step: 'permissionSet',
      state: 'intended',
      added: [],
      platformAdds: [],
      objectsBefore: [],
    });
    const done = withStep(set, { step: 'licenses', state: 'done', assigned: [{ ...license, recordId: '2LA' }] });
    expect(done.steps.map(({ step, state }) => `${step} ${state}`)).to.deep.equal([
      'permissionSet intended',
      'licenses done',
    ]);
    expect(done.steps.at(-1)).to.have.nested.property('assigned[0].recordId', '2LA');
    expect(empty.steps).to.deep.equal([]);
  });
});
