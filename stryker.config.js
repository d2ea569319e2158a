import { globSync } from 'node:fs';
import './test/support/mochaForStryker.mjs';

const imports = (...modules) => modules.map((name) => `--import=${name}`);
const pure = '{access,automation,check,definition,explain,grant,history,kinds,metadata,platform,report,revoke}';
// The folders whose tests run; for a single folder of src, `MUTATE_TESTS=revoke` spares loading and trying those of all others.
const tests = process.env.MUTATE_TESTS ?? pure;
const mochaForStryker = './test/support/mochaForStryker.mjs';

// Files by chance, and files and definitions of a huge size, take longer than all others together, and kill next to nothing
// that the others do not.
const leftOut = /(?:permissionSetFileProperties|[\\/]huge\w*)\.test\.ts$/;
// Reports are also looked at by tests of whole commands, which take longer: `MUTATE_COMMANDS='{validate,monitor}*'` adds some.
const commands = process.env.MUTATE_COMMANDS ? globSync(`test/commands/${process.env.MUTATE_COMMANDS}.test.ts`) : [];
const files = [...globSync(`test/unit/${tests}/**/*.test.ts`), ...commands]
  .filter((file) => !leftOut.test(file))
  .sort();
// A mutant is done with as soon as one test fails, so the files whose tests take long come last.
const takeLong = /(?:bounds|schemas|builtIn)\.test\.ts$/;
const quickFirst = [...files.filter((file) => !takeLong.test(file)), ...files.filter((file) => takeLong.test(file))];

/**
 * Mutation testing of the pure folders: `npm run mutate` (CONTRIBUTING.md, "Mutation testing").
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [`src/${pure}/**/*.ts`],
  testRunner: 'hot-mocha',
  plugins: ['@stryker-mutator/mocha-runner', './tools/mutation/hotMocha.mjs'],
  // The tests of these folders and no others: no embedded org and no process, so that a mutant costs milliseconds; but with
  // `MUTATE_COMMANDS` those of commands too, which start an embedded org.
  mochaOptions: {
    'no-config': true,
    extension: ['ts'],
    spec: quickFirst,
  },
  testRunnerNodeArgs: imports('./test/support/typescript.mjs', './test/support/plain.mjs', mochaForStryker),
  checkerNodeArgs: imports(mochaForStryker),
  coverageAnalysis: 'perTest',
  // What runs only while a file is loaded (tables, shapes) is left out: each of these mutants needs a process of its own and
  // all tests, some ten seconds. So tests make their scenes and plans inside of `it`: what they make while they are loaded
  // counts as loading too.
  ignoreStatic: true,
  // Only what these tests load is copied into the sandbox; node_modules is a link.
  ignorePatterns: [
    '/*',
    '!/src',
    '!/test',
    '!/messages',
    '!/integrations',
    '!/schemas',
    '!/package.json',
    '!/tsconfig.json',
    '!/tools',
    '/tools/*',
    '!/tools/schemas.ts',
    '/test/*',
    '!/test/support',
    '!/test/unit',
    '!/test/commands',
    '!/test/golden',
    '!/test/fixtures',
    '!/test/local-org',
  ],
  // Nothing checks types here, and the change for it would reach into the HTML of the golden files as well.
  disableTypeChecks: false,
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
  // A busy machine takes longer than the five minutes that are the default.
  dryRunTimeoutMinutes: 30,
  thresholds: { high: 90, low: 88, break: 85 },
};
