import { toldAs } from './sourceGiving.js';
import { accessRestsOn } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { anyAnswer, no, unknown, via, yes } from './answer.js';
import type { Answer, Hint } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import { contains } from './entry.js';
import { openedKey, setupEntityAnswer } from './setupEntities.js';
import type { SetupEntry } from './setupEntities.js';
import { impliedBy } from '../platform/impliedAccess.js';
import { permissionsNeededInAll } from '../platform/dependencyRules.js';
import { keyOf } from '../platform/names.js';
import { gap, known, lackedIn } from './snapshot.js';
import type { AccessSource, Content, Evidence, Gap, GrantedBy, OrgSchema, Reading } from './snapshot.js';

type AdminEvidence = Extract<Evidence, { mode: 'admin' }>;

/** Worked out once for each name or word: ten thousand fields ask for the same few. */
const once = <Name, Value extends object>(workOut: (name: Name) => Value): ((name: Name) => Value) => {
  const values = new Map<Name, Value>();
  return (name) => {
    const kept = values.get(name);
    if (kept) return kept;
    const fresh = workOut(name);
    values.set(name, fresh);
    return fresh;
  };
};

/**
 * A sort of permission: where content keeps one of them by its key, what there counts as held, and what a muting permission
 * set must hold to take it away. `mayMute` tells of a muting set that takes away something the permission needs: whether the
 * permission then goes too is not known (facts D6, M4).
 */
type Sort<V> = {
  readonly in: (content: Content, key: string) => V | undefined;
  readonly holds: (held: V | undefined) => boolean;
  readonly mutes: (muted: V | undefined) => boolean;
  readonly mayMute: (muted: Content) => boolean;
};

/** One permission of a sort. */
type Permission<V> = { readonly sort: Sort<V>; readonly key: string };

const heldIn = <V>({ sort, key }: Permission<V>, content: Content): V | undefined => sort.in(content, key);

const holds = <V>({ sort }: Permission<V>, held: V | undefined): boolean => sort.holds(held);

const isNeverInDoubt = (): boolean => false;

/** Of fields: muting Read takes Edit along (fact C2). */
const fieldPermissions: Readonly<Record<FieldAccess, Sort<FieldAccess>>> = {
  read: {
    in: (content, key) => content.fields.get(key),
    holds: (held) => held !== undefined,
    mutes: (muted) => muted === 'read',
    mayMute: isNeverInDoubt,
  },
  edit: {
    in: (content, key) => content.fields.get(key),
    holds: (held) => held === 'edit',
    mutes: (muted) => muted !== undefined,
    mayMute: isNeverInDoubt,
  },
};

/** Of access to objects, by the word; muting what a word rests on takes the word along. */
const objectPermissions = once((access: ObjectAccess): Sort<ReadonlySet<ObjectAccess>> => ({
  in: (content, key) => content.objects.get(key),
  holds: (words) => words?.has(access) ?? false,
  mutes: (words) => [access, ...accessRestsOn[access]].some((word) => words?.has(word)),
  mayMute: isNeverInDoubt,
}));

/** The members of a group that carry the permission; none for anything but a group. */
const through = <V>({ members }: AccessSource, permission: Permission<V>): string[] =>
  members.filter(({ content }) => holds(permission, heldIn(permission, content))).map((member) => member.name);

const isMuted = <V>({ muted }: AccessSource, permission: Permission<V>): boolean =>
  muted !== null && permission.sort.mutes(heldIn(permission, muted));

const membersGrant = <V>(source: AccessSource, permission: Permission<V>): boolean =>
  through(source, permission).length > 0 && !isMuted(source, permission);

/** Whether a group that waits for its calculation will surely grant the permission. */
const membersSurelyGrant = <V>(source: AccessSource, permission: Permission<V>): boolean =>
  membersGrant(source, permission) && !(source.muted !== null && permission.sort.mayMute(source.muted));

/** Muted by name, or left out of the aggregate although a member holds it: only muting does that (fact A5). */
const isTakenAway = <V>(source: AccessSource, permission: Permission<V>, held: V | undefined): boolean =>
  isMuted(source, permission) || (source.muted !== null && !source.stale && !holds(permission, held));

