import { expect } from 'chai';
import { githubStep } from '../../../src/cli/githubActions.js';

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
});
