import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Messages } from '@salesforce/core';
import { ux } from '@oclif/core/ux';
import { StandardColors } from '@salesforce/sf-plugins-core';
import type { Paint, TextOptions } from '../report/check/textStyle.js';
import { packageRoot } from '../packageRoot.js';
import { commandLine } from './commandLine.js';
import { withLine } from './markedCommands.js';
import type { Words } from '../report/words.js';
import type { Texts } from '../report/texts.js';

/** Version of this plugin, as its package says it. */
export const pluginVersion = (createRequire(import.meta.url)(join(packageRoot, 'package.json')) as { version: string })
  .version;

/** sf's colors are there in a pipe too where CI is set; a file or another program wants none unless somebody says so. */
const wantsColor = (): boolean => process.stdout.isTTY || 'FORCE_COLOR' in process.env;

/** Colors by meaning: what is fine is text as it is, so that red stands out; headings are bold. */
export const paint: Paint = (tone, text) => {
  if (!wantsColor()) return text;
  switch (tone) {
    case 'good':
      return StandardColors.success(text);
    case 'bad':
      return StandardColors.error(text);
    case 'unsure':
      return StandardColors.warning(text);
    case 'heading':
      return ux.colorize('bold', text);
    case 'quiet':
      return ux.colorize('dim', text);
    case 'plain':
      return text;
  }
};

/** Texts of messages/finding.md by key, nothing for a key that has none; their commands as this run types them. */
export const findingTexts = (): Texts => {
  const bundle = Messages.loadMessages('sf-plugin-integration', 'finding');
  const texts = (key: string): readonly string[] => {
    try {
      return bundle.getMessages(key);
    } catch {
      return [];
    }
  };
  return Object.assign(texts, { withLine });
};

/** Width for text: the terminal's, within reason; 80 where there is none. */
export const terminalWidth = (): number => {
  const { columns, isTTY } = process.stdout;
  return isTTY && columns >= 40 ? Math.min(columns, 120) : 80;
};

/**
 * How a report is shown here: as wide and as colored as this terminal, with the sentences of one command.
 * @param program how the program is called
 */
export const textOptions = (words: Words, program: string): TextOptions => ({
  width: terminalWidth(),
  verbose: false,
  paint,
  words: (key, tokens) => withLine(words(key, tokens)),
  program,
  plugin: pluginVersion,
  commandLine,
  command: '',
  suggestGrant: true,
});