/** A source that mentions a permission, with what its own content holds of it: undefined where only a member does. */
type Mention<V> = { readonly source: AccessSource; readonly name: GrantedBy; readonly held: V | undefined };

/** Assigned things that would grant it were they not inert or muted: what an administrator should look at first. */
const hintsFrom = <V>(mentions: ReadonlyArray<Mention<V>>, permission: Permission<V>): Hint[] =>
  mentions.flatMap(({ source, held }): Hint[] => {
    if (source.inert !== null && holds(permission, held)) return [{ kind: source.inert, source: source.name }];
    if (through(source, permission).length > 0 && isTakenAway(source, permission, held))
      return [{ kind: 'muted', source: source.name }];
    return [];
  });

const recalculating = (source: AccessSource): Answer =>
  unknown(source.staleness ?? gap('RECALCULATING', 'PermissionSetGroup', source.name).gap);

/** Why nobody can say whether a group that waits grants something: what an answer lacked, or that it waits. */
const unsureOf = (source: AccessSource, ...readings: ReadonlyArray<Reading<true>>): Answer => {
  const doubt: Reading<true> = source.doubt ? { known: false, gap: source.doubt } : known(true);
  const lacked = [...readings, doubt].map(lackedIn).find((one) => one !== undefined);
  return lacked ? unknown(lacked) : recalculating(source);
};

/** What was read of one permission: of what permission sets hold, and of what muting ones take away. */
type Rows = { readonly held: Reading<true>; readonly muted: Reading<true> };

/** The reading, but for what an answer lacked of it. */
const butFor = (reading: Reading<true>, ...lacked: ReadonlyArray<Gap | undefined>): Reading<true> => {
  const first = lacked.find((one) => one !== undefined);
  return reading.known && first ? { known: false, gap: first } : reading;
};

/** Who mentions what, by the key of the permission: a source that does not mention it has no part in the answer. */
type Mentions<V> = Map<string, Array<Mention<V>>>;

const mentionsByPermission = <V>(
  sources: readonly AccessSource[],
  names: ReadonlyMap<AccessSource, GrantedBy>,
  rowsOf: (content: Content) => { readonly forEach: (each: (held: V, key: string) => void) => void },
): Mentions<V> => {
  const mentions: Mentions<V> = new Map();
  for (const source of sources) {
    const name = names.get(source) ?? toldAs(source);
    // One for all rows that hold the same: a hundred thousand of them would be collected again.
    let mention: Mention<V> = { source, name, held: undefined };
    rowsOf(source.content).forEach((held, key) => {
      if (mention.held !== held) mention = { source, name, held };
      const list = mentions.get(key);
      if (list) list.push(mention);
      else mentions.set(key, [mention]);
    });
    const ofMembers: Mention<V> = { source, name, held: undefined };
    for (const { content } of source.members)
      rowsOf(content).forEach((_, key) => {
        const list = mentions.get(key);
        if (!list) mentions.set(key, [ofMembers]);
        else if (list.at(-1)?.source !== source) list.push(ofMembers);
      });
  }
  return mentions;
};

/** Whether a source that holds the permission surely gives it: of a group that waits, what mutes it counts too. */
const isSure = <V>(
  source: AccessSource,
  permission: Permission<V>,
  rows: Reading<true>,
  mutingRows: Reading<true>,
): boolean => {
  if (source.doubt !== null) return false;
  // Not where rows are missing that might be of the muting set.
  return !source.stale || (rows.known && mutingRows.known && membersSurelyGrant(source, permission));
};

/** No source mentions it. */
const nowhere: readonly never[] = [];
const nobody = no();

/**
 * One question to the assigned sources that mention the permission. A group that is being recalculated counts when its
 * aggregate and its members agree (fact A6).
 * @param blind where no source gives it: what to say because of one that could, and of which too little was read
 */
