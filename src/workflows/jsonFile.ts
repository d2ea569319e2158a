import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** Largest file that is read; a receipt of a grant with thousands of entries stays far below. */
const maxBytes = 20_000_000;

/** A file that a person named cannot be used. `problem` is one of the keys `file.<problem>` in messages/failure.md. */
export class FileMistake extends Error {
  public constructor(
    public readonly problem: 'missing' | 'unreadable' | 'tooLarge' | 'notJson' | 'notOurs' | 'exists' | 'unwritable',
    public readonly path: string,
    public readonly detail: string = '',
  ) {
    super(`${problem}: ${path} ${detail}`);
    this.name = 'FileMistake';
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'EUNKNOWN';

/** The mistake of a file system error. */
export const fileMistake = (error: unknown, path: string, fallback: 'unreadable' | 'unwritable'): FileMistake => {
  const code = codeOf(error);
  if (code === 'ENOENT' && fallback === 'unreadable') return new FileMistake('missing', path);
  return code === 'EEXIST' ? new FileMistake('exists', path) : new FileMistake(fallback, path, code);
};

/** Where in the file a value is not what it should be: `steps[0].state`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'the whole file';

/**
 * Reads a JSON file of ours and checks its shape.
 * @throws FileMistake
 */
export const readJsonFile = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileMistake(error, path, 'unreadable');
  });
  if (bytes.length > maxBytes) throw new FileMistake('tooLarge', path);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FileMistake('notJson', path);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new FileMistake('notOurs', path, placeOf(parsed.error.issues[0]?.path ?? []));
};
