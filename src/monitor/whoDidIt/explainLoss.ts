/** Which entries of the audit trail explain a loss. */
import type { AuditEntry } from '../news.js';
import { auditClues } from './auditClues.js';
import type { Clue } from './auditClues.js';
import { gapsOf, heldIn, namesAllIn } from './auditSentence.js';
import type { Held } from './auditSentence.js';
import type { Explained, ExpiredSource, Loss, TrailEntry } from './loss.js';
import type { OrgNames } from './orgNames.js';
import { situationsOf } from './situations.js';
import type { Situation } from './situations.js';
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

/** What the entry holds where its text fits the clue; null where it is about something else. */
const heldBy = (clue: Clue, names: Situation['names'], { text, section }: TrailEntry): Held | null => {
  if (!sectionFits(clue, names, section)) return null;
  const wanted = clue.says.map((sentence) => ({ sentence, gaps: gapsOf(sentence) }));
  // A gap whose name nobody knows must not be taken for one that may hold anything.
  const complete = wanted.filter(({ gaps }) => gaps.every((gap) => (names[gap] ?? []).length > 0));
  for (const { sentence } of complete) {
    const held = heldIn(text, sentence, names);
    if (held && holdsValues(clue, held)) return held;
  }
  const isEnglish = wanted.some(({ sentence }) => heldIn(text, sentence, {}) !== null);
  if (isEnglish) return null;
  // Words of access are English, names are those of the org.
  const inAnyLanguage = (gaps: readonly string[]): boolean =>
    gaps.length === 0
      ? clue.weak === true
      : namesAllIn(
          text,
          gaps.filter((gap) => gap !== 'access'),
          names,
        );
  return complete.some(({ gaps }) => inAnyLanguage(gaps)) ? {} : null;
};

const effectOf = (clue: Clue, held: Held, { access }: Situation, at: string): Effect => {
  if (clue.does === 'takes') return 'taken';
  if (clue.does === 'gives') return 'given';
  return effectOfChange(clue.does, held['was'] ?? '', held['is'] ?? '', { access, at });
};

/** The entries of a trail by their action, the latest first. */
type Trail = ReadonlyMap<string, readonly TrailEntry[]>;

/** The latest first; what was done at once in the order of the ids. */
const byTime = (a: TrailEntry, b: TrailEntry): number =>
  Date.parse(b.when) - Date.parse(a.when) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const trailOf = (entries: readonly TrailEntry[]): Trail => {
  const trail = new Map<string, TrailEntry[]>();
  for (const entry of [...entries].sort(byTime)) {
    const key = entry.action.toLowerCase();
    const alike = trail.get(key);
    if (alike) alike.push(entry);
    else trail.set(key, [entry]);
  }
  return trail;
};

type Match = { readonly entry: TrailEntry; readonly effect: 'causes' | 'undoes'; readonly weak: boolean };

const matchIn = (situation: Situation, clue: Clue, entry: TrailEntry, at: string): Match | null => {
  const held = heldBy(clue, situation.names, entry);
  if (held === null) return null;
  const effect = effectOf(clue, held, situation, at);
  if (effect === 'untouched') return null;
  const causes = effect === 'unclear' || (effect === 'taken') !== situation.byGiving;
  return { entry, effect: causes ? 'causes' : 'undoes', weak: clue.weak === true };
};

/** What happened last in a situation: entries before it was undone explain nothing any more. The latest first. */
const causesIn = (situation: Situation, trail: Trail, at: string): Match[] => {
  const matches = auditClues[situation.happening]
    .flatMap((clue) =>
      clue.actions
        .flatMap((action) => trail.get(action.toLowerCase()) ?? [])
        .flatMap((entry) => matchIn(situation, clue, entry, at) ?? []),
    )
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

const asEntry = ({ when, who, action, text }: TrailEntry): AuditEntry => ({ when, who, action, text });

const explained = (loss: Loss, org: OrgNames, trail: Trail, at: string): Explained => {
  const matches = situationsOf(loss, org).flatMap((situation) => causesIn(situation, trail, at));
  const sure = matches.filter(({ weak }) => !weak);
  const entries = new Set((sure.length > 0 ? sure : matches).map(({ entry }) => entry));
  const by = [...entries].sort(byTime).map(asEntry);
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
