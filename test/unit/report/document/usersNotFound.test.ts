/** Who was to be ready and is nobody of this org: no report may look as if all were well. */
import { expect } from 'chai';
import { checkText } from '../../../../src/report/check/checkText.js';
import { checkDocument } from '../../../../src/report/document/checkDocument.js';
import { checklistOf } from '../../../../src/report/formats/checklist.js';
import { csvOf } from '../../../../src/report/formats/csv.js';
import { htmlOf } from '../../../../src/report/formats/html/htmlOf.js';
import { junitOf } from '../../../../src/report/formats/junit.js';
import { markdownOf } from '../../../../src/report/formats/markdown.js';
import { sarifOf } from '../../../../src/report/formats/sarif.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { expectJunit } from '../../../support/junitStructure.js';
import { user } from '../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions, wordsOf } from '../support/scenes.js';

const plain = { width: 80, paint: (_: unknown, text: string): string => text };

const made = (): { report: ReturnType<typeof reportOf>; document: ReportDocument } => {
  const sets = [definition(['{ userPermission: ApiEnabled, because: Calls the APIs. }'])];
  const ready = user({ ...ciro, sources: [{ name: 'Base', permissions: ['ApiEnabled'] }] });
  const report = reportOf(reading(schemaFor(sets), ready), sets, 'required', 14, [
    { username: 'nobody@example.com', code: 'USER_NOT_FOUND', meant: ['somebody@example.com'] },
    { username: 'twice@example.com', code: 'USER_AMBIGUOUS', meant: ['twice@example.com.a', 'twice@example.com.b'] },
  ]);
  const options = textOptions(plain, 'integration.check');
  return { report, document: checkDocument(report, options, { said: wordsOf('document'), version: '0.1.0' }) };
};

describe('users that are not found, beside one who is ready', () => {
  const said = wordsOf('document');

  it('the document is not ready, and names each', () => {
    const { document } = made();
    expect(document.exitCode).to.equal(1);
    expect(document.verdict).to.include({ word: 'NOT READY', tone: 'bad' });
    expect(document.verdict.text).to.equal('1 of 1 ready. 2 users not found.');
    expect(document.title).to.include('3 users');
    const failing = document.groups.flatMap(({ items, user: name }) =>
      items.filter(({ fails }) => fails).map(({ code, message }) => [name, code, message]),
    );
    expect(failing).to.deep.equal([
      ['nobody@example.com', 'USER_NOT_FOUND', 'no such user; did you mean somebody@example.com?'],
      ['twice@example.com', 'USER_AMBIGUOUS', 'several users match: twice@example.com.a, twice@example.com.b'],
    ]);
  });

  it('every format shows them', () => {
    const { document } = made();
    expect(markdownOf(document, said).split('\n')[2]).to.include('NOT READY');
    expect(htmlOf(document, wordsOf('htmlReport'))).to.match(/<title>[^<]*NOT READY/);
    expect(checklistOf(document, said)).to.include('- [ ] **`nobody@example.com`**');
    expect(csvOf(document)).to.match(/"nobody@example.com","unmet"/);
    expect(sarifOf(document)).to.include('USER_NOT_FOUND').and.include('USER_AMBIGUOUS');
    const red = expectJunit(junitOf(document, said)).flatMap(({ children }) =>
      children.filter(({ name, children: [result] }) => name === 'testcase' && result?.name === 'failure'),
    );
    expect(red).to.have.lengthOf(2);
  });

  it('the list of fields alone names them too', () => {
    const { report } = made();
    const options = { ...textOptions(plain, 'integration.check'), fields: { sobjects: [] } };
    const text = checkText(report, options);
    expect(text).to.include('nobody@example.com: no such user; did you mean somebody@example.com?');
    expect(text).to.include('twice@example.com: several users match:');
  });
});
