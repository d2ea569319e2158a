/** A root cause in words: what is the matter, why, and how many needs hang on it. For every format that shows causes. */
import { hintKinds } from '../../access/answer.js';
import { entryId } from '../../access/entry.js';
import { gapCodes } from '../../access/snapshot.js';
import { needsOf } from '../../check/rootCauses.js';
import type { CauseFinding, NeedCounts, RootCause } from '../../check/rootCauses.js';
import { keyOf } from '../../platform/names.js';
import type { FindingCode } from '../../kinds/findingCodes.js';
import { levels } from '../../kinds/requirement.js';
import { unique } from '../groups.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { fill, given, sentence } from '../texts.js';
import { visible } from '../visible.js';
import type { ReportFinding } from './checkReport.js';

/** What the words of a cause are made from: a finding with its words. */
export type CauseWords = CauseFinding & Pick<ReportFinding, 'name' | 'message' | 'sources'>;

/** A root cause for people. */
export type CauseText = {
  /** What is the matter, in a few words: `No permission set gives it`, `Not frozen`. */
  readonly title: string;
  /** Why, in one or two sentences. */
  readonly text: string;
  /** How many needs of each level hang on it. */
  readonly needs: NeedCounts;
  /** The same in words: `27 required, 2 optional`. */
  readonly needsText: string;
  /** Which of its findings title and text name one by one: everything, the roots, or none. */
  readonly names: 'all' | 'roots' | 'none';
  /** The title is the name of what is needed, and the text a sentence about it. */
  readonly isNeed: boolean;
};

/** Up to so many needs are named one by one; more are counted. */
const mostNamed = 3;

/** The sorts in which needs are counted; whatever is not among them is counted as `other`. */
export const countedKinds = ['userPermission', 'api', 'anyOf', 'object', 'field', 'historyTracking'] as const;

/** Codes whose sentence says no more than that it is missing. */
const plainCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'USER_PERMISSION_MISSING',
  'OBJECT_PERMISSION_MISSING',
  'FIELD_PERMISSION_MISSING',
]);

const subjectOf = ({ need, id }: CauseFinding): string => {
  if (need.kind === 'object') return keyOf(need.sobject);
  return need.kind === 'field' ? keyOf(`${need.sobject}.${need.field}`) : id;
};

/** What a permission set can hold of a need: of an API that is blocked the permissions that open it, as no set holds an API. */
type Content = { readonly kind: string; readonly name: string; readonly subject: string };
const contentOf = (finding: CauseWords, vocabulary: Vocabulary): Content[] => {
  const { kind, name, remedy } = finding;
  return kind === 'api' && remedy !== null && remedy.entries.length > 0
    ? remedy.entries.map((entry) => ({ kind: entry.kind, name: needName(entry, vocabulary), subject: entryId(entry) }))
    : [{ kind, name, subject: subjectOf(finding) }];
};

/** What needs are about: a few by name, many by number: `2 system permissions, 4 objects, 12 fields`. */
const contentsOf = (roots: readonly CauseWords[], falls: readonly CauseWords[], vocabulary: Vocabulary): string => {
  const { texts } = vocabulary;
  const contents = [
    ...roots.flatMap((finding) => contentOf(finding, vocabulary)),
    ...falls.map((finding) => ({ kind: finding.kind, name: finding.name, subject: subjectOf(finding) })),
  ];
  const names = unique(contents.map(({ name }) => name));
  if (names.length <= mostNamed) return names.join(', ');
  const sortOf = ({ kind }: Content): string => countedKinds.find((one) => one === kind) ?? 'other';
  return [...countedKinds, 'other']
    .flatMap((sort) => {
      const own = contents.filter((content) => sortOf(content) === sort);
      const number = new Set(own.map(({ subject }) => subject)).size;
      if (number === 0) return [];
      const key = `cause.count.${sort}${number === 1 ? '.one' : ''}`;
      return [fill(sentence(key, texts), given({ 1: String(number) }))];
    })
    .join(', ');
};

/** Needs of each level that a cause has: `27 required, 2 optional`. */
export const needsText = (needs: NeedCounts, { texts }: Vocabulary): string =>
  levels
    .filter((level) => needs[level] > 0)
    .map((level) => fill(sentence(`cause.needs.${level}`, texts), given({ 1: String(needs[level]) })))
    .join(', ');

