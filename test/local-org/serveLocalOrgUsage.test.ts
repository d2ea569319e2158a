import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { scenarioNames } from './scenarios/readScenario.js';

const serve = (...argv: string[]) =>
  spawnSync(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('serveLocalOrg.ts', import.meta.url)), ...argv],
    { encoding: 'utf8' },
  );

describe('npm run org', function () {
  this.timeout(60_000);

  it('--help says the options and what the scenarios show', () => {
    const { status, stdout, stderr } = serve('--help');
    expect(stderr).to.not.match(/Error|at .*:\d+:\d+/);
    expect(status).to.equal(0);
    for (const option of ['--scenario', '--port', '--latency', '--language']) expect(stdout).to.include(option);
    for (const name of scenarioNames()) expect(stdout).to.match(new RegExp(`^  ${name} +\\S`, 'm'));
    expect(stdout).to.include('An Enterprise org at the beginning of a rollout');
  });

  it('says of an option that there is none in a sentence, with the options', () => {
    const { status, stderr } = serve('--scenari', 'default');
    expect(status).to.equal(1);
    expect(stderr).to.include("'--scenari'").and.include('--scenario NAME');
    expect(stderr).to.not.match(/at .*:\d+:\d+/);
  });
});
