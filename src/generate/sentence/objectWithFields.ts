/** Objects with the access that a sentence asks for, and the fields that it lists with them. */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { fieldsBehind, fieldsInParentheses } from '../listedFields.js';
import { fieldAccessFor } from '../pageAccess.js';
import { statement } from '../pageSentences.js';
import type { Understood } from './pageNeed.js';
import type { SentenceParts } from './sentenceParts.js';

/** Objects, and what is asked for of them. */
export type ObjectsWithAccess = { readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] };

/**
 * What a sentence asks for of objects, and of the fields that it lists with them, in parentheses or behind.
 * @param behind what stands behind the objects and may list fields
 */
export const objectWithFields = (
  { sobjects, access }: ObjectsWithAccess,
  { rest, beside, reader }: SentenceParts,
  behind = '',
): Understood => {
  const lists = [
    fieldsInParentheses(sobjects, `${statement(rest)} ${behind}`, reader),
    fieldsBehind(sobjects, behind, reader),
  ];
  const names = [...new Set(lists.flatMap(({ known }) => known))];
  const object = { ...beside, kind: 'object', sobjects, access } as const;
  const fields = { ...beside, kind: 'field', names, access: fieldAccessFor(access) } as const;
  return {
    needs: names.length === 0 ? [object] : [object, fields],
    named: sobjects,
    unknown: lists.flatMap(({ unknown }) => unknown),
  };
};
