import { keyOf } from '../platform/names.js';
import { MetadataFileMistake } from './metadataFileMistake.js';
import { blocksOf, flagged, keepingLines, withFlag } from './elementText.js';
import type { Block } from './elementText.js';
import { metadataNamespace, xmlDeclaration } from './metadataXml.js';
import { hasSuffix } from '../platform/customNames.js';

/** Metadata files of objects and fields, with the flags of Field History Tracking in them. */

/** Parts of an object's file that are components of their own: a deploy without them leaves them alone. */
const ownComponents = new Set([
  'businessProcesses',
  'compactLayouts',
  'fieldSets',
  'fields',
  'indexes',
  'listViews',
  'recordTypes',
  'sharingReasons',
  'validationRules',
  'webLinks',
]);

const indented = (block: string): string => `    ${block}`;

const file = (root: string, blocks: readonly string[]): string =>
  [xmlDeclaration, `<${root} xmlns="${metadataNamespace}">`, ...blocks.map(indented), `</${root}>`, ''].join('\n');

/**
 * Metadata type of a standard field's small shape, of picklists and lookups only (fact F8).
 * @param dataType in the words of the API
 */
const smallType = (dataType: string): string | undefined => {
  if (dataType === 'picklist') return 'Picklist';
  return dataType === 'reference' ? 'Lookup' : undefined;
};

const smallShape = (field: string, dataType: string, track: boolean): string => {
  const type = smallType(dataType);
  return [
    '<fields>',
    `        <fullName>${field}</fullName>`,
    `        <trackHistory>${track}</trackHistory>`,
    ...(type === undefined ? [] : [`        <type>${type}</type>`]),
    '    </fields>',
  ].join('\n');
};

export type FieldFlag = { readonly field: string; readonly dataType: string; readonly track: boolean };

/** The name of a custom object is no field of its file but an element of its own (fact F10). */
export const isNameField = (sobject: string, field: string): boolean => hasSuffix(sobject) && keyOf(field) === 'name';

/** Null where the org's own element cannot take the flag, because it holds it twice for one. */
const orNone = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    if (error instanceof MetadataFileMistake) return null;
    throw error;
  }
};

/**
 * A field's element with the flag set: as it was retrieved, or the small shape of a standard field that was not.
 * Null for a custom field that was not retrieved: without its complete definition it cannot be deployed (fact F8); and
 * for an element that cannot be read.
 */
export const fieldBlock = (retrieved: readonly Block[], { field, dataType, track }: FieldFlag): string | null => {
  const own = retrieved.find((block) => block.name === 'fields' && keyOf(block.fullName) === keyOf(field));
  if (own) return orNone(() => withFlag(own.text, 'trackHistory', track));
  return hasSuffix(field) || !/^[A-Za-z]\w*$/.test(field) ? null : smallShape(field, dataType, track);
};

/** The flags that stand in an object's own file; `nameField` undefined where its flag is to stay. */
export type ObjectFlags = { readonly enableHistory: boolean; readonly nameField?: boolean | undefined };

/**
 * The elements of an object's file with the flags set, and nothing else changed: of a standard object the switch alone
 * (fact F13), of a custom one all that it is, without what are components of their own. Null for a custom object that was
 * not retrieved, or cannot be read.
 */
export const objectBlocks = (
  sobject: string,
  retrieved: readonly Block[],
  { enableHistory, nameField }: ObjectFlags,
): readonly string[] | null => {
  const own = retrieved.filter(({ name }) => !ownComponents.has(name) && name !== 'enableHistory');
  const switchBlock = `<enableHistory>${enableHistory}</enableHistory>`;
  if (!hasSuffix(sobject)) return [switchBlock];
  if (!retrieved.some(({ name }) => !ownComponents.has(name))) return null;
  const blocks = orNone(() =>
    own.map(({ name, text }) =>
      name === 'nameField' && nameField !== undefined ? withFlag(text, 'trackHistory', nameField) : text,
    ),
  );
  if (blocks === null) return null;
  const next = own.findIndex(({ name }) => name !== 'fullName' && name > 'enableHistory');
  const at = next < 0 ? own.length : next;
  return [...blocks.slice(0, at), switchBlock, ...blocks.slice(at)];
};

/** An object's file: `objects/X.object` of Metadata API format, `X.object-meta.xml` of source format. */
export const objectFile = (blocks: readonly string[]): string => file('CustomObject', blocks);

/** Only lines that begin with a tag: what is text stays as it is. */
const dedented = (text: string): string => text.replace(/\n {4}(?=\s*<)/g, '\n');

const withNameFlag = (text: string, value: boolean): string => {
  const block = blocksOf(text).find(({ name }) => name === 'nameField');
  if (!block) return text;
  const edited = flagged(block.text, 'trackHistory', value);
  return `${text.slice(0, block.at)}${edited}${text.slice(block.at + block.text.length)}`;
};

/**
 * An object's file with the switch on and, where said, the flag of its name set; all else stays.
 * @throws MetadataFileMistake
 */
export const withSwitch = (source: string, nameField?: boolean): string =>
  keepingLines(source, (text) =>
    flagged(nameField === undefined ? text : withNameFlag(text, nameField), 'enableHistory', true),
  );

/** `fields/F.field-meta.xml` of source format, from the element of Metadata API format. */
export const fieldSourceFile = (block: string): string => {
  const inner = dedented(block)
    .replace(/^<fields>\n?/, '')
    .replace(/\n?<\/fields>$/, '');
  return `${xmlDeclaration}\n<CustomField xmlns="${metadataNamespace}">\n${inner}\n</CustomField>\n`;
};
