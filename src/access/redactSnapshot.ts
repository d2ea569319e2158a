/** Takes out of a snapshot whose org it is and who works there, for bug reports: what it says of access stays the same. */
import type { AccessSnapshot, InspectedUser } from './snapshot.js';

/** One name and what stands in its place. `word`: only where it is all of a text, or stands in quotes. */
type Replacement = { readonly from: string; readonly to: string; readonly as: 'word' | 'part' };

const emailPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** What a formula may name of a person or the company, by the key of the reference. */
const personalFacts =
  /^\$user\.(?:firstname|lastname|name|alias|phone|mobilephone|title|companyname)$|^\$organization\.name$/;

const hostOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');

const factsOf = ({ facts }: InspectedUser): string[] =>
  [...(facts ?? new Map<string, unknown>())].flatMap(([key, fact]) => {
    const text = personalFacts.test(key) ? textsIn(fact) : [];
    return text.filter((one) => one.length > 1);
  });

/** Texts at the leaves of a value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

const replacementsOf = ({ org, users }: AccessSnapshot): Replacement[] => {
  const people = users.flatMap(({ username, requestedUsername, name }, at): Replacement[] => [
    { from: username, to: `user${at + 1}@example.com`, as: 'part' },
    ...(requestedUsername === null
      ? []
      : [{ from: requestedUsername, to: `user${at + 1}@example.com`, as: 'part' } as const]),
    { from: name, to: `User ${at + 1}`, as: 'word' },
  ]);
  const isUser = users.some(({ username }) => username === org.username);
  const all: readonly Replacement[] = [
    ...people,
    ...(isUser ? [] : [{ from: org.username, to: 'runner@example.com', as: 'part' } as const]),
    ...users.flatMap((user) =>
      factsOf(user).map((from, at): Replacement => ({ from, to: `Name ${at + 1}`, as: 'word' })),
    ),
    { from: hostOf(org.instanceUrl), to: 'redacted.my.salesforce.com', as: 'part' },
    { from: org.id, to: '00D000000000000EAA', as: 'part' },
    { from: org.id.slice(0, 15), to: '00D000000000000', as: 'part' },
    ...(org.name === null ? [] : [{ from: org.name, to: 'Org', as: 'word' } as const]),
  ];
  return all.filter(({ from }) => from !== '');
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A function that puts the replacements into a text; addresses of people of whom nothing else is known become numbered. */
const redactorOf = (replacements: readonly Replacement[]): ((text: string) => string) => {
  const inOrder = [...replacements].sort((a, b) => b.from.length - a.from.length);
  const known = new Set(inOrder.map(({ to }) => to));
  const strangers = new Map<string, string>();
  const patterns = inOrder.map(({ from, to, as }) => {
    const name = escaped(from);
    const pattern = as === 'part' ? name : `^${name}$|(?<=")${name}(?=")|(?<=')${name}(?=')`;
    return { pattern: new RegExp(pattern, 'gi'), to };
  });
  return (text) =>
    patterns
      .reduce((done, { pattern, to }) => done.replace(pattern, () => to), text)
      .replace(emailPattern, (address) => {
        if (known.has(address)) return address;
        const key = address.toLowerCase();
        const number = strangers.get(key) ?? `person${strangers.size + 1}@example.com`;
        strangers.set(key, number);
        return number;
      });
};

const redacted = (value: unknown, redact: (text: string) => string): unknown => {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redacted(one, redact));
  if (value instanceof Map)
    return new Map([...value].map(([key, one]) => [redacted(key, redact), redacted(one, redact)]));
  if (value instanceof Set) return new Set([...value].map((one) => redacted(one, redact)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redacted(one, redact)]));
};

/**
 * A function that takes the names of the org of a snapshot and of its people out of it, and of what belongs to it: usernames,
 * e-mail addresses, names of users, id, name and address of the org. Everybody keeps one name, so that what is found stays the
 * same.
 */
export const redactorFor = (snapshot: AccessSnapshot): (<T>(value: T) => T) => {
  const redact = redactorOf(replacementsOf(snapshot));
  return <T>(value: T): T => redacted(value, redact) as T;
};
