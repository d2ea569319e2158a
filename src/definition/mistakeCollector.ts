/** Keeps the mistakes of a definition, so that whoever wrote it reads of all of them at once. */
import { DefinitionMistake } from './definitionMistake.js';
import type { Place } from '../kinds/ruleReader.js';

/** Most mistakes that end a run and are told at once: whoever has more mends these first. */
const mostMistakes = 20;

const before = (a: Place | null, b: Place | null): number =>
  (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);

/**
 * Several mistakes as one exception, each once: the first in the order of the file, with the others.
 * @param found at least one; each may bring others
 * @param most how many are kept
 */
export const asOneMistake = (found: readonly DefinitionMistake[], most = mostMistakes): DefinitionMistake => {
  const each = found.flatMap((mistake) => [mistake, ...mistake.others]);
  const all = [...new Map(each.map((one) => [JSON.stringify([one.place, one.mistake]), one])).values()];
  const [first, ...others] = all.sort((a, b) => before(a.place, b.place)).slice(0, most);
  if (!first) throw new Error('no mistake');
  return new DefinitionMistake(
    first.mistake,
    first.place,
    others.map(({ mistake, place }) => new DefinitionMistake(mistake, place)),
  );
};

export type MistakeCollector = {
  /**
   * Runs a part of the reading; where it throws a mistake, that is kept, and there is no result.
   * @throws DefinitionMistake with all that was kept, once there is more than is told
   */
  readonly attempt: <T>(read: () => T) => T | undefined;
  /** @throws DefinitionMistake with all that was kept, if there is any */
  readonly finish: () => void;
};

/** A collector without a mistake yet. @param most how many are kept */
export const mistakeCollector = (most = mostMistakes): MistakeCollector => {
  const found: DefinitionMistake[] = [];
  let count = 0;
  const finish = (): void => {
    if (found.length > 0) throw asOneMistake(found, most);
  };
  return {
    attempt: (read) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof DefinitionMistake)) throw error;
        found.push(error);
        count += 1 + error.others.length;
        if (count >= most) finish();
        return undefined;
      }
    },
    finish,
  };
};
