/** A setup, once it is planned and agreed to: it is carried out, and all of it is checked. */
import { expiresWithinDays } from '../check/expiresWithinDays.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { Refusal } from '../refusal.js';
import { checkReport } from '../report/check/checkReport.js';
import type { CheckReport, ReportProject } from '../report/check/checkReport.js';
import type { Texts } from '../report/texts.js';
import { setupEnd, setupNotAgreed } from '../setup/setupEnd.js';
import type { SetupEnd } from '../setup/setupEnd.js';
import { carryOutSetup } from './carryOutSetup.js';
import type { CarriedOut, SetupOptions } from './carryOutSetup.js';
import { check, judgeTargets } from './checkWorkflow.js';
import type { CheckInput, CheckOutcome } from './checkWorkflow.js';
import { plannedParts } from './planSetup.js';
import type { PlannedSetup, SetupContext } from './planSetup.js';
import type { PreparedSetup } from './prepareSetup.js';

/** What is checked at the end, and in which words it is told. */
export type FinalCheck = Pick<CheckInput, 'waivers'> &
  Pick<PreparedSetup, 'targets' | 'waiversFiles'> & {
    readonly project: ReportProject | null;
    readonly texts: Texts;
  };

/** What the check at the end is made from: what was read after the writes, or a reading of its own. */
const lookAgain = async (
  { targets, waivers, waiversFiles }: FinalCheck,
  { reading }: PlannedSetup,
  { now }: CarriedOut,
  { connection, waitMs, signal }: SetupContext,
): Promise<Pick<CheckOutcome, 'snapshot' | 'evaluations' | 'waivers' | 'cost' | 'notFound'>> => {
  if (now) {
    const snapshot = await now();
    const judged = await judgeTargets(targets, snapshot, waivers, waiversFiles);
    return { snapshot, ...judged, cost: reading.client.cost(), notFound: [] };
  }
  return check({
    ...{ targets, waivers, waitMs },
    ...(signal ? { signal } : {}),
    connect: () => Promise.resolve(connection),
  });
};

/** The check of everything at the end, or why it could not be made: what was written has to be told all the same. */
const checkAgain = async (
  final: FinalCheck,
  setup: PlannedSetup,
  carried: CarriedOut,
  context: SetupContext,
): Promise<CheckReport | { readonly failure: string }> => {
  try {
    const { snapshot, evaluations, cost, notFound, waivers } = await lookAgain(final, setup, carried, context);
    return checkReport(snapshot, evaluations, cost.apiCalls, final.texts, {
      ...{ notFound, project: final.project },
      waivers: waivers.map((file) => ({ ...file, soonDays: expiresWithinDays })),
    });
  } catch (error) {
    // Somebody may have changed a definition or waivers meanwhile.
    if (error instanceof Refusal || error instanceof DefinitionMistake) return { failure: error.code };
    throw error;
  }
};

/** What came of a setup. */
export type SetupRun = {
  readonly end: SetupEnd;
  /** The check at the end; null where it was not reached, or not to be made. */
  readonly after: CheckReport | null;
  /** Why it could not be made; null where it could. */
  readonly unchecked: string | null;
};

/** The end of a setup that was only looked at. */
export const lookedAt = (setup: PlannedSetup): SetupRun => ({
  end: setupEnd(plannedParts(setup), null, null),
  after: null,
  unchecked: null,
});

/** The end of a setup to which nobody agreed. */
export const notAgreedTo = (setup: PlannedSetup): SetupRun => ({
  end: setupNotAgreed(plannedParts(setup)),
  after: null,
  unchecked: null,
});

/**
 * Carries out what was agreed to and checks all of it.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const setupWorkflow = async (
  setup: PlannedSetup,
  final: FinalCheck,
  context: SetupContext,
  options: SetupOptions,
): Promise<SetupRun> => {
  const carried = await carryOutSetup(setup, context, options);
  const { done } = carried;
  const checked = done.interrupted ? null : await checkAgain(final, setup, carried, context);
  const isReport = checked !== null && !('failure' in checked);
  return {
    end: setupEnd(plannedParts(setup), done, isReport ? { state: checked.exitCode } : checked),
    after: isReport ? checked : null,
    unchecked: checked !== null && 'failure' in checked ? checked.failure : null,
  };
};
