/** The files that a project file names: definitions with their variants, and waivers. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { checkFilling, chooseFeatures, chooseVariant } from '../definition/expandDefinition.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { MistakeCode } from '../definition/definitionMistake.js';
import { parseReference, referenceTo } from '../definition/definitionReference.js';
import { asOneMistake } from '../definition/mistakeCollector.js';
import type { Place } from '../kinds/ruleReader.js';
import type { ProjectFile, ProjectIntegration } from '../project/projectFile.js';
import { mostMistakes } from '../validate/mostMistakes.js';
import { loadDefinition } from './loadDefinition.js';

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

const mistakesOf = async (integration: ProjectIntegration, folder: string): Promise<DefinitionMistake[]> => {
  const { definition, definitionPlace, settings, inOrgs, place } = integration;
  const all = [settings, ...inOrgs.map((one) => one.settings)];
  let loaded: Awaited<ReturnType<typeof loadDefinition>> | undefined;
  const found = await mistakesAt(definitionPlace, async () => {
    loaded = await loadDefinition(referenceOf(definition, folder), { mostMistakes });
  });
  const ofVariants = await Promise.all(
    all.map(({ variant }) =>
      mistakesAt(place, () => loaded && variant !== undefined && chooseVariant(loaded, variant)),
    ),
  );
  const ofFeatures = await Promise.all(
    all.flatMap(({ features = [] }) =>
      features.map((name) => mistakesAt(place, () => loaded && chooseFeatures(loaded, [name]))),
    ),
  );
  const ofParameters = await Promise.all(
    all.flatMap(({ parameters = {} }) =>
      Object.entries(parameters).map(([name, values]) =>
        mistakesAt(place, () => loaded && checkFilling(loaded, { parameters: { [name]: values } })),
      ),
    ),
  );
  const waivers = [...new Set(all.flatMap((one) => one.waivers ?? []))];
  const there = await Promise.all(waivers.map((path) => isFile(join(folder, path))));
  return [
    ...found,
    ...ofVariants.flat(),
    ...ofFeatures.flat(),
    ...ofParameters.flat(),
    ...waivers
      .filter((_, at) => there[at] === false)
      .map((path) => new DefinitionMistake({ code: 'WaiversNotFound', path }, place)),
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
