import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { changesBetween, rememberTables, stateOf } from './orgState.js';

/** Carries out a step, or puts back what came of it before; `name` tells one step from another. */
export type Remembered = <T>(name: string, step: () => Promise<T>) => Promise<T>;

/**
 * For what many tests of a block begin with, such as a grant that is then taken back: carried out once from the state that
 * the org has now, and after that only put back as it came out, with the same result. Where a test has changed the org
 * before, or set a fault, it is carried out all the same.
 */
export const rememberingSteps = (org: LocalOrg): Remembered => {
  const initial = stateOf(org.org);
  const isInitial = (): boolean => {
    const { appeared, disappeared, changed } = changesBetween(initial, stateOf(org.org));
    return org.faults.list().length + appeared.length + disappeared.length + changed.length === 0;
  };
  const carriedOut = new Map<string, { value: unknown; putBack: () => void }>();
  return async <T>(name: string, step: () => Promise<T>): Promise<T> => {
    const before = isInitial();
    const known = carriedOut.get(name);
    if (before && known !== undefined) {
      known.putBack();
      return known.value as T;
    }
    const value = await step();
    if (before) carriedOut.set(name, { value, putBack: rememberTables(org.org) });
    return value;
  };
};
