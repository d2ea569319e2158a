declare const isOfPlatform: unique symbol;

/** A status code as the platform answered it. There is no list of them, and the org is not to be trusted: it is any text. */
export type PlatformCode = string & { readonly [isOfPlatform]: true };

/** The text of an answer as a status code; UNKNOWN where there is none. */
export const platformCode = (answered: string | undefined): PlatformCode =>
  (answered === undefined || answered === '' ? 'UNKNOWN' : answered) as PlatformCode;
