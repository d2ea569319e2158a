/** All formats of files that people keep: each a pure function of the document. */
import type { ReportDocument } from '../document/reportDocument.js';
import type { Words } from '../words.js';
import { checklistOf } from './checklist.js';
import { csvOf } from './csv.js';
import { htmlOf } from './html/htmlOf.js';
import { jsonOf } from './json.js';
import { junitOf } from './junit.js';
import { markdownOf } from './markdown.js';
import type { ReportEnding } from './reportEndings.js';
import { sarifOf } from './sarif.js';

/** A format: from which message file its sentences are, and how it makes the text of a file. */
export type ReportFormat = {
  readonly bundle: 'document' | 'htmlReport';
  readonly write: (document: ReportDocument, words: Words) => string;
};

/** The format of each ending. */
export const reportFormats: Readonly<Record<ReportEnding, ReportFormat>> = {
  '.html': { bundle: 'htmlReport', write: htmlOf },
  '.checklist.md': { bundle: 'document', write: checklistOf },
  '.md': { bundle: 'document', write: markdownOf },
  '.junit.xml': { bundle: 'document', write: junitOf },
  '.sarif': { bundle: 'document', write: sarifOf },
  '.csv': { bundle: 'document', write: csvOf },
  '.json': { bundle: 'document', write: jsonOf },
};
