/** By which names things may stand in an entry of the audit trail (fact N4): labels of the org, API names, and ids. */
import type { GrantedBy } from '../../access/snapshot.js';
import { keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import type { Loss } from './loss.js';
import type { Names, OrgNames } from './orgNames.js';

/** Each name once, and no empty one. */
export const different = (names: readonly string[]): Names => [...new Set(names.filter((name) => name !== ''))];

/** `AnnualRevenue__c` as people would write it: what an entry in English may say of it where the label is in another language. */
export const spelledOut = (name: string): string =>
  splitQualifiedName(name.replace(/__(?:c|mdt|e|b|x|pc|r)$/i, ''))
    .name.replace(/_+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim();

const withoutSuffix = (name: string): string => name.replace(/__(?:c|mdt|e|b|x|pc)$/i, '');

/** How an object may stand in an entry. */
export const objectNames = (org: OrgNames, sobject: string): Names => {
  const known = org.objects.get(keyOf(sobject));
  const others = [...org.objects].filter(([key]) => key !== keyOf(sobject)).map(([, { label }]) => keyOf(label));
  const plain = [
    ...[sobject, withoutSuffix(sobject), spelledOut(sobject)],
    // Custom fields of tasks and events are defined on Activity (fact C10).
    ...(['task', 'event'].includes(keyOf(sobject)) ? ['Activity'] : []),
  ];
  // A name that is the label of another object stands for that one.
  return different([
    known?.label ?? '',
    known?.pluralLabel ?? '',
    ...plain.filter((name) => !others.includes(keyOf(name))),
  ]);
};

/** How the heading of an object may be called; undefined where the org tells nothing of the object. */
export const pluralNames = (org: OrgNames, sobject: string): Names | undefined => {
  const known = org.objects.get(keyOf(sobject));
  return known === undefined ? undefined : different([known.pluralLabel, known.label, sobject, `${sobject}s`]);
};

/** How a field may stand in an entry, also by the name or address that it is a part of. */
export const fieldNames = (org: OrgNames, sobject: string, field: string): Names => {
  const fields = org.fields.get(keyOf(sobject));
  const known = fields?.get(keyOf(field));
  const own = [field, ...(known?.carrier ? [known.carrier] : [])];
  const labels = own.flatMap((name) => fields?.get(keyOf(name))?.labels ?? []);
  const others = [...(fields ?? [])]
    .filter(([key]) => !own.some((name) => keyOf(name) === key))
    .flatMap(([, other]) => other.labels.map(keyOf));
  const plain = own.flatMap((name) => [
    name,
    withoutSuffix(name),
    spelledOut(name),
    spelledOut(name).replace(/ Id$/, ''),
  ]);
  // A name that is the label of another field stands for that one.
  return different([...labels, ...plain.filter((name) => !others.includes(keyOf(name)))]);
};

/** One thing that can give something: a permission set, a profile, a group; or a member of a group. */
export type Place = { readonly names: Names; readonly mutes: boolean };

/** How a permission set may stand in an entry. @param beside further names of it */
export const setNames = (org: OrgNames, qualified: string, beside: readonly string[] = []): Names =>
  different([
    ...(org.permissionSets.get(keyOf(qualified)) ??
      org.permissionSets.get(keyOf(splitQualifiedName(qualified).name)) ??
      []),
    ...beside,
    qualified,
    splitQualifiedName(qualified).name,
  ]);

/** How a profile, permission set or group may stand in an entry. */
export const sourceNames = (org: OrgNames, source: GrantedBy): Names => {
  const qualified = qualifiedName(source);
  const own = [source.label, source.name];
  switch (source.type) {
    case 'Profile':
      return different([...own, ...(org.profiles.get(keyOf(source.name)) ?? [])]);
    case 'PermissionSet':
      return setNames(org, qualified, own);
    case 'PermissionSetGroup':
      return different([...own, qualified, ...(org.groups.get(keyOf(qualified))?.names ?? [])]);
  }
};

/** The names of each muting permission set of a group; none for what is no group. */
export const mutingOf = (org: OrgNames, source: GrantedBy): readonly Names[] =>
  source.type === 'PermissionSetGroup' ? (org.groups.get(keyOf(qualifiedName(source)))?.muting ?? []) : [];

/** Where a permission stood: in the source itself, or in the members of a group, unless a muting set takes it away. */
export const placesOf = (org: OrgNames, source: GrantedBy): Place[] => {
  if (source.type !== 'PermissionSetGroup') return [{ names: sourceNames(org, source), mutes: false }];
  return [
    ...(source.through ?? []).map((name) => ({ names: setNames(org, name), mutes: false })),
    ...mutingOf(org, source).map((names) => ({ names, mutes: true })),
  ];
};

/** How the user of a loss may stand in an entry, and what he belongs to. */
export const userNames = (
  org: OrgNames,
  loss: Pick<Loss, 'user'>,
): { userId: Names; user: Names; profile: Names; userLicense: Names } => {
  const read = org.users.get(keyOf(loss.user.username));
  return {
    userId: different([loss.user.id ?? '', read?.id ?? '']),
    user: different([loss.user.name ?? '', read?.name ?? '']),
    profile: read?.profile ?? [],
    userLicense: read?.userLicense ?? [],
  };
};

/** The namespace of a packaged object, field or permission set; null for the org's own. */
export const namespaceIn = (name: string): string | null => splitQualifiedName(withoutSuffix(name)).namespace;

/** How a custom permission may stand in an entry: both by its label and by its API name have been seen (fact N4). */
export const customPermissionNames = (org: OrgNames, qualified: string): Names => {
  const { name } = splitQualifiedName(qualified);
  return different([...(org.customPermissions.get(keyOf(qualified)) ?? []), qualified, name, spelledOut(name)]);
};
