import { expect } from 'chai';
import fc from 'fast-check';
import { jsonWithoutRunnerCommands, withoutRunnerCommands } from '../../../src/cli/runnerCommands.js';

/** What GitHub Actions, Azure Pipelines and TeamCity take for commands. */
const commands = [
  '::error::x',
  '##[add-mask]x',
  '##vso[task.setvariable variable=PATH]/tmp',
  "##teamcity[setParameter name='env.PATH' value='x']",
];

describe('runners of pipelines', () => {
  it('find no command in what is printed, and the rest stays as it is', () => {
    const word = fc.constantFrom(...commands, ':', '##', '#', 'vso', '[', ' ', '\n', '\t', 'a', '::', '##[[');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        const told = withoutRunnerCommands(text);
        for (const line of told.split('\n')) {
          expect(line.trimStart()).to.not.match(/^::/);
          expect(line).to.not.match(/##\w*\[/);
        }
        expect(told.replaceAll(' ', '')).to.equal(text.replaceAll(' ', ''));
      }),
    );
    for (const text of ['Account::Name, a :: b', '# Heading', '## Heading', '## Heading [1]', 'C##'])
      expect(withoutRunnerCommands(text)).to.equal(text);
  });

  it('nor in JSON, which stays the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...commands), (value, text) => {
        const json = jsonWithoutRunnerCommands(JSON.stringify({ value, text }, undefined, 2));
        expect(JSON.parse(json)).to.deep.equal(JSON.parse(JSON.stringify({ value, text })));
        expect(json).to.not.match(/##\w*\[/);
      }),
    );
  });
});
