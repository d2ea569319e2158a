/**
 * Calls that several readers share. A composite call takes five queries (fact I8) and a reader often has fewer: what is asked at
 * the same time goes together, and what has time waits for a call with room.
 */
import type { OrgClient } from './orgClient.js';
import { queriesPerCall, subrequestsPerCall } from './read/subrequests.js';
import type { Reply } from './reply.js';
import type { Subrequest } from './restApi.js';

/** The same org, asked in several ways: all have replies as if they were alone. */
export type SharedCalls = {
  /** What is asked by it in one turn goes together. */
  readonly now: OrgClient;
  /** A further way, for what has time. */
  readonly unhurried: () => Unhurried;
};

/** What is asked by `client` waits until a call that is made anyway has room; from `due` on it goes with those of the turn. */
export type Unhurried = { readonly client: OrgClient; readonly due: () => void };

type Api = Parameters<OrgClient['composite']>[1];

/** What one reader asks, as far as it is not answered. */
type Asked = {
  unsent: readonly Subrequest[];
  missing: number;
  readonly replies: Map<string, Reply>;
  readonly resolve: (replies: ReadonlyMap<string, Reply>) => void;
  readonly reject: (error: unknown) => void;
};

type Sent = { readonly by: Asked; readonly subrequest: Subrequest };
type Call = { readonly sent: Sent[]; queries: number };

/** What is asked of one API and not sent; what has time in the order of who asks. */
type Waiting = { now: Asked[]; unhurried: Asked[][]; isPlanned: boolean };

const isQuery = ({ path }: Subrequest): boolean => /^\/(?:tooling\/)?query\?/.test(path);

const hasRoom = ({ sent, queries }: Call, subrequest: Subrequest): boolean =>
  sent.length < subrequestsPerCall && (!isQuery(subrequest) || queries < queriesPerCall);

/** Puts what is asked into the first call with room, or into one more. @returns what found no room */
const placed = (calls: Call[], by: Asked, mayAdd: boolean): readonly Subrequest[] =>
  by.unsent.filter((subrequest) => {
    let call = calls.find((one) => hasRoom(one, subrequest));
    if (!call && mayAdd) {
      call = { sent: [], queries: 0 };
      calls.push(call);
    }
    call?.sent.push({ by, subrequest });
    if (call && isQuery(subrequest)) call.queries += 1;
    return !call;
  });

/** The references of one call, of which each stands once. */
const refsOf = (sent: readonly Sent[]): string[] => {
  const taken = new Set<string>();
  return sent.map(({ subrequest: { ref } }, at) => {
    const own = taken.has(ref) ? `${ref}_${at}` : ref;
    taken.add(own);
    return own;
  });
};

const sendCall = async (client: OrgClient, { sent }: Call, api: Api): Promise<void> => {
  const refs = refsOf(sent);
  try {
    const replies = await client.composite(
      sent.map(({ subrequest: { path } }, at) => ({ ref: refs[at] ?? '', path })),
      api,
    );
    for (const [at, { by, subrequest }] of sent.entries()) {
      const reply = replies.get(refs[at] ?? '');
      if (reply) by.replies.set(subrequest.ref, reply);
      by.missing -= 1;
      if (by.missing === 0) by.resolve(by.replies);
    }
  } catch (error) {
    for (const { by } of sent) by.reject(error);
  }
};

/** Calls of this org that readers share. Each is tried again and refused as any other, for all who share it. */
export const sharedCalls = (client: OrgClient): SharedCalls => {
  const waiting: Record<Api, Waiting> = {
    data: { now: [], unhurried: [], isPlanned: false },
    tooling: { now: [], unhurried: [], isPlanned: false },
  };
  const flush = (api: Api): void => {
    const queue = waiting[api];
    const calls: Call[] = [];
    for (const asked of queue.now) placed(calls, asked, true);
    for (const asked of queue.unhurried.flat()) asked.unsent = placed(calls, asked, false);
    queue.now = [];
    queue.unhurried = queue.unhurried.map((all) => all.filter(({ unsent }) => unsent.length > 0));
    queue.isPlanned = false;
    for (const call of calls) void sendCall(client, call, api);
  };
  const plan = (api: Api): void => {
    if (waiting[api].isPlanned || waiting[api].now.length === 0) return;
    waiting[api].isPlanned = true;
    queueMicrotask(() => flush(api));
  };
  const asking =
    (listOf: (queue: Waiting) => Asked[]): OrgClient['composite'] =>
    (subrequests, api) =>
      new Promise((resolve, reject) => {
        if (subrequests.length === 0) return resolve(new Map());
        const asked = { unsent: subrequests, missing: subrequests.length, replies: new Map(), resolve, reject };
        listOf(waiting[api]).push(asked);
        plan(api);
      });
  return {
    now: { ...client, composite: asking(({ now }) => now) },
    unhurried: () => {
      const own = waiting.data.unhurried.length;
      let isDue = false;
      for (const queue of Object.values(waiting)) queue.unhurried.push([]);
      return {
        client: { ...client, composite: asking(({ now, unhurried }) => (isDue ? now : (unhurried[own] ?? now))) },
        due: () => {
          isDue = true;
          for (const api of ['data', 'tooling'] as const) {
            waiting[api].now.push(...(waiting[api].unhurried[own]?.splice(0) ?? []));
            plan(api);
          }
        },
      };
    },
  };
};

/**
 * The client, but what is read through it at the same time travels in the same composite calls: several readers that each
 * ask for a row or two then cost a call together. A call that fails fails for all that is in it.
 */
export const withSharedCalls = (client: OrgClient): OrgClient => sharedCalls(client).now;
