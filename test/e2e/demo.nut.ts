/** The demo, with the real `sf`: it works, and its recording is what it prints, byte for byte but for the time. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { runDemo } from '../local-org/demoSteps.js';
import { demoPicture } from '../../tools/demoPicture.js';
import { demoFile, demoPort } from '../../tools/recordDemo.js';

describe('npm run demo', function () {
  this.timeout(300_000);
  it('goes through, and prints what docs/demo.svg shows', async () => {
    expect(demoPicture(await runDemo(demoPort)), 'npm run demo:record').to.equal(await readFile(demoFile, 'utf8'));
  });
});
