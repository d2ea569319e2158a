/** The license of the user that a sentence of a vendor's page asks for. */
import { keyOf } from '../platform/names.js';
import { userLicenseNames } from '../platform/userLicenseNames.js';

/** User licenses of which the user has to have one, and what the sentence says behind them. */
type UserLicenses = { readonly names: readonly string[]; readonly tail: string | undefined };

const users = "(?:(?:the|an?|this|that|your|each|every)\\s+)?(?:[\\w'’-]+\\s+){0,3}?users?(?:\\s+accounts?)?";
const license = '(?:user\\s+)?licen[sc]es?(?:\\s+type)?';
const article = '(?:(?:the|an?|one|new)\\s+){0,2}';
const toUser = `(?:\\s+(?:to|for)\\s+${users})?`;
const tail = '(?:,?\\s+and\\s+(.+))?';

/** What a page calls the license where it only says which one: "Assign the license Salesforce". */
const isPlain = /\buser licen[sc]e|\bfull\b/i;

/** Sentences with the names before the word license; they may go on. */
const before = [
  // "Create an integration user with the Salesforce Integration license"
  `(?:create|add|set up|use|choose|select)\\s+${users}\\s+(?:with|on|using|that has|that uses)\\s+${article}(.+?)\\s+${license}${tail}`,
  // "The user must have the Salesforce Integration license"
  `${users}\\s+(?:(?:must|should|has to|have to|needs to|need to|also)\\s+)*(?:have|has|needs?|requires?|uses?|gets?|is on|be (?:assigned|given|on))\\s+${article}(.+?)\\s+${license}${tail}`,
  // "Assign the Salesforce Integration user license to the user"
  `(?:assign|give|grant|use|select|choose|requires?|needs?)\\s+(?:${users}\\s+)?${article}(.+?)\\s+${license}${toUser}${tail}`,
  // "Salesforce Integration user license"
  `${article}(.+?)\\s+user\\s+licen[sc]e(?:\\s+is\\s+(?:required|needed))?`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));

/** Sentences with the names behind the word license, or as its value. */
const behind = [
  // "Assign the license Salesforce Integration"
  `(?:assign|give|grant|use|select|choose|requires?|needs?)\\s+(?:${users}\\s+)?${article}${license}\\s+(.+?)${toUser}${tail}`,
  // "In User License, select Salesforce Integration", "User License: Salesforce Integration"
  `(?:(?:in|for|under|as)\\s+(?:the\\s+)?)?${license}\\s*(?::|=|,|\\s[–—-]|\\sis\\b|\\s(?:must|should)\\s+be\\b)\\s*(?:(?:select|choose|use)\\s+)?(.+?)${tail}`,
  // "Select Salesforce Integration as the user license"
  `(?:select|choose|use)\\s+(.+?)\\s+(?:as|for|in|under)\\s+(?:the\\s+)?${license}${tail}`,
  // "Set the user license to Salesforce Integration"
  `set\\s+(?:the\\s+)?${license}\\s+to\\s+(.+?)${tail}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));

/** The name of a license as a list has it. */
const nameOf = (called: string): string | undefined => {
  const plain = called
    .trim()
    .replace(/^(?:(?:the|an?|full|standard|new)\s+)+/i, '')
    .replace(/^["“„'‘]|["”“'’]$/g, '')
    .trim();
  return userLicenseNames.find((name) => keyOf(name) === keyOf(plain));
};

/** The names of a list of which any will do; undefined where one of them is no user license that is known. */
const namesIn = (list: string): string[] | undefined => {
  const names = list.split(/\s*,\s*(?:or\s+)?|\s+or\s+|\s*\/\s*/).map(nameOf);
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
};

/**
 * User licenses that a sentence asks for in plain words; undefined where it asks for none, or for one that is not known. "A
 * Salesforce license" may be any license of Salesforce, and is left to people.
 */
export const userLicensesIn = (text: string): UserLicenses | undefined => {
  const plain = text
    .replace(/\s*\([^()]*\)/g, '')
    .trim()
    .replace(/[.;]$/, '')
    .replace(/^(?:optional(?:ly)?[,:]?\s+)?(?:please\s+)?/i, '');
  for (const pattern of [...before, ...behind]) {
    const [, list, further] = pattern.exec(plain) ?? [];
    const names = list === undefined ? undefined : namesIn(list);
    if (names === undefined) continue;
    const isAnyOfSalesforce = names.join() === 'Salesforce' && before.includes(pattern) && !isPlain.test(plain);
    return isAnyOfSalesforce ? undefined : { names, tail: further };
  }
  return undefined;
};
