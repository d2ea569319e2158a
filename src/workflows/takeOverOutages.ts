/** Goes on with what a former sharing of many orgs has kept of those that could not be looked at. */
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import { handOver, isEmpty, withHandedOver } from '../monitor/outageHandOver.js';
import { outageOwner } from '../monitor/outages.js';
import type { OutageOrg } from '../monitor/outages.js';

/**
 * Takes over what is about these orgs, and the news that waits there for channels. It is kept here before it is struck off there:
 * a run that is killed in between loses nothing.
 * @param former stores of the former sharing
 * @returns states there that could not be used
 * @throws Refusal
 */
export const takeOverOutages = async (
  store: MonitorStore,
  former: readonly MonitorStore[],
  orgs: readonly OutageOrg[],
): Promise<readonly UnfitState[]> => {
  const unusable: UnfitState[] = [];
  for (const other of former) {
    const { state, unfit } = await other.read(outageOwner);
    if (unfit) unusable.push(unfit);
    // Nothing is written where there is nothing to take.
    if (state === null || isEmpty(handOver(state, orgs).taken)) continue;
    await other.change(outageOwner, async (now) => {
      const { taken, left } = handOver(now ?? state, orgs);
      await store.change(outageOwner, (own) => Promise.resolve(withHandedOver(own, taken)));
      return left;
    });
  }
  return unusable;
};
