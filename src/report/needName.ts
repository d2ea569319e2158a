/** What needs, entries and sources are called for people: labels and plain words, never ids. */
import type { GrantedBy, OrgSchema } from '../access/snapshot.js';
import { permissionColumn } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import { kindOf } from '../kinds/kinds.js';
import type { Need } from '../kinds/kinds.js';
import type { Blocker } from '../kinds/verdict.js';
import { dateTime } from './dateTime.js';
import { fill, given, sentence } from './texts.js';
import type { Texts, Tokens } from './texts.js';
import { visible } from './visible.js';

/** Where the words come from. Without a schema, user permissions are called by their API names. */
export type Vocabulary = { readonly texts: Texts; readonly schema: OrgSchema | null };

/** The user permission as Setup shows it, with its API name: `API Enabled (ApiEnabled)`. */
export const permissionName = (name: string, { schema }: Pick<Vocabulary, 'schema'>): string => {
  const column = schema ? permissionColumn(schema, name) : undefined;
  return visible(column ? `${column.label} (${column.name})` : name);
};

/** The label alone, where the API name would only be in the way. */
export const permissionLabel = (name: string, { schema }: Vocabulary): string =>
  visible((schema ? permissionColumn(schema, name)?.label : undefined) ?? name);

/** `transfer-ownership` → `Transfer ownership`. */
const spokenName = (kebab: string): string => {
  const text = kebab.replaceAll('-', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

const accessWord = (access: string | undefined, texts: Texts): string =>
  access === undefined ? '' : sentence(`access.${access}`, texts);

/** The words that the sentence `name.<kind>` may use of a need of a rule. */
const tokensOf = (need: Need, { texts }: Vocabulary): Tokens => {
  const { name = '', sobject = '', field, access, api, value = '' } = kindOf(need).details(need);
  return given({
    name: need.kind === 'anyOf' ? spokenName(name) : name,
    ways: need.kind === 'anyOf' ? String(need.members.length) : '',
    subject: field === undefined ? sobject : `${sobject}.${field}`,
    access: accessWord(access, texts),
    api: api === undefined ? '' : sentence(`api.${api}`, texts),
    value,
  });
};

/**
 * What a need is called: `Read on Account`, `Metadata API`, `Not frozen`.
 * @throws Error where messages/finding.md has no section `name.<kind>`
 */
export const needName = (need: Finding['need'] | Blocker, vocabulary: Vocabulary): string => {
  const { texts } = vocabulary;
  const named = (key: string, tokens: Tokens): string => visible(fill(sentence(`name.${key}`, texts), tokens));
  switch (need.kind) {
    case 'userPermission':
      return permissionName(need.name, vocabulary);
    case 'object':
      return named('object', given({ access: accessWord(need.access, texts), subject: need.sobject }));
    case 'field': {
      const subject = `${need.sobject}.${need.field}`;
      return named('field', given({ access: accessWord(need.access, texts), subject }));
    }
    case 'user':
      return named(`user.${need.condition}`, given({}));
    case 'license':
      return named('license', given({ name: need.name }));
    default:
      return named(need.kind, tokensOf(need, vocabulary));
  }
};

/**
 * Where access comes from, in one line: `permission set group Sync, through permission set Base, until 2027-01-31 00:00 UTC`.
 * @throws Error where messages/finding.md lacks a section
 */
export const sourceName = (source: GrantedBy, vocabulary: Vocabulary): string => {
  const { texts } = vocabulary;
  const name = source.namespace === null ? source.name : `${source.namespace}__${source.name}`;
  const said = (key: string, word: string): string =>
    visible(fill(sentence(`source.${key}`, texts), given({ name: word })));
  return [
    said(source.type, name),
    ...(source.through ? [said('through', source.through.join(', '))] : []),
    ...(source.via === undefined ? [] : [said('via', permissionLabel(source.via, vocabulary))]),
    ...(source.expiresAt === undefined ? [] : [said('until', dateTime(source.expiresAt))]),
  ].join(', ');
};
