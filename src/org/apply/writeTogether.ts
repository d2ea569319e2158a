/**
 * One transaction for what belongs together: licenses, what is written into the permission set, and its assignments. Whether
 * a license allows a set shows only when it is assigned (facts A16, Q2); so what is refused leaves nothing behind.
 */
import { isAboutRecord, isDuplicate, isNameTaken } from '../../platform/refusals.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import type { Write, WriteError } from '../restApi.js';
import { writesIn } from './userWrites.js';
import type { UserWrites } from './userWrites.js';

/** What is to be written. */
export type Together = {
  /** What goes into the permission set; empty for nothing. */
  readonly content: readonly Write[];
  readonly users: readonly UserWrites[];
  /** Whether the content is of use to somebody where none of these users can be given anything. */
  readonly isWantedAlone: boolean;
};

/** How it ended. */
export type TogetherEnd = {
  /** Ids of the new records, by reference; null where nothing was written. */
  readonly ids: ReadonlyMap<string, string> | null;
  /** References of assignments that were there already (fact A19). */
  readonly there: ReadonlySet<string>;
  /** Users for whom nothing was written, and why the platform refused it; the others were written all the same. */
  readonly refused: ReadonlyMap<UserWrites, readonly WriteError[]>;
  /** Why all of it was refused; null where it was not. */
  readonly whole: readonly WriteError[] | null;
};

/**
 * Writes all of it in one transaction. A user who is refused is left out and the others are tried again, so that one refusal
 * does not stop the others; an assignment that is there already is left out as well. Each attempt is written whole or not at
 * all.
 * @param stopped asked before each further attempt
 * @throws OrgFailure, NOT_SALESFORCE_ANSWER where what an attempt is said not to have written is in the way of the next
 */
export const writeTogether = async (
  client: OrgClient,
  { content, users, isWantedAlone }: Together,
  stopped: () => boolean,
): Promise<TogetherEnd> => {
  const there = new Set<string>();
  const refused = new Map<UserWrites, readonly WriteError[]>();
  const ownerOf = new Map(users.flatMap((one) => one.all.map(({ write }) => [write.ref, one] as const)));
  for (;;) {
    const left = users.filter((one) => !refused.has(one));
    if (refused.size > 0 && (stopped() || (left.length === 0 && !isWantedAlone)))
      return { ids: null, there, refused, whole: null };
    const missing = (all: readonly Write[]): Write[] => all.filter(({ ref }) => !there.has(ref));
    const writes = [
      ...missing([...writesIn('licenses', left), ...writesIn('namedSets', left)].map(({ write }) => write)),
      ...content,
      ...missing(writesIn('assignments', left).map(({ write }) => write)),
    ];
    if (writes.length === 0) return { ids: new Map(), there, refused, whole: null };
    const reply = await client.write(writes);
    if (reply.ok) return { ids: reply.ids, there, refused, whole: null };
    const duplicates = reply.errors.filter(({ ref, errorCode }) => ownerOf.has(ref) && isDuplicate(errorCode));
    const others = reply.errors.filter((error) => !duplicates.includes(error));
    // An attempt before this one was refused, and yet what this one makes is there: nobody knows what that one has written.
    if (refused.size > 0 && others.some(({ errorCode }) => isNameTaken(errorCode)))
      throw new OrgFailure('NOT_SALESFORCE_ANSWER', [client.instanceUrl, 'composite/graph']);
    if (!others.every(({ ref, errorCode }) => ownerOf.has(ref) && isAboutRecord(errorCode)))
      return { ids: null, there, refused, whole: others };
    const before = there.size + refused.size;
    duplicates.forEach(({ ref }) => there.add(ref));
    for (const one of left) {
      const refs = new Set(one.all.map(({ write }) => write.ref));
      const own = others.filter(({ ref }) => refs.has(ref));
      if (own.length > 0) refused.set(one, own);
    }
    // An answer about what was not sent leads nowhere.
    if (there.size + refused.size === before) return { ids: null, there, refused, whole: reply.errors };
  }
};
