/** The recording of the demo that the README shows: its commands are those of the demo, and it shows what it is to show. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { demoSteps } from '../local-org/demoSteps.js';
import { pageOf, timeless } from '../../tools/demoPicture.js';
import { demoFile } from '../../tools/recordDemo.js';

describe('the recording of the demo', () => {
  it('has every step with its headline, command and main line, in the order of the demo', async () => {
    const pages = (await readFile(demoFile, 'utf8')).split('<g class="page"').slice(1);
    expect(pages).to.have.length(demoSteps.length);
    const mainLines = [
      'NOT READY',
      'Dry run: nothing was changed.',
      'done      assignment: sixsense@example.com: Integration_6sense',
      'READY',
      'HAS IT',
      'Written: report.html.',
      'First look at demo',
      'done      take from the user: sixsense@example.com: Integration_6sense',
      'LOST        Read on Lead',
    ];
    for (const [at, { headline, command }] of demoSteps.entries()) {
      expect(pages[at]).to.include(`# ${headline}</text>`);
      expect(pages[at]).to.include(`$ sf ${command.join(' ')}</text>`);
      expect(pages[at]).to.include(mainLines[at] ?? 'no main line for this step');
    }
  });

  it('leaves out what a page has no room for, and sets all times to one', () => {
    const output = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
    const page = pageOf({ headline: 'One', command: ['integration', 'list'], exitCode: 0, output });
    expect(page).to.have.length(42);
    expect(page.at(-1)?.text).to.equal('...');
    expect(timeless('at 2027-01-02 03:04 UTC, 2027-01-02T03:04:05.678Z')).to.equal(
      'at 2026-11-29 12:00 UTC, 2026-11-29T12:00:00Z',
    );
  });
});
