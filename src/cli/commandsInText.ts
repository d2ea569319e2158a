/**
 * Commands that sentences name, so that they can be pasted: a sentence has `sf integration check`, and the run knows the org, and
 * what of the integration and the user was given by flag.
 */
import { withoutSecrets } from '../secrets.js';
import { commandLine } from './commandLine.js';

/** What a run was given, as its next commands have to repeat it. Null or empty where no flag gave it. */
export type RunLine = {
  /** Username of the org. */
  readonly org: string | null;
  readonly integrations: readonly string[];
  readonly users: readonly string[];
  /** A project file that was named. */
  readonly config: string | null;
};

const nothing: RunLine = { org: null, integrations: [], users: [], config: null };

let line = nothing;

/** Forgets an earlier run in this process. */
export const forgetLine = (): void => {
  line = nothing;
};

/** What the flags of a command are, as far as next commands repeat them. */
type ParsedFlags = Readonly<Record<string, unknown>>;

const textsIn = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string');

const usernameIn = (org: unknown): string | null =>
  typeof org === 'object' && org !== null && 'getUsername' in org && typeof org.getUsername === 'function'
    ? ((org.getUsername() as string | undefined) ?? null)
    : null;

/** Keeps what this run was given. */
export const rememberLine = ({ 'target-org': org, integration, user, config }: ParsedFlags): void => {
  line = {
    org: usernameIn(org),
    integrations: textsIn(integration),
    users: textsIn(user),
    config: textsIn(config)[0] ?? null,
  };
};

/** A word of a refused command line: the value of a flag. */
type GivenWord = { readonly type: string; readonly flag?: string; readonly input?: string };

/** Keeps what the words of a command line give that was refused before its flags were read. */
export const rememberWords = (raw: readonly GivenWord[]): void => {
  const given = (name: string): string[] =>
    raw.flatMap(({ type, flag, input }) => (type === 'flag' && flag === name && input !== undefined ? [input] : []));
  line = {
    org: given('target-org').at(-1) ?? null,
    integrations: given('integration'),
    users: given('user'),
    config: given('config').at(-1) ?? null,
  };
};

/** `one…`: only where a single one was given, as the command takes no more. */
type Repeated = 'org' | 'integrations' | 'oneIntegration' | 'users' | 'oneUser' | 'config';

/** What each command that a sentence may name has to be told again. All others are the same for every org. */
const repeatedBy: ReadonlyArray<readonly [RegExp, readonly Repeated[]]> = [
  [/^integration (check|setup|monitor)$/, ['org', 'integrations', 'users', 'config']],
  [/^integration (grant|revoke)$/, ['org', 'oneIntegration', 'users', 'config']],
  [/^integration explain$/, ['org', 'oneIntegration', 'users', 'config']],
  [/^integration health$/, ['org', 'oneIntegration', 'oneUser', 'config']],
  [/^integration history-tracking$/, ['org', 'oneIntegration', 'config']],
  [/^integration (lookup|generate (config|definition))$/, ['org']],
  [/^(data query|org display|org list limits|org assign permset|project (deploy|retrieve) start)$/, ['org']],
];

const repeatedFlag = (flag: string, values: readonly string[], takesAll: boolean, takesOne: boolean): string[] =>
  takesAll || (takesOne && values.length === 1) ? values.flatMap((value) => [flag, value]) : [];

/** The flags that a command has to be given again. @param rest what stands behind it in the sentence */
const flagsOf = (id: string, rest: string): string[] => {
  // A reviewed plan and a receipt say by themselves what they are about.
  const isSaid = /^[^"`]*--(plan|receipt)\b/.test(rest);
  const repeated = repeatedBy.find(([command]) => command.test(id))?.[1] ?? [];
  const has = (part: Repeated, flag: string): boolean =>
    repeated.includes(part) && (part === 'org' || !isSaid) && !new RegExp(`^[^"\`]* ${flag}\\b`).test(rest);
  return [
    ...repeatedFlag('-i', line.integrations, has('integrations', '-i'), has('oneIntegration', '-i')),
    ...repeatedFlag('-u', line.users, has('users', '-u'), has('oneUser', '-u')),
    ...(has('config', '--config') && line.config !== null ? ['--config', line.config] : []),
    ...(has('org', '-o') && line.org !== null ? ['-o', line.org] : []),
  ];
};

/** The words of a command, without what is given to it. */
const commandWords =
  /\bsf (integration (?:generate [a-z]+|[a-z]+(?:-[a-z]+)*)|data query|org (?:display|list limits|assign permset)|project (?:deploy|retrieve) start)/g;

/** A sentence with the commands that it names as this run would have to type them. */
export const withLine = (text: string): string =>
  text.replace(commandWords, (command: string, id: string, at: number) => {
    const flags = flagsOf(id, text.slice(at + command.length));
    return flags.length === 0 ? command : `${command} ${commandLine(flags.map(withoutSecrets))}`;
  });
