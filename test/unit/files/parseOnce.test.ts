import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { parseOnce } from '../../../src/files/parseOnce.js';

const text = (label: string): string =>
  ['schemaVersion: 1', 'id: acme', `label: ${label}`, 'requires: [{ object: Lead }]'].join('\n');

const options = { file: 'acme.yml', pluginVersion: '0.1.0' };

describe('a definition file that is read again', () => {
  it('is parsed once', () => {
    expect(parseOnce(text('Acme'), options)).to.equal(parseOnce(text('Acme'), { ...options }));
  });

  it('is parsed anew where anything about it differs', () => {
    const acme = parseOnce(text('Acme'), options);
    expect(parseOnce(text('Acme 2'), options).label).to.equal('Acme 2');
    expect(parseOnce(text('Acme'), { ...options, file: 'a/acme.yml' }).place.file).to.equal('a/acme.yml');
    expect(parseOnce(text('Acme'), { ...options, partsAbove: 1 })).to.not.equal(acme);
    expect(parseOnce(text('Acme'), { ...options, mostMistakes: 1 })).to.not.equal(acme);
    const newer = `${text('Acme')}\nrequiresPlugin: ">=0.1.0"`;
    parseOnce(newer, options);
    expect(() => parseOnce(newer, { ...options, pluginVersion: '0.0.1' })).to.throw();
  });

  it('has its mistakes each time', () => {
    for (let time = 0; time < 2; time += 1) expect(() => parseOnce(text('[]'), options)).to.throw();
  });

  it('stays as it was, whatever is made of it', () => {
    const ciro = readFileSync(new URL('../../../integrations/ciro.yml', import.meta.url), 'utf8');
    const as = { ...options, file: 'ciro.yml' };
    expandDefinition(extendDefinition(parseOnce(ciro, as), null), { authentication: 'oauth' });
    expect(parseOnce(ciro, as)).to.deep.equal(parseDefinition(ciro, as));
  });

  it('is forgotten after a hundred others, and not while it is used', () => {
    const [acme, used] = [parseOnce(text('Acme'), options), parseOnce(text('Used'), options)];
    for (let other = 0; other < 100; other += 1) {
      parseOnce(text(`Other ${other}`), options);
      parseOnce(text('Used'), options);
    }
    expect(parseOnce(text('Used'), options)).to.equal(used);
    expect(parseOnce(text('Acme'), options)).to.not.equal(acme);
  });

  it('is not kept where it is very long', () => {
    const long = `${text('Acme')}\n#${'x'.repeat(200_000)}`;
    expect(parseOnce(long, options)).to.not.equal(parseOnce(long, options));
  });
});
