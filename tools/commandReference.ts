/** Writes docs/commands.md, the reference of all commands, from oclif.manifest.json: `npm run reference`. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

type Flag = {
  readonly name: string;
  readonly char?: string;
  readonly type: string;
  readonly summary?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly options?: readonly string[];
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly hidden?: boolean;
  readonly helpGroup?: string;
  readonly exclusive?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly relationships?: ReadonlyArray<{
    readonly type: string;
    readonly flags: ReadonlyArray<string | { readonly name: string }>;
  }>;
};

type HelpSection = { readonly body: ReadonlyArray<{ readonly name: string; readonly description: string }> };

type Command = {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly hidden?: boolean;
  readonly usage?: string | readonly string[];
  readonly examples?: ReadonlyArray<string | { readonly description?: string; readonly command: string }>;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly errorCodes?: HelpSection;
  readonly configurationVariablesSection?: HelpSection;
};

/** What the reference needs of oclif.manifest.json. */
export type Manifest = { readonly commands: Readonly<Record<string, Command>> };

const wordsOf = (id: string): string => id.replaceAll(':', ' ');

const fill = (text: string, command: string): string =>
  text
    .replaceAll(/<%=\s*config\.bin\s*%>/g, 'sf')
    .replaceAll(/<%=\s*command\.id\s*%>/g, command)
    .trim();

/** Text that stays text in Markdown, also in a cell of a table. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');

const code = (text: string): string => `\`${text}\``;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const notBesideOf = ({ exclusive = [], relationships = [] }: Flag): string[] => [
  ...exclusive,
  ...relationships
    .filter(({ type }) => type === 'none')
    .flatMap(({ flags }) => flags.map((flag) => (typeof flag === 'string' ? flag : flag.name))),
];

const flagNames = (names: readonly string[]): string => names.map((name) => code(`--${name}`)).join(', ');

const meaningOf = (flag: Flag): string =>
  [
    ...[flag.summary, flag.description].flatMap((text) => (text ? [cell(sentence(text.trim()))] : [])),
    ...(flag.options ? [`One of: ${flag.options.map(code).join(', ')}.`] : []),
    ...(flag.default === undefined || flag.default === false ? [] : [`Default: ${code(String(flag.default))}.`]),
    ...(flag.multiple ? ['Repeatable.'] : []),
    ...(flag.dependsOn?.length ? [`Needs ${flagNames(flag.dependsOn)}.`] : []),
    ...(notBesideOf(flag).length > 0 ? [`Not together with ${flagNames(notBesideOf(flag))}.`] : []),
  ].join(' ');

const flagRow = (flag: Flag): string => {
  const names = [...(flag.char === undefined ? [] : [`-${flag.char}`]), `--${flag.name}`].map(code).join(', ');
  return `| ${names} | ${meaningOf(flag)} |`;
};

const flagTable = (flags: readonly Flag[]): string[] =>
  flags.length === 0 ? [] : ['| flag | meaning |', '|---|---|', ...flags.map(flagRow), ''];

const isGlobal = ({ helpGroup }: Flag): boolean => helpGroup === 'GLOBAL';

const shownFlags = (command: Command): Flag[] => Object.values(command.flags).filter(({ hidden }) => hidden !== true);

const usageOf = (command: Command, words: string): string[] => {
  const usages = typeof command.usage === 'string' ? [command.usage] : (command.usage ?? []);
  return usages.map((usage) => `    sf ${fill(usage, words).replace(/^sf /, '')}`);
};

const exampleOf = (example: NonNullable<Command['examples']>[number], words: string): string[] => {
  const lines =
    typeof example === 'string' ? example.split('\n') : [example.description ?? '', ...example.command.split('\n')];
  const filled = lines.map((line) => fill(line, words)).filter((line) => line !== '');
  const isCommand = (line: string): boolean => /^(sf|npm|[A-Z_]+=)\b/.test(line);
  return [
    ...filled.filter((line) => !isCommand(line)).flatMap((line) => [cell(line), '']),
    ...filled.filter(isCommand).map((line) => `    ${line}`),
    '',
  ];
};

const sectionOf = (title: string, heads: string, section: HelpSection | undefined): string[] =>
  section === undefined
    ? []
    : [
        `### ${title}`,
        '',
        `| ${heads} | meaning |`,
        '|---|---|',
        ...section.body.map(({ name, description }) => `| ${cell(name)} | ${cell(description)} |`),
        '',
      ];

const commandText = (command: Command): string[] => {
  const words = wordsOf(command.id);
  return [
    `## sf ${words}`,
    '',
    ...(command.summary ? [cell(sentence(command.summary.trim())), ''] : []),
    ...(command.description
      ? command.description.split(/\n{2,}/).flatMap((text) => [cell(fill(text, words)), ''])
      : []),
    '### Usage',
    '',
    ...usageOf(command, words),
    '',
    ...(shownFlags(command).some((flag) => !isGlobal(flag)) ? ['### Flags', ''] : []),
    ...flagTable(shownFlags(command).filter((flag) => !isGlobal(flag))),
    ...(command.examples?.length ? ['### Examples', ''] : []),
    ...(command.examples ?? []).flatMap((example) => exampleOf(example, words)),
    ...sectionOf('Exit codes', 'code', command.errorCodes),
    ...sectionOf('Config variables', 'variable', command.configurationVariablesSection),
  ];
};

/** The reference of all commands as Markdown: what their help says, and nothing else. */
export const commandReference = ({ commands }: Manifest): string => {
  const shown = Object.values(commands)
    .filter(({ hidden }) => hidden !== true)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const globals = new Map(
    shown.flatMap((command) => shownFlags(command).filter(isGlobal)).map((flag) => [flag.name, flag]),
  );
  const lines = [
    '# Commands',
    '',
    '<!-- Written by `npm run reference` from oclif.manifest.json. Do not edit: change the texts in messages/. -->',
    '',
    'This is what `sf integration COMMAND --help` says. `-h` prints a short form.',
    '',
    '| command | does |',
    '|---|---|',
    ...shown.map((command) => {
      const words = wordsOf(command.id);
      return `| [\`sf ${words}\`](#sf-${words.replaceAll(' ', '-')}) | ${cell(sentence(command.summary ?? ''))} |`;
    }),
    '',
    ...shown.flatMap(commandText),
    '## Flags of every command',
    '',
    ...flagTable([...globals.values()]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** The committed manifest as its reference. */
export const referenceOfManifest = async (): Promise<string> =>
  commandReference(JSON.parse(await readFile(`${root}/oclif.manifest.json`, 'utf8')) as Manifest);

export const referenceFile = `${root}/docs/commands.md`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(referenceFile, await referenceOfManifest());
