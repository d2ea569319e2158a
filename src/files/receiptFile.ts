import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { receiptSchema } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { fileRefusal, refusalOfFileError } from './fileRefusal.js';
import { readJsonFile } from './jsonFile.js';

const replace = async (path: string, text: string): Promise<void> => {
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
};

/**
 * Makes a receipt file and returns what writes it. Each state replaces the one before as a whole and is on the disk
 * before the write to the org that it announces. An existing file is never overwritten.
 * @throws Refusal
 */
export const createReceiptFile = async (path: string): Promise<(receipt: Receipt) => Promise<void>> => {
  await mkdir(dirname(path), { recursive: true }).catch(() => {
    // What stands in the place of a folder is not the receipt; that it exists would be misleading.
    throw fileRefusal('unwritable', path, 'ENOTDIR');
  });
  await writeFile(path, '{}\n', { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    throw refusalOfFileError(error, path, 'unwritable');
  });
  return async (receipt) => {
    await replace(path, `${JSON.stringify(receipt, null, 2)}\n`).catch((error: unknown) => {
      throw refusalOfFileError(error, path, 'unwritable');
    });
  };
};

/** Reads a receipt. @throws Refusal */
export const readReceipt = (path: string): Promise<Receipt> => readJsonFile(path, receiptSchema);
