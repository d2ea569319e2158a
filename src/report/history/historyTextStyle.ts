import { taggedWith } from '../check/textStyle.js';
import type { Paint, Tone } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { Texts } from '../texts.js';
import type { Words } from '../words.js';

export type HistoryTextOptions = {
  readonly width: number;
  readonly paint: Paint;
  /** Sentences of messages/integration.history-tracking.md. */
  readonly words: Words;
  /** Texts of messages/finding.md. */
  readonly texts: Texts;
  /** When the org was read, ISO 8601. */
  readonly at: string;
  /** Version of this plugin. */
  readonly plugin: string;
  /** The command line of history-tracking with these words, for the same org, as a shell takes it. */
  readonly command: (words: readonly string[]) => string;
};

/** A line that begins with a word, wrapped behind it. */
export const tagged = (word: string, tone: Tone, text: string, options: HistoryTextOptions): string[] =>
  taggedWith(word, tone, text, options);

/** A sentence on lines of its own, behind a prefix. */
export const sentenceLines = (text: string, { width }: HistoryTextOptions, prefix = ''): string[] =>
  hang(prefix, visible(text), width);
