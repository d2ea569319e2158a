/** What somebody else than permission rows says of the access of a user: the platform itself, or the user. */
import type { Evidence } from './snapshot.js';

/** What UserEntityAccess says of one object (fact E4). */
export type ObjectOpinion = {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
};

/**
 * What UserFieldAccess says of one field (fact E3): of the field alone, not of its object. Of addresses and what they are made of
 * it does not say whether they can be written (facts C4, Q10): null.
 */
export type FieldOpinion = {
  readonly read: boolean;
  readonly write: { readonly create: boolean; readonly update: boolean } | null;
};

/** The opinion of the platform, by the keys of objects and fields; what it did not answer is missing (fact E4). */
export type PlatformOpinion = {
  readonly objects: ReadonlyMap<string, ObjectOpinion>;
  readonly fields: ReadonlyMap<string, FieldOpinion>;
};

/** Opinions that were asked for; left out are those that nobody asked for. */
export type SecondOpinions = {
  readonly platform?: PlatformOpinion;
  /** What the user sees itself. */
  readonly itself?: Extract<Evidence, { mode: 'self' }>;
};
