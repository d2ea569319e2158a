/** The folder of this package. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder upwards with a package.json: what is built may lie at another depth than its source (tools/bundle.ts). */
const rootAbove = (folder: string): string =>
  existsSync(join(folder, 'package.json')) || folder === dirname(folder) ? folder : rootAbove(dirname(folder));

/** The folder of this package, as an absolute path. */
export const packageRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));
