/** A vendor's page, pasted as text: what its sentences ask for becomes needs, each with its line; what looks like a need and is not understood, a gap. */
import { nearNames } from './nearNames.js';
import type { NearName } from './nearNames.js';
import { accessIn } from './pageAccess.js';
import { speaksOfHistory } from './pageHistory.js';
import { mentionedObjects } from './pageObjects.js';
import { isIntroduction, pageSentences } from './pageSentences.js';
import type { PageLine, PageSentence } from './pageSentences.js';
import { pageTables } from './pageTables.js';
import type { PageVocabulary } from './pageVocabulary.js';
import type { PageNeed, Understood } from './sentence/pageNeed.js';
import { permissionsIn, sentenceReader, withoutBullet } from './sentence/sentenceReader.js';
import { understoodWhole } from './sentence/wholeSentence.js';

/**
 * A line, or a sentence of it, that looks like a need; `sobjects` are those that it names, `unknown` fields that no table has,
 * `unused` what else of it stands in no rule, and `near` what may be meant by names with a slip of the pen.
 */
export type PageGap = FoundGap & { readonly near?: readonly NearName[] };

type FoundGap = {
  readonly line: PageLine;
  readonly sobjects: readonly string[];
  readonly unknown: readonly string[];
  readonly unused: readonly string[];
};

/** All of the page: what became needs, what people have to read, and everything else. */
export type VendorPage = {
  readonly needs: readonly PageNeed[];
  readonly gaps: readonly PageGap[];
  readonly others: readonly PageLine[];
};

const looksLikeNeed =
  /\b(?:permissions?|access|must|requires?|required|needs?|needed|enabled?|grant|objects?|fields?|tracking|profiles?|exempt|exclude|bypass|validation rules?|user licen[sc]es?)\b|\b(?:use|assign|select|choose|create|give)\b.*\blicen[sc]es?\b/i;

/** Words of the longest item of a list that can be the name of a permission. */
const longestName = 6;

/**
 * The lines that stand in one list with a user permission: what is not known there is one by another name, or of another edition.
 * @param asked the lines by which user permissions are asked for
 */
const besidePermissions = (sentences: readonly PageSentence[], asked: ReadonlySet<number>): ReadonlySet<number> => {
  const lists: number[][] = [];
  let wasItem = false;
  for (const { isItem, line } of sentences) {
    if (isItem && wasItem) lists.at(-1)?.push(line.number);
    else if (isItem) lists.push([line.number]);
    wasItem = isItem;
  }
  return new Set(lists.filter((list) => list.some((number) => asked.has(number))).flat());
};

/**
 * A text in which no blank and no sign stands more than eight times in a row: that says nothing more, and a line of ten thousand blanks
 * would be looked through from each of them.
 */
const withoutLongRuns = (text: string): string => text.replace(/([^\w\n])\1{8,}/g, (_, sign: string) => sign.repeat(8));

/**
 * Reads a page sentence by sentence. Only what stands there in plain words becomes a need: whatever is doubtful is a gap, for
 * people to read. Nothing is lost: what is neither, is among the others.
 */
export const readVendorPage = (text: string, vocabulary: PageVocabulary): VendorPage => {
  const reader = sentenceReader(vocabulary);
  const page = withoutLongRuns(text);
  const tables = pageTables(page, reader);
  const needs: PageNeed[] = [...tables.needs];
  const gaps: FoundGap[] = [...tables.gaps];
  const others: PageLine[] = [];
  let context: string | null = null;
  const sentences = pageSentences(page);
  for (const [at, sentence] of sentences.entries()) {
    const { line, isDoubtful } = sentence;
    if (tables.lines.has(line.number)) {
      if (!tables.rows.has(line.number)) others.push(line);
      context = null;
      continue;
    }
    // After a "not" in the same line, nobody can tell what the next sentence counts for.
    const found: Understood = isDoubtful ? { needs: [], named: [] } : understoodWhole(sentence, context, reader);
    if (found.context !== undefined) context = found.context;
    needs.push(...found.needs);
    const { unknown = [], unused = [] } = found;
    if (found.needs.length > 0 || unused.length > 0) {
      if (unknown.length > 0 || unused.length > 0) gaps.push({ line, sobjects: found.named, unknown, unused });
      continue;
    }
    if (typeof found.context === 'string' && found.named.length === 0) {
      others.push(line);
      continue;
    }
    // "Manage Users" speaks of no user.
    const named =
      found.named.length > 0 ? found.named : mentionedObjects(permissionsIn(line.text, reader).rest, reader.byName);
    if (!isDoubtful && named.length === 0 && isIntroduction(sentence, at === 0)) {
      others.push(line);
      continue;
    }
    const asks = looksLikeNeed.test(line.text) || speaksOfHistory(line.text) || accessIn(line.text).length > 0;
    const isGap =
      found.context === null ? asks && named.length > 0 : found.named.length > 0 || looksLikeNeed.test(line.text);
    if (isGap || isDoubtful || (asks && named.length > 0)) gaps.push({ line, sobjects: named, unknown, unused: [] });
    else others.push(line);
  }
  const asked = new Set(needs.flatMap(({ kind, line }) => (kind === 'userPermission' ? [line.number] : [])));
  const listed = besidePermissions(sentences, asked);
  const near = nearNames(reader);
  // One letter that is wrong must not hide a need among the other lines of the page.
  const isMisspelt = ({ text: said }: PageLine): boolean =>
    near(said).some(({ kind }) => kind === 'userPermission' || accessIn(said).length > 0);
  const isListed = ({ number, text: said }: PageLine): boolean =>
    (listed.has(number) || (asked.has(number) && /^[A-Z][\w-]*(?: [A-Z][\w-]*)*[.;]?$/.test(said))) &&
    withoutBullet(said).split(' ').length <= longestName;
  // What the page asks for and forbids, nobody but people can tell.
  const wanted = new Set(needs.flatMap((need) => (need.kind === 'userPermission' && !need.forbid ? need.names : [])));
  const licenses = needs.flatMap((need) => (need.kind === 'userLicense' ? [need.names] : []));
  const isOneForAll = licenses.length === 0 || licenses[0]?.some((name) => licenses.every((all) => all.includes(name)));
  const isContradicted = (need: PageNeed): boolean =>
    (need.kind === 'userLicense' && !isOneForAll) ||
    (need.kind === 'userPermission' && need.forbid === true && need.names.some((name) => wanted.has(name)));
  for (const { line } of needs.filter(isContradicted)) gaps.push({ line, sobjects: [], unknown: [], unused: [] });
  const isLeft = (line: PageLine): boolean => isListed(line) || isMisspelt(line);
  const left = others.filter(isLeft).map((line): FoundGap => ({ line, sobjects: [], unknown: [], unused: [] }));
  return {
    needs: needs.filter((need) => !isContradicted(need)),
    gaps: [...gaps, ...left]
      .sort((a, b) => a.line.number - b.line.number)
      .map((gap) => {
        const meant = near(gap.line.text);
        return meant.length === 0 ? gap : { ...gap, near: meant };
      }),
    others: others.filter((line) => !isLeft(line)),
  };
};
