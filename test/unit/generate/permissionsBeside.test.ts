import { expect } from 'chai';
import { builtInVocabulary } from '../../../src/generate/pageVocabulary.js';
import { readVendorPage } from '../../../src/generate/vendorPage.js';

const read = (text: string): { names: string[]; told: string[]; gaps: number } => {
  const { needs, gaps } = readVendorPage(text, builtInVocabulary);
  return {
    names: needs.flatMap((need) => (need.kind === 'userPermission' ? need.names : [])),
    told: gaps.flatMap(({ unused }) => unused),
    gaps: gaps.length,
  };
};

describe('what stands in one list with user permissions', () => {
  for (const [text, names, told] of [
    ['The user needs API Enabled and View Setup.', ['ApiEnabled', 'ViewSetup'], []],
    ['The user needs API Enabled, Run Reports and Manage Widgets', ['ApiEnabled', 'RunReports'], ['Manage Widgets']],
    ['The user needs Manage Widgets and API Enabled', ['ApiEnabled'], ['Manage Widgets']],
    ['Enable API Enabled, View Setup.', ['ApiEnabled', 'ViewSetup'], []],
    ['Permissions: API Enabled, View Setup, Frobnicate.', ['ApiEnabled', 'ViewSetup'], ['Frobnicate']],
    ['Permissions: API Enabled; View Setup; Frobnicate.', ['ApiEnabled', 'ViewSetup'], ['Frobnicate']],
    ['Permissions: API Enabled, frobnicate things', ['ApiEnabled'], ['frobnicate things']],
    ['It must have the "API Enabled" and "View Setup" permissions', ['ApiEnabled', 'ViewSetup'], []],
    // the beginning of several labels, and of one that controls the whole org
    ['API Enabled, View All', ['ApiEnabled'], ['View All']],
    ['API Enabled, Manage Connected', ['ApiEnabled'], ['Manage Connected']],
  ] as const)
    it(text, () => expect(read(text)).to.deep.equal({ names, told, gaps: told.length > 0 ? 1 : 0 }));

  it('is a gap, also behind a semicolon', () => {
    expect(read('API Enabled; View Setup')).to.deep.equal({ names: ['ApiEnabled'], told: [], gaps: 1 });
  });

  for (const text of [
    'API Enabled and Run Reports are needed by the user',
    'Acme needs the API Enabled permission, and the Salesforce administrator assigns it',
    'In Setup, open Profiles and enable API Enabled',
    'In Setup, enable API Enabled',
    'Enable the API Enabled and Apex REST Services permissions.',
    'System Permissions: API Enabled, View Setup and Configuration, Manage Users',
    'API Enabled (for REST API), Run Reports (optional)',
  ])
    it(`is nothing: ${text}`, () => expect(read(text).gaps).to.equal(0));
});
