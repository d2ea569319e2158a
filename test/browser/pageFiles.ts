/** Pages of reports as files, to be opened in a browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { htmlOf } from '../../src/report/formats/html/htmlOf.js';
import type { ReportDocument } from '../../src/report/document/reportDocument.js';
import { pageWords } from '../support/reportDocuments/pageWords.js';

export type PageFiles = {
  /** Writes the page of a report, and returns its address. */
  readonly add: (name: string, document: ReportDocument) => Promise<string>;
  readonly remove: () => Promise<void>;
};

/** A folder for pages, which is there until it is removed. */
export const pageFiles = async (): Promise<PageFiles> => {
  const folder = await mkdtemp(join(tmpdir(), 'report-pages-'));
  return {
    add: async (name, document) => {
      const file = join(folder, `${name}.html`);
      await writeFile(file, htmlOf(document, pageWords));
      return pathToFileURL(file).href;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
