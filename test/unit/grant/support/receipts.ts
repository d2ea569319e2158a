/** Receipts of a grant for tests: tests name only what they are about. */
import type { Receipt, ReceiptStep } from '../../../../src/grant/receipt.js';

/** The receipt of a run for Acme with these steps. @param id of its permission set; null where it has none yet */
export const receiptOf = (id: string | null, ...steps: ReceiptStep[]): Receipt => ({
  schemaVersion: 1,
  org: { id: '00D', instanceUrl: 'https://x.example' },
  integration: 'acme',
  reference: 'acme',
  variant: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  users: [],
  permissionSet: { name: 'Integration_acme', id, created: false },
  steps,
});
