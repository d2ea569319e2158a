import type { AccessSnapshot } from '../access/snapshot.js';
import { entriesIn } from '../access/standingSet.js';
import type { Holder } from '../access/standingSet.js';
import type { NamedRequirements } from '../check/evaluation.js';
import type { TargetSet } from '../grant/grantPlan.js';
import { markOf, ownLabel } from '../grant/ownership.js';
import { isIntact } from '../org/fingerprint.js';
import type { OrgClient } from '../org/orgClient.js';
import { readSetLicense } from '../org/read/setLicense.js';
import { readSetupAccess } from '../org/read/setupAccess.js';
import { readStandingSet } from '../org/read/readStandingSet.js';
import type { FoundSet } from '../org/read/targetSet.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { usernames } from '../revoke/revokeActions.js';

/**
 * The permission set that is planned for, with all that it holds and everybody who has it.
 * @throws OrgFailure where that cannot be read
 */
export const targetOf = async (
  { requirements }: NamedRequirements,
  name: string,
  found: FoundSet | null,
  { client, snapshot }: { readonly client: OrgClient; readonly snapshot: AccessSnapshot },
): Promise<{ readonly permissionSet: TargetSet; readonly others: readonly Holder[] }> => {
  if (!found) return { permissionSet: { name, label: ownLabel(requirements), existing: null }, others: [] };
  const [whole, license, setupAccess] = await Promise.all([
    readStandingSet(client, { id: found.id }, snapshot.schema),
    readSetLicense(client, found.id, snapshot.schema, Date.parse(snapshot.takenAt)),
    readSetupAccess(client, found.id),
  ]);
  const holds = whole ? entriesIn(whole) : [];
  const own = new Set(snapshot.users.map(({ username }) => keyOf(username)));
  const throughGroups = (whole?.groups ?? []).flatMap(({ holders }) => holders);
  const others = [...(whole?.assignments ?? []), ...throughGroups].filter(({ username }) => !own.has(keyOf(username)));
  const permissionSet: TargetSet = {
    // As the org spells it: SOQL finds it in any spelling.
    name: found.name,
    label: found.label,
    existing: {
      id: found.id,
      owned: markOf(found.description)?.integration === requirements.integration,
      intact: isIntact(found.description, holds),
      description: found.description,
      license,
      content: found.content,
      holds,
      setupAccess,
      assignees: found.assignees.filter((id) => snapshot.users.some((user) => sameId(user.id, id))),
      throughGroups: snapshot.users.flatMap(({ id }) =>
        throughGroups.some(({ userId }) => userId === id) ? [id] : [],
      ),
      alsoFor: usernames(others).sort(),
    },
  };
  return { permissionSet, others };
};
