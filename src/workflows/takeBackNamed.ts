import { contains, emptyContent, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { Plan } from '../grant/grantPlan.js';
import { namedSetKey } from '../grant/namedSet.js';
import type { NamedSet } from '../grant/namedSet.js';
import { withStep } from '../grant/receipt.js';
import type { Receipt } from '../grant/receipt.js';
import { ownAssignments, unannouncedProof } from '../grant/unannounced.js';
import { takeBack } from '../org/apply/takeBack.js';
import type { OrgClient } from '../org/orgClient.js';
import { readNamedSets } from '../org/read/readNamedSets.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { keyOf, qualifiedName } from '../platform/names.js';

/** What came of holding the sets that were assigned as they are against the plan. */
export type NamedHeldAgainstPlan =
  | { readonly found: 'asPlanned' }
  /** The names of those that could not be read whole afterwards. */
  | { readonly found: 'unread'; readonly names: readonly string[] }
  | {
      readonly found: 'unannounced';
      readonly outcomes: readonly Outcome[];
      readonly proof: Outcome;
      readonly receipt: Receipt;
    };

type More = { readonly entries: readonly Entry[]; readonly setup: readonly SetupAccess[] };

/** What a set gives that the plan did not tell. */
const moreIn = (planned: NamedSet, now: NamedSet): More => {
  const announced = withEntries(emptyContent, planned.holds);
  const told = new Set(planned.setupAccess.map(setupAccessId));
  return {
    entries: now.holds.filter((entry) => !contains(announced, entry)),
    setup: now.setupAccess.filter((one) => !told.has(setupAccessId(one))),
  };
};

/**
 * Reads the sets again that this run has assigned as they are: an org may show only then what they hold. Whoever got one that gives
 * more than was announced loses that assignment again.
 * @throws OrgFailure when the connection breaks
 */
export const takeBackNamed = async (
  client: OrgClient,
  { named }: Pick<Plan, 'named'>,
  receipt: Receipt,
  schema: OrgSchema,
  journal: (receipt: Receipt) => Promise<void>,
): Promise<NamedHeldAgainstPlan> => {
  const own = ownAssignments(receipt, 'namedSets');
  if (own.length === 0) return { found: 'asPlanned' };
  const given = named.filter((set) => own.some(({ what }) => keyOf(what) === namedSetKey(set)));
  const now = await readNamedSets(client, given, schema, Date.now());
  const unread: string[] = [];
  const found = given.flatMap((set) => {
    const reading = now.get(namedSetKey(set));
    if (reading?.known !== true) {
      unread.push(qualifiedName(set));
      return [];
    }
    const more = moreIn(set, reading.value);
    return more.entries.length + more.setup.length > 0 ? [{ key: namedSetKey(set), more }] : [];
  });
  if (found.length === 0) return unread.length === 0 ? { found: 'asPlanned' } : { found: 'unread', names: unread };
  const going = own.filter(({ what }) => found.some(({ key }) => key === keyOf(what)));
  const { outcomes, left } = await takeBack(client, going);
  const kept = own.filter((one) => !going.includes(one) || left.includes(one));
  const after = withStep(receipt, { step: 'namedSets', state: kept.length > 0 ? 'done' : 'failed', assigned: kept });
  const unwritable: Outcome = { step: 'unassign', result: 'failed', code: 'RECEIPT_UNWRITABLE', partly: true };
  const isKept = await journal(after).then(
    () => true,
    () => false,
  );
  return {
    found: 'unannounced',
    outcomes: isKept ? outcomes : [...outcomes, unwritable],
    proof: unannouncedProof(
      found.flatMap(({ more }) => more.entries),
      found.flatMap(({ more }) => more.setup),
    ),
    receipt: after,
  };
};
