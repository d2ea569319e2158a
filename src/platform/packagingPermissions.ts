import { keyOf } from './names.js';

/** User permissions of packaging, by their names on Profile; everywhere else they have others (fact Q12). */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['createmultiforce', 'CreatePackaging'],
  ['installmultiforce', 'InstallPackaging'],
  ['publishmultiforce', 'PublishPackaging'],
]);

/** The name that a user permission has on permission sets: its own, but for three that Profile names otherwise (fact Q12). */
export const nameOnPermissionSets = (name: string): string => elsewhere.get(keyOf(name)) ?? name;
