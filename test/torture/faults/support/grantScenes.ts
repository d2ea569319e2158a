/** What is granted to whom, in which org. */
import { userOf } from './orgs.js';
import type { DefinitionName, OrgName, Orgs } from './orgs.js';

export type GrantScene = {
  readonly org: OrgName;
  readonly runner: string;
  readonly users: readonly string[];
  readonly definition: DefinitionName | 'hg-insights';
  /** Others who have the permission set already, and gain with it. */
  readonly alsoFor: readonly string[];
  /**
   * Lines of the end state that need not be there: a user who gets the set through a group, and has all that is needed
   * as soon as it is extended, is assigned to it by a run that is not disturbed, and by the second one is not.
   */
  readonly either?: RegExp;
};

const scene = (
  org: OrgName,
  users: readonly string[],
  definition: GrantScene['definition'],
  more: Partial<GrantScene> = {},
): GrantScene => ({ org, runner: 'admin', users, definition, alsoFor: [], ...more });

export const grantScenes: readonly GrantScene[] = [
  scene('main', ['viewer'], 'custom'),
  // Needs a license of its own first.
  scene('main', ['api'], 'plain'),
  // The permission set exists, holds more than is asked for, and is in a group that others have.
  scene('main', ['half'], 'grouped', { alsoFor: ['member'] }),
  scene('main', ['member'], 'grouped', {
    alsoFor: ['half'],
    either: /^Integration_grouped -> member@|rows of PermissionSetAssignment$/,
  }),
  scene('main', ['viewer', 'standard'], 'contacts'),
  // The platform writes rows of its own (fact B8).
  scene('main', ['viewer'], 'broad'),
  // The platform drops a row silently (fact B10).
  scene('main', ['standard'], 'dropped'),
  scene('main', ['viewer'], 'hg-insights'),
  scene('main', ['ready'], 'plain'),
  // The runner may look, and not write.
  scene('main', ['standard'], 'contacts', { runner: 'viewer' }),
  scene('sandbox', ['viewer'], 'plain'),
  scene('shop', ['api'], 'plain'),
  scene('old', ['ciro'], 'contacts'),
  scene('persons', ['sixsense'], 'contacts'),
  scene('hostile', ['ansi'], 'plain'),
  scene('sprawl', ['busy'], 'contacts'),
];

const suffixOf = (org: OrgName): string => (org === 'sandbox' ? '.uat' : '');

export const runnerOf = ({ org, runner }: GrantScene): string => userOf(org, runner) + suffixOf(org);

/** As a person names them: in a sandbox without its suffix. */
export const usersOf = ({ org, users }: GrantScene): string[] => users.map((user) => userOf(org, user));

export const referenceOf = (orgs: Orgs, { definition }: GrantScene): string =>
  definition === 'hg-insights' ? definition : orgs.definition(definition);
