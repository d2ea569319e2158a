/** Definitions in the whole language, some extending others: what one use of them needs is the same to both readers, and what follows of it. */
import { expect } from 'chai';
import fc from 'fast-check';
import { concludeNeeds } from '../naive/check.js';
import { needsOfUse } from '../naive/document.js';
import { torture } from '../support/torture.js';
import { disagreements } from './support/compare.js';
import { dimensionsOfDocuments, documentCases } from './support/documents.js';
import { brokenPromises, planFor, scopes, unnamedBlankets } from './support/plans.js';
import { findingsOf, requirementsOfDocuments } from './support/product.js';
import { worlds } from './support/worlds.js';

describe('random definitions in the whole language', () => {
  torture(
    import.meta.url,
    'are read alike twice, and so are the findings',
    { short: 900, long: 7000 },
    fc.record({ definition: documentCases, world: worlds({ users: 1, gaps: true }) }),
    ({ definition, world }) => {
      const { requirements, refused } = requirementsOfDocuments(definition);
      const needs = needsOfUse(definition.documents, definition.use);
      expect(requirements === null, `refused: ${refused ?? ''}`).to.equal(needs === null);
      if (!requirements || !needs) return;
      const [user] = world.users;
      if (!user) throw new Error('a world has a user');
      const found = disagreements(
        world,
        user,
        findingsOf(requirements, world, user),
        concludeNeeds(world, user, needs),
      ).join('\n');
      expect(found, found).to.equal('');
    },
    ({ definition }) => dimensionsOfDocuments(definition),
  );

  torture(
    import.meta.url,
    'are planned so that what is said to be closed is closed, nothing is lost, and no blanket permission comes that no rule names',
    { short: 350, long: 3000 },
    fc.record({
      definition: documentCases,
      scope: scopes,
      set: fc.constantFrom('Integration_acme', 'Three'),
      world: worlds({ users: 2, gaps: true }),
    }),
    ({ definition, world, scope, set }) => {
      const { requirements } = requirementsOfDocuments(definition);
      const needs = needsOfUse(definition.documents, definition.use);
      if (!requirements || !needs) return;
      const plan = planFor(world, requirements, set, scope);
      const broken = brokenPromises(world, set, plan, needs);
      expect(broken, broken.join('\n')).to.deep.equal([]);
      expect(unnamedBlankets(plan, needs)).to.deep.equal([]);
    },
    ({ definition }) => dimensionsOfDocuments(definition),
  );
});
