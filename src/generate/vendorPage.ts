/** A vendor's page, pasted as text: what it names becomes needs, each with its line; what looks like a need and is not understood, a gap. */
import { apis } from '../platform/apis.js';
import type { Api } from '../platform/apis.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { accessRestsOn, objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { fieldMeant } from './pageFields.js';
import { negation, pageSentences } from './pageSentences.js';
import type { PageLine, PageSentence } from './pageSentences.js';
import { namesOfObject } from './pageVocabulary.js';
import type { PageVocabulary } from './pageVocabulary.js';

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

/** A line, or a sentence of it, that looks like a need; `sobjects` are those that it names, `unknown` fields that no table has. */
export type PageGap = {
  readonly line: PageLine;
  readonly sobjects: readonly string[];
  readonly unknown: readonly string[];
};

/** All of the page but its headings about an object: what became needs, what people have to read, and everything else. */
export type VendorPage = {
  readonly needs: readonly PageNeed[];
  readonly gaps: readonly PageGap[];
  readonly others: readonly PageLine[];
};

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
  [/\bstreaming api\b/i, 'streaming'],
  [/\bpub\/?sub api\b/i, 'pubsub'],
  [/\bgraphql api\b/i, 'graphql'],
  [/\bapex rest\b/i, 'apexRest'],
  [/\bcomposite api\b/i, 'composite'],
  [/\b(?:parameterized search|sosl)\b/i, 'search'],
  [/\bmetadata api\b(?! functions)/i, 'metadata'],
  [/\btooling api\b/i, 'tooling'],
  [/\bsoap api\b/i, 'soap'],
  [/\bsoql\b/i, 'soql'],
  [/\brest api\b/i, 'rest'],
];

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

/** Words that begin a remark, although an object is called so. */
const noObjects: ReadonlySet<string> = new Set(['note']);

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

/** Objects of which a text wants the field history: "Lead Field History: …tracking…", "Field History Tracking on Lead and Contact". */
const objectsTracked = (text: string, head: string, byName: ReadonlyMap<string, string>): string[] | undefined => {
  const [, before = ''] = /^(.*?)\s*Field History\b/i.exec(head) ?? [];
  const first = /tracking/i.test(text) ? objectList(before, byName) : undefined;
  if (first !== undefined) return first;
  const [, behind = ''] =
    /^(?:\w+ ){0,2}Field History Tracking\s+(?:(?:is|are|must be|enabled|turned on)\s+)*(?:on|for|of)\s+([^.;:]+?)[.;:]?$/i.exec(
      statement(text).trim(),
    ) ?? [];
  return objectList(behind, byName);
};

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

/** Fields that are written out with their object, and those among them that no table has. */
const qualifiedFields = (text: string, { byName, vocabulary }: Reader): { known: string[]; unknown: string[] } => {
  const known = new Set<string>();
  const unknown = new Set<string>();
  for (const [, object = '', name = ''] of text.matchAll(/(?<![\w.])([A-Za-z]\w*)\.([A-Za-z]\w+)(?![\w.])/g)) {
    const sobject = byName.get(keyOf(object)) ?? (/__c$/i.test(object) ? object : undefined);
    if (sobject === undefined) continue;
    const field = fieldMeant(sobject, name, vocabulary);
    if (field === undefined) unknown.add(`${sobject}.${name}`);
    else known.add(`${sobject}.${field}`);
  }
  return { known: [...known], unknown: [...unknown] };
};

/** The objects that a text names anywhere, by names that begin with a capital letter. */
const mentionedObjects = (text: string, byName: ReadonlyMap<string, string>): string[] => {
  const words = text.match(/[\w]+/g) ?? [];
  const found = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (!/^[A-Z]/.test(word)) continue;
    const name = [3, 2, 1].map((many) => byName.get(keyOf(words.slice(at, at + many).join(' ')))).find(Boolean);
    if (name !== undefined) found.add(name);
  }
  return [...found];
};

/** Nothing but words of access and what stands between them: "read and write access", "Create/Edit". */
const onlyAccess = (text: string): boolean =>
  accessWords
    .reduce((rest, [pattern]) => rest.replace(pattern, ' '), text)
    .replace(/\b(?:access|permissions?|rights?|and|or|to|on)\b|[\s,/&+.;]/gi, '') === '';

/** Objects before or behind words of access, and nothing else: "Contact read and write", "Read/Edit Leads". */
const objectsWithAccess = (
  text: string,
  byName: ReadonlyMap<string, string>,
): { sobjects: string[]; access: ObjectAccess[] } | undefined => {
  const words = text.trim().replace(/[.;]$/, '').split(/\s+/);
  if (words.length > 20) return undefined;
  for (let at = 1; at < words.length; at += 1) {
    const [before, behind] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    for (const [list, how] of [
      [before, behind],
      [behind, before],
    ] as const) {
      const sobjects = onlyAccess(how) ? objectList(list, byName) : undefined;
      const access = accessIn(how);
      if (sobjects !== undefined && access.length > 0) return { sobjects, access };
    }
  }
  return undefined;
};

