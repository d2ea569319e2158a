/** The table of what is measured: each job, the state of the org it begins in, and how its commands must end. */
import { explainByHand, grantByHand, healthByHand, lookupByHand, queriesByHand, whoByHand } from './byHand.js';
import type { Step } from './measure.js';

export const jobIds = [
  'version',
  'coreTopicHelp',
  'topicHelp',
  'coreHelp',
  'emptyHelp',
  'help',
  'orgDisplay',
  'empty',
  'emptyQuery',
  'emptyUnlogged',
  'emptyCached',
  'check',
  'checkUnlogged',
  'checkCached',
  'checkSelf',
  'checkAll',
  'checkByHand',
  'grantDryRun',
  'grant',
  'grantAgain',
  'grantByHand',
  'history',
  'historyEnable',
  'coreFlagError',
  'emptyFlagError',
  'flagError',
  'surplus',
  'explain',
  'explainByHand',
  'who',
  'whoByHand',
  'health',
  'healthByHand',
  'monitor',
  'setupDryRun',
  'lookup',
  'lookupByHand',
  'validate',
] as const;
export type JobId = (typeof jobIds)[number];

export type Job = {
  id: JobId;
  title: string;
  /** State of the org that every run begins in. */
  state: 'fresh' | 'granted';
  /** Asks no org: latency makes no difference to it, and it is measured without. */
  offline: boolean;
  steps: readonly Step[];
};

export const checkedUser = 'hginsights@example.com';
/** Has nothing yet, and a license with which deploying and assigning is all that a grant by hand takes. */
export const grantedUser = 'bare@example.com';
export const administrator = 'admin@example.com';
export const permissionSet = 'Integration_hg_insights';

