/** A report in every format, for golden files. */
import type { ReportDocument } from '../../src/report/document/reportDocument.js';
import { annotationsOf } from '../../src/report/formats/annotations.js';
import { reportFormats } from '../../src/report/formats/reportFormats.js';
import { wordsOf } from '../unit/report/support/scenes.js';

/** A page without its style and script, which are not made from the document, and without their hashes. */
const withoutProgram = (text: string): string =>
  text.replace(/<(style|script)>.*?<\/\1>/gs, '<$1></$1>').replace(/sha256-[\w+/=]{44}/g, 'sha256-…');

/** Name of each file, and how it is made. @param name what they are called before their ending */
export const reportFilesOf = (name: string, document: () => ReportDocument): Record<string, () => string> => ({
  ...Object.fromEntries(
    Object.entries(reportFormats).map(([ending, { bundle, write }]) => [
      `${name}${ending}`,
      () => withoutProgram(write(document(), wordsOf(bundle))),
    ]),
  ),
  [`${name}.annotations.txt`]: () => `${annotationsOf(document()).join('\n')}\n`,
});
