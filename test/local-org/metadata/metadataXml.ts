/** Reads metadata files into trees with the place of each element, and writes files as the platform does. */

import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Line and column, both from 1; of the first character after an element's start tag, as the platform reports them. */
export type XmlPlace = { lineNumber: number; columnNumber: number };

export type XmlElement = {
  /** Without namespace prefix. */
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** What stands between the tags of an element without children. */
  text: string;
  place: XmlPlace;
};

/** An error in a component: the text of the platform, and the place in the file where there is one. */
export class MetadataProblem extends Error {
  public readonly place: XmlPlace | undefined;
  /** For the results of createMetadata and the like, which have codes. */
  public readonly statusCode: string;

  public constructor(problem: string, place?: XmlPlace, statusCode = 'INVALID_FIELD') {
    super(problem);
    this.place = place;
    this.statusCode = statusCode;
    this.name = 'MetadataProblem';
  }
}

export const metadataNamespace = 'http://soap.sforce.com/2006/04/metadata';

const position = XMLParser.getMetaDataSymbol();

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // For character references such as &#228;; without it only the five entities of XML are read.
  htmlEntities: true,
});

/**
 * Reads a file. What the platform's parser says about text that is no XML is known for one case only, text before the
 * first element; otherwise the words are those of the parser used here.
 *
 * @throws MetadataProblem with the place
 */
export const parseXml = (source: string): XmlElement => {
  const text = source.replace(/^\u{feff}/u, '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new MetadataProblem('Error parsing file: Premature end of file.');
  if (!/^\s*</.test(text)) {
    throw new MetadataProblem('Error parsing file: Content is not allowed in prolog.', {
      lineNumber: 1,
      columnNumber: 1,
    });
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new MetadataProblem(`Error parsing file: ${msg}`, { lineNumber: line, columnNumber: col });
  }
  const lines = lineStarts(text);
  const [root, second] = elementsOf(parser.parse(text), (index) => placeAt(lines, index), text);
  if (root === undefined) throw new MetadataProblem('Error parsing file: Premature end of file.');
  if (second !== undefined) {
    throw new MetadataProblem(
      'Error parsing file: The markup in the document following the root element must be well-formed.',
      second.place,
    );
  }
  return root;
};

type PlaceOf = (index: number) => XmlPlace;

/** The parser gives an array of objects with the element's name as key of its content, `:@` for the attributes. */
const elementsOf = (nodes: unknown, placeOf: PlaceOf, text: string): XmlElement[] => {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return [];
    const [entry] = Object.entries(node).filter(([key]) => key !== ':@' && key !== '#text');
    if (entry === undefined) return [];
    const [name, content] = entry as [string, unknown];
    const children = elementsOf(content, placeOf, text);
    return [
      {
        name,
        attributes: attributesOf(node),
        children,
        text: children.length > 0 ? '' : textIn(content),
        place: placeOf(endOfTag(text, startOf(node))),
      },
    ];
  });
};

const attributesOf = (node: object): Record<string, string> => {
  const attributes: unknown = ':@' in node ? node[':@'] : undefined;
  return typeof attributes === 'object' && attributes !== null ? (attributes as Record<string, string>) : {};
};

const textIn = (content: unknown): string =>
  Array.isArray(content)
    ? content
        .map((part: unknown) => (typeof part === 'object' && part !== null && '#text' in part ? part['#text'] : ''))
        .join('')
        .trim()
    : '';

const startOf = (node: object): number => {
  const meta = (node as Record<symbol, unknown>)[position as unknown as symbol];
  return typeof meta === 'object' && meta !== null && 'startIndex' in meta ? Number(meta.startIndex) : 0;
};

/** Index after the `>` of the start tag; attribute values may hold one too. */
const endOfTag = (text: string, start: number): number => {
  const tag = /<(?:[^>"']|"[^"]*"|'[^']*')*>/y;
  tag.lastIndex = start;
  return start + (tag.exec(text)?.[0].length ?? 0);
};

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
};

const placeAt = (starts: readonly number[], index: number): XmlPlace => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return { lineNumber: low + 1, columnNumber: index - (starts[low] ?? 0) + 1 };
};

/** An element to be written: its name and its text, or its children. */
export type XmlOut = readonly [name: string, content: string | number | boolean | readonly XmlOut[]];

/** A metadata file as it is retrieved: four spaces for each level, a line break at the end. */
export const writeXml = (root: string, children: readonly XmlOut[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${metadataNamespace}">\n` +
  `${children.map((child) => written(child, '    ')).join('')}</${root}>\n`;

const written = ([name, content]: XmlOut, indent: string): string => {
  if (typeof content !== 'object') return `${indent}<${name}>${escaped(String(content))}</${name}>\n`;
  return `${indent}<${name}>\n${content.map((child) => written(child, `${indent}    `)).join('')}${indent}</${name}>\n`;
};

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;')
    // What XML 1.0 cannot carry (production Char).
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');

/** An element that was read, to be written again as it was. */
export const outOf = (element: XmlElement): XmlOut => [
  element.name,
  element.children.length > 0 ? element.children.map(outOf) : element.text,
];
