/**
 * What a careful administrator does with `sf` alone: the questions that decide whether the user of HG Insights can do
 * what the integration needs, and a grant by deploy and assignment.
 *
 * The questions are those that `integration check` asks the org, one command each, written as a person would write them.
 * In favour of the hand, three things are left out that the check also reads: which columns and objects the org has
 * (describe; the administrator is taken to know), the object switch of field history (no query tells it), and putting
 * the answers together.
 */
import type { Step } from './measure.js';

const objects = [
  'Account',
  'Campaign',
  'CampaignMember',
  'Contact',
  'ContactHistory',
  'Lead',
  'LeadHistory',
  'Opportunity',
  'OpportunityFieldHistory',
  'OpportunityHistory',
  'Task',
  'User',
];
const objectsWithFields = ['Account', 'Contact', 'Lead', 'Opportunity'];
const userPermissions = [
  'ApiEnabled',
  'ActivitiesAccess',
  'ViewAllActivities',
  'ViewAllData',
  'ModifyAllData',
  'ViewAllUsers',
];

const quoted = (names: readonly string[]): string => `(${names.map((name) => `'${name}'`).join(', ')})`;

/** The queries, with the API that answers each. */
export const questionsByHand = (username: string): ReadonlyArray<{ soql: string; tooling: boolean }> => {
  const assigned = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE Assignee.Username = '${username}'`;
  const data = [
    // Who it is, and which licenses.
    'SELECT Id, Username, Name, IsActive, Profile.Name, Profile.UserLicense.Name, (SELECT PermissionSetLicense.DeveloperName' +
      ` FROM PermissionSetLicenseAssignments) FROM User WHERE Username = '${username}'`,
    // Whether the user is frozen.
    `SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE Assignee.Username = '${username}')`,
    // What is assigned, and whether it is in force.
    'SELECT PermissionSet.Name, PermissionSet.IsOwnedByProfile, PermissionSet.HasActivationRequired, PermissionSetGroup.DeveloperName,' +
      ` PermissionSetGroup.Status, ExpirationDate, IsActive FROM PermissionSetAssignment WHERE Assignee.Username = '${username}'`,
    // What the groups consist of.
    'SELECT PermissionSetGroup.DeveloperName, PermissionSetId FROM PermissionSetGroupComponent WHERE PermissionSetGroupId IN' +
      ` (SELECT PermissionSetGroupId FROM PermissionSetAssignment WHERE Assignee.Username = '${username}')`,
    // User permissions.
    `SELECT Name, ${userPermissions.map((name) => `Permissions${name}`).join(', ')} FROM PermissionSet WHERE Id IN (${assigned})`,
    // Object permissions.
    'SELECT Parent.Name, SobjectType, PermissionsRead, PermissionsCreate, PermissionsEdit, PermissionsDelete,' +
      ' PermissionsViewAllRecords, PermissionsModifyAllRecords FROM ObjectPermissions' +
      ` WHERE ParentId IN (${assigned}) AND SobjectType IN ${quoted(objects)}`,
    // Field permissions.
    'SELECT Parent.Name, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions' +
      ` WHERE ParentId IN (${assigned}) AND SobjectType IN ${quoted(objectsWithFields)}`,
    // What the license of an integration user allows at most.
    `SELECT DeveloperName, ${userPermissions.map((name) => `MaximumPermissions${name}`).join(', ')} FROM PermissionSetLicense` +
      " WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'",
  ];
  const tooling = [
    // Which of the objects exist here.
    `SELECT QualifiedApiName, Label FROM EntityDefinition WHERE QualifiedApiName IN ${quoted(objects)}`,
    // Their fields, and which of them take field permissions.
    'SELECT EntityDefinition.QualifiedApiName, QualifiedApiName, DataType, IsPermissionable, IsComponent, IsCreatable,' +
      ` IsUpdatable FROM EntityParticle WHERE EntityDefinition.QualifiedApiName IN ${quoted(objectsWithFields)}`,
    // Which fields of Opportunity are tracked.
    'SELECT QualifiedApiName, IsFieldHistoryTracked FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName' +
      " IN ('Opportunity')",
  ];
  return [...data.map((soql) => ({ soql, tooling: false })), ...tooling.map((soql) => ({ soql, tooling: true }))];
};

/** The same as commands. */
export const queriesByHand = (username: string, org: string): Step[] =>
  questionsByHand(username).map(({ soql, tooling }) => ({
    args: ['data', 'query', '--query', soql, ...(tooling ? ['--use-tooling-api'] : []), '-o', org],
    exit: 0,
  }));

/** Deploys the permission set that lies in the project, and assigns it. */
export const grantByHand = (project: string, permissionSet: string, username: string, org: string): Step[] => [
  { args: ['project', 'deploy', 'start', '--source-dir', 'force-app', '-o', org], exit: 0, cwd: project },
  { args: ['org', 'assign', 'permset', '--name', permissionSet, '--on-behalf-of', username, '-o', org], exit: 0 },
];

const dataQuery = (soql: string, org: string): Step => ({
  args: ['data', 'query', '--query', soql, '-o', org],
  exit: 0,
});

/** What tells by hand why a user can or cannot edit leads: assignments, groups, and the rows of both. */
export const explainByHand = (username: string, org: string): Step[] => {
  const assigned = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE Assignee.Username = '${username}'`;
  return [
    `SELECT PermissionSet.Name, PermissionSet.IsOwnedByProfile, PermissionSetGroup.DeveloperName, ExpirationDate FROM PermissionSetAssignment WHERE Assignee.Username = '${username}'`,
    `SELECT Name, PermissionsModifyAllData FROM PermissionSet WHERE Id IN (${assigned})`,
    `SELECT Parent.Name, PermissionsRead, PermissionsEdit FROM ObjectPermissions WHERE ParentId IN (${assigned}) AND SobjectType = 'Lead'`,
  ].map((soql) => dataQuery(soql, org));
};

/** Who has a user permission, without what groups mute and what expired. */
export const whoByHand = (permission: string, org: string): Step[] => [
  dataQuery(
    `SELECT Assignee.Username, PermissionSet.Name FROM PermissionSetAssignment WHERE PermissionSet.Permissions${permission} = true`,
    org,
  ),
];

/** Logins and Apex jobs of a user, as rows. */
export const healthByHand = (username: string, org: string): Step[] =>
  [
    `SELECT LoginTime, Status, SourceIp FROM LoginHistory WHERE UserId IN (SELECT Id FROM User WHERE Username = '${username}')`,
    `SELECT Status, NumberOfErrors FROM AsyncApexJob WHERE CreatedBy.Username = '${username}'`,
  ].map((soql) => dataQuery(soql, org));

/** The columns of a permission set with their labels, in which a label has to be looked for. */
export const lookupByHand = (org: string): Step[] => [
  { args: ['sobject', 'describe', '--sobject', 'PermissionSet', '-o', org], exit: 0 },
];
