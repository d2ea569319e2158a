/** Files of a size that nobody writes by hand: these take as long as all other tests of metadata together. */
import { expect } from 'chai';
import { withFlag } from '../../../src/metadata/elementText.js';
import { MetadataFileMistake } from '../../../src/metadata/metadataFileMistake.js';
import { parsePermissionSetFile } from '../../../src/metadata/permissionSetFile.js';
import { cpuTimeOf } from '../../support/cpuTime.js';
import { fileWith } from '../support/permissionSetFiles.js';

const field = (inner: string): string => `<fields>\n        <fullName>X__c</fullName>\n${inner}    </fields>`;

describe('huge metadata files', () => {
  const mistakeIn = (xml: string): string[] => {
    try {
      parsePermissionSetFile(xml);
    } catch (error) {
      if (error instanceof MetadataFileMistake) return [error.code, error.detail];
      throw error;
    }
    throw new Error('accepted');
  };
  const many = (length: number, element: () => string): string => Array.from({ length }, element).join('');

  it('with more tags, attributes, entities or characters than they may have are refused', () => {
    const parts = '120000 tags, attributes and entities';
    expect(mistakeIn(fileWith(many(120_001, () => '<a/>')))).to.deep.equal(['TooMuch', parts]);
    expect(mistakeIn(fileWith(`<a ${many(120_001, () => 'a="" ')}/>`))).to.deep.equal(['TooMuch', parts]);
    expect(mistakeIn(fileWith(`<a>${many(120_001, () => '&lt;')}</a>`))).to.deep.equal(['TooMuch', parts]);
    expect(mistakeIn(fileWith(`<a>${'x'.repeat(6_000_000)}</a>`))).to.deep.equal(['TooMuch', '6000000 characters']);
  });

  const floods: [of: string, piece: string][] = [
    ['comments', '<!---->\n'],
    ['comments without end', '<!--'],
    ['CDATA without end', '<![CDATA['],
    ['spaces', ' '.repeat(8)],
  ];
  for (const [of, piece] of floods) {
    it(`takes no longer for a flood of ${of} than for as much text`, async () => {
      const text = field(`        <label>X</label>\n<b>${piece.repeat(80_000)}</b><type>Text</type>\n`);
      const read = (): void => {
        try {
          withFlag(text, 'trackHistory', true);
        } catch (error) {
          expect(error).to.be.instanceOf(MetadataFileMistake);
        }
      };
      expect(await cpuTimeOf(read)).to.be.lessThan(4000);
    });
  }
});
