import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { receiptSchema } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { historyReceiptSchema } from '../history/historyReceipt.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';
import { fileRefusal } from './fileRefusal.js';
import { createJsonFile, readJsonFile, replaceJsonFile } from './jsonFile.js';

/** Both sorts of receipts. */
export type AnyReceipt = Receipt | HistoryReceipt;

/**
 * Makes a receipt file and returns what writes it. Each state replaces the one before as a whole and is on the disk
 * before the write to the org that it announces. An existing file is never overwritten.
 * @throws Refusal
 */
export const createReceiptFile = async <R extends AnyReceipt>(path: string): Promise<(receipt: R) => Promise<void>> => {
  await createJsonFile(path, {});
  return (receipt) => replaceJsonFile(path, receipt);
};

/** What both sorts of receipts have: that of a grant has no kind. */
const anyReceipt = z.looseObject({ kind: z.unknown().optional() });

/** Reads the receipt of a grant. @throws Refusal, also for the receipt of history-tracking */
export const readReceipt = async (path: string): Promise<Receipt> => {
  const { kind } = await readJsonFile(path, anyReceipt);
  if (kind === 'historyTracking') throw fileRefusal('receiptOfHistory', path);
  return readJsonFile(path, receiptSchema);
};

/** Reads the receipt of history-tracking. @throws Refusal, also for the receipt of a grant */
export const readHistoryReceipt = async (path: string): Promise<HistoryReceipt> => {
  const { kind, ...others } = await readJsonFile(path, anyReceipt);
  if (kind === undefined && 'permissionSet' in others) throw fileRefusal('receiptOfGrant', path);
  return readJsonFile(path, historyReceiptSchema);
};

/** Refuses a file that exists, before anybody is asked anything. @throws Refusal */
export const refuseExisting = async (path: string): Promise<void> => {
  if (await lstat(path).catch(() => null)) throw fileRefusal('exists', path);
};
