import { expandDefinition } from './expandDefinition.js';
import { extendDefinition } from './extendDefinition.js';
import type { Definition } from './extendDefinition.js';
import { parseDefinition } from './parseDefinition.js';
import type { ParseOptions } from './definitionOfTree.js';
import type { Requirement } from '../kinds/requirement.js';

/**
 * The requirements of the text of a definition file that is not on the disk yet, for a login with OAuth.
 * @param base what it extends; null where it extends nothing
 * @throws DefinitionMistake with line and column of every mistake
 */
export const requirementsOfText = (
  text: string,
  options: ParseOptions,
  base: Definition | null = null,
): readonly Requirement[] =>
  expandDefinition(extendDefinition(parseDefinition(text, options), base), { authentication: 'oauth' }).requirements;
