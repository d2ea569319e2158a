/** A definition as plain data for people and scripts: what it needs and why. */
import type { Atom } from '../../definition/atoms.js';
import type { DescribedNeed, DescribedRequirement, DescribeResult, ListResult, Overview } from './describeResult.js';
import { isInPhase, atomsOf, chooseFeatures, chooseVariant } from '../../definition/expandDefinition.js';
import type { Definition, Feature, Variant } from '../../definition/extendDefinition.js';
import type { Filling } from '../../definition/filling.js';
import { searchDefinitions } from '../../lookup/searchDefinitions.js';
import { idKey } from '../../kinds/requirementId.js';
import { mergeRequirements } from '../../definition/mergeRequirements.js';
import { phases as allPhases } from '../../kinds/requirement.js';
import type { Authentication, Phase, Requirement } from '../../kinds/requirement.js';
import { broadOf, variantsWithout } from './broadNeeds.js';
import { kindOf } from '../../kinds/kinds.js';

export type DescribeOptions = Filling & {
  /** Absent or null: the default variant. */
  readonly variant?: string | null | undefined;
  /** Names of features beside those that every use has; `*` for all of them. */
  readonly features?: readonly string[] | undefined;
  /** Another name of the product by which it was asked for. */
  readonly requestedAs?: string | null | undefined;
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
  ...(definition.aliases.length === 0 ? {} : { aliases: [...definition.aliases] }),
  ...(definition.group === 'vendor' ? {} : { group: definition.group }),
  source: definition.sources[0] ?? null,
  ...(definition.sources.length < 2 ? {} : { sources: [...definition.sources] }),
  extends: [...definition.extends],
  permissionSet: definition.permissionSet,
  variants: definition.variants.map(({ name, label, isDefault }) => ({ name, label, default: isDefault })),
  ...(definition.features.length === 0
    ? {}
    : { features: definition.features.map(({ name, label, isDefault }) => ({ name, label, default: isDefault })) }),
});

/** Under what circumstances a requirement counts. */
type Circumstances = {
  readonly when: Authentication | null;
  /** Features of which one has to be used; empty where it counts for every use. */
  readonly features: readonly string[];
  /** The phases in which it is needed; empty where it is needed in daily use too. */
  readonly phases: readonly Phase[];
};

/** Which variants do without a broad need. */
type VariantsWithout = ReturnType<typeof variantsWithout>;

const describedNeed = (
  requirement: Requirement,
  { when, features, phases: [phase, ...further] }: Circumstances,
  doWithout: VariantsWithout,
): DescribedNeed => ({
  id: requirement.id,
  kind: requirement.need.kind,
  level: requirement.level,
  because: [...requirement.because],
  ...(when === null && phase === undefined
    ? {}
    : {
        when: {
          ...(when === null ? {} : { authentication: when }),
          ...(phase === undefined ? {} : { phase }),
          ...(phase === undefined || further.length === 0 ? {} : { phases: [phase, ...further] }),
        },
      }),
  ...(features.length === 0 ? {} : { ofFeatures: [...features] }),
  ifPresent: requirement.ifPresent,
  inferred: requirement.inferred,
  forbid: requirement.forbid,
  ...(requirement.sources ? { sources: [...requirement.sources] } : {}),
  ...broadDetails(requirement, doWithout),
  ...kindOf(requirement.need).details(requirement.need),
});

const broadDetails = (requirement: Requirement, doWithout: VariantsWithout): Pick<DescribedNeed, 'broad'> => {
  const broad = requirement.forbid ? null : broadOf(requirement.need);
  if (broad === null) return {};
  const without = doWithout(requirement);
  const asking = without.filter(({ permissions }) => permissions.length > 0);
  return {
    broad: {
      ...broad,
      narrower: [...broad.narrower],
      variantsWithout: without.map(({ variant }) => variant),
      ...(asking.length === 0
        ? {}
        : {
            variantsAskFor: asking.map(({ variant, permissions }) => ({ variant, permissions: [...permissions] })),
          }),
    },
  };
};

const always: Circumstances = { when: null, features: [], phases: [] };

