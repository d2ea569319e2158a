/** Commands that sentences mark, told with the org, the integration and the user that this run was given: so they can be pasted. */
import { withCommands } from '../report/markedCommands.js';
import { withoutSecrets } from '../secrets.js';
import { commandLine } from './commandLine.js';
import { runLine } from './runLine.js';
import type { RunLine } from './runLine.js';

/** `one…`: only where a single one was given, as the command takes no more. */
type Repeated = 'org' | 'login' | 'integrations' | 'oneIntegration' | 'users' | 'set' | 'phases' | 'config';

/** What each command that a sentence may mark has to be told again. */
const repeatedBy: Readonly<Record<string, readonly Repeated[]>> = {
  'integration check': ['integrations', 'users', 'set', 'phases', 'config', 'org'],
  'integration setup': ['integrations', 'users', 'set', 'phases', 'config', 'org'],
  'integration monitor': ['integrations', 'users', 'config', 'org'],
  'integration grant': ['oneIntegration', 'users', 'set', 'phases', 'config', 'org'],
  'integration revoke': ['oneIntegration', 'users', 'set', 'config', 'org'],
  'integration history-tracking': ['oneIntegration', 'set', 'phases', 'config', 'org'],
  'integration lookup': ['org'],
  'integration generate config': ['org'],
  'data query': ['org'],
  'org display': ['org'],
  'org login web': ['login'],
  'org list limits': ['org'],
  'org assign permset': ['org'],
  'project deploy start': ['org'],
  'project retrieve start': ['org'],
};

/** Flags by which a command says of itself what it is about: a reviewed plan, a receipt, a snapshot in place of the org. */
const saidBy = { all: ['--snapshot'], allButOrg: ['--plan', '--receipt'] } as const;

/** A flag with each of the values that were given. */
const each = (flag: string, values: readonly string[]): string[] => values.flatMap((value) => [flag, value]);

/** The same where the command takes one. */
const single = (flag: string, values: readonly string[]): string[] => (values.length === 1 ? each(flag, values) : []);

const told = (value: string | null): string[] => (value === null ? [] : [value]);

/** The words with which a command line repeats one part of what was given. */
const repeating: Readonly<Record<Repeated, (line: RunLine) => readonly string[]>> = {
  login: ({ login }) =>
    login === null ? [] : [...each('--alias', told(login.alias)), ...each('--instance-url', [login.instanceUrl])],
  org: ({ org }) => each('-o', told(org)),
  integrations: ({ integrations }) => each('-i', integrations),
  oneIntegration: ({ integrations }) => single('-i', integrations),
  users: ({ users }) => each('-u', users),
  set: ({ set }) => each('--set', set),
  phases: ({ phases }) => each('--phase', phases),
  config: ({ config }) => each('--config', told(config)),
};

/** Ids of commands that may be marked, the longest first. */
const ids = Object.keys(repeatedBy).sort((a, b) => b.length - a.length);

/** A marked command as this run would have to type it. @param command without `sf`: `integration grant --plan FILE` */
const typed = (command: string, line: RunLine): string => {
  const id = ids.find((one) => command === one || command.startsWith(`${one} `));
  if (id === undefined) return command;
  const rest = command.slice(id.length);
  const words = new Set(rest.split(' '));
  if (saidBy.all.some((flag) => words.has(flag))) return command;
  const isSaid = saidBy.allButOrg.some((flag) => words.has(flag));
  const flags = (repeatedBy[id] ?? [])
    .filter((part) => part === 'org' || !isSaid)
    .map((part) => repeating[part](line))
    // What stands there stays.
    .filter(([flag]) => flag !== undefined && !words.has(flag))
    .flat();
  return flags.length === 0 ? command : `${id} ${commandLine(flags.map(withoutSecrets))}${rest}`;
};

/** A sentence with its marked commands as this run would have to type them. */
export const withLine = (text: string): string => withCommands(text, (command) => typed(command, runLine()));
