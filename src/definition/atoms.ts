/** Rules to atoms: one atomic need for every word of a rule, before anything merges. */
import type { Place } from './definitionMistake.js';
import { requirementId } from './requirementIds.js';
import { mergeRequirements } from './mergeRequirements.js';
import type { Authentication, Level, Need, Requirement, Source } from './requirement.js';

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
  readonly source: Source | null;
};

export type PlacedNeed = { readonly need: Need; readonly place: Place };

/** A need with what stands beside it. */
export const requirementOf = (need: Need, beside: Beside): Requirement => ({
  id: requirementId(need, beside.forbid),
  need,
  level: beside.level,
  because: beside.because === null ? [] : [beside.because],
  ifPresent: beside.ifPresent,
  inferred: beside.inferred,
  forbid: beside.forbid,
  ...(beside.source === null ? {} : { sources: [beside.source] }),
});

/** A member of an `anyOf`: the requirements of one rule, merged and sorted like those of a definition. */
export const memberOf = (needs: readonly PlacedNeed[], beside: Beside): readonly Requirement[] =>
  mergeRequirements(needs.map(({ need }) => requirementOf(need, beside)));

/** Object and field of an `Object.Field` that validation has accepted. */
export const splitField = (name: string): { sobject: string; field: string } => {
  const dot = name.indexOf('.');
  return { sobject: name.slice(0, dot), field: name.slice(dot + 1) };
};

/** Reasons and labels are shown in one line: line breaks and runs of spaces of the YAML become one space. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
