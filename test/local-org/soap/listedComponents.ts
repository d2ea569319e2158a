import { OrgError } from '../model/orgModel.js';
import type { Org, Row, Value } from '../model/orgModel.js';
import { isCustomizable } from './customObjectXml.js';
import type { XmlNode } from './soapEnvelope.js';

type MetadataType = {
  name: string;
  directory: string;
  suffix: string;
  children: string[];
  /** Full names of the components, with the row that stands for each, where there is one. */
  list: (org: Org) => Array<{ fullName: string; row?: Row }>;
};

const types: readonly MetadataType[] = [
  { name: 'CustomObject', directory: 'objects', suffix: 'object', children: ['CustomField'], list: customObjects },
  {
    name: 'PermissionSet',
    directory: 'permissionsets',
    suffix: 'permissionset',
    children: [],
    // Profiles and groups keep permission sets of their own (facts A1, A4), which are no components.
    list: (org) =>
      rows(org, 'PermissionSet')
        .filter((row) => row['IsOwnedByProfile'] !== true && row['Type'] !== 'Group')
        .map((row) => ({ fullName: qualified(row, 'Name'), row })),
  },
  {
    name: 'PermissionSetGroup',
    directory: 'permissionsetgroups',
    suffix: 'permissionsetgroup',
    children: [],
    list: (org) => rows(org, 'PermissionSetGroup').map((row) => ({ fullName: qualified(row, 'DeveloperName'), row })),
  },
  {
    name: 'Profile',
    directory: 'profiles',
    suffix: 'profile',
    children: [],
    list: (org) => rows(org, 'Profile').map((row) => ({ fullName: asText(row['Name']), row })),
  },
];

/** `describeMetadata`: the types that this org can list. */
export function describeTypes(): XmlNode {
  return {
    metadataObjects: types.map(({ name, directory, suffix, children }) => ({
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
  const type = types.find(({ name }) => name === typeName);
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

function rows(org: Org, table: string): Row[] {
  return [...(org.tables.get(table)?.values() ?? [])];
}

function qualified(row: Row, field: string): string {
  const namespace = asText(row['NamespacePrefix']);
  return namespace === '' ? asText(row[field]) : `${namespace}__${asText(row[field])}`;
}

function userName(org: Org, id: Value | undefined): string {
  return typeof id === 'string' ? asText(org.tables.get('User')?.get(id)?.['Name']) : '';
}

/** Dates as SOAP writes them; the epoch for standard components, which nobody created. */
function soapDate(value: Value | undefined): string {
  return asText(value).replace(/\+0000$/, 'Z') || new Date(0).toISOString();
}

function asText(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
