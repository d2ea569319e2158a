/** Definitions of integrations written for one test, in a folder of their own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

export type Definitions = {
  folder: string;
  /** Writes a definition with these rules and returns its path, which is a reference for -i. */
  define: (id: string, requires: readonly unknown[], more?: Record<string, unknown>) => Promise<string>;
  remove: () => Promise<void>;
};

export const makeDefinitions = async (): Promise<Definitions> => {
  const folder = await mkdtemp(join(tmpdir(), 'definitions-'));
  return {
    folder,
    define: async (id, requires, more = {}) => {
      const path = join(folder, `${id}.yml`);
      const rules = requires.map((rule) => ({ because: 'Needed by this test.', ...(rule as object) }));
      await writeFile(path, stringify({ schemaVersion: 1, id, label: `Test ${id}`, ...more, requires: rules }));
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
