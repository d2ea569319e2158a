/** What every page has to be at every width, light, dark and on paper, in a real Chromium. */
import { expect } from 'chai';
import { checkOfCiro } from '../support/reportDocuments/checkOfCiro.js';
import { empty } from '../support/reportDocuments/empty.js';
import { hostile } from '../support/reportDocuments/hostile.js';
import { planOfCiro } from '../support/reportDocuments/planOfCiro.js';
import { many, wide } from '../support/reportDocuments/wide.js';
import { axeSource, startChromium } from './chromium.js';
import type { Browser, Page } from './chromium.js';
import { pageFiles } from './pageFiles.js';
import type { PageFiles } from './pageFiles.js';

const documents = { checkOfCiro, planOfCiro, hostile, empty, many: many(6, 1, 12) };
const widths = [390, 1280, 1920];
const schemes = ['light', 'dark'];

/** What axe finds, a line for each, with everything unfolded so that it is looked at. */
const lookForBarriers = `(async () => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.slice(0, 3).map(({ html }) => html).join(' '));
})()`;

describe('the HTML report in Chromium', () => {
  let browser: Browser;
  let files: PageFiles;
  let axe: string;

  before(async () => {
    browser = await startChromium();
    files = await pageFiles();
    axe = await axeSource();
  });
  after(async () => {
    await browser?.close();
    await files?.remove();
  });

  /** Opens a page and keeps what it should not do: requests beyond itself, dialogs, complaints in the console. */
  const open = async (url: string): Promise<{ readonly page: Page; readonly trouble: string[] }> => {
    const page = await browser.newPage();
    const trouble: string[] = [];
    page.on('request', (request) => {
      const target = (request as { url: () => string }).url();
      if (target !== url) trouble.push(`request: ${target}`);
    });
    page.on('dialog', (dialog) => {
      trouble.push('dialog');
      void (dialog as { dismiss: () => Promise<void> }).dismiss();
    });
    page.on('console', (message) => trouble.push(`console: ${(message as { text: () => string }).text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${String(error)}`));
    await page.goto(url);
    return { page, trouble };
  };

  it('is looked at by an axe that does see what is in the way', async () => {
    const { page } = await open(await files.add('barriers', empty));
    await page.evaluate(axe);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<input><p style="color: #bbb">pale</p>')`);
    await page.evaluate(`document.querySelector('footer p').className = 'badge bad'`);
    expect((await page.evaluate<string[]>(lookForBarriers)).join(' ')).to.match(/label: /);
    await page.close();
  });

  // Long pages are made otherwise. For all of it axe takes minutes, so of lists and tables whose entries are alike some stay.
  it('has nothing in the way of anyone with 10,000 findings', async () => {
    const { page, trouble } = await open(await files.add('wide', wide(10_000)));
    await page.setViewport({ width: 1280, height: 900 });
    const shortened = `[...document.querySelectorAll('.findings, .links, tbody')].reduce((sum, list) => {
      const more = [...list.children].slice(20);
      for (const one of more) one.remove();
      return sum + more.length;
    }, 0)`;
    expect(await page.evaluate<number>(shortened)).to.be.greaterThan(9000);
    await page.evaluate(axe);
    expect(await page.evaluate<string[]>(lookForBarriers)).to.deep.equal([]);
    expect(trouble).to.deep.equal([]);
    await page.close();
  }).timeout(400_000);

  for (const [name, document] of Object.entries(documents))
    describe(name, () => {
      let url: string;
      before(async () => {
        url = await files.add(name, document);
      });

      for (const width of widths)
        for (const scheme of schemes)
          it(`${scheme}, ${width} pixels wide: nothing in the way of anyone, nothing cut off, nothing loaded`, async () => {
            const { page, trouble } = await open(url);
            await page.setViewport({ width, height: 900 });
            await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
            expect(await page.evaluate<number>('document.documentElement.scrollWidth')).to.equal(width);
            await page.evaluate(axe);
            expect(await page.evaluate<string[]>(lookForBarriers)).to.deep.equal([]);
            expect(await page.evaluate<number>('document.documentElement.scrollWidth'), 'unfolded').to.equal(width);
            expect(trouble).to.deep.equal([]);
            await page.close();
          });

      it('shows every finding and no control without script', async () => {
        const page = await browser.newPage();
        await page.setJavaScriptEnabled(false);
        await page.goto(url);
        const shown = `(selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0).length`;
        const all = document.groups.reduce((sum, { items }) => sum + items.length, 0);
        expect(await page.evaluate<number>(`(${shown})('.findings > li')`)).to.equal(all);
        expect(await page.evaluate<number>(`(${shown})('form, button, input, select')`)).to.equal(0);
        await page.close();
      });

      it('unfolds everything on paper, without script too, and prints no control', async () => {
        const page = await browser.newPage();
        await page.setJavaScriptEnabled(false);
        await page.goto(url);
        await page.emulateMediaType('print');
        const hidden = `[...document.querySelectorAll('main details > :not(summary)')].filter((one) => !one.checkVisibility({ contentVisibilityAuto: false })).length`;
        expect(await page.evaluate<number>(hidden)).to.equal(0);
        const controls = `[...document.querySelectorAll('nav, form, button')].filter((one) => one.checkVisibility()).length`;
        expect(await page.evaluate<number>(controls)).to.equal(0);
        expect((await page.pdf({ format: 'A4' })).length).to.be.greaterThan(1000);
        await page.close();
      });
    });
});
