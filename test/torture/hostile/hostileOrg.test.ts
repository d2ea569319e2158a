/**
 * An org that lies or attacks, times definitions of somebody who wants more than he says, times the commands. Whatever they
 * are told: no secret leaves the process, no terminal obeys a name, every run ends as it should, and nobody receives
 * what the plan has not announced.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationCheck from '../../../src/commands/integration/check.js';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../../src/commands/integration/history-tracking.js';
import IntegrationRevoke from '../../../src/commands/integration/revoke.js';
import type { Receipt } from '../../../src/grant/receipt.js';
import type { GrantResult } from '../../../src/report/grant/grantResult.js';
import type { HistoryResult } from '../../../src/report/history/historyResult.js';
import type { RevokeResult } from '../../../src/report/revoke/revokeResult.js';
import type { Org } from '../../local-org/model/orgModel.js';
import { grantingSetId } from '../../local-org/permissions/assignedSets.js';
import { allowOrgWide } from '../../support/allowOrgWide.js';
import { cpuTimeOf } from '../../support/cpuTime.js';
import { spelled } from '../../support/commandRun.js';
import { changesSince, finishDeploys, powers, remember, restore } from '../faults/support/orgMemory.js';
import type { OrgMemory } from '../faults/support/orgMemory.js';
import type { Ran } from '../faults/support/running.js';
import { torture } from '../support/torture.js';
import {
  anyDefinition,
  idOf,
  namingOf,
  setNameOf,
  tellDefinition,
  writeDefinition,
} from './support/hostileDefinitions.js';
import type { HostileDefinition } from './support/hostileDefinitions.js';
import { foreignSecrets, openHostileWorld, usernameOf } from './support/hostileWorld.js';
import type { HostileWorld } from './support/hostileWorld.js';
import { accessChanged, giveAnnounced, more, powersOf, userIdsOf } from './support/gains.js';
import type { Powers } from './support/gains.js';
import { expectNamedAsPlanned, expectNamedInReceipt, freshNamed, heldIn, whatIsAssigned } from './support/namedSets.js';
import { anyLie, changesWords, mayHide, mayReachAfter, rewritingOf, troublesIn } from './support/lies.js';
import type { Lie } from './support/lies.js';
import { anyPlant, plant } from './support/plants.js';
import type { Plant } from './support/plants.js';
import { piecesOfSecrets, secretIn } from './support/secretsIn.js';

const commands = [
  'check',
  'dryRun',
  'write',
  'write',
  'write',
  'ask',
  'plan',
  'project',
  'revoke',
  'revokeReceipt',
  'history',
  'enable',
  'historyProject',
] as const;
type Command = (typeof commands)[number];

type Case = {
  readonly command: Command;
  readonly definition: HostileDefinition;
  readonly plants: readonly Plant[];
  readonly lies: readonly Lie[];
  readonly users: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
  /** None, all of them, or one. */
  readonly allow: number;
  /** The set that is named on purpose, if any. */
  readonly named: number | null;
  readonly edit: number;
  readonly standing: number;
  /** sf asks for the versions of the API, before this plugin has a word in it. */
  readonly asksForVersions: boolean;
};

const named = ['Everything', 'Sales_Read', 'Integration_cognism', 'Integration_planted', 'x y', '../x'];

const oneIn = (count: number): fc.Arbitrary<boolean> => fc.nat({ max: count - 1 }).map((n) => n === count - 1);

const anyCase: fc.Arbitrary<Case> = fc.record({
  command: fc.constantFrom(...commands),
  definition: anyDefinition,
  plants: fc.array(anyPlant, { maxLength: 2 }),
  lies: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Lie[]>([]) },
    { weight: 4, arbitrary: fc.array(anyLie, { minLength: 1, maxLength: 2 }) },
  ),
  users: fc.uniqueArray(fc.constantFrom('viewer', 'half', 'member', 'standard', 'api', 'sixsense'), {
    minLength: 1,
    maxLength: 2,
  }),
  json: fc.boolean(),
  verbose: fc.boolean(),
  allow: fc.nat({ max: 3 }),
  named: fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat({ max: named.length - 1 }) },
  ) as fc.Arbitrary<number | null>,
  edit: fc.nat({ max: 12 }),
  standing: fc.nat({ max: 3 }),
  asksForVersions: oneIn(16),
});

