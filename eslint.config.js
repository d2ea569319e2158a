import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import sfPlugin from 'eslint-plugin-sf-plugin';
import tseslint from 'typescript-eslint';

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
  definition: ['platform', 'kinds'],
  check: ['platform', 'access', 'automation', 'kinds', 'definition'],
  waivers: ['platform', 'kinds', 'definition', 'check'],
  metadata: ['platform', 'access', 'kinds', 'refusal.ts'],
  grant: ['platform', 'access', 'kinds', 'definition', 'check', 'metadata', 'exitCode.ts', 'failureCode.ts'],
  revoke: ['platform', 'access', 'kinds', 'definition', 'check', 'grant', 'exitCode.ts', 'failureCode.ts'],
  history: ['platform', 'access', 'kinds', 'definition', 'check', 'metadata', 'exitCode.ts', 'failureCode.ts'],
  health: ['platform', 'access', 'kinds', 'exitCode.ts'],
  explain: ['platform', 'access', 'kinds', 'definition', 'check'],
  validate: ['platform', 'access', 'kinds', 'definition'],
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
    ...['waivers', 'validate', 'generate', 'project', 'setup', 'monitor', 'refusal.ts', 'secrets.ts'],
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
    ...['project', 'setup', 'monitor', 'waivers', 'secrets.ts'],
  ],
  commands: [
    ...['platform', 'access', 'kinds', 'definition', 'check', 'grant', 'revoke', 'history', 'health', 'report'],
    ...['waivers', 'lookup', 'setup', 'monitor', 'workflows', 'cli', 'exitCode.ts', 'refusal.ts'],
  ],
  'index.ts': [],
};
/** Folders that know no I/O, no clock and no Salesforce library. */
const pure = Object.keys(mayImport).filter(
  (place) => !['files', 'org', 'channels', 'workflows', 'cli', 'commands', 'index.ts'].includes(place),
);
/** Only these know sf-plugins-core and its prompts. */
const knowsCli = ['cli', 'commands'];
/** Beyond its folders, what a command may take from the room that talks to the org. */
const forCommands = ['org/connecting.js'];

const sourceFolder = fileURLToPath(new URL('src/', import.meta.url));
const placeOf = (path) => relative(sourceFolder, path).split(sep)[0];

const mistakeIn = (file, source) => {
  const from = placeOf(file);
  if (!source.startsWith('.')) {
    if (pure.includes(from) && /^(node:|@salesforce\/|@oclif\/|@jsforce\/)/.test(source)) return 'this place is pure';
    return !knowsCli.includes(from) && /^@(salesforce\/sf-plugins-core|oclif)\b/.test(source)
      ? 'only cli and commands know it'
      : undefined;
  }
  const target = resolve(dirname(file), source);
  const to = placeOf(target.replace(/\.js$/, '.ts'));
  if (to === from || mayImport[from]?.includes(to)) return undefined;
  if (from === 'commands' && forCommands.includes(relative(sourceFolder, target).split(sep).join('/')))
    return undefined;
  return `${from} may not import from ${to}`;
};

const oneWay = {
  create: (context) => {
    const look = (node) => {
      const source = node.source?.value;
      const mistake = typeof source === 'string' ? mistakeIn(context.filename, source) : undefined;
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

const noIoGlobals = [
  'fetch',
  'process',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'globalThis',
].map((name) => ({ name, message: 'This folder is pure: no I/O, no clock, no environment.' }));
const noClock = [
  { selector: 'ImportExpression', message: 'This folder is pure and small: import at the top.' },
  { selector: "CallExpression[callee.name='Date']", message: 'No clock here: pass the time in.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'No clock here: pass the time in.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'No clock here.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'No randomness here.',
  },
];
/** How long something takes on the machine at hand proves nothing: it may be busy. */
const noWallClock = [
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "CallExpression[callee.object.name='performance'][callee.property.name='now']",
].map((selector) => ({
  selector,
  message: 'No clock in a test: turn time (virtualClock.ts) or count work (cpuTime.ts).',
}));
export default defineConfig(
  { ignores: ['lib/**', 'coverage/**', 'tmp/**', 'node_modules/**', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { project: ['./test/tsconfig.json'] } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      // American spelling, as Salesforce writes it.
      'no-warning-comments': ['error', { terms: ['licence', 'licences'], location: 'anywhere' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
    },
  },
  { files: ['src/**/*.ts'], plugins: { 'sf-plugin': sfPlugin }, rules: { ...sfPlugin.configs.recommended.rules } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai's `expect(x).to.be.true` is an expression
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['test/**/*.test.ts', 'test/e2e/**/*.ts', 'test/support/**/*.ts', 'test/torture/*/**/*.ts'],
    ignores: ['test/support/virtualClock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noWallClock] },
  },
  {
    files: ['test/local-org/**/*.ts'],
    // A list of names and labels, no code.
    ignores: ['test/local-org/permissions/userPermissionLabels.ts'],
    rules: { 'max-lines': ['error', { max: 325, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/local-org/**/*.ts'],
    ignores: ['test/local-org/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/src/**'], message: 'The embedded org knows nothing of the product.' }] },
      ],
    },
  },
  { files: ['src/**/*.ts'], plugins: { local: { rules: { 'one-way': oneWay } } }, rules: { 'local/one-way': 'error' } },
  {
    files: pure.map((place) => (place.endsWith('.ts') ? `src/${place}` : `src/${place}/**/*.ts`)),
    rules: {
      'no-restricted-syntax': ['error', ...noClock],
      'no-restricted-globals': ['error', ...noIoGlobals],
    },
  },
  { files: ['bin/**', '*.js'], rules: { '@typescript-eslint/no-unused-vars': 'error' } },
);
