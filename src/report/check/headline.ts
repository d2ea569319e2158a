/** What a check came to: one word and a sentence or two, and the numbers behind it. */
import { checkExitCode, exitCodes, isReady } from '../../exitCode.js';
import { levels } from '../../kinds/requirement.js';
import type { Level } from '../../kinds/requirement.js';
import { surroundingOf } from '../../kinds/surroundings.js';
import { isOpen, statuses } from '../../kinds/verdict.js';
import type { Status } from '../../kinds/verdict.js';
import { sameName } from '../../platform/names.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { ReportCheck, ReportFinding } from './checkReport.js';
import { isForbiddenHeld, statusWord } from './textStyle.js';
import type { TextOptions, Tone } from './textStyle.js';
import type { Words } from '../words.js';

/** How many findings of one level are met, missing, and so on. */
export type Count = {
  readonly all: number;
  readonly met: number;
  readonly missing: number;
  readonly impossible: number;
  readonly unknown: number;
  readonly degraded: number;
  /** There, and must not be. */
  readonly forbidden: number;
};

/** The numbers of one level. */
export const countOf = ({ findings }: Pick<ReportCheck, 'findings'>, level: Level): Count => {
  const own = findings.filter((finding) => finding.level === level);
  const number = (has: (finding: ReportFinding) => boolean): number => own.filter(has).length;
  const of = (status: Status): number => number((finding) => finding.status === status && !isForbiddenHeld(finding));
  return {
    all: own.length,
    met: of('met'),
    missing: of('unmet'),
    impossible: of('impossible'),
    unknown: of('unknown'),
    degraded: of('degraded'),
    forbidden: number(isForbiddenHeld),
  };
};

/** A sentence for a number: one of its own for one; nothing for none. */
const counted = (key: string, number: number, further: readonly string[], { words }: TextOptions): string[] => {
  if (number === 0) return [];
  return number === 1 ? [words(`${key}.one`, [...further])] : [words(key, [String(number), ...further])];
};

/** That nothing required is missing; nothing may be required at all. */
const requiredMet = (all: number, waived: number, words: Words): string => {
  if (all === 1) return words(waived === 1 ? 'report.ready.waived.one' : 'report.ready.text.one');
  return waived > 0
    ? words('report.ready.waived', [String(all), String(all - waived), String(waived)])
    : words('report.ready.text', [String(all)]);
};

/** What a required need lacks, sentence by sentence: the gravest first. */
const requiredSentences = ({ all, missing, impossible, unknown, forbidden }: Count, options: TextOptions): string[] => [
  ...counted('report.missing', missing, [String(all)], options),
  ...counted('report.impossible', impossible, [], options),
  ...counted('report.forbidden', forbidden, [], options),
  ...counted('report.unknown', unknown, [], options),
];

/** Objects to which automation refuses what the integration writes. */
export const refusedObjects = ({ findings }: Pick<ReportCheck, 'findings'>): string[] =>
  findings.flatMap(({ code, need, level }) =>
    code === 'AUTOMATION_BLOCKS' && need.kind === 'automation' && level !== 'optional' ? [need.sobject] : [],
  );

/** That automation refuses what the integration writes, whatever the level of the need: a write that fails is no matter of taste. */
const refusedSentences = (check: ReportCheck, { words }: TextOptions): string[] => {
  const objects = refusedObjects(check);
  return objects.length === 0 ? [] : [words('report.refused', [visible(objects.join(', '))])];
};

/** Without API Enabled nothing else is of use to a program; a definition may have inferred it, and then only recommends it. */
const isLoginMissing = ({ need, status, forbid }: ReportFinding): boolean =>
  need.kind === 'userPermission' &&
  sameName(need.name, 'ApiEnabled') &&
  !forbid &&
  (status === 'unmet' || status === 'impossible');

/** Nobody with this session knows whether the user is frozen (fact G8): who is cannot log in, whatever else is met. */
const isFreezingUnread = ({ need, status }: ReportFinding): boolean =>
  need.kind === 'user' && need.condition === 'notFrozen' && status === 'unknown';

/** What waits for a word of the customer: nothing of it was looked at. */
export const isToFillIn = ({ kind }: ReportFinding): boolean => kind === 'parameter';

/** Where everything required is met: what else is open, above all what is refused all the same. */
const readySentences = (check: ReportCheck, options: TextOptions): string[] => {
  const { words } = options;
  const open = (level: Level): number =>
    check.findings.filter((finding) => finding.level === level && isOpen(finding)).length;
  // What could not be read may be fine: it is not called missing.
  const undecided = check.findings.filter(({ level, status }) => level === 'recommended' && status === 'unknown');
  const toFillIn = undecided.filter(isToFillIn).length;
  const isFreezingOpen = undecided.some(isFreezingUnread);
  const unread = undecided.length - toFillIn - (isFreezingOpen ? 1 : 0);
  const required = check.findings.filter(({ level, status }) => level === 'required' && status !== 'notApplicable');
  const waived = required.filter(({ status }) => status === 'waived').length;
  return [
    ...(isFreezingOpen ? [words('report.ready.frozenUnread')] : []),
    ...check.findings.filter(isLoginMissing).map(({ name }) => words('report.ready.noApi', [name])),
    ...counted('report.fillIn', toFillIn, [], options),
    ...counted('report.open.recommended', open('recommended') - undecided.length, [], options),
    ...counted('report.unread.recommended', unread, [], options),
    ...refusedSentences(check, options),
    requiredMet(required.length, waived, words),
    ...counted('report.degraded', required.filter(({ status }) => status === 'degraded').length, [], options),
    ...counted('report.open.optional', open('optional'), [], options),
  ];
};

