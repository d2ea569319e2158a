/** All calls of one user, put together: which objects were used, and how many calls do not tell what they used. */
import { compareKeys, keyOf } from '../../platform/names.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { typeOfAllCalls } from './loggedCall.js';
import type { LoggedCall, LoggedType, LoggedUse } from './loggedCall.js';

/** An object that was used; `any`: what was done with it is not told in whole. */
export type UsedObject = { readonly sobject: string; readonly operations: readonly ObjectAccess[] | 'any' };

/** What the logs tell of a user. */
export type GatheredCalls = {
  /** Whether there was a call at all. */
  readonly hasCalls: boolean;
  readonly used: readonly UsedObject[];
  /** Calls, or bulk jobs, that may have used objects which no row names. */
  readonly untold: number;
};

/** Takes the rows of one user in. */
export type CallGatherer = {
  /** A row of a file, once or several times: those of the type that tells of every call come first. */
  readonly add: (type: LoggedType, call: LoggedCall) => void;
  readonly gathered: () => GatheredCalls;
};

/** Calls whose objects are still to be found in other files. With more of them nothing is concluded anyway. */
const mostOpen = 20_000;

/** Begins with nothing. */
export const gatherCalls = (): CallGatherer => {
  const used = new Map<string, { sobject: string; operations: Set<ObjectAccess> | 'any' }>();
  const open = new Set<string>();
  // Of a composite call each part has a row: all of them have to tell. Only of open calls, so that neither outgrows those.
  const halfTold = new Set<string>();
  const inParts = new Set<string>();
  let hasCalls = false;
  let overflow = 0;

  const use = ({ sobject, operations }: LoggedUse): void => {
    const key = keyOf(sobject);
    const before = used.get(key) ?? { sobject, operations: new Set<ObjectAccess>() };
    used.set(key, before);
    if (operations === 'any') before.operations = 'any';
    else if (before.operations !== 'any') for (const one of operations) before.operations.add(one);
  };

  return {
    add: (type, { key, uses, tells }) => {
      for (const one of uses) use(one);
      if (type === typeOfAllCalls) {
        hasCalls = true;
        if (tells === 'whole') return;
        if (key !== '' && open.size < mostOpen) open.add(key);
        else if (!open.has(key)) overflow += 1;
      } else if (!open.has(key)) {
        // Told already, or counted without its key.
      } else if (type === 'CompositeApiSubrequest') {
        if (tells === 'whole') inParts.add(key);
        else halfTold.add(key);
      } else if (tells === 'whole') open.delete(key);
    },
    gathered: () => ({
      hasCalls,
      used: [...used.values()]
        .map(({ sobject, operations }) => ({
          sobject,
          operations: operations === 'any' ? operations : objectAccesses.filter((one) => operations.has(one)),
        }))
        .sort((a, b) => compareKeys(a.sobject, b.sobject)),
      untold: overflow + [...open].filter((key) => !inParts.has(key) || halfTold.has(key)).length,
    }),
  };
};
