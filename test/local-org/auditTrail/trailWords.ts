/** How entries of the audit trail call things: by label, in the language of the org (fact N4). */
import { translatedLabel } from '../http/languages.js';
import type { Org, Row } from '../model/orgModel.js';
import { accessColumns, objectAccesses } from '../permissions/objectAccess.js';
import { idOf, isTrue, rowById, textOf } from '../permissions/orgTables.js';
import { findField, findObject } from '../schema/schemaLookup.js';

/** A label as users of the org see it. */
export const inLanguage = ({ language = 'en' }: Org, label: string): string =>
  language === 'en' ? label : translatedLabel(label, language);

/** The label of an object, as users of the org see it. */
export const objectLabel = (org: Org, name: string): string => inLanguage(org, findObject(org, name)?.label ?? name);

/** The label of a field, as users of the org see it. */
export const fieldLabel = (org: Org, objectName: string, name: string): string => {
  const schema = findObject(org, objectName);
  return inLanguage(org, (schema && findField(schema, name)?.label) ?? name);
};

const objectWords = {
  read: 'Read',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  viewAllRecords: 'View All',
  modifyAllRecords: 'Modify All',
  viewAllFields: 'View All Fields',
} as const;

/** The accesses of a row of ObjectPermissions: `Read, Create`, or `No Access`. */
export const objectAccessWords = (row: Row | undefined): string =>
  objectAccesses
    .filter((access) => isTrue(row, accessColumns[access]))
    .map((access) => objectWords[access])
    .join(', ') || 'No Access';

/** Sets and profiles have words of their own for field access. */
export const fieldAccessWord = (row: Row | undefined, ofProfile: boolean): string => {
  if (isTrue(row, 'PermissionsEdit')) return ofProfile ? 'Read/Write' : 'Edit';
  return isTrue(row, 'PermissionsRead') ? (ofProfile ? 'Read Only' : 'Read') : 'No Access';
};

/** The user as entries about assignments name them: by name, and by the id of 15 characters in brackets. */
export const userWithId = (org: Org, userId: unknown): string => {
  const user = rowById(org, 'User', userId);
  return `user ${textOf(user, 'Name') ?? ''} (UserID: [${String(userId).slice(0, 15)}])`;
};

/** A permission set, the profile behind a hidden one, or a muting permission set. */
export type Parent = { kind: 'set' | 'profile'; name: string; profileId: string; custom: boolean };

/** Undefined for what entries do not tell of: the sum of a group, a license. */
export const parentOf = (org: Org, id: unknown): Parent | undefined => {
  const muting = rowById(org, 'MutingPermissionSet', id);
  if (muting !== undefined)
    return { kind: 'set', name: textOf(muting, 'MasterLabel') ?? '', profileId: '', custom: true };
  const set = rowById(org, 'PermissionSet', id);
  if (set === undefined || set['Type'] === 'Group') return undefined;
  if (!isTrue(set, 'IsOwnedByProfile'))
    return { kind: 'set', name: textOf(set, 'Label') ?? '', profileId: '', custom: true };
  const profile = rowById(org, 'Profile', set['ProfileId']);
  return profile === undefined
    ? undefined
    : {
        kind: 'profile',
        name: textOf(profile, 'Name') ?? '',
        profileId: idOf(profile),
        custom: isTrue(set, 'IsCustom'),
      };
};

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

/** A moment as these entries write it: `Sat May 20 06:59:59 GMT 2023`. */
export const trailMoment = (datetime: string): string => {
  const date = new Date(Date.parse(datetime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  const day = `${days[date.getUTCDay()] ?? ''} ${months[date.getUTCMonth()] ?? ''} ${two(date.getUTCDate())}`;
  return `${day} ${time} GMT ${date.getUTCFullYear()}`;
};
