import type { Undo } from '../../../../src/grant/undo.js';
import { undoText } from '../../../../src/report/grant/undoText.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { textOptions } from '../support/scenes.js';

const undo =
  (how: Undo, more: { receipt?: string; permissionSet?: string; reference?: string } = {}) =>
  (view: View): string =>
    undoText(
      how,
      {
        program: 'sf',
        org: 'admin@example.com',
        reference: more.reference ?? 'ciro',
        receipt: more.receipt,
        permissionSet: more.permissionSet,
      },
      textOptions(view, 'integration.grant'),
    );

golden('grant-undo', {
  receipt: undo({ how: 'receipt', deletesSet: true }, { receipt: 'receipts/ciro.json' }),
  'receipt-of-an-extended-set': undo({ how: 'receipt', deletesSet: false }, { receipt: "ann's receipt.json" }),
  unassign: undo(
    { how: 'unassign', usernames: ['ciro@example.com', 'ann@example.com'], deletesSet: true },
    { reference: './acme.yml@small', permissionSet: 'Acme_Integration' },
  ),
  'by-hand': undo({ how: 'byHand' }),
});