/** Sentences that say the same of each of several findings: those of the first few, and how many more there are. */
const messagesOf = (findings: readonly CauseWords[], { texts }: Vocabulary): string => {
  const messages = unique(findings.map(({ message }) => message));
  const more = messages.length - mostNamed;
  const told = messages.slice(0, mostNamed).join(' ');
  return more > 0 ? fill(sentence('cause.more', texts), given({ 1: told, more: String(more) })) : told;
};

/** The part of the keys by which the words differ, for causes of one change. */
const variantOf = ({ change, roots: [root] }: RootCause<CauseWords>): string => {
  if (change === 'unknown' && root.gap) return `.${root.gap.code}`;
  return change === 'withoutEffect' ? `.${root.hints[0]?.kind ?? ''}` : '';
};

/**
 * Every ending of `cause.title.` and `cause.text.` in messages/finding.md. What is always one finding needs none.
 */
export const causeKeys: readonly string[] = [
  ...['license', 'forbidden', 'notGranted', 'byHand', 'history', 'licenseForbids', 'impossible', 'unknown', 'inPart'],
  ...hintKinds.map((kind) => `withoutEffect.${kind}`),
  ...gapCodes.map((code) => `unknown.${code}`),
];

/** Causes that are told by the words of their finding: what they are is said by its name. */
const isToldByItself = ({ change, roots, falls, subject }: RootCause<CauseWords>): boolean => {
  switch (change) {
    case 'notGranted':
    case 'inPart':
      return roots.length + falls.length === 1;
    case 'withoutEffect':
    case 'forbidden':
    case 'licenseForbids':
      return false;
    case 'unknown':
      return roots.length === 1 && roots[0].gap === undefined;
    case 'impossible':
    case 'byHand':
      return roots.length === 1 || subject === '';
    default:
      return roots.length === 1;
  }
};

/** What the sentences of a cause name one by one that is not told by the words of its finding. */
const namedIn = (
  { change, roots, falls }: RootCause<CauseWords>,
  isFew: (findings: readonly CauseWords[]) => boolean,
): CauseText['names'] => {
  switch (change) {
    case 'forbidden':
    case 'license':
      return 'roots';
    case 'history':
    case 'impossible':
    case 'byHand':
      return isFew(roots) ? 'roots' : 'none';
    case 'unknown':
      return isFew([...roots, ...falls]) ? (roots[0].gap ? 'all' : 'roots') : 'none';
    default:
      return isFew([...roots, ...falls]) ? 'all' : 'none';
  }
};

/**
 * The words of a cause. Names from the org in them are harmless.
 * @throws Error where messages/finding.md lacks a section `cause.…`
 */
export const causeText = (cause: RootCause<CauseWords>, vocabulary: Vocabulary): CauseText => {
  const { texts } = vocabulary;
  const { change, subject, roots, falls } = cause;
  const needs = needsOf(cause);
  const counts = { needs, needsText: needsText(needs, vocabulary) };
  const names = unique(roots.map(({ name }) => name));
  const isFew = (findings: readonly CauseWords[]): boolean =>
    unique(findings.map(({ name }) => name)).length <= mostNamed;
  if (isToldByItself(cause))
    return {
      // The key of a deed says nothing to people beside the deed itself.
      title: roots[0].kind === 'manual' ? sentence('cause.title.manual', texts) : names.join(', '),
      // The name says already what is missing.
      text: plainCodes.has(roots[0].code)
        ? sentence('cause.text.notGranted.one', texts)
        : messagesOf(roots, vocabulary),
      ...counts,
      names: isFew(roots) ? 'roots' : 'none',
      isNeed: true,
    };
  const tokens = given({
    subject: visible(subject),
    detail: visible(roots[0].gap?.detail ?? ''),
    names: names.join(', '),
    choice: names.join(` ${sentence('cause.or', texts)} `),
    contents: contentsOf(roots, falls, vocabulary),
    sources: unique(roots.flatMap(({ sources }) => sources)).join('; '),
    messages: messagesOf(roots, vocabulary),
  });
  const said = (key: string): string => fill(sentence(`cause.${key}.${change}${variantOf(cause)}`, texts), tokens);
  return { title: said('title'), text: said('text'), ...counts, names: namedIn(cause, isFew), isNeed: false };
};
