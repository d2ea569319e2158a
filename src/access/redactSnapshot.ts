/** Takes out of a snapshot whose org it is and who works there, for bug reports: what it says of access stays the same. */
import { keyOf } from '../platform/names.js';
import { longId } from '../platform/recordId.js';
import type { ReadFact } from './orgAutomation.js';
import type { AccessSnapshot, InspectedUser, OrgIdentity } from './snapshot.js';

/** A function that takes names out of one text. */
type Redact = (text: string) => string;

/** Addresses and usernames; an apostrophe may stand in the first part, in a formula behind a backslash. */
const emailPattern = /(?:[\p{L}\p{N}._%+'&=?^~!#$*-]|\\')+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * What stands before an address and is written with signs that an address may have too: operators, a quote that opens behind one
 * or at the beginning, names of parameters of a page. What may be a part of the address is none of it.
 */
const beforeAddress = /^(?:.*[-=&?^~!#$*+%]'|.*[?&]\w+=|[=&?^~!#$*+%]*'?)/u;

/** Columns of a user or of the company that tell who somebody is, by the last part of the reference in a formula. */
const personal: ReadonlySet<string> = new Set([
  ...['firstname', 'lastname', 'middlename', 'suffix', 'name', 'alias', 'communitynickname', 'username', 'email'],
  ...['phone', 'mobilephone', 'homephone', 'fax', 'extension', 'title', 'department', 'division', 'companyname'],
  ...['employeenumber', 'federationidentifier', 'street', 'city', 'state', 'postalcode', 'country', 'address'],
  ...['signature', 'aboutme', 'senderemail', 'sendername', 'primarycontact', 'stayintouchnote', 'stayintouchsubject'],
]);

const isPersonal = (reference: string): boolean =>
  /^\$(?:user|organization)\./.test(reference) && personal.has(reference.slice(reference.lastIndexOf('.') + 1));

const hostOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/[/?#].*$/, '');

/** The host that stands for every org. */
const redactedHost = 'redacted.my.salesforce.com';

/** Whether the org and the users of a snapshot have made-up names. */
export const isRedacted = ({ instanceUrl }: Pick<OrgIdentity, 'instanceUrl'>): boolean =>
  keyOf(hostOf(instanceUrl)) === redactedHost;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const replacing = (from: string, to: string): Redact =>
  from === '' ? (text) => text : (text) => text.replace(new RegExp(escaped(from), 'gi'), () => to);

/** The name of the company in every address of Salesforce: `acme`, `acme--uat`. */
const replacingDomain = (url: string): Redact => {
  const label = hostOf(url).split('.')[0] ?? '';
  const company = label.split('--')[0] ?? '';
  if (company === '' || !hostOf(url).includes('force.com')) return (text) => text;
  const pattern = new RegExp(`(?<![\\w-])${escaped(company)}(?=[\\w-]*\\.[\\w.-]*force(?:-\\w+)?\\.com)`, 'gi');
  return (text) => text.replace(pattern, 'redacted');
};

/** Any of these texts, the longest first: a sandbox username begins with that of production. */
const anyOf = (texts: readonly string[]): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

/** Two texts with the same key are the same for a pattern that does not heed case. */
const caseless = (text: string): string => text.toUpperCase();

/** All these names in one pass, so that no name that was put in is taken for one to be taken out; of equal ones the first counts. */
const replacingAll = (names: ReadonlyArray<{ readonly from: string; readonly to: string }>): Redact => {
  const made = new Map<string, string>();
  for (const { from, to } of names) if (from !== '' && !made.has(caseless(from))) made.set(caseless(from), to);
  if (made.size === 0) return (text) => text;
  // As they are written: in capital letters some have other letters, which no pattern takes for the same (ß is SS).
  const pattern = new RegExp(anyOf(names.flatMap(({ from }) => (from === '' ? [] : [from]))), 'gi');
  return (text) => text.replace(pattern, (found) => made.get(caseless(found)) ?? found);
};

/** Ids of users: 15 characters, or 18 of which three follow from the others. */
const userIds = /(?<![A-Za-z0-9])005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?(?![A-Za-z0-9])/g;

/** Each id of a user by its place in the snapshot, that of somebody else by when it comes first; ids as long as they were. */
const replacingUserIds = (users: readonly InspectedUser[]): Redact => {
  const made = new Map<string, string>();
  const madeFor = (short: string): string => {
    const one = made.get(short) ?? `005${String(made.size + 1).padStart(12, '0')}`;
    made.set(short, one);
    return one;
  };
  for (const { id } of users) madeFor(id.slice(0, 15));
  return (text) =>
    text.replace(userIds, (id) => {
      const one = madeFor(id.slice(0, 15));
      return id.length === 15 ? one : longId(one);
    });
};

/** What stands for itself wherever it stands: usernames, addresses, ids of users, the host and the id of the org. */
const everywhere = ({ org, users }: AccessSnapshot): Redact => {
  const nameOf = (at: number): string => `user${at + 1}@example.com`;
  // Who runs the command and is a user stays the user; what was asked for and is the username of another one is that one.
  const names = [
    ...users.map(({ username }, at) => ({ from: username, to: nameOf(at) })),
    ...users.map(({ requestedUsername }, at) => ({ from: requestedUsername ?? '', to: nameOf(at) })),
    { from: org.username, to: 'runner@example.com' },
  ];
  const made = new Set(names.map(({ to }) => to));
  const strangers = new Map<string, string>();
  const strange: Redact = (text) =>
    text.replace(emailPattern, (found) => {
      const before = beforeAddress.exec(found)?.[0] ?? '';
      const address = found.slice(before.length);
      if (made.has(address)) return found;
      const key = keyOf(address);
      const name = strangers.get(key) ?? `person${strangers.size + 1}@example.com`;
      strangers.set(key, name);
      return before + name;
    });
  const all = [
    replacingAll(names),
    strange,
    replacingUserIds(users),
    replacing(hostOf(org.instanceUrl), redactedHost),
    replacingDomain(org.instanceUrl),
    replacing(org.id, '00D000000000000EAA'),
    replacing(org.id.slice(0, 15), '00D000000000000'),
  ];
  return (text) => all.reduce((done, redact) => redact(done), text);
};

/** Every text at the leaves; keys are API names and stay. `under` is the key that a text stands under. */
const inTexts = (value: unknown, redact: (text: string, under: string) => string, under = ''): unknown => {
  if (typeof value === 'string') return redact(value, under);
  if (Array.isArray(value)) return value.map((one) => inTexts(one, redact, under));
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, inTexts(one, redact, under)]));
  if (value instanceof Set) return new Set([...value].map((one) => inTexts(one, redact, under)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inTexts(one, redact, key)]));
};

