/** What a former sharing of many orgs has kept of those that could not be looked at, and hands over to a part of another one. Pure. */
import type { Batch, MonitorState } from './monitorState.js';
import { isOutageOf, outageState } from './outages.js';
import type { KeptOutage, OutageOrg } from './outages.js';

/** What is handed over: each org once, and the news that waits for channels, for which no run of the former sharing comes any more. */
export type HandedOver = { readonly outages: readonly KeptOutage[]; readonly outbox: readonly Batch[] };

/**
 * Parts the state of a former sharing.
 * @param orgs of the part that takes over
 * @returns what it gets, and what stays for others
 */
export const handOver = (
  former: MonitorState,
  orgs: readonly OutageOrg[],
): { readonly taken: HandedOver; readonly left: MonitorState } => {
  const all = former.outages ?? [];
  const outages = all.filter((one) => orgs.some((org) => isOutageOf(one, org, orgs)));
  return {
    taken: { outages, outbox: former.outbox },
    left: { ...former, outages: all.filter((one) => !outages.includes(one)), outbox: [] },
  };
};

/** Whether there is anything to take. */
export const isEmpty = ({ outages, outbox }: HandedOver): boolean => outages.length === 0 && outbox.length === 0;

/**
 * The part's own state with what it was handed. A run that was killed may have taken it before and not struck it off there: what
 * stands here already stays as it is.
 */
export const withHandedOver = (own: MonitorState | null, { outages, outbox }: HandedOver): MonitorState => {
  const state = own ?? outageState();
  const known = state.outages ?? [];
  const fresh = outages.filter((one) => !known.some(({ username }) => username === one.username));
  return {
    ...state,
    outages: [...known, ...fresh],
    outbox: [...outbox.filter(({ run }) => state.outbox.every((one) => one.run !== run)), ...state.outbox],
  };
};
