/** Documents and `--json` results whole, for golden files. */
import type { DocumentFrame } from '../../../../src/report/document/documentFrame.js';
import { wordsOf } from './scenes.js';

/** What the makers of documents are told beside the result. */
export const frame = (): DocumentFrame => ({ said: wordsOf('document'), version: '0.1.0' });

/** Everything that stands in it, as a file. */
export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
