/** Takes assignments back and reads the org again: what it reports is not believed before it is seen (fact B7). */
import type { Outcome } from '../grant/grantOutcome.js';
import type { OwnAssignment } from '../grant/unannounced.js';
import { takeBack } from '../org/apply/takeBack.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { afterWrites } from '../org/read/findUsers.js';

/** How it ended. */
export type TakenBack = {
  readonly outcomes: readonly Outcome[];
  /** Those that were refused, or are still shown. */
  readonly left: readonly OwnAssignment[];
  /** What was read after taking back; why not, where it was not read. */
  readonly after: AccessReading | OrgFailure;
};

/** Outcomes of what was taken back, where the org reports success and still shows the assignment (fact B7). */
const butForThoseThatStay = (outcomes: readonly Outcome[], staying: readonly OwnAssignment[]): Outcome[] =>
  outcomes.map((outcome) =>
    outcome.result === 'done' &&
    staying.some(({ username, what }) => username === outcome.user && what === outcome.detail)
      ? { ...outcome, result: 'failed', code: 'NOT_TAKEN_BACK', open: true }
      : outcome,
  );

/**
 * Takes them back, and looks whether they are gone.
 * @param isShown whether the org still shows one of them
 */
export const takeBackAndLook = async (
  client: OrgClient,
  own: readonly OwnAssignment[],
  read: () => Promise<AccessReading>,
  isShown: (one: OwnAssignment, after: AccessReading) => boolean,
): Promise<TakenBack> => {
  const { outcomes, left: refused } = await takeBack(client, own);
  const after = await read().catch((cause: unknown) => {
    const error = afterWrites(cause);
    if (error instanceof OrgFailure) return error;
    throw error;
  });
  const staying = after instanceof OrgFailure ? [] : own.filter((one) => isShown(one, after));
  return {
    outcomes: butForThoseThatStay(outcomes, staying),
    left: own.filter((one) => refused.includes(one) || staying.includes(one)),
    after,
  };
};
