/** The product and the second evaluator agree about every finding, in whatever order things come. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Finding } from '../../../src/kinds/finding.js';
import { summarise } from '../../../src/check/checkSummary.js';
import { checkExitCode, failOnLevels } from '../../../src/exitCode.js';
import { conclude, exitCodeFor } from '../naive/check.js';
import { clashes, contradictsItself } from '../naive/definition.js';
import type { Authentication, Phase } from '../naive/definition.js';
import type { World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { disagreements, withOpeners } from './support/compare.js';
import { definitions } from './support/definitions.js';
import { dimensionsOf } from './support/dimensions.js';
import { findingsOf, requirementsOf } from './support/product.js';
import { shuffledRules, shuffledWorld } from './support/shuffle.js';
import { worlds } from './support/worlds.js';

const authentication = fc.constantFrom<Authentication>('oauth', 'usernamePassword');
const phases = fc.subarray<Phase>(['install', 'connect', 'upgrade']);
type Question = {
  readonly world: World;
  readonly rules: ReturnType<typeof shuffledRules>;
  readonly authentication: Authentication;
  readonly phases: readonly Phase[];
};
const question = (users: number): fc.Arbitrary<Question> =>
  fc.record({ world: worlds({ users, gaps: true }), rules: definitions(), authentication, phases });

/** What must not depend on an order; unknown names keep the spelling that came first. */
const essence = (findings: readonly Finding[]): string[] =>
  findings
    .map(({ id, level, status, code, blockedBy, grantedBy, because }) =>
      JSON.stringify([
        id.toLowerCase(),
        level,
        status,
        // Of several reasons for not knowing, one is told.
        status === 'unknown' ? '' : code,
        status === 'unknown' ? [] : blockedBy.map((one) => one.toLowerCase()).sort(),
        grantedBy
          .map(({ type, name, via, through }) => JSON.stringify([type, name, via, [...(through ?? [])].sort()]))
          .sort(),
        [...because].sort(),
      ]),
    )
    .sort();

describe('random orgs and definitions: findings', () => {
  torture(
    import.meta.url,
    'are the same as those of an evaluation written a second time, and so are summary and exit code',
    { short: 900, long: 7000 },
    question(1),
    ({ world, rules, authentication: way, phases: of }) => {
      const requirements = requirementsOf(rules, way, of);
      expect(requirements === null, 'refused').to.equal(contradictsItself(rules) || clashes(rules, way, of));
      if (!requirements) return;
      for (const user of world.users) {
        const findings = findingsOf(requirements, world, user);
        const conclusions = conclude(world, user, rules, way, of);
        const found = disagreements(world, user, findings, conclusions).join('\n');
        expect(found, found).to.equal('');
        // What opens something counts like everything else that is told.
        const all = withOpeners(world, user, findings, conclusions);
        for (const failOn of failOnLevels) {
          expect(checkExitCode(findings, failOn), failOn).to.equal(exitCodeFor(all, failOn));
        }
        const summary: Record<string, number> = {};
        for (const { status } of all) summary[status] = (summary[status] ?? 0) + 1;
        expect(summarise(findings)).to.include(summary);
      }
    },
    dimensionsOf,
  );

  torture(
    import.meta.url,
    'do not depend on the order of rules, permission sets, rows and fields',
    { short: 300, long: 2500 },
    fc.tuple(question(1), fc.integer({ min: 1, max: 1_000_000 })),
    ([{ world, rules, authentication: way, phases: of }, seed]) => {
      const requirements = requirementsOf(rules, way, of);
      const reordered = requirementsOf(shuffledRules(rules, seed), way, of);
      expect(reordered === null).to.equal(requirements === null);
      if (!requirements || !reordered) return;
      const other = shuffledWorld(world, seed);
      const [user] = world.users;
      const [sameUser] = other.users;
      if (!user || !sameUser) throw new Error('a world has a user');
      expect(essence(findingsOf(reordered, other, sameUser))).to.deep.equal(
        essence(findingsOf(requirements, world, user)),
      );
    },
  );
});
