/** The file of `--save-receipt`: what a run writes is kept there, so that it can be taken back. */
import { createReceiptFile, refuseExisting } from '../files/receiptFile.js';
import type { AnyReceipt } from '../files/receiptFile.js';

/**
 * Makes the file and returns what keeps the receipt in it; without a path nothing is kept.
 * @throws Refusal where the file exists or cannot be made
 */
export const receiptJournal = async <R extends AnyReceipt>(
  path: string | undefined,
): Promise<(receipt: R) => Promise<void>> =>
  path === undefined ? async (): Promise<void> => undefined : createReceiptFile<R>(path);

/** Refuses a file that exists, before anybody is asked anything. @throws Refusal */
export const refuseTakenReceipt = async (path: string | undefined): Promise<void> => {
  if (path !== undefined) await refuseExisting(path);
};
