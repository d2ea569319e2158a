/** Verdicts about what a user may not hold yet, or never. */
import { isHopeless, mayHold } from '../access/mayHold.js';
import type { Lack, MayHold } from '../access/holder.js';
import type { Gap } from '../access/snapshot.js';
import type { Entry } from '../access/entry.js';
import type { Context } from './context.js';
import { isOpener, licensesToGive, noEffectCode, openerId, openersOf } from './opener.js';
import type { OpenerNeed } from './opener.js';
import { verdict } from './verdict.js';
import type { Blocker, Verdict } from './verdict.js';

/** Whether nothing of the org can give it; a gap where that may be so, and an answer lacked what would tell. */
export type Bar = boolean | Gap;

/** Whether the user can never be given the entry. */
export const barOf = (may: MayHold): Bar => {
  if (may.answer === 'unknown') return may.gap ?? false;
  return isHopeless(may);
};

/** The same of an entry. */
export const barred = (context: Context, entry: Entry): Bar => barOf(mayHold(context, entry));

/** The blockers with those openers that are not among them yet, each once. */
const withOpeners = (blockers: readonly Blocker[], openers: readonly OpenerNeed[]): Blocker[] => {
  const further = new Map(openers.map((opener) => [openerId(opener), opener]));
  for (const blocker of blockers) if (isOpener(blocker)) further.delete(openerId(blocker));
  return [...blockers, ...further.values()];
};

/**
 * A verdict about something missing, with what has to be opened before it can be given. Where a grant cannot open it, the
 * remedy is for people: an entry that the platform would refuse is never planned.
 * @param code of a verdict that waits for a license which is not for a grant to give
 */
const waitingFor = (result: Verdict, lacks: readonly Lack[], names: boolean): Verdict => {
  if (lacks.length === 0 || result.remedy === null) return result;
  const blockers = names ? withOpeners(result.blockers, openersOf(lacks)) : result.blockers;
  const licenses = licensesToGive(lacks);
  if (licenses === null) return { ...result, blockers, remedy: null, ...(names ? { code: 'LICENSE_FIRST' } : {}) };
  return {
    ...result,
    blockers,
    remedy: { ...result.remedy, licenses: [...new Set([...result.remedy.licenses, ...licenses])] },
  };
};

/** The verdict, waiting for whatever has to be opened before the entries of its remedy can be given. */
export const opened = (context: Context, result: Verdict): Verdict => {
  const entries = result.remedy?.entries ?? [];
  if (entries.length === 0) return result;
  const lacks = entries.flatMap((entry) => {
    const may = mayHold(context, entry);
    return may.answer === 'no' ? may.lacks : [];
  });
  // What comes with a permission that has a finding of its own waits for that one: it names what has to be opened.
  return waitingFor(result, lacks, result.code !== 'COMES_WITH_MISSING_PERMISSION');
};

/** The verdict about something that permission sets give and that has no effect without what is lacking. */
export const withoutEffect = (args: readonly string[], lacks: readonly Lack[]): Verdict => {
  const licenses = licensesToGive(lacks);
  const first = lacks.some(({ kind }) => kind !== 'license') ? null : licenses;
  return verdict('unmet', noEffectCode(lacks), args, {
    blockers: openersOf(lacks),
    ...(first === null ? {} : { remedy: { licenses: first } }),
  });
};
