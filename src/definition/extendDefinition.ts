/** A definition file with everything it inherits. */
import type { Atom } from './atoms.js';
import { contradictionTests } from './contradictions.js';
import type { PartlyTested } from './contradictions.js';
import { idKey } from '../kinds/requirementId.js';
import { checkStars } from './definitionSize.js';
import { maxFeatures, maxVariants } from './definitionSchema.js';
import type { DefinitionGroup } from './definitionSchema.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';
import { nearest } from '../kinds/nearest.js';
import { mergeFeatures, mergeParameters, mergeVariants } from './mergedParts.js';
import { without } from './omitted.js';
import { checkMarks, exampleAtoms, filledAtoms, missingParameters, valuesFor } from './ruleTemplate.js';
import type { Parameter, Template } from './ruleTemplate.js';
import type { DefinitionFile } from './definitionOfTree.js';
import type { Source } from '../kinds/requirement.js';

export type Variant = {
  readonly name: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Rules of this variant alone; the common ones come before them. */
  readonly rules: readonly Atom[];
};

/** A part of the product that not everybody uses, with what it needs in addition. */
export type Feature = {
  readonly name: string;
  readonly label: string;
  /** Whether every use of the integration has it. */
  readonly isDefault: boolean;
  readonly rules: readonly Atom[];
};

/** A definition ready to be expanded. */
export type Definition = {
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  /** Whether it is a vendor's integration or what people of one role need. */
  readonly group: DefinitionGroup;
  /** Other names of the product. They are not inherited: a name leads to one definition. */
  readonly aliases: readonly string[];
  /** Where the needs are published; those of the definition that it extends where it names none itself. */
  readonly sources: readonly Source[];
  /** Ids of the definitions that it extends, the nearest first. */
  readonly extends: readonly string[];
  readonly permissionSet: string;
  readonly file: string;
  readonly rules: readonly Atom[];
  readonly variants: readonly Variant[];
  readonly features: readonly Feature[];
  readonly parameters: readonly Parameter[];
  /** Rules with parameters in them. */
  readonly templates: readonly Template[];
};

const isChoice = ({ requirement }: Atom): boolean => requirement.need.kind === 'anyOf';

const checkOmit = (file: DefinitionFile, base: Definition): void => {
  if (file.omit.length === 0) return;
  const parts = [...base.variants, ...base.features].flatMap(({ rules }) => rules);
  const known = valuesFor(base.parameters);
  const ofTemplates = base.templates.flatMap((template) => [
    ...filledAtoms(template, known),
    ...missingParameters(template, base.parameters, known),
    // A choice is called the same whatever stands in it: it can be omitted while all of it waits to be filled in.
    ...without(exampleAtoms(template, base.parameters), template.omitted).filter(isChoice),
  ]);
  const inherited = [...base.rules, ...parts, ...ofTemplates].map(({ requirement }) => requirement.id);
  const ids = new Set(inherited.map(idKey));
  const mistakes = mistakeCollector();
  for (const { id, place } of file.omit) {
    if (ids.has(idKey(id))) continue;
    mistakes.attempt(() => {
      throw new DefinitionMistake({ code: 'OmitMatchesNothing', id, nearest: nearest(id, inherited) }, place);
    });
  }
  mistakes.finish();
};

/**
 * What rules with parameters ask for with all that is known, by the variant in which they stand; each is a rule also where
 * nothing is. @throws DefinitionMistake
 */
const atomsOfTemplates = (
  templates: readonly Template[],
  file: DefinitionFile,
  parameters: readonly Parameter[],
): ((variant: string | null) => Atom[]) => {
  const mistakes = mistakeCollector();
  const known = valuesFor(parameters);
  // An inherited rule has the examples of the file where that declares its parameters anew.
  const declared = new Map(file.parameters.map(({ name, place }) => [name, place]));
  const filled = templates.map((template) => ({
    variant: template.variant,
    atoms:
      mistakes.attempt(() => {
        const isOwn = file.templates.includes(template);
        if (isOwn) checkMarks(template, parameters, file.id);
        exampleAtoms(template, parameters, isOwn ? undefined : declared);
        return filledAtoms(template, known);
      }) ?? [],
  }));
  mistakes.finish();
  return (name) => filled.filter(({ variant }) => variant === name).flatMap(({ atoms }) => atoms);
};

/** A test of further rules against rules that have been tested among themselves. */
type NameTest = (own: readonly Atom[]) => void;

/**
 * A name of `anyOf` is the id of a choice, as that of `manual` is of what people see to: two of one name could not be told apart.
 * @returns the test of the rules of one variant, which come behind these
 */
const checkNames = (common: readonly Atom[]): NameTest => {
  const collect = (atoms: readonly Atom[], before: ReadonlyMap<string, Atom>): ReadonlyMap<string, Atom> => {
    const first = new Map<string, Atom>();
    for (const atom of atoms) {
      const { need, id } = atom.requirement;
      if (need.kind !== 'anyOf' && need.kind !== 'manual') continue;
      const known = before.get(idKey(id)) ?? first.get(idKey(id));
      if (known) {
        throw new DefinitionMistake(
          { code: 'DuplicateName', name: need.name, first: formatPlace(known.place) },
          atom.place,
        );
      }
      first.set(idKey(id), atom);
    }
    return first;
  };
  const names = collect(common, new Map());
  return (own) => void collect(own, names);
};