const tell = ({ definition, ...rest }: Case): string => `${JSON.stringify(rest)}\n${tellDefinition(definition)}`;

const exitCodes = [0, 1, 2, 3, 68, 69];
const writes: readonly Command[] = ['write', 'ask', 'plan', 'revoke', 'revokeReceipt', 'enable'];
const grantsOf: readonly Command[] = ['write', 'ask', 'plan'];

/** What a terminal obeys and what reads otherwise than it is; line breaks are ours. */
const obeyed = /[^\P{Cc}\n]|[\p{Cs}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u;
const lost =
  /\[object |\bNaN\b|is not a function|is not iterable|is not defined|Cannot (?:read|convert|set)|Maximum call stack|^\s+at \S+ \(?.*:\d+:\d+/m;
/** Node's own remark about the loopback address. */
const nodesOwn = /^\(node:\d+\) Warning: Using insecure protocol.*\n(\(Use .*\n)?/m;

/** What an edited receipt says that is not true. */
const edits: readonly ((receipt: Record<string, unknown>, org: Org) => unknown)[] = [
  (receipt) => receipt,
  (receipt) => receipt,
  (receipt) => receipt,
  (receipt) => ({ ...receipt, permissionSet: { ...(receipt['permissionSet'] as object), created: true } }),
  (receipt) => ({ ...receipt, permissionSet: { ...(receipt['permissionSet'] as object), created: false } }),
  (receipt, org) => ({
    ...receipt,
    permissionSet: { name: 'Sales_Read', id: idOfSet(org, 'Sales_Read'), created: false },
    steps: [
      {
        step: 'permissionSet',
        state: 'done',
        added: [{ id: 'object:Account:read', before: 'none' }],
        platformAdds: ['object:*:read', 'object:*:viewAllRecords'],
        objectsBefore: [],
      },
    ],
  }),
  (receipt, org) => ({
    ...receipt,
    permissionSet: { name: 'Everything', id: idOfSet(org, 'Everything'), created: true },
  }),
  (receipt) => ({
    ...receipt,
    steps: (receipt['steps'] as { step: string }[]).map((step) =>
      step.step === 'permissionSet'
        ? { ...step, platformAdds: ['object:*:read', 'object:*:edit'], objectsBefore: [] }
        : step,
    ),
  }),
  (receipt, org) => ({
    ...receipt,
    steps: (receipt['steps'] as { step: string }[]).map((step) =>
      step.step === 'assignments'
        ? {
            ...step,
            assigned: [...(org.tables.get('PermissionSetAssignment')?.values() ?? [])].map((row) => ({
              userId: row['AssigneeId'],
              username: '\u001b[31mx',
              what: 'Integration_acme',
              recordId: row['Id'],
            })),
          }
        : step,
    ),
  }),
  (receipt, org) => ({
    ...receipt,
    steps: [
      ...(receipt['steps'] as { step: string }[]).filter(({ step }) => step !== 'namedSets'),
      {
        step: 'namedSets',
        state: 'done',
        assigned: [...(org.tables.get('PermissionSetAssignment')?.values() ?? [])].map((row) => ({
          userId: row['AssigneeId'],
          username: 'x',
          what: 'acme__Sync_User',
          recordId: row['Id'],
          setId: row['PermissionSetGroupId'] ?? row['PermissionSetId'],
        })),
      },
    ],
  }),
  (receipt, org) => ({
    ...receipt,
    steps: [
      {
        step: 'namedSets',
        state: 'intended',
        assigned: [...(org.tables.get('User')?.values() ?? [])].map((row) => ({
          userId: row['Id'],
          username: row['Username'],
          what: 'Sales_Read',
          recordId: null,
          setId: idOfSet(org, 'Sales_Read'),
        })),
      },
    ],
  }),
  (receipt) => ({
    ...receipt,
    integration: 'cognism',
    reference: '/etc/passwd',
    startedAt: '1970-01-01T00:00:00.000Z',
  }),
];

const idOfSet = (org: Org, name: string): string =>
  String([...(org.tables.get('PermissionSet')?.values() ?? [])].find((row) => row['Name'] === name)?.['Id'] ?? '');

const rowsOf = (org: Org, table: string) => [...(org.tables.get(table)?.values() ?? [])];

/** What a plan file and a result say alike. */
type Told = Pick<GrantResult['plan'], 'adds' | 'platformAdds'> & {
  readonly users: readonly {
    readonly id: string;
    readonly assign: boolean;
    readonly licenses: readonly string[];
    readonly permissionSets?: readonly string[] | undefined;
    readonly receives?: readonly string[];
  }[];
  readonly permissionSet: { readonly name: string; readonly alsoFor?: readonly string[] };
};

/** Most processor time of one run, in milliseconds: many times what the longest takes. */
const longestMs = 20_000;

/** What comes of a run, or an error where it goes on and on: it never waits for anything but itself. */
const unlessStuck = async <T>(run: Promise<T>): Promise<T> => {
  const before = process.cpuUsage();
  let looking: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    looking = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 > longestMs) reject(new Error('This run does not end.'));
    }, 500);
  });
  try {
    return await Promise.race([run, stuck]);
  } finally {
    clearInterval(looking);
  }
};

