import { expect } from 'chai';
import { ESLint } from 'eslint';

/** Messages of lint about one import of a file, whether or not the file exists. */
const refusals = async (file: string, from: string): Promise<string[]> => {
  const lint = new ESLint({
    overrideConfig: { languageOptions: { parserOptions: { project: null } } },
    ruleFilter: ({ ruleId }) => ruleId === 'local/one-way',
  });
  const results = await lint.lintText(`import { x } from '${from}';\nexport const y = x;\n`, { filePath: file });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
};

describe('imports go one way', () => {
  const cases: [file: string, from: string, refused: boolean][] = [
    ['src/access/hole.ts', '../cli/presentation.js', true],
    ['src/access/hole.ts', '../presentation.js', true],
    ['src/access/hole.ts', '../kinds/kinds.js', true],
    ['src/access/hole.ts', '../platform/names.js', false],
    ['src/access/hole.ts', './entry.js', false],
    ['src/kinds/object/hole.ts', '../../report/layout.js', true],
    ['src/kinds/object/hole.ts', '../../access/entry.js', false],
    ['src/kinds/object/hole.ts', '../verdict.js', false],
    ['src/platform/hole.ts', '../access/entry.js', true],
    ['src/org/read/hole.ts', '../../workflows/checkWorkflow.js', true],
    ['src/org/read/hole.ts', '../../cli/configMeta.js', true],
    ['src/report/check/hole.ts', '../../index.js', true],
    ['src/hole.ts', './cli/presentation.js', true],
    ['src/hole.ts', './kinds/verdict.js', true],
    ['src/exitCode.ts', './kinds/verdict.js', false],
    ['src/commands/integration/hole.ts', '../../cli/presentation.js', false],
    ['src/commands/integration/hole.ts', '../../org/read/rows.js', true],
    ['src/commands/integration/hole.ts', '../../files/receiptFile.js', true],
    ['src/files/hole.ts', '../org/orgClient.js', true],
    ['src/org/read/hole.ts', '../../files/jsonFile.js', true],
    ['src/grant/hole.ts', 'node:fs', true],
    ['src/grant/hole.ts', '@salesforce/core', true],
    ['src/grant/hole.ts', '@salesforce/sf-plugins-core', true],
    ['src/org/hole.ts', '@salesforce/sf-plugins-core', true],
  ];
  for (const [file, from, refused] of cases) {
    it(`${file}: ${refused ? 'nothing' : 'something'} from ${from}`, async () => {
      expect(await refusals(file, from)).to.have.length(refused ? 1 : 0);
    }).timeout(60_000);
  }
});
