/** A vendor's page, pasted as text: what it names becomes needs, each with its line; what looks like a need and is not understood, a gap. */
import { apis } from '../platform/apis.js';
import type { Api } from '../platform/apis.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { accessRestsOn, objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { unseenCharacters } from '../platform/unseen.js';
import { namesOfObject } from './pageVocabulary.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** A line of the page, counted from 1, as people see it. */
export type PageLine = { readonly number: number; readonly text: string };

/** What one line asks for. */
export type PageNeed = {
  readonly line: PageLine;
  readonly level: 'required' | 'optional';
  readonly onlyWithPassword: boolean;
} & (
  | { readonly kind: 'userPermission'; readonly names: readonly string[] }
  | { readonly kind: 'api'; readonly apis: readonly Api[] }
  | { readonly kind: 'object'; readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly access: FieldAccess }
  | { readonly kind: 'historyTracking'; readonly sobject: string }
);

/** A line that looks like a need; `sobjects` are those that it names. */
export type PageGap = { readonly line: PageLine; readonly sobjects: readonly string[] };

export type VendorPage = { readonly needs: readonly PageNeed[]; readonly gaps: readonly PageGap[] };

/** Longest line that is looked at, and that stands in the file as a reason. */
const longestLine = 600;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A whole word or words: not within an API name, nor before another part of one. */
const whole = (text: string, flags: string): RegExp =>
  new RegExp(`(?<![\\w.])${escaped(text).replace(/ +/g, '\\s+')}(?![\\w]|\\.\\w)`, flags);

/** British spelling is American here, on both sides. */
const american = (text: string): string => text.replace(/([Cc]ustom)is(e|ing)/g, '$1iz$2');

const bullet = /^[\s•◦▪·*\-–—o]*(?:\d+[.)]\s+)?/u;

type Word = readonly [pattern: RegExp, access: ObjectAccess];
/** Words of access, the longer ones first: what was taken for one is not looked at again. */
const accessWords: readonly Word[] = [
  [/\bmodify all(?: records| data)?\b/gi, 'modifyAllRecords'],
  [/\b(?:view all fields)\b/gi, 'viewAllFields'],
  [/\b(?:view all|read all)(?: records| data)?\b/gi, 'viewAllRecords'],
  [/\b(?:create|insert|add)\b/gi, 'create'],
  [/\b(?:edit|update|modify|write|upsert)\b/gi, 'edit'],
  [/\b(?:delete|remove)\b/gi, 'delete'],
  [/\b(?:read|view|query|retrieve)\b/gi, 'read'],
];

/** The words of access in a text, less those that others of them bring along. */
const accessIn = (text: string): ObjectAccess[] => {
  let rest = text;
  const found = new Set<ObjectAccess>();
  for (const [pattern, access] of accessWords) {
    const without = rest.replace(pattern, ' ');
    if (without !== rest) found.add(access);
    rest = without;
  }
  return objectAccesses.filter(
    (access) => found.has(access) && ![...found].some((other) => accessRestsOn[other].includes(access)),
  );
};

const apiNames: readonly (readonly [RegExp, Api])[] = [
  [/\bbulk api\b/i, 'bulk2'],
  [/\bcomposite api\b/i, 'composite'],
  [/\b(?:parameterized search|sosl)\b/i, 'search'],
  [/\bmetadata api\b(?! functions)/i, 'metadata'],
  [/\btooling api\b/i, 'tooling'],
  [/\bsoql\b/i, 'soql'],
  [/\brest api\b/i, 'rest'],
];

