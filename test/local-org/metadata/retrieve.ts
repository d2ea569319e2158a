import type { Caller, Org, Row, Value } from '../model/orgModel.js';
import { rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { customizableObject, readObject } from './customObjectFile.js';
import { soapTimestamp } from './deploy.js';
import { writeManifest } from './packageXml.js';
import type { Manifest } from './packageXml.js';
import { findComponentType } from './componentTypeList.js';
import { writeXml } from './metadataXml.js';
import { writeZip } from './zipArchive.js';

export type RetrieveRequest = { manifest: Manifest; singlePackage: boolean; apiVersion: number };

export type FileProperties = {
  createdById: string;
  createdByName: string;
  createdDate: string;
  fileName: string;
  fullName: string;
  id: string;
  lastModifiedById: string;
  lastModifiedByName: string;
  lastModifiedDate: string;
  manageableState: string;
  type: string;
};

export type RetrieveOutcome = {
  files: FileProperties[];
  /** What could not be retrieved. */
  messages: Array<{ fileName: string; problem: string }>;
  zip: Buffer;
};

/** One file of the archive: its path below the package, its text, and the component. */
type Retrieved = { path: string; text: string; fullName: string; type: string };

/**
 * Reads the components that a manifest names into an archive, with a manifest of what is in it. Files are at the top of
 * the archive for a single package, else in the folder `unpackaged`. A component that does not exist gives a message;
 * the retrieve succeeds.
 */
export const retrieve = (org: Org, caller: Caller, request: RetrieveRequest): RetrieveOutcome => {
  const root = request.singlePackage ? '' : 'unpackaged/';
  const version = request.manifest.version ?? request.apiVersion;
  const messages: RetrieveOutcome['messages'] = [];
  const report = (problem: string): void => void messages.push({ fileName: `${root}package.xml`, problem });
  const found = [
    ...objectFiles(org, request.manifest, report),
    ...request.manifest.types.flatMap(({ name, members }) => recordFiles(org, name, members, version, report)),
  ];
  const manifest = writeManifest({ types: typesOf(request.manifest, found), version });
  const zip = writeZip(
    new Map([...found.map(({ path, text }) => [`${root}${path}`, text] as const), [`${root}package.xml`, manifest]]),
  );
  const files = found.map((file) => propertiesOf(org, caller, root, file));
  return { files: [...files, manifestProperties(org, caller, root)], messages, zip };
};

const cannotBeFound = (type: string, name: string): string =>
  `Entity of type '${type}' named '${name}' cannot be found`;

const recordFiles = (
  org: Org,
  typeName: string,
  members: readonly string[],
  version: number,
  report: (problem: string) => void,
): Retrieved[] => {
  const type = findComponentType(typeName);
  if (type === undefined) report(`Entity type: '${typeName}' is unknown`);
  if (type === undefined || type === 'object') return [];
  const names = members.flatMap((member) => (member === '*' ? type.names(org) : [member]));
  return [...new Set(names)].flatMap((name): Retrieved[] => {
    const elements = type.read(org, name, version);
    if (elements === undefined) {
      report(cannotBeFound(type.name, name));
      return [];
    }
    const fullName = type.names(org).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
    const path = `${type.directory}/${fullName}.${type.suffix}`;
    return [{ path, text: writeXml(type.name, elements), fullName, type: type.name }];
  });
};

/** Objects as a whole where they are named, else with only the fields that are named. `*` means custom objects. */
const objectFiles = (org: Org, manifest: Manifest, report: (problem: string) => void): Retrieved[] => {
  const membersOf = (type: string): string[] =>
    manifest.types.filter(({ name }) => name === type).flatMap(({ members }) => members);
  const customNames = [...org.schema.values()].filter(({ custom }) => custom).map(({ name }) => name);
  const objects = membersOf('CustomObject').flatMap((member) =>
    member === '*' ? customNames.filter((name) => customizableObject(org, name) !== undefined) : [member],
  );
  const fields = new Map<string, Set<string>>();
  for (const member of membersOf('CustomField')) {
    const [objectName = '', field = ''] = member.split('.');
    const schema = customizableObject(org, objectName);
    const known = schema?.fields.some(({ name }) => name === field) ?? false;
    if (!known) report(cannotBeFound('CustomField', member));
    else fields.set(objectName, (fields.get(objectName) ?? new Set()).add(field));
  }
  return [...new Set([...objects, ...fields.keys()])].flatMap((name): Retrieved[] => {
    const schema = customizableObject(org, name);
    if (schema === undefined) {
      report(cannotBeFound('CustomObject', name));
      return [];
    }
    const only = objects.includes(name) ? undefined : fields.get(name);
    const text = writeXml('CustomObject', readObject(org, schema, only));
    return [{ path: `objects/${schema.name}.object`, text, fullName: schema.name, type: 'CustomObject' }];
  });
};

const typesOf = (manifest: Manifest, found: readonly Retrieved[]): Manifest['types'] =>
  manifest.types.map(({ name, members }) => {
    if (name === 'CustomField') return { name, members };
    const names = found.filter(({ type }) => type === name).map(({ fullName }) => fullName);
    return { name, members: members.includes('*') ? ['*', ...names] : names };
  });

const propertiesOf = (org: Org, caller: Caller, root: string, { path, fullName, type }: Retrieved): FileProperties => {
  const nameField = type === 'PermissionSetGroup' ? 'DeveloperName' : 'Name';
  const row = rowsOf(org, type).find((other) => other[nameField] === fullName);
  return {
    ...audit(org, caller, row),
    fileName: `${root}${path}`,
    fullName,
    id: textOf(row, 'Id') ?? '',
    manageableState: 'unmanaged',
    type,
  };
};

const manifestProperties = (org: Org, caller: Caller, root: string): FileProperties => ({
  ...audit(org, caller, undefined),
  fileName: `${root}package.xml`,
  fullName: `${root}package.xml`,
  id: '',
  manageableState: 'unmanaged',
  type: 'Package',
});

const audit = (
  org: Org,
  caller: Caller,
  row: Row | undefined,
): Pick<
  FileProperties,
  'createdById' | 'createdByName' | 'createdDate' | 'lastModifiedById' | 'lastModifiedByName' | 'lastModifiedDate'
> => {
  const userOf = (value: Value | undefined): string => (typeof value === 'string' ? value : caller.userId);
  const createdById = userOf(row?.['CreatedById']);
  const lastModifiedById = userOf(row?.['LastModifiedById']);
  const dateOf = (value: Value | undefined): string =>
    typeof value === 'string' ? value.replace('+0000', 'Z') : soapTimestamp(org);
  return {
    createdById,
    createdByName: textOf(rowById(org, 'User', createdById), 'Name') ?? '',
    createdDate: dateOf(row?.['CreatedDate']),
    lastModifiedById,
    lastModifiedByName: textOf(rowById(org, 'User', lastModifiedById), 'Name') ?? '',
    lastModifiedDate: dateOf(row?.['LastModifiedDate']),
  };
};
