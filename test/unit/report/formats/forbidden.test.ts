/** What the user must be without is named so in every report: its name alone, ticked or called ok, reads as if the user had it. */
import { expect } from 'chai';
import { checkDocument } from '../../../../src/report/document/checkDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { annotationsOf } from '../../../../src/report/formats/annotations.js';
import { checklistOf } from '../../../../src/report/formats/checklist.js';
import { csvOf } from '../../../../src/report/formats/csv.js';
import { htmlOf } from '../../../../src/report/formats/html/htmlOf.js';
import { jsonOf } from '../../../../src/report/formats/json.js';
import { junitOf } from '../../../../src/report/formats/junit.js';
import { markdownOf } from '../../../../src/report/formats/markdown.js';
import { pageWords } from '../../../support/reportDocuments/pageWords.js';
import { user } from '../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions, wordsOf } from '../support/scenes.js';

const said = wordsOf('document');

/** A user without what is forbidden, or with it. */
const documentOf = (permissions: string[], profile: string, userLicense: string): ReportDocument => {
  const sets = [
    definition([
      '{ userPermission: ModifyAllData, forbid: true }',
      '{ profile: System Administrator, forbid: true }',
      '{ userLicense: Salesforce, forbid: true }',
    ]),
  ];
  const one = user({ ...ciro, profile, userLicense, sources: [{ name: 'Base', permissions }] });
  const options = textOptions({ width: 80, paint: (_, text) => text }, 'integration.check');
  return checkDocument(reportOf(reading(schemaFor(sets), one), sets), options, { said, version: '0.1.0' });
};

const without = (): ReportDocument => documentOf([], 'Minimum Access - Salesforce', 'Salesforce Integration');
const withAll = (): ReportDocument => documentOf(['ModifyAllData'], 'System Administrator', 'Salesforce');

/** What the three are called, each once. */
const names = ['Modify All Data (ModifyAllData)', 'Profile System Administrator', 'User license Salesforce'];

describe('what a definition forbids', () => {
  it('is named as what must not be there, held or not', () => {
    for (const document of [without(), withAll()]) {
      const called = document.groups.flatMap(({ items }) =>
        items.flatMap(({ forbid, name }) => (forbid ? [name] : [])),
      );
      expect(called).to.have.members(names.map((name) => `Not: ${name}`));
    }
  });

  it('is ticked as not held', () => {
    const text = checklistOf(without(), said);
    expect(text).to.match(/- \[x\] \*\*Not: Modify All Data[^*]*\*\*: not held, as it must be; seen by /);
    expect(text).to.not.match(/\*\*Modify All Data/);
  });

  it('has that name in the table, the page, the cells, and the test cases', () => {
    const document = without();
    expect(markdownOf(document, said)).to.match(/\| ok \| Not: Modify All Data/);
    expect(htmlOf(document, pageWords)).to.include('<span class="name">Not: Modify All Data');
    expect(csvOf(document)).to.include('"Not: Modify All Data (ModifyAllData)"');
    expect(junitOf(document, said)).to.include('name="Not: Modify All Data (ModifyAllData) (');
  });

  it('has it beside the file of the definition, where it is held', () => {
    expect(annotationsOf(withAll()).join('\n')).to.match(/Not%3A Modify All Data|Not: Modify All Data/);
  });

  it('keeps its name in what programs read', () => {
    expect(jsonOf(without())).to.not.include('Not: ');
  });
});
