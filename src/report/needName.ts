/** What needs, entries and sources are called for people: labels and plain words, never ids. */
import type { GrantedBy, OrgSchema } from '../access/snapshot.js';
import { flagLabel } from '../platform/userFlags.js';
import { permissionColumn } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import { kindOf } from '../kinds/kinds.js';
import type { DescribedDetails } from '../kinds/describedDetails.js';
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

/** What `describe` knows of a need, and what else a name is made of. */
type Described = Pick<DescribedDetails, 'name' | 'sobject' | 'field' | 'access' | 'api' | 'value'> & {
  readonly kind: string;
  readonly ways?: number;
};

/** The words that the sentence `name.<kind>` may use of a need of a rule. */
const tokensOf = (described: Described, { texts }: Vocabulary): Tokens => {
  const { kind, name = '', sobject = '', field, access, api, value = '', ways } = described;
  return given({
    name: kind === 'anyOf' ? spokenName(name) : name,
    ways: ways === undefined ? '' : String(ways),
    subject: field === undefined ? (sobject === '*' ? sentence('everyObject', texts) : sobject) : `${sobject}.${field}`,
    access: accessWord(access, texts),
    api: api === undefined ? '' : sentence(`api.${api}`, texts),
    value,
  });
};

/**
 * What a need is called of which only the description is known.
 * @throws Error where messages/finding.md has no section `name.<kind>`
 */
export const describedName = (described: Described, vocabulary: Vocabulary): string =>
  described.kind === 'userPermission'
    ? permissionName(described.name ?? '', vocabulary)
    : visible(
        fill(
          sentence(`name.${described.kind}${described.ways === 1 ? '.one' : ''}`, vocabulary.texts),
          tokensOf(described, vocabulary),
        ),
      );

/**
 * What a need is called: `Read on Account`, `Metadata API`, `Not frozen`.
 * @throws Error where messages/finding.md has no section `name.<kind>`
 */
export const needName = (need: Finding['need'] | Blocker, vocabulary: Vocabulary): string => {
  const { texts } = vocabulary;
  switch (need.kind) {
    case 'user':
      return sentence(`name.user.${need.condition}`, texts);
    case 'userPermission':
    case 'object':
    case 'field':
    case 'license':
    case 'customPermission':
    case 'apexClass':
    case 'connectedApp':
      return describedName(need, vocabulary);
    case 'requiredFields':
      return describedName(need, vocabulary);
    case 'package':
      return describedName({ kind: need.seat ? 'packageSeat' : 'package', name: need.namespace }, vocabulary);
    case 'packageSeat':
      return describedName({ kind: need.kind, name: need.namespace }, vocabulary);
    case 'userFlag':
      return describedName({ kind: need.kind, name: flagLabel(need.flag) }, vocabulary);
    case 'anyOf':
      return describedName({ kind: need.kind, name: need.name, ways: need.members.length }, vocabulary);
    default:
      return describedName({ kind: need.kind, ...kindOf(need).details(need) }, vocabulary);
  }
};

/**
 * What the need of a finding is called: with "Not: " in front where the user must be without it, as its name alone, ticked or
 * called ok, would read as if the user had it.
 * @throws Error where messages/finding.md lacks a section
 */
export const findingName = ({ need, forbid }: Pick<Finding, 'need' | 'forbid'>, vocabulary: Vocabulary): string => {
  const name = needName(need, vocabulary);
  return forbid ? visible(fill(sentence('name.forbidden', vocabulary.texts), given({ name }))) : name;
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
