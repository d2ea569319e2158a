import { OrgError } from '../model/orgModel.js';
import type { Org, Row, Value } from '../model/orgModel.js';
import { fullNameOf, permissionSetComponents } from '../metadata/fullNames.js';
import { storedComponents, storedTypes } from '../metadata/storedComponents.js';
import { rowById, rowsOf } from '../permissions/orgTables.js';
import { isCustomizable } from './customObjectXml.js';
import type { XmlNode } from './soapEnvelope.js';

type MetadataType = {
  name: string;
  directory: string;
  suffix: string;
  children: string[];
  /** Full names of the components, and the row of each, where there is one. */
  list: (org: Org) => Array<{ fullName: string; row?: Row }>;
};

const metadataTypes: readonly MetadataType[] = [
  { name: 'CustomObject', directory: 'objects', suffix: 'object', children: ['CustomField'], list: customObjects },
  {
    name: 'PermissionSet',
    directory: 'permissionsets',
    suffix: 'permissionset',
    children: [],
    list: (org) => permissionSetComponents(org).map((row) => ({ fullName: fullNameOf(row, 'Name'), row })),
  },
  {
    name: 'PermissionSetGroup',
    directory: 'permissionsetgroups',
    suffix: 'permissionsetgroup',
    children: [],
    list: (org) =>
      rowsOf(org, 'PermissionSetGroup').map((row) => ({ fullName: fullNameOf(row, 'DeveloperName'), row })),
  },
  {
    name: 'Profile',
    directory: 'profiles',
    suffix: 'profile',
    children: [],
    list: (org) => rowsOf(org, 'Profile').map((row) => ({ fullName: asText(row['Name']), row })),
  },
  ...storedTypes.map(({ name, directory, suffix }) => ({
    name,
    directory,
    suffix,
    children: [],
    list: (org: Org) => storedComponents(org, name) ?? [],
  })),
];

/** `describeMetadata`: the types that this org can list. */
export function describeTypes(): XmlNode {
  return {
    metadataObjects: metadataTypes.map(({ name, directory, suffix, children }) => ({
      childXmlNames: children,
      directoryName: directory,
      inFolder: false,
      metaFile: false,
      suffix,
      xmlName: name,
    })),
    organizationNamespace: '',
    partialSaveAllowed: true,
    testRequired: false,
  };
}

/** `listMetadata` for one type. Throws an INVALID_TYPE fault for a type that this org cannot list (text assumed). */
export function listComponents(org: Org, typeName: string): XmlNode[] {
  const type = metadataTypes.find(({ name }) => name === typeName);
  if (type === undefined) throw new OrgError(500, 'INVALID_TYPE', `Unknown type: ${typeName}`);
  return type.list(org).map(({ fullName, row }) => ({
    createdById: asText(row?.['CreatedById']),
    createdByName: userName(org, row?.['CreatedById']),
    createdDate: soapDate(row?.['CreatedDate']),
    fileName: `${type.directory}/${encodeURIComponent(fullName)}.${type.suffix}`,
    fullName,
    id: asText(row?.['Id']),
    lastModifiedById: asText(row?.['LastModifiedById']),
    lastModifiedByName: userName(org, row?.['LastModifiedById']),
    lastModifiedDate: soapDate(row?.['LastModifiedDate']),
    manageableState: 'unmanaged',
    type: type.name,
  }));
}

function customObjects(org: Org): Array<{ fullName: string }> {
  return [...org.schema.values()].filter(isCustomizable).map((schema) => ({ fullName: schema.name }));
}

function userName(org: Org, id: Value | undefined): string {
  return asText(rowById(org, 'User', id)?.['Name']);
}

/** Dates as SOAP writes them; for standard components, which nobody created, the epoch. */
function soapDate(value: Value | undefined): string {
  return asText(value).replace(/\+0000$/, 'Z') || new Date(0).toISOString();
}

function asText(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
