import type { ReadingScope } from '../access/readingScope.js';
import { keyOf } from '../platform/names.js';
import { grantReadingScope } from './grantReadingScope.js';
import type { Plan } from './grantPlan.js';

/** Each name once, whatever its case. */
const uniqueNames = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [keyOf(name), name])).values(),
];

/**
 * What is to be read to tell what licenses allow of a plan: what rules name, what comes along, and what the set holds
 * already, be it the set of the grant or one that is assigned as it is.
 */
export const scopeOfPlan = ({ requirements, adds, named, permissionSet: { existing } }: Plan): ReadingScope => {
  const scope = grantReadingScope(requirements.requirements);
  const all = [...adds.map(({ entry }) => entry), ...(existing?.holds ?? []), ...named.flatMap(({ holds }) => holds)];
  const permissions = all.flatMap((entry) => (entry.kind === 'userPermission' ? [entry.name] : []));
  const sobjects = all.flatMap((entry) => (entry.kind === 'object' ? [entry.sobject] : []));
  return {
    ...scope,
    userPermissions: uniqueNames([...scope.userPermissions, ...permissions]),
    sobjects: uniqueNames([...scope.sobjects, ...sobjects]),
  };
};

/** Whether somebody gets something of which the first reading did not ask whether the license allows it. */
export const needsMore = ({ requirements, users }: Plan, scope: ReadingScope): boolean => {
  const read = grantReadingScope(requirements.requirements);
  const names = ({ userPermissions, sobjects }: ReadingScope): number => userPermissions.length + sobjects.length;
  const isAnySetGiven = users.some(({ assign, permissionSets }) => assign || permissionSets.length > 0);
  return isAnySetGiven && names(scope) > names(read);
};
