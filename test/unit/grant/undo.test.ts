import { expect } from 'chai';
import type { ReceiptStep } from '../../../src/grant/receipt.js';
import { undoOf } from '../../../src/grant/undo.js';
import type { Undo } from '../../../src/grant/undo.js';
import { givenTo, mailOf, receiptOf, setStep } from '../revoke/builders.js';

const set = setStep(['object:Lead:read']);
const assigned = givenTo('assignments', ['ann', 'bob']);
const refused = givenTo('assignments', ['ann'], { state: 'failed' });
const removed = (state: ReceiptStep['state']): ReceiptStep => ({ step: 'removeSet', state, setId: '0PS' });
const users = [mailOf('ann'), mailOf('bob')];

describe('how a grant can be taken back', () => {
  const cases: [title: string, steps: ReceiptStep[], made: boolean, kept: boolean, own: boolean, undo: Undo | null][] =
    [
      ['nothing was written', [], true, true, true, null],
      ['all was refused', [setStep([], { state: 'failed' })], true, true, true, null],
      [
        'with the receipt, and the set that it made',
        [set, assigned],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: true },
      ],
      [
        'with the receipt, and the set stays',
        [set, assigned],
        false,
        true,
        false,
        { how: 'receipt', deletesSet: false },
      ],
      [
        'with the receipt of a part',
        [givenTo('licenses', ['ann'], { state: 'intended' })],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: false },
      ],
      ['the set that was made is removed again', [set, refused, removed('done')], true, true, true, null],
      [
        'the set is removed again, a license stays',
        [givenTo('licenses', ['ann']), set, refused, removed('done')],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: false },
      ],
      [
        'the set could not be removed',
        [set, refused, removed('failed')],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: true },
      ],
      [
        'nobody knows whether the set was removed',
        [set, refused, removed('intended')],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: true },
      ],
      [
        'without a receipt, what was assigned',
        [set, assigned],
        true,
        false,
        true,
        { how: 'unassign', usernames: users, deletesSet: true },
      ],
      [
        'without a receipt, of a set of ours that was there',
        [assigned],
        false,
        false,
        true,
        { how: 'unassign', usernames: users, deletesSet: false },
      ],
      [
        'a set that a rule names was assigned, and none was made',
        [givenTo('namedSets', ['ann', 'bob'])],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: false },
      ],
      [
        'a set that a rule names was assigned with its license, and none was made',
        [givenTo('licenses', ['ann']), givenTo('namedSets', ['ann'])],
        true,
        true,
        true,
        { how: 'receipt', deletesSet: false },
      ],
      [
        'without a receipt, of a set that a rule names nobody knows who has assigned it',
        [givenTo('namedSets', ['ann', 'bob'])],
        true,
        false,
        true,
        { how: 'byHand' },
      ],
      [
        'without a receipt, only those who were given the set of the grant',
        [givenTo('namedSets', ['ann']), set, givenTo('assignments', ['bob'])],
        true,
        false,
        true,
        { how: 'unassign', usernames: ['bob@example.com'], deletesSet: true },
      ],
      ['without a receipt, of a set of others', [set, assigned], false, false, false, { how: 'byHand' }],
      ['without a receipt, when nothing was assigned', [set], false, false, true, { how: 'byHand' }],
      [
        'without a receipt, when the assignment was refused',
        [set, givenTo('assignments', ['ann'], { state: 'failed' })],
        true,
        false,
        true,
        { how: 'byHand' },
      ],
    ];
  for (const [title, steps, created, kept, own, undo] of cases) {
    it(title, () => {
      const receipt = receiptOf(['ann', 'bob'], steps);
      const made = { ...receipt, permissionSet: { ...receipt.permissionSet, created } };
      expect(undoOf(made, kept, own)).to.deep.equal(undo);
    });
  }
});
