/** A definition, one variant, some features and one way of logging in → requirements. Pure; the hash is added by `file/expand.ts`. */
import type { Atom } from './atoms.js';
import { allFeatures } from './definitionReference.js';
import type { Definition, Feature, Variant } from './extendDefinition.js';
import { contradictionTests } from './contradictions.js';
import { maxRequirements } from './definitionSchema.js';
import { sizeOf } from './definitionSize.js';
import type { Filling, ParameterValues } from './filling.js';
import { filledAtoms, missingParameters, valuesFor } from './ruleTemplate.js';
import { mergeRequirements } from './mergeRequirements.js';
import { DefinitionMistake } from './definitionMistake.js';
import { refuseProfileClashes } from './profileClashes.js';
import { nearest } from '../kinds/nearest.js';
import { keyOf } from '../platform/names.js';
import { phases as allPhases } from '../kinds/requirement.js';
import type { Authentication, Phase, Requirement } from '../kinds/requirement.js';
import type { RequirementSet } from './requirementSet.js';

export type ExpandOptions = Filling & {
  /** Name of a variant; absent or null: the default one. */
  readonly variant?: string | null | undefined;
  /** Names of features that are used beside those that every use has; `*` for all of them. */
  readonly features?: readonly string[] | undefined;
  readonly authentication: Authentication;
};

/**
 * The variant that is meant: the named one, or the default; null for a definition without variants.
 *
 * @throws DefinitionMistake for a name that the definition does not have
 */
export const chooseVariant = (definition: Definition, name: string | null | undefined): Variant | null => {
  const { variants, id, file } = definition;
  if (name === undefined || name === null) return variants.find(({ isDefault }) => isDefault) ?? null;
  const found = variants.find((variant) => variant.name === name);
  if (found) return found;
  if (variants.length === 0) throw new DefinitionMistake({ code: 'NoVariants', id, name }, { file });
  const known = variants.map((variant) => variant.name);
  throw new DefinitionMistake({ code: 'UnknownVariant', id, name, known, nearest: nearest(name, known) }, { file });
};

/**
 * The features that are used: those that every use has, and those that are named, in the order of the definition.
 *
 * @throws DefinitionMistake for a name that the definition does not have
 */
export const chooseFeatures = ({ features, id, file }: Definition, names: readonly string[] = []): Feature[] => {
  const known = features.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name) || (name === allFeatures && known.length > 0)) continue;
    throw new DefinitionMistake(
      known.length === 0
        ? { code: 'NoFeatures', definition: id, name }
        : { code: 'UnknownFeature', id, name, known, nearest: nearest(name, known) },
      { file },
    );
  }
  return features.filter(({ name, isDefault }) => isDefault || names.includes(name) || names.includes(allFeatures));
};

/** What rules with parameters ask for, and what they wait for. @throws DefinitionMistake for a value that cannot stand there */
const templateAtoms = (
  { templates, parameters }: Definition,
  variant: Variant | null,
  features: readonly Feature[],
  given: ParameterValues | undefined,
): Atom[] => {
  const known = valuesFor(parameters, given);
  return templates
    .filter((one) => one.variant === null || one.variant === variant?.name)
    .filter((one) => one.feature === null || features.some(({ name }) => name === one.feature))
    .flatMap((one) => [...filledAtoms(one, known), ...missingParameters(one, parameters, known)]);
};

/** The names of parameters that are filled in and that the definition does not have. */
export const unknownParameters = ({ parameters }: Definition, { parameters: given = {} }: Filling): string[] =>
  Object.keys(given).filter((name) => !parameters.some((parameter) => parameter.name === name));

/** Refuses to fill in what the definition does not have. @throws DefinitionMistake */
export const checkFilling = (definition: Definition, filling: Filling): void => {
  const [name] = unknownParameters(definition, filling);
  if (name === undefined) return;
  const { id, file, parameters } = definition;
  const known = parameters.map((parameter) => parameter.name);
  throw new DefinitionMistake(
    known.length === 0
      ? { code: 'NoParameters', definition: id, name }
      : { code: 'UnknownParameter', id, name, known, nearest: nearest(name, known) },
    { file },
  );
};

