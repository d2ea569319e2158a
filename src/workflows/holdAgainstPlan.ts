/** What was written, held against what plan and question showed: the own set of the grant, and the sets that rules name. */
import type { Entry } from '../access/entry.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { Outcome } from '../grant/grantOutcome.js';
import type { Plan } from '../grant/grantPlan.js';
import type { Receipt } from '../grant/receipt.js';
import { unannouncedProof, unreadProof } from '../grant/unannounced.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { qualifiedName } from '../platform/names.js';
import { takeBackNamed } from './takeBackNamed.js';
import { takeBackUnannounced } from './takeBackUnannounced.js';

/** What came of it. */
export type HeldAgainstPlan =
  /** The names of the sets that could not be read whole afterwards; none where all is as planned. */
  | { readonly found: 'nothing'; readonly unread: readonly string[] }
  | {
      readonly found: 'unannounced';
      /** What was taken back, and the proof that has failed. */
      readonly outcomes: readonly Outcome[];
      readonly receipt: Receipt;
      /** What was read after taking back; why not, where it was not read. */
      readonly after: AccessReading | OrgFailure;
    };

/** How the proof has failed, and what could not be held against the plan at all. */
const proofsOf = (entries: readonly Entry[], setup: readonly SetupAccess[], unread: readonly string[]): Outcome[] => {
  const failed = unannouncedProof(entries, setup);
  return unread.length === 0 ? [failed] : [unreadProof({ step: 'proof', result: 'done' }, unread.join(', ')), failed];
};

/**
 * Holds both against the plan, whatever is found of the first: each loses what it gives beyond it, and the receipt knows of
 * both.
 * @param read reads as `reading` was read
 * @param journal keeps the receipt
 * @throws OrgFailure when the connection breaks before anything is taken back
 */
export const holdAgainstPlan = async (
  client: OrgClient,
  { plan, schema }: { readonly plan: Plan; readonly schema: OrgSchema },
  written: { readonly outcomes: readonly Outcome[]; readonly receipt: Receipt },
  reading: AccessReading,
  read: () => Promise<AccessReading>,
  journal: (receipt: Receipt) => Promise<void>,
): Promise<HeldAgainstPlan> => {
  const own = await takeBackUnannounced(client, plan, written, reading, read, journal);
  const receipt = own.found === 'unannounced' ? own.receipt : written.receipt;
  const inBoth = { outcomes: written.outcomes, receipt };
  const named = await takeBackNamed(client, { plan, schema }, inBoth, reading, read, journal).catch(
    (error: unknown) => {
      // What was taken back has to be told.
      if (own.found === 'unannounced' && error instanceof OrgFailure) return error;
      throw error;
    },
  );
  const unread = own.found === 'unread' ? [plan.permissionSet.name] : [];
  if (named instanceof OrgFailure) unread.push(...plan.named.map(qualifiedName));
  else if ('names' in named) unread.push(...named.names);
  if (!(named instanceof OrgFailure) && named.found === 'unannounced') {
    const { outcomes, entries, setup } = own.found === 'unannounced' ? own : { outcomes: [], entries: [], setup: [] };
    return {
      found: 'unannounced',
      outcomes: [
        ...outcomes,
        ...named.outcomes,
        ...proofsOf([...entries, ...named.more.entries], [...setup, ...named.more.setup], unread),
      ],
      receipt: named.receipt,
      after: named.after,
    };
  }
  if (own.found !== 'unannounced') return { found: 'nothing', unread };
  return {
    found: 'unannounced',
    outcomes: [...own.outcomes, ...proofsOf(own.entries, own.setup, unread)],
    receipt,
    after: named instanceof OrgFailure ? named : own.after,
  };
};
