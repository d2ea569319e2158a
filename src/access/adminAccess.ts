import { toldAs } from './sourceGiving.js';
import { accessRestsOn } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { anyAnswer, no, unknown, via, yes } from './answer.js';
import type { Answer } from './answer.js';
import { answerFrom, mentionsByPermission } from './answerOfSources.js';
import type { Rows } from './answerOfSources.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import { contains } from './entry.js';
import { fieldSorts, objectSort, userPermissionSort } from './permissionSort.js';
import { openedKey, setupEntityAnswer } from './setupEntities.js';
import type { SetupEntry } from './setupEntities.js';
import { impliedBy } from '../platform/impliedAccess.js';
import { permissionsNeededInAll } from '../platform/dependencyRules.js';
import { keyOf } from '../platform/names.js';
import { gap, known, lackedIn } from './snapshot.js';
import type { Evidence, Gap, OrgSchema, Reading } from './snapshot.js';

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
/** The reading, but for what an answer lacked of it. */
const butFor = (reading: Reading<true>, ...lacked: ReadonlyArray<Gap | undefined>): Reading<true> => {
  const first = lacked.find((one) => one !== undefined);
  return reading.known && first ? { known: false, gap: first } : reading;
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
    const permission = { sort: userPermissionSort(key, needed), key };
    const rows = {
      held: butFor(evidence.userPermissionRows, untold?.userPermissions.get(key)),
      muted: butFor(known(true), ...[key, ...needed].map((one) => untold?.mutedPermissions.get(one))),
    };
    return answerFrom(userPermissions, permission, rows, blind);
  });

  const sortOf = once(objectSort);
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
    return answerFrom(objects, { sort: sortOf(access), key }, objectRows(access), blind);
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
    const permission = { sort: fieldSorts[access], key };
    const rows = answerFrom(fields, permission, fieldRows[access], blind);
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
