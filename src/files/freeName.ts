/** A name for a file that a printed command makes: one that is free, as the command would be refused otherwise. */
import { lstat } from 'node:fs/promises';

const isTaken = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null)) !== null;

/** The first free one of `receipt.json`, `receipt-2.json`, `receipt-3.json` and so on, in the folder of the run. */
export const freeReceiptName = async (number = 1): Promise<string> => {
  const name = number === 1 ? 'receipt.json' : `receipt-${number}.json`;
  return (await isTaken(name)) ? freeReceiptName(number + 1) : name;
};