/** What one sentence asks for, and the object that the lines below it are about: undefined where it says nothing of that. */
type Understood = {
  readonly needs: PageNeed[];
  readonly context?: string | null;
  readonly named: readonly string[];
  readonly unknown?: readonly string[];
};

const understood = (sentence: PageSentence, context: string | null, reader: Reader): Understood => {
  const { line, isItem, isAlone } = sentence;
  const text = american(line.text).replace(bullet, '');
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
  const { known: fields, unknown } = qualifiedFields(rest, reader);
  const words = accessIn(statement(rest));
  if (fields.length > 0)
    needs.push({
      ...beside,
      kind: 'field',
      names: fields,
      access: words.some((word) => word !== 'read' && word !== 'viewAllRecords') ? 'edit' : 'read',
    });
  const tracked = objectsTracked(rest, head, reader.byName);
  if (tracked !== undefined) {
    const history = tracked.map((sobject) => ({ ...beside, kind: 'historyTracking', sobject }) as const);
    return { needs: [...needs, ...history], named: tracked };
  }
  // A field by a name that no table has: people have to read the line, and what is known of it counts.
  if (unknown.length > 0) return { needs, named: [...new Set(unknown.map((one) => one.split('.')[0] ?? ''))], unknown };
  const heads = objectList(head, reader.byName);
  if (heads && tails.length > 0) {
    const access = accessIn(tail);
    return access.length > 0
      ? { needs: [...needs, { ...beside, kind: 'object', sobjects: heads, access }], named: heads }
      : { needs, context: heads.length === 1 ? (heads[0] ?? null) : null, named: heads };
  }
  if (heads && heads.length === 1 && !isItem) return { needs, context: heads[0] ?? null, named: [] };
  if (heads) return { needs, named: heads };
  const plain = objectsWithAccess(statement(rest).trim(), reader.byName);
  if (plain) return { needs: [...needs, { ...beside, kind: 'object', ...plain }], named: plain.sobjects };
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
      const left = listed.filter((one) => fieldMeant(context, one, reader.vocabulary) === undefined);
      if (known.length > 0) {
        const level = /optional/i.test(head) ? 'optional' : 'required';
        const need = { ...beside, kind: 'field', names: known, access: 'read', level } as const;
        return { needs: [...needs, need], named: left.length > 0 ? [context] : [], unknown: left };
      }
    }
  }
  // A heading about something else ends what was said of an object.
  const isHeading =
    isAlone &&
    !isItem &&
    tails.length === 0 &&
    text.split(/\s+/).length <= 6 &&
    !/[.;,]$/.test(text) &&
    !sentenceWords.test(text);
  return { needs, named: [], ...(isHeading && needs.length === 0 ? { context: null } : {}) };
};

/**
 * Reads a page sentence by sentence. Only what stands there in plain words becomes a need: whatever is doubtful is a gap, for
 * people to read. Nothing is lost: what is neither, is among the others.
 */
export const readVendorPage = (text: string, vocabulary: PageVocabulary): VendorPage => {
  const reader = readerOf(vocabulary);
  const needs: PageNeed[] = [];
  const gaps: PageGap[] = [];
  const others: PageLine[] = [];
  let context: string | null = null;
  for (const sentence of pageSentences(text)) {
    const { line, isDoubtful } = sentence;
    // After a "not" in the same line, nobody can tell what the next sentence counts for.
    const found: Understood = isDoubtful ? { needs: [], named: [] } : understood(sentence, context, reader);
    if (found.context !== undefined) context = found.context;
    needs.push(...found.needs);
    const { unknown = [] } = found;
    if (found.needs.length > 0) {
      if (unknown.length > 0) gaps.push({ line, sobjects: found.named, unknown });
      continue;
    }
    if (typeof found.context === 'string' && found.named.length === 0) continue;
    const named = found.named.length > 0 ? found.named : mentionedObjects(line.text, reader.byName);
    const asks = looksLikeNeed.test(line.text) || accessIn(line.text).length > 0;
    const isGap =
      found.context === null ? asks && named.length > 0 : found.named.length > 0 || looksLikeNeed.test(line.text);
    if (isGap || isDoubtful || (asks && named.length > 0)) gaps.push({ line, sobjects: named, unknown });
    else others.push(line);
  }
  return { needs, gaps, others };
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
