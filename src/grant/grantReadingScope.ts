import { companionObjects, directNeedsIn, neededEntries } from '../access/dependencies.js';
import type { Entry } from '../access/entry.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { Authentication, Requirement } from '../kinds/requirement.js';
import { namedEntriesIn } from './namedEntries.js';

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/**
 * What has to be read to plan a grant: what the check asks, and what planned entries may need in the same permission
 * set, so that its present content is known.
 * @param authentication how the integration logs in, where what that needs is checked from the same reading
 */
export const grantReadingScope = (
  requirements: readonly Requirement[],
  authentication: Authentication = 'oauth',
): ReadingScope => {
  const scope = readingScopeOf(requirements, authentication);
  const entries = scope.userPermissions.map((name): Entry => ({ kind: 'userPermission', name }));
  const needed = (some: readonly Entry[]): Entry[] => neededEntries(some, directNeedsIn([]), () => true);
  const permissions = needed(entries).flatMap((entry) => (entry.kind === 'userPermission' ? [entry.name] : []));
  // Not of what every check asks about: nobody wants that to be granted.
  const ofPermissions = needed(namedEntriesIn(requirements).filter(({ kind }) => kind === 'userPermission')).flatMap(
    (entry) => (entry.kind === 'object' ? [entry.sobject] : []),
  );
  const asked = unique([...scope.sobjects, ...ofPermissions]);
  const sobjects = unique([...asked, ...companionObjects(asked)]);
  // A custom field of an activity is permissioned on both (fact C10).
  const twins = scope.fieldSobjects.some((name) => /^(task|event)$/i.test(name)) ? ['Task', 'Event'] : [];
  const withTwins = (names: readonly string[]): string[] => [
    ...names,
    ...twins.filter((twin) => !names.some((name) => name.toLowerCase() === twin.toLowerCase())),
  ];
  return {
    ...scope,
    userPermissions: unique([...scope.userPermissions, ...permissions]),
    sobjects: withTwins(sobjects),
    fieldSobjects: withTwins(scope.fieldSobjects),
  };
};