const answerFrom = <V>(
  mentions: ReadonlyArray<Mention<V>>,
  permission: Permission<V>,
  { held: rows, muted: mutingRows }: Rows,
  blind: Answer | null,
): Answer => {
  // In one walk, as this is asked of each of ten thousand fields.
  const sure: GrantedBy[] = [];
  let unsure: AccessSource | undefined;
  let doubt: Gap | undefined;
  for (const { source, name, held } of mentions) {
    if (source.inert !== null) continue;
    const isHeld = permission.sort.holds(held);
    if (isHeld && isSure(source, permission, rows, mutingRows)) {
      const members = source.members.length === 0 ? [] : through(source, permission);
      sure.push(members.length === 0 ? name : { ...name, through: members });
    }
    if (source.stale && (isHeld || membersGrant(source, permission))) unsure ??= source;
    if (isHeld && source.doubt !== null) doubt ??= source.doubt;
  }
  if (sure.length > 0) return yes(sure);
  if (unsure) return unsureOf(unsure, rows, mutingRows);
  if (doubt) return unknown(lackedIn(rows) ?? doubt);
  if (!rows.known) return unknown(rows.gap);
  return blind ?? (mentions.length === 0 ? nobody : no(hintsFrom(mentions, permission)));
};

const noSuchPermission: Answer = { answer: 'no', why: { reason: 'noSuchPermission' } };

/** Neither PermissionSet nor Profile has a column for it (facts D2, D4). */
const isNowhere = ({ permissionSetColumns, profileColumns }: OrgSchema, key: string): boolean =>
  permissionSetColumns.known &&
  !permissionSetColumns.value.has(key) &&
  profileColumns.known &&
  !profileColumns.value.has(key);

/**
 * Effective access from the rows of permission sets, as an administrator may read them (facts A1-A9, C15, K2-K5).
 * @param evidence the assignments and what each contains
 * @param schema tells which user permissions this org has a column for (facts D2, D4)
 * @param inEffect what is left of the answer about a user permission, where something takes its effect: it implies nothing then
 */
