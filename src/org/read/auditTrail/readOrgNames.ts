/** Reads how the org calls what losses are about: entries of the audit trail name things by label (fact N4). */
import type { GrantedBy, Reading } from '../../../access/snapshot.js';
import { noNames } from '../../../monitor/whoDidIt/orgNames.js';
import type { Names, OrgFieldNames, OrgNames, OrgUserNames } from '../../../monitor/whoDidIt/orgNames.js';
import type { Loss } from '../../../monitor/whoDidIt/loss.js';
import { namedThings } from '../../../monitor/whoDidIt/partsOfLoss.js';
import { keyOf, qualifiedName } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import { keys, names } from '../../query.js';
import type { Query } from '../../query.js';
import { isApiName } from '../../soql.js';
import type { Row } from '../answerRow.js';
import { parent, text, textOrNull } from '../answerRow.js';
import { describedSchema, schemaDescribes } from '../describedSchema.js';
import type { Answer } from '../queryAnswer.js';
import { wholeRows } from '../queryAnswer.js';
import { orFewer, readPartsBeside, readQueries } from '../readQueries.js';

type Part = 'sets' | 'groups' | 'components' | 'users' | 'profiles' | 'licenses' | 'customPermissions';

const namesOfSources = (losses: readonly Loss[], type: GrantedBy['type']): string[] => [
  ...new Set(losses.flatMap(({ sources }) => sources.filter((one) => one.type === type).map(({ name }) => name))),
];

/** Members of groups are named with their namespace. */
const namesOfMembers = (losses: readonly Loss[]): string[] => [
  ...new Set(
    losses.flatMap(({ sources }) =>
      sources.flatMap(({ through = [] }) => through.map((name) => name.replace(/^[^_]+(?:_[^_]+)*?__/, ''))),
    ),
  ),
];

const wanted = (query: Query, values: readonly string[]): Query | false => (values.length === 0 ? false : query);

/** A column that is not there leaves a name away, and no more. */
const query = (from: string, columns: Query['columns'], column: string, values: readonly string[]): Query | false =>
  wanted({ api: 'data', from, columns, where: [{ column, in: values }] }, values);

/** The license of the profile is not for every caller (fact J6). */
const usersQuery = (losses: readonly Loss[], withProfile: boolean): Query | false =>
  query(
    'User',
    [
      ...keys('Id', 'Username'),
      ...names('Name', ...(withProfile ? ['ProfileId', 'Profile.Name', 'Profile.UserLicenseId'] : [])),
    ],
    'Username',
    [...new Set(losses.map(({ user }) => user.username))],
  );

const queriesFor = (losses: readonly Loss[]): Record<Part, Query | false> => {
  const groups = namesOfSources(losses, 'PermissionSetGroup');
  return {
    sets: query('PermissionSet', [...keys('Id', 'Name'), ...names('NamespacePrefix', 'Label')], 'Name', [
      ...namesOfSources(losses, 'PermissionSet'),
      ...namesOfMembers(losses),
    ]),
    groups: query(
      'PermissionSetGroup',
      [...keys('Id', 'DeveloperName'), ...names('NamespacePrefix', 'MasterLabel')],
      'DeveloperName',
      groups,
    ),
    components: query(
      'PermissionSetGroupComponent',
      [...keys('PermissionSetId', 'PermissionSetGroup.DeveloperName'), ...names('PermissionSetGroup.NamespacePrefix')],
      'PermissionSetGroup.DeveloperName',
      groups,
    ),
    users: usersQuery(losses, true),
    profiles: query('Profile', keys('Id', 'Name'), 'Name', namesOfSources(losses, 'Profile')),
    licenses: query(
      'PermissionSetLicense',
      [...keys('DeveloperName'), ...names('MasterLabel')],
      'DeveloperName',
      namedThings(losses).licenses,
    ),
    customPermissions: query(
      'CustomPermission',
      [...keys('DeveloperName'), ...names('NamespacePrefix', 'MasterLabel')],
      'DeveloperName',
      namedThings(losses).customPermissions,
    ),
  };
};

const rowsIn = (answer: Reading<Answer> | undefined): readonly Row[] => {
  if (answer === undefined) return [];
  const rows = wholeRows(answer);
  return rows.known ? rows.value : [];
};

const qualifiedIn = (row: Row, column: string): string =>
  qualifiedName({ name: text(row, column), namespace: textOrNull(row, 'NamespacePrefix') });

const usersIn = (rows: readonly Row[]): OrgNames['users'] =>
  new Map(
    rows.map((row): [string, OrgUserNames] => [
      keyOf(text(row, 'Username')),
      {
        id: text(row, 'Id'),
        name: text(row, 'Name'),
        profile: [text(parent(row, 'Profile'), 'Name'), text(row, 'ProfileId')].filter((name) => name !== ''),
        userLicense: [text(parent(row, 'Profile'), 'UserLicenseId')].filter((id) => id !== ''),
      },
    ]),
  );

/** Ids of muting permission sets begin so; components say nothing else of what they are (fact M8). */
const mutingPrefix = '0QM';

const isMuting = (component: Row): boolean => text(component, 'PermissionSetId').startsWith(mutingPrefix);

/** The muting permission sets among the components of groups, by their ids in short. A second call, only where there are any. */
const readMuting = async (client: OrgClient, components: readonly Row[]): Promise<ReadonlyMap<string, Names>> => {
  const ids = components.filter(isMuting).map((component) => text(component, 'PermissionSetId'));
  const muting = query('MutingPermissionSet', [...keys('Id'), ...names('DeveloperName', 'MasterLabel')], 'Id', ids);
  if (muting === false) return new Map();
  const [answer] = await readQueries(client, [muting]);
  return new Map(
    rowsIn(answer).map((row) => [
      text(row, 'Id').slice(0, 15),
      [text(row, 'MasterLabel'), text(row, 'DeveloperName'), text(row, 'Id')].filter((name) => name !== ''),
    ]),
  );
};

