/**
 * What `sf` runs before each of its commands. An old Node cannot load the libraries of Salesforce: without this, a command of
 * ours would end in a stack trace. So nothing is imported here but what every Node has.
 */
import { readFileSync, writeSync } from 'node:fs';
import type { Hook } from '@oclif/core';

/** Major and minor of a version or of the range `>=22.15`. */
const numbersOf = (version: string): [major: number, minor: number] => {
  const [major = 0, minor = 0] = (/[\d.]+/.exec(version)?.[0] ?? '').split('.').map(Number);
  return [major, minor];
};

/** Whether a version of Node is older than what a range of the form `>=22.15` begins with. */
const isOlder = (version: string, range: string): boolean => {
  const [major, minor] = numbersOf(version);
  const [neededMajor, neededMinor] = numbersOf(range);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
};

/** A text of the bundle of failures, read by hand: what reads messages otherwise is one of the libraries. */
const failureText = (key: string, tokens: readonly string[] = []): string => {
  const bundle = readFileSync(new URL('../../messages/failure.md', import.meta.url), 'utf8');
  const section = bundle.split(/^# /m).find((text) => text.startsWith(`${key}\n`)) ?? key;
  return tokens.reduce((text, token) => text.replace('%s', () => token), section.slice(key.length).trim());
};

/** Says on an old Node which one is needed, and ends the process with 2. Commands of other plugins are none of its business. */
const hook: Hook.Init = ({ id, argv, config }) => {
  if (id?.split(':')[0] !== 'integration') return Promise.resolve();
  const needed = config.plugins.get('sf-plugin-integration')?.pjson.engines?.node ?? '';
  const { node } = process.versions;
  if (!isOlder(node, needed)) return Promise.resolve();
  const message = failureText('error.NODE_TOO_OLD', [numbersOf(needed).join('.'), node, process.execPath]);
  const actions = failureText('error.NODE_TOO_OLD.actions')
    .split('\n')
    .map((line) => line.replace(/^- /, ''));
  if (argv.includes('--json')) {
    const told = { name: 'NodeTooOldError', message, exitCode: 2, status: 2, actions, warnings: [] };
    writeSync(1, `${JSON.stringify(told, null, 2)}\n`);
  } else {
    const advice = actions.map((action) => `  ${action}`).join('\n');
    writeSync(2, `Error (NodeTooOldError): ${message}\n\nTry this:\n\n${advice}\n`);
  }
  process.exit(2);
};

export default hook;
