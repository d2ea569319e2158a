/** The parts of a scenario one by one, with the place of what goes wrong. */

/** Calls `apply` for each entry of a part of a scenario; what it throws names the place. */
export type Each = <T>(
  part: string,
  map: Record<string, T> | undefined,
  apply: (name: string, data: T) => void,
) => void;

/** Goes through the parts of this scenario. */
export const eachOf =
  (nameOrFile: string): Each =>
  (part, map, apply) => {
    for (const [name, data] of Object.entries(map ?? {})) at(`${nameOrFile}: ${part}.${name}`, () => apply(name, data));
  };

/** Runs something; what it throws names the place. */
export const at = <T>(place: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};
