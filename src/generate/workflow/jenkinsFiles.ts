/** Looks as a pipeline of Jenkins; what is kept stands in the home folder of the agent. */
import {
  commented,
  cronOf,
  loginLines,
  loginsLines,
  lookLine,
  mergeLine,
  partEnd,
  partLines,
  partNumbers,
  reportFile,
  workflowPaths,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowParts, WorkflowPlan } from './workflowPlan.js';

const indented = (lines: readonly string[], blanks: number): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(blanks) + line));

/** Into the workspace, since an agent seldom may install for everybody. */
const jenkinsPath = 'PATH="$PWD/.sf-cli/node_modules/.bin:$PATH"';

const shell = (lines: readonly string[]): string[] => [`sh '''`, ...indented(lines, 4), `'''`];

const block = (head: string, lines: readonly string[]): string[] => [`${head} {`, ...indented(lines, 4), '}'];

/** What fails here ends nothing of the rest. */
const goingOn = (lines: readonly string[]): string[] =>
  block(`catchError(buildResult: 'FAILURE', stageResult: 'FAILURE')`, lines);

const secret = (id: string, variable = id): string => `string(credentialsId: '${id}', variable: '${variable}')`;

const withSecrets = (secrets: readonly string[], lines: readonly string[]): string[] =>
  block(`withCredentials([${secrets.join(', ')}])`, lines);

const agent = `agent { label 'integration-monitor' }`;

const jenkinsFile = (plan: WorkflowPlan, anywhere: string, stages: readonly string[]): WorkflowFile[] => {
  const lines = block('pipeline', [
    ...[anywhere, 'options { disableConcurrentBuilds() }'],
    ...block('triggers', [`cron('${cronOf(plan)}')`]),
    ...block('environment', [`SF_DISABLE_LOG_FILE = 'true'`]),
    ...block('stages', stages),
  ]);
  return [{ path: workflowPaths.jenkins, text: `${commented(plan.head, '//')}${lines.join('\n')}\n` }];
};

const stage = (name: string, lines: readonly string[]): string[] => block(`stage('${name}')`, lines);

const steps = (lines: readonly string[]): string[] => block('steps', lines);

const install = [
  'npm install --prefix .sf-cli @salesforce/cli',
  jenkinsPath,
  'sf plugins trust allowlist add --name sf-plugin-integration',
  'sf plugins install sf-plugin-integration',
];

/** A stage for each org; the looks are kept in the home folder of the agent. */
export const jenkinsFiles = (plan: WorkflowPlan): WorkflowFile[] =>
  jenkinsFile(plan, agent, [
    ...stage('Install', steps(shell(install))),
    ...plan.orgs.flatMap(({ alias, login }) =>
      stage(
        `Look at ${alias}`,
        steps(
          goingOn(
            withSecrets(
              [secret(login, 'SFDX_AUTH_URL'), ...plan.variables.map((name) => secret(name))],
              // Jenkins shows each line of a script before it runs: not these.
              shell([
                'set +x',
                jenkinsPath,
                ...loginLines(alias),
                lookLine(plan, alias, '"$HOME/.integration-monitor"'),
              ]),
            ),
          ),
        ),
      ),
    ),
  ]);

/**
 * A home of its own, which goes when the shell ends: parts run side by side on an agent, and must not install plugins into one
 * folder nor leave logins there.
 */
const ownHome = ['export HOME="$PWD/.sf-home"', `trap 'rm -rf "$PWD/.sf-home"' EXIT`, 'mkdir -p "$HOME"'];

/** A part for each cell of a matrix, side by side, and a stage that makes one report of what they have kept. */
export const jenkinsPartFiles = (plan: WorkflowPlan, { of, orgs, logins }: WorkflowParts): WorkflowFile[] => {
  const look = [
    'set +x',
    'rm -rf looks',
    'STATE="$HOME/.integration-monitor"',
    ...ownHome,
    ...install,
    'login="$HOME/login"',
    ...loginsLines(logins.map((name) => `$${name}`)),
    ...partLines(plan, orgs, `"$PART/${of}"`, '"$STATE"'),
    'mkdir looks',
    `cp -R "$STATE/shard-$PART-of-${of}" looks/`,
    partEnd,
  ];
  const secrets = [...logins, ...plan.variables].map((name) => secret(name));
  const values = partNumbers(of).map((part) => `'${part}'`);
  return jenkinsFile(plan, 'agent none', [
    ...stage(
      'Look',
      block('matrix', [
        agent,
        ...block('axes', block('axis', [`name 'PART'`, `values ${values.join(', ')}`])),
        ...block(
          'stages',
          stage(
            'Look at a part',
            steps([
              ...goingOn(withSecrets(secrets, shell(look))),
              'stash name: "part-${PART}", includes: \'looks/**\', allowEmpty: true',
            ]),
          ),
        ),
      ]),
    ),
    ...stage('Report', [
      agent,
      ...steps([
        ...shell(['rm -rf looks']),
        ...block('script', block(`for (part in 1..${of})`, goingOn(['unstash "part-${part}"']))),
        ...shell([...ownHome, ...install, mergeLine('looks')]),
      ]),
      ...block('post', block('always', [`archiveArtifacts artifacts: '${reportFile}', allowEmptyArchive: true`])),
    ]),
  ]);
};
