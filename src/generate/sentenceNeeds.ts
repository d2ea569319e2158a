/** What one sentence of a vendor's page asks for, as needs of a definition; only what it says in plain words. */
import { askedBesides } from './askedBesides.js';
import { apis } from '../platform/apis.js';
import type { Api } from '../platform/apis.js';
import { compareKeys, keyOf } from '../platform/names.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { accessOfObject, withoutOtherObjects } from './accessOfObject.js';
import { accessParts } from './accessParts.js';
import {
  fieldsBehind,
  fieldsBesideObject,
  fieldsInList,
  fieldsInParentheses,
  withoutParentheses,
} from './listedFields.js';
import { namesBeside } from './namesBeside.js';
import { accessIn, fieldAccessFor, fieldAccessIn, onlyAccess } from './pageAccess.js';
import { fieldMeant } from './pageFields.js';
import { speaksOfHistory, trackedHistory } from './pageHistory.js';
import { setLicensesIn } from './pageLicenses.js';
import { objectEntries } from './objectEntries.js';
import { mentionedObjects, objectList, withoutObjectsHeading } from './pageObjects.js';
import { forbiddenIn, negation, statement } from './pageSentences.js';
import type { PageLine, PageSentence } from './pageSentences.js';
import { namesOfObject } from './pageVocabulary.js';
import { permissionsBeside, withMarks } from './permissionsBeside.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** What one line asks for. */
export type PageNeed = {
  readonly line: PageLine;
  readonly level: 'required' | 'optional';
  readonly onlyWithPassword: boolean;
} &
  /** `forbid`: the user must not have them. */
  (
    | { readonly kind: 'userPermission'; readonly names: readonly string[]; readonly forbid?: true }
    | { readonly kind: 'api'; readonly apis: readonly Api[] }
    | { readonly kind: 'object'; readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] }
    | { readonly kind: 'field'; readonly names: readonly string[]; readonly access: FieldAccess }
    | { readonly kind: 'permissionSetLicense'; readonly names: readonly string[] }
    /** No fields: any of them. */
    | { readonly kind: 'historyTracking'; readonly sobject: string; readonly fields: readonly string[] }
  );

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A whole word or words: not within an API name, nor before another part of one. */
const whole = (text: string, flags: string): RegExp =>
  new RegExp(`(?<![\\w.])${escaped(text).replace(/ +/g, '\\s+')}(?![\\w]|\\.\\w)`, flags);

/** British spelling is American here, on both sides. */
const american = (text: string): string => text.replace(/([Cc]ustom)is(e|ing)/g, '$1iz$2');

/** What stands before an item of a list. */
export const bullet = /^(?:[\s•◦▪·*\-–—]|o(?=\s))*(?:\d+[.)]\s+)?/u;

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

/** A line with one of these is a sentence, however short. */
const sentenceWords = /\b(?:requires|must|needs?|enable|grant|assign|exempt|exclude|bypass)\b/i;
/** Words that make what a line asks for optional. */
export const optional = /\b(?:optional(?:ly)?|if (?:enabled|applicable|possible|you)|may)\b/i;
/** What counts for a login with username and password alone. */
export const passwordOnly = /username\s*(?:\/|and)\s*password/i;

/** An object, and behind it fields of its own by their names alone. */
const andItsFields =
  /^(.+?),?\s+(?:and|with|including)\s+(?:(?:on|to|for|of)\s+)?(?:its|their|the|these)\s+(?:following\s+)?fields?:?\s+(.+)$/i;

/** Words that begin a remark or are a heading, although an object is called so. */
const noObjects: ReadonlySet<string> = new Set(['note', 'object permissions', 'field permissions']);

/** The words that sentences are held against. */
export type SentenceReader = {
  readonly vocabulary: PageVocabulary;
  readonly byName: ReadonlyMap<string, string>;
  readonly permissions: readonly { readonly name: string; readonly patterns: readonly RegExp[] }[];
};

