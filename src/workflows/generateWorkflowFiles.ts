/** Files by which a CI system or a machine looks at orgs every day, made from what the project file says. */
import { formatPlace } from '../definition/definitionMistake.js';
import { generatedTexts, writeGeneratedFiles } from '../files/generatedFiles.js';
import type { GeneratedText } from '../files/generatedFiles.js';
import { readProjectAtHand } from '../files/teamProject.js';
import { isOrgPattern, loginVariable, plainAlias, workflowPaths } from '../generate/workflow/workflowPlan.js';
import type { WorkflowOrg, WorkflowParts, WorkflowPlan, WorkflowType } from '../generate/workflow/workflowPlan.js';
import { hasParts, workflowFiles } from '../generate/workflow/workflowFiles.js';
import type { ChannelSettings, MonitorSettings } from '../monitor/monitorSettings.js';
import type { NamedOrg } from '../project/projectFile.js';
import { Refusal } from '../refusal.js';
import type { Words } from '../report/words.js';

const bundle = 'integration.generate.workflow';

export type WorkflowWanted = {
  readonly type: WorkflowType;
  /** Aliases of orgs; empty: those of the project file. */
  readonly orgs: readonly string[];
  /** How many parts the orgs are shared out to; 0 for a job for each org; undefined for what suits their number. */
  readonly shards: number | undefined;
  /** `HH:MM`, UTC. */
  readonly at: string;
  readonly config: string | undefined;
  readonly folder: string;
  readonly dryRun: boolean;
};

/** What was made. */
export type WorkflowMade = {
  readonly type: WorkflowType;
  readonly files: readonly GeneratedText[];
  readonly orgs: readonly WorkflowOrg[];
  /** 0 where each org has a job of its own. */
  readonly shards: number;
  readonly variables: readonly string[];
  readonly hasProject: boolean;
};

/** A name of an org, and where the project file has it; null where a flag names it. */
type WantedOrg = { readonly name: string; readonly place: NamedOrg['place'] | null };

/** The names of variables that a channel has. */
const variablesOf = (channel: ChannelSettings): string[] =>
  Object.entries(channel).flatMap(([key, value]) => (key.endsWith('From') && typeof value === 'string' ? [value] : []));

const variablesOfAll = (monitor: MonitorSettings | null): string[] => [
  ...new Set([
    ...(monitor?.channels ?? []).flatMap(variablesOf),
    ...(monitor === null || monitor.heartbeatFrom === null ? [] : [monitor.heartbeatFrom]),
  ]),
];

/** GitHub Actions gives every run this one, and lets nobody set it. */
const isGivenBy = (type: WorkflowType, variable: string): boolean => type === 'github' && variable === 'GITHUB_TOKEN';

/** @throws Refusal for an alias that would need quotes in the file */
const refuseBadAlias = (type: WorkflowType, names: readonly WantedOrg[]): void => {
  const bad = names.find(({ name }) => !plainAlias.test(name));
  if (bad === undefined) return;
  const words = [bad.name, workflowPaths[type]];
  throw bad.place === null
    ? new Refusal(bundle, 'BadAlias', words)
    : new Refusal(bundle, 'BadAliasInFile', [formatPlace(bad.place), ...words]);
};

/** @throws Refusal for an alias that would need quotes, and for two whose logins would have the same name */
const orgsOf = (type: WorkflowType, names: readonly WantedOrg[]): WorkflowOrg[] => {
  if (names.length === 0) throw new Refusal(bundle, 'NoOrgs');
  refuseBadAlias(type, names);
  const orgs = [...new Set(names.map(({ name }) => name))].map((alias) => ({ alias, login: loginVariable(alias) }));
  for (const [at, { alias, login }] of orgs.entries()) {
    const other = orgs.slice(0, at).find((one) => one.login === login);
    if (other) throw new Refusal(bundle, 'AlikeAliases', [other.alias, alias, login]);
  }
  return orgs;
};

/** More orgs than this are shared out, unless somebody says otherwise: each job installs the CLI, and tells of its org alone. */
const mostAlone = 10;
/** How many orgs a part has then, at most. */
const mostInPart = 100;

/** How many parts there are; 0 for a job for each org. @throws Refusal where the system has no parts */
const shardsOf = ({ type, shards }: WorkflowWanted, orgs: number): number => {
  if (!hasParts(type)) {
    if (shards !== undefined && shards > 0) throw new Refusal(bundle, 'NoShards', [type]);
    return 0;
  }
  return shards ?? (orgs > mostAlone ? Math.max(2, Math.ceil(orgs / mostInPart)) : 0);
};

/**
 * How many logins one variable holds: a secret of GitHub takes 48 KB, and a repository has no more than 100; elsewhere 10,000
 * characters have room everywhere.
 */
const loginsInVariable = (type: WorkflowType): number => (type === 'github' ? 100 : 25);

