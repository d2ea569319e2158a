/** What one sentence of a vendor's page asks for, as needs of a definition; only what it says in plain words. */
import { negation, statement } from '../pageSentences.js';
import type { PageSentence } from '../pageSentences.js';
import { contextNeeds } from './contextNeeds.js';
import { headNeeds } from './headNeeds.js';
import type { Understood } from './pageNeed.js';
import { forbiddenNeeds, licenseNeeds, permissionNeeds, userLicenseNeeds } from './permissionNeeds.js';
import { sentenceParts } from './sentenceParts.js';
import type { SentenceParts } from './sentenceParts.js';
import type { SentenceReader } from './sentenceReader.js';
import { spokenObjectNeeds } from './spokenObjectNeeds.js';
import { writtenFieldNeeds } from './writtenFieldNeeds.js';

/** A line with one of these is a sentence, however short. */
const sentenceWords =
  /\b(?:requires|must|needs?|enable|grant|assign|exempt|exclude|bypass)\b|^(?:use|select|choose|create)\b.*\blicen[sc]es?$/i;

/** Words of the longest line that can be a heading. */
const longestHeading = 6;

/** A heading about something else: it ends what was said of an object. */
const isHeading = ({ sentence, hasTail, text }: SentenceParts): boolean =>
  sentence.isAlone &&
  !sentence.isItem &&
  !hasTail &&
  text.split(/\s+/).length <= longestHeading &&
  !/[.;,]$/.test(text) &&
  !sentenceWords.test(text);

/**
 * What one sentence asks for. What it forbids, and what it calls not needed, is all that it says. Else user permissions, APIs and
 * fields written out with their object count wherever they stand; beside them the first reading of objects counts that finds some.
 * @param context the object that the lines above are about
 */
export const sentenceNeeds = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const parts = sentenceParts(sentence, context, reader);
  const forbidden = forbiddenNeeds(parts);
  if (forbidden !== undefined) return forbidden;
  // "Not needed" and the like: people have to read it.
  if (negation.test(statement(parts.rest))) return { needs: [], named: [] };
  const named = permissionNeeds(parts);
  const licenses = userLicenseNeeds(parts) ?? licenseNeeds(parts);
  if (licenses !== undefined) return { ...licenses, needs: [...named, ...licenses.needs] };
  const { found: written, isAll } = writtenFieldNeeds(parts);
  const needs = [...named, ...written.needs];
  if (isAll) return { ...written, needs };
  const objects = headNeeds(parts) ?? spokenObjectNeeds(parts) ?? contextNeeds(parts);
  if (objects !== undefined) return { ...objects, needs: [...needs, ...objects.needs] };
  return { needs, named: [], ...(needs.length === 0 && isHeading(parts) ? { context: null } : {}) };
};
