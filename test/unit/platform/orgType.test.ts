import { expect } from 'chai';
import { orgTypeOf } from '../../../src/platform/orgType.js';

describe('what sort of org it is', () => {
  const end = '2027-01-01T00:00:00.000Z';
  const cases: [string, boolean, string | null, string | null, string][] = [
    ['no sandbox, no end', false, null, 'Enterprise Edition', 'production'],
    ['of an edition that is not told', false, null, null, 'production'],
    ['for developers', false, null, 'Developer Edition', 'developerEdition'],
    ['to be tried out', false, end, 'Enterprise Edition', 'trial'],
    ['a sandbox', true, null, 'Enterprise Edition', 'sandbox'],
    ['a sandbox of a developer edition', true, null, 'Developer Edition', 'sandbox'],
    ['a scratch org', true, end, 'Developer Edition', 'scratch'],
  ];
  for (const [title, isSandbox, trialExpires, edition, type] of cases) {
    it(`${title}: ${type}`, () => expect(orgTypeOf(isSandbox, trialExpires, edition)).to.equal(type));
  }
});
