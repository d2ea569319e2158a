/** Fields by their labels, and objects, that a sentence names beside fields that are written `Object.Field`. */
import { keyOf } from '../platform/names.js';
import { withoutAccessWords } from './pageAccess.js';
import { isNameLike, isRemark, partsOf, sureField, withoutParentheses } from './listedFields.js';
import type { FieldNames } from './listedFields.js';

/** Fields that stand in one list with those of `Object.Field`, and whatever else the sentence names. */
export type NamesBeside = {
  readonly listed: readonly string[];
  /** As it stands in the text; `meant`: the field, or the object, where a table has it. */
  readonly named: readonly { readonly text: string; readonly meant: string | undefined }[];
};

/** `Object.Field`, or words that begin with capitals: "Opportunity Next Step", "Date of Birth". */
const runs =
  /(?<![\w.])(?:[A-Za-z]\w*(?:\.[A-Za-z]\w*)+|[A-Z][\w/-]*(?![\w/-]|\.\w)(?: (?:(?:of|to|in) )?[A-Z][\w/-]*(?![\w/-]|\.\w))*)/g;

/** What may stand between two names of a list, and nothing else. */
const between = /^(?:[\s,;&"'“”`]|\b(?:and|or|the|also|as well as|plus|fields?)\b)*$/i;
const isDivided = /[,;&]|\b(?:and|or|as well as|plus)\b/i;

/** Words that say of what kind a name is, or with which access, and belong to no name. */
const nameIn = (text: string): string =>
  withoutAccessWords(text)
    .replace(/\b(?:Access|Objects?|Records?|Fields?)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The object that a run of words begins with, and what stands behind it. */
const objectFirst = (run: string, { byName }: FieldNames): { sobject: string; behind: string } | undefined => {
  const words = run.split(' ');
  for (const many of [3, 2, 1]) {
    const sobject = many <= words.length ? byName.get(keyOf(words.slice(0, many).join(' '))) : undefined;
    if (sobject !== undefined) return { sobject, behind: words.slice(many).join(' ') };
  }
  return undefined;
};

/** The place of the word with which an object begins in a run of words: 0 where there is none. */
const startOfObject = (run: string, names: FieldNames): number => {
  const words = run.split(' ');
  return Math.max(
    0,
    words.findIndex((_, at) => objectFirst(words.slice(at).join(' '), names) !== undefined),
  );
};

/**
 * What a sentence names beside its fields of the form `Object.Field`. A label alone is one of the object before it in the list.
 * @param qualified the fields that are written so, as the tables call them
 */
export const namesBeside = (text: string, qualified: readonly string[], names: FieldNames): NamesBeside => {
  const sobjects = [...new Set(qualified.map((field) => field.slice(0, field.indexOf('.'))))];
  const labelOf = (name: string): string | undefined =>
    sobjects.flatMap((sobject) => sureField(sobject, name, names.vocabulary) ?? [])[0];
  const scan = (part: string, isWhole: boolean): NamesBeside => {
    const named: { text: string; meant: string | undefined }[] = [];
    const listed: string[] = [];
    // The list that goes on: its fields count only once one of them is written `Object.Field`.
    let list: string[] = [];
    let isSure = false;
    let last: string | undefined;
    let end = 0;
    const close = (): void => {
      if (isSure) listed.push(...list);
      list = [];
      isSure = false;
      last = undefined;
    };
    const found = [...part.matchAll(runs)];
    for (const [at, { 0: run, index }] of found.entries()) {
      const gap = part.slice(end, index);
      if (!between.test(gap)) close();
      end = index + run.length;
      const next = part.slice(end, found[at + 1]?.index ?? part.length);
      const isItem = isDivided.test(gap) || (list.length === 0 && isDivided.test(next));
      if (run.includes('.')) {
        const [object = '', ...behind] = run.split('.');
        const sobject = names.byName.get(keyOf(object));
        const isKnown = behind.length === 1 && (sobject !== undefined || /__c$/i.test(object));
        // A path over a relationship, or an object that nobody knows; "Salesforce.com" is none.
        if (!isKnown && (sobject !== undefined || behind.every((one) => /^[A-Z]|__/.test(one))))
          named.push({ text: run, meant: undefined });
        last = sobject ?? last;
        isSure ||= isKnown;
        continue;
      }
      const said = nameIn(run);
      if (said === '') continue;
      // "Grant Lead Rating": an object behind the first word of the sentence, or within other names ("Acme Lead Rating").
      const words = said.split(' ');
      const start = labelOf(said) === undefined ? startOfObject(said, names) : 0;
      const name = words.slice(start).join(' ');
      const isPlain = start === 0 || (start === 1 && part.slice(0, index).trim() === '');
      const first = objectFirst(name, names);
      if (first?.behind === '') {
        const isOwn = sobjects.includes(first.sobject);
        if (!isOwn || (isDivided.test(gap) && between.test(gap)) || /^\s*(?:&|and\b|or\b)/i.test(next))
          named.push({ text: name, meant: first.sobject });
        continue;
      }
      const field =
        (first && sureField(first.sobject, first.behind, names.vocabulary)) ??
        (last !== undefined && isItem ? sureField(last, name, names.vocabulary) : undefined);
      if (field !== undefined) {
        if (isPlain) list.push(field);
        named.push({ text: name, meant: field });
        last = field.slice(0, field.indexOf('.'));
        continue;
      }
      const ownLabel = labelOf(name);
      const isListItem = last !== undefined && isItem && /^\s*(?:$|[,;&.]|(?:and|or|fields?)\b)/i.test(next);
      const isUnknown = isWhole && isNameLike(name) && !isRemark(name) && !/\bAPI\b/.test(name);
      if (ownLabel !== undefined || first !== undefined || (isListItem && isUnknown))
        named.push({ text: name, meant: ownLabel });
    }
    close();
    return { listed, named };
  };
  // "annual revenue" may be a word like others: it is told, and makes no rule.
  const small = partsOf(withoutAccessWords(withoutParentheses(text))).flatMap((part) => {
    if (!/^[a-z][^.]*$/.test(part)) return [];
    const first = objectFirst(part, names);
    const behind = first?.behind ?? '';
    const meant =
      labelOf(capital(part)) ??
      (first === undefined || behind === '' ? undefined : sureField(first.sobject, capital(behind), names.vocabulary));
    return meant === undefined ? [] : [{ text: part, meant }];
  });
  const whole = scan(withoutParentheses(text), true);
  // What stands in parentheses explains: it is told, and makes no rule.
  const inner = [...text.matchAll(/\(([^()]*)\)/g)].flatMap(([, one = '']) => scan(one, false).named);
  return { listed: [...new Set(whole.listed)], named: [...whole.named, ...small, ...inner] };
};
