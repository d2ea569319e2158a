/**
 * `npm run org -- [--scenario NAME] [--port N] [--latency MS] [--language de|ja]`: serves an embedded org and says how to log in to it.
 */

import { parseArgs } from 'node:util';

import { users } from './http/controlRequests.js';
import { languages } from './http/languages.js';
import { startLocalOrg } from './http/localOrgServer.js';
import { scenarioLines, usageLines } from './serveLocalOrgUsage.js';
import type { LocalOrg } from './http/localOrgServer.js';

const options = {
  scenario: { type: 'string', default: 'default' },
  port: { type: 'string', default: '0' },
  latency: { type: 'string', default: '0' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const valuesOf = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(
      `${[error instanceof Error ? error.message : String(error), '', ...usageLines(), ''].join('\n')}`,
    );
    process.exit(1);
  }
};

const values = valuesOf();
if (values.help) {
  process.stdout.write([...usageLines(), '', ...scenarioLines(), ''].join('\n'));
  process.exit(0);
}

const language = languages.find((known) => known === values.language);

try {
  if (values.language !== undefined && language === undefined)
    throw new Error(`--language must be one of ${languages.join(', ')}`);
  const local = await startLocalOrg({
    scenario: values.scenario,
    port: Number(values.port),
    latencyMs: Number(values.latency),
    ...(language === undefined ? {} : { language }),
  });
  process.stdout.write(introduction(local, values.scenario));
  const stop = (): void => {
    void local.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function introduction(org: LocalOrg, scenario: string): string {
  const logins = users(org).map(
    ({ username, accessToken }) => `  ${visible(username)}\n    ${loginCommand(org.url, username, accessToken)}\n`,
  );
  return [
    `Embedded org "${visible(org.org.name)}" (${org.org.id}, scenario ${scenario}) at ${org.url}`,
    '',
    'Log in with one of these; the tokens are good as long as this process runs:',
    '',
    ...logins,
    'Then, for example:',
    '',
    `  sf data query --query "SELECT Id, Name FROM Account LIMIT 5" --target-org ${aliasOf(users(org)[0]?.username ?? '')}`,
    '',
    `Requests so far:  ${org.url}/__control/requests`,
    `Rows of an object: ${org.url}/__control/state/PermissionSet`,
    'Stop with Ctrl+C.',
    '',
  ].join('\n');
}

function loginCommand(url: string, username: string, accessToken: string): string {
  const command = `sf org login access-token --instance-url ${url} --alias ${aliasOf(username)} --no-prompt`;
  return process.platform === 'win32'
    ? `$env:SF_ACCESS_TOKEN='${accessToken}'; ${command}`
    : `SF_ACCESS_TOKEN='${accessToken}' ${command}`;
}

/** `admin` for `admin@acme.example`: the text before the @, without characters that a shell interprets. */
function aliasOf(username: string): string {
  return (username.split('@')[0] ?? username).replace(/[^A-Za-z0-9._-]/g, '-') || 'org';
}

/** Replaces control characters: names come from scenarios, and some hold escape sequences for terminals. */
function visible(name: string): string {
  return name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
