import { needsRefused } from '../access/dependencies.js';
import { contains, emptyContent, entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { mayBeRefused } from '../access/licenseAllows.js';
import { namedPermissionsIn } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { blanketPermissions } from '../platform/impliedAccess.js';
import { keyOf } from '../platform/names.js';
import { holdsOwnSet } from './namedSet.js';
import type { PlanContext } from './planInput.js';
import type { Recipient } from './recipients.js';
import { licensedHolder } from './withLicenses.js';
import { beyondSetIn, forbiddingOthersIn, readWith } from './ruledOut.js';
import { isWanted } from './wantedFindings.js';
import { withActivityTwin } from '../access/withActivityTwin.js';

/** Entries that together close one finding of somebody; `finding` is its id. */
export type Candidate = { readonly entries: readonly Entry[]; readonly finding: string };

/**
 * What a finding asks the permission set to hold.
 * @param withObject also the access to the object that it waits for
 */
export const candidateOf = ({ id, remedy }: Finding, withObject: boolean): Candidate => ({
  entries: [...(remedy?.entries ?? []), ...(withObject ? (remedy?.objectAccess ?? []) : [])].flatMap(withActivityTwin),
  finding: id,
});

const blanket = new Set(blanketPermissions.map(keyOf));

/**
 * Keeps the candidates that may be planned at all. Refused is a candidate with an entry that the org does not have, that is or brings
 * a blanket permission which no rule names, or that the license of somebody rules out who gets the set.
 */
export const permittedIn = (
  context: PlanContext,
  recipients: readonly Recipient[],
): ((candidates: readonly Candidate[]) => Candidate[]) => {
  const { requirements } = context.requirements;
  const named = new Set(namedPermissionsIn(requirements));
  const current = context.permissionSet.existing?.content ?? emptyContent;
  const assignees = context.permissionSet.existing?.assignees ?? [];
  const wantsEntries = (findings: readonly Finding[]): boolean =>
    findings.some((finding) => {
      const { remedy } = finding;
      const isOfSet = remedy !== null && remedy.entries.length + remedy.objectAccess.length > 0;
      return isOfSet && isWanted(finding, context.scope);
    });
  const sharers = recipients
    .filter(
      ({ user, found, named, reachable }) =>
        (reachable && (assignees.includes(user.id) || wantsEntries(found))) ||
        named.some((set) => holdsOwnSet(set, context)),
    )
    .map((recipient) => licensedHolder(context, recipient));
  const isRead = readWith(context.limitsRead);
  const isBlanket = (entry: Entry): boolean => entry.kind === 'userPermission' && blanket.has(keyOf(entry.name));
  const isUnnamedBlanket = (entry: Entry): boolean =>
    entry.kind === 'userPermission' && isBlanket(entry) && !named.has(keyOf(entry.name));
  const forbiddingOthers = forbiddingOthersIn(context);
  const isBeyondSet = beyondSetIn(context);
  /**
   * The platform would, or may, refuse the whole assignment to that user (facts A12, A16), to everybody's cost; or the
   * whole write, where somebody else has the set (fact Q2) or the set is tied to a license (fact A17).
   */
  const isRuledOut = (entry: Entry): boolean => {
    if (forbiddingOthers(entry).length > 0 || isBeyondSet(entry)) return true;
    return isRead(entry) && sharers.some((sharer) => mayBeRefused(sharer, entry));
  };
  // What the set holds already, the platform has accepted.
  const isAdded = (entry: Entry): boolean => !contains(current, entry);
  const claimants = new Set(context.refusedClaims.map(({ edge }) => entryKey(edge.from)));
  return (candidates) => {
    const entries = candidates.flatMap((candidate) => candidate.entries);
    const brings = needsRefused(entries, context.directNeeds, context.exists, {
      unnamedBlanket: (entry) => isUnnamedBlanket(entry) && isAdded(entry),
      ruledOut: (entry) => isRuledOut(entry) && isAdded(entry),
      // The org says that it cannot be without what nobody may get unasked.
      claimed: (entry) => claimants.size > 0 && claimants.has(entryKey(entry)) && isAdded(entry),
    });
    const isRefused = (entry: Entry): boolean =>
      !context.exists(entry) ||
      // What a blanket permission that a rule names needs, comes with it.
      (isBlanket(entry) ? isUnnamedBlanket(entry) && isAdded(entry) : brings.unnamedBlanket(entry)) ||
      brings.ruledOut(entry) ||
      brings.claimed(entry);
    return candidates.filter((candidate) => !candidate.entries.some(isRefused));
  };
};

/** In the order of what they ask for, so that the order of rules and users decides nothing. */
export const inOrder = (candidates: readonly Candidate[]): Candidate[] =>
  candidates
    .map((candidate) => ({ candidate, key: [...candidate.entries.map(entryKey), candidate.finding].join(' ') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ candidate }) => candidate);
