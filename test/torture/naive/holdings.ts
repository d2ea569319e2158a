/** What is in the sets, groups and profiles of a user: the rows themselves, nothing implied yet (facts A1-A9). */
import { no, oneOf, unknown, yes } from './answers.js';
import type { Answer } from './answers.js';
import { includes, lookUp, same } from './world.js';
import type { Access, AssignmentState, Group, Holding, PermissionSet, Profile, User, World } from './world.js';

/** What each word needs on the same object (fact B2); muting what it needs takes it away too. */
export const restsOn: Readonly<Record<Access, readonly Access[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAllRecords: ['read'],
  modifyAllRecords: ['read', 'edit', 'delete', 'viewAllRecords'],
  viewAllFields: ['read'],
};

/** One thing that somebody can hold. */
export type Thing =
  | { readonly kind: 'userPermission'; readonly name: string }
  | { readonly kind: 'object'; readonly sobject: string; readonly access: Access }
  | { readonly kind: 'field'; readonly field: string; readonly access: 'read' | 'edit' }
  /** A thing of Setup, as `setupKey` writes it. */
  | { readonly kind: 'setup'; readonly key: string };

export const holds = (holding: Holding, thing: Thing): boolean => {
  switch (thing.kind) {
    case 'userPermission':
      return includes(holding.userPermissions, thing.name);
    case 'object':
      return (lookUp(holding.objects, thing.sobject) ?? []).includes(thing.access);
    case 'field': {
      const held = lookUp(holding.fields, thing.field);
      return held === 'edit' || (held === 'read' && thing.access === 'read');
    }
    case 'setup':
      return includes(holding.setup, thing.key);
  }
};

/** User permissions that need others (fact D6). */
const neededPermissions: Readonly<Record<string, string>> = {
  ViewSetup: 'ViewRoles',
  CustomizeApplication: 'ViewSetup ManageCustomPermissions ViewRoles ManageTranslation',
  ModifyMetadata: 'ViewSetup',
  AuthorApex: 'ViewSetup ModifyMetadata',
  ResetPasswords: 'ViewSetup',
  ExportReport: 'RunReports',
  EmailSingle: 'EditTask',
  EmailMass: 'EmailSingle',
  ManageUsers:
    'ResetPasswords ViewAllUsers FreezeUsers ManageProfilesPermissionsets AssignPermissionSets ManageRoles ' +
    'ManageIpAddresses ManageSharing MonitorLoginHistory ViewSetup ManageInternalUsers ManagePasswordPolicies ' +
    'ManageLoginAccessPolicies DelegatedTwoFactor ViewRoles',
  ViewAllData:
    'ViewSetup ViewEventLogFiles ViewPublicDashboards ViewPublicReports ViewPlatformEvents ViewDataLeakageEvents ViewRoles',
  ModifyAllData:
    'ViewAllData TransferAnyEntity TransferAnyLead ConvertLeads ImportLeads EditTask EditEvent ModifyMetadata RunReports ' +
    'EditPublicFilters EditPublicTemplates EditPublicDocuments ManageCategories UseTeamReassignWizards SolutionImport ' +
    'ManageNetworks ManageDashbdsInPubFolders ManageReportsInPubFolders ConnectOrgToEnvironmentHub CreateTopics EditTopics ' +
    'AssignTopics DeleteTopics',
};

/** Whether a muting set takes away a user permission that this one needs, or that one of those needs. */
export const mutesWhatItNeeds = (muting: Holding, permission: string): boolean =>
  (lookUp(neededPermissions, permission)?.split(' ') ?? []).some(
    (needed) => includes(muting.userPermissions, needed) || mutesWhatItNeeds(muting, needed),
  );

/** Whether a muting set surely takes a thing away: itself, or something on the same object that it rests on. */
const mutes = (muting: Holding, thing: Thing): boolean => {
  switch (thing.kind) {
    case 'userPermission':
      return holds(muting, thing);
    case 'object':
      return [thing.access, ...restsOn[thing.access]].some((access) => holds(muting, { ...thing, access }));
    case 'field': {
      const muted = lookUp(muting.fields, thing.field);
      return muted === 'read' || (muted === 'edit' && thing.access === 'edit');
    }
    case 'setup':
      return holds(muting, thing);
  }
};

const membersOf = (world: World, group: Group): readonly PermissionSet[] =>
  world.permissionSets.filter(({ name }) => includes(group.members, name));

/** Members of a group that hold a thing which the group does not mute. */
const carriers = (world: World, group: Group, thing: Thing): readonly string[] =>
  group.muting && mutes(group.muting, thing)
    ? []
    : membersOf(world, group)
        .filter((member) => holds(member, thing))
        .map(({ name }) => name);

/**
 * What a group gives: what its aggregate holds (fact A5). While it waits to be calculated again, nobody knows whether the
 * old aggregate or the new one counts; where both surely say the same, that is the answer. The new one is the union of the
 * members without what is muted. Whether a user permission stays that needs a muted one is not known (facts D6, M4).
 */