export const adminAccess = (
  evidence: AdminEvidence,
  schema: OrgSchema,
  inEffect: (name: string, given: Answer) => Answer = (_, given) => given,
): EffectiveAccess => {
  const { sources: read } = evidence;
  if (!read.known) {
    const blind = (): Answer => unknown(read.gap);
    return {
      // A user permission that this org does not know is nobody's, whoever has what.
      userPermission: (name) => (isNowhere(schema, keyOf(name)) ? noSuchPermission : unknown(read.gap)),
      objectPermission: blind,
      fieldPermission: blind,
      setupEntity: blind,
      opened: blind,
    };
  }
  const sources = read.value;
  // Made once per source, as one may grant ten thousand things.
  const names = new Map(sources.map((source) => [source, toldAs(source)]));
  const userPermissions = mentionsByPermission(sources, names, (content) => content.userPermissions);
  const objects = mentionsByPermission(sources, names, (content) => content.objects);
  const fields = mentionsByPermission(sources, names, (content) => content.fields);
  const profile = sources.find((source) => source.type === 'Profile');
  // Of a group that waits the members could give it, and which they are was not read.
  const unseen = sources.find(({ inert, stale, membersUnread }) => inert === null && stale && membersUnread);
  const blind = unseen?.membersUnread ? unknown(unseen.membersUnread) : null;
  const { untold } = evidence;

  const fromProfileOnly = (key: string): Answer => {
    const columns = schema.profileColumns;
    if (!columns.known) return unknown(columns.gap);
    if (!columns.value.has(key)) return noSuchPermission;
    if (!profile || profile.profileOnly === null) return unknown(gap('NOT_AUTHORISED', 'Profile', '').gap);
    if (profile.profileOnly.has(key)) return yes([toldAs(profile)]);
    const rows = butFor(evidence.userPermissionRows, untold?.userPermissions.get(key));
    return rows.known ? { answer: 'no', why: { reason: 'profileOnly' } } : unknown(rows.gap);
  };

  const userPermission = once((name: string): Answer => {
    const key = keyOf(name);
    const columns = schema.permissionSetColumns;
    // What an answer lacked comes first, as that leaves open as well whether it can be given.
    if (!columns.known) return unknown(lackedIn(columns) ?? lackedIn(schema.profileColumns) ?? columns.gap);
    if (!columns.value.has(key)) return fromProfileOnly(key);
    const needed = permissionsNeededInAll(key);
    const isThere = (held: string | undefined): boolean => held !== undefined;
    const sort: Sort<string> = {
      in: (content) => (content.userPermissions.has(key) ? key : undefined),
      holds: isThere,
      mutes: isThere,
      mayMute: (muted) => needed.some((one) => muted.userPermissions.has(one)),
    };
    const rows = {
      held: butFor(evidence.userPermissionRows, untold?.userPermissions.get(key)),
      muted: butFor(known(true), ...[key, ...needed].map((one) => untold?.mutedPermissions.get(one))),
    };
    return answerFrom(userPermissions.get(key) ?? nowhere, { sort, key }, rows, blind);
  });

  const objectRows = once((access: ObjectAccess): Rows => {
    const lacked = (word: ObjectAccess): Gap | undefined => untold?.objects.get(word);
    return {
      held: butFor(evidence.objectRows, lacked(access)),
      muted: butFor(known(true), ...[access, ...accessRestsOn[access]].map(lacked)),
    };
  });

  const fromRows = (sobject: string, access: ObjectAccess): Answer => {
    if (!schema.objectAccessColumns.has(access)) {
      return unknown(gap('NOT_IN_API_VERSION', 'ObjectPermissions', access).gap);
    }
    const key = keyOf(sobject);
    return answerFrom(objects.get(key) ?? nowhere, { sort: objectPermissions(access), key }, objectRows(access), blind);
  };

  /** A permission that this org does not have implies nothing; one that cannot be read leaves the matter open. */
  const implied = once((access: ObjectAccess): Answer[] =>
    impliedBy[access].map((name) => {
      const answer = inEffect(name, userPermission(name));
      if (answer.answer !== 'no') return via(answer, name);
      return answer.why.reason === 'noEffect' ? answer : no();
    }),
  );

  const objectPermission = (sobject: string, access: ObjectAccess): Answer => {
    const rows = fromRows(sobject, access);
    const { permissionableObjects } = schema;
    // Whether it takes object permissions at all was not read: then only a row says that it does (facts B4, K4).
    if (rows.answer !== 'yes' && !permissionableObjects.known) return unknown(permissionableObjects.gap);
    return anyAnswer([rows, ...implied(access)]);
  };

  // With an API version below 63 the column cannot be asked for, but the org has it all the same (fact B1): unknown.
  const allFieldsOf = once((sobject: string): Answer => {
    const key = keyOf(sobject);
    const { permissionableObjects } = schema;
    // An object that takes no object permissions cannot have this one either.
    const rows =
      permissionableObjects.known && !permissionableObjects.value.has(key) ? no() : fromRows(key, 'viewAllFields');
    return via(anyAnswer([rows, ...implied('viewAllFields')]), 'viewAllFields');
  });

  const [untoldRead, untoldEdit] = [untold?.fields.get('read'), untold?.fields.get('edit')];
  // Muting Read takes Edit along (fact C2).
  const fieldRows: Readonly<Record<FieldAccess, Rows>> = {
    read: { held: butFor(evidence.fieldRows, untoldRead), muted: butFor(known(true), untoldRead) },
    edit: { held: butFor(evidence.fieldRows, untoldEdit), muted: butFor(known(true), untoldRead, untoldEdit) },
  };

  /** Fields are asked about object by object. */
  let last = { sobject: '', key: '' };
  const fieldPermission = (sobject: string, field: string, access: FieldAccess): Answer => {
    if (last.sobject !== sobject) last = { sobject, key: keyOf(sobject) };
    const key = `${last.key}.${keyOf(field)}`;
    const permission = { sort: fieldPermissions[access], key };
    const rows = answerFrom(fields.get(key) ?? nowhere, permission, fieldRows[access], blind);
    if (access === 'edit') return rows;
    const all = allFieldsOf(sobject);
    return rows.answer === 'yes' && all.answer !== 'yes' ? rows : anyAnswer([rows, all]);
  };

  const setupEntity = (entry: SetupEntry): Answer => setupEntityAnswer(evidence, (content) => contains(content, entry));

  const opened = (sobject: string): Answer => {
    const { entities } = schema;
    if (!entities.known) return unknown(entities.gap);
    // Without its id the rows about it could not be asked for.
    if (entities.value.get(keyOf(sobject))?.durableId === undefined)
      return unknown(gap('NOT_ANSWERED', 'EntityDefinition', 'DurableId').gap);
    return setupEntityAnswer(evidence, ({ setupEntities }) => setupEntities?.has(openedKey(sobject)) ?? false);
  };

  return { userPermission, objectPermission, fieldPermission, setupEntity, opened };
};
