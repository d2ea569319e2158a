import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MetadataFileMistake } from './metadataFileMistake.js';
import type { MetadataFileCode } from './metadataFileMistake.js';

/** The namespace of every metadata file. */
export const metadataNamespace = 'http://soap.sforce.com/2006/04/metadata';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element with everything that is in it. One without children has text, one with children none. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
  /** Comments before the element or loose in it. */
  readonly comments: readonly string[];
};

/** An element with a text and nothing else in it. */
export const leaf = (name: string, text: string): XmlNode => ({
  name,
  attributes: {},
  children: [],
  text,
  comments: [],
});

/** An element with elements in it. */
export const parent = (name: string, children: readonly XmlNode[]): XmlNode => ({ ...leaf(name, ''), children });

/** The text of the first child of that name, without blanks around it; undefined where there is none. */
export const childText = (node: XmlNode, name: string): string | undefined =>
  node.children.find((child) => child.name === name)?.text.trim();

/** An element as it was read, with its place for mistakes that are found later. */
export type ReadNode = Omit<XmlNode, 'children'> & { readonly children: readonly ReadNode[]; readonly index: number };

/** The root element, and the comments behind its last child. */
type Root = ReadNode & { readonly loose: readonly string[] };

export type XmlDocument = {
  readonly root: ReadNode;
  /** What the places count in: without a byte order mark, line breaks as LF. */
  readonly text: string;
  /** Comments behind the last child of the root. */
  readonly trailing: readonly string[];
  /** Makes the exception for a place in the text. */
  readonly mistake: (code: MetadataFileCode, detail: string, index: number) => MetadataFileMistake;
};

const attributesKey = ':@';
const textKey = '#text';
const commentKey = '#comment';
const cdataKey = '#cdata';

const position = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** Entities stay as they are: those of text are resolved here, those of CDATA are none. */
const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  attributesGroupName: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  commentPropName: commentKey,
  cdataPropName: cdataKey,
});

/** Whether XML 1.0 can carry the character (production Char). */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The character that a reference stands for: one of the five of XML or a number; undefined for all others. */
const referenced = (name: string): string | undefined => {
  const [, decimal, hex] = /^#(?:(\d{1,7})|x([\dA-Fa-f]{1,6}))$/.exec(name) ?? [];
  if (decimal === undefined && hex === undefined) return Object.hasOwn(predefined, name) ? predefined[name] : undefined;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
};

const resolved = (raw: string): string =>
  // Most texts have none, and there may be a hundred thousand.
  !raw.includes('&') ? raw : raw.replace(/&([^;&\s]*);/g, (all, name: string) => referenced(name) ?? all);

type Mistakes = XmlDocument['mistake'];

const mistakesIn =
  (text: string): Mistakes =>
  (code, detail, index) => {
    const before = text.slice(0, index);
    const line = before.split('\n').length;
    return new MetadataFileMistake(code, detail, { line, column: index - before.lastIndexOf('\n') });
  };

/** The text with comments and CDATA blanked out, every other character in its place; one that does not end stays. */
export const markupOnly = (text: string): string => {
  const opening = /<!--|<!\[CDATA\[/g;
  const parts: string[] = [];
  let end = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const close = open[0] === '<!--' ? '-->' : ']]>';
    const at = text.indexOf(close, opening.lastIndex);
    // Looking for the end of each of them anew would take minutes where there are many and none ends.
    if (at < 0) break;
    parts.push(text.slice(end, open.index), ' '.repeat(at + close.length - open.index));
    end = at + close.length;
    opening.lastIndex = end;
  }
  return parts.join('') + text.slice(end);
};

/** Characters of a file: a permission set with fifteen thousand entries has less. */
const maxCharacters = 6_000_000;

/** What the parser makes objects of; each takes it a hundred times the bytes that it is written with. */
const maxParts = 120_000;

/** Refuses what would take more than about a second to read. */
const refuseTooMuch = (text: string, mistake: Mistakes): void => {
  if (text.length > maxCharacters) throw mistake('TooMuch', `${maxCharacters} characters`, maxCharacters);
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x3c && code !== 0x3d && code !== 0x26) continue;
    parts += 1;
    if (parts > maxParts) throw mistake('TooMuch', `${maxParts} tags, attributes and entities`, at);
  }
};

/** Refuses what a metadata file never has and what would make reading it dangerous or lossy. */
const refuse = (text: string, mistake: Mistakes): void => {
  const illegal = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.exec(text);
  if (illegal) throw mistake('BrokenXml', 'a character that XML does not allow', illegal.index);
  const markup = markupOnly(text);
  const doctype = /<!(?:DOCTYPE|ENTITY)/i.exec(markup);
  if (doctype) throw mistake('Doctype', 'DOCTYPE', doctype.index);
  const instruction = /(?!^<\?xml\s)<\?([^\s?>]*)/.exec(markup);
  if (instruction) throw mistake('ProcessingInstruction', instruction[1] ?? '', instruction.index);
  for (const reference of markup.matchAll(/&([^;&<\s]{0,40})(;?)/g)) {
    const [, name = '', end] = reference;
    if (end !== ';') throw mistake('BrokenXml', 'a bare "&"', reference.index);
    if (referenced(name) === undefined) throw mistake('Entity', name, reference.index);
  }
};

