import type { Place } from '../kinds/ruleReader.js';

/** A decision of people that something may stay as it is, as it stands in their file. */
export type Waiver = {
  /** Id of the finding; `*` stands for any characters, `\\*` for a star. */
  readonly id: string;
  /** Null where it counts for everybody. */
  readonly user: string | null;
  /** Null where it counts in every org. */
  readonly org: string | null;
  /** Id of the definition, with or without its variant; null where it counts for all. */
  readonly integration: string | null;
  /** Empty where nobody has given one: then nothing is waived. */
  readonly reason: string;
  readonly owner: string | null;
  /** The last day on which it counts (UTC), as YYYY-MM-DD; null where it counts for ever. */
  readonly expires: string | null;
  readonly place: Place;
  /** Where the user stands; the place of the waiver where it names none. */
  readonly userPlace: Place;
};

/** What is added to a file for people to give a reason. */
export type NewWaiver = { readonly id: string; readonly user: string; readonly integration: string };

/** The file that is used where nobody names one. */
export const usualWaiversFile = 'integration.waivers.yml';
