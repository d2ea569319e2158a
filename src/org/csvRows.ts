/** A CSV as it comes in, row by row: log files are many times as large as any other answer (fact Y4). */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AnswerTooLarge } from './answerBody.js';

/** Bytes of one file, decompressed: a day of an org with two million API calls. */
const mostBytes = 512 * 1024 * 1024;

/** Bytes of one row. */
const maxRowBytes = 1024 * 1024;

/** A body that is no CSV, or one that breaks off in the middle of a row. */
export class NoCsv extends Error {
  public readonly errorCode = 'UNREADABLE_ANSWER';

  public constructor() {
    super('The answer is no CSV.');
    this.name = 'NoCsv';
  }
}

/** What is in the row below this heading; an empty text where the file has no such column. */
export type CsvRow = (heading: string) => string;

/** No further than any log file goes. */
async function* bounded(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    onBytes(bytes);
    if (bytes > most) throw new AnswerTooLarge();
    yield chunk;
  }
}

/**
 * Reads a CSV with headings, and keeps none of it.
 * @param headings without one of which it is not the file that was wanted
 * @param onRow gets the rows one after the other; each counts only while it is looked at
 * @param most bytes that are read
 * @returns how many bytes it had, decompressed
 * @throws NoCsv, AnswerTooLarge, and what the chunks throw
 */
export const readCsv = async (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  headings: readonly string[],
  onRow: (row: CsvRow) => void,
  most = mostBytes,
): Promise<number> => {
  const parser = parse({ bom: true, max_record_size: maxRowBytes, record_delimiter: ['\n', '\r\n'] });
  let bytes = 0;
  const onBytes = (soFar: number): void => {
    bytes = soFar;
  };
  let columns: ReadonlyMap<string, number> | null = null;
  try {
    await pipeline(
      Readable.from(bounded(chunks, most, onBytes)),
      parser,
      async (rows: AsyncIterable<readonly string[]>) => {
        for await (const cells of rows) {
          if (columns === null) {
            columns = new Map(cells.map((name, at) => [name, at]));
            if (!headings.every((name) => columns?.has(name))) throw new NoCsv();
          } else {
            const at = columns;
            onRow((heading) => cells[at.get(heading) ?? -1] ?? '');
          }
        }
      },
    );
  } catch (error) {
    throw error instanceof CsvError ? new NoCsv() : error;
  }
  if (columns === null) throw new NoCsv();
  return bytes;
};
