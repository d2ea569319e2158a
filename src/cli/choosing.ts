/** Lets a person at the terminal choose what no flag, no project file and no setting says. */
import type { Connection } from '@salesforce/core';
import type { ReportCheck } from '../report/check/checkReport.js';
import { rememberNamed } from './runLine.js';

export type Choosing = {
  /**
   * @param among definitions as they can be named; null for every one that is known by an id
   * @returns null for all of them, where the command can be about all
   */
  readonly integration: (among: readonly string[] | null) => Promise<string | null>;
  /**
   * @param references the definitions that the user is chosen for; null for all
   * @returns null for whoever is logged in, where the command can be about nobody in particular
   */
  readonly user: (references: readonly string[] | null) => Promise<string | null>;
  /** One of several checks, to see what a grant would change; null for none. */
  readonly check: (checks: readonly ReportCheck[]) => Promise<ReportCheck | null>;
};

export type ChoosingInput = {
  readonly connect: () => Promise<Connection>;
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Whether all integrations, and nobody in particular, can be chosen: what the command does where nothing is named. */
  readonly withAll: boolean;
};

/** What is chosen from is loaded and read once it is asked for. */
export const choosingFrom = ({ connect, waitMs, signal, withAll }: ChoosingInput): Choosing => ({
  integration: async (among) => {
    const { chooseIntegration } = await import('./chooseIntegration.js');
    const chosen = await chooseIntegration({ among, withAll, signal });
    if (chosen !== null) rememberNamed({ integrations: [chosen] });
    return chosen;
  },
  user: async (references) => {
    const { chooseUser } = await import('./chooseUser.js');
    const chosen = await chooseUser({ connect, waitMs, signal, references, withNobody: withAll });
    if (chosen !== null) rememberNamed({ users: [chosen] });
    return chosen;
  },
  check: async (checks) => {
    const { chooseCheck } = await import('./chooseCheck.js');
    return chooseCheck(checks, signal);
  },
});
