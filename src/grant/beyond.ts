import { neededEntries } from '../access/dependencies.js';
import type { DirectNeeds } from '../access/dependencies.js';
import { contains, emptyContent, entryId, entryKey, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { known } from '../access/snapshot.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Finding } from '../kinds/finding.js';
import { everyRequirement } from '../kinds/everyRequirement.js';
import { requirementId } from '../kinds/requirementId.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import type { StandingSetup } from '../access/standingSet.js';
import { setOfEntries } from '../access/sourceGiving.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { candidateOf } from './candidates.js';
import type { Plan, TargetSet } from './grantPlan.js';
import { platformRowTest } from './platformRowTest.js';
import { withLicenses } from './withLicenses.js';

/** The user as if no profile and no permission set gave anything, but for one that holds these entries. */
const withOnly = (user: InspectedUser, entries: readonly Entry[]): InspectedUser =>
  user.evidence.mode === 'admin'
    ? { ...user, evidence: { ...user.evidence, sources: known([setOfEntries(entries)]) } }
    : user;

/** All that the definition asks of a permission set, whatever its level: what a user who has nothing would be given. */
const requiredOf = ({ requirements }: RequirementSet, snapshot: AccessSnapshot, user: InspectedUser): Entry[] => {
  const wanted = (of: InspectedUser): Finding[] => evaluate(requirements, snapshot, of);
  const entries = (of: InspectedUser): Entry[] => wanted(of).flatMap((finding) => candidateOf(finding, true).entries);
  const bare = withOnly(user, []);
  const licenses = wanted(bare).flatMap(({ remedy }) => remedy?.licenses ?? []);
  const able = withLicenses(bare, [...new Set(licenses)]);
  const first = entries(able);
  // Only once a field is there does it wait for its object, where no rule asks for that.
  return [...first, ...entries(withOnly(able, first))];
};

/**
 * What a permission set holds beyond what this definition asks for, with what that needs and what the platform adds by
 * itself. Sorted by id.
 * @param holds everything in the set
 * @param directNeeds what needs what: a claim of the org that is not followed explains nothing that the set holds
 */
export const beyondDefinition = (
  holds: readonly Entry[],
  requirements: RequirementSet,
  snapshot: AccessSnapshot,
  directNeeds: DirectNeeds,
): Entry[] => {
  const required = snapshot.users.flatMap((user) => requiredOf(requirements, snapshot, user));
  const needed = neededEntries(required, directNeeds, () => true);
  const expected = withEntries(emptyContent, [...required, ...needed]);
  const isPlatforms = platformRowTest([...required, ...needed]);
  return holds
    .filter((entry) => !contains(expected, entry) && !isPlatforms(entry))
    .sort((a, b) => compareKeys(entryId(a), entryId(b)));
};

/**
 * The rows of a set for things of Setup that this definition does not ask for: by what its rules name, and by the ids of what
 * they name in this org, as an app has several names.
 */
export const rowsBeyond = (
  rows: readonly StandingSetup[],
  requirements: RequirementSet,
  snapshot: AccessSnapshot,
): Entry[] => {
  const required = snapshot.users.flatMap((user) => requiredOf(requirements, snapshot, user));
  const asked = new Set([
    ...everyRequirement(requirements.requirements).map(({ need }) => keyOf(requirementId(need))),
    ...required.map(entryKey),
  ]);
  const appIds = required.flatMap((entry) => (entry.kind === 'connectedApp' ? (entry.appId ?? []) : []));
  return rows.flatMap(({ entry, entityId }): Entry[] =>
    asked.has(entryKey(entry)) || appIds.some((id) => sameId(id, entityId)) ? [] : [entry],
  );
};

/** What the set holds beside permissions, as far as it was read. */
export const setupAccessIn = ({ existing }: TargetSet): readonly SetupAccess[] =>
  existing?.setupAccess?.known === true ? existing.setupAccess.value : [];

/** Of that, what the definition does not ask for: by the id of a rule, as everything that a rule names has one. */
export const setupBeyond = ({
  permissionSet,
  requirements,
}: Pick<Plan, 'permissionSet' | 'requirements'>): SetupAccess[] => {
  const asked = new Set(everyRequirement(requirements.requirements).map(({ need }) => keyOf(requirementId(need))));
  return setupAccessIn(permissionSet).filter((one) => !asked.has(keyOf(setupAccessId(one))));
};
