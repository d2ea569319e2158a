import type { XmlNode } from '../soap/soapEnvelope.js';
import type { XmlOut } from './metadataXml.js';

/** A SOAP tree as elements of a file: lists repeat their element; attributes and what is empty are left out. */
export const xmlOutOf = (node: XmlNode): XmlOut[] => {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  return Object.entries(node).flatMap(([name, value]): XmlOut[] => {
    if (name.startsWith('@') || value === undefined || value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((entry): XmlOut => [
      name,
      typeof entry === 'object' ? xmlOutOf(entry) : entry,
    ]);
  });
};

/** Elements of a file as a SOAP tree. */
export const xmlNodeOf = (elements: readonly XmlOut[]): { [name: string]: XmlNode } => {
  const node: { [name: string]: XmlNode } = {};
  for (const [name, content] of elements) {
    const value: XmlNode = typeof content === 'object' ? xmlNodeOf(content) : content;
    const present = node[name];
    if (present === undefined) node[name] = value;
    else node[name] = Array.isArray(present) ? [...present, value] : [present, value];
  }
  return node;
};

/** Elements as a text that is the same for the same definition, whatever the order of different elements. */
export const definitionOf = (elements: readonly XmlOut[], without: ReadonlySet<string> = new Set()): string =>
  JSON.stringify(canonical(elements, without));

const canonical = (elements: readonly XmlOut[], without: ReadonlySet<string>): unknown[] =>
  elements
    .filter(([name]) => !without.has(name))
    .map(([name, content]): [string, unknown] => [
      name,
      typeof content === 'object' ? canonical(content, without) : String(content),
    ])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
