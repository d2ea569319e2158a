/** Which entries of the audit trail explain a loss. */
import { keyOf } from '../../platform/names.js';
import type { AuditEntry } from '../news.js';
import { auditClues } from './auditClues.js';
import type { Clue } from './auditClues.js';
import { gapsOf, heldIn, namesAllIn } from './auditSentence.js';
import type { Held } from './auditSentence.js';
import { trailFrom } from './loss.js';
import type { Explained, ExpiredSource, Loss, TrailEntry } from './loss.js';
import type { OrgNames } from './orgNames.js';
import type { Situation } from './situation.js';
import { situationsOf } from './situations.js';
import { effectOfChange, isValue } from './valueChange.js';
import type { Effect } from './valueChange.js';

/** Whether the heading names the object, or is none of which that could be told. */
const sectionFits = (clue: Clue, names: Situation['names'], section: string): boolean =>
  clue.section === undefined ||
  names['objects'] === undefined ||
  heldIn(section, clue.section, {}) === null ||
  heldIn(section, clue.section, names) !== null;

const holdsValues = ({ does }: Clue, { was = '', is = '' }: Held): boolean =>
  !['permission', 'object', 'field', 'switch'].includes(does) || [was, is].every(isValue);

/** A sentence of a clue with everything that has to be in a text that says it, in lower case: of each gap one. */
type Sought = { readonly sentence: string; readonly gaps: readonly string[]; readonly needles: readonly string[][] };

/** Ids may stand in a text without their last three characters. */
const shortId = 15;

/** Without those that hold another one: where that is not in a text, they are not either. */
const shortest = (names: readonly string[]): string[] => {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((other) => other !== name && name.includes(other)));
};

/** The sentences of a clue all of whose names are known: a gap without names must not be taken for one that may hold anything. */
const soughtBy = (clue: Clue, names: Situation['names']): Sought[] =>
  clue.says.flatMap((sentence) => {
    const gaps = gapsOf(sentence);
    const needles = gaps.map((gap) =>
      shortest((names[gap] ?? []).map((name) => keyOf(/^[0-9A-Za-z]{18}$/.test(name) ? name.slice(0, shortId) : name))),
    );
    if (needles.some((some) => some.length === 0)) return [];
    // The last one differs most: the field, not the permission set. Words of access are English, and not looked for.
    return [{ sentence, gaps, needles: needles.filter((_, at) => gaps[at] !== 'access').reverse() }];
  });

/** Whether every name is in the text at all. Compares thousands of entries with hundreds of losses, so it comes first. */
const mayBe = (sought: readonly Sought[], lower: string): boolean =>
  sought.some(({ needles }) => needles.every((some) => some.some((needle) => lower.includes(needle))));

/** What the entry holds where its text fits the clue; null where it is about something else. */
const heldBy = (
  clue: Clue,
  sought: readonly Sought[],
  names: Situation['names'],
  { text, section }: TrailEntry,
): Held | null => {
  if (!sectionFits(clue, names, section)) return null;
  for (const { sentence } of sought) {
    const held = heldIn(text, sentence, names);
    if (held && holdsValues(clue, held)) return held;
  }
  if (clue.says.some((sentence) => heldIn(text, sentence, {}) !== null)) return null;
  // Words of access are English, names are those of the org.
  const inAnyLanguage = (gaps: readonly string[]): boolean =>
    gaps.length === 0
      ? clue.weak === true
      : namesAllIn(
          text,
          gaps.filter((gap) => gap !== 'access'),
          names,
        );
  return sought.some(({ gaps }) => inAnyLanguage(gaps)) ? {} : null;
};

const effectOf = (clue: Clue, held: Held, { access }: Situation, at: string): Effect => {
  if (clue.does === 'takes') return 'taken';
  if (clue.does === 'gives') return 'given';
  return effectOfChange(clue.does, held['was'] ?? '', held['is'] ?? '', { access, at });
};

type IndexedEntry = TrailEntry & { readonly lower: string };

/** The entries of a trail by their action, the latest first. */
type Trail = ReadonlyMap<string, readonly IndexedEntry[]>;

