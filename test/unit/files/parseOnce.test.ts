import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import type { DefinitionFile, ParseOptions } from '../../../src/definition/definitionOfTree.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { parseOnce as readOnce } from '../../../src/files/parseOnce.js';

const text = (label: string): string =>
  ['schemaVersion: 1', 'id: acme', `label: ${label}`, 'requires: [{ object: Lead }]'].join('\n');

const parseOnce = (said: string, as: ParseOptions): Promise<DefinitionFile> => readOnce(said, as, null);

const options = { file: 'acme.yml', pluginVersion: '0.1.0' };

const mistakeOf = (said: string, as: ParseOptions): Promise<string> =>
  parseOnce(said, as).then(
    () => 'none',
    (error: unknown) => (error instanceof DefinitionMistake ? error.code : String(error)),
  );

describe('a definition file that is read again', () => {
  it('is parsed once', async () => {
    expect(await parseOnce(text('Acme'), options)).to.equal(await parseOnce(text('Acme'), { ...options }));
  });

  it('is parsed anew where anything about it differs', async () => {
    const acme = await parseOnce(text('Acme'), options);
    expect((await parseOnce(text('Acme 2'), options)).label).to.equal('Acme 2');
    expect((await parseOnce(text('Acme'), { ...options, file: 'a/acme.yml' })).place.file).to.equal('a/acme.yml');
    expect(await parseOnce(text('Acme'), { ...options, partsAbove: 1 })).to.not.equal(acme);
    expect(await parseOnce(text('Acme'), { ...options, mostMistakes: 1 })).to.not.equal(acme);
    const newer = `${text('Acme')}\nrequiresPlugin: ">=0.1.0"`;
    await parseOnce(newer, options);
    expect(await mistakeOf(newer, { ...options, pluginVersion: '0.0.1' })).to.equal('PluginTooOld');
  });

  it('has its mistakes each time', async () => {
    for (let time = 0; time < 2; time += 1) expect(await mistakeOf(text('[]'), options)).to.equal('WrongValue');
  });

  it('stays as it was, whatever is made of it', async () => {
    const ciro = readFileSync(new URL('../../../integrations/ciro.yml', import.meta.url), 'utf8');
    const as = { ...options, file: 'ciro.yml' };
    expandDefinition(extendDefinition(await parseOnce(ciro, as), null), { authentication: 'oauth' });
    expect(await parseOnce(ciro, as)).to.deep.equal(parseDefinition(ciro, as));
  });

  it('is forgotten after a hundred others, and not while it is used', async () => {
    const [acme, used] = [await parseOnce(text('Acme'), options), await parseOnce(text('Used'), options)];
    for (let other = 0; other < 100; other += 1) {
      await parseOnce(text(`Other ${other}`), options);
      await parseOnce(text('Used'), options);
    }
    expect(await parseOnce(text('Used'), options)).to.equal(used);
    expect(await parseOnce(text('Acme'), options)).to.not.equal(acme);
  });

  it('is not kept where it is very long', async () => {
    const long = `${text('Acme')}\n#${'x'.repeat(200_000)}`;
    expect(await parseOnce(long, options)).to.not.equal(await parseOnce(long, options));
  });
});
