import type { Filling } from '../definition/filling.js';
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';

/** Definitions that are to be checked for some users, and how strictly. */
export type CheckTarget = Filling & {
  /** How the definition is named; null for every one that is known by an id. */
  readonly reference: string | null;
  /** Usernames; empty means whoever is logged in. */
  readonly users: readonly string[];
  readonly authentication: Authentication;
  readonly failOn: FailOn;
  /** Path of a file of waivers; null where nothing is waived. */
  readonly waivers: string | null;
  /** Names of channels, and addresses, that the monitor tells of it; left out or empty: every channel. */
  readonly notify?: readonly string[];
};
