/** Every page is valid HTML, by the rules of html-validate and what it knows of accessibility. Needs no browser. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { htmlOf } from '../../src/report/formats/html/htmlOf.js';
import { checkOfCiro } from '../support/reportDocuments/checkOfCiro.js';
import { empty } from '../support/reportDocuments/empty.js';
import { hostile } from '../support/reportDocuments/hostile.js';
import { pageWords } from '../support/reportDocuments/pageWords.js';
import { planOfCiro } from '../support/reportDocuments/planOfCiro.js';
import { many } from '../support/reportDocuments/wide.js';

type Message = { readonly ruleId: string; readonly message: string; readonly line: number; readonly column: number };
type Validator = {
  readonly validateString: (text: string) => Promise<{
    readonly results: ReadonlyArray<{ readonly messages: readonly Message[] }>;
  }>;
};
type Tool = {
  readonly HtmlValidate: new (loader: unknown) => Validator;
  readonly StaticConfigLoader: new (config: unknown) => unknown;
};

const { resolve } = createRequire(fileURLToPath(new URL('../../tools/html/package.json', import.meta.url)));

const documents = { checkOfCiro, planOfCiro, hostile, empty, many: many(3, 3, 12) };

describe('the HTML report is valid', () => {
  let validator: Validator;

  before(async () => {
    const { HtmlValidate, StaticConfigLoader } = (await import(pathToFileURL(resolve('html-validate')).href)) as Tool;
    const loader = new StaticConfigLoader({ root: true, extends: ['html-validate:standard', 'html-validate:a11y'] });
    validator = new HtmlValidate(loader);
  });

  const mistakesIn = async (page: string): Promise<string[]> =>
    (await validator.validateString(page)).results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
    );

  it('where the validator does see what is wrong', async () => {
    expect(await mistakesIn('<!doctype html><html lang="en"><head><title>t</title></head><body><p><div></p></body>')).to
      .not.be.empty;
  });

  for (const [name, document] of Object.entries(documents))
    it(name, async () => {
      expect(await mistakesIn(htmlOf(document, pageWords))).to.deep.equal([]);
    });
});
