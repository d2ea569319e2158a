/** The demo, with the real `sf`: it works, and its recording is what it prints, byte for byte but for the time. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { runDemo } from '../local-org/demoSteps.js';
import { demoPicture } from '../../tools/demoPicture.js';
import { demoFile, demoPort } from '../../tools/recordDemo.js';

const isGerman = process.env['LOCAL_ORG_LANGUAGE'] === 'de';

describe('npm run demo', function () {
  this.timeout(300_000);
  it('goes through, and prints what docs/demo.svg shows', async () => {
    const outputs = await runDemo(demoPort);
    // The picture is of an English org: the Setup Audit Trail tells of objects by the labels of the org's language (fact N4).
    if (isGerman) expect(outputs.at(-1)?.output).to.include('⟦Lead⟧ object permissions were changed');
    else expect(demoPicture(outputs), 'npm run demo:record').to.equal(await readFile(demoFile, 'utf8'));
  });
});
