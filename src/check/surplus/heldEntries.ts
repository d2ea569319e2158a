/** All user permissions, objects and fields that the sources of a user give now, entry by entry. */
import { adminAccess } from '../../access/adminAccess.js';
import { answerTo } from '../../access/answerTo.js';
import { entryKey } from '../../access/entry.js';
import type { PermissionEntry } from '../../access/setupEntities.js';
import type { Content, Evidence, GrantedBy, OrgSchema } from '../../access/snapshot.js';

type AdminEvidence = Extract<Evidence, { mode: 'admin' }>;

/** One thing that the user has, and from where; at least one source holds it itself. */
export type Held = { readonly entry: PermissionEntry; readonly grantedBy: readonly GrantedBy[] };

export type AllHeld = {
  readonly held: readonly Held[];
  /** Mentioned by a source, and nobody can say whether it is given: a group that waits, an expiry that was not read. */
  readonly unclear: readonly PermissionEntry[];
};

/** A name as the org spells it; by its key where nobody told. */
type Spelling = (key: string) => string;

const entriesIn = (content: Content, permission: Spelling, thing: Spelling): PermissionEntry[] => [
  ...[...content.userPermissions].map((key): PermissionEntry => ({ kind: 'userPermission', name: permission(key) })),
  ...[...content.objects].flatMap(([key, words]) =>
    [...words].map((access): PermissionEntry => ({ kind: 'object', sobject: thing(key), access })),
  ),
  ...[...content.fields].flatMap(([key, access]) => {
    const [sobject = '', field = ''] = thing(key).split('.');
    const read: PermissionEntry = { kind: 'field', sobject, field, access: 'read' };
    return access === 'edit' ? [read, { ...read, access }] : [read];
  }),
];

/**
 * What assignments in force hold, each thing once. What is implied by something else is not among it unless a source holds it as
 * well: with the one the other goes. Whether a license lets it have an effect does not matter: it is there to be taken away.
 */
export const heldEntries = (evidence: AdminEvidence, schema: OrgSchema): AllHeld => {
  if (!evidence.sources.known) return { held: [], unclear: [] };
  const { permissionSetColumns: inSets, profileColumns: onProfiles } = schema;
  const permission: Spelling = (key) =>
    (inSets.known ? inSets.value.get(key)?.name : undefined) ??
    (onProfiles.known ? onProfiles.value.get(key)?.name : undefined) ??
    key;
  const thing: Spelling = (key) => evidence.spelled?.get(key) ?? key;
  const inForce = evidence.sources.value.filter(({ inert }) => inert === null);
  const mentioned = new Map<string, PermissionEntry>();
  for (const { content, members, profileOnly } of inForce) {
    const entries = [content, ...members.map((member) => member.content)].flatMap((one) =>
      entriesIn(one, permission, thing),
    );
    const onProfile = [...(profileOnly ?? [])].map((key): PermissionEntry => ({
      kind: 'userPermission',
      name: permission(key),
    }));
    for (const entry of [...entries, ...onProfile]) mentioned.set(entryKey(entry), entry);
  }
  const access = adminAccess(evidence, schema);
  const held: Held[] = [];
  const unclear: PermissionEntry[] = [];
  for (const entry of mentioned.values()) {
    const answer = answerTo(access, entry);
    if (answer.answer === 'unknown') unclear.push(entry);
    if (answer.answer === 'yes' && answer.grantedBy.some(({ via }) => via === undefined))
      held.push({ entry, grantedBy: answer.grantedBy });
  }
  return { held, unclear };
};
