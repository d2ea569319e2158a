/** The org that is lied about, the login to it with all secrets that a login can have, and grants that can be taken back. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo, StateAggregator } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import IntegrationGrant from '../../../../src/commands/integration/grant.js';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import { loadScenario } from '../../../local-org/scenarios/loadScenario.js';
import { allowOrgWide } from '../../../support/allowOrgWide.js';
import { releaseRenewal } from '../../../support/connection.js';
import { openInProcess } from '../../../support/inProcess.js';
import { ownedBy } from '../../../support/ownSet.js';
import { enterHome } from '../../../support/sfHome.js';
import { remember, restore } from '../../faults/support/orgMemory.js';
import type { OrgMemory } from '../../faults/support/orgMemory.js';
import { runQuietly } from '../../faults/support/running.js';
import type { Ran, Runnable } from '../../faults/support/running.js';
import { namedSetsOfWorld } from './namedSets.js';
import { writeDefinition, writeParents } from './hostileDefinitions.js';
import type { HostileDefinition } from './hostileDefinitions.js';

export const usernameOf = (name: string): string => `${name}@hostile.example`;

/** Sessions that this login has nothing to do with. */
export const foreignSecrets = [
  '00Dxx0000001gPLEAY!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1EXAMPLEKEYfor',
  '5Aep8614iLM.Dq661ePDmPEgaAW9Oh_L3JKkDpB4xReb54_pZebnUG0h6Sb4KUVDpNtWEofWM39yg',
  'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJmb3JlaWduLnNlc3Npb24iLCJzdWIiOiJ4In0.c2lnbmF0dXJlT2ZGb3JlaWduU2Vzc2lvbg',
];

/** A grant that went well: the org after it, and its receipt. */
export type Standing = { readonly memory: OrgMemory; readonly receipt: string };

