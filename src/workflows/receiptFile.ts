import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Receipt } from '../grant/receipt.js';

/** The receipt could not be kept; nothing has been written to the org then. `code` is that of the file system. */
export class ReceiptMistake extends Error {
  public constructor(
    public readonly code: string,
    public readonly path: string,
  ) {
    super(`${code}: ${path}`);
    this.name = 'ReceiptMistake';
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'EUNKNOWN';

/**
 * Makes a receipt file and returns what writes it. Each state replaces the one before as a whole and is on the disk
 * before the write to the org that it announces. An existing file is never overwritten.
 * @throws ReceiptMistake
 */
export const createReceiptFile = async (path: string): Promise<(receipt: Receipt) => Promise<void>> => {
  const write = async (target: string, flags: string, text: string): Promise<void> => {
    try {
      const file = await open(target, flags, 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw new ReceiptMistake(codeOf(error), target);
    }
  };
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw new ReceiptMistake(codeOf(error), dirname(path));
  });
  await write(path, 'wx', '{}\n');
  return async (receipt) => {
    const next = `${path}.next`;
    await write(next, 'w', `${JSON.stringify(receipt, null, 2)}\n`);
    await rename(next, path);
  };
};
