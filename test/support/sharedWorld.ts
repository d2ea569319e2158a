import { makeDefinitions } from './definitions.js';
import type { Definitions } from './definitions.js';
import { rememberTables } from './orgState.js';
import type { World } from './world.js';

/** What the tests of one block share; to be had inside of tests and hooks alone. */
export type SharedWorld = { readonly world: World; readonly definitions: Definitions };

/**
 * Registers hooks for a block whose tests share one org and a folder of definitions: opened before the first test, closed after
 * the last, and put back after each, with no fault left.
 */
export const sharedWorld = (open: () => Promise<World>): SharedWorld => {
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  before(async () => {
    world = await open();
    definitions = await makeDefinitions();
    restore = rememberTables(world.org.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => {
    restore();
    world.org.faults.clear();
  });
  return {
    get world() {
      return world;
    },
    get definitions() {
      return definitions;
    },
  };
};
