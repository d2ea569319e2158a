/** The draft of a definition that extends another one: nothing of its own yet, and examples to be filled in. */
import { stringify } from 'yaml';
import type { Definition } from '../../definition/extendDefinition.js';
import { atomsOf, chooseFeatures, chooseVariant } from '../../definition/expandDefinition.js';
import { mergeRequirements } from '../../definition/mergeRequirements.js';
import type { Words } from '../words.js';
import type { DefinitionDraft } from './definitionYaml.js';

/** An id as it has to be written in the list after `omit`. */
const item = (id: string): string => stringify([id], { lineWidth: 0 }).trim();

/**
 * The draft.
 * @param reference how the file names what it extends
 * @param variant that was chosen; null for the default one
 * @param features that were named, which every use of the new definition has
 */
export const extensionDraft = (
  base: Definition,
  {
    reference,
    variant,
    features,
    id,
    label,
  }: { reference: string; variant: string | null; features: readonly string[]; id: string; label: string },
  words: Words,
): DefinitionDraft => {
  const used = chooseFeatures(base, features);
  const inherited = mergeRequirements(
    atomsOf(base, chooseVariant(base, variant), used).map(({ requirement }) => requirement),
  );
  return {
    id,
    label,
    description: null,
    extends: reference,
    variant,
    features: used.filter(({ isDefault }) => !isDefault).map(({ name }) => name),
    above: [words('comment.madeFrom.Definition', [base.id, base.label]), words('comment.inherits')],
    groups: [],
    below: [
      words('comment.omit'),
      'omit:',
      ...inherited.map((requirement) => `  ${item(requirement.id)}`),
      '',
      words('comment.own'),
      'requires:',
      '  - object: Invoice__c',
      '    access: [edit]',
      `    because: ${words('comment.because')}`,
      '  - field: [Account.Customer_Number__c]',
      `    because: ${words('comment.because')}`,
    ],
  };
};
