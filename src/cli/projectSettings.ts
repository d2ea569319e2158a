/** What the team's project file says for a run, put together with flags and with what was set once. */
import { formatPlace } from '../definition/definitionMistake.js';
import { fillingOf } from '../definition/filling.js';
import type { ProjectAtHand } from '../files/teamProject.js';
import { sameName } from '../platform/names.js';
import { sandboxForm } from '../platform/sandboxUsernames.js';
import { chooseIntegrations } from '../project/chooseIntegrations.js';
import type { ChosenIntegration, FlagsGiven } from '../project/chooseIntegrations.js';
import type { NamedValue } from '../project/projectFile.js';
import { namedInRun } from '../project/whereNamed.js';
import { Refusal } from '../refusal.js';
import { rememberNamed } from './namedByProject.js';
import type { SettingUsed } from './originText.js';
import { outputsFor } from './projectOutputs.js';
import { readConfigured } from './readConfigured.js';
import type { RunOrg } from './runOrg.js';
import { settingsOf } from './settingsOf.js';
import { usernamesOf } from './usernames.js';

/** What a run is about, and what of it the project file says. */
export type Settled = {
  readonly chosen: readonly ChosenIntegration[];
  /** Reports that the project file names; empty where it names none, or the run writes none of them. */
  readonly outputs: readonly string[];
  /** The project file, as people in the working directory know it, and what it says; null where there is none. */
  readonly project: {
    readonly file: string;
    readonly settings: readonly SettingUsed[];
    /** Its integrations that are named for other orgs only. */
    readonly elsewhere: readonly string[];
    /** Its reports that are left as they are, because the run is about a user whom it does not name. */
    readonly leftOutputs: readonly string[];
    /** Where it names users: `file:line:column` by username. */
    readonly placesOfUsers: ReadonlyMap<string, readonly string[]>;
  } | null;
};

/** Values that were given; undefined where there are none. */
export const given = (values: readonly string[] | undefined): readonly string[] | undefined =>
  values === undefined || values.length === 0 ? undefined : values;

/** What was set once with `sf config set`, where neither a flag nor a project file says it. */
const withoutProject = async (flags: FlagsGiven): Promise<readonly ChosenIntegration[]> => {
  const configured = await readConfigured();
  const references = flags.integrations ?? (configured.integration === undefined ? [] : [configured.integration]);
  return references.map((reference) => bare(reference, flags, configured.user));
};

const bare = (reference: string, flags: FlagsGiven, user: string | undefined): ChosenIntegration => ({
  ...fillingOf(flags),
  reference,
  users: flags.users ?? (user === undefined ? null : [user]),
  authentication: flags.authentication ?? null,
  failOn: flags.failOn ?? null,
  waivers: flags.waivers ?? null,
  notify: [],
  isInFile: false,
});

/** Aliases of sf in place of usernames are usernames. */
const withUsernames = async (chosen: readonly ChosenIntegration[]): Promise<ChosenIntegration[]> =>
  Promise.all(chosen.map(async (one) => ({ ...one, users: one.users && (await usernamesOf(one.users)) })));

/**
 * What a run is about: flags win over the project file, that over what was set once with `sf config set`.
 * @param config a project file that was named; undefined for the nearest one upwards
 * @param org of the run
 * @throws Refusal where the file cannot be read, or names nothing for this org; DefinitionMistake for every mistake in it
 */
export const settle = async (flags: FlagsGiven, config: string | undefined, org: RunOrg): Promise<Settled> => {
  // Loaded now: help and a mistake in the flags need no parser.
  const { readProjectAtHand } = await import('../files/teamProject.js');
  return settleIn(await readProjectAtHand(config), flags, org);
};

/**
 * The same where the project file was read before: a run about many orgs reads it once.
 * @param atHand null where there is none
 * @throws Refusal where it names nothing for this org
 */
export const settleIn = async (atHand: ProjectAtHand | null, flags: FlagsGiven, org: RunOrg): Promise<Settled> => {
  const said: FlagsGiven = { ...flags, integrations: given(flags.integrations), users: given(flags.users) };
  if (atHand === null)
    return {
      chosen: await withUsernames(await withoutProject(said)),
      ...{ outputs: [], project: null },
    };
  return settleWith(atHand, said, org);
};

const placesOfUsers = (named: readonly NamedValue[]): ReadonlyMap<string, readonly string[]> => {
  const users = named.filter(({ key }) => key === 'users');
  return new Map(
    users.map(({ value }) => [
      value,
      users.filter((one) => one.value === value).map(({ place }) => formatPlace(place)),
    ]),
  );
};

/** Whether somebody asks about a user whom the file does not name, where it names some: its reports are about those. */
const isAboutOthers = async (
  { project, placed }: ProjectAtHand,
  { users, ...flags }: FlagsGiven,
  { names }: RunOrg,
): Promise<boolean> => {
  if (users === undefined) return false;
  const inFile = chooseIntegrations(project, flags, { orgNames: names, placed }).chosen.flatMap(
    (one) => one.users ?? [],
  );
  if (inFile.length === 0) return false;
  const [asked, named] = await Promise.all([usernamesOf(users), usernamesOf(inFile)]);
  return !asked.every((user) => named.some((one) => sameName(one, user) || sandboxForm(user, one) !== null));
};

const settleWith = async (atHand: ProjectAtHand, flags: FlagsGiven, org: RunOrg): Promise<Settled> => {
  const { path, project, placed } = atHand;
  const surroundings = { orgNames: org.names, placed };
  const named = await rememberNamed(namedInRun(project, flags, surroundings));
  const choice = chooseIntegrations(project, flags, surroundings);
  if (choice.chosen.length === 0) throw new Refusal('failure', 'project.notHere', [path, org.shortName]);
  const { user } = choice.chosen.some(({ users }) => users === null) ? await readConfigured() : { user: undefined };
  const chosen = choice.chosen.map((one) => ({ ...one, users: one.users ?? (user === undefined ? null : [user]) }));
  const itsOutputs = outputsFor(atHand, flags, org);
  const leftOutputs = (await isAboutOthers(atHand, flags, org)) ? itsOutputs : [];
  const outputs = leftOutputs.length > 0 ? [] : itsOutputs;
  return {
    chosen: await withUsernames(chosen),
    outputs,
    project: {
      file: path,
      settings: settingsOf(choice.chosen, flags, outputs, path),
      elsewhere: choice.elsewhere,
      leftOutputs,
      placesOfUsers: placesOfUsers(named),
    },
  };
};
