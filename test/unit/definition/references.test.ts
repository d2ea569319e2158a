/** How a definition is named, and by which names it is the same. */
import { expect } from 'chai';
import { otherNameIn, parseReference, referenceTo } from '../../../src/definition/definitionReference.js';
import { mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

describe('names of definitions', () => {
  it('are ids where they only look like paths, and paths where something stands before the @', () => {
    const read = (reference: string): readonly (string | null)[] => {
      const { type, variant, ...named } = parseReference(reference);
      return [type, 'id' in named ? named.id : named.path, variant];
    };
    expect(read('acme.yml.old')).to.deep.equal(['id', 'acme.yml.old', null]);
    expect(read('acme.ymlx@b')).to.deep.equal(['id', 'acme.ymlx', 'b']);
    expect(read('@b')).to.deep.equal(['id', '', 'b']);
    expect(read('defs/@b')).to.deep.equal(['path', 'defs/', 'b']);
  });

  it('are written with their variant and features', () => {
    expect(referenceTo('acme', { variant: null })).to.equal('acme');
    expect(referenceTo('acme', { variant: 'b' })).to.equal('acme@b');
    expect(referenceTo('a/acme.yml', { variant: 'b', features: ['x', 'y'] })).to.equal('a/acme.yml@b+x+y');
  });

  it('are told beside the id where another name of the product was given, and no path', () => {
    expect(otherNameIn('pardot@b+x', 'account-engagement')).to.equal('pardot');
    expect(otherNameIn('acme@b+x', 'acme')).to.equal(null);
    expect(otherNameIn('defs/acme.yml', 'acme')).to.equal(null);
    expect(otherNameIn('acme.yml', 'other')).to.equal(null);
  });

  const twice = (...aliases: string[]): string | null => {
    const text = `aliases: ${JSON.stringify(aliases)}\n${withRules('  - object: Lead')}`;
    try {
      parse(text);
    } catch {
      return sentenceOf(mistakeIn(() => parse(text))).message;
    }
    return null;
  };

  it('are the same whatever their case and the signs between their words', () => {
    for (const other of ['HG Insights', 'hg-insights', 'hg_insights', 'hg.insights', ' Hg   Insights '])
      expect(twice('hg insights', other), other).to.equal(`acme.yml:1:25: "${other}" is listed twice under "aliases".`);
    expect(twice('hg insights', 'hginsights')).to.equal(null);
    expect(twice('hg insights', 'hg insight')).to.equal(null);
  });
});
