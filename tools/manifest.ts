/** Writes oclif.manifest.json, which `sf` reads instead of loading every command: part of `npm run manifest`. Needs the build. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the manifest lies. */
export const manifestFile = `${root}oclif.manifest.json`;

/** The manifest of the built commands, as `oclif manifest` would write it. */
export const builtManifest = async (): Promise<string> => {
  const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  return JSON.stringify(plugin.manifest, null, 2);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(manifestFile, await builtManifest());
