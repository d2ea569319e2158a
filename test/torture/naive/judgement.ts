/** What the second evaluator concludes about one need. */
import type { Grantor, Reason } from './answers.js';
import type { Level } from './definition.js';
import type { Code } from './world.js';

export type Status = 'met' | 'degraded' | 'unmet' | 'impossible' | 'unknown' | 'notApplicable';

export type Judgement = {
  readonly status: Status;
  /** Codes that fit; empty where neither the facts nor the contract say which. */
  readonly codes: readonly Code[];
  /** What it waits for: one of these lists. Null where the contract leaves it open. */
  readonly blockedBy: ReadonlyArray<readonly string[]> | null;
  readonly by: readonly Grantor[];
  /** Degraded, and what is missing can never be given. */
  readonly never?: boolean;
  /** Unknown, but missing for sure: only whether it can be given is not known. */
  readonly missing?: boolean;
};

/** A judgement about a need of the definition, or about the user as such. */
export type Conclusion = Judgement & {
  readonly id: string;
  readonly level: Level;
  /** Of a choice: ids of what its members ask for, which have no findings of their own. */
  readonly members?: readonly string[];
};

export const judge = (status: Status, ...codes: readonly Code[]): Judgement => ({
  status,
  codes,
  blockedBy: [[]],
  by: [],
});
export const met = (by: readonly Grantor[], ...codes: readonly Code[]): Judgement => ({
  ...judge('met', ...codes),
  by,
});
export const waitsFor = (judgement: Judgement, ...ids: readonly string[]): Judgement => ({
  ...judgement,
  blockedBy: [ids],
});

const codeOf: Readonly<Record<Reason, Code>> = {
  NO_RULE: 'NO_RULE',
  RULE_CONTESTED: 'RULE_CONTESTED',
  NOT_AUTHORISED: 'NOT_READABLE',
  NOT_ANSWERED: 'NOT_READABLE',
  NOT_IN_API_VERSION: 'API_VERSION_TOO_OLD',
  INCOMPLETE_ROWS: 'INCOMPLETE_ANSWER',
  SELF_MODE: 'NOT_VISIBLE_TO_SELF',
  RECALCULATING: 'GROUP_RECALCULATING',
};

/** Missing for sure; an answer that was not whole hides whether it can be given. */
export const missingUnclear = (): Judgement => missingBut(['INCOMPLETE_ROWS']);

/** Missing for sure; why nobody knows whether it can be given. */
export const missingBut = (reasons: readonly Reason[]): Judgement => ({ ...nobodyKnows(reasons), missing: true });

/** Nobody knows: any of the reasons is a good one. */
export const nobodyKnows = (gaps: readonly Reason[]): Judgement => ({
  ...judge('unknown', ...gaps.map((code) => codeOf[code])),
  blockedBy: null,
});
