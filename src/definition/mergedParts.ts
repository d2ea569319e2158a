/** Variants, features and parameters of a file, joined with those that it inherits. */
import type { Atom } from './atoms.js';
import type { PartlyTested } from './contradictions.js';
import { DefinitionMistake } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';
import { nearest } from '../kinds/nearest.js';
import { without } from './omitted.js';
import type { Parameter } from './ruleTemplate.js';
import type { DefinitionFile } from './definitionOfTree.js';
import type { Definition, Feature, Variant } from './extendDefinition.js';

/** Inherited variants first, in their order; a variant of the same name adds to the inherited one. */
export const mergeVariants = (
  file: DefinitionFile,
  base: Definition | null,
  omitted: ReadonlySet<string>,
): Array<Variant & PartlyTested> => {
  const chosen = file.variants.some(({ isDefault }) => isDefault === true);
  const ownByName = new Map(file.variants.map((variant) => [variant.name, variant]));
  const known = new Set(base?.variants.map(({ name }) => name));
  const joined = (inherited: readonly Atom[], own: readonly Atom[]): Pick<Variant, 'rules'> & PartlyTested => ({
    rules: [...inherited, ...own],
    inherited,
    own,
  });
  const fromBase = (base?.variants ?? []).map((variant) => {
    const own = ownByName.get(variant.name);
    return {
      name: variant.name,
      label: own?.label ?? variant.label,
      // a default chosen here takes the place of the inherited one
      isDefault: chosen ? own?.isDefault === true : (own?.isDefault ?? variant.isDefault),
      ...joined(without(variant.rules, omitted), own?.rules ?? []),
    };
  });
  const added = file.variants
    .filter(({ name }) => !known.has(name))
    .map(({ name, label, isDefault, rules }) => ({
      name,
      label: label ?? name,
      isDefault: isDefault ?? false,
      ...joined([], rules),
    }));
  return [...fromBase, ...added];
};

/** Inherited features first, in their order; a feature of the same name adds to the inherited one. */
export const mergeFeatures = (
  file: DefinitionFile,
  base: Definition | null,
  omitted: ReadonlySet<string>,
): Array<Feature & PartlyTested> => {
  const before = base?.features ?? [];
  const names = [...new Set([...before, ...file.features].map(({ name }) => name))];
  return names.map((name) => {
    const inherited = before.find((feature) => feature.name === name);
    const own = file.features.find((feature) => feature.name === name);
    const parts = { inherited: without(inherited?.rules ?? [], omitted), own: own?.rules ?? [] };
    return {
      name,
      label: own?.label ?? inherited?.label ?? name,
      isDefault: own?.isDefault ?? inherited?.isDefault ?? false,
      rules: [...parts.inherited, ...parts.own],
      ...parts,
    };
  });
};

/** Parameters by name: those of the file, and inherited ones with what the file fills in. @throws DefinitionMistake */
export const mergeParameters = (file: DefinitionFile, base: Definition | null): Parameter[] => {
  const mistakes = mistakeCollector();
  const merged = new Map((base?.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const known = [...merged.keys()];
  for (const { name, place, declared, values } of file.parameters) {
    const inherited = merged.get(name);
    if (declared !== null) merged.set(name, { name, ...declared, values: inherited?.values ?? null });
    else if (inherited) merged.set(name, { ...inherited, values });
    else
      mistakes.attempt(() => {
        throw new DefinitionMistake(
          known.length === 0
            ? { code: 'NoParameters', definition: base?.id ?? file.id, name }
            : { code: 'UnknownParameter', id: base?.id ?? file.id, name, known, nearest: nearest(name, known) },
          place,
        );
      });
  }
  mistakes.finish();
  return [...merged.values()];
};
