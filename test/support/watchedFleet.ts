/** Runs `integration monitor --orgs` in this process against many embedded orgs, in a project of its own. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import type { FleetResult } from '../../src/report/monitor/monitorResult.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { removeRow } from '../local-org/permissions/rowStore.js';
import { expectNarrow } from './checking.js';
import { runCommand } from './commandRun.js';
import { expectCommittedSchema } from './committedSchema.js';
import type { Ran } from './commandRun.js';
import { openInProcess } from './inProcess.js';
import { orgNameOf, orgNumber, usernameIn } from './manyOrgs.js';
import { enterHome, logIn, setAlias } from './sfHome.js';
import { standingClock } from './virtualClock.js';

export type Fleet = {
  readonly orgs: readonly LocalOrg[];
  readonly folder: string;
  readonly turnTo: (moment: string) => void;
  /** Runs the command with these flags. */
  readonly run: (...argv: string[]) => Promise<Ran<FleetResult>>;
  readonly close: () => Promise<void>;
};

/** Takes a permission set from the integration user of an org, behind the back of everybody. */
export const takeSetFrom = ({ org }: Pick<LocalOrg, 'org'>, name = 'Ciro_Integration'): void => {
  const set = rowsOf(org, 'PermissionSet').find((row) => row['Name'] === name)?.['Id'];
  const user = rowsOf(org, 'User').find((row) => String(row['Username']).startsWith('ciro@'))?.['Id'];
  const assignment = rowsOf(org, 'PermissionSetAssignment').find(
    (row) => row['PermissionSetId'] === set && row['AssigneeId'] === user,
  );
  removeRow(org, 'PermissionSetAssignment', String(assignment?.['Id']));
};

/** The definition that the fleet is watched for, and the project file with which it is. */
export const fleetFiles = (count: number): Record<string, string> => ({
  'integrations/own-sync.yml': [
    'schemaVersion: 1',
    'id: own-sync',
    'label: Own Sync',
    'requires:',
    '  - { userPermission: ApiEnabled, because: Calls the API. }',
    '  - { object: Lead, access: [read, edit], because: Writes leads. }',
    '  - { field: [Lead.Title, Lead.Phone], access: [edit], because: Fills in what is empty. }',
    '',
  ].join('\n'),
  'integration.config.yml': [
    'integrations:',
    '  - definition: own-sync',
    '    users:',
    ...Array.from({ length: count }, (_, at) => `      ${orgNameOf(at + 1)}: [${usernameIn(at + 1, 'ciro')}]`),
    'orgs: ["org-*"]',
    '',
  ].join('\n'),
});

/** Opens so many orgs, and a project that watches them. */
export const openFleet = async (count: number): Promise<Fleet> => {
  const { leave } = await enterHome();
  const orgs = Array.from({ length: count }, (_, at) => openInProcess({ org: orgNumber(at + 1) }));
  const clocks = orgs.map(({ org }) => standingClock(org));
  const [clock] = clocks;
  if (clock === undefined) throw new Error('a fleet of nothing');
  for (const [at, org] of orgs.entries()) {
    await logIn(org, usernameIn(at + 1, 'admin'));
    await setAlias(orgNameOf(at + 1), usernameIn(at + 1, 'admin'));
    org.clearRequests();
  }
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'fleet-')));
  await mkdir(join(folder, 'integrations'));
  for (const [name, text] of Object.entries(fleetFiles(count))) await writeFile(join(folder, name), text);
  const cwd = process.cwd();
  process.chdir(folder);
  await ConfigAggregator.clearInstance();
  return {
    ...{ orgs, folder, turnTo: clock.turnTo },
    run: async (...argv) => {
      const ran = await runCommand<FleetResult>(orgs[0] as LocalOrg, IntegrationMonitor, argv);
      if ('result' in ran.outcome) {
        expectCommittedSchema('monitor', JSON.parse(JSON.stringify(ran.outcome.result)));
        if (!argv.includes('--json')) expectNarrow(ran.text);
      }
      return ran;
    },
    close: async () => {
      clock.restore();
      process.chdir(cwd);
      await ConfigAggregator.clearInstance();
      for (const org of orgs) await org.close();
      await leave();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
