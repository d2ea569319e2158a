import { expect } from 'chai';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { mistakeIn, sentenceOf, withRules } from './helpers.js';

describe('the plugin that a definition needs', () => {
  const read = (needed: string, pluginVersion: string): unknown =>
    parseDefinition(`requiresPlugin: "${needed}"\n${withRules('  - object: Lead')}`, {
      file: 'acme.yml',
      pluginVersion,
    });

  const enough: ReadonlyArray<readonly [string, string]> = [
    ['>=0.1', '0.1.0'],
    ['>=0.1.0', '0.1.0'],
    ['>= 0.1', '0.1.0'],
    ['>=0', '0.1.0'],
    ['>=0.1.0', '0.1'],
    ['>=1.2.3', '2.0.0'],
    ['>=1.2.3', '1.10.0'],
    ['>=1.2.3', '1.2.3-beta.1'],
    ['>=1.2.3', '1.2.4+build.7'],
    ['>=1.2', 'v1.2.0'],
  ];
  for (const [needed, ours] of enough)
    it(`is ${ours}, which is ${needed}`, () => expect(read(needed, ours)).to.include({ id: 'acme' }));

  const older: ReadonlyArray<readonly [string, string, string]> = [
    ['>=0.2', '0.1.0', '0.2'],
    ['>=  0.2', '0.1.9', '0.2'],
    ['>=10', '9.9.9', '10'],
    ['>=0.10', '0.9.0', '0.10'],
    ['>=1.2.3', '1.2.2', '1.2.3'],
    ['>=1.2.3', '1.2', '1.2.3'],
    ['>=1.2.3', '1.2.2-beta.9', '1.2.3'],
    ['>=2.0.0', '1.9.9', '2.0.0'],
  ];
  for (const [needed, ours, shown] of older)
    it(`is not ${ours} where it needs ${needed}`, () => {
      const { mistake, place } = mistakeIn(() => read(needed, ours));
      expect(mistake).to.deep.equal({ code: 'PluginTooOld', needed: shown, ours });
      expect(place).to.deep.equal({ file: 'acme.yml', line: 1, column: 17 });
    });

  for (const needed of ['x>=0.2', '>=0.2 beta', '> =0.2', '>=0.1.0.0', '>0.2', '>=', '>=0.2.x'])
    it(`is no lowest version: ${needed}`, () => {
      expect(sentenceOf(mistakeIn(() => read(needed, '0.1.0'))).message).to.equal(
        `acme.yml:1:17: The value of "requiresPlugin" has to be a lowest version such as ">=0.1", not "${needed}".`,
      );
    });
});
