import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import type { Sibling } from './flagsElsewhere.js';

/** All commands of this plugin with their flags, from the manifest that is packed with it; none where there is no manifest. */
export const allCommands = async (): Promise<readonly Sibling[]> => {
  try {
    const text = await readFile(join(packageRoot, 'oclif.manifest.json'), 'utf8');
    return Object.values((JSON.parse(text) as { commands: Readonly<Record<string, Sibling>> }).commands);
  } catch {
    // A hint less: the command line is refused all the same.
    return [];
  }
};