export type HostileWorld = {
  readonly local: LocalOrg;
  /** The org as it was made. */
  readonly untouched: OrgMemory;
  readonly standing: readonly Standing[];
  /** Where definitions lie. */
  readonly definitions: string;
  /** Where a run may write; emptied with `forget`. */
  readonly folder: string;
  /** The questions of the last run, which a person answers with yes. */
  readonly questions: () => readonly string[];
  /** Runs a command. @param person whether somebody sits there who says yes */
  readonly run: (command: Runnable, argv: readonly string[], person?: boolean) => Promise<Ran>;
  /** All secrets of this login until now. */
  readonly secrets: () => string[];
  readonly refresh: string;
  /** A login as it was at first, where a run has got another session. `anew`: sf asks for the versions of the API again. */
  readonly logIn: (anew: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

const simple = (rules: readonly object[]): HostileDefinition => ({
  id: 0,
  rules,
  permissionSet: null,
  parent: null,
  words: null,
  yaml: null,
});

const grants: ReadonlyArray<readonly [users: string[], rules: object[]]> = [
  [
    ['viewer'],
    [
      { object: ['Account', 'Lead'], access: ['read', 'edit'] },
      { field: 'Account.Website', access: ['edit'] },
    ],
  ],
  [
    ['api', 'standard'],
    [{ userPermission: ['ApiEnabled', 'RunReports'] }, { object: 'Contact', access: ['read'] }],
  ],
  [
    ['viewer', 'grouped'],
    [{ userPermission: 'ViewAllData' }, { object: 'Invoice__c', access: ['create'] }],
  ],
  [
    ['viewer', 'half'],
    [{ permissionSetAssigned: ['acme__Sync_User', 'Acme_Access', 'Trap_Door'] }, { object: 'Lead', access: ['read'] }],
  ],
];

const withPerson = async (questions: string[], run: () => Promise<Ran>): Promise<Ran> => {
  const { prototype } = SfCommand as unknown as {
    prototype: { confirm: (asked: { message: string }) => Promise<boolean> };
  };
  const { confirm } = prototype;
  const [isTTY, ci] = [process.stdin.isTTY, process.env['CI']];
  prototype.confirm = ({ message }) => {
    questions.push(message);
    return Promise.resolve(true);
  };
  process.stdin.isTTY = true;
  process.env['CI'] = 'false';
  try {
    return await run();
  } finally {
    prototype.confirm = confirm;
    process.stdin.isTTY = isTTY;
    if (ci === undefined) delete process.env['CI'];
    else process.env['CI'] = ci;
  }
};

/** sf goes through the whole environment again and again: that is a tenth of a run here. */
const withoutEnvironment = (): (() => void) => {
  const needed = /^(PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SystemRoot|CI|NODE_.*|SF_.*|TORTURE_.*)$/;
  const taken = Object.entries(process.env).filter(([name]) => !needed.test(name));
  for (const [name] of taken) delete process.env[name];
  return () => void Object.assign(process.env, Object.fromEntries(taken));
};

export const openHostileWorld = async (): Promise<HostileWorld> => {
  const { leave } = await enterHome();
  const environmentBack = withoutEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const definitions = join(folder, 'definitions');
  await writeParents(definitions);
  const org = loadScenario('default', {
    org: { usernameDomain: 'hostile.example' },
    objects: { Invoice__c: { label: 'Invoice' } },
    fields: { Invoice__c: { Amount__c: 'currency(16,2)', State__c: 'picklist(40); values=Open|Paid|Void' } },
    licenses: namedSetsOfWorld.licenses,
    permissionSets: {
      ...namedSetsOfWorld.permissionSets,
      Integration_grouped: {
        description: ownedBy('grouped'),
        objects: { Account: 'read' },
        fields: { 'Account.Website': 'read' },
      },
      Integration_cognism: {
        description: ownedBy('cognism'),
        userPermissions: ['ApiEnabled', 'ViewAllData', 'CustomizeApplication', 'ViewAllUsers'],
      },
      Integration_planted: { description: ownedBy('planted'), userPermissions: ['ModifyAllData', 'ManageUsers'] },
    },
    permissionSetGroups: {
      ...namedSetsOfWorld.permissionSetGroups,
      Sync: { permissionSets: ['Integration_grouped', 'Sales_Read'] },
    },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_grouped'] },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
    },
  });
  const local = openInProcess({ org });
  const admin = usernameOf('admin');
  const refresh = local.refreshTokenFor(admin);
  const logIn = async (anew: boolean): Promise<void> => {
    for (const token of org.tokens.values()) token.expired = false;
    await releaseRenewal(admin);
    const options = { accessToken: local.tokenFor(admin), instanceUrl: local.url, loginUrl: local.url };
    const info = await AuthInfo.create({ accessTokenOptions: options });
    await info.save({
      refreshToken: refresh,
      clientId: 'PlatformCLI',
      ...(anew ? { instanceApiVersionLastRetrieved: new Date(0).toLocaleString() } : {}),
    });
    StateAggregator.clearInstance();
    local.clearRequests();
  };
  await logIn(false);
  const untouched = remember(org);
  const questions: string[] = [];
  const run = (command: Runnable, argv: readonly string[], person = false): Promise<Ran> => {
    questions.length = 0;
    const running = (): Promise<Ran> => runQuietly(local, command, argv);
    return person ? withPerson(questions, running) : running();
  };
  const standing: Standing[] = [];
  for (const [users, rules] of grants) {
    const receipt = join(folder, 'receipt.json');
    const named = users.flatMap((user) => ['-u', usernameOf(user)]);
    const definition = await writeDefinition(definitions, simple(rules));
    const argv = ['-o', admin, '-i', definition, ...named, '-p', ...allowOrgWide, '--save-receipt', receipt];
    const ran = await run(IntegrationGrant, argv);
    if (ran.exitCode !== 0) throw new Error(`A grant of its own went wrong:\n${ran.stdout}\n${ran.stderr}`);
    standing.push({ memory: remember(org), receipt: await readFile(receipt, 'utf8') });
    await rm(receipt);
    restore(local, untouched);
  }
  return {
    local,
    untouched,
    standing,
    definitions,
    folder,
    questions: () => questions,
    run,
    secrets: () => [...org.tokens.keys(), refresh, ...foreignSecrets],
    refresh,
    logIn,
    close: async () => {
      await local.close();
      await leave();
      environmentBack();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
