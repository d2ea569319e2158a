/** The access that a text asks for of one object, and what it asks for of something else: "read, and create Tasks for it". */
import { keyOf } from '../platform/names.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { partsOf, sureField } from './listedFields.js';
import type { FieldNames } from './listedFields.js';
import { accessIn, fieldAccessFor, withoutAccessWords } from './pageAccess.js';

/** `left`: the part, as it stands there, whose words of access are not, or not surely, about the object. */
export type AccessOfObject = {
  readonly access: readonly ObjectAccess[];
  readonly left: readonly string[];
  /** Some fields are read and others written: "Read Email, Edit Rating". */
  readonly isMixed: boolean;
};

/** What divides two things that are asked for. */
const divider = /(\s*[,;&/+.]\s*|\s+(?:and|or|as well as|plus|then)\s+)/i;

/** Words that begin an explanation: what is done with the access, not what it is. */
const explains =
  /\b(?:so that|so|in order to|because|since|when|whenever|where|if|as|that|which|while|during|by|via|using|through|from|after|before|unless|used|needed|required|optional(?:ly)?)\b/i;

/** "Edit to write the score": behind a word of access "to" begins an explanation, unless it says to what. */
const purpose =
  /\bto\s+(?!(?:all|any|each|every|the|its|their|these|this|those|fields?|records?|objects?|data)\b)[a-z]/;

/** Words behind a word of access that name nothing else. */
const filler =
  /\b(?:access|permissions?|rights?|levels?|only|full|all|any|each|every|the|its|their|them|it|these|this|those|own|standard|custom|new|existing|fields?|records?|objects?|data|on|to|of|for|in|at|least|both)\b/gi;

const isOwnField = (text: string, own: readonly string[], { vocabulary }: FieldNames): boolean =>
  own.some((one) => sureField(one, text, vocabulary) !== undefined);

/** "The user" is who has the access. */
const people: ReadonlySet<string> = new Set(['user', 'users', 'name', 'names']);

/** Whether words name objects, in whatever letters, other than these: a field of theirs is no object ("Account Name" of an opportunity). */
const otherObject = (text: string, own: readonly string[], names: FieldNames): boolean => {
  return partsOf(withoutAccessWords(text).replace(/\s+/g, ' '))
    .filter((part) => !isOwnField(part, own, names))
    .some((part) => {
      const words = part.match(/\w+/g) ?? [];
      return words.some((_, at) =>
        [3, 2, 1].some((many) => {
          const name = words.slice(at, at + many).join(' ');
          const sobject = people.has(name) ? undefined : names.byName.get(keyOf(name));
          return sobject !== undefined && !own.includes(sobject);
        }),
      );
    });
};

/** Whether what stands behind the last word of access is about these objects: nothing, themselves, or fields of theirs. */
const isOfThem = (clause: string, own: readonly string[], names: FieldNames): boolean => {
  if (otherObject(clause, own, names)) return false;
  if (accessIn(clause).length === 0) return true;
  const behind = withoutAccessWords(clause.slice(firstAccess(clause))).trim();
  if (isOwnField(behind, own, names)) return true;
  const rest = behind.replace(filler, ' ').replace(/\s+/g, ' ').trim();
  if (!/\w/.test(rest) || isOwnField(rest, own, names)) return true;
  const sobject = names.byName.get(keyOf(rest));
  return sobject !== undefined && own.includes(sobject);
};

/** Where the first word of access begins; 0 where there is none. */
function firstAccess(text: string): number {
  const words = [...text.matchAll(/\S+/g)];
  return words.find(({ index }) => accessIn(text.slice(index).split(/\s/)[0] ?? '').length > 0)?.index ?? 0;
}

/** The text up to its explanation, and the explanation. */
const explained = (text: string): [said: string, why: string] => {
  const first = firstAccess(text);
  const isAccess = accessIn(text).length > 0;
  const behind = isAccess ? text.slice(first) : '';
  const at = [explains, purpose].flatMap((one) => one.exec(behind)?.index ?? []);
  const cut = at.length === 0 ? text.length : first + Math.min(...at);
  return [text.slice(0, cut), text.slice(cut)];
};

/**
 * The words of access that are asked of these objects, up to the first that is about another object, or about something that nobody
 * knows: an access too many is the worst that a definition can say. What follows is told.
 */
export const accessOfObject = (own: readonly string[], text: string, names: FieldNames): AccessOfObject => {
  const [said, why] = explained(text);
  const pieces = said.split(divider);
  const clauses = pieces.filter((_, at) => at % 2 === 0);
  const stop = clauses.findIndex((clause) => !isOfThem(clause, own, names));
  const counted = stop < 0 ? clauses : clauses.slice(0, stop);
  const rest = stop < 0 ? (accessIn(why).length > 0 ? why : '') : `${pieces.slice(stop * 2).join('')}${why}`;
  const left = rest.trim().replace(/[.;,]$/, '');
  const access = accessIn(counted.join(', '));
  const isMixed =
    fieldAccessFor(access) === 'edit' &&
    counted.some((clause) => {
      const words = accessIn(clause);
      const behind = withoutAccessWords(clause).replace(filler, ' ').replace(/\s+/g, ' ').trim();
      return words.length > 0 && fieldAccessFor(words) === 'read' && isOwnField(behind, own, names);
    });
  return { access, left: left === '' ? [] : [left], isMixed };
};

/** A word of access, or several, and up to three words that it is about. */
const phrase =
  /\b(?:creat(?:e|es|ing)|inserts?|adds?|edits?|updates?|modif(?:y|ies)|writes?|upserts?|deletes?|removes?)(?:(?:\s*[,/&]\s*|\s+(?:and|or)\s+)(?:read|view|create|edit|update|delete))*((?:\s+(?:to|on|for|the|a|an|all|any|new|its|their|own|related))*\s+(\w+(?: \w+){0,2}))(?![\w.])/gi;

/** A text about fields without what it asks of other objects ("and create Tasks"), and those parts: their words are none of the fields'. */
export const withoutOtherObjects = (
  text: string,
  own: readonly string[],
  names: FieldNames,
): { text: string; left: string[] } => {
  const left: string[] = [];
  const rest = text.replace(phrase, (all: string, _: string, name: string) => {
    const [first = ''] = name.split(' ');
    if (![name, name.split(' ').slice(0, 2).join(' '), first].some((one) => otherObject(one, own, names))) return all;
    if (isOwnField(name, own, names)) return all;
    left.push(all);
    return ' ';
  });
  return { text: rest, left };
};
