/** What the sets of an org hold, as an org answers, and whose assignments have to be read for it. */
import { expect } from 'chai';
import { openedKey } from '../../../../src/access/setupEntities.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../../src/access/snapshot.js';
import type { HoldingScope } from '../../../../src/explain/holdingScope.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import { readSetsThatHold, soughtSets } from '../../../../src/org/read/setsThatHold.js';
import type { SetsThatHold } from '../../../../src/org/read/setsThatHold.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { failureOf } from '../../../support/failureOf.js';
import { content, schema } from '../../support/snapshot.js';

type Rows = Readonly<Record<string, ReadonlyArray<Record<string, unknown>> | 'refused'>>;

/** An org that answers with these rows, by the object that is asked; `isRefused` says which statements it refuses. */
const orgWith = (rows: Rows, isRefused: (soql: string) => boolean = () => false) => {
  const asked: string[] = [];
  const answer = ({ path }: Subrequest): Reply => {
    const soql = decodeURIComponent(path).replace(/^.*\?q=/, '');
    asked.push(soql);
    const [, from = ''] = / FROM (\w+)/.exec(soql.replace(/\(SELECT[^)]*\)/g, '')) ?? [];
    const records = rows[`${from}${soql.includes('Profile.Permissions') ? ' of profiles' : ''}`] ?? [];
    if (records === 'refused' || isRefused(soql))
      return { ok: false, errorCode: 'INVALID_FIELD', message: 'No such column' } as unknown as Reply;
    return { ok: true, body: { totalSize: records.length, done: true, records } };
  };
  const client = {
    composite: (all: readonly Subrequest[]) => Promise.resolve(new Map(all.map((one) => [one.ref, answer(one)]))),
  } as unknown as OrgClient;
  return { client, asked };
};

const scope = (more: Partial<HoldingScope> = {}): HoldingScope => ({
  userPermissions: ['ViewAllData'],
  sobjects: ['Lead'],
  words: new Set(['read'] as const),
  fields: [{ sobject: 'Lead', field: 'Email' }],
  opened: new Map(),
  userFlags: [],
  namespaces: [],
  ...more,
});

const parentOf = (id: string, group: string | null = null): Record<string, unknown> => ({
  ParentId: id,
  Parent: { Name: `Set_${id}`, PermissionSetGroupId: group },
});
const words = (...held: string[]): Record<string, boolean> =>
  Object.fromEntries(
    ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'].map((word) => [
      `Permissions${word}`,
      held.includes(word),
    ]),
  );
const [a, b, group, muting, license] = [
  '0PS00000000000A',
  '0PS00000000000B',
  '0PG00000000000G',
  '0QM00000000000M',
  '0PL1',
];

const lead = (id: string, ...held: string[]): Record<string, unknown> => ({
  ...parentOf(id, id === b ? group : null),
  SobjectType: 'Lead',
  ...words(...held),
});
const email = (id: string): Record<string, unknown> => ({
  ...parentOf(id),
  SobjectType: 'Lead',
  Field: 'Lead.Email',
  PermissionsRead: true,
  PermissionsEdit: false,
});
const whole: Rows = {
  PermissionSet: [{ Id: a, Name: 'Set_A', PermissionSetGroupId: null, PermissionsViewAllData: true }],
  ObjectPermissions: [lead(b, 'Read', 'Edit'), lead(muting, 'Read')],
  FieldPermissions: [email(a)],
};

const read = (
  rows: Rows,
  more: Partial<HoldingScope> = {},
  org: OrgSchema = schema(),
  isRefused?: (soql: string) => boolean,
) => readSetsThatHold(orgWith(rows, isRefused).client, org, scope(more), 0);