const described = (
  requirement: Requirement,
  circumstances: Circumstances,
  doWithout: VariantsWithout,
): DescribedRequirement => {
  const { need } = requirement;
  const own = describedNeed(requirement, circumstances, doWithout);
  const members = kindOf(need).members?.(need);
  if (members === undefined) return own;
  return { ...own, members: members.map((member) => member.map((one) => describedNeed(one, always, doWithout))) };
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

/** In which phases each id is needed, in the order of phases: none as soon as one rule is about daily use. */
const phasesNeeding = (atoms: readonly Atom[]): ReadonlyMap<string, readonly Phase[]> => {
  const needing = new Map<string, Set<Phase | undefined>>();
  for (const { requirement } of atoms) {
    const key = idKey(requirement.id);
    needing.set(key, (needing.get(key) ?? new Set()).add(requirement.phase));
  }
  return new Map(
    [...needing].map(([key, some]) => [key, some.has(undefined) ? [] : allPhases.filter((phase) => some.has(phase))]),
  );
};

/** Which features ask for each id, where no rule outside of a feature does. */
const featuresAsking = (outside: readonly Atom[], used: readonly Feature[]): ReadonlyMap<string, readonly string[]> => {
  const common = new Set(outside.map(({ requirement }) => idKey(requirement.id)));
  const asking = new Map<string, string[]>();
  for (const { name, rules } of used)
    for (const { requirement } of rules) {
      const key = idKey(requirement.id);
      const names = asking.get(key) ?? [];
      if (!common.has(key) && !names.includes(name)) asking.set(key, [...names, name]);
    }
  return asking;
};

/** The definitions for `sf integration list`, in the order given; of a text that is looked for those that fit, best first. */
export const listDefinitions = (definitions: readonly KnownDefinition[], search?: string): ListResult => {
  const all = definitions.map(overviewOf);
  if (search === undefined) return { schemaVersion: 1, integrations: all };
  const { found, near } = searchDefinitions(all, search);
  return {
    schemaVersion: 1,
    search,
    ...(found.length > 0 ? {} : { didYouMean: [...near] }),
    integrations: [...found],
  };
};

/**
 * One definition, variant and features for `sf integration describe`: merged and sorted as a check would have them.
 *
 * @throws DefinitionMistake for an unknown variant or feature
 */
export const describeDefinition = (
  definition: KnownDefinition,
  { variant, features, authentication, parameters, phases, requestedAs }: DescribeOptions,
): DescribeResult => {
  const chosen = chooseVariant(definition, variant);
  const used = chooseFeatures(definition, features);
  const login = authentication ?? null;
  const atoms = atomsOf(definition, chosen, used, parameters)
    .filter(({ requirement }) => phases === undefined || isInPhase(requirement, phases))
    .filter(({ when }) => login === null || when === null || when === login);
  const whens = conditions(atoms);
  const needing = phasesNeeding(atoms);
  const merged = mergeRequirements(atoms.map(({ requirement }) => requirement));
  const requirementsOf = (of: Definition, other: Variant | null): Requirement[] =>
    atomsOf(of, other, of === definition ? used : [], parameters).map(({ requirement }) => requirement);
  const withoutCommon = { ...definition, rules: [] };
  const doWithout = variantsWithout(merged, requirementsOf(definition, null), () =>
    definition.variants
      .filter(({ name }) => name !== chosen?.name)
      .map((other) => ({ variant: other.name, requirements: requirementsOf(withoutCommon, other) })),
  );
  const asking = featuresAsking(atomsOf(definition, chosen, []), used);
  return {
    schemaVersion: 1,
    ...overviewOf(definition),
    ...(requestedAs === undefined || requestedAs === null ? {} : { requestedIntegration: requestedAs }),
    variant: chosen?.name ?? null,
    ...(definition.features.length === 0 ? {} : { chosenFeatures: used.map(({ name }) => name) }),
    authentication: login,
    requirements: merged.map((requirement) =>
      described(
        requirement,
        {
          when: login === null ? (whens.get(idKey(requirement.id)) ?? null) : null,
          features: asking.get(idKey(requirement.id)) ?? [],
          phases: needing.get(idKey(requirement.id)) ?? [],
        },
        doWithout,
      ),
    ),
  };
};
