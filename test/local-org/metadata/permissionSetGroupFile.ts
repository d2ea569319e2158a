import type { Org, Row } from '../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../permissions/dml.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import type { DeployContext, ComponentType, WriteResult } from './componentType.js';
import { checkShape, childrenNamed, isTrueChild, textOfChild } from './elementShape.js';
import type { Shape } from './elementShape.js';
import { fullNameOf } from './fullNames.js';
import { MetadataProblem, writeXml } from './metadataXml.js';
import type { XmlElement, XmlOut } from './metadataXml.js';

const permissionSetGroupShape: Shape = {
  name: 'PermissionSetGroup',
  elements: {
    description: { content: 'string' },
    fullName: { content: 'string' },
    hasActivationRequired: { content: 'boolean', since: 53 },
    label: { content: 'string', required: true },
    mutingPermissionSets: { content: 'string', many: true },
    permissionSets: { content: 'string', many: true },
    status: { content: 'string' },
  },
};

/** PermissionSetGroup: facts A4-A8, H15. A change of its members makes the platform recalculate it. */
export const permissionSetGroupType: ComponentType = {
  name: 'PermissionSetGroup',
  directory: 'permissionsetgroups',
  suffix: 'permissionsetgroup',
  names: (org) => rowsOf(org, 'PermissionSetGroup').map(groupNameOf).sort(),
  read: (org, fullName) => {
    const row = findGroup(org, fullName);
    return row === undefined ? undefined : elementsOfGroup(org, row);
  },
  write,
  remove: ({ org, caller }, fullName) => {
    const row = findGroup(org, fullName);
    if (row === undefined) return undefined;
    deleteRow(org, caller, 'PermissionSetGroup', idOf(row));
    return idOf(row);
  },
};

const groupNameOf = (row: Row): string => fullNameOf(row, 'DeveloperName');

function elementsOfGroup(org: Org, group: Row): XmlOut[] {
  const members = rowsOf(org, 'PermissionSetGroupComponent')
    .filter((row) => row['PermissionSetGroupId'] === group['Id'])
    .map((row) => textOf(row, 'PermissionSetId'));
  const names = (objectName: string, field: string): string[] =>
    members.flatMap((id) => textOf(rowById(org, objectName, id), field) ?? []).sort();
  const description = textOf(group, 'Description');
  return [
    ...(description === null ? [] : [['description', description] as const]),
    ['hasActivationRequired', isTrue(group, 'HasActivationRequired')],
    ['label', textOf(group, 'MasterLabel') ?? ''],
    ...names('MutingPermissionSet', 'DeveloperName').map((name): XmlOut => ['mutingPermissionSets', name]),
    ...names('PermissionSet', 'Name').map((name): XmlOut => ['permissionSets', name]),
    ['status', textOf(group, 'Status') ?? ''],
  ];
}

function write(context: DeployContext, fullName: string, file: XmlElement): WriteResult {
  const { org, caller } = context;
  checkShape(file, permissionSetGroupShape, context.packageVersion);
  const existing = findGroup(org, fullName);
  // Fact A6: a deploy fails while a group is recalculated. The text is not recorded.
  if (existing?.['Status'] === 'Updating') {
    throw new MetadataProblem(`The permission set group ${fullName} is being recalculated. Try again later.`);
  }
  const before = existing === undefined ? undefined : wholeFileOf(org, existing);
  const values: Row = {
    MasterLabel: textOfChild(file, 'label') ?? '',
    Description: textOfChild(file, 'description') ?? null,
    HasActivationRequired: isTrueChild(file, 'hasActivationRequired'),
  };
  let id: string;
  if (existing === undefined) {
    id = insertRow(org, caller, 'PermissionSetGroup', { ...values, DeveloperName: fullName });
  } else {
    id = idOf(existing);
    updateRow(org, caller, 'PermissionSetGroup', id, values);
  }
  replaceMembers(context, id, [
    ...memberIds(org, file, 'permissionSets', 'PermissionSet', 'Name'),
    ...memberIds(org, file, 'mutingPermissionSets', 'MutingPermissionSet', 'DeveloperName'),
  ]);
  const after = wholeFileOf(org, rowById(org, 'PermissionSetGroup', id) ?? {});
  return { id, created: existing === undefined, changed: after !== before };
}

function memberIds(org: Org, file: XmlElement, tag: string, objectName: string, field: string): string[] {
  return childrenNamed(file, tag).map(({ text }) => {
    const member = rowsOf(org, objectName).find((row) => row[field] === text && row['IsOwnedByProfile'] !== true);
    if (member === undefined) throw new MetadataProblem(`In field: ${tag} - no ${objectName} named ${text} found`);
    return idOf(member);
  });
}

/** Takes out the members that are no longer named, adds the new ones; each change by the rules of the records. */
function replaceMembers({ org, caller }: DeployContext, groupId: string, wanted: readonly string[]): void {
  const present = rowsOf(org, 'PermissionSetGroupComponent').filter((row) => row['PermissionSetGroupId'] === groupId);
  for (const row of present) {
    if (!wanted.includes(textOf(row, 'PermissionSetId') ?? '')) {
      deleteRow(org, caller, 'PermissionSetGroupComponent', idOf(row));
    }
  }
  for (const PermissionSetId of new Set(wanted)) {
    if (present.some((row) => row['PermissionSetId'] === PermissionSetId)) continue;
    insertRow(org, caller, 'PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId });
  }
}

function findGroup(org: Org, fullName: string): Row | undefined {
  return rowsOf(org, 'PermissionSetGroup').find((row) => groupNameOf(row).toLowerCase() === fullName.toLowerCase());
}

/** Everything that the group holds, as one text to compare. */
function wholeFileOf(org: Org, row: Row): string {
  return writeXml('PermissionSetGroup', elementsOfGroup(org, row));
}