const fromGroup = (world: World, group: Group, thing: Thing): Answer => {
  if (thing.kind === 'setup') return setupFromGroup(world, group, thing);
  const held = holds(group.aggregate, thing);
  const through = carriers(world, group, thing);
  const willHold = through.length > 0;
  const uncertain =
    willHold && thing.kind === 'userPermission' && !!group.muting && mutesWhatItNeeds(group.muting, thing.name);
  if (group.waiting && (willHold !== held || uncertain)) return unknown('RECALCULATING');
  return held ? yes([{ type: 'PermissionSetGroup', name: group.name, through, via: null }]) : no;
};

/**
 * What a group gives of Setup: the aggregate has such rows (fact M14), but nobody says that every org writes them there, so a
 * member is believed too. Whether a muting set took it along is sure only where it names it (fact M6), and the rows of a
 * group that waits are old ones.
 */
const setupFromGroup = (world: World, group: Group, thing: Extract<Thing, { kind: 'setup' }>): Answer => {
  const itself = holds(group.aggregate, thing);
  const through = membersOf(world, group).filter((member) => holds(member, thing));
  const isMuted = group.muting !== null && mutes(group.muting, thing);
  if (!itself && (through.length === 0 || isMuted)) return no;
  const given = yes([
    { type: 'PermissionSetGroup', name: group.name, through: through.map(({ name }) => name), via: null },
  ]);
  if (group.waiting) return itself && through.length > 0 && !isMuted ? given : unknown('RECALCULATING');
  return itself || group.muting === null ? given : unknown('RECALCULATING');
};

const profileOf = (world: World, user: User): Profile | undefined =>
  world.profiles.find(({ name }) => same(name, user.profile));

/** An assignment out of force gives nothing; a doubtful one gives something that nobody can be sure of (fact A2). */
const asAssigned = (assignment: { state: AssignmentState; doubtful: boolean }, answer: Answer): Answer => {
  if (assignment.state !== 'inForce') return no;
  return assignment.doubtful && answer.says !== 'no' ? unknown('NOT_AUTHORISED', 'RECALCULATING') : answer;
};

/** Whether some row of the user's profile, sets and groups gives a thing. */
export const rowsGive = (world: World, user: User, thing: Thing): Answer => {
  const rows = {
    ...{ userPermission: 'userPermissionRows', object: 'objectRows', field: 'fieldRows', setup: 'setupRows' },
  }[thing.kind];
  const assignmentsGap = world.gaps['assignments'];
  if (assignmentsGap !== undefined) return unknown(assignmentsGap);
  // What is among the rows that did come is there; what is not may be among those that did not (fact E9).
  const rowsGap = world.gaps[rows];
  const answers: Answer[] = [];
  const profile = profileOf(world, user);
  if (profile && holds(profile, thing)) {
    answers.push(yes([{ type: 'Profile', name: profile.name, through: [], via: null }]));
  }
  for (const assignment of user.permissionSets) {
    const set = world.permissionSets.find(({ name }) => same(name, assignment.of));
    if (set && holds(set, thing)) {
      answers.push(asAssigned(assignment, yes([{ type: 'PermissionSet', name: set.name, through: [], via: null }])));
    }
  }
  for (const assignment of user.groups) {
    const group = world.groups.find(({ name }) => same(name, assignment.of));
    if (!group) continue;
    const answer = asAssigned(assignment, fromGroup(world, group, thing));
    // Of a group that waits, a row of the muting set may be among the missing ones.
    answers.push(
      group.waiting && rowsGap !== undefined && answer.says === 'yes' ? unknown('RECALCULATING', rowsGap) : answer,
    );
  }
  return oneOf(rowsGap === undefined ? answers : [...answers, unknown(rowsGap)]);
};

/** Whether the user holds a user permission for which only profiles have a column (facts D2, D4, J6). */
export const profileGives = (world: World, user: User, permission: string): Answer => {
  const gap = world.gaps['assignments'];
  if (gap !== undefined) return unknown(gap);
  const rowsGap = world.gaps['userPermissionRows'];
  const profile = profileOf(world, user);
  if (!profile || profile.profileOnly === null) return unknown('NOT_AUTHORISED');
  return includes(profile.profileOnly, permission)
    ? yes([{ type: 'Profile', name: profile.name, through: [], via: null }])
    : rowsGap === undefined
      ? no
      : unknown(rowsGap);
};

/** Whether the profile itself holds a user permission, wherever else it comes from. */
export const profileHolds = (world: World, user: User, permission: string): Answer => {
  const gap = world.gaps['assignments'];
  if (gap !== undefined) return unknown(gap);
  const profile = profileOf(world, user);
  if (profile && holds(profile, { kind: 'userPermission', name: permission }))
    return yes([{ type: 'Profile', name: profile.name, through: [], via: null }]);
  const rowsGap = world.gaps['userPermissionRows'];
  return rowsGap === undefined ? no : unknown(rowsGap);
};
