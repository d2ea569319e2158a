/** What holds of every run, whatever went wrong in it. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config, expect } from 'chai';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import { isTracked } from '../../../local-org/schema/fieldHistory.js';
import type { OneCheck } from '../../../../src/report/check/checkResult.js';
import { expectNoSecret, spelled } from '../../../support/commandRun.js';
import { expectCommittedSchema } from '../../../support/committedSchema.js';
import { expectAgreement } from '../../../support/oracle.js';
import type { Ran } from './running.js';
import type { Trouble } from './trouble.js';

/** A failure of one case in thousands has to say everything. */
config.truncateThreshold = 0;

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
const exitCodes = [0, 1, 2, 3, 68, 69, 130];

/** No token, no stack, no path of the program, none of the words that a program says of itself. */
export const expectClean = (local: LocalOrg | null, what: string, text: string): void => {
  if (local !== null) expectNoSecret(local, text);
  expect(text, what).to.not.match(/^\s+at .*[:)]\d*\)?$/m);
  expect(text, what).to.not.match(
    /TypeError|ReferenceError|RangeError|SyntaxError|node:internal|UND_ERR|\[object |\bNaN\b/,
  );
  expect(text, what).to.not.match(/\bundefined\b|%s|\bECONN/);
  expect(text.includes(`${root}/`), `${what}: ${text}`).to.equal(false);
};

/** All files below a folder by path. */
export const filesIn = async (folder: string): Promise<Map<string, string>> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.sort().map(async (path) => [path, await readFile(path, 'utf8')] as [string, string])),
  );
};

/** Nothing secret in what was written, nothing half written, nothing left over. */
export const expectSoundFiles = async (local: LocalOrg | null, folder: string): Promise<void> => {
  for (const [path, text] of await filesIn(folder)) {
    expectClean(local, path, text);
    expect(path, 'a temporary file').to.not.match(/\.next$|\.tmp$/);
    if (path.endsWith('.json')) expect(() => JSON.parse(text) as unknown, path).to.not.throw();
    if (path.endsWith('.xml')) expect(text, path).to.match(/^<\?xml [^]*<\/(\w+)>\s*$/);
  }
};

/** The output fits the exit code, is whole, and tells no secret and nothing of the program's inside. */
export const expectContract = (command: string, local: LocalOrg | null, argv: readonly string[], ran: Ran): void => {
  const { exitCode, stdout, stderr, result, error } = ran;
  const said = `${argv.join(' ')}\nexit code ${exitCode}\n${stdout}\n${stderr}`;
  expect(exitCodes, said).to.include(exitCode);
  if (exitCode === 130) expect(ran.interrupted, said).to.equal(true);
  // Node's own remark about the loopback address, once in a process.
  const complained = stderr.replace(/^\(node:\d+\) Warning: Using insecure protocol.*\n(\(Use .*\n)?/m, '');
  expectClean(local, 'output', `${stdout}\n${complained}`);
  if (local !== null) expectNoSecret(local, spelled(error ?? result));
  const defects = ran.requests.flatMap(({ internalError }) => internalError ?? []);
  expect(defects, 'defects of the embedded org').to.deep.equal([]);
  if (error !== null) {
    expect((error as { skipOclifErrorHandling?: boolean }).skipOclifErrorHandling, 'printed once').to.equal(true);
    expect(exitCode, said).to.be.oneOf([2, 69, 130]);
    expect(error.message, 'one sentence').to.match(/^\S[^\n]*$/);
  } else {
    expectCommittedSchema(command, result, said);
  }
  if (!argv.includes('--json')) {
    if (error !== null) expect(stderr, said).to.include(error.message.slice(0, 20));
    return;
  }
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  expect(printed['status'], said).to.equal(exitCode);
  if (error === null) expect(printed['result'], said).to.deep.equal(result);
  else expect(printed, said).to.include({ exitCode, name: error.name, message: error.message });
  expect(printed, said).to.not.have.any.keys('stack', 'cause');
};

/**
 * A custom detail of a standard master: the rows are dropped, the org lets access follow the master (fact B10, two
 * reports), and a check whose describe of it is in trouble goes by the rows. It then calls missing what may be there, never
 * the other way round.
 */
const followsMaster = /^object:Buying_Signal__c:/;

/** Ctrl-C at a request is obeyed, where nothing else was in the way that ended the run with another code. */
export const expectObeyed = (ran: Ran, { interrupt }: Trouble): void => {
  const onlyThat = ran.requests.every(({ fault }) => fault === null || fault === 'slow');
  // A part's fault is not in the request log: it shows as an answer that was asked for again, or as another exit code.
  if (ran.interrupted && interrupt?.afterMs === 0 && onlyThat && ran.error === null)
    expect(ran.exitCode, ran.stdout + ran.stderr).to.be.oneOf([130, 68, 2]);
};

/** What a check calls met the org gives, and what it calls missing the org does not give. */
export const expectTrue = ({ org }: LocalOrg, checks: readonly OneCheck[]): void => {
  for (const check of checks) {
    const plain = check.findings.filter(({ id, status }) => status === 'met' || !followsMaster.test(id));
    expectAgreement(org, { ...check, findings: plain });
    for (const { id, kind, status } of check.findings) {
      const [, sobject = '', field = ''] = /^historyTracking:(\w+)(?:\.(\w+))?$/.exec(id) ?? [];
      if (kind !== 'historyTracking' || status !== 'met') continue;
      const state = org.history.get(sobject);
      const really =
        field === '' ? state?.objectSwitch === true && state.trackedFields.size > 0 : isTracked(org, sobject, field);
      expect(really, `${id} is met`).to.equal(true);
    }
  }
};
