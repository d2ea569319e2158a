import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { receiptSchema } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { historyReceiptSchema } from '../history/historyReceipt.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';
import { sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { setupReceiptSchema } from '../setup/setupReceipt.js';
import type { SetupReceipt } from '../setup/setupReceipt.js';
import { fileRefusal } from './fileRefusal.js';
import { createJsonFile, readJsonFile, replaceJsonFile } from './jsonFile.js';

/** All sorts of receipts. */
export type AnyReceipt = Receipt | HistoryReceipt | SetupReceipt;

/**
 * Makes a receipt file and returns what writes it. Each state replaces the one before as a whole and is on the disk
 * before the write to the org that it announces. An existing file is never overwritten.
 * @throws Refusal
 */
export const createReceiptFile = async <R extends AnyReceipt>(path: string): Promise<(receipt: R) => Promise<void>> => {
  await createJsonFile(path, {});
  return (receipt) => replaceJsonFile(path, receipt);
};

/** What all sorts of receipts have: that of a grant has no kind. */
const anyReceipt = z.looseObject({ kind: z.unknown().optional() });

/** The grant of a setup that is meant: that of the integration that is named, or the only one. @throws Refusal */
const grantIn = ({ grants }: SetupReceipt, path: string, integration: string | null): Receipt => {
  const named = grants.filter(
    (one) => integration === null || sameName(one.reference, integration) || sameName(one.integration, integration),
  );
  const [grant, ...others] = named;
  const references = [...new Set(grants.map(({ reference }) => reference))];
  if (!grant) throw new Refusal('failure', 'receipt.noGrant', [path], [references]);
  if (others.length > 0) throw new Refusal('failure', 'receipt.severalGrants', [path], [references]);
  return grant;
};

/**
 * Reads the receipt of a grant, or of a setup the part that is meant.
 * @param integration as it was named; null where it was not
 * @throws Refusal, also for the receipt of history-tracking
 */
export const readReceipt = async (path: string, integration: string | null = null): Promise<Receipt> => {
  const { kind } = await readJsonFile(path, anyReceipt, 'receipt');
  if (kind === 'historyTracking') throw fileRefusal('receiptOfHistory', path);
  if (kind === 'setup') return grantIn(await readJsonFile(path, setupReceiptSchema, 'receipt'), path, integration);
  return readJsonFile(path, receiptSchema, 'receipt');
};

/** Whether the file is the receipt of a setup that has turned field history on as well. @throws Refusal */
export const holdsHistoryToo = async (path: string): Promise<boolean> => {
  const { kind } = await readJsonFile(path, anyReceipt, 'receipt');
  return kind === 'setup' && (await readJsonFile(path, setupReceiptSchema, 'receipt')).history !== null;
};

/** Reads the receipt of history-tracking, or that part of the receipt of a setup. @throws Refusal, also for the receipt of a grant */
export const readHistoryReceipt = async (path: string): Promise<HistoryReceipt> => {
  const { kind, ...others } = await readJsonFile(path, anyReceipt, 'receipt');
  if (kind === undefined && 'permissionSet' in others && !('plannedAt' in others))
    throw fileRefusal('receiptOfGrant', path);
  if (kind !== 'setup') return readJsonFile(path, historyReceiptSchema, 'receipt');
  const { history } = await readJsonFile(path, setupReceiptSchema, 'receipt');
  if (history === null) throw new Refusal('failure', 'receipt.noHistory', [path]);
  return history;
};

/** Refuses a file that exists, before anybody is asked anything. @throws Refusal */
export const refuseExisting = async (path: string): Promise<void> => {
  if (await lstat(path).catch(() => null)) throw fileRefusal('exists', path);
};
