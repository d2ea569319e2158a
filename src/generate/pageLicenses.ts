/** Permission set licenses that a sentence of a vendor's page asks for. */
import { keyOf } from '../platform/names.js';
import { withoutParentheses } from './listedFields.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** Licenses by their API names, and names that nobody knows. */
type SetLicenses = { readonly known: readonly string[]; readonly unknown: readonly string[] };

const license = 'permission set licen[sc]es?';

/** Who gets it: "to the user", "to your Acme integration user". */
const toUser = /\s+(?:to|for)\s+(?:(?:the|an?|this|that|your|each|every)\s+)?(?:[\w'’-]+\s+){0,3}?users?$/i;

/** What a sentence says before the license: who needs it, or what is to be done with it. */
const asking = new RegExp(
  [
    '^(?:optional(?:ly)?[,:]?\\s+)?(?:please\\s+)?',
    "(?:(?:the|an?|this|your|each|every)\\s+)?(?:[\\w'’-]+\\s+){0,3}?users?\\s+(?:(?:must|should|has to|needs to|also)\\s+)*",
    '(?:have|has|needs?|requires?|gets?|be (?:assigned|given))\\s+',
    '|^(?:optional(?:ly)?[,:]?\\s+)?(?:please\\s+)?(?:requires?|needs?|assign|add|grant|give)\\s+',
    "(?:(?:the|an?|this|your|each|every)\\s+(?:[\\w'’-]+\\s+){0,3}?users?\\s+)?",
  ].join(''),
  'i',
);

/** What a sentence says of the license alone, without who gets it and what is done. */
const ofLicense = (text: string): string =>
  text
    .trim()
    .replace(/[.;]$/, '')
    .replace(/\s+(?:(?:is|are|must be|should be|has to be|have to be|needs to be)\s+)?assigned$/i, '')
    .replace(toUser, '')
    .replace(/\s+(?:is|are|must be|should be|has to be|have to be|needs to be)\s+assigned$/i, '')
    .replace(asking, '')
    .replace(/^(?:the|an?)\s+/i, '')
    .trim();

/** The list of names in a sentence: behind the words "permission set license", or before them. */
const listIn = (text: string): string | undefined => {
  const plain = text.trim().replace(/^(?:under|in)\s+/i, '');
  const [, headed] =
    new RegExp(
      `^(?:\\w+ )?permission set licen[sc]e(?:s| assignments?)?\\s*[:—–,-]\\s*(?:add\\s+|select\\s+)?(.+)$`,
      'i',
    ).exec(plain) ?? [];
  if (headed !== undefined) return headed;
  const said = ofLicense(text);
  const [, behind] = new RegExp(`^(?:following\\s+)?${license}\\s+(.+)$`, 'i').exec(said) ?? [];
  const [, before] = new RegExp(`^(.+?)\\s+${license}$`, 'i').exec(said) ?? [];
  return behind ?? before;
};

/** Permission set licenses that a sentence asks for: "Permission set license: Acme", "Assign the Acme permission set license to the user". */
export const setLicensesIn = (text: string, { permissionSetLicenses }: PageVocabulary): SetLicenses | undefined => {
  const list = listIn(text);
  if (list === undefined) return undefined;
  const wanted = list
    .split(/\s*[,;]\s*|\s+and\s+/)
    .map((one) =>
      withoutParentheses(one)
        .replace(/^(?:the|an?)\s+/i, '')
        .replace(/^["“'‘]|["”'’.]+$/g, '')
        .trim(),
    )
    .filter((one) => one !== '');
  const nameOf = (called: string): string | undefined =>
    permissionSetLicenses.find(({ name, label }) => [name, label ?? name].some((one) => keyOf(one) === keyOf(called)))
      ?.name;
  return {
    known: wanted.flatMap((one) => nameOf(one) ?? []),
    unknown: wanted.filter((one) => nameOf(one) === undefined),
  };
};
