/** What is run while one answer of the org is tampered with: who asks for what in which state of the org, and the truth. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo, StateAggregator } from '@salesforce/core';
import IntegrationCheck from '../../../../src/commands/integration/check.js';
import IntegrationGrant from '../../../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../../../src/commands/integration/history-tracking.js';
import IntegrationRevoke from '../../../../src/commands/integration/revoke.js';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import { loadScenario } from '../../../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../../../support/definitions.js';
import { permissionFacts } from '../../../support/orgState.js';
import { openWorldOnTheWire } from '../../../support/world.js';
import { runCommand } from '../../../support/commandRun.js';
import { remember } from './remember.js';
import { openWire } from './wire.js';
import type { Wire } from './wire.js';
import { ownedBy } from '../../../support/ownSet.js';

const domain = '@example.com';

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_extended: {
        description: ownedBy('extended'),
        userPermissions: ['RunReports'],
        objects: { Account: 'read' },
      },
      Only_Api: { userPermissions: ['ApiEnabled'] },
    },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_extended'] },
      bare: { profile: 'Minimum Access - API Only Integrations' },
      frozen: { profile: 'Standard User', frozen: true, permissionSets: ['Only_Api'] },
    },
  });

/** Definitions, each of which asks for one thing that its user lacks, next to things that he has. */
const definitions = {
  session: [{ userPermission: ['RunReports', 'ViewAllUsers'] }],
  expired: [{ object: 'Lead', access: ['read'] }],
  muted: [{ userPermission: ['RunReports', 'TransferAnyLead'] }],
  mutedObject: [{ object: 'Account', access: ['read', 'delete'] }],
  mutedField: [{ field: ['Lead.Email', 'Lead.Phone'], access: ['read'] }],
  people: [{ userPermission: 'ApiEnabled' }],
  forbidden: [{ userPermission: 'ApiEnabled' }, { userPermission: 'ModifyAllData', forbid: true }],
  history: [{ object: 'Opportunity' }, { historyTracking: 'Opportunity', fields: ['Amount'] }],
  ifPresent: [
    { object: 'Account' },
    { object: 'Lead', access: ['delete'], ifPresent: true },
    { field: 'Account.Rating', access: ['edit'], ifPresent: true },
  ],
  choice: [
    {
      anyOf: [{ userPermission: 'TransferAnyEntity' }, { object: 'Lead', access: ['modifyAllRecords'] }],
      name: 'transfer',
    },
    { automation: ['Lead'], onFields: ['Email'], level: 'recommended' },
    { picklistValue: 'Lead.LeadSource', value: 'Web', level: 'recommended' },
    { api: ['rest', 'bulk2'] },
  ],
  enough: [
    { userPermission: ['ApiEnabled', 'RunReports'] },
    { object: ['Account', 'Contact'], access: ['read', 'edit'] },
    { field: 'Account.*' },
  ],
  made: [
    { userPermission: ['ApiEnabled', 'RunReports'] },
    { object: ['Account', 'Contact'], access: ['read', 'edit'] },
    { field: ['Account.Industry', 'Account.Website'], access: ['edit'] },
  ],
  extended: [
    { userPermission: ['RunReports', 'ApiEnabled'] },
    { object: ['Account', 'Contact'], access: ['read', 'edit'] },
    { field: 'Account.Industry', access: ['edit'] },
  ],
} as const;
type DefinitionName = keyof typeof definitions;

type Command = { run: (argv: string[]) => Promise<unknown> };

export type Scene = {
  readonly title: string;
  readonly command: Command;
  readonly argv: (world: Scenes) => readonly string[];
  readonly runner: string;
  /** What the command exits with when nobody tampers. */
  readonly truth: 0 | 1;
  /** Whether it may write to the org, and what the state is before: as it was made, or with a grant in it. */
  readonly writes: boolean;
  readonly before: 'fresh' | 'made' | 'extended';
  /** Writes into a project instead. */
  readonly files?: true;
};

const checks = (
  user: string,
  definition: DefinitionName | null,
  truth: 0 | 1,
  { runner = 'admin', more = [] }: { runner?: string; more?: readonly string[] } = {},
): Scene => ({
  title: `check ${definition ?? 'everything'} of ${user}`,
  command: IntegrationCheck,
  argv: ({ references }) => [
    '-u',
    `${user}${domain}`,
    ...(definition === null ? [] : ['-i', references[definition]]),
    ...more,
  ],
  runner,
  truth,
  writes: false,
  before: 'fresh',
});

const grants = (user: string, definition: 'made' | 'extended', ...argv: string[]): Scene => ({
  title: `grant ${definition} ${argv.join(' ')}`,
  command: IntegrationGrant,
  argv: ({ references }) => ['-u', `${user}${domain}`, '-i', references[definition], ...argv],
  runner: 'admin',
  truth: argv.includes('--dry-run') ? 1 : 0,
  writes: argv.includes('--no-prompt'),
  before: 'fresh',
});

const revokes = (before: 'made' | 'extended', ...argv: string[]): Scene => ({
  title: `revoke ${before} ${argv.join(' ')}`,
  command: IntegrationRevoke,
  argv: ({ receipts }) => ['--receipt', receipts[before], ...argv],
  runner: 'admin',
  truth: 0,
  writes: true,
  before,
});