/** The variable with the login of the org at this place of the list; Kubernetes has a file for each, of the name of the org. */
const sharedLogin = (type: WorkflowType, alias: string, at: number): string =>
  type === 'kubernetes' ? alias : `SFDX_AUTH_URLS_${Math.floor(at / loginsInVariable(type)) + 1}`;

/** Which logins are to be set, for the top of the files. */
const loginWords = (
  type: WorkflowType,
  shards: number,
  orgs: readonly WorkflowOrg[],
  logins: readonly string[],
  words: Words,
): readonly string[] => {
  if (shards === 0) return [words('head.logins', [logins.join(', ')])];
  // Its steps say it.
  if (type === 'kubernetes') return [];
  const hasPattern = orgs.some(({ alias }) => isOrgPattern(alias));
  const next = sharedLogin(type, '', logins.length * loginsInVariable(type));
  return [
    words('head.parts.logins', [logins.join(', '), String(loginsInVariable(type))]),
    ...(hasPattern ? [words('head.parts.pattern', [next, logins.at(-1) ?? ''])] : []),
  ];
};

/** @throws Refusal where no org is named, or a name that flags give would need quotes */
const sharedOrgs = (type: WorkflowType, names: readonly WantedOrg[]): WorkflowOrg[] => {
  if (names.length === 0) throw new Refusal(bundle, 'NoOrgs');
  refuseBadAlias(
    type,
    // Those of the project file do not get into the file.
    names.filter(({ place }) => place === null),
  );
  return [...new Set(names.map(({ name }) => name))].map((alias, at) => ({
    alias,
    login: sharedLogin(type, alias, at),
  }));
};

/**
 * The most jobs that a matrix makes: GitHub says so in its reference of workflows, GitLab refuses a pipeline beyond its number.
 */
const mostJobs: Readonly<Partial<Record<WorkflowType, number>>> = { github: 256, gitlab: 200 };

/** @throws Refusal where there are more jobs than the system makes, so that the file would never run */
const refuseTooMany = (type: WorkflowType, orgs: number, shards: number): void => {
  const most = mostJobs[type] ?? Number.POSITIVE_INFINITY;
  if (shards > most) throw new Refusal(bundle, 'TooManyShards', [String(shards), String(most)]);
  if (shards === 0 && orgs > most) throw new Refusal(bundle, 'TooManyOrgs', [String(orgs), String(most)]);
};

/** @throws Refusal for what is no time of the day */
const timeOf = (text: string): WorkflowPlan['at'] => {
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hour === '') throw new Refusal(bundle, 'BadTime', [text]);
  return { hour: Number(hour), minute: Number(minute) };
};

/**
 * Makes the files, and writes them unless it is a dry run.
 * @param words texts of messages/integration.generate.workflow.md
 * @throws Refusal; DefinitionMistake of the project file
 */
export const generateWorkflowFiles = async (wanted: WorkflowWanted, words: Words): Promise<WorkflowMade> => {
  const { type, folder, dryRun, config } = wanted;
  const at = timeOf(wanted.at);
  const found = await readProjectAtHand(config);
  const project = found?.project ?? null;
  const monitor = project?.monitor ?? null;
  const names: readonly WantedOrg[] =
    wanted.orgs.length > 0 ? wanted.orgs.map((name) => ({ name: name.trim(), place: null })) : (project?.orgs ?? []);
  const shards = shardsOf(wanted, names.length);
  const orgs = shards > 0 ? sharedOrgs(type, names) : orgsOf(type, names);
  refuseTooMany(type, orgs.length, shards);
  if (config !== undefined && !/^[\w./-]+$/.test(config)) throw new Refusal(bundle, 'BadConfig', [config]);
  const logins = [...new Set(orgs.map(({ login }) => login))];
  const parts: WorkflowParts | null =
    shards === 0
      ? null
      : { of: shards, orgs: wanted.orgs.length > 0 ? orgs.map(({ alias }) => alias).join(',') : 'project', logins };
  const variables = variablesOfAll(monitor);
  const toSet = variables.filter((name) => !isGivenBy(type, name));
  const head = [
    words(shards === 0 ? `head.${type}` : `head.parts.${type}`),
    ...loginWords(type, shards, orgs, logins, words),
    ...(toSet.length === 0 ? [] : [words('head.variables', [toSet.join(', ')])]),
    words('head.made'),
  ];
  const files = workflowFiles(type, {
    ...{ orgs, parts, at, variables, config: config ?? null },
    writesIssues: monitor?.channels.some((channel) => channel.type === 'githubIssue') ?? false,
    head: head.flatMap((text) => text.split('\n')),
  });
  const made = dryRun ? generatedTexts(folder, files) : await writeGeneratedFiles(folder, files, bundle);
  return { type, files: made, orgs, shards, variables: toSet, hasProject: project !== null };
};
