/** The files that a project file names: definitions with their variants, and waivers. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { checkFilling, chooseFeatures, chooseVariant } from '../definition/expandDefinition.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { MistakeCode } from '../definition/definitionMistake.js';
import { parseReference, referenceTo } from '../definition/definitionReference.js';
import { asOneMistake } from '../definition/mistakeCollector.js';
import type { Place } from '../kinds/ruleReader.js';
import type { NamedValue, ProjectFile, ProjectIntegration } from '../project/projectFile.js';
import { mostMistakes } from '../validate/mostMistakes.js';
import { loadDefinition } from './loadDefinition.js';
import type { LoadedDefinition } from './loadDefinition.js';

/** Mistakes of whoever names a definition; all others are in the definition itself. */
const ofTheName: readonly MistakeCode[] = [
  'UnknownDefinition',
  'DefinitionOutsideProject',
  'AmbiguousAlias',
  'UnknownVariant',
  'NoVariants',
  'UnknownFeature',
  'NoFeatures',
  'UnknownParameter',
  'NoParameters',
  'FileNotFound',
  'NotAFile',
];

/** Runs a part; what it throws is a mistake of the place that names the definition, where it is about the name. */
const mistakesAt = async (place: Place, run: () => Promise<unknown> | unknown): Promise<DefinitionMistake[]> => {
  try {
    await run();
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionMistake)) throw error;
    const isOfName =
      ofTheName.includes(error.code) && (error.place?.line === undefined || error.place.file === place.file);
    return isOfName ? [new DefinitionMistake(error.mistake, place)] : [error, ...error.others];
  }
};

/** The definition as it is named from the working directory. */
const referenceOf = (definition: string, folder: string): string => {
  const named = parseReference(definition);
  if (named.type === 'id') return definition;
  const path = isAbsolute(named.path) ? named.path : `./${join(folder, named.path).replaceAll('\\', '/')}`;
  return referenceTo(path, named);
};

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;

/** What of a definition is looked for; the rest is no part of it. @throws DefinitionMistake */
const choosePart = (definition: LoadedDefinition, { key, value }: NamedValue): void => {
  if (key === 'variant') chooseVariant(definition, value);
  if (key === 'features') chooseFeatures(definition, [value]);
  if (key === 'parameters') checkFilling(definition, { parameters: { [value]: [] } });
};

const mistakesOf = async ({ definition, named }: ProjectIntegration, folder: string): Promise<DefinitionMistake[]> => {
  const there = await Promise.all(
    named.map(async ({ key, value }) => key !== 'waivers' || (await isFile(join(folder, value)))),
  );
  let loaded: LoadedDefinition | undefined;
  const found = await Promise.all(
    named
      .filter(({ key }) => key === 'definition')
      .map(({ place }) =>
        mistakesAt(place, async () => {
          loaded = await loadDefinition(referenceOf(definition, folder), { mostMistakes });
        }),
      ),
  );
  const ofParts = await Promise.all(named.map((one) => mistakesAt(one.place, () => loaded && choosePart(loaded, one))));
  return [
    ...found.flat(),
    ...ofParts.flat(),
    ...named
      .filter((_, at) => there[at] === false)
      .map(({ value, place }) => new DefinitionMistake({ code: 'WaiversNotFound', path: value }, place)),
  ];
};

/**
 * Looks for what a project file names.
 * @param folder of the project file, from the working directory
 * @throws DefinitionMistake with every definition, variant, feature, parameter and file of waivers that is not there, and with what is wrong in the
 * definitions
 */
export const checkProjectFiles = async ({ integrations }: ProjectFile, folder: string): Promise<void> => {
  const mistakes = (await Promise.all(integrations.map((one) => mistakesOf(one, folder)))).flat();
  if (mistakes.length > 0) throw asOneMistake(mistakes, mostMistakes);
};
