/** The published, closed list of codes. Each has a section in messages/finding.md with its sentence and next steps. */
import type { CodesIn } from './kind.js';
import { kinds } from './kinds.js';
import type { KindCode } from './kinds.js';
import { licenseCodes } from './license/judgeLicense.js';
import { packageSeatCodes } from './packageSeat/judgePackageSeat.js';
import { requiredFieldsCodes } from './requiredFields/judgeRequiredFields.js';
import { passwordCodes } from './user/judgePassword.js';
import { loginCodes } from './user/judgeLogin.js';

/** Codes that several kinds share, and those of the needs that every user has. */
const sharedCodes = {
  settled: ['GRANTED', 'NOT_HELD', 'USER_ACTIVE', 'USER_NOT_FROZEN', 'USER_NAMED', 'NOT_IN_THIS_ORG'],
  open: [
    'FORBIDDEN_HELD',
    'USER_INACTIVE',
    'USER_FROZEN',
    'NO_SUCH_USER_PERMISSION',
    'NO_SUCH_OBJECT',
    'NO_SUCH_FIELD',
    'ONLY_BLANKET_PERMISSION',
    'LICENSE_FORBIDS',
    'LICENSE_FORBIDS_PERMISSION',
    'OTHER_HOLDER_FORBIDS',
    'SET_LICENSE_FORBIDS',
    'NOT_READABLE',
    'INCOMPLETE_ANSWER',
    'GROUP_RECALCULATING',
    'NOT_VISIBLE_TO_SELF',
    'API_VERSION_TOO_OLD',
    'HIDDEN_BY_API_VERSION',
    'NOT_NAMED',
    'NOT_EVALUATED',
    'OPINIONS_DIFFER',
  ],
} as const;

export type FindingCode =
  | CodesIn<typeof sharedCodes>
  | CodesIn<typeof licenseCodes>
  | CodesIn<typeof packageSeatCodes>
  | CodesIn<typeof loginCodes>
  | CodesIn<typeof passwordCodes>
  | CodesIn<typeof requiredFieldsCodes>
  | KindCode;

const all = [
  sharedCodes,
  licenseCodes,
  packageSeatCodes,
  loginCodes,
  passwordCodes,
  requiredFieldsCodes,
  ...Object.values(kinds).map(({ codes }) => codes),
];

/** Codes of what is met or does not apply. */
const settledCodes: readonly FindingCode[] = all.flatMap(({ settled }): readonly FindingCode[] => settled);

/** Codes of everything that somebody has to look at. */
export const openCodes: readonly FindingCode[] = all.flatMap(({ open }): readonly FindingCode[] => open);

export const findingCodes = [...settledCodes, ...openCodes] as [FindingCode, ...FindingCode[]];
