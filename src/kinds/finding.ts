import { requirementId } from './requirementId.js';
import type { Need, RuleKind } from './kinds.js';
import type { OpenerNeed } from './opener.js';
import type { RequiredFieldsNeed } from './requiredFields/requiredFieldsNeed.js';
import type { Level, Phase, Requirement } from './requirement.js';
import type { Place } from './ruleReader.js';
import type { UserNeed } from './user/userNeed.js';
import type { Status, Verdict } from './verdict.js';

export type FindingKind = RuleKind | UserNeed['kind'] | RequiredFieldsNeed['kind'] | OpenerNeed['kind'];

/** Why people let a finding pass, and what it would be without that. */
export type FindingWaiver = {
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it counts (UTC), as YYYY-MM-DD. */
  readonly expires?: string;
  readonly wouldBe: Status;
};

/** A need and its status. */
export type Finding = Verdict & {
  readonly id: string;
  /** What is needed, with its names as the org spells them. */
  readonly need: Need | UserNeed | RequiredFieldsNeed | OpenerNeed;
  /** The user must not have it. */
  readonly forbid: boolean;
  readonly kind: FindingKind;
  readonly level: Level;
  readonly because: readonly string[];
  /** It is needed in this phase only. */
  readonly phase?: Phase;
  /** The ids of what is missing behind it. */
  readonly blockedBy: readonly string[];
  /** Of one that is waived. */
  readonly waiver?: FindingWaiver;
  /** Where the rules stand that ask for it; left out where no rule does. */
  readonly places?: readonly Place[];
};

const none: readonly string[] = [];

/** Each once; mostly there is none, or one. */
const idsOf = (blockers: Verdict['blockers']): readonly string[] => {
  if (blockers.length === 0) return none;
  const ids = blockers.map((blocker) => requirementId(blocker, blocker.forbid));
  return ids.length === 1 ? ids : [...new Set(ids)];
};

/** What a finding tells of its requirement. */
type Told = Pick<Requirement<Finding['need']>, 'need' | 'forbid' | 'level' | 'because' | 'phase' | 'places'>;

/** The finding of a requirement, whose need and id are spelled as the org spells it. */
export const findingOf = (requirement: Told & { readonly id?: string }, verdict: Verdict): Finding => {
  const { need, forbid, level, because, phase, places, id = requirementId(need, forbid) } = requirement;
  const blockedBy = idsOf(verdict.blockers);
  // The verdict last, as an object that is copied first and then grows takes twice as long; and no object for a key that is left out.
  const finding: { -readonly [Key in keyof Finding]: Finding[Key] } = {
    id,
    need,
    forbid,
    kind: need.kind,
    level,
    because,
    blockedBy,
    ...verdict,
  };
  if (phase !== undefined) finding.phase = phase;
  if (places !== undefined) finding.places = places;
  return finding;
};
