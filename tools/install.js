/**
 * `node tools/install.js sf mutation`: installs the named packages of `tools/`, each from its own lock file, unless that has
 * been done since the lock file last changed. What is installed already costs a few milliseconds and no network.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The hash of the lock file that was last installed here; undefined where nothing was installed to its end. */
const installedFrom = (marker) => {
  try {
    return readFileSync(marker, 'utf8');
  } catch {
    return undefined;
  }
};

for (const name of process.argv.slice(2)) {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const marker = join(folder, 'node_modules', '.installed-from');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (installedFrom(marker) === lock) continue;
  process.stderr.write(`Installing tools/${name} (once for every change of its lock file) ...\n`);
  const command = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm is a script on Windows, which only a shell starts.
  const { status, error } = spawnSync('npm', command, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`tools/${name} could not be installed: ${error?.message ?? `npm ci ended with ${status}`}\n`);
    process.exit(1);
  }
  writeFileSync(marker, lock);
}
