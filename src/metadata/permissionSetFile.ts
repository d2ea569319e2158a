import type { Entry } from '../access/entry.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import {
  leaf,
  metadataNamespace,
  parent,
  parseXml,
  renderComments,
  renderNode,
  xmlDeclaration,
} from './metadataXml.js';
import type { XmlNode } from './metadataXml.js';
import { MetadataFileMistake } from './metadataFileMistake.js';
import { canonicalElements, isSingle, refuseTooMuch, unionOfCanonical } from './permissionSetFileUnion.js';

/**
 * A permission set metadata file. Only what this product grants is understood; everything else is kept as it is. Always
 * in the order in which the platform retrieves it (fact H5).
 */
export type PermissionSetFile = {
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: readonly XmlNode[];
  /** Comments before the root element and at the end. */
  readonly comments: readonly string[];
  readonly trailing: readonly string[];
};

/** What a new permission set says of itself. */
export type FileHead = { readonly label: string; readonly description: string };

const withElements = (elements: readonly XmlNode[]): PermissionSetFile => ({
  attributes: { xmlns: metadataNamespace },
  elements: canonicalElements(elements),
  comments: [],
  trailing: [],
});

/**
 * Reads a permission set metadata file, of source or of Metadata API format.
 * @throws MetadataFileMistake with line and column
 */
export const parsePermissionSetFile = (xml: string): PermissionSetFile => {
  const { root, trailing, mistake } = parseXml(xml);
  if (root.name !== 'PermissionSet') throw mistake('WrongRoot', root.name, root.index);
  const { xmlns, ...others } = root.attributes;
  if (xmlns !== undefined && xmlns !== metadataNamespace) throw mistake('WrongRoot', xmlns, root.index);
  if (root.text.trim() !== '') throw mistake('MixedContent', root.name, root.index);
  refuseTooMuch(root.children, (detail, { index }) => {
    throw mistake('TooMuch', detail, index);
  });
  const seen = new Set<string>();
  for (const element of root.children) {
    if (seen.has(element.name) && isSingle(element)) throw mistake('Duplicate', element.name, element.index);
    seen.add(element.name);
  }
  return {
    ...withElements(root.children),
    attributes: { xmlns: metadataNamespace, ...others },
    comments: root.comments,
    trailing,
  };
};

const flagNames: Readonly<Record<ObjectAccess, string>> = {
  read: 'allowRead',
  create: 'allowCreate',
  edit: 'allowEdit',
  delete: 'allowDelete',
  viewAllRecords: 'viewAllRecords',
  modifyAllRecords: 'modifyAllRecords',
  viewAllFields: 'viewAllFields',
};

/** An entry that stands in the file of a permission set: whom an app admits stands in the file of the app (fact M10). */
type FileEntry = Exclude<Entry, { kind: 'connectedApp' }>;

/** Whether an entry can stand in the file of a permission set. */
export const isInFile = (entry: Entry): entry is FileEntry => entry.kind !== 'connectedApp';

/** The element that says what the entry says, and nothing more; the rest of an object permission is filled with no. */
const elementOf = (entry: FileEntry): XmlNode => {
  switch (entry.kind) {
    case 'userPermission':
      return parent('userPermissions', [leaf('enabled', 'true'), leaf('name', entry.name)]);
    case 'object':
      return parent('objectPermissions', [leaf(flagNames[entry.access], 'true'), leaf('object', entry.sobject)]);
    case 'field':
      return parent('fieldPermissions', [
        leaf('editable', String(entry.access === 'edit')),
        leaf('field', `${entry.sobject}.${entry.field}`),
        // Editing needs reading (fact C2).
        leaf('readable', 'true'),
      ]);
    case 'customPermission':
      return parent('customPermissions', [leaf('enabled', 'true'), leaf('name', entry.name)]);
    case 'apexClass':
      return parent('classAccesses', [leaf('apexClass', entry.name), leaf('enabled', 'true')]);
  }
};

/**
 * Everything that either file allows. Takes nothing away and weakens nothing: of two entries about the same object,
 * field or permission the result allows what any of them allows. Label, description and license are those of the first
 * file that has them.
 */
export const unionFiles = (a: PermissionSetFile, b: PermissionSetFile): PermissionSetFile => ({
  attributes: { ...b.attributes, ...a.attributes },
  elements: unionOfCanonical([...a.elements, ...b.elements]),
  comments: [...new Set([...a.comments, ...b.comments])],
  trailing: [...new Set([...a.trailing, ...b.trailing])],
});

/**
 * The file with the entries allowed in addition.
 * @param file null for a new permission set: it gets the head, no session activation and no license (fact A17). An
 * existing one keeps its own head; only a missing label, which is required, is added
 */
export const mergeEntries = (
  file: PermissionSetFile | null,
  entries: readonly Entry[],
  head: FileHead,
): PermissionSetFile => {
  const label = leaf('label', head.label);
  const start = file ?? withElements([leaf('description', head.description), leaf('hasActivationRequired', 'false')]);
  return unionFiles(start, withElements([label, ...entries.filter(isInFile).map(elementOf)]));
};

/**
 * Makes a file of what another source holds, for example an answer of readMetadata.
 * @throws MetadataFileMistake for more than any permission set has
 */
export const permissionSetFileOf = (elements: readonly XmlNode[]): PermissionSetFile => {
  refuseTooMuch(elements, (detail) => {
    throw new MetadataFileMistake('TooMuch', detail, { line: 1, column: 1 });
  });
  return withElements(elements);
};

/** The file as the platform retrieves it: declaration, namespace, four spaces for each level (facts B3, H5). */
export const renderPermissionSetFile = ({ attributes, elements, comments, trailing }: PermissionSetFile): string => {
  const root = renderNode({ name: 'PermissionSet', attributes, children: [], text: '', comments });
  const open = root.slice(0, root.lastIndexOf('</'));
  const inner = elements.map((element) => renderNode(element, '    ')).join('');
  return `${xmlDeclaration}\n${open}\n${inner}${renderComments(trailing, '    ')}</PermissionSet>\n`;
};
