/** Rules to atoms: one atomic need for every word of a rule, before anything merges. */
import type { Need } from '../kinds/kinds.js';
import { requirementId } from '../kinds/requirementId.js';
import type { Authentication, Level, Phase, Requirement, Source } from '../kinds/requirement.js';
import type { Place, PlacedNeed } from '../kinds/ruleReader.js';
import { mergeRequirements } from './mergeRequirements.js';

/** One need of one rule, and where in which file it stands. */
export type Atom = {
  readonly requirement: Requirement;
  /** The way of logging in for which it counts; null: any. */
  readonly when: Authentication | null;
  readonly place: Place;
};

/** What stands beside the kind key of a rule. */
export type Beside = {
  readonly because: string | null;
  readonly level: Level;
  readonly ifPresent: boolean;
  readonly inferred: boolean;
  readonly forbid: boolean;
  readonly sources: readonly Source[];
  /** Null: also in daily use. */
  readonly phase?: Phase | null;
};

/**
 * A need with what stands beside it.
 * @param place where the rule stands that asks for it; left out where no file does
 */
export const requirementOf = (need: Need, beside: Beside, place?: Place): Requirement => ({
  id: requirementId(need, beside.forbid),
  need,
  level: beside.level,
  because: beside.because === null ? [] : [beside.because],
  ifPresent: beside.ifPresent,
  inferred: beside.inferred,
  forbid: beside.forbid,
  ...(beside.phase ? { phase: beside.phase } : {}),
  ...(beside.sources.length === 0 ? {} : { sources: beside.sources }),
  ...(place === undefined ? {} : { places: [place] }),
});

/** A member of an `anyOf`: the requirements of one rule, merged and sorted like those of a definition. */
export const memberOf = (needs: ReadonlyArray<PlacedNeed<Need>>, beside: Beside): readonly Requirement[] =>
  mergeRequirements(needs.map(({ need, place }) => requirementOf(need, beside, place)));

/** Reasons and labels are shown in one line: line breaks and runs of spaces of the YAML become one space. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
