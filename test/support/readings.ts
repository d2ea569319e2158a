/** The readings of the product, as its source has them, and which of them a run of this process has carried out. */
import { readFile, readdir } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../src/org/', import.meta.url);

/** A function that makes queries: where it stands, and its name. */
type Reading = { readonly file: string; readonly name: string };

export type Readings = {
  /** Functions that make queries. */
  readonly functions: readonly Reading[];
  /** Objects that queries name. */
  readonly objects: readonly string[];
};

const isQuery = /\bapi: '(data|tooling)'/;

/**
 * What the source says. Each query stands in a function of its own or is a constant, which is told by its object. A file
 * whose queries stand elsewhere is refused, so that none is overlooked.
 */
export const readingsInSource = async (): Promise<Readings> => {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  const functions: Reading[] = [];
  const objects = new Set<string>();
  for (const file of files) {
    const source = await readFile(new URL(file, folder), 'utf8');
    for (const [, object = ''] of source.matchAll(/(?:\bfrom: |\browsWith\(|\babout\()'(\w+)'/g)) objects.add(object);
    // Every top-level statement begins at the left edge.
    for (const statement of source.split(/^(?=export |const |type |import |\/\*\*)/m)) {
      if (!isQuery.test(statement) || /^(export )?type\b/.test(statement)) continue;
      const [, name, rest = ''] = /^(?:export )?const (\w+)(.*)/.exec(statement) ?? [];
      if (name === undefined) throw new Error(`${file}: a query outside of a constant or a function: ${statement}`);
      const isConstant = /^: Query =/.test(rest);
      if (!isConstant) functions.push({ file, name });
    }
  }
  return { functions, objects: [...objects].sort() };
};

/** Notes from now on which functions are carried out. `stop` tells those of `src/org` that were. */
export const watchFunctions = async (): Promise<{ stop: () => Promise<Reading[]> }> => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  // Whether, not how often: to count calls V8 runs everything without optimizing it, which takes twice as long.
  await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  const root = fileURLToPath(folder);
  return {
    stop: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const done: Reading[] = [];
      for (const { url, functions } of result) {
        const path = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : '';
        if (!path.startsWith(root)) continue;
        for (const { functionName, ranges } of functions) {
          const [whole] = ranges;
          if (functionName !== '' && whole && whole.count > 0)
            done.push({ file: path.slice(root.length), name: functionName });
        }
      }
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
      return done;
    },
  };
};
