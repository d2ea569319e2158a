/** What the team's project file says for a run, put together with flags and with what was set once. */
import { ConfigAggregator } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import type { ProjectAtHand } from '../files/teamProject.js';
import { formatPlace } from '../definition/definitionMistake.js';
import { fillingKey, fillingOf, fillingWords } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { Authentication } from '../kinds/requirement.js';
import { sameName } from '../platform/names.js';
import { orgNames } from '../platform/orgNames.js';
import { sandboxForm } from '../platform/sandboxUsernames.js';
import { chooseIntegrations } from '../project/chooseIntegrations.js';
import type { ChosenIntegration, FlagsGiven } from '../project/chooseIntegrations.js';
import type { NamedValue } from '../project/projectFile.js';
import { namedInRun } from '../project/whereNamed.js';
import { Refusal } from '../refusal.js';
import type { Choosing } from './choosing.js';
import type { SettingUsed } from './originText.js';
import { rememberNamed } from './namedByProject.js';
import { outputSetting, outputsFor } from './projectOutputs.js';
import { readConfigured } from './readConfigured.js';
import { aliasesOf, usernamesOf } from './usernames.js';

/** The org of a run, before it is read. */
export type RunOrg = {
  /** Every name by which a file can mean it. */
  readonly names: readonly string[];
  /** What people call it: the alias that was typed or set as the default, or else its only alias, or else the username. */
  readonly shortName: string;
};

/** What people call the org. Of several aliases none counts that nobody has said. */
const shortNameOf = async (username: string, aliases: readonly string[], typed: string | null): Promise<string> => {
  const said = typed ?? (await ConfigAggregator.create()).getPropertyValue('target-org');
  const [only, ...others] = aliases.filter((alias) => aliases.length === 1 || alias === said);
  return only !== undefined && others.length === 0 ? only : username;
};

/**
 * What is known of an org without a call.
 * @param typed what was typed behind `-o`; null where nothing was
 */
export const runOrg = async (org: Org, typed: string | null): Promise<RunOrg> => {
  const username = org.getUsername() ?? '';
  const aliases = await aliasesOf(username);
  const { instanceUrl } = org.getConnection();
  return {
    names: orgNames({ id: org.getOrgId(), username, instanceUrl }, aliases),
    shortName: await shortNameOf(username, aliases, typed),
  };
};

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

const given = (values: readonly string[] | undefined): readonly string[] | undefined =>
  values === undefined || values.length === 0 ? undefined : values;

/** What the file fills in, and no flag. */
const fillingIn = ({ parameters = {} }: Filling, flags: Filling): Filling => ({
  parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => flags.parameters?.[name] === undefined)),
});

/** What the project file says in place of flags, each key once. */
const settingsOf = (
  chosen: readonly ChosenIntegration[],
  flags: FlagsGiven,
  outputs: readonly string[],
  file: string,
): SettingUsed[] => {
  const inFile = chosen.filter(({ isInFile }) => isInFile);
  const values = (key: string, flag: unknown, of: (one: ChosenIntegration) => readonly string[]): SettingUsed[] => {
    const value = [...new Set(inFile.flatMap(of))].join(', ');
    return flag !== undefined || value === '' ? [] : [{ key, value, file }];
  };
  const one = (value: string | null): readonly string[] => (value === null ? [] : [value]);
  const filled = (filling: Filling): string[] => fillingWords(filling).filter((word) => word !== '--set');
  return [
    ...values('integration', flags.integrations, ({ reference }) => [reference]),
    ...values('user', flags.users, ({ users }) => users ?? []),
    ...values('authentication', flags.authentication, ({ authentication }) => one(authentication)),
    ...values('waivers', flags.waivers, ({ waivers }) => one(waivers)),
    ...values('fail-on', flags.failOn, ({ failOn }) => one(failOn)),
    ...outputSetting(outputs, file),
    ...values('set', undefined, (one) => filled(fillingIn(one, flags))),
    ...values('notify', undefined, ({ notify }) => notify),
  ];
};

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

/** What a command that is about one integration takes from flags, the project file and what was set once. */
export type SettledOne = Pick<Settled, 'project'> &
  Filling & {
    /** Undefined where nothing names one. */
    readonly integration: string | undefined;
    /** Usernames; empty where nothing names one. */
    readonly users: readonly string[];
    readonly authentication: Authentication | undefined;
  };

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

/** The flags of a command that is about one integration. */
type FlagsOfOne = Pick<FlagsGiven, 'users' | 'authentication' | keyof Filling> & {
  readonly integration?: string | undefined;
};

/**
 * The same for a command that is about one integration.
 * @param choosing lets a person choose what is still missing, or which of several; undefined where nobody can be asked
 * @throws Refusal also where the project file names several and nobody says which; OrgFailure INTERRUPTED at a question
 */
export const settleOne = async (
  flags: FlagsOfOne,
  config: string | undefined,
  org: RunOrg,
  choosing?: Choosing,
): Promise<SettledOne> => {
  const { integration, ...others } = flags;
  const integrations = integration === undefined ? undefined : [integration];
  const { chosen, project } = await settle({ ...others, integrations }, config, org);
  const [one, ...more] = chosen;
  if (choosing && integration === undefined && (!one || more.length > 0)) {
    const picked = await choosing.integration(one ? [...new Set(chosen.map(({ reference }) => reference))] : null);
    if (picked !== null) return settleOne({ ...flags, integration: picked }, config, org, choosing);
  }
  if (one && more.length > 0)
    throw new Refusal(
      'failure',
      integration === undefined ? 'project.several' : 'project.twice',
      [project?.file ?? '', one.reference],
      [chosen.map(({ reference }) => reference)],
    );
  if (one) {
    const named = one.users ?? [];
    const picked = named.length === 0 ? ((await choosing?.user([one.reference])) ?? null) : null;
    return {
      project,
      ...fillingOf(one),
      integration: one.reference,
      users: picked === null ? named : [picked],
      authentication: one.authentication ?? undefined,
    };
  }
  const { user } = await readConfigured();
  const users = await usernamesOf(given(flags.users) ?? (user === undefined ? [] : [user]));
  return { project, integration: undefined, users, authentication: flags.authentication, ...fillingOf(flags) };
};

/** An integration and how it logs in. */
type LoginOf = { readonly reference: string; readonly authentication: Authentication };

/**
 * Whether a next command that says no way of logging in would take another one, as the project file has it. Where that file cannot
 * be read, nobody can tell: then it is said.
 * @param config a project file that was named; undefined for the nearest one upwards
 */
export const isOtherLoginInFile = async (
  logins: readonly LoginOf[],
  config: string | undefined,
  org: RunOrg,
): Promise<boolean> => {
  const { readProjectAtHand } = await import('../files/teamProject.js');
  try {
    const atHand = await readProjectAtHand(config);
    if (atHand === null) return false;
    const { project, placed } = atHand;
    return logins.some(({ reference, authentication }) =>
      chooseIntegrations(project, { integrations: [reference] }, { orgNames: org.names, placed }).chosen.some(
        (one) => one.isInFile && (one.authentication ?? 'oauth') !== authentication,
      ),
    );
  } catch {
    return true;
  }
};
