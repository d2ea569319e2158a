/** Starts Chromium once before the tests that need it: where there is none, says why in a sentence and ends with 1. */
import { startChromium } from './chromium.js';

try {
  const browser = await startChromium();
  process.stderr.write(`${await browser.version()}\n`);
  await browser.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
