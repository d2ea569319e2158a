/** What a schedule of looks is made of, before it gets the form of a system. */
import { stringify } from 'yaml';

export const workflowTypes = ['github', 'gitlab', 'jenkins', 'azure', 'systemd', 'kubernetes', 'crontab'] as const;
export type WorkflowType = (typeof workflowTypes)[number];

/** Those that run several jobs side by side. */
export type PartType = Exclude<WorkflowType, 'systemd' | 'crontab'>;

/** An org, and the variable or secret with the address by which `sf` logs in to it. */
export type WorkflowOrg = { readonly alias: string; readonly login: string };

/** How many orgs are shared out to jobs. */
export type WorkflowParts = {
  /** How many parts there are. */
  readonly of: number;
  /** What `monitor --orgs` is given. */
  readonly orgs: string;
  /** Names of the variables that hold the logins, each those of several orgs. */
  readonly logins: readonly string[];
};

export type WorkflowPlan = {
  /** At least one. */
  readonly orgs: readonly WorkflowOrg[];
  /** Null where each org has a job of its own. */
  readonly parts: WorkflowParts | null;
  /** Every day, UTC. */
  readonly at: { readonly hour: number; readonly minute: number };
  /** Names of environment variables that the project file has for its channels. */
  readonly variables: readonly string[];
  /** Whether a channel writes issues of GitHub. */
  readonly writesIssues: boolean;
  /** The project file, from where the command runs; null where it finds it by itself. */
  readonly config: string | null;
  /** What people should know, a line each; goes to the top of the file as comments. */
  readonly head: readonly string[];
};

/** A file to be written; its path begins at the output folder. */
export type WorkflowFile = { readonly path: string; readonly text: string };

/** The file of each system; systemd has a timer beside it. */
export const workflowPaths: Readonly<Record<WorkflowType, string>> = {
  github: '.github/workflows/integration-monitor.yml',
  gitlab: 'integration-monitor.gitlab-ci.yml',
  jenkins: 'integration-monitor.Jenkinsfile',
  azure: 'integration-monitor.azure-pipelines.yml',
  systemd: 'integration-monitor@.service',
  kubernetes: 'integration-monitor.kubernetes.yml',
  crontab: 'integration-monitor.crontab',
};

/** Names that need no quotes in any of the systems. */
export const plainAlias = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/;

/** Whether a name stands for whatever orgs there are, such as `prod-*`. */
export const isOrgPattern = (name: string): boolean => /[*?]/.test(name);

/** The variable with the login of an org: `SFDX_AUTH_URL_PROD_EU` for `prod-eu`. */
export const loginVariable = (alias: string): string =>
  `SFDX_AUTH_URL_${alias.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;

/** The folder in which the looks are kept, where a system keeps one from run to run. */
export const stateFolder = '.integration-monitor';

/** Installs the CLI and the plugin. */
export const installLines = [
  'npm install --global @salesforce/cli',
  'sf plugins trust allowlist add --name sf-plugin-integration',
  'sf plugins install sf-plugin-integration',
] as const;

/** Logs in with what `SFDX_AUTH_URL` holds, which gets into no command line. @param org as it stands in the command */
export const loginLines = (org: string): readonly string[] => [
  ...loginFileLines,
  `printf '%s' "$SFDX_AUTH_URL" > "$login"`,
  `sf org login sfdx-url --alias ${org} --sfdx-url-file "$login"`,
];

/** Looks once. @param org and state as they stand in the command */
export const lookLine = ({ config }: Pick<WorkflowPlan, 'config'>, org: string, state: string): string =>
  [
    `sf integration monitor --target-org ${org} --state-dir ${state}`,
    ...(config === null ? [] : [`--config ${config}`]),
  ].join(' ');

/** Names of orgs whose login has failed, each behind a comma; in the home folder, as steps are shells of their own. */
const noLoginFile = '"$HOME/no-login"';

/** Forgets whose login has failed before. */
export const noLoginYet = `: > ${noLoginFile}`;

/** Notes that a login has failed. @param org as it stands in the command */
export const noteNoLogin = (org: string): string => `printf '%s' ",${org}" >> ${noLoginFile}`;

/** Whether it may hold a pattern, which means only orgs that have a login; orgs that are named are looked for anyway. */
const mayHavePatterns = (orgs: string): boolean => orgs === 'project' || isOrgPattern(orgs);

/**
 * Logs in to all orgs that variables hold: `ALIAS=URL`, blanks or line ends between them. A login that fails ends none of the
 * others: it is noted, so that the look tells of its org. One without an alias is refused, as what is noted gets into reports.
 * @param held the variables as they stand in the command
 */
export const loginsLines = (held: readonly string[]): readonly string[] => [
  'set -f',
  noLoginYet,
  `for one in ${held.join(' ')}; do`,
  `  case "\${one%%=*}" in *:*) echo "A login has no ALIAS= before it"; exit 1 ;; esac`,
  `  printf '%s' "\${one#*=}" > "$login"`,
  `  sf org login sfdx-url --alias "\${one%%=*}" --sfdx-url-file "$login" || ${noteNoLogin('${one%%=*}')}`,
  'done',
];

/** A file for what `sf` logs in with, which goes when the shell ends. */
export const loginFileLines = ['login=$(mktemp)', `trap 'rm -f "$login"' EXIT`] as const;

/**
 * Looks at a part. Where a pattern may stand for orgs, each org whose login has failed is named beside it. What was found there, and
 * what failed, decides the merged report; a part fails where it could not do its work.
 * @param part and state as they stand in the command
 */
export const partLines = (
  { config }: Pick<WorkflowPlan, 'config'>,
  orgs: string,
  part: string,
  state: string,
): readonly string[] => [
  'code=0',
  [
    `sf integration monitor --orgs ${mayHavePatterns(orgs) ? `"${orgs}$(cat ${noLoginFile})"` : orgs} --shard ${part} --state-dir ${state}`,
    ...(config === null ? [] : [`--config ${config}`]),
    '|| code=$?',
  ].join(' '),
];

/** All parts, counted from 1. */
export const partNumbers = (of: number): number[] => Array.from({ length: of }, (_, at) => at + 1);

/** Ends as a part has to; the last line of its script. */
export const partEnd = 'case "$code" in 0 | 1 | 3 | 68) ;; *) exit "$code" ;; esac';

/** The page that the merged report is written into. */
export const reportFile = 'integration-monitor.html';

/** Makes one report of all parts. @param state as it stands in the command */
export const mergeLine = (state: string): string =>
  `sf integration monitor --merge ${state} --output-file ${reportFile}`;

/** The lines as one script. */
export const script = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** Lines of a comment. */
export const commented = (lines: readonly string[], mark = '#'): string =>
  lines.map((line) => `${`${mark} ${line}`.trimEnd()}\n`).join('');

/** Five fields of cron. */
export const cronOf = ({ at }: Pick<WorkflowPlan, 'at'>): string => `${at.minute} ${at.hour} * * *`;

/** Variables by name, each with what a system fills in. */
export const variablesAs = (names: readonly string[], of: (name: string) => string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, of(name)]));

/** As YAML: every block in full, as not every system reads references within a file. */
export const yaml = (value: unknown): string =>
  stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN', aliasDuplicateObjects: false });

/** Variables of every job. */
export const noLog = { SF_DISABLE_LOG_FILE: 'true' };

/** Most jobs side by side. */
export const mostParallel = 10;
