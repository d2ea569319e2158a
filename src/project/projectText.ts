/** A first project file as text: what was found as values, what is still to be said as comments. */
import type { Words } from '../report/words.js';

/** A user of the org, and why somebody may think that an integration logs in as this user. */
export type FoundUser = { readonly username: string; readonly why: string };

/** An integration that belongs into the file. */
export type FoundIntegration = {
  /** As the file names it: an id. */
  readonly definition: string;
  readonly label: string;
  /** Where it was found, in words. */
  readonly from: string;
  readonly variants: readonly string[];
  readonly users: readonly FoundUser[];
};

export type FoundProject = {
  readonly integrations: readonly FoundIntegration[];
  /** Name of the org by which users are named, where they are its own alone; null for a production org. */
  readonly onlyIn: string | null;
  /** Users that look like integration users and that no integration has. */
  readonly candidates: readonly FoundUser[];
  /** Aliases of orgs. */
  readonly orgs: readonly string[];
  /** A file of waivers beside the project file; null where there is none. */
  readonly waivers: string | null;
};

/** Most candidates that a comment lists. */
const mostCandidates = 10;

/** A value that YAML reads as the text that it is. */
const value = (text: string): string => (/^[A-Za-z][\w.@+-]*$/.test(text) && !isWord(text) ? text : quoted(text));

/** Words that YAML takes for something else. */
const isWord = (text: string): boolean => /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const list = (all: readonly string[]): string => `[${all.map(value).join(', ')}]`;

const comment = (text: string, before = ''): string => `${before}# ${text}`;

/** Who may be meant where a user is to be filled in: once, however many integrations have none. */
const candidatesOf = ({ integrations, candidates }: FoundProject, words: Words): string[] =>
  candidates.length === 0 || integrations.every(({ users }) => users.length > 0)
    ? []
    : [
        comment(words('file.users.candidates'), '  '),
        ...candidates.slice(0, mostCandidates).map(({ username, why }) => comment(`  ${username}: ${why}`, '  ')),
        '',
      ];

const usersOf = ({ users }: FoundIntegration, { onlyIn }: FoundProject, words: Words): string[] => {
  if (users.length === 0)
    return [comment(words('file.users.open'), '    '), comment('users: [user@example.com]', '    ')];
  const names = list(users.map(({ username }) => username));
  const why = users.map((user) => comment(`${user.username}: ${user.why}`, '    '));
  return onlyIn === null
    ? [...why, `    users: ${names}`]
    : [...why, comment(words('file.users.onlyIn', [onlyIn]), '    '), '    users:', `      ${value(onlyIn)}: ${names}`];
};

const integrationOf = (one: FoundIntegration, found: FoundProject, words: Words): string[] => [
  comment(words('file.integration', [one.label, one.from]), '  '),
  `  - definition: ${value(one.definition)}`,
  ...(one.variants.length === 0 ? [] : [comment(words('file.variant', [one.variants.join(', ')]), '    ')]),
  ...usersOf(one, found, words),
  ...(found.waivers === null ? [] : [`    waivers: ${value(found.waivers)}`]),
];

/**
 * The text of the file.
 * @param found at least one integration; texts without line breaks
 * @param words sentences of messages/integration.generate.config.md
 */
export const projectText = (found: FoundProject, words: Words): string =>
  [
    comment(words('file.head')),
    comment(words('file.head.check')),
    '',
    'integrations:',
    ...candidatesOf(found, words),
    ...found.integrations.flatMap((one, at) => [...(at === 0 ? [] : ['']), ...integrationOf(one, found, words)]),
    '',
    comment(words('file.orgs')),
    found.orgs.length === 0 ? comment('orgs: [prod, uat]') : `orgs: ${list(found.orgs)}`,
    '',
    comment(words('file.outputs')),
    comment("outputs: ['reports/{org}.html']"),
    '',
    comment(words('file.more')),
    '',
  ].join('\n');
