/** What became of the waivers of a check: what they let pass, and which of them somebody has to look at. */
import { formatPlace } from '../../definition/definitionMistake.js';
import type { KeptBy, WaiverUse } from '../../waivers/applyWaivers.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';

/** A file of waivers after a check. */
export type ReportWaivers = {
  readonly path: string;
  readonly uses: readonly WaiverUse[];
  /** How many entries were added to the file; null where that was not wanted. */
  readonly added: number | null;
  /** A waiver that ends within so many days is told of. */
  readonly soonDays: number;
};

/** What of a waiver kept it from matching, in a sentence. */
const keptText = (kept: KeptBy, words: Words): string => {
  const key = `report.waiver.keptBy.${kept.key}`;
  switch (kept.key) {
    case 'met':
      return words(key);
    case 'id':
      return kept.near.length === 0 ? words(key) : words(`${key}.near`, [kept.near.join(', ')]);
    default:
      return words(key, [kept.value]);
  }
};

const problemOf = ({ waiver, state, daysLeft, keptBy }: WaiverUse, soonDays: number, words: Words): string[] => {
  const said = (key: string, ...further: readonly string[]): string[] => [
    words(`report.waiver.${key}`, [formatPlace(waiver.place), waiver.id, ...further]),
  ];
  switch (state) {
    case 'noReason':
      return said('noReason');
    case 'expired':
      return said('expired', waiver.expires ?? '');
    case 'unused':
      return [[...said('unused'), ...keptBy.map((kept) => keptText(kept, words))].join(' ')];
    case 'used':
      return daysLeft !== null && daysLeft <= soonDays ? said('ending', waiver.expires ?? '') : [];
  }
};

/** So many waivers without a reason are told one by one, and of more so many lines. */
const mostAlone = 3;
const mostLines = 10;

/** Waivers without a reason in a sentence. After --update-waivers there are many of them, all for the same thing to do. */
const withoutReason = (path: string, uses: readonly WaiverUse[], words: Words): string => {
  const lines = uses.map(({ waiver }) => String(waiver.place.line));
  const first = lines.slice(0, mostLines).join(', ');
  const untold = lines.length - mostLines;
  const told = untold > 0 ? words('report.more', [first, String(untold)]) : first;
  return words('report.waiver.noReason.several', [path, String(lines.length), told]);
};

/** What somebody has to look at, with its place in the file: a sentence for each waiver, and one for many without a reason. */
export const waiverProblems = ({ path, uses, soonDays }: ReportWaivers, words: Words): string[] => {
  const unreasoned = uses.filter(({ state }) => state === 'noReason');
  const told = unreasoned.length > mostAlone ? uses.filter(({ state }) => state !== 'noReason') : uses;
  return [
    ...told.flatMap((use) => problemOf(use, soonDays, words)),
    ...(told === uses ? [] : [withoutReason(path, unreasoned, words)]),
  ].map(visible);
};

const addedText = (path: string, added: number, number: (key: string, count: number) => string, words: Words): string =>
  added === 0 ? words('report.waivers.added.none', [path]) : number('report.waivers.added', added);

/** How many findings of some checks a file let pass: each of them names the file that it was held against. */
export const waivedBy = (
  { path }: ReportWaivers,
  checks: ReadonlyArray<{ readonly waivers?: string | null; readonly summary: { readonly waived: number } }>,
): number => checks.reduce((sum, { waivers, summary }) => sum + (waivers === path ? summary.waived : 0), 0);

/** Everything to say about the file. @param waived how many findings were let pass */
export const waiversSentences = (waivers: ReportWaivers, waived: number, words: Words): string[] => {
  const { path, added } = waivers;
  const number = (key: string, count: number): string =>
    count === 1 ? words(`${key}.one`, [path]) : words(key, [path, String(count)]);
  return [
    visible(number('report.waivers', waived)),
    ...(added === null ? [] : [visible(addedText(path, added, number, words))]),
    ...waiverProblems(waivers, words),
  ];
};

/** Why a finding is let pass: until when, who answers for it, and last the reason, which ends as its writer ended it. */
export const waiverReason = (
  { reason, owner, expires }: { readonly reason: string; readonly owner?: string; readonly expires?: string },
  words: Words,
): string =>
  visible(
    words('report.waivedBecause', [
      [
        expires === undefined ? words('report.waived') : words('report.waivedUntil', [expires]),
        ...(owner === undefined ? [] : [words('report.waivedBy', [owner])]),
      ].join(' '),
      reason,
    ]),
  );
