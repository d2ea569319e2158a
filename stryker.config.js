import './test/support/mochaForStryker.mjs';

const imports = (...modules) => modules.map((name) => `--import=${name}`);
const mochaForStryker = './test/support/mochaForStryker.mjs';

/**
 * Mutation testing of the pure folders: `npm run mutate` (CONTRIBUTING.md, "Mutation testing").
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['src/{access,check,grant,history}/**/*.ts'],
  testRunner: 'mocha',
  // The tests of these four folders and no others: no embedded org and no process, so that a mutant costs milliseconds.
  mochaOptions: {
    'no-config': true,
    extension: ['ts'],
    spec: ['test/unit/{access,check,grant,history}/**/*.test.ts'],
    // Files by chance take longer than all others together, and kill nothing that the others do not.
    ignore: ['**/permissionSetFileProperties.test.ts'],
  },
  testRunnerNodeArgs: imports('tsx', './test/support/plain.mjs', mochaForStryker),
  checkerNodeArgs: imports(mochaForStryker),
  coverageAnalysis: 'perTest',
  // Only what these tests load is copied into the sandbox; node_modules is a link. Static mutants are not left out: there
  // are few of them, and a fresh process for each takes two seconds.
  ignorePatterns: [
    '/*',
    '!/src',
    '!/test',
    '!/package.json',
    '!/tsconfig.json',
    '/test/*',
    '!/test/support',
    '!/test/unit',
  ],
  tempDirName: 'tmp/stryker',
  incremental: true,
  incrementalFile: 'tmp/mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: 'tmp/mutation/report.json' },
  htmlReporter: { fileName: 'tmp/mutation/report.html' },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  allowConsoleColors: false,
  concurrency: 2,
  timeoutMS: 3000,
  thresholds: { high: 90, low: 88, break: 85 },
};
