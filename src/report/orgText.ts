/** Which org it is, for people: above all whether people work in it. */
import type { OrgIdentity } from '../access/snapshot.js';
import type { Paint } from './check/textStyle.js';
import { hang } from './layout.js';
import { visible } from './visible.js';
import type { Words } from './words.js';

/** The org, as every report is told it. */
export type ToldOrg = OrgIdentity;

type Style = { readonly words: Words; readonly paint: Paint; readonly width: number };

/** What sort of org it is: `PRODUCTION`, `sandbox`. What is not known is said, and never passes for a sandbox. */
export const orgMark = ({ type }: OrgIdentity, words: Words): string => words(`report.orgType.${type ?? 'unknown'}`);

/** Its name and address: `Acme, https://acme.my.salesforce.com (00D...)`. */
export const orgPlace = ({ name, instanceUrl, id }: OrgIdentity): string =>
  visible([...(name === null ? [] : [name]), `${instanceUrl} (${id})`].join(', '));

/**
 * The line above everything that is to be written: production catches the eye.
 * @param text what stands behind the mark; nothing hostile in it any more
 */
export const orgMarkLines = (
  org: OrgIdentity,
  { words, paint, width }: Style,
  text: string = orgPlace(org),
): string[] => {
  const mark = orgMark(org, words);
  const tone = org.type === 'production' ? 'bad' : org.type === null ? 'unsure' : 'heading';
  const [first = '', ...rest] = hang(`${mark}  `, text, width);
  return [paint(tone, mark) + first.slice(mark.length), ...rest];
};

/** Where it is written, in a question. */
export const orgInQuestion = ({ name, instanceUrl, username }: OrgIdentity): string =>
  name === null ? `${username} (${instanceUrl})` : `${name}, as ${username} (${instanceUrl})`;