const groupsIn = (
  groups: readonly Row[],
  components: readonly Row[],
  muting: ReadonlyMap<string, Names>,
): OrgNames['groups'] =>
  new Map(
    groups.map((row) => {
      const key = keyOf(qualifiedIn(row, 'DeveloperName'));
      const own = components
        .filter(isMuting)
        .filter((one) => keyOf(qualifiedIn(parent(one, 'PermissionSetGroup'), 'DeveloperName')) === key)
        .flatMap((one) => {
          const found = muting.get(text(one, 'PermissionSetId').slice(0, 15));
          return found === undefined ? [] : [found];
        });
      return [key, { names: [text(row, 'MasterLabel'), text(row, 'DeveloperName'), text(row, 'Id')], muting: own }];
    }),
  );

const objectLabels = (objects: readonly string[]): Query => ({
  api: 'tooling',
  from: 'EntityDefinition',
  columns: [...keys('QualifiedApiName'), ...names('Label', 'PluralLabel')],
  where: [{ column: 'QualifiedApiName', in: objects }],
});

const fieldLabels = (sobject: string, ofSetup: boolean): Query => ({
  api: 'tooling',
  from: 'EntityParticle',
  columns: [
    ...keys('QualifiedApiName'),
    ...names('Label', ...(ofSetup ? ['FieldDefinition.QualifiedApiName', 'FieldDefinition.Label'] : [])),
  ],
  where: [{ column: 'EntityDefinition.QualifiedApiName', is: sobject }],
});

const fieldIn = (row: Row): [string, OrgFieldNames] => {
  const name = text(row, 'QualifiedApiName');
  const definition = parent(row, 'FieldDefinition');
  const carrier = text(definition, 'QualifiedApiName');
  const isPart = carrier !== '' && keyOf(carrier) !== keyOf(name);
  const labels = [text(row, 'Label'), ...(isPart ? [] : [text(definition, 'Label')])];
  return [keyOf(name), { labels: labels.filter((label) => label !== ''), carrier: isPart ? carrier : null }];
};

/** Labels of objects and of all their fields: a text names a field by its label, which another field may have for a name. */
const readLabels = async (
  client: OrgClient,
  losses: readonly Loss[],
): Promise<Pick<OrgNames, 'objects' | 'fields'>> => {
  const things = namedThings(losses);
  const objects = things.objects.filter(isApiName);
  const withFields = things.objectsWithFields.filter(isApiName);
  if (objects.length === 0) return noNames;
  const [ofObjects, ...answers] = await readQueries(client, [
    objectLabels(objects),
    ...withFields.map((sobject) => fieldLabels(sobject, true)),
  ]);
  const ofFields = await Promise.all(
    answers.map((answer, at) => orFewer(client, answer, [fieldLabels(withFields[at] ?? '', false)])),
  );
  return {
    objects: new Map(
      rowsIn(ofObjects).map((row) => [
        keyOf(text(row, 'QualifiedApiName')),
        { label: text(row, 'Label'), pluralLabel: text(row, 'PluralLabel') },
      ]),
    ),
    fields: new Map(withFields.map((sobject, at) => [keyOf(sobject), new Map(rowsIn(ofFields[at]).map(fieldIn))])),
  };
};

/**
 * What entries of the audit trail may call everything that these losses are about. What cannot be read is left out: then it is
 * found by its API name, or not at all.
 * @throws OrgFailure
 */
export const readOrgNames = async (client: OrgClient, losses: readonly Loss[]): Promise<OrgNames> => {
  const describes = namedThings(losses).permissions ? schemaDescribes([]) : [];
  const [{ parts, replies }, labels] = await Promise.all([
    readPartsBeside(client, queriesFor(losses), describes),
    readLabels(client, losses),
  ]);
  const rowsOf = (part: Part): readonly Row[] => rowsIn(parts.get(part));
  const fewer = usersQuery(losses, false);
  const [users, muting] = await Promise.all([
    orFewer(client, parts.get('users'), fewer === false ? [] : [fewer]),
    readMuting(client, rowsOf('components')),
  ]);
  const { permissionSetColumns, profileColumns } = describedSchema(replies, [], client.apiVersion);
  const permissions = new Map<string, Names>();
  for (const columns of [profileColumns, permissionSetColumns])
    if (columns.known)
      for (const [key, { label }] of columns.value)
        permissions.set(key, [...new Set([...(permissions.get(key) ?? []), label])]);
  return {
    ...labels,
    permissions,
    users: usersIn(rowsIn(users)),
    permissionSets: new Map(
      rowsOf('sets').map((row) => [
        keyOf(qualifiedIn(row, 'Name')),
        [text(row, 'Label'), text(row, 'Name'), text(row, 'Id')],
      ]),
    ),
    groups: groupsIn(rowsOf('groups'), rowsOf('components'), muting),
    profiles: new Map(
      rowsOf('profiles').map((row) => [keyOf(text(row, 'Name')), [text(row, 'Name'), text(row, 'Id')]]),
    ),
    customPermissions: new Map(
      rowsOf('customPermissions').map((row) => [keyOf(qualifiedIn(row, 'DeveloperName')), [text(row, 'MasterLabel')]]),
    ),
    licenses: new Map(rowsOf('licenses').map((row) => [keyOf(text(row, 'DeveloperName')), [text(row, 'MasterLabel')]])),
  };
};
