/** What a line asks for of the object that the lines above it are about: `Read: Name, Phone`, `Optional fields: Rating`. */
import { accessOfObject } from '../accessOfObject.js';
import { fieldMeant } from '../pageFields.js';
import { objectWithFields } from './objectWithFields.js';
import type { Understood } from './pageNeed.js';
import type { SentenceParts } from './sentenceParts.js';

/** Words of the longest heading that still is access and nothing else. */
const longestAccess = 4;

/** What a line asks for of the object of the lines above; undefined where there is none, or where the line asks for nothing of it. */
export const contextNeeds = (parts: SentenceParts): Understood | undefined => {
  const { context, head, hasTail, tail, unbracketed, beside, reader } = parts;
  if (context === null || !hasTail) return undefined;
  const { access, left } = accessOfObject([context], head, reader);
  if (left.length > 0) return { needs: [], named: [context], unused: [unbracketed] };
  if (access.length > 0 && head.split(/\s+/).length <= longestAccess)
    return objectWithFields({ sobjects: [context], access }, parts, tail);
  if (!/\bfields?$/i.test(head)) return undefined;
  const listed = tail.split(/\s*[,;]\s*/).map((one) => one.replace(/\s*\(.*$/, '').trim());
  const meant = listed.map((one) => ({ one, field: fieldMeant(context, one, reader.vocabulary) }));
  const names = meant.flatMap(({ field }) => (field === undefined ? [] : [`${context}.${field}`]));
  const unknown = meant.flatMap(({ one, field }) => (field === undefined ? [one] : []));
  if (names.length === 0) return undefined;
  const level = /optional/i.test(head) ? 'optional' : 'required';
  const need = { ...beside, kind: 'field', names, access: 'read', level } as const;
  return { needs: [need], named: unknown.length > 0 ? [context] : [], unknown };
};
