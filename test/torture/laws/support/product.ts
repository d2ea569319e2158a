/** The product's answer to the same question: rules through its parser, the world through its snapshot. */
import { stringify } from 'yaml';
import { evaluate } from '../../../../src/check/evaluate.js';
import type { Finding } from '../../../../src/kinds/finding.js';
import { checkFilling, expandDefinition } from '../../../../src/definition/expandDefinition.js';
import type { ExpandOptions } from '../../../../src/definition/expandDefinition.js';
import { overObjects } from '../../../../src/definition/objectPatterns.js';
import { extendDefinition } from '../../../../src/definition/extendDefinition.js';
import type { Definition } from '../../../../src/definition/extendDefinition.js';
import { DefinitionMistake } from '../../../../src/definition/definitionMistake.js';
import { parseDefinition } from '../../../../src/definition/parseDefinition.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { Authentication, Phase, Rule } from '../../naive/definition.js';
import type { User, World } from '../../naive/world.js';
import { idOfLevel, textOf } from './documents.js';
import type { DocumentCase } from './documents.js';
import { inspected, schemaOf, snapshotOf } from './toSnapshot.js';

/** The definition as a file. */
export const fileOf = (rules: readonly Rule[]): string =>
  stringify({ schemaVersion: 1, id: 'acme', label: 'Acme', requires: rules }, { aliasDuplicateObjects: false });

const refusals = ['RequiredAndForbidden', 'FromProfileAtLooserLevel'];

/** What the product makes of the rules; null where it refuses them as asking for what they forbid, or in two ways at once. */
export const requirementsOf = (
  rules: readonly Rule[],
  authentication: Authentication,
  phases: readonly Phase[] = [],
): RequirementSet | null => requirementsOfText(fileOf(rules), { authentication, phases });

/** The same of a whole file, and of what a run says beside its name. */
export const requirementsOfText = (text: string, options: ExpandOptions): RequirementSet | null => {
  try {
    const definition = extendDefinition(parseDefinition(text, { file: 'acme.yml', pluginVersion: '0.1.0' }), null);
    return { ...expandDefinition(definition, options), definitionHash: 'sha256:0' };
  } catch (error) {
    if (error instanceof DefinitionMistake && refusals.includes(error.mistake.code)) return null;
    throw error;
  }
};

const documentRefusals = [
  ...refusals,
  ...['DuplicateEntry', 'OmitMatchesNothing', 'NoDefaultVariant', 'UnknownParameter', 'NoParameters'],
];

/** What the product makes of files that extend one another, and of one use of the last; null where it refuses them, and why. */
export const requirementsOfDocuments = ({
  documents,
  use,
  pages,
}: DocumentCase): { requirements: RequirementSet | null; refused?: string } => {
  try {
    const definition = documents.reduce<Definition | null>((base, document, level) => {
      const text = textOf(document, level, pages[level] ?? 0);
      return extendDefinition(parseDefinition(text, { file: `${idOfLevel(level)}.yml`, pluginVersion: '0.1.0' }), base);
    }, null);
    if (!definition) throw new Error('no files');
    const { set: parameters, ...rest } = use;
    checkFilling(definition, { parameters });
    const expanded = expandDefinition(definition, { ...rest, parameters });
    return { requirements: { ...expanded, definitionHash: 'sha256:0' } };
  } catch (error) {
    if (error instanceof DefinitionMistake && documentRefusals.includes(error.mistake.code))
      return { requirements: null, refused: JSON.stringify(error.mistake) };
    throw error;
  }
};

/** The requirements over the objects of the world, as every command asks for them. */
export const over = (requirements: RequirementSet, world: World): RequirementSet => ({
  ...requirements,
  requirements: overObjects(requirements.requirements, schemaOf(world).permissionableObjects),
});

export const findingsOf = (requirements: RequirementSet, world: World, user: User): Finding[] =>
  evaluate(over(requirements, world).requirements, snapshotOf(world), inspected(world, user));