type NodeContent = { readonly children: readonly Root[]; readonly text: string; readonly loose: readonly string[] };

const record = (value: unknown): Record<string | symbol, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string | symbol, unknown>) : {};

const textIn = (content: unknown): string =>
  Array.isArray(content) ? content.map((part) => String(record(part)[textKey] ?? '')).join('') : '';

/** One for all elements without attributes: there may be hundreds of thousands. */
const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

const attributesOf = (node: Readonly<Record<string | symbol, unknown>>): Readonly<Record<string, string>> => {
  const attributes = node[attributesKey];
  return attributes === undefined
    ? noAttributes
    : Object.fromEntries(Object.entries(record(attributes)).map(([name, value]) => [name, resolved(String(value))]));
};

const startOf = (node: Readonly<Record<string | symbol, unknown>>): number =>
  Number(record(node[position])['startIndex'] ?? 0);

/** The one key of a part that is not for attributes: the element's name, or what sort of text it is. */
const nameOfPart = (part: Readonly<Record<string | symbol, unknown>>): string => {
  for (const key in part) if (key !== attributesKey) return key;
  return '';
};

/** The parser gives a list of objects with one key each: the element's name, or what sort of text it is. */
const contentOf = (parts: unknown, mistake: Mistakes): NodeContent => {
  const children: Root[] = [];
  let comments: string[] = [];
  let text = '';
  for (const one of Array.isArray(parts) ? parts : []) {
    const part = record(one);
    const name = nameOfPart(part);
    const value = part[name];
    if (name === textKey) text += resolved(String(value));
    else if (name === cdataKey) text += textIn(value);
    else if (name === commentKey) comments.push(textIn(value));
    else if (name !== '') {
      children.push(elementOf(name, value, part, comments, mistake));
      comments = [];
    }
  }
  return { children, text, loose: comments };
};

const elementOf = (
  name: string,
  parts: unknown,
  node: Readonly<Record<string | symbol, unknown>>,
  comments: readonly string[],
  mistake: Mistakes,
): Root => {
  const index = startOf(node);
  const { children, text, loose } = contentOf(parts, mistake);
  if (children.length > 0 && text.trim() !== '') throw mistake('MixedContent', name, index);
  return {
    name,
    attributes: attributesOf(node),
    children: children.map((child) =>
      child.loose.length === 0 ? child : { ...child, comments: [...child.comments, ...child.loose], loose: [] },
    ),
    text: children.length > 0 ? '' : text,
    comments,
    loose,
    index,
  };
};

/**
 * Reads XML without losing anything of it: unknown elements, attributes and comments stay. Line breaks become LF.
 * @throws MetadataFileMistake for XML that is broken, has a DOCTYPE, entities of its own, processing instructions, or text
 * beside elements, and for more than any metadata file has
 */
export const parseXml = (source: string): XmlDocument => {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const mistake = mistakesIn(text);
  refuseTooMuch(text, mistake);
  refuse(text, mistake);
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    // Some mistakes come without a place, or with a column that is no number.
    throw new MetadataFileMistake('BrokenXml', msg, { line: line || 1, column: col || 1 });
  }
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch (error) {
    // The parser's own limits, such as the depth of elements; it does not say where.
    throw mistake('BrokenXml', error instanceof Error ? error.message : '', 0);
  }
  const { children, loose } = contentOf(parsed, mistake);
  const [root, second] = children;
  if (root === undefined || second !== undefined) {
    throw mistake('BrokenXml', 'one root element expected', second?.index ?? 0);
  }
  // The parser passes over text behind the root; in front of it the validator has refused it.
  const markup = markupOnly(text);
  const end = markup.lastIndexOf('>') + 1;
  const behind = /\S/.exec(markup.slice(end));
  if (behind) throw mistake('BrokenXml', 'text behind the root element', end + behind.index);
  return { root, text, trailing: [...root.loose, ...loose], mistake };
};

/** What is not written as it is. */
const special = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|[&<>"']/u;

/** As the platform writes it: quotation marks and apostrophes too. What XML cannot carry is replaced. */
const escaped = (text: string): string =>
  // Most texts are names, and there may be a hundred thousand.
  !special.test(text)
    ? text
    : text
        .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&apos;')
        .replace(/\r/g, '&#xD;');

const renderAttributes = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value).replace(/[\t\n]/g, (c) => `&#${c.charCodeAt(0)};`)}"`)
    .join('');

const indentStep = '    ';

/** XML comments, each on a line of its own behind the indent; empty for none. */
export const renderComments = (comments: readonly string[], indent: string): string =>
  comments.map((comment) => `${indent}<!--${comment}-->\n`).join('');

/** One element and what is in it, four spaces for each level, a line break at the end. */
export const renderNode = (node: XmlNode, indent = ''): string => {
  const open = `${renderComments(node.comments, indent)}${indent}<${node.name}${renderAttributes(node.attributes)}>`;
  if (node.children.length === 0) return `${open}${escaped(node.text)}</${node.name}>\n`;
  const inner = node.children.map((child) => renderNode(child, `${indent}${indentStep}`)).join('');
  return `${open}\n${inner}${indent}</${node.name}>\n`;
};
