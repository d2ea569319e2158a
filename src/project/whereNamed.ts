/** Where the project file names what a run did not find. */
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Mistake } from '../definition/definitionMistake.js';
import { parseReference } from '../definition/definitionReference.js';
import type { Place } from '../kinds/ruleReader.js';
import { sameName } from '../platform/names.js';
import type { FlagsGiven, Surroundings } from './chooseIntegrations.js';
import type { NamedKey, NamedValue, ProjectFile } from './projectFile.js';

/** Keys whose values are paths; a definition may be one. */
const isPath = ({ key, value }: NamedValue): boolean =>
  key === 'waivers' || key === 'outputs' || (key === 'definition' && parseReference(value).type === 'path');

/** Whether a flag says it in place of the file. */
const isSaidByFlag = (
  { key, value }: NamedValue,
  { integrations, users, waivers, parameters = {} }: FlagsGiven,
): boolean => {
  const named = (integrations ?? []).map(parseReference);
  const said: Readonly<Record<NamedKey, boolean>> = {
    definition: integrations !== undefined,
    variant: named.some(({ variant }) => variant === value),
    features: named.some(({ features }) => features.includes(value)),
    parameters: parameters[value] !== undefined,
    users: users !== undefined,
    waivers: waivers !== undefined,
    outputs: false,
  };
  return said[key];
};

/** What a run takes by name from a project file, as the run names it: paths from the working directory. */
export const namedInRun = (
  { integrations, namedOutputs }: Pick<ProjectFile, 'integrations' | 'namedOutputs'>,
  flags: FlagsGiven,
  { orgNames, placed }: Surroundings,
): readonly NamedValue[] =>
  [...integrations.flatMap(({ named }) => named), ...namedOutputs]
    .filter(({ org }) => org === null || orgNames.some((name) => sameName(name, org)))
    .filter((one) => !isSaidByFlag(one, flags))
    .map((one) => (isPath(one) ? { ...one, value: placed(one.value) } : one));

/** What a mistake says is not there; null where it is about something else. */
const missingIn = (mistake: Mistake): { readonly keys: readonly NamedKey[]; readonly value: string } | null => {
  switch (mistake.code) {
    case 'UnknownDefinition':
    case 'DefinitionOutsideProject':
    case 'AmbiguousAlias':
    case 'SeveralDefinitions':
      return { keys: ['definition'], value: mistake.name };
    case 'UnknownVariant':
    case 'NoVariants':
      return { keys: ['variant'], value: mistake.name };
    case 'UnknownFeature':
    case 'NoFeatures':
      return { keys: ['features'], value: mistake.name };
    case 'UnknownParameter':
    case 'NoParameters':
      return { keys: ['parameters'], value: mistake.name };
    case 'FileNotFound':
    case 'NotAFile':
    case 'NotADefinition':
    case 'NotUtf8':
    case 'FileTooLarge':
    case 'FileUnreadable':
      return { keys: ['definition', 'waivers'], value: mistake.path };
    default:
      return null;
  }
};

/** Each place once, in the order of the file. */
const placesOf = (named: readonly NamedValue[]): Place[] => {
  const byPlace = new Map(named.map(({ place }) => [JSON.stringify(place), place]));
  return [...byPlace.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
};

/** A mistake without a line, with that of the project file which names what is not there. */
export const mistakeWhereNamed = (error: DefinitionMistake, named: readonly NamedValue[]): DefinitionMistake => {
  const missing = error.place?.line === undefined ? missingIn(error.mistake) : null;
  const [place] =
    missing === null
      ? []
      : placesOf(named.filter(({ key, value }) => missing.keys.includes(key) && value === missing.value));
  return place === undefined ? error : new DefinitionMistake(error.mistake, place, error.others);
};

/** Where the project file names users and files, as the words of a refusal tell them; empty where it names none of these. */
export const placesOfTold = (words: readonly string[], named: readonly NamedValue[]): readonly Place[] => {
  const keys: readonly NamedKey[] = ['users', 'waivers', 'outputs'];
  return placesOf(named.filter(({ key, value }) => keys.includes(key) && words.includes(value)));
};
