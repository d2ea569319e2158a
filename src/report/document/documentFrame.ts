import type { Words } from '../words.js';

/** What the makers of documents are told beside the result. */
export type DocumentFrame = {
  /** Sentences of messages/document.md. */
  readonly said: Words;
  /** Version of this plugin. */
  readonly version: string;
};
