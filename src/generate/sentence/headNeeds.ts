/** What a sentence asks for of the objects that it begins with: `Lead: Create, Read`, `Contacts (read)`, or a heading `Lead`. */
import { accessOfObject } from '../accessOfObject.js';
import { withoutParentheses } from '../listedFields.js';
import { accessIn } from '../pageAccess.js';
import { objectList } from '../pageObjects.js';
import { objectWithFields } from './objectWithFields.js';
import type { Understood } from './pageNeed.js';
import type { SentenceParts } from './sentenceParts.js';

/** What is asked for of the objects before a colon or dash, or that are all of the sentence; undefined where none are. */
export const headNeeds = (parts: SentenceParts): Understood | undefined => {
  const { head, hasTail, tail, rest, beside, reader, sentence } = parts;
  const heads = objectList(withoutParentheses(head), reader.byName);
  if (heads === undefined) return undefined;
  if (hasTail) {
    const { access, left, isMixed } = accessOfObject(heads, withoutParentheses(tail), reader);
    // Nobody gets Edit on a field that is only read.
    if (isMixed)
      return { needs: [{ ...beside, kind: 'object', sobjects: heads, access }], named: heads, unused: [tail] };
    if (access.length > 0) return { ...objectWithFields({ sobjects: heads, access }, parts, tail), unused: left };
    return left.length > 0
      ? { needs: [], named: heads, unused: left }
      : { needs: [], context: heads.length === 1 ? (heads[0] ?? null) : null, named: heads };
  }
  // "Lead (read, and create Tasks for it)": people have to read what the brackets ask for.
  if (accessIn(rest).length > 0) return { needs: [], named: heads, unused: [rest.trim()] };
  if (heads.length === 1 && !sentence.isItem) return { needs: [], context: heads[0] ?? null, named: [] };
  return { needs: [], named: heads };
};
