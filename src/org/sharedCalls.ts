/** Readings that are made at the same time and share their calls. */
import type { OrgClient } from './orgClient.js';
import { queriesPerCall, subrequestsPerCall } from './read/subrequests.js';
import type { Reply } from './reply.js';
import type { Subrequest } from './restApi.js';

type Api = Parameters<OrgClient['composite']>[1];

/** Subrequests that somebody waits for. */
type Waiting = {
  readonly subrequests: readonly Subrequest[];
  readonly resolve: (replies: ReadonlyMap<string, Reply>) => void;
  readonly reject: (error: unknown) => void;
};

const isQuery = ({ path }: Subrequest): boolean => path.includes('/query?');

/** As few calls as hold them, each with all that one reader asks for together. */
const inCalls = (all: readonly Waiting[]): Waiting[][] => {
  const calls: { own: Waiting[]; count: number; queries: number }[] = [];
  for (const one of all) {
    const [count, queries] = [one.subrequests.length, one.subrequests.filter(isQuery).length];
    const room = calls.find(
      (call) => call.count + count <= subrequestsPerCall && call.queries + queries <= queriesPerCall,
    );
    if (room)
      Object.assign(room, { own: [...room.own, one], count: room.count + count, queries: room.queries + queries });
    else calls.push({ own: [one], count, queries });
  }
  return calls.map(({ own }) => own);
};

/** A reference that is another one for each reader. */
const refOf = (reader: number, ref: string): string => `s${reader}_${ref}`;

/**
 * The client, but what is read through it at the same time travels in the same composite calls: several readers that each
 * ask for a row or two then cost a call together. A call that fails fails for all that is in it.
 */
export const withSharedCalls = (client: OrgClient): OrgClient => {
  const waiting = new Map<Api, Waiting[]>();
  const sendAll = async (api: Api): Promise<void> => {
    const all = waiting.get(api) ?? [];
    waiting.delete(api);
    await Promise.all(
      inCalls(all).map(async (call) => {
        const subrequests = call.flatMap((one, reader) =>
          one.subrequests.map((subrequest) => ({ ...subrequest, ref: refOf(reader, subrequest.ref) })),
        );
        try {
          const replies = await client.composite(subrequests, api);
          call.forEach(({ subrequests: own, resolve }, reader) =>
            resolve(
              new Map(
                own.flatMap(({ ref }) => {
                  const reply = replies.get(refOf(reader, ref));
                  return reply ? [[ref, reply] as const] : [];
                }),
              ),
            ),
          );
        } catch (error) {
          for (const { reject } of call) reject(error);
        }
      }),
    );
  };
  return {
    ...client,
    composite: (subrequests, api) =>
      new Promise((resolve, reject) => {
        const all = waiting.get(api);
        if (all) all.push({ subrequests, resolve, reject });
        else {
          waiting.set(api, [{ subrequests, resolve, reject }]);
          // After everything that begins in this turn.
          setImmediate(() => void sendAll(api));
        }
      }),
  };
};
