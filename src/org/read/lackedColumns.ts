/**
 * Columns of which the tables of the schema told nothing, asked for each by itself: a refusal can then be about nothing else. It
 * costs a few hundred bytes, where a describe of the same objects has a megabyte for each.
 */
import { keyOf } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keyFlags } from '../query.js';
import { send } from './subrequests.js';

/** A column that is true or false, with the object that may have it. */
export type UntoldColumn = { readonly from: string; readonly column: string };

/** Three calls (fact I8); with more to ask for, the describes are the fewer requests. */
const mostAsked = 15;

/**
 * Those of the columns that the org surely does not have. "No such column" comes for whatever describe leaves out as well, be it
 * not there or not for this caller (fact I4). Of the others nothing is said: none where they are too many to ask for.
 * @throws OrgFailure
 */
export const lackedColumns = async (
  client: OrgClient,
  untold: readonly UntoldColumn[],
): Promise<ReadonlySet<UntoldColumn>> => {
  if (untold.length === 0 || untold.length > mostAsked) return new Set();
  const asked = untold.map((one, at) => ({ ...one, ref: `c${at}` }));
  const replies = await send(
    client,
    asked.map(({ ref, from, column }) => ({
      ref,
      query: { api: 'data', from, columns: keyFlags(column), where: [], limit: 1 },
    })),
  );
  return new Set(
    untold.filter(({ column }, at) => {
      const reply = replies.get(`c${at}`);
      if (reply?.ok !== false || reply.errorCode !== 'INVALID_FIELD') return false;
      return reply.message.split(/\W+/).some((word) => keyOf(word) === keyOf(column));
    }),
  );
};
