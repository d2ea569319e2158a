/** What this run was given on its command line, as far as the commands that its sentences name have to repeat it. */
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';

/** Null or empty where no flag gave it. */
export type RunLine = {
  /** Username of the org. */
  readonly org: string | null;
  /** Where the org is, and the alias under which it was named: a login without them is another org, or loses the alias. */
  readonly login: { readonly alias: string | null; readonly instanceUrl: string } | null;
  readonly integrations: readonly string[];
  readonly users: readonly string[];
  /** Values of parameters, as `--set` takes them, and phases. */
  readonly set: readonly string[];
  readonly phases: readonly string[];
  /** A project file that was named. */
  readonly config: string | null;
};

const nothing: RunLine = { org: null, login: null, integrations: [], users: [], set: [], phases: [], config: null };

let line = nothing;

/** What this run was given; nothing before its flags were read. */
export const runLine = (): RunLine => line;

/** Forgets an earlier run in this process. */
export const forgetLine = (): void => {
  line = nothing;
};

/** What the flags of a command are, as far as next commands repeat them. */
type ParsedFlags = Readonly<Record<string, unknown>>;

const textsIn = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string');

/** What is asked of the org that was connected to. */
type ConnectedOrg = {
  readonly getUsername: () => string | undefined;
  readonly getConnection: () => { readonly instanceUrl: string };
};

const isConnectedOrg = (org: unknown): org is ConnectedOrg =>
  typeof org === 'object' && org !== null && 'getUsername' in org && 'getConnection' in org;

/**
 * Keeps what this run was given.
 * @param said how the org was called that was typed, or is set as the default
 */
export const rememberLine = (
  { 'target-org': org, integration, user, set, phase, config }: ParsedFlags,
  said: string | null = null,
): void => {
  const connected = isConnectedOrg(org) ? org : null;
  const username = connected?.getUsername() ?? null;
  line = {
    org: username,
    login: connected && { alias: said === username ? null : said, instanceUrl: connected.getConnection().instanceUrl },
    integrations: textsIn(integration),
    users: textsIn(user),
    set: textsIn(set),
    phases: textsIn(phase),
    config: textsIn(config)[0] ?? null,
  };
};

/** Keeps what no flag gave and a command has to be told all the same: what a reviewed plan or a person named. */
export const rememberNamed = (
  named: Partial<Pick<RunLine, 'integrations' | 'users'>> & { readonly filling?: Filling },
): void => {
  const { parameters = {}, phases = [] } = fillingOf(named.filling ?? {});
  line = {
    ...line,
    integrations: named.integrations ?? line.integrations,
    users: named.users ?? line.users,
    ...(named.filling === undefined
      ? {}
      : { set: Object.entries(parameters).map(([name, values]) => `${name}=${values.join(',')}`), phases }),
  };
};

/** A word of a refused command line: the value of a flag. */
type GivenWord = { readonly type: string; readonly flag?: string; readonly input?: string };

/** Keeps what the words of a command line give that was refused before its flags were read. */
export const rememberWords = (raw: readonly GivenWord[]): void => {
  const given = (name: string): string[] =>
    raw.flatMap(({ type, flag, input }) => (type === 'flag' && flag === name && input !== undefined ? [input] : []));
  line = {
    ...nothing,
    org: given('target-org').at(-1) ?? null,
    integrations: given('integration'),
    users: given('user'),
    set: given('set'),
    phases: given('phase'),
    config: given('config').at(-1) ?? null,
  };
};