/** `project` is a DX project that holds the permission set of a grant as source, `team` a folder with a project file. */
export const jobsWith = (project: string, team: string): Job[] => {
  const definition = ['-i', 'hg-insights'];
  const grant = ['integration', 'grant', ...definition, '-u', grantedUser, '-o', 'admin'];
  const history = ['integration', 'history-tracking', ...definition, '-o', 'admin'];
  const queries = queriesByHand(checkedUser, 'admin');
  const one = (id: JobId, title: string, exit: number, args: readonly string[], more: Partial<Job> = {}): Job => ({
    id,
    title,
    state: 'fresh',
    offline: false,
    steps: [{ args, exit }],
    ...more,
  });
  const offline = { offline: true };
  const check = ['integration', 'check', ...definition, '-u', checkedUser, '-o', 'admin'];
  const having = (env: Step['env'], id: JobId, title: string, exit: number, args: readonly string[]): Job =>
    one(id, [title, ...Object.keys(env ?? {})].join(', '), exit, args, {
      steps: [{ args, exit, ...(env ? { env } : {}) }],
    });
  // Without the log file of sf no worker thread holds up the end of the process: docs/upstream-log-writer.md.
  const unlogged = { SF_DISABLE_LOG_FILE: 'true' };
  // Node keeps there what it has compiled; the round that is thrown away fills it.
  const cached = { NODE_COMPILE_CACHE: `${team}-compiled` };
  return [
    one('version', '`sf --version`', 0, ['--version'], offline),
    one('coreTopicHelp', '`sf org --help`', 0, ['org', '--help'], offline),
    one('topicHelp', '`sf integration --help`', 0, ['integration', '--help'], offline),
    one('coreHelp', '`sf org display --help`', 0, ['org', 'display', '--help'], offline),
    // A plugin that brings libraries of its own, and does nothing.
    one('emptyHelp', '`--help` of the empty command', 0, ['bench', 'empty', '--help'], offline),
    one('help', '`sf integration check --help`', 0, ['integration', 'check', '--help'], offline),
    one('orgDisplay', '`sf org display --json`', 0, ['org', 'display', '--json', '-o', 'admin']),
    one('empty', 'empty command with a target org', 0, ['bench', 'empty', '-o', 'admin']),
    one('emptyQuery', 'empty command with one query', 0, ['bench', 'query', '-o', 'admin']),
    having(unlogged, 'emptyUnlogged', 'empty command', 0, ['bench', 'empty', '-o', 'admin']),
    having(cached, 'emptyCached', 'empty command', 0, ['bench', 'empty', '-o', 'admin']),
    one('check', '`check` of one vendor', 1, check),
    having(unlogged, 'checkUnlogged', '`check` of one vendor', 1, check),
    having(cached, 'checkCached', '`check` of one vendor', 1, check),
    one('checkSelf', '`check` by the user itself', 1, ['integration', 'check', ...definition, '-o', 'self']),
    one('checkAll', '`check` of all vendors', 1, ['integration', 'check', '-u', checkedUser, '-o', 'admin']),
    { ...one('checkByHand', `by hand: \`sf data query\`, ${queries.length} times`, 0, []), steps: queries },
    one('grantDryRun', '`grant --dry-run`', 1, [...grant, '--dry-run']),
    one('grant', '`grant`, first run', 0, [...grant, '--no-prompt']),
    one('grantAgain', '`grant`, second run', 0, [...grant, '--no-prompt'], { state: 'granted' }),
    {
      ...one('grantByHand', 'by hand: `sf project deploy start`, `sf org assign permset`', 0, []),
      steps: grantByHand(project, permissionSet, grantedUser, 'admin'),
    },
    one('history', '`history-tracking`', 1, history),
    one('historyEnable', '`history-tracking --enable`', 0, [...history, '--enable', '--no-prompt']),
    one('coreFlagError', '`sf org list` with a flag that does not exist', 2, ['org', 'list', '--nonsense'], offline),
    one(
      'emptyFlagError',
      'empty command with a flag that does not exist',
      1,
      ['bench', 'empty', '--nonsense'],
      offline,
    ),
    one('flagError', '`check` with a flag that does not exist', 2, ['integration', 'check', '--nonsense'], offline),
    one('surplus', '`check --surplus`', 1, [
      ...['integration', 'check', ...definition, '-u', checkedUser, '-o', 'admin'],
      '--surplus',
    ]),
    one('explain', '`explain` of one object', 0, [
      ...['integration', 'explain', '-u', checkedUser, '--sobject', 'Lead', '--access', 'edit', '-o', 'admin'],
    ]),
    { ...one('explainByHand', 'by hand: `sf data query`, 3 times', 0, []), steps: explainByHand(checkedUser, 'admin') },
    one('who', '`explain --who`', 0, [
      'integration',
      'explain',
      '--who',
      '--permission',
      'ModifyAllData',
      '-o',
      'admin',
    ]),
    { ...one('whoByHand', 'by hand: `sf data query`', 0, []), steps: whoByHand('ModifyAllData', 'admin') },
    one('health', '`health`', 0, ['integration', 'health', '-u', checkedUser, '-o', 'admin']),
    { ...one('healthByHand', 'by hand: `sf data query`, twice', 0, []), steps: healthByHand(checkedUser, 'admin') },
    one('monitor', '`monitor`', 1, [
      ...['integration', 'monitor', ...definition, '-u', checkedUser, '-o', 'admin', '--state-dir', 'monitored'],
    ]),
    one('setupDryRun', '`setup --dry-run`', 1, ['integration', 'setup', '-o', 'admin', '--dry-run'], {
      steps: [{ args: ['integration', 'setup', '-o', 'admin', '--dry-run'], exit: 1, cwd: team }],
    }),
    one('lookup', '`lookup` in an org', 0, ['integration', 'lookup', 'Modify All Data', '-o', 'admin']),
    { ...one('lookupByHand', 'by hand: `sf sobject describe`', 0, []), steps: lookupByHand('admin') },
    one('validate', '`validate` of a project', 0, [], {
      ...offline,
      steps: [{ args: ['integration', 'validate'], exit: 0, cwd: team }],
    }),
  ];
};
