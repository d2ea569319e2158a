import { readFile } from 'node:fs/promises';
import type { Sibling } from './flagsElsewhere.js';

/** All commands of this plugin with their flags, from the manifest that is packed with it; none where there is no manifest. */
export const allCommands = async (): Promise<readonly Sibling[]> => {
  try {
    // src/cli and lib/cli lie equally deep
    const text = await readFile(new URL('../../oclif.manifest.json', import.meta.url), 'utf8');
    return Object.values((JSON.parse(text) as { commands: Readonly<Record<string, Sibling>> }).commands);
  } catch {
    // A hint less: the command line is refused all the same.
    return [];
  }
};
