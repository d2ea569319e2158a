/** How much garbage the process may hold while it goes through many orgs, one after the other. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many orgs are over before what they leave behind comes to much. */
export const fewOrgs = 20;

/**
 * Keeps the memory of a long run near to what is in use. By itself V8 lets the room for young objects grow to 128 MB with what a
 * run leaves behind, and old ones to several times what is in use, before it collects: with 300 orgs that came to half as much
 * again as with 10, though no object more was held. From now on the room for young objects grows no further than the start of
 * the command has made it, and old ones are collected whenever they have grown by 40 %. V8 looks at the first whenever that room is
 * full, and at the second when it has collected: so that is done once. A V8 that does not know one of them says so on stderr and
 * goes on as ever. What it saves, and what it costs, stands in docs/performance.md.
 */
export const keepHeapSteady = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
};
