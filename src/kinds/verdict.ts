/** What is concluded about one need: plain data; words are made from `code` and `args` in `report`. */
import type { Hint } from '../access/answer.js';
import type { AutomationDetail } from '../automation/automationDetail.js';
import type { Entry } from '../access/entry.js';
import type { Gap, GrantedBy } from '../access/snapshot.js';
import type { FindingCode } from './findingCodes.js';
import type { Identified } from './requirementId.js';
import type { Sought } from './sought.js';

export const statuses = ['met', 'degraded', 'unmet', 'impossible', 'unknown', 'notApplicable', 'waived'] as const;
export type Status = (typeof statuses)[number];

/** Statuses that leave nothing to be done: it is there, it does not apply, or people let it pass. */
export const closedStatuses: readonly Status[] = ['met', 'notApplicable', 'waived'];

type OfStatus = { readonly status: Status };

/** Whether it is still to be done, or to be looked at: everything but met, not applicable and waived. */
export const isOpen = ({ status }: OfStatus): boolean => !closedStatuses.includes(status);

/** Whether the user has it, be it for a part of the rows only. */
export const isThere = ({ status }: OfStatus): boolean => status === 'met' || status === 'degraded';

/** Something whose absence is the reason of a finding: a need, an entry of a permission set, or a license. */
export type Blocker = Identified & { readonly forbid?: boolean };

/** What would close a finding, before dependencies. */
export type Remedy = {
  /** What the permission set has to hold. Of a derived object what gives the access to it (fact B11). */
  readonly entries: readonly Entry[];
  /** Permission set licenses that have to come first, by DeveloperName. */
  readonly licenses: readonly string[];
  /**
   * Access to the object that the need waits for and that is all that is left in the way. Not part of what is planned at
   * first, as another finding may ask for it, or for another word that will do.
   */
  readonly objectAccess: readonly Entry[];
  /** Permission sets and groups to be assigned as they are, `ns__Name` when packaged. */
  readonly permissionSets: readonly string[];
};

export type Verdict = {
  readonly status: Status;
  readonly code: FindingCode;
  /** The words of the sentence, in its order: for people alone, nothing is concluded from them. */
  readonly args: readonly string[];
  /**
   * Which of several sentences and next steps of its code fits: `<code>.<variant>` and `<code>.<variant>.actions` in
   * messages/finding.md, where it has them.
   */
  readonly variant?: string;
  /** The user license that does not allow it. */
  readonly userLicense?: string;
  readonly grantedBy: readonly GrantedBy[];
  /** What is missing behind it, so that people see one root cause and not thirty. */
  readonly blockers: readonly Blocker[];
  readonly hints: readonly Hint[];
  /** Null where no permission set and no license can close it: nothing is missing, or it is for people, or it is impossible. */
  readonly remedy: Remedy | null;
  /** A name that the org or the user does not have, where what may have been meant is known by the user alone. */
  readonly sought?: Sought;
  /** For `unknown`: what could not be read. */
  readonly gap?: Gap;
  /** Of a choice: the place of the alternative that the remedy gives. */
  readonly alternative?: number;
  /** For `degraded`: what is missing can never be given. */
  readonly never?: true;
  /** Things that the sentence names beside what is missing: what is there of several, or what is of use along with it. */
  readonly besides?: readonly Entry[];
  /** What it is made up of, each part with a verdict of its own: the automation of an object. */
  readonly details?: readonly AutomationDetail[];
  /** Of something missing: by a rule that nobody has published. */
  readonly concluded?: boolean;
  /** For `unknown`: it is missing for sure, and only whether it can be given is not known. */
  readonly missing?: true;
};

type Beside = Partial<
  Pick<
    Verdict,
    'grantedBy' | 'blockers' | 'hints' | 'gap' | 'besides' | 'variant' | 'userLicense' | 'sought' | 'alternative'
  >
> & {
  readonly remedy?: Partial<Remedy>;
};

const nothing: readonly never[] = [];
const nothingToGive: Remedy = { entries: nothing, licenses: nothing, objectAccess: nothing, permissionSets: nothing };

/** A verdict with nothing beside it but what `beside` says. */
export const verdict = (
  status: Status,
  code: FindingCode,
  args: readonly string[],
  { grantedBy = nothing, blockers = nothing, hints = nothing, remedy, ...more }: Beside = {},
): Verdict => ({
  status,
  code,
  args,
  grantedBy,
  blockers,
  hints,
  remedy: remedy === undefined || status === 'impossible' ? null : { ...nothingToGive, ...remedy },
  ...more,
});

/** The user has it. The same as a verdict with these sources beside it, and quicker: it is what is said most often. */
export const granted = (words: string, grantedBy: readonly GrantedBy[]): Verdict => ({
  status: 'met',
  code: 'GRANTED',
  args: [words],
  grantedBy,
  blockers: nothing,
  hints: nothing,
  remedy: null,
});

/** Closed by these entries of a permission set alone. */
export const givingEntries = (entries: readonly Entry[]): Remedy => ({
  entries,
  licenses: nothing,
  objectAccess: nothing,
  permissionSets: nothing,
});

/** Impossible for the reason of another verdict. */
export const impossibleAs = ({ code, args, variant, userLicense }: Verdict, blockers: readonly Blocker[]): Verdict => ({
  ...verdict('impossible', code, args, { blockers }),
  ...(variant === undefined ? {} : { variant }),
  ...(userLicense === undefined ? {} : { userLicense }),
});

/** Remedies together. */
export const joinedRemedies = (remedies: ReadonlyArray<Remedy | null>): Remedy => ({
  entries: remedies.flatMap((remedy) => remedy?.entries ?? []),
  licenses: remedies.flatMap((remedy) => remedy?.licenses ?? []),
  objectAccess: remedies.flatMap((remedy) => remedy?.objectAccess ?? []),
  permissionSets: remedies.flatMap((remedy) => remedy?.permissionSets ?? []),
});

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

/** The verdict for something that is missing, where an answer lacked what would tell whether it can be given. */
export const missingUnclear = (subject: string, lacked: Gap): Verdict => ({
  ...unreadable(subject, lacked),
  missing: true,
});
