/**
 * `npm run demo`: starts the embedded org, logs the real `sf` in to it in a temporary home folder, links this plugin, and goes
 * from a check to the look of the monitor. Exits with 0 if all of that worked.
 */
import { runDemo } from './demoSteps.js';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

print('An embedded Salesforce org starts, and the real sf logs in to it.\nNothing leaves this machine.');
await runDemo(
  undefined,
  ({ headline, command }) => print(`\n# ${headline}\n$ sf ${command.join(' ')}`),
  (output) => process.stdout.write(output),
);
print('\nThat was the demo. Start an org of your own to play with: npm run org');
