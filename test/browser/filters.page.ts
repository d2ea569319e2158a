/** Search, filters, permalinks and keyboard of the page, in a real Chromium. */
import { expect } from 'chai';
import { checkOfCiro } from '../support/reportDocuments/checkOfCiro.js';
import { many, wide } from '../support/reportDocuments/wide.js';
import { startChromium } from './chromium.js';
import type { Browser, Page } from './chromium.js';
import { pageFiles } from './pageFiles.js';
import type { PageFiles } from './pageFiles.js';

const told = (page: Page): Promise<string> => page.evaluate<string>(`document.getElementById('shown').textContent`);

/** How many findings are there to be seen, which has to be what the page says. */
const seen = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `document.querySelectorAll('.list:not([hidden]) .findings:not([hidden]) > li:not([hidden])').length`,
  );

/** Waits until the page says so many. */
const says = async (page: Page, text: string): Promise<void> => {
  await page.waitForFunction(`document.getElementById('shown').textContent === ${JSON.stringify(text)}`);
};

describe('the filters of the HTML report in Chromium', () => {
  let browser: Browser;
  let files: PageFiles;
  let page: Page;

  before(async () => {
    browser = await startChromium();
    files = await pageFiles();
  });
  after(async () => {
    await browser?.close();
    await files?.remove();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
  });
  afterEach(() => page.close());

  it('find by words, status, level and object, together, and show all again', async () => {
    await page.goto(await files.add('check', checkOfCiro));
    expect(await told(page)).to.equal('All 81 findings shown.');
    await page.type('#filter-text', 'EDIT industry');
    await says(page, '3 of 81 findings shown.');
    await page.select(
      '#filter-object',
      await page.evaluate<string>(
        `[...document.getElementById('filter-object').options].find((one) => one.text.startsWith('Lead')).value`,
      ),
    );
    await says(page, '1 of 81 findings shown.');
    expect(await seen(page)).to.equal(1);
    await page.click('#filter button[type=reset]');
    await says(page, 'All 81 findings shown.');
    await page.select('#filter-status', 'open');
    await says(page, '30 of 81 findings shown.');
    await page.select('#filter-level', 'optional');
    await says(page, '1 of 81 findings shown.');
    await page.select('#filter-status', 'waived');
    await says(page, '0 of 81 findings shown.');
    expect(await seen(page)).to.equal(0);
  });

  it('find what belongs to a user and a definition', async () => {
    await page.goto(await files.add('many', many(4, 3, 20)));
    await page.select('#filter-user', 'user2@example.com');
    await says(page, '60 of 240 findings shown.');
    await page.select('#filter-integration', 'vendor-3');
    await says(page, '20 of 240 findings shown.');
    expect(await seen(page)).to.equal(20);
  });

  it('take what is about others out of the matrix and of the sections too', async () => {
    await page.goto(await files.add('many', many(4, 3, 20)));
    const rows = `[...document.getElementById('table~~readiness').querySelectorAll('tbody tr')].filter((one) => one.checkVisibility()).map((one) => one.firstElementChild.textContent)`;
    const sections = `[...document.querySelectorAll('section.group')].filter((one) => one.checkVisibility()).length`;
    expect(await page.evaluate<string[]>(rows)).to.have.lengthOf(4);
    await page.select('#filter-user', 'user2@example.com');
    await says(page, '60 of 240 findings shown.');
    expect(await page.evaluate<string[]>(rows)).to.deep.equal(['user2@example.com']);
    expect(await page.evaluate<number>(sections)).to.equal(3);
    await page.select('#filter-integration', 'vendor-3');
    await says(page, '20 of 240 findings shown.');
    expect(await page.evaluate<number>(sections)).to.equal(1);
    await page.click('#filter button[type=reset]');
    await says(page, 'All 240 findings shown.');
    expect(await page.evaluate<string[]>(rows)).to.have.lengthOf(4);
    expect(await page.evaluate<number>(sections)).to.equal(12);
  });

  it('are right with 10,000 findings', async () => {
    await page.goto(await files.add('wide', wide(10_000)));
    expect(await told(page)).to.equal('All 10,000 findings shown.');
    await page.type('#filter-text', 'custom_object_17__c');
    await says(page, '50 of 10,000 findings shown.');
    expect(await seen(page)).to.equal(50);
    await page.select('#filter-status', 'unmet');
    await says(page, '10 of 10,000 findings shown.');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).to.equal(1280);
  });

  it('let a link to a finding that they hide show it, unfolded', async () => {
    const url = await files.add('check', checkOfCiro);
    await page.goto(url);
    await page.select('#filter-status', 'met');
    await says(page, '50 of 81 findings shown.');
    const id = await page.evaluate<string>(`document.querySelector('.findings > li[data-s=waived]').id`);
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    await says(page, 'All 81 findings shown.');
    expect(
      await page.evaluate<boolean>(`document.getElementById(${JSON.stringify(id)}).firstElementChild.open`),
    ).to.equal(true);
    await page.goto('about:blank');
    await page.goto(`${url}#${id}`);
    expect(
      await page.evaluate<boolean>(`document.getElementById(${JSON.stringify(id)}).firstElementChild.open`),
    ).to.equal(true);
  });

  it('unfold and fold what is shown', async () => {
    await page.goto(await files.add('check', checkOfCiro));
    await page.select('#filter-level', 'recommended');
    await says(page, '2 of 81 findings shown.');
    const opened = `document.querySelectorAll('.findings details[open]').length`;
    await page.click('#unfold');
    expect(await page.evaluate<number>(opened)).to.equal(2);
    await page.click('#unfold');
    expect(await page.evaluate<number>(opened)).to.equal(0);
  });

  it('are reached by keyboard: first the link past the contents, and a finding unfolds with Enter', async () => {
    await page.goto(await files.add('check', checkOfCiro));
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.className')).to.equal('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).to.equal('main');
    await page.evaluate(`document.querySelector('.findings summary').focus()`);
    await page.keyboard.press('Enter');
    expect(await page.evaluate<boolean>(`document.querySelector('.findings details').open`)).to.equal(true);
  });

  it('stand beside commands that are copied, or marked where a browser lets nobody copy', async () => {
    await page.goto(await files.add('check', checkOfCiro));
    await page.click('button.copy');
    await page.waitForFunction(
      `document.querySelector('button.copy').textContent === 'Copied' || getSelection().toString() === document.querySelector('pre').textContent`,
    );
  });
});
