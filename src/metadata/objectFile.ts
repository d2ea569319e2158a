import { keyOf } from '../platform/names.js';
import { PermissionSetFileMistake } from './metadataFileMistake.js';
import { markupOnly, parseXml } from './metadataXml.js';
import type { ReadNode } from './metadataXml.js';

/**
 * Metadata files of objects and fields. They are edited as texts: all that is not the flag stays byte for byte as the org
 * or the project has it, whatever else stands in the file.
 */

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

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

/** An element of a file: its name, its full name where it has one, its text from tag to tag, and where that begins. */
export type Block = { readonly name: string; readonly fullName: string; readonly text: string; readonly at: number };

const childText = (node: ReadNode, name: string): string | undefined =>
  node.children.find((child) => child.name === name)?.text.trim();

/** The start tag of an element that ends with it. `markup` is the file without comments and CDATA. */
const emptyTag = (markup: string, { index }: ReadNode): string | undefined =>
  /^<(?:"[^"]*"|'[^']*'|[^<>"'])*\/>/.exec(markup.slice(index))?.[0];

/** Where an element ends: behind its end tag, before its next sibling. */
const endOf = (markup: string, node: ReadNode, next: ReadNode | undefined): number => {
  const tag = emptyTag(markup, node);
  if (tag !== undefined) return node.index + tag.length;
  return markup.indexOf('>', markup.slice(0, next?.index).lastIndexOf(`</${node.name}`)) + 1;
};

/** The elements below the root. @throws PermissionSetFileMistake for XML that is broken or dangerous */
export const blocksOf = (source: string): Block[] => {
  const { root, text } = parseXml(source);
  const markup = markupOnly(text);
  return root.children.map((child, at) => ({
    name: child.name,
    fullName: childText(child, 'fullName') ?? '',
    text: text.slice(child.index, endOf(markup, child, root.children[at + 1])),
    at: child.index,
  }));
};

/** Edits a text without byte order mark and with LF, and gives both back to it. */
const keepingLines = (source: string, edit: (text: string) => string): string => {
  const bom = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const edited = edit(source.slice(bom.length).replace(/\r\n/g, '\n'));
  return bom + (source.includes('\r\n') ? edited.replace(/\n/g, '\r\n') : edited);
};

const flagged = (source: string, flag: string, value: boolean): string => {
  const { root, text, mistake } = parseXml(source);
  const { children } = root;
  const markup = markupOnly(text);
  const line = `<${flag}>${value}</${flag}>`;
  const place = children.findIndex((child) => child.name === flag);
  const found = children[place];
  const second = children.slice(place + 1).find((child) => child.name === flag);
  if (found && second) throw mistake('Duplicate', flag, second.index);
  if (found) {
    if ((value ? ['true', '1'] : ['false', '0']).includes(found.text.trim())) return text;
    return `${text.slice(0, found.index)}${line}${text.slice(endOf(markup, found, children[place + 1]))}`;
  }
  const [first] = children;
  // What is in front of the first element on its line.
  const indent = first ? text.slice(0, first.index).replace(/[\s\S]*[^ \t]/, '') : '    ';
  const next = children.find(({ name }) => name !== 'fullName' && name > flag);
  if (next) {
    // Comments in front of an element belong to it.
    const behind = markup.slice(0, next.index).trimEnd().length;
    const comment = text.slice(behind, next.index).indexOf('<!--');
    const at = comment < 0 ? next.index : behind + comment;
    return `${text.slice(0, at)}${line}\n${indent}${text.slice(at)}`;
  }
  const tag = emptyTag(markup, root);
  if (tag !== undefined) {
    const end = root.index + tag.length;
    const open = text.slice(0, end).replace(/\s*\/>$/, '>');
    return `${open}\n${indent}${line}\n</${root.name}>${text.slice(end)}`;
  }
  const close = markup.lastIndexOf('</');
  const head = text.slice(0, close).trimEnd();
  const tail = text.slice(head.length);
  return `${head}\n${indent}${line}${tail.startsWith('\n') ? '' : '\n'}${tail}`;
};

