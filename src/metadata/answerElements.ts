/** What readMetadata answers, as the elements of a file. */
import type { XmlNode } from './metadataXml.js';

type AnswerRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is AnswerRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Levels that are gone into: more than any file may have, so that what is deeper is seen and refused there. */
const maxLevels = 10;

/** `$` holds attributes of the SOAP answer, such as the type, that no file has. */
const childrenOf = (record: AnswerRecord, level: number): XmlNode[] =>
  level > maxLevels
    ? []
    : Object.entries(record).flatMap(([name, value]) => (name === '$' ? [] : elementsOf(name, value, level)));

/**
 * The client has made lists of some elements and true and false of some texts; for a known element that was not there it
 * puts an empty text, which says nothing.
 */
const elementsOf = (name: string, value: unknown, level: number): XmlNode[] => {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((one) => elementsOf(name, one, level));
  const children = isRecord(value) ? childrenOf(value, level + 1) : [];
  // A known element that was not there is empty; one that is too deep is not.
  if (isRecord(value) && children.length === 0 && level < maxLevels) return [];
  return [{ name, attributes: {}, children, text: isRecord(value) ? '' : String(value), comments: [] }];
};

/**
 * The elements of the one component that was asked for by name, without its name, which no retrieved file has; null where
 * there is no such component: the answer is then a record without anything in it.
 * @param body the record, or a list of one
 */
export const answerElements = (body: unknown): XmlNode[] | null => {
  const [record] = Array.isArray(body) ? (body as readonly unknown[]) : [body];
  if (!isRecord(record) || typeof record['fullName'] !== 'string' || record['fullName'] === '') return null;
  return childrenOf(record, 1).filter(({ name }) => name !== 'fullName');
};
