/** The draft of a definition that extends another one: nothing of its own yet, and examples to be filled in. */
import { stringify } from 'yaml';
import type { Definition } from '../../definition/extendDefinition.js';
import { atomsOf, chooseVariant } from '../../definition/expandDefinition.js';
import { mergeRequirements } from '../../definition/mergeRequirements.js';
import type { Words } from '../words.js';
import type { DefinitionDraft } from './definitionYaml.js';

/** An id as it has to be written in the list after `omit`. */
const item = (id: string): string => stringify([id], { lineWidth: 0 }).trim();

/**
 * The draft.
 * @param reference how the file names what it extends
 * @param variant that was chosen; null for the default one
 */
export const extensionDraft = (
  base: Definition,
  { reference, variant, id, label }: { reference: string; variant: string | null; id: string; label: string },
  words: Words,
): DefinitionDraft => {
  const inherited = mergeRequirements(
    atomsOf(base, chooseVariant(base, variant)).map(({ requirement }) => requirement),
  );
  return {
    id,
    label,
    description: null,
    extends: reference,
    variant,
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
