import type { MetadataTree, MetadataValue, Org, Row } from '../model/orgModel.js';
import { idOf, rowsOf, textOf } from '../permissions/orgTables.js';
import { findObject } from '../schema/schemaLookup.js';
import type { XmlNode } from '../soap/soapEnvelope.js';

/** A type of the Metadata API whose components stand whole beside a row, and the full name of the component of a row. */
type StoredType = {
  name: string;
  table: string;
  directory: string;
  suffix: string;
  fullName: (org: Org, row: Row) => string;
};

const byDeveloperName = (_org: Org, row: Row): string => textOf(row, 'DeveloperName') ?? '';

const byFullName = (_org: Org, row: Row): string => textOf(row, 'FullName') ?? '';

/** `<Object>.<name>`, with the namespace of a package before the name. */
const bySobjectType = (org: Org, row: Row): string => {
  const namespace = textOf(row, 'NamespacePrefix');
  const name = `${namespace === null ? '' : `${namespace}__`}${textOf(row, 'DeveloperName') ?? ''}`;
  const table = textOf(row, 'SobjectType') ?? textOf(row, 'TableEnumOrId') ?? '';
  return `${findObject(org, table)?.name ?? table}.${name}`;
};

export const storedTypes: readonly StoredType[] = [
  // Whether an app heeds the address ranges of profiles stands nowhere else (fact M10).
  {
    name: 'ConnectedApp',
    table: 'ConnectedApplication',
    directory: 'connectedApps',
    suffix: 'connectedApp',
    fullName: byDeveloperName,
  },
  { name: 'ValidationRule', table: 'ValidationRule', directory: 'objects', suffix: 'object', fullName: byFullName },
  { name: 'RecordType', table: 'RecordType', directory: 'objects', suffix: 'object', fullName: bySobjectType },
  { name: 'WorkflowRule', table: 'WorkflowRule', directory: 'workflows', suffix: 'workflow', fullName: byFullName },
  {
    name: 'WorkflowFieldUpdate',
    table: 'WorkflowFieldUpdate',
    directory: 'workflows',
    suffix: 'workflow',
    fullName: byFullName,
  },
  {
    name: 'DuplicateRule',
    table: 'DuplicateRule',
    directory: 'duplicateRules',
    suffix: 'duplicateRule',
    fullName: bySobjectType,
  },
  {
    name: 'MatchingRule',
    table: 'MatchingRule',
    directory: 'matchingRules',
    suffix: 'matchingRule',
    fullName: bySobjectType,
  },
  {
    name: 'ApprovalProcess',
    table: 'ProcessDefinition',
    directory: 'approvalProcesses',
    suffix: 'approvalProcess',
    fullName: bySobjectType,
  },
];

/** The rows of the components of such a type with their full names; undefined for other types. */
export const storedComponents = (org: Org, typeName: string): Array<{ fullName: string; row: Row }> | undefined => {
  const type = storedTypes.find(({ name }) => name === typeName);
  return type && rowsOf(org, type.table).map((row) => ({ fullName: type.fullName(org, row), row }));
};

/** The component of this full name as a SOAP tree; null where there is none (fact L14). */
export const readStored = (org: Org, typeName: string, fullName: string): XmlNode => {
  const found = storedComponents(org, typeName)?.find((each) => each.fullName.toLowerCase() === fullName.toLowerCase());
  const tree = found && org.metadata.get(idOf(found.row));
  return found === undefined || tree === undefined
    ? null
    : { '@xsi:type': typeName, fullName: found.fullName, ...xmlOfTree(tree) };
};

/** What is null or an empty list has no element. */
const xmlOfTree = (tree: MetadataTree): { [name: string]: XmlNode } =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([name, value]) => value !== null && name !== 'fullName' && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, xmlOfValue(value)]),
  );

const xmlOfValue = (value: MetadataValue): XmlNode => {
  if (Array.isArray(value)) return value.map(xmlOfValue);
  return typeof value === 'object' && value !== null ? xmlOfTree(value) : value;
};