/** The latest first; what was done at once in the order of the ids. */
const byTime = (a: TrailEntry, b: TrailEntry): number =>
  Date.parse(b.when) - Date.parse(a.when) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const trailOf = (entries: readonly TrailEntry[]): Trail => {
  const trail = new Map<string, IndexedEntry[]>();
  for (const entry of [...entries].sort(byTime)) {
    const key = keyOf(entry.action);
    const alike = trail.get(key) ?? [];
    trail.set(key, alike);
    alike.push({ ...entry, lower: keyOf(entry.text) });
  }
  return trail;
};

/** From when on entries count, in milliseconds since the epoch, null for all; and when it was seen to be lost, ISO 8601. */
type Span = { readonly from: number | null; readonly at: string };

type Match = { readonly entry: TrailEntry; readonly effect: 'causes' | 'undoes'; readonly weak: boolean };

/** What the entries of one clue did, the latest first. */
const matchesOf = (situation: Situation, clue: Clue, trail: Trail, { from, at }: Span): Match[] => {
  const sought = soughtBy(clue, situation.names);
  if (sought.length === 0) return [];
  const entries = clue.actions
    .flatMap((action) => trail.get(keyOf(action)) ?? [])
    .filter(({ when }) => from === null || Date.parse(when) >= from);
  return entries.flatMap((entry): Match[] => {
    const held = mayBe(sought, entry.lower) ? heldBy(clue, sought, situation.names, entry) : null;
    const effect = held === null ? 'untouched' : effectOf(clue, held, situation, at);
    if (effect === 'untouched') return [];
    const causes = effect === 'unclear' || (effect === 'taken') !== situation.byGiving;
    return [{ entry, effect: causes ? 'causes' : 'undoes', weak: clue.weak === true }];
  });
};

/** What happened last in a situation: entries before it was undone explain nothing any more. The latest first. */
const causesIn = (situation: Situation, trail: Trail, span: Span): Match[] => {
  const matches = auditClues[situation.happening]
    .flatMap((clue) => matchesOf(situation, clue, trail, span))
    .sort((a, b) => byTime(a.entry, b.entry));
  const undone = matches.findIndex(({ effect }) => effect === 'undoes');
  return undone < 0 ? matches : matches.slice(0, undone);
};

const expiredIn = ({ sources }: Loss, at: string): ExpiredSource[] =>
  sources.flatMap(({ label, expiresAt }) =>
    expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(at)
      ? [{ label, at: new Date(Date.parse(expiresAt)).toISOString() }]
      : [],
  );

const asEntry = ({ when, who, action, text }: TrailEntry, isSure: boolean): AuditEntry => ({
  ...{ when, who, action, text },
  ...(isSure ? {} : { possible: true }),
});

const explained = (loss: Loss, org: OrgNames, trail: Trail, at: string): Explained => {
  const span: Span = { from: loss.since === undefined ? null : Date.parse(trailFrom(loss.since)), at };
  const matches = situationsOf(loss, org).flatMap((situation) => causesIn(situation, trail, span));
  const sure = matches.filter(({ weak }) => !weak);
  const entries = new Set((sure.length > 0 ? sure : matches).map(({ entry }) => entry));
  const by = [...entries].sort(byTime).map((entry) => asEntry(entry, sure.length > 0));
  const expired = expiredIn(loss, at);
  return {
    by,
    ...(by.length > 0 ? {} : { nobody: 'NO_ENTRY' }),
    ...(expired.length > 0 ? { expired } : {}),
  };
};

/**
 * The entries that explain each loss, by its key, the latest first: those that name where it came from and what is lost, or what
 * was done to the user; else those that fit without naming all of it. Nothing that names something else.
 * @param entries of the audit trail since the look before
 * @param at when the look was in which it is lost: ISO 8601
 */
export const explainLosses = (
  losses: readonly Loss[],
  org: OrgNames,
  entries: readonly TrailEntry[],
  at: string,
): Map<string, Explained> => {
  const trail = trailOf(entries);
  return new Map(losses.map((loss) => [loss.key, explained(loss, org, trail, at)]));
};