export type Headline = {
  readonly word: string;
  readonly tone: Tone;
  /** How the line of the verdict begins: the word with blanks, or `READY, but `. */
  readonly lead: string;
  readonly text: string;
};

/** Whether nothing but what the user has beyond is in the way of the exit code 0. */
const isOnlySurplus = ({ findings, failOn, surplusCode = exitCodes.done }: ReportCheck): boolean =>
  surplusCode !== exitCodes.done && isReady(checkExitCode(findings, failOn));

const surplusHeadline = (
  check: ReportCheck,
  said: (key: string, tone: Tone, sentences: readonly string[]) => Headline,
  options: TextOptions,
): Headline =>
  check.surplusCode === exitCodes.unknown
    ? said('notKnown', 'unsure', [options.words('report.surplus.notKnown'), ...readySentences(check, options)])
    : said('notReady', 'bad', [
        ...counted('report.surplus.fails', check.surplus?.length ?? 0, [], options),
        ...readySentences(check, options),
      ]);

/** What a check came to, in one word and a few sentences. */
export const headline = (check: ReportCheck, options: TextOptions): Headline => {
  const { words } = options;
  const said = (key: string, tone: Tone, sentences: readonly string[], lead?: string): Headline => ({
    word: words(`report.${key}`),
    tone,
    lead: lead ?? `${words(`report.${key}`)}  `,
    text: sentences.join(' '),
  });
  if (isOnlySurplus(check)) return surplusHeadline(check, said, options);
  if (isReady(check.exitCode)) {
    const isShort = check.findings.some(
      (finding) => (finding.level === 'recommended' && isOpen(finding)) || isLoginMissing(finding),
    );
    const isDoubtful =
      refusedSentences(check, options).length > 0 ||
      check.findings.some((finding) => isLoginMissing(finding) || isFreezingUnread(finding));
    const tone = isDoubtful ? 'unsure' : 'good';
    return said('ready', tone, readySentences(check, options), isShort ? `${words('report.ready.but')} ` : undefined);
  }
  const count = countOf(check, 'required');
  const refused = refusedSentences(check, options);
  const sentences = [...requiredSentences(count, options), ...refused];
  if (count.missing + count.impossible + count.forbidden > 0) return said('notReady', 'bad', sentences);
  if (count.unknown > 0) return said('notKnown', 'unsure', sentences);
  return said('notReady', 'unsure', [words('report.recommended.text'), ...refused]);
};

/** The numbers of each level that the definition uses, so that they add up to what stands above; then other sentences. */
export const summaryLines = (check: ReportCheck, more: readonly string[], options: TextOptions): string[] =>
  hang('', [...summarySentences(check, options), ...more].join(' '), options.width);

/** A sentence for each level. */
const summarySentences = (check: ReportCheck, { words }: TextOptions): string[] =>
  levels.flatMap((level) => {
    const own = check.findings.filter((finding) => finding.level === level);
    if (own.length === 0) return [];
    const forbidden = own.filter(isForbiddenHeld).length;
    const parts = statuses.flatMap((status) => {
      const number = own.filter((finding) => finding.status === status && !isForbiddenHeld(finding)).length;
      return number > 0 ? [words(`report.count.${status}`, [String(number)])] : [];
    });
    const all = [...parts, ...(forbidden > 0 ? [words('report.count.forbidden', [String(forbidden)])] : [])];
    const said =
      own.length === 1
        ? words(`report.summary.${level}.one`, [all.join(', ')])
        : words(`report.summary.${level}`, [String(own.length), all.join(', ')]);
    return [said];
  });

/** Of what is degraded: whether it is there in part, may get in the way, or some of each. */
const legendOf = (key: string, open: readonly ReportFinding[]): string => {
  if (key !== 'degraded') return key;
  const own = open.filter(({ status }) => status === 'degraded');
  const surrounding = own.filter(({ kind }) => isSurrounding(kind)).length;
  return surrounding === 0 ? key : `${key}.${surrounding === own.length ? 'lookAt' : 'mixed'}`;
};

/** What is not access of the user but may get in the way of it. */
const isSurrounding = (kind: ReportFinding['kind']): boolean => kind === 'user' || surroundingOf(kind) !== undefined;

/** Words that need no explanation: they are explained where everything was asked for. */
const plainWords: ReadonlySet<string> = new Set(['unmet', 'unknown', 'forbidden']);

/** Whether a word stands in these lines by itself, as a tag or in a cell: not within a sentence. */
const standsIn = (lines: readonly string[]): ((word: string) => boolean) => {
  const cells = new Set(lines.flatMap((line) => line.split(/ {2,}/)).map((cell) => cell.trim()));
  return (word) => cells.has(word);
};

/**
 * What the words of the findings mean, only those that stand there.
 * @param printed the lines that people read above it, without colors
 */
export const legend = (check: ReportCheck, printed: readonly string[], options: TextOptions): string[] => {
  const { words, width, verbose } = options;
  const stands = standsIn(printed);
  const open = check.findings.filter(isOpen);
  const keys = [
    ...statuses.filter((status) => open.some((finding) => finding.status === status && !isForbiddenHeld(finding))),
    ...(open.some(isForbiddenHeld) ? ['forbidden'] : []),
  ]
    .filter((key) => verbose || !plainWords.has(key))
    .filter((key) => [words(`report.status.${key}`)].flatMap((word) => [word, word.toLowerCase()]).some(stands));
  const isSmallTold = open.some((finding) => finding.level !== 'required' && stands(statusWord(finding, options)));
  if (keys.length === 0 && !isSmallTold) return [];
  const parts = keys.map((key) => words(`report.legend.${legendOf(key, open)}`, [words(`report.status.${key}`)]));
  return hang(
    '',
    words('report.legend', [[...parts, ...(isSmallTold ? [words('report.legend.small')] : [])].join('; ')]),
    width,
  );
};