/**
 * A text that is one element, with a flag in it set; nothing else of it changes. A flag that is not there goes where the
 * platform puts it: in alphabetical order, after fullName.
 * @throws PermissionSetFileMistake
 */
export const withFlag = (source: string, flag: string, value: boolean): string =>
  keepingLines(source, (text) => flagged(text, flag, value));

/**
 * Refuses a file that is not what its name says.
 * @throws PermissionSetFileMistake where its root is another element, or of another namespace
 */
export const expectRoot = (source: string, name: 'CustomObject' | 'CustomField'): void => {
  const { root, mistake } = parseXml(source);
  const { xmlns = namespace } = root.attributes;
  if (root.name !== name) throw mistake('WrongRoot', root.name, root.index);
  if (xmlns !== namespace) throw mistake('WrongRoot', xmlns, root.index);
};

const indented = (block: string): string => `    ${block}`;

const file = (root: string, blocks: readonly string[]): string =>
  [declaration, `<${root} xmlns="${namespace}">`, ...blocks.map(indented), `</${root}>`, ''].join('\n');

/** Metadata type of a standard field's small shape, of picklists and lookups only (fact F8). */
const smallType = (dataType: string): string | undefined => {
  if (/^picklist$/i.test(dataType)) return 'Picklist';
  return /^(lookup|hierarchy)/i.test(dataType) ? 'Lookup' : undefined;
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

const isCustom = (name: string): boolean => name.includes('__');

/** The name of a custom object is no field of its file but an element of its own (fact F10). */
export const isNameField = (sobject: string, field: string): boolean => isCustom(sobject) && keyOf(field) === 'name';

/** Null where the org's own element cannot take the flag, because it holds it twice for one. */
const orNone = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    if (error instanceof PermissionSetFileMistake) return null;
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
  return isCustom(field) || !/^[A-Za-z]\w*$/.test(field) ? null : smallShape(field, dataType, track);
};

/**
 * The file of an object with its switch on, and nothing else changed: of a standard object the switch alone (fact F13),
 * of a custom one all that it is, without what are components of their own. `nameField` also sets the flag of its name.
 * Null for a custom object that was not retrieved, or cannot be read.
 */
export const objectBlocks = (
  sobject: string,
  retrieved: readonly Block[],
  nameField?: boolean,
): readonly string[] | null => {
  if (!isCustom(sobject)) return ['<enableHistory>true</enableHistory>'];
  const own = retrieved.filter(({ name }) => !ownComponents.has(name));
  if (own.length === 0) return null;
  const rest = orNone(() =>
    own.map(({ name, text }) => ({
      name,
      text: name === 'nameField' && nameField !== undefined ? withFlag(text, 'trackHistory', nameField) : text,
    })),
  );
  if (rest === null) return null;
  const others = rest.filter(({ name }) => name !== 'enableHistory');
  const next = others.findIndex(({ name }) => name !== 'fullName' && name > 'enableHistory');
  const at = next < 0 ? others.length : next;
  return [
    ...others.slice(0, at).map(({ text }) => text),
    '<enableHistory>true</enableHistory>',
    ...others.slice(at).map(({ text }) => text),
  ];
};

/** `objects/X.object` of Metadata API format. */
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
 * @throws PermissionSetFileMistake
 */
export const withSwitch = (source: string, nameField?: boolean): string =>
  keepingLines(source, (text) =>
    flagged(nameField === undefined ? text : withNameFlag(text, nameField), 'enableHistory', true),
  );

/** `X.object-meta.xml` of source format. */
export const objectSourceFile = (blocks: readonly string[]): string => file('CustomObject', blocks);

/** `fields/F.field-meta.xml` of source format, from the element of Metadata API format. */
export const fieldSourceFile = (block: string): string => {
  const inner = dedented(block)
    .replace(/^<fields>\n?/, '')
    .replace(/\n?<\/fields>$/, '');
  return `${declaration}\n<CustomField xmlns="${namespace}">\n${inner}\n</CustomField>\n`;
};
