/** Objects that a vendor's page names. */
import { keyOf } from '../platform/names.js';

/** The objects that a text is a list of: `Lead/Contact/Account`, `Accounts and Contacts`. Undefined where it holds anything else. */
export const objectList = (text: string, byName: ReadonlyMap<string, string>): string[] | undefined => {
  const parts = text
    .replace(/\b(?:the|standard|custom|salesforce)\b/gi, ' ')
    .replace(/\b(?:objects?|records?|data)\b/gi, ' ')
    .split(/\s*[/,&]\s*|\s+(?:and|or)\s+/i)
    .map((part) => part.trim().replace(/\s+/g, ' '));
  if (parts.length === 0 || parts.some((part) => part === '' || !/^[A-Z]/.test(part))) return undefined;
  const objects = parts.map((part) => byName.get(keyOf(part)));
  return objects.every((one) => one !== undefined) ? [...new Set(objects as string[])] : undefined;
};

/** The objects that a text names anywhere, by names that begin with a capital letter. */
export const mentionedObjects = (text: string, byName: ReadonlyMap<string, string>): string[] => {
  const words = text.match(/[\w]+/g) ?? [];
  const found = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (!/^[A-Z]/.test(word)) continue;
    const name = [3, 2, 1]
      .map((many) => words.slice(at, at + many))
      // "Permission set license" is no object, "PermissionSetLicense" is.
      .filter((part) => part.every((one) => /^[A-Z]/.test(one)))
      .map((part) => byName.get(keyOf(part.join(' '))))
      .find(Boolean);
    if (name !== undefined) found.add(name);
  }
  return [...found];
};

/** What a page sets before its objects: "Objects:", "Standard objects -", "Object permissions:". */
const heading =
  /^(?:(?:standard|custom|salesforce|required)\s+)*objects?(?:\s+(?:permissions?|access|settings))?\s*(?::|\s[–—-])\s+(?=.)/i;

/**
 * A sentence without the word that says that objects follow, where an object and what is asked of it do: "Objects: Account: Read". A
 * mere list of objects stays what it is.
 */
export const withoutObjectsHeading = (text: string, byName: ReadonlyMap<string, string>): string => {
  const rest = text.replace(heading, '');
  const [, list] = /^([^:(–—]+?)\s*(?::|\(|\s[–—-]\s)/.exec(rest) ?? [];
  return list !== undefined && objectList(list, byName) !== undefined ? rest : text;
};
