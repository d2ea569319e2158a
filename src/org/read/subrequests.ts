import type { Query } from '../query.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import type { OrgClient } from '../orgClient.js';
import { chunk } from '../chunk.js';
import { soqlOf } from '../soql.js';

/** Subrequests in one composite call, and queries among them (fact I8). */
export const subrequestsPerCall = 25;
export const queriesPerCall = 5;

/** A query under the reference by which its reply is found. */
export type NamedQuery = { readonly ref: string; readonly query: Query };

/** A text for a path. Half of a character, which names from elsewhere may hold, has no form there: nothing is called so. */
const inPath = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

/** The text travels in the body of the composite call, so its length is no URL's (fact I3). */
const querySubrequest = ({ ref, query }: NamedQuery): Subrequest => ({
  ref,
  path: `${query.api === 'tooling' ? '/tooling' : ''}/query?q=${inPath(soqlOf(query))}`,
});

/** The describe of an object as a subrequest. */
export const describeOf = (ref: string, sobject: string): Subrequest => ({
  ref,
  path: `/sobjects/${inPath(sobject)}/describe`,
});

/**
 * Sends queries and describes, in as few composite calls as hold them, all at the same time.
 * @param queries all of one API
 * @throws OrgFailure
 */
export const send = async (
  client: OrgClient,
  queries: readonly NamedQuery[],
  describes: readonly Subrequest[] = [],
): Promise<ReadonlyMap<string, Reply>> => {
  const api = queries[0]?.query.api ?? 'data';
  const calls = chunk(queries.map(querySubrequest), queriesPerCall);
  const first = calls[0] ?? [];
  const room = subrequestsPerCall - first.length;
  const all = [
    [...first, ...describes.slice(0, room)],
    ...calls.slice(1),
    ...chunk(describes.slice(room), subrequestsPerCall),
  ].filter((call) => call.length > 0);
  const replies = await Promise.all(all.map((call) => client.composite(call, api)));
  return new Map(replies.flatMap((one) => [...one]));
};
