/** The rules of lint that are ours: `.oxlintrc.json` says where they hold. */
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Imports go one way (DESIGN.md, "The folders are the flow"): for each folder of src, and each file that lies loose in it,
 * the folders and loose files from which it may import. What is not listed may not be imported.
 */
const mayImport = {
  platform: [],
  access: ['platform'],
  automation: ['platform', 'access'],
  kinds: ['platform', 'access', 'automation'],
  'exitCode.ts': ['platform', 'kinds'],
  'failureCode.ts': [],
  'refusal.ts': ['exitCode.ts'],
  'secrets.ts': [],
  'packageRoot.ts': [],
  definition: ['platform', 'kinds'],
  check: ['platform', 'access', 'automation', 'kinds', 'definition'],
  waivers: ['platform', 'kinds', 'definition', 'check'],
  metadata: ['platform', 'access', 'kinds', 'refusal.ts'],
  grant: ['platform', 'access', 'kinds', 'definition', 'check', 'metadata', 'exitCode.ts', 'failureCode.ts'],
  revoke: ['platform', 'access', 'kinds', 'definition', 'check', 'grant', 'exitCode.ts', 'failureCode.ts'],
  history: ['platform', 'access', 'kinds', 'definition', 'check', 'metadata', 'exitCode.ts', 'failureCode.ts'],
  health: ['platform', 'access', 'kinds', 'exitCode.ts'],
  explain: ['platform', 'access', 'kinds', 'definition', 'check'],
  validate: ['platform', 'access', 'kinds', 'definition', 'lookup'],
  lookup: ['platform', 'kinds', 'definition'],
  generate: ['platform', 'access', 'kinds'],
  setup: ['platform', 'definition', 'kinds', 'grant', 'history', 'exitCode.ts', 'failureCode.ts'],
  monitor: ['platform', 'access', 'kinds', 'definition', 'check', 'exitCode.ts'],
  report: [
    ...['platform', 'access', 'automation', 'kinds', 'definition', 'check', 'grant', 'revoke', 'history', 'health'],
    ...['waivers', 'validate', 'lookup', 'generate', 'setup', 'monitor', 'explain'],
    'exitCode.ts',
    'failureCode.ts',
  ],
  project: ['platform', 'kinds', 'definition', 'monitor', 'report', 'exitCode.ts'],
  channels: ['platform', 'monitor', 'report', 'files', 'secrets.ts'],
  files: [
    ...['platform', 'access', 'automation', 'kinds', 'definition', 'check', 'metadata', 'grant', 'revoke', 'history'],
    ...['waivers', 'validate', 'generate', 'project', 'setup', 'monitor', 'refusal.ts', 'secrets.ts', 'packageRoot.ts'],
  ],
  org: [
    ...['platform', 'access', 'automation', 'kinds', 'definition', 'check', 'metadata', 'grant', 'revoke', 'history'],
    ...['health', 'explain', 'lookup', 'generate', 'monitor', 'failureCode.ts', 'refusal.ts', 'secrets.ts'],
  ],
  workflows: [
    ...['platform', 'access', 'automation', 'kinds', 'definition', 'check', 'metadata', 'grant', 'revoke', 'history'],
    ...[
      'health',
      'explain',
      'waivers',
      'validate',
      'lookup',
      'generate',
      'project',
      'setup',
      'monitor',
      'channels',
      'files',
      'org',
      'report',
      'exitCode.ts',
      'failureCode.ts',
      'refusal.ts',
    ],
  ],
  cli: [
    ...[
      'platform',
      'access',
      'kinds',
      'definition',
      'generate',
      'grant',
      'history',
      'files',
      'org',
      'report',
      'exitCode.ts',
      'refusal.ts',
    ],
    ...['project', 'setup', 'monitor', 'waivers', 'secrets.ts', 'packageRoot.ts'],
  ],
  commands: [
    ...['platform', 'access', 'kinds', 'definition', 'check', 'grant', 'revoke', 'history', 'health', 'report'],
    ...['waivers', 'lookup', 'setup', 'monitor', 'workflows', 'cli', 'exitCode.ts', 'refusal.ts'],
  ],
  'index.ts': [],
};
/** Folders that know no I/O, no clock and no Salesforce library. */
export const pure = Object.keys(mayImport).filter(
  (place) =>
    !['files', 'org', 'channels', 'workflows', 'cli', 'commands', 'index.ts', 'packageRoot.ts'].includes(place),
);
/** Only these know sf-plugins-core and its prompts. */
const knowsCli = ['cli', 'commands'];
/** Beyond its folders, what a command may take from the room that talks to the org. */
const forCommands = ['org/connecting.js'];

const placeOf = (sources, path) => relative(sources, path).split(sep)[0];

/** Why a file of the folder `sources` may not import that; undefined where it may. */
export const mistakeIn = (sources, file, source) => {
  const from = placeOf(sources, file);
  if (!source.startsWith('.')) {
    if (pure.includes(from) && /^(node:|@salesforce\/|@oclif\/|@jsforce\/)/.test(source)) return 'this place is pure';
    return !knowsCli.includes(from) && /^@(salesforce\/sf-plugins-core|oclif)\b/.test(source)
      ? 'only cli and commands know it'
      : undefined;
  }
  const target = resolve(dirname(file), source);
  const to = placeOf(sources, target.replace(/\.js$/, '.ts'));
  if (to === from || mayImport[from]?.includes(to)) return undefined;
  if (from === 'commands' && forCommands.includes(relative(sources, target).split(sep).join('/'))) return undefined;
  return `${from} may not import from ${to}`;
};

const oneWay = {
  create: (context) => {
    const look = (node) => {
      const source = node.source?.value;
      const mistake =
        typeof source === 'string' ? mistakeIn(join(context.cwd, 'src'), context.filename, source) : undefined;
      if (mistake) context.report({ node, message: `Imports go one way: ${mistake} (see DESIGN.md).` });
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
    };
  },
};

/** What a pure folder does not do, beside the globals and properties that the configuration names. */
const pureCode = {
  create: (context) => {
    const noClock = (node) => context.report({ node, message: 'No clock here: pass the time in.' });
    return {
      ImportExpression: (node) =>
        context.report({ node, message: 'This folder is pure and small: import at the top.' }),
      CallExpression: (node) => {
        if (node.callee.name === 'Date') noClock(node);
      },
      NewExpression: (node) => {
        if (node.callee.name === 'Date' && node.arguments.length === 0) noClock(node);
      },
    };
  },
};

const noWallClock = {
  create: (context) => ({
    CallExpression: (node) => {
      const { object, property } = node.callee;
      if (['Date', 'performance'].includes(object?.name) && property.name === 'now')
        context.report({
          node,
          message: 'No clock in a test: turn time (virtualClock.ts) or count work (cpuTime.ts).',
        });
    },
  }),
};

export default {
  meta: { name: 'ours' },
  rules: { 'one-way': oneWay, 'pure-code': pureCode, 'no-wall-clock': noWallClock },
};
