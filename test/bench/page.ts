/** The HTML report with 10,000 findings: written, opened in a real Chromium, and filtered there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { ReportDocument } from '../../src/report/document/reportDocument.js';
import { htmlOf } from '../../src/report/formats/html/htmlOf.js';
import { startChromium } from '../browser/chromium.js';
import type { Page } from '../browser/chromium.js';
import { pageWords } from '../support/reportDocuments/pageWords.js';
import { many, wide } from '../support/reportDocuments/wide.js';
import { pageFindings, pageTitle } from './pages.js';
import type { PageId } from './pages.js';
import type { Runnable } from './rounds.js';

const documents: Readonly<Record<PageId, () => ReportDocument>> = {
  one: () => wide(pageFindings),
  several: () => many(10, 4, pageFindings / 40),
};

/** Milliseconds: CPU time of writing it, and what somebody waits for to see it and to see it filtered. */
export type PageRun = { bytes: number; writtenMs: number; openedMs: number; searchedMs: number; chosenMs: number };

/** Two frames after something has happened, it is to be seen. */
const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** What passes between a change of a filter and the frame that shows its findings. */
const filtered = (page: Page, name: string, value: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const shown = document.getElementById('shown');
    const before = shown.textContent;
    const input = document.getElementById('filter').elements[${JSON.stringify(name)}];
    const began = performance.now();
    input.value = ${JSON.stringify(value)};
    input.dispatchEvent(new Event('input', { bubbles: true }));
    while (shown.textContent === before) await new Promise((done) => setTimeout(done, 1));
    await ${painted};
    return performance.now() - began;
  })()`);

/** One turn: writes the page, and opens and filters it in a fresh browser. */
export const pageTurn = (id: PageId, rounds: number): Runnable<PageRun> => ({
  title: pageTitle(id),
  rounds,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
    const browser = await startChromium();
    try {
      const document = documents[id]();
      const before = process.cpuUsage();
      const text = htmlOf(document, pageWords);
      const { user, system } = process.cpuUsage(before);
      const file = join(folder, 'report.html');
      await writeFile(file, text);
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      const began = performance.now();
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(painted);
      const openedMs = performance.now() - began;
      return {
        bytes: Buffer.byteLength(text),
        writtenMs: (user + system) / 1000,
        openedMs,
        // The first search reads the texts of all findings.
        searchedMs: await filtered(page, 'text', 'object_3__c'),
        chosenMs: await filtered(page, 'status', 'unmet'),
      };
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});