const negation = /\b(?:not|no|never|without|except|don['’]t|doesn['’]t|does not|cannot|can['’]t)\b/i;
const looksLikeNeed =
  /\b(?:permissions?|access|must|requires?|required|needs?|needed|enabled?|grant|objects?|fields?|tracking)\b/i;
/** A line with one of these is a sentence, however short. */
const sentenceWords = /\b(?:requires|must|needs?|enable|grant|assign)\b/i;
const optional = /\b(?:optional(?:ly)?|if (?:enabled|applicable|possible|you)|may)\b/i;
const passwordOnly = /username\s*(?:\/|and)\s*password/i;

/** What a line says before it explains: up to the first dash. */
const statement = (text: string): string => text.split(/\s+[—–-]\s+/)[0] ?? text;

/** The objects that a text is a list of: `Lead/Contact/Account`, `Accounts and Contacts`. Undefined where it holds anything else. */
const objectList = (text: string, byName: ReadonlyMap<string, string>): string[] | undefined => {
  const parts = text
    .replace(/\b(?:the|standard|custom|salesforce)\b/gi, ' ')
    .replace(/\b(?:objects?|records?|data)\b/gi, ' ')
    .split(/\s*[/,&]\s*|\s+(?:and|or)\s+/i)
    .map((part) => part.trim().replace(/\s+/g, ' '));
  if (parts.length === 0 || parts.some((part) => part === '' || !/^[A-Z]/.test(part))) return undefined;
  const objects = parts.map((part) => byName.get(keyOf(part)));
  return objects.every((one) => one !== undefined) ? [...new Set(objects as string[])] : undefined;
};

/** A field name of the API, or one that nobody could tell from a word. */
const isFieldName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_]{1,79}$/.test(text);

/** Words that begin a remark, although an object is called so. */
const noObjects: ReadonlySet<string> = new Set(['note']);

/** The field that a word in a list of fields means: by its label, by its API name, or by its relationship. */
const fieldMeant = (sobject: string, text: string, { fieldLabels }: PageVocabulary): string | undefined => {
  if (keyOf(text) === 'owner') return 'OwnerId';
  return fieldLabels.get(keyOf(sobject))?.get(keyOf(text)) ?? (isFieldName(text) ? text : undefined);
};

type Reader = {
  readonly vocabulary: PageVocabulary;
  readonly byName: ReadonlyMap<string, string>;
  readonly permissions: readonly { readonly name: string; readonly patterns: readonly RegExp[] }[];
};

const readerOf = (vocabulary: PageVocabulary): Reader => ({
  vocabulary,
  byName: new Map(
    vocabulary.objects
      .flatMap((name) => namesOfObject(name).map((called) => [keyOf(called), name] as const))
      .filter(([called]) => !noObjects.has(called)),
  ),
  // The longest label first: "View All Data" is no "View All".
  permissions: vocabulary.permissions
    .map(({ name, label }) => ({ name, label: american(label) }))
    .sort((a, b) => b.label.length - a.label.length || (a.name < b.name ? -1 : 1))
    .map(({ name, label }) => ({
      name,
      patterns: [whole(name, 'g'), ...(/\s/.test(label) ? [whole(label, 'gi'), whole(`${label}s`, 'gi')] : [])],
    })),
});

/** User permissions that a text names, and the text without them. */
const permissionsIn = (text: string, { permissions }: Reader): { names: string[]; rest: string } => {
  let rest = text;
  const names: string[] = [];
  for (const { name, patterns } of permissions) {
    const before = rest;
    for (const pattern of patterns) rest = rest.replace(pattern, ' ');
    if (rest !== before) names.push(name);
  }
  return { names: names.sort(compareKeys), rest };
};

/** Fields that are written out with their object. */
const qualifiedFields = (text: string, { byName }: Reader): string[] =>
  [...text.matchAll(/(?<![\w.])([A-Za-z]\w*)\.([A-Za-z]\w+)(?![\w.])/g)].flatMap(([, sobject = '', field = '']) => {
    const known = byName.get(keyOf(sobject)) ?? (/__c$/i.test(sobject) ? sobject : undefined);
    return known === undefined ? [] : [`${known}.${field}`];
  });

/** What one line asks for, and the object that the lines below it are about: undefined where it says nothing of that. */
type Understood = { readonly needs: PageNeed[]; readonly context?: string | null; readonly named: readonly string[] };

const understood = (line: PageLine, context: string | null, reader: Reader): Understood => {
  const text = american(line.text).replace(bullet, '');
  const isItem = /^\s*[•◦▪·*–-]/u.test(line.text);
  const onlyWithPassword = passwordOnly.test(text);
  const { names, rest } = permissionsIn(text, reader);
  const beside = { line, onlyWithPassword, level: optional.test(rest) ? 'optional' : 'required' } as const;
  const needs: PageNeed[] = [];
  // "Not needed" and the like: people have to read it.
  if (negation.test(statement(rest))) return { needs: [], named: [] };
  if (names.length > 0) needs.push({ ...beside, kind: 'userPermission', names });
  const called = apis.filter((api) => apiNames.some(([pattern, one]) => one === api && pattern.test(rest)));
  if (called.length > 0) needs.push({ ...beside, kind: 'api', apis: called });
  const [head = '', ...tails] = rest.replace(/^\[[^\]]*\]\s*/, '').split(/\s*:\s*|\s+[—–-]\s+/);
  const tail = statement(rest.slice(rest.indexOf(head) + head.length).replace(/^\s*[:—–-]\s*/, ''));
  const fields = qualifiedFields(rest, reader);
  const words = accessIn(statement(rest));
  if (fields.length > 0)
    needs.push({
      ...beside,
      kind: 'field',
      names: [...new Set(fields)],
      access: words.some((word) => word !== 'read' && word !== 'viewAllRecords') ? 'edit' : 'read',
    });
  const [, historyOf = ''] = /^(.*?)\s*Field History\b/i.exec(head) ?? [];
  const tracked = objectList(historyOf, reader.byName);
  if (tracked?.[0] !== undefined && /tracking/i.test(rest))
    return { needs: [...needs, { ...beside, kind: 'historyTracking', sobject: tracked[0] }], named: tracked };
  const heads = objectList(head, reader.byName);
  if (heads && tails.length > 0) {
    const access = accessIn(tail);
    return access.length > 0
      ? { needs: [...needs, { ...beside, kind: 'object', sobjects: heads, access }], named: heads }
      : { needs, context: heads.length === 1 ? (heads[0] ?? null) : null, named: heads };
  }
  if (heads && heads.length === 1 && !isItem) return { needs, context: heads[0] ?? null, named: [] };
  if (heads) return { needs, named: heads };
  const [, how = '', what = ''] =
    /^(.*?)\b(?:access |permissions? )?(?:on|to|for|of)\s+(?:all |the )*([A-Z][\w ,/&]*?)(?:\s+(?:objects?|records?|data))?[.;]?$/.exec(
      statement(rest).trim(),
    ) ?? [];
  const targets = objectList(what, reader.byName);
  const given = accessIn(how);
  if (targets && given.length > 0)
    return { needs: [...needs, { ...beside, kind: 'object', sobjects: targets, access: given }], named: targets };
  if (context !== null && tails.length > 0) {
    const ofHead = accessIn(head);
    if (ofHead.length > 0 && head.split(/\s+/).length <= 4)
      return { needs: [...needs, { ...beside, kind: 'object', sobjects: [context], access: ofHead }], named: [] };
    if (/\bfields?$/i.test(head)) {
      const listed = tail.split(/\s*[,;]\s*/).map((one) => one.replace(/\s*\(.*$/, '').trim());
      const known = listed.flatMap((one) => {
        const field = fieldMeant(context, one, reader.vocabulary);
        return field === undefined ? [] : [`${context}.${field}`];
      });
      if (known.length > 0 && known.length === listed.length)
        return {
          needs: [
            ...needs,
            {
              ...beside,
              kind: 'field',
              names: known,
              access: 'read',
              level: /optional/i.test(head) ? 'optional' : 'required',
            },
          ],
          named: [],
        };
    }
  }
  // A heading about something else ends what was said of an object.
  const isHeading =
    !isItem && tails.length === 0 && text.split(/\s+/).length <= 6 && !/[.;,]$/.test(text) && !sentenceWords.test(text);
  return { needs, named: [], ...(isHeading && needs.length === 0 ? { context: null } : {}) };
};

/**
 * Reads a page line by line. Only what stands there in plain words becomes a need: whatever is doubtful is a gap, for people
 * to read.
 */
export const readVendorPage = (text: string, vocabulary: PageVocabulary): VendorPage => {
  const reader = readerOf(vocabulary);
  const needs: PageNeed[] = [];
  const gaps: PageGap[] = [];
  let context: string | null = null;
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const seen = raw.replace(/\s+/g, ' ').replace(unseenCharacters, '').trim();
    if (seen === '') continue;
    const line: PageLine = { number: at + 1, text: seen.slice(0, longestLine) };
    const found = understood(line, context, reader);
    if (found.context !== undefined) context = found.context;
    needs.push(...found.needs);
    const isHeading = found.context !== undefined && found.named.length === 0;
    if (found.needs.length === 0 && !isHeading && (found.named.length > 0 || looksLikeNeed.test(seen)))
      gaps.push({ line, sobjects: found.named });
  }
  return { needs, gaps };
};

