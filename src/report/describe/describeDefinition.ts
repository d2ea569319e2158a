/** A definition as plain data for people and scripts: what it needs and why. */
import type { Atom } from '../../definition/atoms.js';
import type { DescribedNeed, DescribedRequirement, DescribeResult, ListResult, Overview } from './describeResult.js';
import { atomsOf, chooseVariant } from '../../definition/expandDefinition.js';
import type { Definition } from '../../definition/extendDefinition.js';
import { idKey } from '../../kinds/requirementId.js';
import { mergeRequirements } from '../../definition/mergeRequirements.js';
import type { Authentication, Requirement } from '../../kinds/requirement.js';
import { kindOf } from '../../kinds/kinds.js';

export type DescribeOptions = {
  /** Absent or null: the default variant. */
  readonly variant?: string | null | undefined;
  /** Absent or null: all ways of logging in. */
  readonly authentication?: Authentication | null | undefined;
};

/** A definition, and its file where the project has it. */
type KnownDefinition = Definition & { readonly ownFile?: string | null };

const overviewOf = (definition: KnownDefinition): Overview => ({
  id: definition.id,
  label: definition.label,
  description: definition.description,
  ...(typeof definition.ownFile === 'string' ? { file: definition.ownFile } : {}),
  source: definition.source,
  extends: [...definition.extends],
  permissionSet: definition.permissionSet,
  variants: definition.variants.map(({ name, label, isDefault }) => ({ name, label, default: isDefault })),
});

const describedNeed = (requirement: Requirement, when: Authentication | null): DescribedNeed => ({
  id: requirement.id,
  kind: requirement.need.kind,
  level: requirement.level,
  because: [...requirement.because],
  ...(when === null ? {} : { when: { authentication: when } }),
  ifPresent: requirement.ifPresent,
  inferred: requirement.inferred,
  forbid: requirement.forbid,
  ...(requirement.sources ? { sources: [...requirement.sources] } : {}),
  ...kindOf(requirement.need).details(requirement.need),
});

const described = (requirement: Requirement, when: Authentication | null): DescribedRequirement => {
  const { need } = requirement;
  const own = describedNeed(requirement, when);
  const members = kindOf(need).members?.(need);
  if (members === undefined) return own;
  return { ...own, members: members.map((member) => member.map((one) => describedNeed(one, null))) };
};

/** For which way of logging in each id counts: null as soon as one rule is unconditional, or the rules cover both. */
const conditions = (atoms: readonly Atom[]): ReadonlyMap<string, Authentication | null> => {
  const whens = new Map<string, Authentication | null>();
  for (const { requirement, when } of atoms) {
    const key = idKey(requirement.id);
    whens.set(key, whens.has(key) && whens.get(key) !== when ? null : when);
  }
  return whens;
};

/** The definitions for `sf integration list`, in the order given. */
export const listDefinitions = (definitions: readonly KnownDefinition[]): ListResult => ({
  schemaVersion: 1,
  integrations: definitions.map(overviewOf),
});

/**
 * One definition and variant for `sf integration describe`: merged and sorted as a check would have them.
 *
 * @throws DefinitionMistake for an unknown variant
 */
export const describeDefinition = (
  definition: KnownDefinition,
  { variant, authentication }: DescribeOptions,
): DescribeResult => {
  const chosen = chooseVariant(definition, variant);
  const login = authentication ?? null;
  const atoms = atomsOf(definition, chosen).filter(({ when }) => login === null || when === null || when === login);
  const whens = conditions(atoms);
  return {
    schemaVersion: 1,
    ...overviewOf(definition),
    variant: chosen?.name ?? null,
    authentication: login,
    requirements: mergeRequirements(atoms.map(({ requirement }) => requirement)).map((requirement) =>
      described(requirement, login === null ? (whens.get(idKey(requirement.id)) ?? null) : null),
    ),
  };
};
