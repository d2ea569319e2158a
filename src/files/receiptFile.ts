import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Receipt } from '../grant/receipt.js';
import { fileRefusal, refusalOfFileError } from './fileRefusal.js';
import { readJsonFile } from './jsonFile.js';

const assigned = z.array(
  z.object({ userId: z.string(), username: z.string(), what: z.string(), recordId: z.string().nullable() }),
);
const state = z.enum(['intended', 'done', 'failed']);

/** The published shape of a receipt. */
export const receiptSchema: z.ZodType<Receipt> = z.object({
  schemaVersion: z.literal(1),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  integration: z.string(),
  reference: z.string(),
  variant: z.string().nullable(),
  startedAt: z.string(),
  users: z.array(z.string()),
  permissionSet: z.object({ name: z.string(), id: z.string().nullable(), created: z.boolean() }),
  steps: z.array(
    z.discriminatedUnion('step', [
      z.object({ step: z.literal('licenses'), state, assigned }),
      z.object({
        step: z.literal('permissionSet'),
        state,
        added: z.array(z.object({ id: z.string(), before: z.enum(['none', 'read']) })),
        platformAdds: z.array(z.string()),
        objectsBefore: z.array(z.string()),
      }),
      z.object({ step: z.literal('assignments'), state, assigned }),
    ]),
  ),
});

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