/** Texts of people in facts, each with what stands for it: the same in conditions, so that they come to the same. */
const personalValues = (users: readonly InspectedUser[]): Map<string, string> => {
  const values = new Map<string, string>();
  for (const { facts = new Map<string, ReadFact>() } of users) {
    for (const [reference, fact] of facts) {
      if (!isPersonal(reference) || fact.state !== 'known' || typeof fact.value !== 'string') continue;
      if (fact.value !== '' && !values.has(fact.value)) values.set(fact.value, `Name ${values.size + 1}`);
    }
  }
  return values;
};

/** In conditions of automation: the texts of people where they are compared, that is all of a value or in quotes. */
const inConditions = (values: ReadonlyMap<string, string>): ((text: string, under: string) => string) => {
  if (values.size === 0) return (text) => text;
  // In one pass, so that no text that was put in is taken for one to be taken out.
  const pattern = new RegExp(`(["'])(${anyOf([...values.keys()])})\\1`, 'g');
  return (text, under) => {
    const whole = under === 'value' ? values.get(text) : undefined;
    if (whole !== undefined) return whole;
    return text.replace(pattern, (_, quote: string, found: string) => `${quote}${values.get(found) ?? found}${quote}`);
  };
};

const redactedOrg = (org: OrgIdentity, redact: Redact): OrgIdentity => ({
  ...org,
  id: redact(org.id),
  username: redact(org.username),
  instanceUrl: redact(org.instanceUrl),
  name: org.name === null ? null : 'Org',
});

/** A path tells of the machine and its owner: the name of the file stays. */
export const withoutFolders = (reference: string): string => reference.replace(/^.*[\\/]/, '');

/**
 * The snapshot without the names of its org and its people: usernames, e-mail addresses, names, ids and personal details of users,
 * id, name and addresses of the org. Everybody keeps one name, so that what is found stays the same. Names and labels of
 * objects, fields, permission sets, automation and apps stay.
 */
export const redactSnapshot = (snapshot: AccessSnapshot): AccessSnapshot => {
  const redact = everywhere(snapshot);
  const values = personalValues(snapshot.users);
  const compared = inConditions(values);
  const { automation, ...schema } = snapshot.schema;
  const facts = (own: ReadonlyMap<string, ReadFact>): Map<string, ReadFact> =>
    new Map(
      [...own].map(([reference, fact]) => [
        reference,
        isPersonal(reference) && fact.state === 'known' && typeof fact.value === 'string'
          ? { ...fact, value: values.get(fact.value) ?? fact.value }
          : fact,
      ]),
    );
  const hidden = {
    ...snapshot,
    schema: { ...schema, ...(automation ? { automation: inTexts(automation, compared) } : {}) },
    users: snapshot.users.map((user, at) => ({
      ...user,
      name: `User ${at + 1}`,
      ...(user.facts ? { facts: facts(user.facts) } : {}),
    })),
  };
  const plain = inTexts(hidden, redact) as AccessSnapshot;
  return { ...plain, org: redactedOrg(snapshot.org, redact) };
};

/** What belongs to a snapshot, such as usernames that led to nobody, without the same names. */
export const redactBeside = <T>(snapshot: AccessSnapshot, value: T): T => inTexts(value, everywhere(snapshot)) as T;
