import type { InspectedUser } from './snapshot.js';

/** Whether everything was read that the sources of the user hold, not only what somebody named. */
export const evidenceIsWhole = ({ evidence }: InspectedUser): boolean =>
  evidence.mode === 'admin' && evidence.spelled !== undefined;
