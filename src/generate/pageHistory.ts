/** Field history that a vendor's page asks for. */
import { fieldsBehind, fieldsBesideObject, fieldsInParentheses, withoutParentheses } from './listedFields.js';
import type { FieldNames } from './listedFields.js';
import { objectList } from './pageObjects.js';
import { statement } from './pageSentences.js';

/** Objects of which history is wanted, each with the fields that are named (none: any field), and names that no table has. */
export type TrackedHistory = {
  readonly objects: readonly { readonly sobject: string; readonly fields: readonly string[] }[];
  readonly unknown: readonly string[];
};

/** Whether a text is about the history of fields. */
export const speaksOfHistory = (text: string): boolean =>
  /\bfield histor(?:y|ies)\b|\bhistory tracking\b|\btrack(?:s|ed|ing)?\b.*\bhistory\b/i.test(text);

const tracked = (
  sobjects: readonly string[],
  fields: readonly string[],
  unknown: readonly string[],
): TrackedHistory => ({
  objects: sobjects.map((sobject) => ({
    sobject,
    fields: fields.filter((field) => field.startsWith(`${sobject}.`)).map((field) => field.slice(sobject.length + 1)),
  })),
  unknown,
});

/** The objects of fields that have theirs before a dot. */
const objectsOf = (fields: readonly string[]): string[] => [
  ...new Set(fields.map((field) => field.slice(0, field.indexOf('.')))),
];

/** What turns history on, and what stands between that and the objects: "must be turned on for". */
const wanted =
  /^(?:\w+ ){0,2}Field History Tracking\s+(?:(?:is|are|must be|should be|has to be|needs to be|enabled|activated|(?:turned|switched) on)\s+)*(?:on|for|of)\s+([^;:]+?)[.;:]?$/i;

/**
 * The history that a sentence asks for: "Lead Field History: …tracking…", "Field History Tracking on Lead and Contact", "for the Stage
 * field on the Opportunity object", or `Object.Field` beside words of history. Undefined where it asks for none.
 * @param head what stands before the first colon or dash
 * @param qualified fields that stand there as `Object.Field`
 */
export const trackedHistory = (
  text: string,
  head: string,
  qualified: readonly string[],
  names: FieldNames,
): TrackedHistory | undefined => {
  if (!speaksOfHistory(text)) return undefined;
  const plain = withoutParentheses(head);
  const [, before = ''] = /^(.*?)\s*Field History\b/i.exec(plain) ?? [];
  const [, behind = ''] = wanted.exec(withoutParentheses(statement(text)).trim()) ?? [];
  const [, beforeColon = ''] = wanted.exec(plain.trim()) ?? [];
  for (const place of [...(/tracking/i.test(text) ? [before] : []), behind, beforeColon]) {
    const sobjects = objectList(place, names.byName);
    if (sobjects !== undefined) {
      const inBrackets = fieldsInParentheses(sobjects, text, names);
      const afterHead = fieldsBehind(
        sobjects,
        text.slice(text.indexOf(head) + head.length).replace(/^\s*[:—–-]\s*/, ''),
        names,
      );
      const own = qualified.filter((field) => sobjects.some((sobject) => field.startsWith(`${sobject}.`)));
      return tracked(
        sobjects,
        [...new Set([...inBrackets.known, ...afterHead.known, ...own])],
        [...inBrackets.unknown, ...afterHead.unknown],
      );
    }
    const fields = fieldsBesideObject(place, names);
    if (fields !== undefined) {
      const sobjects = objectsOf(fields);
      const { known, unknown } = fieldsInParentheses(sobjects, text, names);
      return tracked(sobjects, [...new Set([...fields, ...known])], unknown);
    }
  }
  return qualified.length === 0 ? undefined : tracked(objectsOf(qualified), qualified, []);
};
