/** What a vendor's page means by the name of a field. */
import { keyOf } from '../platform/names.js';
import type { PageVocabulary } from './pageVocabulary.js';

/** A field name of the API, or one that nobody could tell from a word. */
const isFieldName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_]{1,79}$/.test(text);

/** Words of a label without blanks and signs: `Zip` of "Zip/Postal Code", `BillingZip` of "Billing Zip/Postal Code". */
const plain = (text: string): string => keyOf(text.replace(/[^A-Za-z0-9]/g, ''));

/** The names that a label offers: itself, and each side of a slash with what stands before it. */
const namesOfLabel = (label: string): string[] => {
  const [, before = '', first = '', second = ''] = /^(.*?)([^\s/]+)\/(.+)$/.exec(label) ?? [];
  return [label, ...(first === '' ? [] : [`${before}${first}`, `${before}${second}`])].map(plain);
};

/**
 * The API name of the field that is meant: by its API name, its label or its relationship. A standard object's field that the
 * tables have by none of these is undefined: its name may be one that only people use, such as `Lead.Zip`. What the tables do not
 * tell (custom fields, objects without a table) is taken as it stands.
 */
export const fieldMeant = (sobject: string, text: string, { fieldLabels }: PageVocabulary): string | undefined => {
  if (keyOf(text) === 'owner') return 'OwnerId';
  const labels = fieldLabels.get(keyOf(sobject));
  if (labels === undefined || /__[a-z]+$/i.test(text)) return isFieldName(text) ? text : undefined;
  const called = plain(text);
  const names = [...labels.values()];
  const byName = names.find((name) => keyOf(name) === keyOf(text) || plain(name) === called);
  if (byName !== undefined) return byName;
  const byLabel = [
    ...new Set([...labels].filter(([label]) => namesOfLabel(label).includes(called)).map(([, name]) => name)),
  ];
  if (byLabel.length > 0) return byLabel.length === 1 ? byLabel[0] : undefined;
  // "Campaign Name" of a campaign is its Name.
  const own = `${keyOf(sobject)} `;
  return keyOf(text).startsWith(own)
    ? fieldMeant(sobject, text.slice(own.length), { fieldLabels } as PageVocabulary)
    : undefined;
};
