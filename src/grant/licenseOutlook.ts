/** What the licenses of everybody who gets something allow, and what nobody can tell before it is tried. */
import { doubtsOf, forbiddenOf, otherReceivers, setDoubtsOf, unreadOthers } from './doubts.js';
import type { Receiver } from './doubts.js';
import type { Plan, PlannedEntry, PlannedUser } from './grantPlan.js';
import type { PlanContext } from './planInput.js';
import type { Recipient } from './recipients.js';
import { readWith } from './ruledOut.js';
import { setAllowsIn } from './setLicense.js';
import { licensedHolder } from './withLicenses.js';

/** What the licenses of everybody who gets something allow for sure, and what nobody can say before it is tried. */
export const licenseOutlook = (
  context: PlanContext,
  recipients: readonly Recipient[],
  users: readonly PlannedUser[],
  adds: readonly PlannedEntry[],
): Pick<Plan, 'doubts' | 'unassignable'> => {
  const { schema } = context.snapshot;
  const isRead = readWith(context.limitsRead);
  const added = adds.map(({ entry }) => entry);
  const receivers = recipients.flatMap((recipient, at): Receiver[] => {
    // What somebody has already, the platform has accepted.
    const entries = (users[at]?.receives ?? []).flatMap(({ entry, hasAlready }) => (hasAlready ? [] : [entry]));
    const { user } = licensedHolder(context, { ...recipient, licenses: users[at]?.licenses ?? [] });
    return [{ username: recipient.user.username, user, entries, setup: users[at]?.receivesSetup ?? [], isRead }];
  });
  const { existing } = context.permissionSet;
  const setAllows = setAllowsIn(context);
  const license = existing?.license.known === true ? (existing.license.value?.name ?? null) : null;
  return {
    doubts: [
      ...doubtsOf([...receivers, ...otherReceivers(context.others, added)], schema),
      ...unreadOthers(context.others, added),
      ...setDoubtsOf(
        receivers.filter((_, at) =>
          (users[at]?.receives ?? []).some(({ inOwnSet, hasAlready }) => inOwnSet && !hasAlready),
        ),
        added,
        license,
        (entry) => setAllows(entry).answer !== 'unknown',
      ),
    ],
    unassignable: forbiddenOf(receivers, schema),
  };
};
