import { accessRestsOn } from '../definition/requirement.js';
import type { FieldAccess, ObjectAccess } from '../definition/requirement.js';
import { anyAnswer, no, unknown, via, yes } from './answer.js';
import type { Answer, Hint } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import { impliedBy } from './implications.js';
import { fieldKey, keyOf } from './names.js';
import { gap } from './snapshot.js';
import type { AccessSource, Content, Evidence, GrantedBy, OrgSchema, Reading } from './snapshot.js';

type AdminEvidence = Extract<Evidence, { mode: 'admin' }>;
type Holds = (content: Content) => boolean;

/** One permission: what content holds it, and what content of a muting permission set takes it away. */
type Permission = { readonly holds: Holds; readonly mutes: Holds };

const asGrantedBy = (source: AccessSource, holds: Holds): GrantedBy => {
  const through = source.members.filter((member) => holds(member.content)).map((member) => member.name);
  return {
    type: source.type,
    name: source.name,
    namespace: source.namespace,
    label: source.label,
    ...(through.length > 0 ? { through } : {}),
    ...(source.expiresAt !== null ? { expiresAt: source.expiresAt } : {}),
  };
};

const membersHold = ({ members }: AccessSource, { holds }: Permission): boolean =>
  members.some((member) => holds(member.content));

const isMuted = ({ muted }: AccessSource, { mutes }: Permission): boolean => muted !== null && mutes(muted);

const membersGrant = (source: AccessSource, permission: Permission): boolean =>
  membersHold(source, permission) && !isMuted(source, permission);

/** Assigned things that would grant it were they not inert or muted: what an administrator should look at first. */
const hintsFrom = (sources: readonly AccessSource[], permission: Permission): Hint[] =>
  sources.flatMap((source): Hint[] => {
    if (source.inert !== null && permission.holds(source.content)) return [{ kind: source.inert, source: source.name }];
    if (membersHold(source, permission) && isMuted(source, permission)) return [{ kind: 'muted', source: source.name }];
    return [];
  });

const recalculating = (source: AccessSource): Answer =>
  unknown(gap('RECALCULATING', 'PermissionSetGroup', source.name).gap);

/**
 * One question to the assigned sources. `candidates` are the live sources whose content holds it, by index; `all` is
 * only walked when the answer is not a plain yes. A group that is being recalculated counts when its aggregate and its
 * members agree (fact A6).
 */
const ask = (
  candidates: readonly AccessSource[],
  all: readonly AccessSource[],
  permission: Permission,
  rows: Reading<true>,
): Answer => {
  const { holds } = permission;
  const live = candidates.filter((source) => source.doubt === null);
  const sure = live.filter((source) => !source.stale || membersGrant(source, permission));
  if (sure.length > 0) return yes(sure.map((source) => asGrantedBy(source, holds)));
  const unsure = all.find(
    (source) => source.stale && source.inert === null && (holds(source.content) || membersGrant(source, permission)),
  );
  if (unsure) return recalculating(unsure);
  const doubtful = candidates.find((source) => source.doubt !== null);
  if (doubtful?.doubt) return unknown(doubtful.doubt);
  if (!rows.known) return unknown(rows.gap);
  return no(hintsFrom(all, permission));
};

type Index = {
  readonly userPermissions: ReadonlyMap<string, readonly AccessSource[]>;
  readonly objects: ReadonlyMap<string, readonly AccessSource[]>;
  readonly fields: ReadonlyMap<string, readonly AccessSource[]>;
};

const indexOf = (sources: readonly AccessSource[]): Index => {
  const userPermissions = new Map<string, AccessSource[]>();
  const objects = new Map<string, AccessSource[]>();
  const fields = new Map<string, AccessSource[]>();
  const put = (map: Map<string, AccessSource[]>, key: string, source: AccessSource): void => {
    const list = map.get(key);
    if (list) list.push(source);
    else map.set(key, [source]);
  };
  for (const source of sources.filter((s) => s.inert === null)) {
    for (const name of source.content.userPermissions) put(userPermissions, name, source);
    for (const name of source.content.objects.keys()) put(objects, name, source);
    for (const name of source.content.fields.keys()) put(fields, name, source);
  }
  return { userPermissions, objects, fields };
};

