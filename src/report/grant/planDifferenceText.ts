/** What is not the same in a reviewed plan and in what would be planned now, by name. */
import { parseEntry } from '../../access/entry.js';
import type { PlanDifference } from '../../grant/planDifference.js';
import type { OtherFlag } from '../../grant/planFlags.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import type { Words } from '../words.js';

/** An id as people read it; what the platform adds for every object has no name of its own. */
const nameOf = (id: string, vocabulary: Vocabulary): string => {
  const entry = parseEntry(id);
  return entry ? needName(entry, vocabulary) : id;
};

/** Longest list in one sentence; what goes beyond is counted. */
const mostNamed = 12;

/**
 * One list of words for each part of the difference, which a sentence joins: empty where the part is the same.
 * @param words has `difference.<part>`, and `difference.more` for what is only counted
 */
export const planDifferenceWords = (
  { added, missing, users, held, set }: PlanDifference,
  vocabulary: Vocabulary,
  words: Words,
): string[][] => {
  const part = (key: string, names: readonly string[]): string[] => {
    const more = names.length - mostNamed;
    const [first, ...rest] = names.slice(0, mostNamed);
    if (first === undefined) return [''];
    const all = [
      ` ${words(`difference.${key}`)} ${first}`,
      ...rest,
      ...(more > 0 ? [words('difference.more', [String(more)])] : []),
    ];
    return [...all.slice(0, -1), `${all.at(-1) ?? ''}.`];
  };
  const named = (ids: readonly string[]): string[] => ids.map((id) => nameOf(id, vocabulary));
  return [
    part('added', named(added)),
    part('missing', named(missing)),
    part('users', users),
    set ? part(`set.${set.is}`, [set.name]) : part('held', named(held)),
  ];
};

/**
 * What was given beside a reviewed plan and what the plan was made with, a sentence for each flag.
 * @param words has `difference.flag`, and `difference.flag.without` for a flag that was left out
 */
export const otherFlagWords = (flags: readonly OtherFlag[], words: Words): string =>
  flags
    .map(({ flag, given, reviewed }) => {
      const withFlag = (values: readonly string[]): string =>
        values.map((value) => (value === '' ? flag : `${flag} ${value}`)).join(' ');
      const [now, then] = [withFlag(given), withFlag(reviewed)];
      if (now === '') return words('difference.flag.missing', [flag, then]);
      return then === '' ? words('difference.flag.without', [now, flag]) : words('difference.flag', [now, then]);
    })
    .join(' ');
