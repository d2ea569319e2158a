/** Fields of objects that a vendor's page lists: in parentheses, behind words of access, or beside the name of their object. */
import { keyOf } from '../platform/names.js';
import { withoutAccessWords } from './pageAccess.js';
import { fieldMeant } from './pageFields.js';
import { objectList } from './pageObjects.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** Objects by what people call them, and what is known of their fields. */
export type FieldNames = {
  readonly vocabulary: PageVocabulary;
  readonly byName: ReadonlyMap<string, string>;
};

/** Fields with their objects, and names that no table has. */
export type ListedFields = { readonly known: readonly string[]; readonly unknown: readonly string[] };

/** Names in a list. No slash divides them, as labels hold one: "Zip/Postal Code". */
export const partsOf = (text: string): string[] =>
  text
    .split(/\s*[,;&]\s*|\s+(?:and|or)\s+/i)
    .map((part) =>
      part
        .trim()
        .replace(/^(?:the|and|or) /i, '')
        .replace(/\s+fields?$/i, '')
        .replace(/\.$/, ''),
    )
    .filter((part) => part !== '');

/** A few words that begin with capitals, or the API name of something custom: no sentence. */
export const isNameLike = (text: string): boolean => /^(?:[A-Z]\w*(?: [A-Z]\w*){0,3}|\w+__[a-z]+)$/.test(text);

/** Words that say how a line is meant. */
export const isRemark = (text: string): boolean => /^(?:optional|required|recommended|all|only|api)$/i.test(text);

/** The field that a name means: one of the tables, or a custom one by its API name. No word of a sentence is taken for one. */
export const sureField = (sobject: string, name: string, { fieldLabels }: PageVocabulary): string | undefined => {
  const isCustom = /^\w+__[a-z]+$/i.test(name);
  if (!isCustom && (!/^[A-Z]/.test(name) || !fieldLabels.has(keyOf(sobject)))) return undefined;
  const field = fieldMeant(sobject, name, { fieldLabels } as PageVocabulary);
  return field === undefined ? undefined : `${sobject}.${field}`;
};

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The fields of these objects in a list, and the parts of it that are none. */
const listed = (
  sobjects: readonly string[],
  text: string,
  { vocabulary }: FieldNames,
): ListedFields & { all: string[] } => {
  const all = partsOf(text);
  const fieldsOf = (part: string): string[] =>
    sobjects.flatMap((sobject) => sureField(sobject, part, vocabulary) ?? []);
  return { all, known: unique(all.flatMap(fieldsOf)), unknown: all.filter((part) => fieldsOf(part).length === 0) };
};

/** The fields of these objects in a list that holds nothing else: what is not known of it is told. */
export const fieldsInList = (sobjects: readonly string[], text: string, names: FieldNames): ListedFields => {
  const { known, unknown } = listed(sobjects, withoutParentheses(text).replace(/[.;]$/, ''), names);
  return { known, unknown };
};

/** What stands in parentheses. */
const inParentheses = (text: string): string[] => [...text.matchAll(/\(([^()]*)\)/g)].map(([, inner = '']) => inner);

/** A text without what stands in parentheses. */
export const withoutParentheses = (text: string): string => text.replace(/\s*\([^()]*\)/g, '');

/** The fields that stand in parentheses behind their objects: `Lead: Edit (Rating, Description)`. What is no list of names is a remark. */
export const fieldsInParentheses = (sobjects: readonly string[], text: string, names: FieldNames): ListedFields => {
  const lists = inParentheses(text).flatMap((inner): ListedFields[] => {
    const { all, known, unknown } = listed(sobjects, inner, names);
    const isList = all.every(
      (part) =>
        isNameLike(part) && !isRemark(part) && !names.byName.has(keyOf(part)) && withoutAccessWords(part) === part,
    );
    return known.length > 0 || isList ? [{ known, unknown }] : [];
  });
  return {
    known: unique(lists.flatMap(({ known }) => known)),
    unknown: unique(lists.flatMap(({ unknown }) => unknown)),
  };
};

/** Fields of these objects that stand behind something, by their names alone: "Edit Rating, Description". */
export const fieldsBehind = (sobjects: readonly string[], text: string, names: FieldNames): ListedFields => {
  const { known, unknown } = listed(sobjects, withoutParentheses(withoutAccessWords(text)), names);
  return { known, unknown: known.length === 0 ? [] : unknown.filter(isNameLike) };
};

/** The fields of "the Stage field on the Opportunity object" and "Stage and Amount of Opportunity". */
const fieldsOnObject = (text: string, names: FieldNames): string[] | undefined => {
  const [, list = '', object = ''] = /^(.+?)(?: fields?)? (?:on|of|in|from) (.+)$/i.exec(text) ?? [];
  const [sobject, ...others] = objectList(object, names.byName) ?? [];
  if (sobject === undefined || others.length > 0) return undefined;
  const { known, unknown } = listed([sobject], list, names);
  return unknown.length === 0 && known.length > 0 ? [...known] : undefined;
};

/** The fields that a text is a list of: "Lead Rating and Lead Description", `Opportunity.StageName`. Undefined where it holds anything else. */
export const fieldsBesideObject = (text: string, names: FieldNames): string[] | undefined => {
  const onObject = fieldsOnObject(text.trim(), names);
  if (onObject !== undefined) return onObject;
  const fields: string[] = [];
  let last: string | undefined;
  for (const part of partsOf(text)) {
    const words = part.split(/[ .]/);
    const found = [3, 2, 1]
      .filter((many) => many < words.length)
      .flatMap((many) => {
        const sobject = names.byName.get(keyOf(words.slice(0, many).join(' ')));
        const field = sobject && sureField(sobject, words.slice(many).join(' '), names.vocabulary);
        return sobject !== undefined && field !== undefined ? [{ sobject, field }] : [];
      })[0];
    // "Lead Rating and Description": the second one is of the same object.
    const field = found?.field ?? (last && sureField(last, part, names.vocabulary));
    if (field === undefined || field === '') return undefined;
    last = found?.sobject ?? last;
    fields.push(field);
  }
  return fields.length === 0 ? undefined : unique(fields);
};
