/** Files by which a CI system or a machine looks at orgs every day, made from what the project file says. */
import { generatedTexts, writeGeneratedFiles } from '../files/generatedFiles.js';
import type { GeneratedText } from '../files/generatedFiles.js';
import { readProjectAtHand } from '../files/teamProject.js';
import { loginVariable, plainAlias } from '../generate/workflow/workflowPlan.js';
import type { WorkflowOrg, WorkflowPlan, WorkflowType } from '../generate/workflow/workflowPlan.js';
import { workflowFiles } from '../generate/workflow/workflowFiles.js';
import type { ChannelSettings, MonitorSettings } from '../monitor/monitorSettings.js';
import { Refusal } from '../refusal.js';
import type { Words } from '../report/words.js';

const bundle = 'integration.generate.workflow';

export type WorkflowWanted = {
  readonly type: WorkflowType;
  /** Aliases of orgs; empty: those of the project file. */
  readonly orgs: readonly string[];
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
  readonly variables: readonly string[];
  readonly hasProject: boolean;
};

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

/** @throws Refusal for an alias that would need quotes, and for two whose logins would have the same name */
const orgsOf = (aliases: readonly string[]): WorkflowOrg[] => {
  if (aliases.length === 0) throw new Refusal(bundle, 'NoOrgs');
  const bad = aliases.find((alias) => !plainAlias.test(alias));
  if (bad !== undefined) throw new Refusal(bundle, 'BadAlias', [bad]);
  const orgs = [...new Set(aliases)].map((alias) => ({ alias, login: loginVariable(alias) }));
  for (const [at, { alias, login }] of orgs.entries()) {
    const other = orgs.slice(0, at).find((one) => one.login === login);
    if (other) throw new Refusal(bundle, 'AlikeAliases', [other.alias, alias, login]);
  }
  return orgs;
};

/**
 * The most jobs that a matrix makes: GitHub says so in its reference of workflows, GitLab refuses a pipeline beyond its number.
 */
const mostJobs: Readonly<Partial<Record<WorkflowType, number>>> = { github: 256, gitlab: 200 };

/** @throws Refusal where there are more orgs than the system makes jobs, so that the file would never run */
const refuseTooMany = (type: WorkflowType, orgs: readonly WorkflowOrg[]): void => {
  const most = mostJobs[type];
  if (most !== undefined && orgs.length > most)
    throw new Refusal(bundle, 'TooManyOrgs', [String(orgs.length), String(most)]);
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
  const named = wanted.orgs.length > 0 ? wanted.orgs : (project?.orgs ?? []);
  const orgs = orgsOf(named.map((alias) => alias.trim()));
  refuseTooMany(type, orgs);
  if (config !== undefined && !/^[\w./-]+$/.test(config)) throw new Refusal(bundle, 'BadConfig', [config]);
  const variables = variablesOfAll(monitor);
  const toSet = variables.filter((name) => !isGivenBy(type, name));
  const head = [
    words(`head.${type}`),
    words('head.logins', [orgs.map(({ login }) => login).join(', ')]),
    ...(toSet.length === 0 ? [] : [words('head.variables', [toSet.join(', ')])]),
    words('head.made'),
  ];
  const files = workflowFiles(type, {
    ...{ orgs, at, variables, config: config ?? null },
    writesIssues: monitor?.channels.some((channel) => channel.type === 'githubIssue') ?? false,
    head: head.flatMap((text) => text.split('\n')),
  });
  const made = dryRun ? generatedTexts(folder, files) : await writeGeneratedFiles(folder, files, bundle);
  return { type, files: made, orgs, variables: toSet, hasProject: project !== null };
};
