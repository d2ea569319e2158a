import { expect } from 'chai';
import fc from 'fast-check';
import { githubStep, jsonWithoutRunnerCommands, withoutRunnerCommands } from '../../../src/cli/githubActions.js';

describe('GitHub Actions', () => {
  const environments: [environment: Record<string, string>, step: ReturnType<typeof githubStep>][] = [
    [{}, null],
    [{ GITHUB_ACTIONS: 'false' }, null],
    [{ GITHUB_STEP_SUMMARY: '/tmp/x' }, null],
    [{ GITHUB_ACTIONS: 'true' }, { summaryFile: null }],
    [{ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/tmp/x' }, { summaryFile: '/tmp/x' }],
  ];
  for (const [environment, step] of environments)
    it(JSON.stringify(environment), () => expect(githubStep(environment)).to.deep.equal(step));

  it('the runner finds no command in what is printed, and the rest stays as it is', () => {
    const word = fc.constantFrom('::error::x', '##[add-mask]x', ':', '##', '[', ' ', '\n', '\t', 'a', '::', '##[[');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        const told = withoutRunnerCommands(text);
        for (const line of told.split('\n')) {
          expect(line.trimStart()).to.not.match(/^::/);
          expect(line).to.not.include('##[');
        }
        expect(told.replaceAll(' ', '')).to.equal(text.replaceAll(' ', ''));
      }),
    );
    expect(withoutRunnerCommands('Account::Name, a :: b')).to.equal('Account::Name, a :: b');
  });

  it('nor in JSON, which stays the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('##[error]', '::error::'), (value, text) => {
        const json = jsonWithoutRunnerCommands(JSON.stringify({ value, text }, undefined, 2));
        expect(JSON.parse(json)).to.deep.equal(JSON.parse(JSON.stringify({ value, text })));
        expect(json).to.not.include('##[');
      }),
    );
  });
});
