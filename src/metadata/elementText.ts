import { childText, markupOnly, metadataNamespace, parseXml } from './metadataXml.js';
import type { ReadNode } from './metadataXml.js';

/**
 * Metadata files as texts: all that is not edited stays byte for byte as the org or the project has it, whatever else
 * stands in the file.
 */

/** An element of a file: its name, its full name where it has one, its text from tag to tag, and where that begins. */
export type Block = { readonly name: string; readonly fullName: string; readonly text: string; readonly at: number };

/** The start tag of an element that ends with it. `markup` is the file without comments and CDATA. */
const emptyTag = (markup: string, { index }: ReadNode): string | undefined =>
  /^<(?:"[^"]*"|'[^']*'|[^<>"'])*\/>/.exec(markup.slice(index))?.[0];

/** Where an element ends: behind its end tag, before its next sibling. */
const endOf = (markup: string, node: ReadNode, next: ReadNode | undefined): number => {
  const tag = emptyTag(markup, node);
  if (tag !== undefined) return node.index + tag.length;
  return markup.indexOf('>', markup.slice(0, next?.index).lastIndexOf(`</${node.name}`)) + 1;
};

/** The elements below the root. @throws MetadataFileMistake for XML that is broken or dangerous */
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
export const keepingLines = (source: string, edit: (text: string) => string): string => {
  const bom = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const edited = edit(source.slice(bom.length).replace(/\r\n/g, '\n'));
  return bom + (source.includes('\r\n') ? edited.replace(/\n/g, '\r\n') : edited);
};

/**
 * The text of a file or element with a flag in it set; LF and no byte order mark. For other texts see `withFlag`.
 * @throws MetadataFileMistake
 */
export const flagged = (source: string, flag: string, value: boolean): string => {
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
 * @throws MetadataFileMistake
 */
export const withFlag = (source: string, flag: string, value: boolean): string =>
  keepingLines(source, (text) => flagged(text, flag, value));

/**
 * Refuses a file that is not what its name says.
 * @throws MetadataFileMistake where its root is another element, or of another namespace
 */
export const expectRoot = (source: string, name: 'CustomObject' | 'CustomField'): void => {
  const { root, mistake } = parseXml(source);
  const { xmlns = metadataNamespace } = root.attributes;
  if (root.name !== name) throw mistake('WrongRoot', root.name, root.index);
  if (xmlns !== metadataNamespace) throw mistake('WrongRoot', xmlns, root.index);
};
