/** The reports that a project file names: where they are, and how it is said that the file has named them. */
import type { ProjectAtHand } from '../files/teamProject.js';
import type { FlagsGiven } from '../project/chooseIntegrations.js';
import type { SettingUsed } from './originText.js';
import type { RunOrg } from './runOrg.js';

/** A name as a part of the name of a file. */
const inFileName = (name: string): string => name.replace(/[^\w.@-]/g, '_');

/** The reports of the file, as a setting; none where the run writes none. */
export const outputSetting = (outputs: readonly string[], file: string): SettingUsed[] =>
  outputs.length === 0 ? [] : [{ key: 'output-file', value: outputs.join(', '), file }];

/** The reports that the file names, where the run writes them, as they are from the working directory. */
export const outputsFor = (
  { project, placed }: ProjectAtHand,
  { writesReports = false }: FlagsGiven,
  org: RunOrg,
): string[] =>
  writesReports ? project.outputs.map((output) => placed(output.replaceAll('{org}', inFileName(org.shortName)))) : [];

/** Reports that a project file names, and how it is said that it does. */
export type ProjectOutputs = { readonly files: readonly string[]; readonly settings: readonly SettingUsed[] };

/**
 * The reports that the nearest project file names, for a run that takes nothing else from it.
 * @throws Refusal where the file cannot be read; DefinitionMistake for every mistake in it
 */
export const outputsOfProject = async (org: RunOrg): Promise<ProjectOutputs> => {
  const { readProjectAtHand } = await import('../files/teamProject.js');
  const atHand = await readProjectAtHand(undefined);
  const files = atHand === null ? [] : outputsFor(atHand, { writesReports: true }, org);
  return { files, settings: atHand === null ? [] : outputSetting(files, atHand.path) };
};

/**
 * Refuses reports of a project file that would leave its folder, or take the place of what is no report.
 * @param outputs of it, as they are from the working directory @throws Refusal
 */
export const refuseOutputs = async (config: string | undefined, outputs: readonly string[]): Promise<void> => {
  if (outputs.length === 0) return;
  const { readProjectAtHand, refuseUnsafeOutputs } = await import('../files/teamProject.js');
  const atHand = await readProjectAtHand(config);
  if (atHand) await refuseUnsafeOutputs(atHand, outputs);
};
