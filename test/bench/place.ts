/** Where the measured commands run: an empty home with both plugins in it, as a package would bring them. */
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyHome, logIn, runSf } from '../e2e/sf.js';
import type { RemoteOrg } from './orgs.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Place = {
  home: string;
  /** Runs a command that is not measured; throws when it does not end with the expected code. */
  prepare: (args: readonly string[], exit?: number, cwd?: string) => Promise<string>;
  /** Logs a user in under an alias. */
  logIn: (org: RemoteOrg, username: string, alias: string) => Promise<void>;
  /** Takes away what commands keep of orgs between two runs. */
  forgetOrgs: () => Promise<void>;
  remove: () => Promise<void>;
};

/** sf warns of linked plugins that it cannot compile. These are compiled. */
export const linkedAsInstalled = { OCLIF_DISABLE_LINKED_ESM_WARNING: 'true' };

/**
 * Copies what the package of a plugin would hold, beside the libraries of this repository: no sources, no settings of the
 * compiler, and nothing that a build could change while the benchmark runs. Nor what it is developed with: for a linked plugin
 * that has tsx among that, and for such a one alone, every command of sf loads tsx and the compiler of TypeScript.
 */
const copyPlugin = async (from: string, to: string): Promise<void> => {
  const whole = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as { files: string[] };
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'package.json'), JSON.stringify({ ...whole, devDependencies: {} }));
  for (const file of whole.files) await cp(join(from, file), join(to, file), { recursive: true });
  await symlink(join(root, 'node_modules'), join(to, 'node_modules'), 'junction');
};

/** Makes the home and links the plugins into its `sf`. */
export const openPlace = async (): Promise<Place> => {
  const { home, remove } = await emptyHome();
  const prepare: Place['prepare'] = async (args, exit = 0, cwd = home) => {
    const { status, stdout, stderr } = await runSf(args, { home, cwd, env: linkedAsInstalled, timeoutMs: 600_000 });
    if (status !== exit) throw new Error(`sf ${args.join(' ')} ended with ${status}, not ${exit}\n${stdout}${stderr}`);
    return stdout;
  };
  try {
    const plugins = { integration: root, empty: join(root, 'test', 'bench', 'emptyPlugin') };
    for (const [name, from] of Object.entries(plugins)) {
      const to = join(home, 'plugins', name);
      await copyPlugin(from, to);
      await prepare(['plugins', 'link', to, '--no-install']);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    home,
    prepare,
    logIn: async (org, username, alias) => void (await logIn(org, username, alias, { home })),
    forgetOrgs: () => rm(join(home, '.cache', 'sf', 'integration'), { recursive: true, force: true }),
    remove,
  };
};

/** An empty DX project in the home. Out: its folder. */
export const makeProject = async (home: string, name: string): Promise<string> => {
  const project = join(home, name);
  await mkdir(join(project, 'force-app'), { recursive: true });
  const description = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
  await writeFile(join(project, 'sfdx-project.json'), JSON.stringify(description));
  return project;
};
