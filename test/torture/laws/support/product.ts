/** The product's answer to the same question: rules through its parser, the world through its snapshot. */
import { stringify } from 'yaml';
import { evaluate } from '../../../../src/check/evaluate.js';
import type { Finding } from '../../../../src/kinds/finding.js';
import { expandDefinition } from '../../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../../src/definition/extendDefinition.js';
import { DefinitionMistake } from '../../../../src/definition/definitionMistake.js';
import { parseDefinition } from '../../../../src/definition/parseDefinition.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { Authentication, Rule } from '../../naive/definition.js';
import type { User, World } from '../../naive/world.js';
import { inspected, snapshotOf } from './toSnapshot.js';

/** The definition as a file. */
export const fileOf = (rules: readonly Rule[]): string =>
  stringify({ schemaVersion: 1, id: 'acme', label: 'Acme', requires: rules });

/** What the product makes of the rules; null where it refuses them as asking for what they forbid. */
export const requirementsOf = (rules: readonly Rule[], authentication: Authentication): RequirementSet | null => {
  try {
    const definition = extendDefinition(
      parseDefinition(fileOf(rules), { file: 'acme.yml', pluginVersion: '0.1.0' }),
      null,
    );
    return { ...expandDefinition(definition, { authentication }), definitionHash: 'sha256:0' };
  } catch (error) {
    if (error instanceof DefinitionMistake && error.mistake.code === 'RequiredAndForbidden') return null;
    throw error;
  }
};

export const findingsOf = (requirements: RequirementSet, world: World, user: User): Finding[] =>
  evaluate(requirements.requirements, snapshotOf(world), inspected(world, user));
