import { expect } from 'chai';
import { definitionIdFor, isDefinitionId } from '../../../src/generate/definitionId.js';
import { definitionLabelFor } from '../../../src/generate/definitionLabel.js';

describe('ids and labels of generated definitions', () => {
  const ids: ReadonlyArray<[name: string, id: string]> = [
    ['HG_Insights', 'hg-insights'],
    ['acmeSync', 'acme-sync'],
    ['acme__Sync', 'acme-sync'],
    ['System Administrator', 'system-administrator'],
    ['integration@example.com', 'integration-example-com'],
    ['Größe Ä', 'gro-e-a'],
    ['統合', 'integration'],
    ['---', 'integration'],
    ['x'.repeat(100), 'x'.repeat(60)],
    [`${'x'.repeat(59)}_y`, 'x'.repeat(59)],
  ];
  for (const [name, id] of ids)
    it(`${name.slice(0, 30)} is ${id.slice(0, 30)}`, () => {
      expect(definitionIdFor(name)).to.equal(id);
      expect(isDefinitionId(id)).to.equal(true);
    });

  it('labels are one line that people see, of bearable length', () => {
    expect(definitionLabelFor('  Acme\n\u202e Sync ', 'acme')).to.equal('Acme Sync');
    expect(definitionLabelFor('\u200b', 'acme')).to.equal('acme');
    expect(definitionLabelFor('x'.repeat(500), 'acme')).to.have.length(120);
  });
});
