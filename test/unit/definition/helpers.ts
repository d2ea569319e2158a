import { expect } from 'chai';
import { Messages } from '@salesforce/core/messages';
import { explainMistake } from '../../../src/definition/explainMistake.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import type { Definition } from '../../../src/definition/extendDefinition.js';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import type { Authentication, Requirement } from '../../../src/kinds/requirement.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
export const messages = Messages.loadMessages('sf-plugin-integration', 'definition');

/** The three lines that every definition begins with; rules start on line 5 with `- ` in column 3. */
export const head = ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:'].join('\n');

/** A definition whose rules are given; the first one is on line 5. */
export const withRules = (...lines: string[]): string => [head, ...lines].join('\n');

/** Parses one file and what can be checked without a file that it extends. */
export const parse = (text: string, file = 'acme.yml'): Definition =>
  extendDefinition(parseDefinition(text, { file, pluginVersion: '0.1.0' }), null);

export const requirementsOf = (
  text: string,
  options: { variant?: string; authentication?: Authentication } = {},
): readonly Requirement[] => expandDefinition(parse(text), { authentication: 'oauth', ...options }).requirements;

export const mistakeIn = (run: () => unknown): DefinitionMistake => {
  try {
    run();
  } catch (error) {
    if (error instanceof DefinitionMistake) return error;
    throw error;
  }
  throw new Error('no mistake was found');
};

export const mistakeInPromise = async (promise: Promise<unknown>): Promise<DefinitionMistake> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DefinitionMistake) return error;
    throw error;
  }
  throw new Error('no mistake was found');
};

/** The sentence and the advice that a person reads. */
export const sentenceOf = (mistake: DefinitionMistake): { message: string; actions: string[] } => {
  const { key, tokens, actionTokens } = explainMistake(mistake, (word, given) => messages.getMessage(word, given));
  const { message, actions } = messages.createError(key, tokens, actionTokens, 2);
  return { message, actions: actions ?? [] };
};

/** What is in a file, and the sentence that a person reads. */
export type MistakeCase = {
  readonly is: string;
  readonly text: string;
  readonly says: string;
  readonly advises?: string;
};

/** A test: that mistake is found in that file, and said in one whole sentence. */
export const itFinds = ({ is, text, says, advises }: MistakeCase): void => {
  it(`${is}: ${says.slice(0, 100)}`, () => {
    const { message, actions } = sentenceOf(mistakeIn(() => parse(text)));
    if (/^\w/.test(says) && !says.startsWith('acme.yml'))
      expect(message)
        .to.match(/^acme\.yml:\d+:\d+: /)
        .and.contain(says);
    else expect(message).to.equal(says);
    if (advises) expect(actions).to.include(advises);
    expect(actions).to.not.be.empty;
    expect(message, 'one sentence').to.not.match(/%s|undefined/);
  });
};
