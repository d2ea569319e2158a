import { text } from './answerRow.js';
import type { Row } from './answerRow.js';

/**
 * The rows that a permission set really has: without those whose id is of zeros, which stand for nothing that is stored
 * and can be neither updated nor deleted (fact B12).
 */
export const storedRows = (rows: readonly Row[]): Row[] => rows.filter((row) => !text(row, 'Id').startsWith('000'));
