/** What a user has beyond definitions, for tests: tests name only what they are about. */
import type { AccessSnapshot, InspectedUser } from '../../../../src/access/snapshot.js';
import { surplusOf } from '../../../../src/check/surplus/surplus.js';
import type { Surplus } from '../../../../src/check/surplus/surplus.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { Requirement } from '../../../../src/kinds/requirement.js';
import { snapshot, user } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';

/** A definition with these rules. */
export const setOf = (requirements: readonly Requirement[]): RequirementSet => ({
  ...{ integration: 'acme', label: 'Acme', variant: null, authentication: 'oauth' as const },
  ...{ permissionSet: 'Integration_acme', definitionHash: 'sha256:0', requirements },
});

/** The names of everything in the spelling of the org, as it is known where everything was read. */
const spelled = new Map(
  ['Account', 'Contact', 'Lead', 'Account.Website', 'Account.Industry', 'Account.BillingAddress', 'Contact.Email'].map(
    (name) => [name.toLowerCase(), name],
  ),
);

/** A user with these sources, of whom everything was read. */
export const holder = (...sources: SourceSpec[]): InspectedUser => {
  const one = user({ sources });
  return one.evidence.mode === 'admin' ? { ...one, evidence: { ...one.evidence, spelled } } : one;
};

/** What the user has beyond these definitions. @throws Error where nobody can say */
export const surplus = (
  one: InspectedUser,
  definitions: ReadonlyArray<readonly Requirement[]>,
  schema: Partial<AccessSnapshot['schema']> = {},
): Surplus => {
  const world = snapshot(one);
  const reading = surplusOf(
    definitions.map((requirements, at) => ({ reference: `acme${at + 1}`, requirements: setOf(requirements) })),
    { schema: { ...world.schema, ...schema } },
    one,
  );
  if (!reading.known) throw new Error(`not known: ${reading.gap.code}`);
  return reading.value;
};
