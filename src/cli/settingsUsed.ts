/** What a run takes from settings in place of flags: said in the plan and in the question, so that nothing is chosen silently. */
import { resolve } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { parseReference } from '../definition/definitionReference.js';
import type { Origins, SettingUsed } from './originText.js';
import configMeta, { configVariables } from './configMeta.js';

/** Which of the flags were given. */
export type GivenFlags = {
  readonly integration?: string | undefined;
  readonly user?: readonly string[] | undefined;
};

/**
 * The settings that stand in for flags that were not given. The org counts only where a project chose it: the default org of
 * a person is his own choice, and every command names it.
 * @param isOrgGiven whether -o was given
 */
const settingsUsed = async (flags: GivenFlags, isOrgGiven: boolean): Promise<SettingUsed[]> => {
  const aggregator = await ConfigAggregator.create({ customConfigMeta: configMeta });
  const missing = [
    ...(flags.integration === undefined ? [configVariables.integration] : []),
    ...(flags.user === undefined ? [configVariables.user] : []),
    ...(isOrgGiven ? [] : ['target-org']),
  ];
  return missing.flatMap((key): SettingUsed[] => {
    const { value, path, location } = aggregator.getInfo(key);
    if (typeof value !== 'string' || value === '' || (key === 'target-org' && location !== 'Local')) return [];
    return [{ key, value, file: location === 'Environment' ? null : (path ?? null) }];
  });
};

/** The whole path of a definition that is a file of somebody's own; null where it is built in. */
const ownPathOf = async (reference: string): Promise<string | null> => {
  const named = parseReference(reference);
  if (named.type === 'path') return resolve(named.path);
  const { ownDefinitionPath } = await import('../files/findDefinition.js');
  return ownDefinitionPath(named.id);
};

/** Whether a built-in definition has this id. Loaded now: help needs no parser. */
export const isLikeBuiltIn = async (id: string): Promise<boolean> =>
  (await import('../files/findDefinition.js')).isBuiltIn(id);

/** Whole paths of definitions that are named by id, and that the project has in place of built-in ones. */
export const likeBuiltIn = async (references: readonly string[]): Promise<string[]> => {
  const ids = references.map(parseReference).flatMap((named) => (named.type === 'id' ? [named.id] : []));
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => ((await isLikeBuiltIn(id)) ? await ownPathOf(id) : null)),
  );
  return found.filter((path) => path !== null);
};

/** What a run is about, as far as it is told where that came from. */
export type OriginInput = {
  readonly given: GivenFlags;
  /** Whether -o was given. */
  readonly isOrgGiven: boolean;
  readonly definition: { readonly reference: string | null; readonly id: string };
  /** What the project file said; null where it did not count. */
  readonly project: { readonly settings: readonly SettingUsed[] } | null;
  /** False where a receipt or a plan says all of it. */
  readonly takesSettings: boolean;
};

/** Where a run got from what nobody typed: from the project file, or else from what was set once. */
export const originsOf = async (input: OriginInput): Promise<Origins> => {
  const { given, isOrgGiven, definition, project, takesSettings } = input;
  const inFile = project?.settings ?? [];
  const isInFile = (key: string): boolean => inFile.some((setting) => setting.key === key);
  const all = await settingsUsed(
    {
      integration: given.integration ?? (isInFile('integration') ? '' : undefined),
      user: given.user ?? (isInFile('user') ? [] : undefined),
    },
    isOrgGiven,
  );
  const path = definition.reference === null ? null : await ownPathOf(definition.reference);
  return {
    settings: [...inFile, ...(takesSettings ? all : all.filter(({ key }) => key === 'target-org'))],
    definition: path === null ? null : { path, isLikeBuiltIn: await isLikeBuiltIn(definition.id) },
  };
};

/** Whether a flag was typed, and is no default. @param metadata of oclif's parser */
export const isGiven = (
  metadata: { readonly flags: Readonly<Record<string, { readonly setFromDefault?: boolean | undefined } | undefined>> },
  name: string,
): boolean => metadata.flags[name]?.setFromDefault !== true;
