import type { Hint } from '../access/answer.js';
import type { Gap, GrantedBy } from '../access/snapshot.js';
import type { Level, RuleKind } from '../definition/requirement.js';

export const statuses = ['met', 'degraded', 'unmet', 'impossible', 'unknown', 'notApplicable', 'waived'] as const;
export type Status = (typeof statuses)[number];

/** The published, closed list of codes. Each has a section in messages/finding.md with its sentence and next steps. */
export const findingCodes = [
  // met
  'GRANTED',
  'ALWAYS_ALLOWED',
  'FOLLOWS_OBJECT',
  'NOT_HELD',
  'TRACKED',
  'API_ALLOWED',
  'TOOLING_API_ALLOWED',
  'ALTERNATIVE_MET',
  'USER_ACTIVE',
  'USER_NOT_FROZEN',
  'USER_NAMED',
  'LICENSE_ASSIGNED',
  // degraded
  'MINIMUM_HELD',
  // unmet
  'USER_PERMISSION_MISSING',
  'USER_PERMISSION_ON_PROFILE_ONLY',
  'OBJECT_PERMISSION_MISSING',
  'DERIVED_PERMISSION_MISSING',
  'COMES_WITH_MISSING_PERMISSION',
  'FIELD_PERMISSION_MISSING',
  'BLOCKED_BY_OBJECT',
  'BLOCKED_BY_OBJECT_FIELD_UNSEEN',
  'FORBIDDEN_HELD',
  'HISTORY_OFF',
  'FIELD_NOT_TRACKED',
  'NO_FIELD_TRACKED',
  'API_BLOCKED',
  'NO_ALTERNATIVE_MET',
  'USER_INACTIVE',
  'USER_FROZEN',
  'LICENSE_MISSING',
  // impossible
  'NO_SUCH_USER_PERMISSION',
  'NO_SUCH_OBJECT',
  'NO_SUCH_FIELD',
  'FIELD_READ_ONLY',
  'EDITS_READ_ONLY_FIELDS',
  'ACCESS_NOT_SUPPORTED',
  'ONLY_BLANKET_PERMISSION',
  'LICENSE_FORBIDS',
  'LICENSE_FORBIDS_PERMISSION',
  'HISTORY_NOT_SUPPORTED',
  'FIELD_NOT_TRACKABLE',
  'NO_ALTERNATIVE_POSSIBLE',
  // unknown
  'NOT_READABLE',
  'INCOMPLETE_ANSWER',
  'GROUP_RECALCULATING',
  'NOT_VISIBLE_TO_SELF',
  'API_VERSION_TOO_OLD',
  'NO_RULE',
  'NOT_NAMED',
  'NOT_EVALUATED',
  // notApplicable
  'NOT_IN_THIS_ORG',
  'NO_MATCHING_FIELD',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export type FindingKind = RuleKind | 'user' | 'license';

/** What was concluded about one need; words are made from `code` and `args` later. */
export type Verdict = {
  readonly status: Status;
  readonly code: FindingCode;
  readonly args: readonly string[];
  readonly grantedBy: readonly GrantedBy[];
  /** Ids of the requirements whose absence is the reason, so that people see one root cause and not thirty. */
  readonly blockedBy: readonly string[];
  readonly hints: readonly Hint[];
  /** For `unknown`: what could not be read. */
  readonly gap?: Gap;
  /** For `degraded`: what is missing can never be given. */
  readonly never?: true;
};

/** A requirement and its status. */
export type Finding = Verdict & {
  readonly id: string;
  readonly kind: FindingKind;
  readonly level: Level;
  readonly because: readonly string[];
};

const base = { grantedBy: [], blockedBy: [], hints: [] } as const;

/** A verdict with nothing beside it but what `more` says. */
export const verdict = (
  status: Status,
  code: FindingCode,
  args: readonly string[],
  more: Partial<Pick<Verdict, 'grantedBy' | 'blockedBy' | 'hints' | 'gap'>> = {},
): Verdict => ({ ...base, status, code, args, ...more });

/** Sentence codes of the gaps: what was not read stays unknown, and says why. */
const codeOfGap: Readonly<Record<Gap['code'], FindingCode>> = {
  NOT_AUTHORISED: 'NOT_READABLE',
  NOT_ANSWERED: 'NOT_READABLE',
  NOT_IN_API_VERSION: 'API_VERSION_TOO_OLD',
  INCOMPLETE_ROWS: 'INCOMPLETE_ANSWER',
  SELF_MODE: 'NOT_VISIBLE_TO_SELF',
  RECALCULATING: 'GROUP_RECALCULATING',
};

/** The verdict for something that could not be read. `subject` is what people call it. */
export const unreadable = (subject: string, gap: Gap): Verdict =>
  verdict('unknown', codeOfGap[gap.code], [subject, gap.part, gap.detail], { gap });