const histories = (truth: 0 | 1, ...argv: string[]): Scene => ({
  title: `history-tracking ${argv.join(' ')}`,
  command: IntegrationHistoryTracking,
  argv: () => [
    '--field',
    'Opportunity.Amount',
    '--field',
    'Opportunity.StageName',
    '--field',
    'Region__c.Name',
    ...argv,
  ],
  runner: 'admin',
  truth,
  writes: argv.includes('--no-prompt'),
  before: 'fresh',
});

export const scenes: readonly Scene[] = [
  checks('temporary', 'session', 1),
  checks('temporary', 'expired', 1),
  checks('grouped', 'muted', 1),
  checks('grouped', 'mutedObject', 1),
  checks('grouped', 'mutedField', 1),
  checks('former', 'people', 1),
  checks('frozen', 'people', 1),
  checks('ready', 'forbidden', 1),
  checks('ready', 'history', 1),
  checks('sixsense', 'ifPresent', 1),
  checks('sixsense', 'choice', 1),
  checks('sixsense', 'mutedObject', 1, { runner: 'sixsense' }),
  checks('sixsense', 'ifPresent', 1, { runner: 'sixsense' }),
  checks('ready', 'enough', 0),
  checks('cognism', null, 1, { more: ['--verbose'] }),
  checks('hginsights', 'made', 1, { more: ['-u', `grouped${domain}`] }),
  grants('bare', 'made', '--no-prompt'),
  grants('bare', 'made', '--no-prompt'),
  grants('half', 'extended', '--no-prompt'),
  grants('half', 'extended', '--no-prompt'),
  grants('half', 'extended', '--dry-run'),
  { ...grants('half', 'extended'), title: 'grant extended into a project', files: true },
  revokes('made', '--no-prompt', '--delete'),
  revokes('extended', '--no-prompt'),
  histories(1),
  histories(0, '--enable', '--no-prompt'),
  histories(0, '--enable', '--no-prompt'),
  { ...histories(0, '--enable'), title: 'history-tracking into a project', files: true },
];

/** The world that all scenes play in. */
export type Scenes = {
  readonly org: LocalOrg;
  readonly wire: Wire;
  readonly references: Readonly<Record<DefinitionName, string>>;
  readonly receipts: Readonly<Record<'made' | 'extended', string>>;
  /** Puts the org into a state, and empties the project. */
  readonly become: (state: Scene['before']) => Promise<void>;
  /** Who holds what in that state. */
  readonly factsOf: (state: Scene['before']) => ReadonlySet<string>;
  /** Folder of the project that is written into. */
  readonly project: string;
  /** Files of the project by path. */
  readonly files: () => Promise<ReadonlyMap<string, string>>;
  /** As if sf had to ask for the versions of the API again. */
  readonly forgetVersions: (runner: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens the org behind the wire, with everybody logged in through it, and makes the two grants that are taken back. */
export const openScenes = async (): Promise<Scenes> => {
  const { org, close } = await openWorldOnTheWire({ org: scenario() });
  const wire = await openWire(org.url);
  const written = await makeDefinitions();
  const project = await mkdtemp(join(tmpdir(), 'fuzz-project-'));
  const logIn = async (name: string): Promise<AuthInfo> => {
    const options = { accessToken: org.tokenFor(`${name}${domain}`), instanceUrl: wire.url, loginUrl: wire.url };
    const info = await AuthInfo.create({ accessTokenOptions: options });
    await info.save();
    return info;
  };
  for (const name of new Set(scenes.map(({ runner }) => runner))) await logIn(name);
  const references = Object.fromEntries(
    await Promise.all(
      Object.entries(definitions).map(async ([id, rules]) => {
        const name = id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        return [id, await written.define(name, rules)] as const;
      }),
    ),
  ) as Scenes['references'];
  const fresh = remember(org.org);
  const states = new Map<Scene['before'], { restore: () => void; facts: ReadonlySet<string> }>([
    ['fresh', { restore: fresh, facts: permissionFacts(org.org) }],
  ]);
  const receipts = { made: join(written.folder, 'made.json'), extended: join(written.folder, 'extended.json') };
  for (const [definition, user] of [
    ['made', 'bare'],
    ['extended', 'half'],
  ] as const) {
    const argv = ['-o', `admin${domain}`, '-u', `${user}${domain}`, '-i', references[definition], '--no-prompt'];
    const ran = await runCommand(org, IntegrationGrant, [...argv, '--save-receipt', receipts[definition]]);
    if (ran.exitCode !== 0) throw new Error(`The grant of ${definition} itself: ${ran.text}`);
    states.set(definition, { restore: remember(org.org), facts: permissionFacts(org.org) });
    fresh();
  }
  return {
    org,
    wire,
    references,
    receipts,
    become: async (state) => {
      states.get(state)?.restore();
      org.metadataJobs.jobs.clear();
      await rm(project, { recursive: true, force: true });
      await mkdir(project);
    },
    factsOf: (state) => states.get(state)?.facts ?? new Set(),
    project,
    files: async () => {
      const entries = await readdir(project, { recursive: true, withFileTypes: true }).catch(() => []);
      const own = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return new Map(await Promise.all(own.map(async (path) => [path, await readFile(path, 'utf8')] as const)));
    },
    forgetVersions: async (runner) => {
      wire.begin(null);
      await (await logIn(runner)).save({ instanceApiVersionLastRetrieved: new Date(0).toLocaleString() });
      StateAggregator.clearInstance();
    },
    close: async () => {
      await wire.close();
      await close();
      await written.remove();
      await rm(project, { recursive: true, force: true });
    },
  };
};
