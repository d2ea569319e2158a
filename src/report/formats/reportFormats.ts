/** All formats of files that people keep: each a pure function of the document. */
import type { ReportDocument } from '../document/reportDocument.js';
import type { Words } from '../words.js';
import { checklistOf } from './checklist.js';
import { csvOf } from './csv.js';
import { jsonOf } from './json.js';
import { junitOf } from './junit.js';
import { markdownOf } from './markdown.js';
import type { ReportEnding } from './reportEndings.js';
import { sarifOf } from './sarif.js';

/** Makes the text of a file. @param said sentences of messages/document.md */
export type ReportFormat = (document: ReportDocument, said: Words) => string;

/** The format of each ending. */
export const reportFormats: Readonly<Record<Exclude<ReportEnding, '.html'>, ReportFormat>> = {
  '.checklist.md': checklistOf,
  '.md': markdownOf,
  '.junit.xml': junitOf,
  '.sarif': sarifOf,
  '.csv': csvOf,
  '.json': jsonOf,
};
