/** The published, closed list of codes. Each has a section in messages/finding.md with its sentence and next steps. */
import { kinds } from './kinds.js';
import type { KindCode } from './kinds.js';

/** Codes that several kinds share, and those of the needs that every user has. */
export const sharedCodes = [
  // met
  'GRANTED',
  'NOT_HELD',
  'USER_ACTIVE',
  'USER_NOT_FROZEN',
  'USER_NAMED',
  'LICENSE_ASSIGNED',
  // unmet
  'FORBIDDEN_HELD',
  'USER_INACTIVE',
  'USER_FROZEN',
  'LICENSE_MISSING',
  // impossible
  'NO_SUCH_USER_PERMISSION',
  'NO_SUCH_OBJECT',
  'NO_SUCH_FIELD',
  'ONLY_BLANKET_PERMISSION',
  'LICENSE_FORBIDS',
  'LICENSE_FORBIDS_PERMISSION',
  // unknown
  'NOT_READABLE',
  'INCOMPLETE_ANSWER',
  'GROUP_RECALCULATING',
  'NOT_VISIBLE_TO_SELF',
  'API_VERSION_TOO_OLD',
  'NOT_NAMED',
  'NOT_EVALUATED',
  // notApplicable
  'NOT_IN_THIS_ORG',
] as const;

export type FindingCode = (typeof sharedCodes)[number] | KindCode;

export const findingCodes = [
  ...sharedCodes,
  ...Object.values(kinds).flatMap(({ codes }): readonly FindingCode[] => codes),
] as [FindingCode, ...FindingCode[]];
