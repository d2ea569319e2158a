import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Why a file is not read at all. */
export class UnfitFile extends Error {
  public constructor(public readonly problem: 'notAFile' | 'tooLarge') {
    super(problem);
    this.name = 'UnfitFile';
  }
}

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
    refuse(await file.stat());
    const chunks: Buffer[] = [];
    for (let total = 0; ;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(1 << 20, limit + 1 - total)));
      if (bytesRead === 0) return Buffer.concat(chunks);
      chunks.push(buffer.subarray(0, bytesRead));
      total += bytesRead;
      if (total > limit) throw new UnfitFile('tooLarge');
    }
  } finally {
    await file.close();
  }
};
