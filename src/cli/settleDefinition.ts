/** What the team's project file and flags say of a definition that is described, whatever the org. */
import { fillingKey, fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { Authentication } from '../kinds/requirement.js';
import { chooseIntegrations } from '../project/chooseIntegrations.js';
import type { ChosenIntegration, FlagsGiven } from '../project/chooseIntegrations.js';
import { namedInRun } from '../project/whereNamed.js';
import { Refusal } from '../refusal.js';
import { rememberNamed } from './namedByProject.js';
import type { SettingUsed } from './originText.js';
import { readConfigured } from './readConfigured.js';
import { settingsOf } from './settingsOf.js';
import type { FlagsOfOne } from './settleOne.js';

/** What a definition is described as: as a check of this project would take it, whatever the org. */
export type SettledDefinition = {
  /** Undefined where nothing names one. */
  readonly reference: string | undefined;
  readonly filling: Filling;
  readonly authentication: Authentication | undefined;
  /** The project file and what it says; null where it says nothing of this definition. */
  readonly project: { readonly file: string; readonly settings: readonly SettingUsed[] } | null;
};

/** Whether a check would take both for the same needs. */
const needsSame = (a: ChosenIntegration, b: ChosenIntegration): boolean =>
  a.reference === b.reference && a.authentication === b.authentication && fillingKey(a) === fillingKey(b);

/** Without what is not about the needs of an integration. */
const needsOnly = (one: ChosenIntegration): ChosenIntegration => ({
  ...one,
  ...{ users: null, failOn: null, waivers: null, notify: [] },
});

/**
 * What a definition is described as. What the project file says for single orgs alone does not count: no org is looked at.
 * @param config a project file that was named; undefined for the nearest one upwards
 * @throws Refusal where the file cannot be read, or says several things and nobody says which; DefinitionMistake for every mistake in it
 */
export const settleDefinition = async (
  { integration, authentication, ...filling }: Pick<FlagsOfOne, 'integration' | 'authentication' | keyof Filling>,
  config: string | undefined,
): Promise<SettledDefinition> => {
  const { readProjectAtHand } = await import('../files/teamProject.js');
  const atHand = await readProjectAtHand(config);
  const configured = integration === undefined ? (await readConfigured()).integration : undefined;
  const asFlagsSay = {
    reference: integration ?? configured,
    filling: fillingOf(filling),
    authentication,
    project: null,
  };
  if (atHand === null) return asFlagsSay;
  const { path, project, placed } = atHand;
  const everywhere = { ...project, integrations: project.integrations.map((one) => ({ ...one, isByOrg: false })) };
  const flags: FlagsGiven = {
    ...filling,
    authentication,
    ...(integration === undefined ? {} : { integrations: [integration] }),
  };
  const surroundings = { orgNames: [], placed };
  await rememberNamed(namedInRun(project, flags, surroundings));
  const chosen = chooseIntegrations(everywhere, flags, surroundings)
    .chosen.filter(({ isInFile }) => isInFile)
    .map(needsOnly);
  const [one] = chosen;
  if (!one) return asFlagsSay;
  if (!chosen.every((other) => needsSame(one, other))) {
    if (configured !== undefined) return settleDefinition({ ...flags, integration: configured }, config);
    throw new Refusal(
      'failure',
      'project.saysSeveral',
      [path],
      [[...new Set(chosen.map(({ reference }) => reference))]],
    );
  }
  const added = integration !== undefined && one.reference !== integration;
  return {
    reference: one.reference,
    filling: fillingOf(one),
    authentication: one.authentication ?? undefined,
    project: {
      file: path,
      settings: [
        ...(added ? [{ key: 'integration', value: one.reference, file: path }] : []),
        ...settingsOf([one], flags, [], path),
      ],
    },
  };
};
