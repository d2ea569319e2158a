import type { Org, Row } from '../model/orgModel.js';
import { otherContents } from '../permissions/dml/permissionSetRules.js';
import { isTrue, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { isAboutInactiveType } from '../permissions/recordTypes.js';
import { outOf, parseXml } from './metadataXml.js';
import type { XmlOut } from './metadataXml.js';

const viewAllFieldsSince = 63;

/** The elements of a permission set's file: tags and entries in alphabetical order (facts B3, H5, H6). */
export const readPermissionSet = (org: Org, set: Row, apiVersion: number): XmlOut[] => {
  const own = (objectName: string): Row[] => rowsOf(org, objectName).filter((row) => row['ParentId'] === set['Id']);
  const description = textOf(set, 'Description');
  const license = licenseName(org, set);
  const elements: XmlOut[] = [
    ...sorted(own('SetupEntityAccess'), (row) => entityName(org, row)).flatMap((row) => accessElement(org, row)),
    ...(description === null ? [] : [['description', description] as const]),
    ...sorted(own('FieldPermissions'), (row) => textOf(row, 'Field')).map(fieldElement),
    ['hasActivationRequired', isTrue(set, 'HasActivationRequired')],
    ['label', textOf(set, 'Label') ?? ''],
    ...(license === null ? [] : [['license', license] as const]),
    ...sorted(own('ObjectPermissions'), (row) => textOf(row, 'SobjectType')).map((row) =>
      objectElement(row, apiVersion),
    ),
    ...own(otherContents)
      .filter((row) => !isAboutInactiveType(org, row))
      .map((row) => outOf(parseXml(textOf(row, 'Xml') ?? ''))),
    ...userPermissionNames(org, set).map((name): XmlOut => [
      'userPermissions',
      [
        ['enabled', true],
        ['name', name],
      ],
    ]),
  ];
  // The sort is stable: entries of one tag keep their order.
  return elements.sort(([a], [b]) => compare(a, b));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (rows: Row[], key: (row: Row) => string | null): Row[] =>
  rows.sort((a, b) => compare(key(a) ?? '', key(b) ?? ''));

/** Retrieve gives only what is enabled (fact D8). */
const userPermissionNames = (org: Org, set: Row): string[] =>
  org.userPermissions
    .map(({ name }) => name)
    .filter((name) => isTrue(set, `Permissions${name}`))
    .sort(compare);

/** Label of a user license or developer name of a permission set license (fact A11). */
const licenseName = (org: Org, set: Row): string | null =>
  textOf(rowById(org, 'UserLicense', set['LicenseId']), 'Name') ??
  textOf(rowById(org, 'PermissionSetLicense', set['LicenseId']), 'DeveloperName');

const fieldElement = (row: Row): XmlOut => [
  'fieldPermissions',
  [
    ['editable', isTrue(row, 'PermissionsEdit')],
    ['field', textOf(row, 'Field') ?? ''],
    ['readable', isTrue(row, 'PermissionsRead')],
  ],
];

const objectElement = (row: Row, apiVersion: number): XmlOut => [
  'objectPermissions',
  [
    ['allowCreate', isTrue(row, 'PermissionsCreate')],
    ['allowDelete', isTrue(row, 'PermissionsDelete')],
    ['allowEdit', isTrue(row, 'PermissionsEdit')],
    ['allowRead', isTrue(row, 'PermissionsRead')],
    ['modifyAllRecords', isTrue(row, 'PermissionsModifyAllRecords')],
    ['object', textOf(row, 'SobjectType') ?? ''],
    ...(apiVersion >= viewAllFieldsSince ? [['viewAllFields', isTrue(row, 'PermissionsViewAllFields')] as const] : []),
    ['viewAllRecords', isTrue(row, 'PermissionsViewAllRecords')],
  ],
];

const entityName = (org: Org, row: Row): string | null => {
  const entity = rowById(org, textOf(row, 'SetupEntityType') ?? '', row['SetupEntityId']);
  const name = textOf(entity, 'DeveloperName') ?? textOf(entity, 'Name');
  const namespace = textOf(entity, 'NamespacePrefix');
  return name === null || namespace === null ? name : `${namespace}__${name}`;
};

/** Connected apps are not in the file of a permission set; they are in the app's own. */
const accessElement = (org: Org, row: Row): XmlOut[] => {
  const name = entityName(org, row) ?? '';
  if (row['SetupEntityType'] === 'ApexClass') {
    return [
      [
        'classAccesses',
        [
          ['apexClass', name],
          ['enabled', true],
        ],
      ],
    ];
  }
  if (row['SetupEntityType'] !== 'CustomPermission') return [];
  return [
    [
      'customPermissions',
      [
        ['enabled', true],
        ['name', name],
      ],
    ],
  ];
};