describe('what the sets of an org hold', () => {
  it('permissions, objects and fields by the id of the set, and of which group a set is the sum', async () => {
    const { contents, sets, groupOf } = await read(whole);
    expect([...(contents.get(a)?.userPermissions ?? [])]).to.deep.equal(['viewalldata']);
    expect([...(contents.get(a)?.fields ?? [])]).to.deep.equal([['lead.email', 'read']]);
    expect([...(contents.get(b)?.objects.get('lead') ?? [])]).to.deep.equal(['read', 'edit']);
    expect(sets.get(b)?.name).to.equal(`Set_${b}`);
    expect([...groupOf]).to.deep.equal([[b, group]]);
  });

  it('which of them open a custom setting by themselves, whatever the length of its id', async () => {
    const rows: Rows = { SetupEntityAccess: [{ ...parentOf(b, group), SetupEntityId: '01I000000000001AAA' }] };
    const { contents, groupOf } = await read(rows, { opened: new Map([['01I000000000001', 'Settings__c']]) });
    expect([...(contents.get(b)?.setupEntities ?? [])]).to.deep.equal([openedKey('Settings__c')]);
    expect([...groupOf]).to.deep.equal([[b, group]]);
  });

  const sent = async (more: Partial<HoldingScope>, org = schema()): Promise<string[]> => {
    const { client, asked } = orgWith({});
    await readSetsThatHold(client, org, scope(more), 0);
    return asked.map((soql) => / FROM (\w+)/.exec(soql)?.[1] ?? '');
  };
  it('asks only about what matters', async () => {
    const all = await sent({});
    expect(all).to.include.members(['PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'MutingPermissionSet']);
    expect(await sent({ fields: [] })).to.not.include('FieldPermissions');
    expect(await sent({})).to.not.include('SetupEntityAccess');
    expect(await sent({ sobjects: [] })).to.not.include('ObjectPermissions');
    expect(await sent({ userPermissions: [] })).to.not.include.any.members(['PermissionSet', 'MutingPermissionSet']);
    expect(await sent({ userPermissions: ['NotInThisOrg'] })).to.not.include('PermissionSet');
  });

  it('of a permission that only profiles have, every profile; whoever is hidden may have it', async () => {
    const rows: Rows = {
      'PermissionSet of profiles': [
        { Id: a, Profile: { PermissionsChatterInternalUser: true } },
        { Id: b, Profile: null },
      ],
    };
    const told = await read(rows, { userPermissions: ['ChatterInternalUser'], sobjects: [], fields: [] });
    expect([...(told.sets.get(a)?.profileOnly ?? [])]).to.deep.equal(['chatterinternaluser']);
    expect(told.sets.get(b)?.profileOnly).to.equal(null);
  });

  it('in an org without groups asks again without them, and knows of none that waits', async () => {
    const told = await read(whole, {}, schema(), (soql) => /PermissionSetGroup|MutingPermissionSet/.test(soql));
    expect([...(told.contents.get(a)?.userPermissions ?? [])]).to.deep.equal(['viewalldata']);
    expect(told.components).to.deep.equal(known([]));
  });

  for (const from of ['PermissionSet', 'ObjectPermissions', 'FieldPermissions'])
    it(`names nobody where ${from} cannot be read`, async () => {
      const failure = await failureOf(read({ ...whole, [from]: 'refused' }));
      expect(failure.code).to.equal('REFUSED');
    });

  it('tells which licenses are not in force, or may not be', async () => {
    const row = (id: string, status: string): Record<string, unknown> => ({
      ...{ Id: id, DeveloperName: id, MasterLabel: id, Status: status, ExpirationDate: null },
      ...{ TotalLicenses: 5, UsedLicenses: 1 },
    });
    const told = await read({ ...whole, PermissionSetLicense: [row(license, 'Disabled'), row('0PL2', 'Active')] });
    expect(told.doubtfulLicenses).to.deep.equal(known([license]));
  });
});

describe('whose assignments have to be read', () => {
  const held = (more: Partial<SetsThatHold> = {}): SetsThatHold => ({
    contents: new Map([
      [a, content({ permissions: ['ViewAllData'] })],
      [b, content({ permissions: ['ViewAllData'] })],
      [muting, content({ permissions: ['ViewAllData'] })],
    ]),
    sets: new Map(),
    groupOf: new Map(),
    components: known([]),
    mutingRows: known(true),
    untold: { userPermissions: new Map(), mutedPermissions: new Map(), objects: new Map(), fields: new Map() },
    doubtfulLicenses: known([]),
    ...more,
  });
  const all = (): boolean => true;
  const table: ReadonlyArray<readonly [string, Partial<SetsThatHold>, () => boolean, string[], string[]]> = [
    ['of sets that hold it, not of muting ones', {}, all, [a, b], []],
    ['of none where nothing matters', {}, () => false, [], []],
    ['of the group of which a set is the sum', { groupOf: new Map([[b, group]]) }, all, [a], [group]],
    [
      'of a group that waits and has a member that holds it',
      { components: known([{ groupId: group, permissionSetId: a, name: 'A' }] as never) },
      all,
      [a, b],
      [group],
    ],
    [
      'of no group that waits and has other members',
      { components: known([{ groupId: group, permissionSetId: 'other', name: 'A' }] as never) },
      all,
      [a, b],
      [],
    ],
    ['where it is not known which groups wait', { components: gap('NOT_ANSWERED', 'X', '') }, all, [a, b], []],
    [
      'of profiles that have it or are hidden, each once',
      {
        sets: new Map([
          [a, { name: 'a', profileOnly: null }],
          ['0PSP', { name: 'p', profileOnly: new Set(['x']) }],
          ['0PSQ', { name: 'q', profileOnly: new Set<string>() }],
        ]),
      },
      all,
      [a, b, '0PSP'],
      [],
    ],
  ];
  for (const [title, more, matters, setIds, groupIds] of table)
    it(title, () => {
      expect(soughtSets(held(more), matters)).to.deep.equal({ setIds, groupIds });
    });
});