/** Rules with the pages of their own definition, where they name none themselves. */
const publishedBy = (rules: readonly Atom[], sources: readonly Source[]): readonly Atom[] =>
  rules.map((atom) =>
    atom.requirement.sources === undefined ? { ...atom, requirement: { ...atom.requirement, sources } } : atom,
  );

/**
 * What is inherited by a file with pages of its own: on whose word each need is asked for would be lost without those of the
 * definition that it comes from.
 */
const withItsPages = (base: Definition, file: DefinitionFile): Definition => {
  const { sources } = base;
  if (file.sources.length === 0 || sources.length === 0) return base;
  return {
    ...base,
    rules: publishedBy(base.rules, sources),
    variants: base.variants.map((variant) => ({ ...variant, rules: publishedBy(variant.rules, sources) })),
    features: base.features.map((feature) => ({ ...feature, rules: publishedBy(feature.rules, sources) })),
  };
};

/**
 * Joins a file with the definition that it extends (null: none) and checks what can only be seen then. The permission
 * set is not inherited: each definition owns one of its own.
 *
 * Features can be used together, all of them with each variant: what they ask for is tested as if everybody used them.
 *
 * @throws DefinitionMistake for an `omit` that matches nothing, no default variant, a choice named twice, a need that is
 * required and forbidden at once, more variants, features or patterns than a definition may have
 */
export const extendDefinition = (file: DefinitionFile, extended: Definition | null): Definition => {
  const base = extended && withItsPages(extended, file);
  if (base) checkOmit(file, base);
  const omitted = new Set(file.omit.map(({ id }) => idKey(id)));
  const inherited = without(base?.rules ?? [], omitted);
  const rules = [...inherited, ...file.rules];
  const merged = mergeVariants(file, base, omitted);
  const features = mergeFeatures(file, base, omitted);
  if (merged.length > 0 && !merged.some(({ isDefault }) => isDefault)) {
    throw new DefinitionMistake({ code: 'NoDefaultVariant' }, file.place);
  }
  if (merged.length > maxVariants) {
    throw new DefinitionMistake({ code: 'TooMany', key: 'variants', limit: maxVariants }, file.place);
  }
  if (features.length > maxFeatures) {
    throw new DefinitionMistake({ code: 'TooMany', key: 'features', limit: maxFeatures }, file.place);
  }
  const parameters = mergeParameters(file, base);
  const templates = [
    ...(base?.templates ?? []).map((one) => ({ ...one, omitted: new Set([...one.omitted, ...omitted]) })),
    ...file.templates,
  ];
  const ofTemplates = atomsOfTemplates(templates, file, parameters);
  const ofCommonTemplates = ofTemplates(null);
  // What two variants ask for is never asked for together, whatever their parameters stand for.
  const tested = merged.map(({ name, rules: all, inherited: before, own }): PartlyTested & { all: readonly Atom[] } => {
    const filled = ofTemplates(name);
    return { inherited: before, own: [...own, ...filled], all: [...all, ...filled] };
  });
  const common: PartlyTested = {
    inherited: [...inherited, ...features.flatMap((feature) => feature.inherited)],
    own: [...file.rules, ...features.flatMap((feature) => feature.own), ...ofCommonTemplates],
  };
  const beside = [...features.flatMap((feature) => feature.rules), ...ofCommonTemplates];
  checkStars([...rules, ...beside, ...tested.flatMap(({ all }) => all)]);
  // What is common is tested once, and not again for each variant.
  const mistakes = mistakeCollector();
  const nameTest = mistakes.attempt(() => checkNames([...rules, ...beside]));
  for (const { all } of tested) mistakes.attempt(() => nameTest?.(all));
  for (const test of contradictionTests(common, tested)) mistakes.attempt(test);
  mistakes.finish();
  return {
    id: file.id,
    label: file.label,
    description: file.description ?? base?.description ?? null,
    // What extends a base is a vendor, or says what it is.
    group: file.group ?? (base?.group === 'role' ? 'role' : 'vendor'),
    aliases: file.aliases,
    sources: file.sources.length > 0 ? file.sources : (base?.sources ?? []),
    extends: base ? [base.id, ...base.extends] : [],
    permissionSet: file.permissionSet ?? `Integration_${file.id.replaceAll('-', '_')}`,
    file: file.file,
    rules,
    variants: merged.map(({ name, label, isDefault, rules: own }) => ({ name, label, isDefault, rules: own })),
    parameters: parameters.filter(({ name }) => !omitted.has(idKey(`parameter:${name}`))),
    templates,
    features: features.map(({ name, label, isDefault, rules: own }) => ({ name, label, isDefault, rules: own })),
  };
};
