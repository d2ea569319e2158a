/** `npm run demo:record`: carries the demo out and draws it anew into docs/demo.svg, which the README shows. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runDemo } from '../test/local-org/demoSteps.js';
import { demoPicture } from './demoPicture.js';

/** Always the same address of the org, which the outputs show. */
export const demoPort = 45672;

export const demoFile = fileURLToPath(new URL('../docs/demo.svg', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(demoFile, demoPicture(await runDemo(demoPort)));