/** What an org, or the built-in tables, call things, as sentences may name them. */
export const sentenceReader = (vocabulary: PageVocabulary): SentenceReader => ({
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
export const permissionsIn = (text: string, { permissions }: SentenceReader): { names: string[]; rest: string } => {
  let rest = text;
  const names: string[] = [];
  for (const { name, patterns } of permissions) {
    const before = rest;
    for (const pattern of patterns) rest = rest.replace(pattern, ' ');
    if (rest !== before) names.push(name);
  }
  return { names: names.sort(compareKeys), rest };
};

/** A text with blanks in place of the user permissions that it names: all else stays where it is. */
const withoutPermissions = (text: string, { permissions }: SentenceReader): string =>
  permissions
    .flatMap(({ patterns }) => patterns)
    .reduce((rest, pattern) => rest.replace(pattern, (name) => ' '.repeat(name.length)), text);

/** Fields that are written out with their object, and those among them that no table has. */
const qualifiedFields = (
  text: string,
  { byName, vocabulary }: SentenceReader,
): { known: string[]; unknown: string[] } => {
  const known = new Set<string>();
  const unknown = new Set<string>();
  for (const [, object = '', name = ''] of text.matchAll(/(?<![\w.])([A-Za-z]\w*)\.([A-Za-z]\w+)(?!\w|\.\w)/g)) {
    const sobject = byName.get(keyOf(object)) ?? (/__c$/i.test(object) ? object : undefined);
    if (sobject === undefined) continue;
    const field = fieldMeant(sobject, name, vocabulary);
    if (field === undefined) unknown.add(`${sobject}.${name}`);
    else known.add(`${sobject}.${field}`);
  }
  return { known: [...known], unknown: [...unknown] };
};

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
export type Understood = {
  readonly needs: PageNeed[];
  readonly context?: string | null;
  readonly named: readonly string[];
  readonly unknown?: readonly string[];
  readonly unused?: readonly string[];
};

/** What a sentence asks for of objects and of the fields that it lists with them. */
const objectNeeds = (
  { sobjects, access }: { readonly sobjects: readonly string[]; readonly access: readonly ObjectAccess[] },
  text: string,
  tail: string,
  beside: Pick<PageNeed, 'line' | 'level' | 'onlyWithPassword'>,
  reader: SentenceReader,
): { needs: PageNeed[]; unknown: string[] } => {
  const lists = [fieldsInParentheses(sobjects, text, reader), fieldsBehind(sobjects, tail, reader)];
  const names = [...new Set(lists.flatMap(({ known }) => known))];
  const object = { ...beside, kind: 'object', sobjects, access } as const;
  const fields = { ...beside, kind: 'field', names, access: fieldAccessFor(access) } as const;
  return {
    needs: names.length === 0 ? [object] : [object, fields],
    unknown: lists.flatMap(({ unknown }) => unknown),
  };
};

const understood = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const { line, isItem, isAlone } = sentence;
  const text = american(line.text).replace(bullet, '');
  const onlyWithPassword = passwordOnly.test(text);
  const { names: permissions, rest: unheaded } = permissionsIn(text, reader);
  const rest = withoutObjectsHeading(unheaded, reader.byName);
  const beside = { line, onlyWithPassword, level: optional.test(rest) ? 'optional' : 'required' } as const;
  const needs: PageNeed[] = [];
  const list = forbiddenIn(text);
  if (list !== undefined) {
    const { names, rest: left } = permissionsIn(list, reader);
    const isAll =
      names.length > 0 && left.replace(/\b(?:and|or|nor|any|either|of|the|permissions?)\b|[\s,/&"“”]/gi, '') === '';
    return {
      needs: isAll ? [{ ...beside, level: 'required', kind: 'userPermission', names, forbid: true }] : [],
      named: [],
    };
  }
  // "Not needed" and the like: people have to read it.
  if (negation.test(statement(rest))) return { needs: [], named: [] };
  if (permissions.length > 0) needs.push({ ...beside, kind: 'userPermission', names: permissions });
  const called = apis.filter((api) => apiNames.some(([pattern, one]) => one === api && pattern.test(rest)));
  if (called.length > 0) needs.push({ ...beside, kind: 'api', apis: called });
  const licenses = setLicensesIn(rest, reader.vocabulary);
  if (licenses !== undefined) {
    const { known, unknown } = licenses;
    const license = { ...beside, kind: 'permissionSetLicense', names: known } as const;
    return { needs: known.length > 0 ? [...needs, license] : needs, named: [], unused: unknown };
  }
  const [head = '', ...tails] = rest.replace(/^\[[^\]]*\]\s*/, '').split(/\s*:\s*|\s+[—–-]\s+/);
  const tail = statement(rest.slice(rest.indexOf(head) + head.length).replace(/^\s*[:—–-]\s*/, ''));
  const { known: fields, unknown } = qualifiedFields(rest, reader);
  const objectsOfFields = [...new Set([...fields, ...unknown].map((field) => field.slice(0, field.indexOf('.'))))];
  const ofFields = withoutOtherObjects(rest, objectsOfFields, reader);
  const { words } = fieldAccessIn(ofFields.text);
  const isOnlyRead = words.every((word) => word === 'read');
  const tracked = trackedHistory(rest, head, isOnlyRead ? fields : [], reader);
  const isTracked = (field: string): boolean =>
    tracked?.objects.some(({ sobject, fields: own }) => own.some((one) => `${sobject}.${one}` === field)) ?? false;
  // What only its history is asked of needs no rule of its own.
  const own = fields.filter((field) => words.length > 0 || !isTracked(field));
  // Labels in one list with them are fields like them; of history only what is plain is taken.
  const labels = own.length > 0 && !speaksOfHistory(rest) ? namesBeside(rest, fields, reader).listed : [];
  const names = [...new Set([...own, ...labels])];
  if (names.length > 0) needs.push({ ...beside, kind: 'field', names, access: fieldAccessFor(words) });
  if (tracked !== undefined) {
    const history = tracked.objects.map((one) => ({ ...beside, kind: 'historyTracking', ...one }) as const);
    const sobjects = tracked.objects.map(({ sobject }) => sobject);
    return { needs: [...needs, ...history], named: sobjects, unknown: [...unknown, ...tracked.unknown] };
  }
  // A field by a name that no table has: people have to read the line, and what is known of it counts.
  if (unknown.length > 0) return { needs, named: [...new Set(unknown.map((one) => one.split('.')[0] ?? ''))], unknown };
  const withObjects = (
    objects: { sobjects: readonly string[]; access: readonly ObjectAccess[] },
    behind = '',
  ): Understood => {
    const found = objectNeeds(objects, `${statement(rest)} ${behind}`, behind, beside, reader);
    return { needs: [...needs, ...found.needs], named: objects.sobjects, unknown: found.unknown };
  };
  const withFields = (listed: readonly string[], access: readonly ObjectAccess[]): Understood => ({
    needs: [...needs, { ...beside, kind: 'field', names: listed, access: fieldAccessFor(access) }],
    named: [],
  });
  const heads = objectList(withoutParentheses(head), reader.byName);
  if (heads && tails.length > 0) {
    const { access, left, isMixed } = accessOfObject(heads, withoutParentheses(tail), reader);
    // Nobody gets Edit on a field that is only read.
    if (isMixed)
      return {
        needs: [...needs, { ...beside, kind: 'object', sobjects: heads, access }],
        named: heads,
        unused: [tail],
      };
    if (access.length > 0) return { ...withObjects({ sobjects: heads, access }, tail), unused: left };
    return left.length > 0
      ? { needs, named: heads, unused: left }
      : { needs, context: heads.length === 1 ? (heads[0] ?? null) : null, named: heads };
  }
  // "Lead (read, and create Tasks for it)": people have to read what the brackets ask for.
  if (heads && accessIn(rest).length > 0) return { needs, named: heads, unused: [rest.trim()] };
  if (heads && heads.length === 1 && !isItem) return { needs, context: heads[0] ?? null, named: [] };
  if (heads) return { needs, named: heads };
  // "Edit on Opportunity and on its fields Amount, Stage": the fields have the access of their object.
  const all = withoutParentheses(statement(rest)).trim();
  const [, said = all, ownFields] = andItsFields.exec(all) ?? [];
  const withOwnFields = (objects: { sobjects: readonly string[]; access: readonly ObjectAccess[] }): Understood => {
    const found = withObjects(objects);
    if (ownFields === undefined) return found;
    const { known: own, unknown: others } = fieldsInList(objects.sobjects, ownFields, reader);
    const ofFields = { ...beside, kind: 'field', names: own, access: fieldAccessFor(objects.access) } as const;
    return { ...found, needs: own.length > 0 ? [...found.needs, ofFields] : found.needs, unknown: others };
  };
  const plain = objectsWithAccess(said, reader.byName);
  if (plain) return withOwnFields(plain);
  const [, how = '', what = ''] =
    /^(.*?)\b(?:access |permissions? )?(?:on|to|for|of)\s+(?:all |the )*([A-Z][\w ,/&]*?)(?:\s+(?:objects?|records?|data))?[.;]?$/.exec(
      said,
    ) ?? [];
  const targets = objectList(what, reader.byName);
  const { access: given, left: ofOthers } = accessOfObject(targets ?? [], how, reader);
  if (ofOthers.length > 0 && accessIn(how).length > 0) return { needs, named: targets ?? [], unused: [all] };
  if (targets && given.length > 0) return withOwnFields({ sobjects: targets, access: given });
  const fieldTargets = given.length > 0 ? fieldsBesideObject(what, reader) : undefined;
  if (fieldTargets) return withFields(fieldTargets, given);
  if (context !== null && tails.length > 0) {
    const { access: ofHead, left } = accessOfObject([context], head, reader);
    if (left.length > 0) return { needs, named: [context], unused: [all] };
    if (ofHead.length > 0 && head.split(/\s+/).length <= 4)
      return withObjects({ sobjects: [context], access: ofHead }, tail);
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

/** What a sentence with `Object.Field` names besides, and that is in none of its needs; and a word that may ask for more access. */
const leftBeside = (sentence: PageSentence, { needs, unknown = [] }: Understood, reader: SentenceReader): string[] => {
  const { rest } = permissionsIn(american(sentence.line.text).replace(bullet, ''), reader);
  const { known, unknown: others } = qualifiedFields(rest, reader);
  if (needs.length === 0 || known.length + others.length === 0) return [];
  const taken = new Set(
    needs.flatMap((need): readonly string[] => {
      if (need.kind === 'field') return need.names;
      if (need.kind === 'object') return need.sobjects;
      return need.kind === 'historyTracking'
        ? [need.sobject, ...need.fields.map((field) => `${need.sobject}.${field}`)]
        : [];
    }),
  );
  const left = namesBeside(rest, [...known, ...others], reader).named.filter(
    ({ text, meant }) => !unknown.includes(text) && (meant === undefined || !taken.has(meant)),
  );
  const isRead = needs.some((need) => need.kind === 'field' && need.access === 'read');
  const own = [...new Set([...known, ...others].map((field) => field.slice(0, field.indexOf('.'))))];
  const ofOthers = withoutOtherObjects(rest, own, reader);
  const { doubtful } = fieldAccessIn(ofOthers.text);
  const names = left.map(({ text }) => text).filter((name) => !ofOthers.left.some((part) => part.includes(name)));
  return [...new Set([...names, ...ofOthers.left, ...(isRead && doubtful !== undefined ? [doubtful] : [])])];
};

/** With what stands in one list with user permissions: those that are meant are asked for with them, other names are told. */
const withBeside = (found: Understood, text: string, reader: SentenceReader): Understood => {
  const isAsked = (need: PageNeed): boolean => need.kind === 'userPermission' && need.forbid !== true;
  if (!found.needs.some(isAsked)) return found;
  const objects = new Set(found.needs.flatMap((need) => (need.kind === 'object' ? need.sobjects : [])));
  const isTold = (name: string): boolean =>
    [...(found.unused ?? []), ...(found.unknown ?? [])].some((part) => part.includes(name));
  const { meant, left } = permissionsBeside(
    withMarks(text, reader),
    reader,
    (name) =>
      apiNames.some(([pattern]) => pattern.test(name)) ||
      objects.has(reader.byName.get(keyOf(name)) ?? '') ||
      (objects.size > 0 && onlyAccess(name)) ||
      isTold(name),
  );
  const needs = found.needs.map((need) =>
    isAsked(need) && need.kind === 'userPermission'
      ? { ...need, names: [...new Set([...need.names, ...meant])].sort(compareKeys) }
      : need,
  );
  return { ...found, needs, ...(left.length > 0 ? { unused: [...(found.unused ?? []), ...left] } : {}) };
};

/** What is understood of one sentence, or of one entry of it. */
const understoodAlone = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const found = understood(sentence, context, reader);
  const [spoken] = /\bfield history(?: tracking)?\b|\bhistory\b/i.exec(sentence.line.text) ?? [];
  const isLeft =
    spoken !== undefined &&
    found.needs.length > 0 &&
    speaksOfHistory(sentence.line.text) &&
    !found.needs.some(({ kind }) => kind === 'historyTracking');
  const { rest } = permissionsIn(american(sentence.line.text).replace(bullet, ''), reader);
  const besides = (found.unused ?? []).length === 0 ? askedBesides(rest, found.needs, reader.byName) : [];
  const left = [...leftBeside(sentence, found, reader), ...(isLeft ? [spoken] : []), ...besides];
  const told = left.length > 0 ? { ...found, unused: [...(found.unused ?? []), ...left] } : found;
  return withBeside(told, american(sentence.line.text).replace(bullet, ''), reader);
};

/**
 * What is understood of a sentence; what it names or speaks of besides, and that is in no rule, is told. Where it speaks of several
 * objects one after the other, or of reading and of writing, each part is understood by itself.
 */
export const understoodWhole = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const { line } = sentence;
  const text = withoutObjectsHeading(american(line.text).replace(bullet, ''), reader.byName);
  // What turns one entry round may turn round the others.
  const entries = negation.test(text)
    ? undefined
    : (objectEntries(text, reader.byName) ?? accessParts(text, () => withoutPermissions(text, reader)));
  if (entries === undefined) return understoodAlone(sentence, context, reader);
  const found = entries.map((entry) =>
    understoodAlone({ ...sentence, line: { ...line, text: entry } }, context, reader),
  );
  const named = entries.length === 0 ? mentionedObjects(text, reader.byName) : found.flatMap((one) => one.named);
  return {
    needs: found.flatMap(({ needs }) => needs),
    named: [...new Set(named)],
    unknown: found.flatMap(({ unknown = [] }) => unknown),
    // What one entry says and is in no rule, is told although others became rules.
    unused: found.flatMap(({ needs, unused = [] }, at) => (needs.length === 0 ? [entries[at] ?? ''] : unused)),
  };
};
