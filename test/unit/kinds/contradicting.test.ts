import { expect } from 'chai';
import fc from 'fast-check';
import { kinds } from '../../../src/kinds/kinds.js';
import type { FieldNeed } from '../../../src/kinds/field/fieldKind.js';
import type { ObjectNeed } from '../../../src/kinds/object/objectKind.js';
import { matchesPattern, sameName } from '../../../src/platform/names.js';
import { objectAccesses, withWhatItRestsOn } from '../../../src/platform/objectAccess.js';

const { field, object } = kinds;

/** The indexes find what comparing each with each finds, which would be too slow for long lists. */
describe('which forbidden need a required one breaks', () => {
  const sobjects = fc.constantFrom('Lead', 'LEAD', 'Case');
  const fieldNeed = fc.record<FieldNeed>({
    kind: fc.constant('field'),
    sobject: sobjects,
    field: fc.stringMatching(/^[abA*]{1,3}$/),
    access: fc.constantFrom('read', 'edit'),
    standardized: fc.constant(false),
  });
  const objectNeed = fc.record<ObjectNeed>({
    kind: fc.constant('object'),
    sobject: sobjects,
    access: fc.constantFrom(...objectAccesses),
    minimum: fc.constant([]),
  });

  it('fields and patterns', () => {
    const breaks = (required: FieldNeed, forbidden: FieldNeed): boolean =>
      sameName(required.sobject, forbidden.sobject) &&
      (required.access === forbidden.access || forbidden.access === 'read') &&
      (matchesPattern(required.field, forbidden.field) || matchesPattern(forbidden.field, required.field));
    fc.assert(
      fc.property(fieldNeed, fc.array(fieldNeed, { maxLength: 12 }), (required, forbidden) => {
        const naive = forbidden.findIndex((one) => breaks(required, one));
        expect(field.contradicting?.(forbidden)(required)).to.equal(naive);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('objects', () => {
    fc.assert(
      fc.property(objectNeed, fc.array(objectNeed, { maxLength: 12 }), (required, forbidden) => {
        const naive = forbidden.findIndex(
          (one) => sameName(required.sobject, one.sobject) && withWhatItRestsOn(required.access).includes(one.access),
        );
        expect(object.contradicting?.(forbidden)(required)).to.equal(naive);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});
