import { expect } from 'chai';
import { narrowerVariants } from '../../../src/grant/narrowerVariants.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import { otherVariantsOf, requirementsOf } from '../../../src/workflows/prepare.js';

const ids = (all: readonly Requirement[]): string[] => all.map(({ need }) => requirementId(need));

describe('variants that ask for less', () => {
  const cases: ReadonlyArray<
    readonly [reference: string, variants: ReadonlyArray<readonly [string | null, leavesOut: string, instead: string]>]
  > = [
    // Delete comes along with Modify All; the history of an object follows the object.
    ['hg-insights', [['fine-grained', 'object:Lead:delete', 'object:LeadHistory:viewAllRecords']]],
    // The fine-grained one is the least.
    ['hg-insights@fine-grained', []],
    ['6sense', []],
  ];
  for (const [reference, expected] of cases) {
    it(`of ${reference}: ${expected.length}`, async () => {
      const { requirements } = await requirementsOf(reference, 'oauth');
      const found = narrowerVariants(requirements, await otherVariantsOf(reference, requirements));
      expect(found.map(({ variant }) => variant)).to.deep.equal(expected.map(([variant]) => variant));
      found.forEach((one, at) => {
        const [, leavesOut, instead] = expected[at] ?? [null, '', ''];
        expect(ids(one.leavesOut)).to.include(leavesOut);
        expect(ids(one.instead)).to.include(instead);
      });
    });
  }
});
