/** What a setup really changed: the receipts of its parts in one file, each to be taken back by the command it belongs to. */
import { z } from 'zod';
import { receiptSchema } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { historyReceiptSchema } from '../history/historyReceipt.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';

export const setupReceiptSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('setup'),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  startedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
  grants: z.array(receiptSchema),
  history: historyReceiptSchema.nullable(),
});
export type SetupReceipt = z.output<typeof setupReceiptSchema>;

/** The receipt of a setup that has written nothing yet. @param startedAt ISO 8601, UTC */
export const emptySetupReceipt = (org: SetupReceipt['org'], startedAt: string): SetupReceipt => ({
  ...{ schemaVersion: 1, kind: 'setup', org, startedAt },
  grants: [],
  history: null,
});

/** The receipt with that of a grant in place of its earlier state, or added. */
export const withGrant = (receipt: SetupReceipt, grant: Receipt): SetupReceipt => {
  const isSame = (other: Receipt): boolean =>
    other.reference === grant.reference &&
    other.startedAt === grant.startedAt &&
    other.users.join() === grant.users.join();
  return receipt.grants.some(isSame)
    ? { ...receipt, grants: receipt.grants.map((other) => (isSame(other) ? grant : other)) }
    : { ...receipt, grants: [...receipt.grants, grant] };
};

/** The receipt with that of history tracking in place of its earlier state. */
export const withHistory = (receipt: SetupReceipt, history: HistoryReceipt): SetupReceipt => ({ ...receipt, history });
