/** What this run takes by name from the project file: an error about it says where the file names it, whichever command it is. */
import { formatPlace } from '../definition/definitionMistake.js';
import type { DefinitionMistake } from '../definition/definitionMistake.js';
import type { NamedValue } from '../project/projectFile.js';
import { mistakeWhereNamed, placesOfTold } from '../project/whereNamed.js';
import type { Refusal } from '../refusal.js';
import { usernamesOf } from './usernames.js';

let known: readonly NamedValue[] = [];

/** Forgets what an earlier run in this process has named. */
export const forgetNamed = (): void => {
  known = [];
};

/**
 * Keeps what the run takes from the file. A run about many orgs does so for each.
 * @returns the same, with usernames in place of aliases of sf
 */
export const rememberNamed = async (named: readonly NamedValue[]): Promise<readonly NamedValue[]> => {
  const resolved = await usernamesOf(named.map(({ value }) => value));
  const asUsed = named.map((one, at) => (one.key === 'users' ? { ...one, value: resolved[at] ?? one.value } : one));
  known = [...known, ...asUsed];
  return asUsed;
};

/** The mistake with the line of the project file that names what is not there. */
export const withLineOfProject = (error: DefinitionMistake): DefinitionMistake => mistakeWhereNamed(error, known);

/** The beginning of a sentence about what the project file names: its places, with a colon behind; empty for everything else. */
export const placeOfRefused = (refusal: Refusal): string => {
  const places = placesOfTold(refusal.args.flat(), known).map(formatPlace);
  return places.length === 0 ? '' : `${places.join(', ')}: `;
};
