import { receiptSchema } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { createJsonFile, readJsonFile, replaceJsonFile } from './jsonFile.js';

/**
 * Makes a receipt file and returns what writes it. Each state replaces the one before as a whole and is on the disk
 * before the write to the org that it announces. An existing file is never overwritten.
 * @throws Refusal
 */
export const createReceiptFile = async (path: string): Promise<(receipt: Receipt) => Promise<void>> => {
  await createJsonFile(path, {});
  return (receipt) => replaceJsonFile(path, receipt);
};

/** Reads a receipt. @throws Refusal */
export const readReceipt = (path: string): Promise<Receipt> => readJsonFile(path, receiptSchema);