/**
 * The atoms that count for a variant with features: the common rules, then those of the variant, then those of the features,
 * then those with parameters.
 *
 * @throws DefinitionMistake for a value of a parameter that cannot stand where its rules have it
 */
export const atomsOf = (
  definition: Definition,
  variant: Variant | null,
  features: readonly Feature[],
  parameters?: ParameterValues,
): readonly Atom[] => [
  ...definition.rules,
  ...(variant?.rules ?? []),
  ...features.flatMap(({ rules }) => rules),
  ...templateAtoms(definition, variant, features, parameters),
];

/** A requirement set before it is hashed. */
export type ExpandedDefinition = Omit<RequirementSet, 'definitionHash'>;

/** Whether it is needed in daily use, or in one of these phases. */
export const isInPhase = ({ phase }: Pick<Requirement, 'phase'>, phases: readonly Phase[] = []): boolean =>
  phase === undefined || phases.includes(phase);

/** What a run fills in can contradict what is forbidden, and can be more than a definition may ask for. @throws DefinitionMistake */
const testFilled = ({ file }: Definition, atoms: readonly Atom[]): void => {
  for (const test of contradictionTests({ inherited: [], own: atoms }, [])) test();
  if (sizeOf(atoms) > maxRequirements)
    throw new DefinitionMistake({ code: 'TooMany', key: 'parameters', limit: maxRequirements }, { file });
};

/** What of a definition is not asked for: features that are not used, and phases with needs that nothing else asks for. */
const notAskedFor = (
  { features }: Definition,
  used: readonly Feature[],
  all: readonly Atom[],
  asked: ExpandedDefinition['requirements'],
): Pick<ExpandedDefinition, 'leftOut'> => {
  const ids = new Set(asked.map(({ id }) => keyOf(id)));
  const others = all.flatMap(({ requirement: { id, phase } }) => (ids.has(keyOf(id)) ? [] : [phase]));
  const leftOut = {
    features: features.filter((one) => !used.includes(one)).map(({ name }) => name),
    phases: allPhases.filter((phase) => others.includes(phase)),
  };
  return leftOut.features.length + leftOut.phases.length === 0 ? {} : { leftOut };
};

/**
 * Expands a definition: rules for another way of logging in or another phase drop out, the same id from several rules merges, sorted by id.
 *
 * @throws DefinitionMistake for an unknown variant or feature, and for rules that cannot be told as one
 */
export const expandDefinition = (
  definition: Definition,
  { variant, features, authentication, parameters, phases }: ExpandOptions,
): ExpandedDefinition => {
  const chosen = chooseVariant(definition, variant);
  const used = chooseFeatures(definition, features);
  const all = atomsOf(definition, chosen, used, parameters);
  if (parameters !== undefined && definition.templates.length > 0) testFilled(definition, all);
  const ofLogin = all.filter(({ when }) => when === null || when === authentication);
  const atoms = ofLogin.filter(({ requirement }) => isInPhase(requirement, phases));
  refuseProfileClashes(atoms);
  const requirements = mergeRequirements(atoms.map(({ requirement }) => requirement));
  return {
    integration: definition.id,
    label: definition.label,
    variant: chosen?.name ?? null,
    ...(definition.features.length === 0 ? {} : { features: used.map(({ name }) => name) }),
    authentication,
    ...notAskedFor(definition, used, ofLogin, requirements),
    permissionSet: definition.permissionSet,
    requirements,
  };
};

/** Keys in alphabetical order at every level, so that the same content is always the same text. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // reasons and sources are words for people, and lines move: what is needed stays the same
      .filter(([key]) => key !== 'because' && key !== 'sources' && key !== 'places')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
};

/** The requirements in canonical form: what the definition hash is made of. */
export const canonicalForm = (requirements: readonly Requirement[]): string => JSON.stringify(ordered(requirements));
