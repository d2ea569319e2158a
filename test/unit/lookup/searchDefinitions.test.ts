import { expect } from 'chai';
import { searchDefinitions } from '../../../src/lookup/searchDefinitions.js';

const all = [
  { id: 'gong-readers', label: 'Readers', description: 'What several tools beside Gong read.' },
  { id: 'gong', label: 'Gong', description: 'Records calls.' },
  { id: 'account-engagement', label: 'Account Engagement', description: null, aliases: ['Pardot', 'Mad Kudu'] },
  { id: 'event-logs', label: 'Event log reader', description: 'Reads event log files for a SIEM.' },
];
const ids = (text: string): string[] => searchDefinitions(all, text).found.map(({ id }) => id);

describe('searchDefinitions', () => {
  for (const [text, found] of [
    ['gong', ['gong', 'gong-readers']],
    ['PARDOT', ['account-engagement']],
    ['madkudu', ['account-engagement']],
    ['account engagement', ['account-engagement']],
    ['engage', ['account-engagement']],
    ['reader', ['gong-readers', 'event-logs']],
    ['siem', ['event-logs']],
    ['calls gong', ['gong']],
    ['files siem', ['event-logs']],
    ['siem gong', []],
    [' - ', []],
    ['', []],
  ] as const)
    it(`${JSON.stringify(text)}: ${found.join(', ') || 'nothing'}`, () => {
      expect(ids(text)).to.deep.equal(found);
    });

  it('tells which names are near where nothing fits, ids and other names', () => {
    expect(searchDefinitions(all, 'pardto').near).to.deep.equal(['Pardot']);
    expect(searchDefinitions(all, 'gogn').near).to.deep.equal(['gong']);
    expect(searchDefinitions(all, 'gong').near).to.deep.equal([]);
    expect(searchDefinitions(all, 'salesforce').near).to.deep.equal([]);
  });
});
