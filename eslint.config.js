import { defineConfig } from 'eslint/config';
import sfPlugin from 'eslint-plugin-sf-plugin';
import tseslint from 'typescript-eslint';

/** Imports go one way (DESIGN.md, "The folders are the flow"). Relative patterns are matched against the import text. */
const noIo = [
  { group: ['node:*'], message: 'This folder is pure: no I/O.' },
  { group: ['@salesforce/*', '@oclif/*', '@jsforce/*'], message: 'This folder is pure: no Salesforce libraries.' },
];
const forbid = (...folders) => ({
  group: folders.flatMap((folder) => [`**/${folder}/**`, `../${folder}/*`]),
  message: 'Imports go one way: see DESIGN.md.',
});
const noCli = forbid('cli');
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
const restrict = (folder, patterns, { ignores = [], clock = true } = {}) => ({
  files: [`src/${folder}/**/*.ts`],
  ignores,
  rules: {
    'no-restricted-imports': ['error', { patterns }],
    ...(clock
      ? { 'no-restricted-syntax': ['error', ...noClock], 'no-restricted-globals': ['error', ...noIoGlobals] }
      : {}),
  },
});

export default defineConfig(
  { ignores: ['lib/**', 'coverage/**', 'tmp/**', 'node_modules/**', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './test/tsconfig.json'] } },
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
    files: ['test/local-org/**/*.ts'],
    ignores: ['test/local-org/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/src/**'], message: 'The embedded org knows nothing of the product.' }] },
      ],
    },
  },
  restrict('definition', [
    ...noIo,
    noCli,
    forbid('org', 'files', 'access', 'check', 'grant', 'revoke', 'history', 'report', 'workflows', 'commands'),
  ]),
  restrict('platform', [
    ...noIo,
    noCli,
    forbid('org', 'files', 'check', 'grant', 'revoke', 'history', 'report', 'workflows', 'commands'),
  ]),
  restrict('access', [
    ...noIo,
    noCli,
    forbid('org', 'files', 'check', 'grant', 'revoke', 'history', 'report', 'workflows', 'commands'),
  ]),
  restrict('check', [
    ...noIo,
    noCli,
    forbid('org', 'files', 'grant', 'revoke', 'history', 'report', 'workflows', 'commands'),
  ]),
  {
    ...restrict('', [
      ...noIo,
      noCli,
      forbid('org', 'files', 'grant', 'revoke', 'history', 'report', 'workflows', 'commands'),
    ]),
    files: ['src/exitCode.ts'],
  },
  restrict('metadata', [...noIo, noCli, forbid('org', 'files', 'report', 'workflows', 'commands')]),
  restrict('grant', [...noIo, noCli, forbid('org', 'files', 'report', 'workflows', 'commands')]),
  restrict('revoke', [...noIo, noCli, forbid('org', 'files', 'report', 'workflows', 'commands')]),
  restrict('history', [...noIo, noCli, forbid('org', 'files', 'report', 'workflows', 'commands')]),
  restrict('report', [...noIo, noCli, forbid('org', 'files', 'workflows', 'commands')]),
  restrict('org', [noCli, forbid('report', 'workflows', 'commands')], { clock: false }),
  restrict('files', [noCli, forbid('report', 'workflows', 'commands')], { clock: false }),
  restrict('workflows', [noCli, forbid('commands')], { clock: false }),
  restrict(
    'commands',
    [
      {
        group: [
          '**/org/orgClient.js',
          '**/org/restApi.js',
          '**/org/metadataApi.js',
          '**/org/transport.js',
          '**/org/read/**',
          '**/org/apply/**',
          '**/files/**',
        ],
        message: 'Commands reach the org and the files through workflows.',
      },
    ],
    { clock: false },
  ),
  { files: ['bin/**', '*.js'], rules: { '@typescript-eslint/no-unused-vars': 'error' } },
);
