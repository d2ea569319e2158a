/** Requirements: the atomic needs into which an integration definition expands. Pure data. */
import type { Need } from './kinds.js';
import type { Place } from './ruleReader.js';

/** What fails the check when missing: `required` always, `recommended` only with `--fail-on recommended`. */
export const levels = ['required', 'recommended', 'optional'] as const;
export type Level = (typeof levels)[number];

/** Whether a need of the first level is asked for at least as strictly as one of the second. */
export const atLeast = (first: Level, second: Level): boolean => levels.indexOf(first) <= levels.indexOf(second);

/** The stricter of two levels. */
export const stricter = (first: Level, second: Level): Level => (atLeast(first, second) ? first : second);

/** How the integration logs in; some needs exist only for one of them. */
export const authentications = ['oauth', 'usernamePassword'] as const;
export type Authentication = (typeof authentications)[number];

/** When the rest of what is needed is not enough: it can be taken back afterwards. */
export const phases = ['install', 'connect', 'upgrade'] as const;
export type Phase = (typeof phases)[number];

/** Whether a page could be read to its end: of one that could not be, more may be asked for than is known. */
export const seenExtents = ['whole', 'part'] as const;
export type SeenExtent = (typeof seenExtents)[number];

/** Where a need is published: a page or document with its publisher. */
export type Source = {
  readonly title: string;
  readonly url?: string | undefined;
  readonly date?: string | undefined;
  readonly seen?: SeenExtent | undefined;
};

/** One atomic need with its reasons. `id` is stable: scripts rely on it (ids compare without regard to case). */
export type Requirement<N = Need> = {
  readonly id: string;
  readonly need: N;
  readonly level: Level;
  /** Reasons, one per rule that asked for it, in the order of the definition, without repeats. */
  readonly because: readonly string[];
  /** An object, field or feature that this org does not have makes it `notApplicable`. */
  readonly ifPresent: boolean;
  /** Not stated by the vendor, but implied by what the integration does. */
  readonly inferred: boolean;
  /** The user must NOT have it. Only on kinds whose rules take `forbid`. */
  readonly forbid: boolean;
  /** It is needed in this phase only, and can be taken back afterwards. */
  readonly phase?: Phase;
  /** Sources named by the rules themselves, beside the one of the whole definition. */
  readonly sources?: readonly Source[];
  /** Where the rules stand that ask for it, in the order of the definition; left out where no file asks for it. */
  readonly places?: readonly Place[];
};
