import { expect } from 'chai';
import { validateSummary } from '../../../../src/report/validate/validateText.js';
import type { ResultFile } from '../../../../src/report/validate/validateResult.js';
import { wordsOf } from '../support/scenes.js';

const one = { code: 'UnknownKey', message: '', actions: [] };

const file = (mistakes: number, warnings = 0, unknown = 0): ResultFile => ({
  file: 'a.yml',
  kind: 'definition',
  mistakes: Array.from({ length: mistakes }, () => one),
  ...(warnings === 0 ? {} : { warnings: Array.from({ length: warnings }, () => one) }),
  ...(unknown === 0 ? {} : { unknown: Array.from({ length: unknown }, () => one) }),
});

const said = (...files: ResultFile[]): string =>
  validateSummary({ schemaVersion: 1, files, valid: false }, wordsOf('integration.validate'));

describe('the summary of looked-through files', () => {
  const cases: ReadonlyArray<readonly [ResultFile[], string]> = [
    [[file(0)], 'One file, no mistake.'],
    [[file(1)], 'One file, one mistake.'],
    [[file(11)], 'One file, 11 mistakes.'],
    [[file(2, 1)], 'One file, 2 mistakes, one warning.'],
    [[file(0, 3)], 'One file, no mistake, 3 warnings.'],
    [[file(0), file(0), file(0)], '3 files, no mistake.'],
    [[file(2), file(0), file(0, 2)], '3 files, 2 mistakes in one of them, 2 warnings.'],
    [[file(2), file(1), file(0)], '3 files, 3 mistakes in 2 of them.'],
    [[file(2), file(1)], '2 files, 3 mistakes, some in each of them.'],
    [[file(0, 0, 2)], 'One file, no mistake. Not known: 2 names that could not be looked up.'],
  ];
  for (const [files, text] of cases) it(text, () => expect(said(...files)).to.equal(text));
});
