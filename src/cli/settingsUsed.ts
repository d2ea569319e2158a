/** What a run takes from settings in place of flags: said in the plan and in the question, so that nothing is chosen silently. */
import { resolve } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { parseReference } from '../definition/definitionReference.js';
import { isBuiltIn } from '../files/loadDefinition.js';
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

/**
 * Where a run got from what nobody typed.
 * @param reference of the definition; null where there is none
 * @param id of the definition
 * @param takesSettings false where a receipt or a plan says all of it
 */
export const originsOf = async (
  flags: GivenFlags,
  isOrgGiven: boolean,
  { reference, id }: { readonly reference: string | null; readonly id: string },
  takesSettings = true,
): Promise<Origins> => {
  const all = await settingsUsed(flags, isOrgGiven);
  const named = reference === null ? null : parseReference(reference);
  return {
    settings: takesSettings ? all : all.filter(({ key }) => key === 'target-org'),
    definition: named?.type === 'path' ? { path: resolve(named.path), isLikeBuiltIn: await isBuiltIn(id) } : null,
  };
};

/** Whether a flag was typed, and is no default. @param metadata of oclif's parser */
export const isGiven = (
  metadata: { readonly flags: Readonly<Record<string, { readonly setFromDefault?: boolean | undefined } | undefined>> },
  name: string,
): boolean => metadata.flags[name]?.setFromDefault !== true;
