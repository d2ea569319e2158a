/**
 * `node tools/lintAndTypes.js`: what `npm run lint` and `npm run typecheck` do, in one process. Both read and type all of the
 * sources and tests, and here that is done once: the typed rules of lint ask the compiler that has just checked the types.
 * Exit code 1 where either finds something.
 */
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The sources and tests as the compiler sees them. */
const programOf = (configFile) => {
  const fail = (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  };
  const config = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  });
};

const program = programOf(`${root}test/tsconfig.json`);
const mistakes = ts.getPreEmitDiagnostics(program);
process.stdout.write(
  ts.formatDiagnostics(mistakes, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  }),
);

const lint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { programs: [program] } },
  },
});
const results = await lint.lintFiles(['.']);
process.stdout.write(await (await lint.loadFormatter('stylish')).format(results));
const isClean =
  mistakes.length === 0 && results.every(({ errorCount, fatalErrorCount }) => errorCount + fatalErrorCount === 0);
process.exitCode = isClean ? 0 : 1;
