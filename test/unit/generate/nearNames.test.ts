import { expect } from 'chai';
import { nearNames } from '../../../src/generate/nearNames.js';
import { builtInVocabulary } from '../../../src/generate/pageVocabulary.js';
import { sentenceReader } from '../../../src/generate/sentence/sentenceReader.js';
import { readVendorPage } from '../../../src/generate/vendorPage.js';

const near = nearNames(sentenceReader(builtInVocabulary));
const meantIn = (text: string): string[] => near(text).map(({ name }) => name);

describe('names with a slip of the pen in a page', () => {
  for (const [text, meant] of [
    ['- View Setup and Configuation', ['ViewSetup']],
    ['Please make sure the user has View Setup and Configuation.', ['ViewSetup']],
    ['Give also "View Roles and Role Hierachy".', ['ViewRoles']],
    ['view all datta', ['ViewAllData']],
    ['Oportunities | Yes | No', ['Opportunity']],
    ['Read access on Oportunity and Contcats.', ['Opportunity', 'Contact']],
  ] as const)
    it(text, () => expect(meantIn(text)).to.deep.equal(meant));

  for (const text of [
    'View Setup and Configuration', // no slip
    'The user needs Read and Edit on Accounts, Contacts, Contracts and Cases.',
    'Acme reads leads and contacts.',
    'Modify All Data is not needed.',
    'View the settings and continue.',
    'All about our company',
    'Products and Price Books',
  ])
    it(`none in: ${text}`, () => expect(meantIn(text)).to.deep.equal([]));

  it('is quick on a page of long lines', () => {
    const words = 'View Setup and Configuation Oportunity '.repeat(2000);
    expect(near(words)).to.have.length(2);
  });
});

describe('a line with such a name', () => {
  const page = (text: string): { gaps: Array<[number, string[]]>; others: number[] } => {
    const { gaps, others } = readVendorPage(text, builtInVocabulary);
    return {
      gaps: gaps.map(({ line, near: found = [] }) => [line.number, found.map(({ name }) => name)]),
      others: others.map(({ number }) => number),
    };
  };

  it('looks like a need, and the name that is meant is told', () => {
    expect(
      page(
        [
          'Please make sure the user has View Setup and Configuation.',
          'Give also "View Roles and Role Hierachy".',
          'Oportunities: Read, Edit',
          'Our Oportunity is yours.',
        ].join('\n'),
      ),
    ).to.deep.equal({
      gaps: [
        [1, ['ViewSetup']],
        [2, ['ViewRoles']],
        [3, ['Opportunity']],
      ],
      others: [4],
    });
  });

  it('tells it of a row of a table too, and of nothing that is understood', () => {
    expect(page('Object\tRead\nOportunities\tYes\nLeads\tYes').gaps).to.deep.equal([[2, ['Opportunity']]]);
  });
});
