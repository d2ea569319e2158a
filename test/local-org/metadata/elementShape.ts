import { MetadataProblem, metadataNamespace } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

/** What may stand in an element: text, true or false, anything, or elements of a type. */
export type ElementShape = {
  content: 'string' | 'boolean' | 'any' | Shape;
  /** May be repeated, all of one name together. */
  many?: true;
  required?: true;
  /** First API version that knows it. */
  since?: number;
};

/** Shapes of elements that hold a text, or true or false. */
export const textElement: ElementShape = { content: 'string' };
export const booleanElement: ElementShape = { content: 'boolean' };

/** A type of the Metadata WSDL: its name and its elements. */
export type Shape = { name: string; elements: Readonly<Record<string, ElementShape>> };

/**
 * Checks an element against its type, in document order. The order of different elements does not matter, but those of
 * one name must stand together (fact H5).
 *
 * @throws MetadataProblem with the texts of fact H5 and, for unknown elements, of the platform's parser; those about
 * values and missing elements are assumed
 */
export const checkShape = (element: XmlElement, shape: Shape, apiVersion: number): void => {
  const seen = new Set<string>();
  let before = '';
  for (const child of element.children) {
    const expected = Object.hasOwn(shape.elements, child.name) ? shape.elements[child.name] : undefined;
    if (expected === undefined || (expected.since ?? 0) > apiVersion) {
      throw new MetadataProblem(
        `Error parsing file: Element {${metadataNamespace}}${child.name} invalid at this location in type ${shape.name}`,
        child.place,
      );
    }
    if (seen.has(child.name) && (expected.many !== true || before !== child.name)) {
      throw new MetadataProblem(
        `Error parsing file: Element ${child.name} is duplicated at this location in type ${shape.name}`,
        child.place,
      );
    }
    seen.add(child.name);
    before = child.name;
    checkContent(child, expected, apiVersion);
  }
  const missing = Object.entries(shape.elements).find(([name, { required }]) => required === true && !seen.has(name));
  if (missing !== undefined) {
    throw new MetadataProblem(`Required field is missing: ${missing[0]}`, element.place, 'REQUIRED_FIELD_MISSING');
  }
};

const checkContent = (element: XmlElement, { content }: ElementShape, apiVersion: number): void => {
  if (content === 'any') return;
  if (typeof content === 'object') {
    checkShape(element, content, apiVersion);
  } else if (content === 'boolean' && !/^(true|false|0|1)$/.test(element.text)) {
    throw new MetadataProblem(
      `Error parsing file: '${element.text}' is not a valid value for the type xsd:boolean`,
      element.place,
    );
  } else if (element.children.length > 0) {
    throw new MetadataProblem(`Error parsing file: Element ${element.name} must be text`, element.place);
  }
};

/** The child elements of this name. */
export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The text of the first child of this name, or undefined where there is none. */
export const textOfChild = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;

/** Whether the first child of this name says true. */
export const isTrueChild = (element: XmlElement, name: string): boolean =>
  /^(true|1)$/.test(textOfChild(element, name) ?? '');
