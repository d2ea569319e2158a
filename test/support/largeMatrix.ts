/**
 * Which cases of a matrix "every kind of fault at every request" run. Every push runs a third of them: each kind at every
 * third request, and each request with every third kind, each kind beginning one request later than the one before. With
 * EVERY_FAULT all of them run (`npm run test:faults`, every night).
 */
const every = process.env['EVERY_FAULT'] !== undefined;
const shared = 3;

/** Whether the case runs of the kind at `kind` in its list, at the `nth` request. */
export const faultRuns = (kind: number, nth: number): boolean => every || (kind + nth) % shared === 0;
