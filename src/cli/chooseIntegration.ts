/** Which integration a run is about, where nothing says it and a person sits at the terminal. */
import { Messages } from '@salesforce/core';
import { loadAllDefinitions } from '../files/loadDefinition.js';
import { chooseFromList, isNarrowedTo } from './chooseFromList.js';
import type { ListEntry } from './chooseFromList.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'choose');

export type IntegrationsOffered = {
  /** Definitions as they can be named; null for every one that is known by an id. */
  readonly among: readonly string[] | null;
  /** Whether all of them together can be chosen; then they are what Enter takes. */
  readonly withAll: boolean;
  readonly signal: AbortSignal;
};

/** Those of the project come first. */
const definitionEntries = async (): Promise<ListEntry<string>[]> =>
  (await loadAllDefinitions()).map(({ id, label, aliases, description, ownFile }) => {
    // What is typed is looked for in the note too.
    const known = aliases.length === 0 ? label : `${label} (${aliases.join(', ')})`;
    return {
      value: id,
      name: id,
      // So that a list which becomes shorter holds what "list TEXT" finds.
      hidden: description ?? '',
      note: ownFile === null ? known : messages.getMessage('integration.own', [known, ownFile]),
    };
  });

/**
 * Lets a person choose an integration.
 * @returns the definition as it can be given to -i; null for all of them
 * @throws OrgFailure INTERRUPTED; DefinitionMistake where a definition of the project is broken
 */
export const chooseIntegration = async ({ among, withAll, signal }: IntegrationsOffered): Promise<string | null> => {
  const entries: ListEntry<string | null>[] = [
    ...(withAll ? [{ value: null, name: messages.getMessage('integration.all'), note: '' }] : []),
    ...(among?.map((reference) => ({ value: reference, name: reference, note: '' })) ?? (await definitionEntries())),
  ];
  return chooseFromList({
    question: messages.getMessage('integration.question'),
    entriesFor: async (typed) => entries.filter((entry) => isNarrowedTo(entry, typed)),
    signal,
  });
};
