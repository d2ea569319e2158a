/** What stands in one list with user permissions: "API Enabled, View Setup and Manage Widgets". */
import { compareKeys, keyOf } from '../platform/names.js';
import { isOrgWide } from '../platform/orgWidePermissions.js';
import { withoutParentheses } from './listedFields.js';
import type { SentenceReader } from './sentence/sentenceReader.js';

/** `meant`: user permissions of whose label it is the beginning; `left`: names that nobody knows, as they stand there. */
export type PermissionsBeside = { readonly meant: readonly string[]; readonly left: readonly string[] };

/** Stands for a user permission that is known. */
const mark = '\uE000';

const divider = /\s*[,;&]\s*(?:(?:and|or)\s+)?|\s+(?:and|or|as well as|plus)\s+/i;

/** What a sentence says before its list: "The user needs", "Enable the". */
const before =
  /^.*?\b(?:needs?|requires?|have|has|gets?|enable|grant|assign|give|select|check|activate|add|following)\b\s*(?:also\s+)?(?:the\s+)?/i;

/** What may follow the last name of a list. */
const behind =
  /^["”'’]?\s*(?:$|[.:]|(?:user |system |app |administrative )*permissions?\b|(?:is|are|to|for|on|must|should|in|at|via)\b)/i;

const name = /^["“'‘]?([A-Z][\w-]*(?: (?:(?:of|to|in|for|by|and|on|the) )?[A-Z][\w-]*)*)/;

/** Words that begin a remark. */
const remark =
  /^(?:In|On|Under|From|For|To|At|With|Also|Then|Please|Note|If|When|This|These|It|Optional|Required|API|See)\b/;

/** The name that a member of a list is; undefined where it is a remark or a sentence. */
const nameIn = (member: string, isHeaded: boolean): string | undefined => {
  const said = member.trim().replace(/^(?:the|a|an|and|or)\s+/i, '');
  const [whole = '', called] = name.exec(said) ?? [];
  if (called !== undefined && !remark.test(called) && behind.test(said.slice(whole.length))) return called;
  const plain = said.replace(/[.;]$/, '');
  return isHeaded && /^[a-z]/.test(plain) && /^\w+(?: \w+){0,3}$/.test(plain) ? plain : undefined;
};

/** The one user permission with whose label a name begins, in whole words. Never one that controls the whole org: "Modify All" is of objects. */
const begun = (called: string, { vocabulary }: SentenceReader): string | undefined => {
  if (!/\s/.test(called)) return undefined;
  const found = vocabulary.permissions.filter(({ label }) => keyOf(label).startsWith(`${keyOf(called)} `));
  const [only, ...others] = found;
  return only === undefined || others.length > 0 || isOrgWide(only.name) ? undefined : only.name;
};

/**
 * The members of lists with user permissions that are none by their whole names.
 * @param marked the sentence, with a mark for each user permission: `withMarks`
 * @param isRule whether something else of the sentence makes a rule of a name, such as an API or an object
 */
export const permissionsBeside = (
  marked: string,
  reader: SentenceReader,
  isRule: (name: string) => boolean,
): PermissionsBeside => {
  const plain = withoutParentheses(marked);
  const colon = plain.indexOf(':');
  const isHeaded = colon >= 0 && colon < plain.indexOf(mark);
  const members = (isHeaded ? plain.slice(colon + 1) : plain).split(divider);
  const isKnown = (at: number): boolean => members[at]?.includes(mark) ?? false;
  const called = members.map((member, at) => {
    if (member.includes(mark) || /[:.]\w|:\s/.test(member)) return undefined;
    return nameIn(at === 0 ? member.replace(before, '') : member, isHeaded);
  });
  // A list goes on from one name to the next; what stands before its first permission only where that begins no sentence.
  const isIn = (at: number, step: 1 | -1): boolean => {
    for (let place = at + step; place >= 0 && place < members.length; place += step) {
      if (isKnown(place)) return step === -1 || /^\s*(?:the\s+)?["“'‘]?\uE000/.test(members[place] ?? '');
      if (called[place] === undefined) return false;
    }
    return false;
  };
  const beside = called.flatMap((one, at) => {
    if (one === undefined || isRule(one)) return [];
    return isIn(at, -1) || isIn(at, 1) ? [one] : [];
  });
  const meant = beside.flatMap((one) => begun(one, reader) ?? []);
  return {
    meant: [...new Set(meant)].sort(compareKeys),
    left: [...new Set(beside.filter((one) => begun(one, reader) === undefined))],
  };
};

/** A text with a mark in place of each user permission that it names. */
export const withMarks = (text: string, { permissions }: SentenceReader): string =>
  permissions.flatMap(({ patterns }) => patterns).reduce((rest, pattern) => rest.replace(pattern, mark), text);
