import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const run = promisify(execFile);

/** `sf` tells scripts the name of the class of a command that failed; putting files together must not rename it. Needs the build. */
describe('the names of the built commands', function () {
  this.timeout(60_000);

  for (const [argv, name] of [
    [['describe', 'hubspot'], 'IntegrationDescribe'],
    [['generate', 'workflow', 'hubspot'], 'IntegrationGenerateWorkflow'],
  ] as const) {
    it(`${argv.join(' ')}: ${name}`, async () => {
      const { stdout } = await run(process.execPath, [cli, 'integration', ...argv, '--json']).catch(
        (error: unknown) => error as { stdout: string },
      );
      const { commandName, context } = JSON.parse(stdout) as Record<string, unknown>;
      expect([commandName, context]).to.deep.equal([name, name]);
    });
  }
});
