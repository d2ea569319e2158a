import { expect } from 'chai';

import { MetadataProblem, outOf, parseXml, writeXml } from './metadataXml.js';

describe('embedded org: metadata files', () => {
  it('knows the place after each start tag, whatever the line breaks', () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const lines = [
        '<?xml version="1.0"?>',
        '<!-- <a> -->',
        '<Set note="a > b">',
        '  <label>',
        'x</label><empty/></Set>',
      ];
      const root = parseXml(lines.join(lineBreak));
      expect(root.place).to.deep.equal({ lineNumber: 3, columnNumber: 19 });
      expect(root.children.map(({ name, place }) => [name, place.lineNumber, place.columnNumber])).to.deep.equal([
        ['label', 4, 10],
        ['empty', 5, 18],
      ]);
    }
  });

  const texts: Array<[string, string]> = [
    ['a &amp;amp; b', 'a &amp; b'],
    ['&lt;b&gt; &quot;q&quot; &apos;s&apos;', `<b> "q" 's'`],
    ['&#228;&#x1F600; &amp;#65;', 'ä\u{1F600} &#65;'],
    ['<![CDATA[<q> & ]]>', '<q> &'],
    ['  spaces around  ', 'spaces around'],
    ['', ''],
  ];
  for (const [source, text] of texts) {
    it(`reads ${JSON.stringify(source)}`, () => {
      expect(parseXml(`<a>${source}</a>`).text).to.equal(text);
    });
  }

  it('writes what it reads again, hostile text too', () => {
    const text = `<b>"A" & 'B'</b> ä \u{1F600} ]]>`;
    const source = writeXml('Root', [
      ['a', `${text}\u0000\u001b`],
      ['b', [['c', true]]],
      ['b', [['c', 5]]],
    ]);
    const root = parseXml(source);
    expect(root.children[0]?.text).to.equal(text);
    expect(writeXml('Root', root.children.map(outOf))).to.equal(source.replace(/[\u0000\u001b]/g, ''));
  });

  for (const broken of ['', '   ', 'x<a/>', '<a>', '<a></b>', '<a><b></a></b>', '<a/><b/>', '<a b></a>']) {
    it(`refuses ${JSON.stringify(broken)}`, () => {
      expect(() => parseXml(broken)).to.throw(MetadataProblem, /^Error parsing file: /);
    });
  }
});
