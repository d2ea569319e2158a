import { Messages } from '@salesforce/core';
import { withPlainCommands } from '../report/markedCommands.js';
import type { MistakeWords } from '../report/validate/validateJson.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** What the sentences of mistakes in files are made with: the message files in which errors stand. */
export const mistakeWords: MistakeWords = {
  definition: (key, tokens) =>
    Messages.loadMessages('sf-plugin-integration', 'definition').getMessage(key, tokens ?? []),
  errors: (bundle, key, tokens, actionTokens) => {
    const { message, actions = [] } = Messages.loadMessages('sf-plugin-integration', bundle).createError(
      key,
      tokens,
      actionTokens,
    );
    return { message, actions: actions.map(withPlainCommands) };
  },
};
