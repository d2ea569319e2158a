/** What a sentence asks for in plain words and that is in none of its rules: people have to read it. */
import { keyOf } from '../platform/names.js';
import { onlyAccess } from './pageAccess.js';
import type { PageNeed } from './sentence/pageNeed.js';

/** An object and what is asked of it, wherever it stands: "…, Account: Read", "… and Lead (Read, Edit)". What stands behind a dot is a field, and no object. */
const entry =
  /(?<![\w.])([A-Z]\w*(?: \w+){0,5}?)(?:\s*:\s*|\s+[–—-]\s+|\s*(\()\s*)([A-Za-z][A-Za-z ,/&]{2,60})(?=[.;)]|$)/g;

/** A license by a name in quotation marks. */
const quotedLicense = /\blicen[sc]es?\s+["“][^"”]+["”]|["“][^"”]+["”]\s+licen[sc]es?\b/gi;

/** A permission set license, whatever it is called. */
const setLicense = /\bpermission set licen[sc]es?\b/i;

/** What is said of the object that the sentence is about: "Object permissions: Read". */
const ofAccess = /\b(?:access|permissions?|rights?|objects?|records?|fields?|levels?|required|optional|minimum)$/i;

/** The end of what is asked of the object before: "Edit and Opportunity Products: Read". */
const accessBefore = /^(?:(?:read|create|edit|delete|view all|modify all)\b[ ,/&]+(?:and )?)+(?=[A-Z])/i;

/** The object with whose name a text ends, in up to three words. */
const objectAtEnd = (
  text: string,
  byName: ReadonlyMap<string, string>,
): [words: string, object: string] | undefined => {
  const words = text.split(' ');
  for (const many of [3, 2, 1]) {
    const last = words.slice(-many).join(' ');
    const object = byName.get(keyOf(last));
    if (object !== undefined) return [last, object];
  }
  return undefined;
};

/**
 * The parts of a sentence, as they stand there, that ask for something and are in none of its rules: empty where there are none.
 * Objects only where there are rules, as a sentence without any is a gap as a whole.
 * @param text without the user permissions that it names
 * @param byName objects by the key of their name
 */
export const askedBesides = (
  text: string,
  needs: readonly PageNeed[],
  byName: ReadonlyMap<string, string>,
): string[] => {
  const taken = new Set(needs.flatMap((need) => (need.kind === 'object' ? need.sobjects : [])));
  const objects = [...text.matchAll(entry)].flatMap(([whole = '', name = '', bracket, access = '']) => {
    const [words = name.replace(accessBefore, ''), object] = objectAtEnd(name, byName) ?? [];
    // What is no object that the tables have may be one of the org: "Role: Read", "Read (View All)".
    const isTaken = object === undefined ? ofAccess.test(name) : taken.has(object);
    if (isTaken || !onlyAccess(access)) return [];
    return [`${words}${whole.slice(name.length)}${bracket === undefined ? '' : ')'}`];
  });
  const named = text.match(quotedLicense) ?? (needs.length > 0 ? setLicense.exec(text) : null) ?? [];
  const isAsked = needs.some(({ kind }) => kind === 'permissionSetLicense' || kind === 'userLicense');
  const licenses = isAsked ? [] : named;
  return [...(needs.length > 0 ? objects : []), ...licenses];
};
