import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { htmlOf } from '../../../../../src/report/formats/html/htmlOf.js';
import { script, scriptHash } from '../../../../../src/report/formats/html/pageScript.js';
import { style, styleHash } from '../../../../../src/report/formats/html/pageStyle.js';
import { checkOfCiro } from '../../../../support/reportDocuments/checkOfCiro.js';
import { empty } from '../../../../support/reportDocuments/empty.js';
import { hostile, hostileTexts, hostileUrls } from '../../../../support/reportDocuments/hostile.js';
import { pageWords } from '../../../../support/reportDocuments/pageWords.js';
import { aGroup, aDocument, anItem } from '../../../../support/reportDocuments/parts.js';
import { planOfCiro } from '../../../../support/reportDocuments/planOfCiro.js';
import { many, wide } from '../../../../support/reportDocuments/wide.js';

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The page without its style and its script, whose texts hold what looks like tags. */
const bodyOf = (page: string): string => page.replace(style, '').replace(script, '');

const tagsOf = (page: string): string[] => bodyOf(page).match(/<[^>]*>?/g) ?? [];

const attributesOf = (page: string, name: string): string[] =>
  [...bodyOf(page).matchAll(new RegExp(`<[^>]* ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

/** So many findings that each is shown as lines. */
const hostileAndLong = { ...hostile, groups: [...hostile.groups, ...wide(2000).groups] };

const documents = { checkOfCiro, empty, hostile, planOfCiro, many: many(3, 3, 12), hostileAndLong };

describe('the HTML report', () => {
  it('has the hashes of its own style and script in its policy, and nothing else may load or run', () => {
    expect([styleHash, scriptHash]).to.deep.equal([hashOf(style), hashOf(script)]);
    const [policy] = attributesOf(htmlOf(empty, pageWords), 'content');
    expect(policy?.split('; ')).to.deep.equal([
      'default-src &#39;none&#39;',
      `style-src &#39;${styleHash}&#39;`,
      `script-src &#39;${scriptHash}&#39;`,
      'base-uri &#39;none&#39;',
      'form-action &#39;none&#39;',
    ]);
  });

  it('works whatever stands behind # in its address', () => {
    const listened: string[] = [];
    const listen = (name: string): number => listened.push(name);
    const page = {
      location: { hash: '#%E0' },
      addEventListener: listen,
      document: {
        getElementById: () => null,
        addEventListener: listen,
        documentElement: { classList: { add: () => undefined } },
        querySelectorAll: () => [],
      },
    };
    runInNewContext(script, page);
    expect(listened).to.include.members(['hashchange', 'click', 'beforeprint', 'afterprint']);
  });

  for (const [name, document] of Object.entries(documents))
    describe(name, () => {
      const page = htmlOf(document, pageWords);

      it('has no tag that is not well formed, and no attribute that runs, styles or loads something', () => {
        const tag = /^<(?:!doctype html|\/?[a-z][a-z0-9]*(?: [a-z][a-zA-Z-]*(?:="[^"<>]*")?)*\/?)>$/;
        expect(tagsOf(page).filter((one) => !tag.test(one))).to.deep.equal([]);
        const forbidden = / (?:on[a-z]+|style|src|srcset|action|formaction|data|xlink)=/;
        const named = tagsOf(page).map((one) => one.replace(/="[^"]*"/g, '='));
        expect(named.filter((one) => forbidden.test(one))).to.deep.equal([]);
        expect(page.match(/<script/g)).to.have.length(1);
        expect(page.match(/<style/g)).to.have.length(1);
      });

      it('has each id once, and links within the page only to ids that are there', () => {
        const ids = attributesOf(page, 'id');
        expect(ids.filter((id, at) => ids.indexOf(id) !== at)).to.deep.equal([]);
        const targets = attributesOf(page, 'href').filter((href) => href.startsWith('#'));
        expect(targets.filter((href) => !ids.includes(href.slice(1)))).to.deep.equal([]);
      });

      it('has one first heading, and no sentence with a hole', () => {
        expect(page.match(/<h1/g)).to.have.length(1);
        expect(bodyOf(page)).to.not.match(/undefined|\[object/);
      });
    });

  it('links to Setup of the very org, and to nothing else outside', () => {
    const linked = (url: string): string[] =>
      attributesOf(
        htmlOf(
          aDocument({
            groups: [
              aGroup({ key: 'k', items: [anItem({ id: 'a:b', url, details: [{ text: 't', tone: 'bad', url }] })] }),
            ],
          }),
          pageWords,
        ),
        'href',
      ).filter((href) => !href.startsWith('#'));
    const setup = 'https://acme.my.salesforce.com/lightning/setup/Flows/page?address=%2F3Dd';
    expect(linked(setup)).to.deep.equal([setup, setup]);
    expect(hostileUrls.flatMap(linked)).to.deep.equal([]);
  });

  it('shows hostile texts as they are', () => {
    const page = htmlOf(hostile, pageWords);
    const long = htmlOf(hostileAndLong, pageWords);
    const escapedBy = (text: string): string =>
      text
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
    const spelt = (text: string): string =>
      text.replace('\u202E', '\\u{202e}').replace('\u0000', '\\u{0}').replace('\u001B', '\\u{1b}');
    for (const text of hostileTexts) {
      const shown = escapedBy(spelt(text));
      expect(page).to.include(`<dd>${shown}</dd>`);
      expect(long).to.include(
        `\nNeeded, because: ${shown}\nWhat to do: ${shown}\nMissing behind it: ${shown}\nConsists of: in the way: ${shown}\n` +
          `Where it comes from: \n  ${shown}\n    ${shown}\nAsked for in: ${shown}:1:2\n`,
      );
    }
  });

  it('says which org in its title, together with the verdict', () => {
    expect(htmlOf(checkOfCiro, pageWords)).to.include(
      '<title>NOT READY - Ciro (granular) for ciro@example.com - acme.my.salesforce.com</title>',
    );
  });
});
