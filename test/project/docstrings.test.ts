import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const isFunction = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

/** The names that a statement exports as functions; a class or a value is none. */
const exportedFunctions = (statement: ts.Statement): string[] => {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return [];
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default'];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations
    .filter(({ initializer }) => isFunction(initializer))
    .map(({ name }) => name.getText());
};

/** The exported functions of a source text that have no docstring. */
const undocumented = (text: string): string[] =>
  ts
    .createSourceFile('text.ts', text, ts.ScriptTarget.Latest, true)
    .statements.filter((statement) => !ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc))
    .flatMap(exportedFunctions);

describe('docstrings of exported functions', () => {
  const cases: [text: string, names: string[]][] = [
    ['export const f = () => 1;', ['f']],
    ['export function f(): void {}', ['f']],
    ['// not a docstring\nexport const f = () => 1;', ['f']],
    ['/** Of the file. */\nimport x from "x";\nexport const f = () => x;', ['f']],
    ['/** One. */\nexport const f = () => 1;', []],
    ['const f = () => 1;\nexport const n = 1;', []],
  ];
  for (const [text, names] of cases) {
    it(`${JSON.stringify(text)}: ${names.length === 0 ? 'none is missing' : `${names.join(', ')} lacks one`}`, () => {
      expect(undocumented(text)).to.deep.equal(names);
    });
  }

  for (const folder of ['src', 'test/local-org']) {
    it(`${folder}: every exported function has one`, () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
      expect(files).not.to.deep.equal([]);
      const missing = files.flatMap((file) =>
        undocumented(readFileSync(join(folder, file), 'utf8')).map((name) => `${file}: ${name}`),
      );
      expect(missing).to.deep.equal([]);
    }).timeout(60_000);
  }
});
