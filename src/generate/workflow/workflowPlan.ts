/** What a schedule of looks is made of, before it gets the form of a system. */

export const workflowTypes = ['github', 'gitlab', 'jenkins', 'azure', 'systemd', 'kubernetes', 'crontab'] as const;
export type WorkflowType = (typeof workflowTypes)[number];

/** An org, and the variable or secret with the address by which `sf` logs in to it. */
export type WorkflowOrg = { readonly alias: string; readonly login: string };

export type WorkflowPlan = {
  /** At least one. */
  readonly orgs: readonly WorkflowOrg[];
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

/** Names that need no quotes in any of the systems. */
export const plainAlias = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/;

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
  'login=$(mktemp)',
  `trap 'rm -f "$login"' EXIT`,
  `printf '%s' "$SFDX_AUTH_URL" > "$login"`,
  `sf org login sfdx-url --alias ${org} --sfdx-url-file "$login"`,
];

/** Looks once. @param org and state as they stand in the command */
export const lookLine = ({ config }: Pick<WorkflowPlan, 'config'>, org: string, state: string): string =>
  [
    `sf integration monitor --target-org ${org} --state-dir ${state}`,
    ...(config === null ? [] : [`--config ${config}`]),
  ].join(' ');

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
