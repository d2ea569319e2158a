import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { fieldKey, keyOf } from '../platform/names.js';
import type { AddedEntry, PlatformFill } from './receiptContents.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { StandingField, StandingObject, StandingSet, StandingSetup } from '../access/standingSet.js';
import { sameId } from '../platform/sameId.js';

/** Accesses that go out of one row of ObjectPermissions; the row goes where none is left. */
export type ObjectOut = {
  readonly row: StandingObject;
  readonly takes: readonly ObjectAccess[];
  readonly rowGoes: boolean;
};

/** One row of FieldPermissions: it goes, or only its edit access does. */
export type FieldOut = { readonly row: StandingField; readonly rowGoes: boolean };

/** What goes out of a permission set when a grant is taken back, row by row. */
export type TakeOut = {
  readonly userPermissions: readonly string[];
  readonly objects: readonly ObjectOut[];
  readonly fields: readonly FieldOut[];
  /** Rows of access to things of Setup: they go whole. */
  readonly setup: readonly StandingSetup[];
  /** What the grant added and is still there, in the order of the receipt. */
  readonly entries: readonly Entry[];
  /** What the platform wrote with it and is still there (fact B8). */
  readonly platformEntries: readonly Entry[];
};

/** A row of an object that the set did not have before, with nothing in it but what the platform fills in. */
const isPlatforms = ({ sobject, accesses }: StandingObject, fill: PlatformFill): boolean =>
  accesses.size > 0 && !fill.before.has(keyOf(sobject)) && [...accesses].every((access) => fill.accesses.has(access));

/** Accesses of one row that came with the grant: those that it added, and those that the platform filled in. */
const accessesOut = (
  row: StandingObject,
  added: ReadonlySet<ObjectAccess> | undefined,
  fill: PlatformFill,
): ObjectAccess[] => {
  if (isPlatforms(row, fill)) return [...row.accesses];
  const before = fill.before.get(keyOf(row.sobject));
  // The platform fills up rows that were there before or that the grant wrote; a row that somebody added since is theirs.
  const filled = before !== undefined || added !== undefined ? fill.accesses : new Set<string>();
  return [...row.accesses].filter(
    (access) => added?.has(access) === true || (filled.has(access) && before?.has(access) !== true),
  );
};

/** What of a field row came with the grant: null for nothing. */
const fieldOut = (row: StandingField, added: AddedEntry | undefined): FieldOut | null => {
  if (added?.entry.kind !== 'field') return null;
  // What could be read before keeps that, and what others may edit since stays theirs.
  if (added.before === 'read') return row.access === 'edit' ? { row, rowGoes: false } : null;
  return added.entry.access === 'edit' || row.access === 'read' ? { row, rowGoes: true } : null;
};

/** Whether a row of access to a thing of Setup is one that the grant added: by its id, as names change, or by its name. */
const isAddedSetup = ({ entityId, entry }: StandingSetup, one: AddedEntry): boolean =>
  isSetupEntry(one.entry) &&
  (one.entityId === undefined ? entryKey(one.entry) === entryKey(entry) : sameId(one.entityId, entityId));

/**
 * What of a permission set came with a grant and is still in it.
 * @param added what the grant added, by its receipt
 * @param fill what the platform wrote with it
 */
export const takeOutOf = (set: StandingSet, added: readonly AddedEntry[], fill: PlatformFill): TakeOut => {
  const permissions = new Set<string>();
  const accesses = new Map<string, Set<ObjectAccess>>();
  const fields = new Map<string, AddedEntry>();
  for (const one of added) {
    const { entry } = one;
    if (entry.kind === 'userPermission') permissions.add(keyOf(entry.name));
    else if (entry.kind === 'field') fields.set(fieldKey(entry.sobject, entry.field), one);
    else if (entry.kind === 'object') {
      const key = keyOf(entry.sobject);
      accesses.set(key, (accesses.get(key) ?? new Set()).add(entry.access));
    }
  }
  const objectsOut = set.objects.flatMap((row): ObjectOut[] => {
    const takes = accessesOut(row, accesses.get(keyOf(row.sobject)), fill);
    return takes.length === 0 ? [] : [{ row, takes, rowGoes: takes.length === row.accesses.size }];
  });
  const fieldsOut = set.fields.flatMap((row) => fieldOut(row, fields.get(fieldKey(row.sobject, row.field))) ?? []);
  const userPermissions = set.userPermissions.filter((name) => permissions.has(keyOf(name)));
  const setup = (set.setup ?? []).filter((row) => added.some((one) => isAddedSetup(row, one)));
  const going = new Set([
    ...userPermissions.map((name) => entryKey({ kind: 'userPermission', name })),
    ...objectsOut.flatMap(({ row: { sobject }, takes }) =>
      takes.map((access) => entryKey({ kind: 'object', sobject, access })),
    ),
  ]);
  const fieldsGoing = new Set(fieldsOut.map(({ row }) => fieldKey(row.sobject, row.field)));
  return {
    userPermissions,
    objects: objectsOut,
    fields: fieldsOut,
    setup,
    entries: added.flatMap((one): Entry[] => {
      const { entry } = one;
      if (isSetupEntry(entry)) return setup.some((row) => isAddedSetup(row, one)) ? [entry] : [];
      const isGoing =
        entry.kind === 'field' ? fieldsGoing.has(fieldKey(entry.sobject, entry.field)) : going.has(entryKey(entry));
      return isGoing ? [entry] : [];
    }),
    platformEntries: objectsOut.flatMap(({ row: { sobject }, takes }) =>
      takes
        .filter((access) => accesses.get(keyOf(sobject))?.has(access) !== true)
        .map((access): Entry => ({ kind: 'object', sobject, access })),
    ),
  };
};

/** Whether nothing goes out. */
export const takesNothing = ({ userPermissions, objects, fields, setup }: TakeOut): boolean =>
  userPermissions.length + objects.length + fields.length + setup.length === 0;

/** What the set holds beyond what goes out; empty where it can go as a whole. */
export const leftIn = (set: StandingSet, out: TakeOut): Entry[] => {
  const permissions = new Set(out.userPermissions);
  const objects = new Map(out.objects.map(({ row, takes }) => [row.id, new Set(takes)]));
  const fields = new Map(out.fields.map(({ row, rowGoes }) => [row.id, rowGoes]));
  return [
    ...set.userPermissions.flatMap((name): Entry[] =>
      permissions.has(name) ? [] : [{ kind: 'userPermission', name }],
    ),
    ...set.objects.flatMap(({ id, sobject, accesses }) =>
      [...accesses].flatMap((access): Entry[] =>
        objects.get(id)?.has(access) === true ? [] : [{ kind: 'object', sobject, access }],
      ),
    ),
    ...set.fields.flatMap(({ id, sobject, field, access }): Entry[] => {
      const goes = fields.get(id);
      if (goes === true) return [];
      return [{ kind: 'field', sobject, field, access: goes === false ? 'read' : access }];
    }),
    ...(set.setup ?? []).flatMap(({ id, entry }): Entry[] => (out.setup.some((row) => row.id === id) ? [] : [entry])),
  ];
};