/**
 * Effective access from the rows of permission sets, as an administrator may read them (facts A1-A9, C15, K2-K5).
 * @param evidence the assignments and what each contains
 * @param schema tells which user permissions this org has a column for (facts D2, D4)
 */
export const adminAccess = (evidence: AdminEvidence, schema: OrgSchema): EffectiveAccess => {
  const { sources: read } = evidence;
  if (!read.known) {
    const blind = (): Answer => unknown(read.gap);
    return { userPermission: blind, objectPermission: blind, fieldPermission: blind };
  }
  const sources = read.value;
  const index = indexOf(sources);
  const profile = sources.find((source) => source.type === 'Profile');

  const fromProfileOnly = (key: string): Answer => {
    const columns = schema.profileColumns;
    if (!columns.known) return unknown(columns.gap);
    if (!columns.value.has(key)) return { answer: 'no', why: { reason: 'noSuchPermission' } };
    if (!profile || profile.profileOnly === null) return unknown(gap('NOT_AUTHORISED', 'Profile', '').gap);
    if (profile.profileOnly.has(key)) return yes([asGrantedBy(profile, () => false)]);
    return !evidence.userPermissionRows.known
      ? unknown(evidence.userPermissionRows.gap)
      : { answer: 'no', why: { reason: 'profileOnly' } };
  };

  const userPermission = (name: string): Answer => {
    const key = keyOf(name);
    const columns = schema.permissionSetColumns;
    if (!columns.known) return unknown(columns.gap);
    if (!columns.value.has(key)) return fromProfileOnly(key);
    const holds: Holds = (content) => content.userPermissions.has(key);
    return ask(index.userPermissions.get(key) ?? [], sources, { holds, mutes: holds }, evidence.userPermissionRows);
  };

  const fromRows = (sobject: string, access: ObjectAccess): Answer => {
    const key = keyOf(sobject);
    const holds: Holds = (content) => content.objects.get(key)?.has(access) ?? false;
    const mutes: Holds = (content) =>
      [access, ...accessRestsOn[access]].some((word) => content.objects.get(key)?.has(word));
    if (!schema.objectAccessColumns.has(access)) {
      return unknown(gap('NOT_IN_API_VERSION', 'ObjectPermissions', access).gap);
    }
    return ask(
      (index.objects.get(key) ?? []).filter((s) => holds(s.content)),
      sources,
      { holds, mutes },
      evidence.objectRows,
    );
  };

  /** A permission that this org does not have implies nothing; one that cannot be read leaves the matter open. */
  const implied = (access: ObjectAccess): Answer[] =>
    impliedBy[access].map((name) => {
      const answer = userPermission(name);
      return answer.answer === 'no' ? no() : via(answer, name);
    });

  const objectPermission = (sobject: string, access: ObjectAccess): Answer =>
    anyAnswer([fromRows(sobject, access), ...implied(access)]);

  const fieldPermission = (sobject: string, field: string, access: FieldAccess): Answer => {
    const key = fieldKey(sobject, field);
    const holds: Holds = (content) => {
      const held = content.fields.get(key);
      return access === 'read' ? held !== undefined : held === 'edit';
    };
    const mutes: Holds = (content) => {
      const muted = content.fields.get(key);
      return access === 'read' ? muted === 'read' : muted !== undefined;
    };
    const rows = ask(
      (index.fields.get(key) ?? []).filter((s) => holds(s.content)),
      sources,
      { holds, mutes },
      evidence.fieldRows,
    );
    if (access === 'edit' || rows.answer === 'yes') return rows;
    // Below API version 63 the column cannot be asked for; the object-level View All Fields does not exist there either.
    const allFields = schema.objectAccessColumns.has('viewAllFields')
      ? objectPermission(sobject, 'viewAllFields')
      : anyAnswer(implied('viewAllFields'));
    return anyAnswer([rows, via(allFields, 'viewAllFields')]);
  };

  return { userPermission, objectPermission, fieldPermission };
};