/** How many runs ended how, for whoever looks after a long run. */
const ends = new Map<string, number>();

describe('a hostile org', function () {
  this.timeout(0);
  let world: HostileWorld;
  let began: NodeJS.CpuUsage;
  before(async () => {
    world = await openHostileWorld();
    began = process.cpuUsage();
  });
  after(async () => {
    const { user, system } = process.cpuUsage(began);
    await world.close();
    if (process.env['TORTURE_FORM'] === undefined) return;
    const runs = [...ends.values()].reduce((sum, count) => sum + count, 0);
    const lines = [...ends].sort().map(([end, count]) => `      ${end}: ${count}`);
    const all = [`      ${runs} runs in ${Math.round((user + system) / 1e6)} s of processor time`, ...lines];
    process.stdout.write(`${all.join('\n')}\n`);
  });

  const path = (name: string): string => join(world.folder, 'files', name);

  /** Every file that the run has left, by name. */
  const filesLeft = async (): Promise<[string, string][]> => {
    const entries = await readdir(join(world.folder, 'files'), { recursive: true, withFileTypes: true });
    const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    return Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as [string, string]));
  };

  const allowed = ({ allow }: Case): string[] =>
    allow === 0 ? [] : allow === 3 ? ['AuthorApex'] : (allowOrgWide[1]?.split(',') ?? []);

  const argvOf = (one: Case, reference: string): [Parameters<HostileWorld['run']>[0], string[]] => {
    const org = ['-o', usernameOf('admin'), ...(one.json ? ['--json'] : [])];
    const about = [...org, '-i', reference, ...one.users.flatMap((user) => ['-u', usernameOf(user)])];
    const set = one.named === null ? [] : ['--permission-set', named[one.named] ?? ''];
    const allow = allowed(one);
    const allowing = allow.length === 0 ? [] : ['--allow', allow.join(',')];
    const include = one.verbose ? ['--include', 'recommended,optional,degraded'] : [];
    const [receipt, plan] = [path('receipt.json'), path('plan.json')];
    const history = [...org, '--field', 'Account.Industry', '--field', 'Opportunity.StageName'];
    switch (one.command) {
      case 'check':
        return [IntegrationCheck, [...about, ...(one.verbose ? ['--verbose'] : [])]];
      case 'dryRun':
        return [IntegrationGrant, [...about, ...set, ...include, '--dry-run', '--save-plan', plan]];
      case 'write':
        return [
          IntegrationGrant,
          [...about, ...set, ...include, ...allowing, '-p', '--save-receipt', receipt, '--save-plan', plan],
        ];
      case 'ask':
        return [
          IntegrationGrant,
          [
            ...about.filter((word) => word !== '--json'),
            ...set,
            ...include,
            '--save-receipt',
            receipt,
            '--save-plan',
            plan,
          ],
        ];
      case 'plan':
        return [IntegrationGrant, [...org, '--plan', path('reviewed.json'), '-p', '--save-receipt', receipt]];
      case 'project':
        return [IntegrationGrant, [...about, ...set, '--output-dir', path('project'), '--save-plan', plan]];
      case 'revoke':
        return [IntegrationRevoke, [...about, ...set, '-p', ...(one.verbose ? ['--delete'] : [])]];
      case 'revokeReceipt':
        return [
          IntegrationRevoke,
          [...org, '--receipt', path('kept.json'), '-p', ...(one.verbose ? ['--delete'] : [])],
        ];
      case 'history':
        return [IntegrationHistoryTracking, one.verbose ? history : [...org, '-i', reference]];
      case 'enable':
        return [IntegrationHistoryTracking, [...history, '--enable', '-p', '--save-receipt', receipt]];
      case 'historyProject':
        return [IntegrationHistoryTracking, [...history, '--enable', '--output-dir', path('project')]];
    }
  };

  /** Nothing secret in anything, nothing that a terminal obeys in what people read. */
  const expectSilence = (one: Case, ran: Ran, files: readonly [string, string][]): void => {
    const secrets = piecesOfSecrets(world.secrets());
    const { stdout, stderr, error, result } = ran;
    const heard = stderr.replace(nodesOwn, '');
    const questions = world.questions().join('\n');
    const leaving: [string, string][] = [
      ['stdout', stdout],
      ['stderr', stderr],
      ['result', JSON.stringify(result) ?? ''],
      ['error', error ? spelled(error) : ''],
      ['question', questions],
      ...files,
    ];
    for (const [what, text] of leaving) {
      const piece = secretIn(text, secrets);
      if (piece !== undefined) throw new Error(`${piece} of a secret in ${what}:\n${text.slice(0, 3000)}`);
    }
    const plain = questions.replaceAll(/\u001b\[[0-9;]*m/g, '');
    for (const [what, text] of [
      ['stdout', stdout],
      ['stderr', heard],
      ['question', plain],
    ] as const) {
      expect(obeyed.exec(text)?.[0], `raw in ${what}: ${JSON.stringify(text.slice(0, 3000))}`).to.equal(undefined);
      expect(lost.exec(text)?.[0], `the words of a program in ${what}: ${text.slice(0, 3000)}`).to.equal(undefined);
    }
    if (one.json && one.command !== 'ask') {
      const printed = JSON.parse(stdout) as Record<string, unknown>;
      expect(printed['status'], stdout).to.equal(ran.exitCode);
      expect(printed).to.not.have.any.keys('stack', 'cause');
    }
  };

  /** Every run ends with one of our codes, and a refusal is a sentence with a next step. */
  const expectEnd = (one: Case, ran: Ran, changed: readonly string[], denied: boolean): void => {
    const { exitCode, error } = ran;
    const said = `exit code ${exitCode}\n${ran.stdout}\n${ran.stderr}`;
    expect(exitCodes, said).to.include(exitCode);
    if (error !== null) {
      expect(exitCode, said).to.be.oneOf([2, 68, 69]);
      expect(error.name, said).to.match(/^[A-Z][A-Za-z0-9]+$/);
      expect(error.name, said).to.not.equal('UnexpectedError');
      // A line for each mistake of a definition.
      expect(error.message, said).to.match(/^\S[^\n]*(?:\n\S[^\n]*)*$/);
      expect(error.message.length, said).to.be.lessThan(3000);
    }
    if (!writes.includes(one.command)) expect(changed, `a run that only looks\n${said}`).to.deep.equal([]);
    // Reading back is believed over a success that the platform reports (fact F12): who hides what is there hides this as well.
    // So does who denies a deploy and what is read of it.
    const isConsistent = one.lies.some(({ kind }) => kind === 'contradicts') && one.lies.length > 1;
    const hidden = one.command === 'enable' && (one.lies.some(mayHide) || isConsistent);
    // A refusal is held against what is read afterwards: where another lie spoils that, it is believed.
    const denies = one.lies.some(({ kind }) => kind === 'denies');
    const isBelieved = denies ? one.lies.length > 1 : denied;
    if (changed.length > 0 && !isBelieved && !hidden) {
      expect(exitCode, `2 promises that nothing was written, not ${changed.join(', ')}\n${said}`).to.not.equal(2);
      if (error !== null) expect(exitCode, said).to.be.oneOf([68, 69]);
    }
  };

  /** What the plan has told: of the result, or where there is none of the file that was kept of it. */
  const toldBy = (one: Case, ran: Ran, files: ReadonlyMap<string, string>): Told | null => {
    if (ran.error === null) return (ran.result as GrantResult).plan;
    const kept = files.get(path(one.command === 'plan' ? 'reviewed.json' : 'plan.json'));
    return kept === undefined ? null : (JSON.parse(kept) as Told);
  };

  /** Nobody has gained what was not announced, and nobody has lost anything. */
  const expectGrant = (
    one: Case,
    ran: Ran,
    files: ReadonlyMap<string, string>,
    before: OrgMemory,
    changed: readonly string[],
    denied: boolean,
  ): void => {
    const { org } = world.local;
    if (changed.length === 0) return;
    const said = `exit code ${ran.exitCode}\n${ran.stdout}\n${ran.stderr}`;
    const told = toldBy(one, ran, files);
    if (told === null) throw new Error(`written, and no plan told\n${said}`);
    const setName = told.permissionSet.name;
    // Row by row: nothing but the set of the plan, its assignments, and licenses that were told.
    const setIds = rowsOf(org, 'PermissionSet')
      .filter((row) => row['Name'] === setName)
      .map((row) => row['Id']);
    const planned = new Map(told.users.map((user) => [user.id.slice(0, 15), user]));
    const fresh = (table: string) =>
      rowsOf(org, table).filter((row) => !before.tables.get(table)?.has(String(row['Id'])));
    for (const row of fresh('PermissionSetAssignment'))
      if (setIds.includes(row['PermissionSetId']))
        expect(
          planned.get(String(row['AssigneeId']).slice(0, 15))?.assign,
          `an assignment to somebody else\n${said}`,
        ).to.equal(true);
    const named = freshNamed(org, before, (id) => setIds.includes(id));
    const inPlan = (userId: string) => planned.get(userId.slice(0, 15));
    expectNamedAsPlanned(org, named, inPlan, one.lies.some(mayHide), said);
    const kept = files.get(path('receipt.json'));
    // What the org says that it has refused is none of this run, where nothing else tells.
    if (!denied) expectNamedInReceipt(kept === undefined ? null : (JSON.parse(kept) as Receipt), named, said);
    for (const row of fresh('PermissionSetLicenseAssign')) {
      const license = org.tables.get('PermissionSetLicense')?.get(String(row['PermissionSetLicenseId']))?.[
        'DeveloperName'
      ];
      expect(planned.get(String(row['AssigneeId']).slice(0, 15))?.licenses, `a license\n${said}`).to.include(license);
    }
    const [groups, aggregates] = [
      new Set(['PermissionSetGroup']),
      rowsOf(org, 'PermissionSet').filter((row) => row['Type'] === 'Group'),
    ];
    const aggregateIds = new Set(aggregates.map((row) => row['Id']));
    for (const line of changed) {
      const [table = '', id = ''] = line.split('/');
      const row = org.tables.get(table)?.get(id);
      if (groups.has(table) || aggregateIds.has(row?.['ParentId'] ?? id)) continue;
      expect(row, `${line} is gone\n${said}`).to.not.equal(undefined);
      if (table === 'PermissionSet') expect(row?.['Name'], said).to.equal(setName);
      if (['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'].includes(table))
        expect(setIds, said).to.include(row?.['ParentId']);
    }
    if (!accessChanged(org, before.tables)) return;
    // By what everybody may do.
    const ids = userIdsOf(org);
    const after = new Map(ids.map((id): [string, Powers] => [id, powersOf(org, id)]));
    restore(world.local, before);
    const was = new Map(ids.map((id): [string, Powers] => [id, powersOf(org, id)]));
    for (const id of ids) {
      const less = more(was.get(id) ?? new Set(), after.get(id) ?? new Set());
      expect(less, `lost\n${said}`).to.deep.equal([]);
    }
    const gainers = ids.filter((id) => more(after.get(id) ?? new Set(), was.get(id) ?? new Set()).length > 0);
    const adds = [...told.adds.map(({ id }) => id), ...told.platformAdds];
    // What is hidden only until the set is assigned is read back, and then it is taken from whoever got it.
    const firstWrite = ran.requests.findIndex(({ path }) => path.includes('/composite/graph'));
    // Where the org lied about that write itself, nobody knows who gave the set to the user: that it stays is told, with 68.
    const isToldToStay =
      ran.exitCode === 68 &&
      one.lies.some((lie) => 'at' in lie && lie.at === firstWrite) &&
      /NOT_TAKEN_BACK|still has the permission set, with more/.test(said.replaceAll(/\s+/g, ' '));
    const isHiddenForGood =
      one.lies.some(mayHide) && (isToldToStay || one.lies.some((lie) => mayReachAfter(lie, firstWrite)));
    const namedNow = named.map((row) => grantingSetId(org, row) ?? '');
    const hidden = isHiddenForGood ? [idOfSet(org, setName), ...namedNow].flatMap((id) => heldIn(org, id)) : [];
    const isDeceived =
      one.lies.some(({ kind }) => kind === 'hides') && hidden.some((entry) => entry.startsWith('userPermission:'));
    const alsoFor = new Set((told.permissionSet.alsoFor ?? []).map((name) => name.toLowerCase()));
    const setBefore = idOfSet(org, setName);
    const announced = new Map(
      gainers.map((id) => {
        const user = planned.get(id.slice(0, 15));
        const username = String(org.tables.get('User')?.get(id)?.['Username']).toLowerCase();
        if (user !== undefined) return [id, new Set([...(user.receives ?? []), ...told.platformAdds, ...hidden])];
        const holds = alsoFor.has(username) || (one.lies.some(mayHide) && isHolder(org, setBefore, id));
        return [id, new Set(holds ? adds : [])];
      }),
    );
    giveAnnounced(org, announced);
    for (const id of gainers) {
      const unannounced = more(after.get(id) ?? new Set(), powersOf(org, id));
      expect(
        unannounced,
        `gained by ${String(org.tables.get('User')?.get(id)?.['Username'])}, and not announced\n${said}`,
      ).to.deep.equal([]);
      const orgWide = more(after.get(id) ?? new Set(), was.get(id) ?? new Set()).filter((name) =>
        (allowOrgWide[1] ?? '').split(',').includes(name),
      );
      const agreed = new Set([
        ...(one.command === 'write' ? allowed(one) : []),
        ...(one.command === 'plan' ? [...(planned.get(id.slice(0, 15))?.receives ?? []), ...adds] : []).map((entry) =>
          entry.replace(/^userPermission:/, ''),
        ),
      ]);
      const asked = world.questions().join(' ').replaceAll(/\s+/g, ' ');
      for (const name of isDeceived ? [] : orgWide) {
        const label = org.userPermissions.find((permission) => permission.name === name)?.label ?? name;
        const inQuestion =
          one.command === 'ask' &&
          (one.lies.some(changesWords) ? asked !== '' : asked.includes(label) || asked.includes(name));
        expect(agreed.has(name) || inQuestion, `${name} without consent\n${asked}\n${said}`).to.equal(true);
      }
    }
    if (!one.lies.some(changesWords) && one.command !== 'plan' && !one.json) {
      const shown = ran.stdout.replaceAll(/\s+/g, ' ');
      for (const id of gainers)
        for (const entry of planned.get(id.slice(0, 15))?.receives ?? []) {
          const [kind, subject = ''] = entry.split(':');
          const name =
            kind === 'userPermission'
              ? (org.userPermissions.find((permission) => permission.name === subject)?.label ?? subject)
              : subject.replace(/^.*\./, '');
          if (!was.get(id)?.has(entry) && !was.get(id)?.has(entry.replace(/^[^:]*:/, '').replace(':', ' ')))
            expect(shown, said).to.include(name.replaceAll(/\s+/g, ' '));
        }
    }
  };

  const isHolder = (org: Org, setId: string, userId: string): boolean => {
    const groups = new Set(
      rowsOf(org, 'PermissionSetGroupComponent')
        .filter((row) => row['PermissionSetId'] === setId)
        .map((row) => row['PermissionSetGroupId']),
    );
    return rowsOf(org, 'PermissionSetAssignment').some(
      (row) =>
        row['AssigneeId'] === userId &&
        (row['PermissionSetId'] === setId || groups.has(row['PermissionSetGroupId'] ?? 'none')),
    );
  };

  /** The receipt names everything that is new: what it does not name, nobody can take back. */
  const expectReceipt = (
    ran: Ran,
    files: ReadonlyMap<string, string>,
    before: ReadonlySet<string>,
    after: ReadonlySet<string>,
  ): void => {
    const kept = files.get(path('receipt.json'));
    const added = [...after].filter((fact) => !before.has(fact));
    if (kept === undefined) return void expect(added, ran.stdout + ran.stderr).to.deep.equal([]);
    const { steps, permissionSet } = JSON.parse(kept) as Receipt;
    const known = new Set(
      steps.flatMap((step) => (step.step === 'permissionSet' ? step.added.map(({ id }) => id.toLowerCase()) : [])),
    );
    const stars = steps.flatMap((step) => (step.step === 'permissionSet' ? step.platformAdds : []));
    for (const fact of added) {
      const [, entry] = /^\S+ ((?:userPermission|object|field):\S+)$/.exec(fact) ?? [];
      if (entry === undefined || !fact.startsWith(`${permissionSet.name} `)) continue;
      const edited = entry.replace(/:read$/, ':edit');
      const isKnown =
        known.has(entry.toLowerCase()) ||
        (entry.startsWith('field:') && known.has(edited.toLowerCase())) ||
        stars.includes(entry.replace(/^object:\w+:/, 'object:*:'));
      expect(isKnown, `${fact} is not in the receipt\n${kept}`).to.equal(true);
    }
    const assigned = steps.flatMap((step) =>
      step.step === 'assignments' ? step.assigned.map(({ userId }) => userId.slice(0, 15)) : [],
    );
    for (const row of rowsOf(world.local.org, 'PermissionSetAssignment'))
      if (
        row['PermissionSetId'] === permissionSet.id &&
        !before.has(
          `${permissionSet.name} -> ${String(world.local.org.tables.get('User')?.get(String(row['AssigneeId']))?.['Username'])}`,
        )
      )
        expect(assigned, kept).to.include(String(row['AssigneeId']).slice(0, 15));
  };

  /** Nobody gains by a revoke, and nobody loses but whom the plan names. */
  const expectRevoke = (one: Case, ran: Ran, before: OrgMemory, changed: readonly string[]): void => {
    const { org } = world.local;
    if (changed.length === 0) return;
    const said = `exit code ${ran.exitCode}\n${ran.stdout}\n${ran.stderr}`;
    if (ran.error !== null) return;
    const { plan } = ran.result as RevokeResult;
    const hit = new Set(
      [...plan.unassign, ...plan.licenses]
        .map(({ username }) => username)
        .concat(plan.alsoFrom ?? [])
        .map((name) => name.toLowerCase()),
    );
    const listed = new Set([...plan.entries, ...(plan.platformEntries ?? [])].map((id) => id.toLowerCase()));
    const ids = userIdsOf(org);
    const after = new Map(ids.map((id): [string, Powers] => [id, powersOf(org, id)]));
    const factsAfter = powers(org);
    const isTold = !one.lies.some(changesWords);
    for (const [id, row] of before.tables.get('PermissionSetAssignment') ?? []) {
      if (org.tables.get('PermissionSetAssignment')?.has(id)) continue;
      const username = String(org.tables.get('User')?.get(String(row['AssigneeId']))?.['Username']).toLowerCase();
      const taken = plan.unassign.flatMap(({ username: name, what }) =>
        name.toLowerCase() === username ? [what] : [],
      );
      const what = isTold && !plan.deletesPermissionSet ? whatIsAssigned(org, row) : (taken[0] ?? 'anything');
      expect(taken, `taken from ${username}, and not told\n${said}`).to.include(what);
    }
    restore(world.local, before);
    for (const id of ids) {
      const was = powersOf(org, id);
      expect(more(after.get(id) ?? new Set(), was), `gained by a revoke\n${said}`).to.deep.equal([]);
      const less = more(was, after.get(id) ?? new Set());
      const username = String(org.tables.get('User')?.get(id)?.['Username']).toLowerCase();
      if (less.length > 0 && listed.size === 0)
        expect(hit.has(username), `${username} loses ${less.join()}\n${said}`).to.equal(true);
    }
    if (plan.deletesPermissionSet) return;
    for (const fact of powers(org)) {
      if (factsAfter.has(fact)) continue;
      const [, entry] = /^\S+ ((?:userPermission|object|field):\S+)$/.exec(fact) ?? [];
      if (entry === undefined) continue;
      const isListed =
        listed.has(entry.toLowerCase()) ||
        (entry.startsWith('field:') && listed.has(entry.replace(/:read$/, ':edit').toLowerCase()));
      expect(isListed, `${fact} is taken and not listed\n${said}`).to.equal(true);
    }
  };

  const expectHistory = (ran: Ran, changed: readonly string[]): void => {
    if (changed.length === 0 || ran.error !== null) return;
    const { plan } = ran.result as HistoryResult;
    const told = new Set([
      ...(plan?.fields ?? []).map(({ sobject, field }) => `history ${sobject}.${field}`),
      ...(plan?.switches ?? []).map((name) => `history ${name}`),
    ]);
    expect(
      changed.filter((line) => !told.has(line)),
      `${ran.stdout}\n${ran.stderr}`,
    ).to.deep.equal([]);
  };

  const play = async (one: Case): Promise<void> => {
    const { local } = world;
    const { org } = local;
    const files = join(world.folder, 'files');
    await rm(files, { recursive: true, force: true });
    await mkdir(path('project'), { recursive: true });
    const standing = world.standing[one.standing];
    restore(local, one.command.startsWith('revoke') && standing ? standing.memory : world.untouched);
    const reference = await writeDefinition(world.definitions, one.definition);
    const setName = one.named === null ? setNameOf(one.definition) : (named[one.named] ?? '');
    if (one.command === 'plan') {
      // What the org becomes after the plan was reviewed.
      org.behaviours.claimedDependencies = [];
      const argv = argvOf({ ...one, command: 'dryRun', json: true }, reference)[1];
      const reviewed = await world.run(IntegrationGrant, argv);
      if (reviewed.error !== null) return expectEnd({ ...one, command: 'dryRun' }, reviewed, [], false);
      await writeFile(path('reviewed.json'), await readFile(path('plan.json'), 'utf8'));
      await rm(path('plan.json'));
    }
    if (!one.command.startsWith('revoke') || one.edit < 3) plant(org, one.plants, setName, idOf(one.definition));
    if (one.command === 'revokeReceipt' && standing) {
      const edited = edits[one.edit % edits.length]?.(JSON.parse(standing.receipt) as Record<string, unknown>, org);
      await writeFile(path('kept.json'), JSON.stringify(edited));
    }
    const before = remember(org);
    const factsBefore = powers(org);
    const tokens = org.tokens.size;
    if (one.asksForVersions) await world.logIn(true);
    local.clearRequests();
    const troubles = troublesIn(one.lies);
    for (const { kind, at, carriedOut } of troubles)
      local.faults.add({
        kind,
        carriedOut,
        ...(at === null ? { times: Infinity } : { match: { nth: at + 1 } }),
      });
    let denied = false;
    const secrets = { refresh: world.refresh, foreign: foreignSecrets };
    const rewrite = rewritingOf(one.lies, secrets, () => {
      denied = true;
    });
    local.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const [command, argv] = argvOf(one, reference);
    const results: Ran[] = [];
    const ms = await cpuTimeOf(
      async () => void results.push(await unlessStuck(world.run(command, argv, one.command === 'ask'))),
    );
    const [ran] = results;
    if (ran === undefined) throw new Error('nothing came of it');
    finishDeploys(local);
    local.faults.clear();
    const end = `${one.command} ${ran.exitCode}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    const changed = changesSince(before, org);
    const left = await filesLeft();
    const relogin = one.asksForVersions || org.tokens.size !== tokens;
    try {
      expect(
        ran.requests.flatMap(({ internalError }) => internalError ?? []),
        'defects of the embedded org',
      ).to.deep.equal([]);
      expectSilence(
        one,
        ran,
        left.filter(([name]) => !/kept\.json|reviewed\.json/.test(name)),
      );
      expectEnd(one, ran, changed, denied);
      if (grantsOf.includes(one.command)) {
        const byName = new Map(left);
        if (!denied && (one.command !== 'plan' || ran.error === null))
          expectReceipt(ran, byName, factsBefore, powers(org));
        expectGrant(one, ran, byName, before, changed, denied);
      }
      if (one.command.startsWith('revoke')) expectRevoke(one, ran, before, changed);
      if (one.command === 'enable') expectHistory(ran, changed);
      expect(ms, 'milliseconds of processor time').to.be.lessThan(longestMs);
      expect(({} as Record<string, unknown>)['polluted'], 'the prototype of all objects').to.equal(undefined);
    } finally {
      if (relogin) await world.logIn(false);
    }
  };

  torture(
    import.meta.url,
    'gets nothing out of a run and nothing into it that was not announced',
    { short: 200, long: 20_000 },
    anyCase,
    async (one) => {
      try {
        await play(one);
      } catch (error) {
        const { message, stack } = error as Error;
        throw Object.assign(new Error(`${message}\n--- the case:\n${tell(one)}`, { cause: error }), { stack });
      }
    },
    ({ definition, lies, plants }) => ({
      'an org that lies': lies.length > 0,
      'an org that somebody has prepared': plants.length > 0,
      ...namingOf(definition),
    }),
  );
});
