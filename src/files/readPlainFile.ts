import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Why a file is not read at all. */
export class UnfitFile extends Error {
  public readonly problem: 'notAFile' | 'tooLarge';

  public constructor(problem: 'notAFile' | 'tooLarge') {
    super(problem);
    this.problem = problem;
    this.name = 'UnfitFile';
  }
}

/** Bytes that are read at once. */
const largestChunk = 1 << 20;

/**
 * The bytes of a plain file of bearable size. Pipes and devices are refused before they are opened, as they may never
 * end, or never begin; and a file is read to the limit only, whatever it says of its size: those of /proc say 0.
 * @throws UnfitFile, and what the file system says
 */
export const readPlainFile = async (path: string, limit: number): Promise<Buffer> => {
  const refuse = (found: { readonly size: number; isFile: () => boolean; isDirectory: () => boolean }): void => {
    if (found.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    if (!found.isFile()) throw new UnfitFile('notAFile');
    if (found.size > limit) throw new UnfitFile('tooLarge');
  };
  refuse(await stat(path));
  // Somebody may have put another one there since: opening a pipe without a writer must not wait for one.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    refuse(found);
    const most = limit + 1;
    // As large as the file: a run about many orgs reads thousands of small ones.
    let chunk = Buffer.allocUnsafe(Math.min(found.size + 1, most, largestChunk));
    let [filled, total] = [0, 0];
    const full: Buffer[] = [];
    for (;;) {
      const { bytesRead } = await file.read(chunk, filled, chunk.length - filled, null);
      if (bytesRead === 0) return Buffer.concat([...full, chunk.subarray(0, filled)]);
      [filled, total] = [filled + bytesRead, total + bytesRead];
      if (total > limit) throw new UnfitFile('tooLarge');
      if (filled < chunk.length) continue;
      full.push(chunk);
      [chunk, filled] = [Buffer.allocUnsafe(Math.min(most - total, largestChunk)), 0];
    }
  } finally {
    await file.close();
  }
};
