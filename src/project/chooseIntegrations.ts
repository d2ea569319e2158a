/** Which integrations of a project file a run is about, for whom, and how. */
import { filledOver } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import { parseReference, referenceTo } from '../definition/definitionReference.js';
import type { DefinitionReference } from '../definition/definitionReference.js';
import { sameName } from '../platform/names.js';
import type { ProjectFile, ProjectIntegration, ProjectSettings } from './projectFile.js';

/** What was said on the command line; undefined where nothing was. */
export type FlagsGiven = Filling & {
  readonly integrations?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly authentication?: Authentication | undefined;
  readonly failOn?: FailOn | undefined;
  readonly waivers?: string | undefined;
  /** Whether this run writes the reports that the file names: not where a flag names others, or the command writes none. */
  readonly writesReports?: boolean | undefined;
};

/** One integration for its users. Null where neither a flag nor the file says it. */
export type ChosenIntegration = Filling & {
  /** As the definition is named from the working directory: an id, `id@variant+feature`, or a path. */
  readonly reference: string;
  readonly users: readonly string[] | null;
  readonly authentication: Authentication | null;
  readonly failOn: FailOn | null;
  /** Path of a file of waivers, from the working directory. */
  readonly waivers: string | null;
  readonly notify: readonly string[];
  /** False where the file does not hold it, and a flag named it. */
  readonly isInFile: boolean;
};

export type Choice = {
  readonly chosen: readonly ChosenIntegration[];
  /** Integrations of the file that are named for other orgs only, as the file names them. */
  readonly elsewhere: readonly string[];
};

/** Names of the org and places of files, as the run knows them. */
export type Surroundings = {
  /** Every name by which the file can mean the org. */
  readonly orgNames: readonly string[];
  /** A path of the project file, as it is from the working directory. */
  readonly placed: (path: string) => string;
};

/** The settings of an integration in this org; null where its users are named by org and this org is not among them. */
const settingsIn = (
  { settings, inOrgs, isByOrg }: ProjectIntegration,
  orgNames: readonly string[],
): ProjectSettings | null => {
  const own = inOrgs.filter(({ org }) => orgNames.some((name) => sameName(name, org)));
  const merged = own.reduce<ProjectSettings>(
    (all, one) => ({ ...all, ...one.settings, ...filledOver(all, one.settings) }),
    settings,
  );
  return isByOrg && merged.users === undefined ? null : merged;
};

/** The definition of an integration with its variant and features, as it is named from the working directory. */
const referenceOf = (definition: string, settings: ProjectSettings | null, { placed }: Surroundings): string => {
  const named = parseReference(definition);
  return referenceTo(named.type === 'path' ? placed(named.path) : named.id, {
    variant: settings?.variant ?? named.variant,
    features: [...new Set([...named.features, ...(settings?.features ?? [])])],
  });
};

/** A reference of the file with the features that a flag names in place of those of the file. */
const withFeatures = (reference: string, features: readonly string[]): string => {
  if (features.length === 0) return reference;
  const named = parseReference(reference);
  return referenceTo(named.type === 'path' ? named.path : named.id, { variant: named.variant, features });
};

/**
 * The same definition, whatever its variant: the same id, the same path with or without `./`, or the path of the definition
 * that a project has under an id.
 */
const isSameDefinition = (a: string, b: string, { placed }: Surroundings): boolean => {
  const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const pathsOf = (reference: DefinitionReference): string[] =>
    reference.type === 'path'
      ? [plain(reference.path)]
      : ['yml', 'yaml'].map((ending) => plain(placed(`integrations/${reference.id}.${ending}`)));
  const [one, other] = [parseReference(a), parseReference(b)];
  if (one.type === 'id' && other.type === 'id') return one.id === other.id;
  const others = pathsOf(other);
  return pathsOf(one).some((path) => others.includes(path));
};

const chosenOf = (
  reference: string,
  settings: ProjectSettings,
  flags: FlagsGiven,
  { placed }: Surroundings,
  isInFile: boolean,
): ChosenIntegration => ({
  reference,
  users: flags.users ?? settings.users ?? null,
  authentication: flags.authentication ?? settings.authentication ?? null,
  failOn: flags.failOn ?? settings.failOn ?? null,
  waivers: flags.waivers ?? (settings.waivers === undefined ? null : placed(settings.waivers)),
  notify: settings.notify ?? [],
  ...filledOver(settings, flags),
  isInFile,
});

/**
 * What a run is about: without an integration on the command line all of the file that belong to this org; with some, these,
 * with what the file says of them. Flags win over the file.
 */
export const chooseIntegrations = (
  { integrations }: ProjectFile,
  flags: FlagsGiven,
  surroundings: Surroundings,
): Choice => {
  const inFile = integrations.map((integration) => {
    const settings = settingsIn(integration, surroundings.orgNames);
    return { integration, settings, reference: referenceOf(integration.definition, settings, surroundings) };
  });
  const named = flags.integrations;
  if (named === undefined)
    return {
      chosen: inFile.flatMap(({ settings, reference }) =>
        settings === null ? [] : [chosenOf(reference, settings, flags, surroundings, true)],
      ),
      elsewhere: inFile.flatMap(({ settings, integration }) => (settings === null ? [integration.definition] : [])),
    };
  return {
    chosen: named.flatMap((reference) => {
      const wanted = parseReference(reference);
      const same = inFile.filter(
        (one) =>
          one.settings !== null &&
          isSameDefinition(one.reference, reference, surroundings) &&
          (wanted.variant === null || parseReference(one.reference).variant === wanted.variant),
      );
      if (same.length > 0)
        return same.map((one) =>
          chosenOf(withFeatures(one.reference, wanted.features), one.settings ?? {}, flags, surroundings, true),
        );
      // Another variant than the file has: its users and waivers are those of the integration all the same.
      const other = inFile.find(
        (one) => one.settings !== null && isSameDefinition(one.reference, reference, surroundings),
      );
      return [chosenOf(reference, other?.settings ?? {}, flags, surroundings, other !== undefined)];
    }),
    elsewhere: [],
  };
};