/** The ids of what a need asks for, as far as another line may ask for the same. */
const subjectsOf = (need: PageNeed): string[] => {
  switch (need.kind) {
    case 'userPermission':
      return need.names.map((name) => `userPermission:${name}`);
    case 'api':
      return need.apis.map((api) => `api:${api}`);
    case 'object':
      return need.sobjects.flatMap((sobject) => need.access.map((access) => `object:${sobject}:${access}`));
    case 'field':
      return need.names.map((name) => `field:${name}:${need.access}`);
    case 'historyTracking':
      return [`historyTracking:${need.sobject}`];
  }
};

/** The need without what is asked for already, by keys of ids; undefined where nothing is left. */
const without = (need: PageNeed, isSeen: (key: string) => boolean): PageNeed | undefined => {
  const isNew = (id: string): boolean => !isSeen(keyOf(id));
  switch (need.kind) {
    case 'userPermission': {
      const names = need.names.filter((name) => isNew(`userPermission:${name}`));
      return names.length === 0 ? undefined : { ...need, names };
    }
    case 'api': {
      const left = need.apis.filter((api) => isNew(`api:${api}`));
      return left.length === 0 ? undefined : { ...need, apis: left };
    }
    case 'object': {
      const sobjects = need.sobjects.filter((one) => need.access.some((word) => isNew(`object:${one}:${word}`)));
      return sobjects.length === 0 ? undefined : { ...need, sobjects };
    }
    case 'field': {
      const names = need.names.filter((name) => isNew(`field:${name}:${need.access}`));
      return names.length === 0 ? undefined : { ...need, names };
    }
    case 'historyTracking':
      return isNew(`historyTracking:${need.sobject}`) ? need : undefined;
  }
};

/** The needs without those that an earlier line asks for as strictly. */
export const distinctNeeds = (needs: readonly PageNeed[]): PageNeed[] => {
  const seen = { required: new Set<string>(), optional: new Set<string>() };
  return needs.flatMap((need) => {
    const left = without(
      need,
      (key) => seen.required.has(key) || (need.level === 'optional' && seen.optional.has(key)),
    );
    if (left === undefined) return [];
    // What counts for one way of logging in alone does not speak for the other.
    if (!need.onlyWithPassword) for (const id of subjectsOf(left)) seen[need.level].add(keyOf(id));
    return [left];
  });
};
