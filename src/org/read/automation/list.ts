/** Lists that were read, and how their rows are taken. */
import type { Reading } from '../../../access/snapshot.js';
import { mapReading } from '../../../access/snapshot.js';
import type { Query } from '../../query.js';
import type { Row } from '../answerRow.js';
import { toldBy } from '../queryAnswer.js';
import type { Answer } from '../queryAnswer.js';

/** A list that was read; parts that rest on a missing column do not exist here: it is whole or a gap. */
export type List<T> = Reading<readonly T[]>;

/** What all that is listed has. */
export type Listed = { readonly id: string; readonly name: string; readonly namespace: string | null };

/** The rows of an answer; none where nothing was asked. */
export const rowsOf = (answer: Reading<Answer> | undefined): Reading<readonly Row[]> =>
  answer === undefined
    ? { known: true, value: [] }
    : mapReading(toldBy(answer, new Map<string, never>()), ({ rows }) => rows);

/** The first of the texts that is not empty. */
export const firstOf = (...all: readonly string[]): string => all.find((one) => one !== '') ?? '';

/** The same query without columns that an org may lack. */
export const withoutSpare = (query: Query, columns: readonly string[]): Query => ({
  ...query,
  columns: query.columns.filter((column) => 'path' in column && !columns.includes(column.path)),
});
