/** A check of several users or against several definitions as a report document: what stands before and behind the groups. */
import { expect } from 'chai';
import { gap } from '../../../../src/access/snapshot.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import type { UserSpec } from '../../support/snapshot.js';
import { definition } from '../support/scenes.js';
import { able, callsApis, documentOf, globex, unable } from './support/checkScenes.js';
import type { CheckScene } from './support/checkScenes.js';

const command = 'sf integration check -i ciro -u ciro@example.com -o admin@example.com';
const second: UserSpec = {
  ...able,
  ...{ id: '005000000000004AAA', username: 'two@example.com', name: 'Two' },
};
const nobody = { username: 'nobody@example.com', code: 'USER_NOT_FOUND', meant: [] } as const;
const twice = { ...nobody, username: 'twice@example.com', code: 'USER_AMBIGUOUS', meant: ['a', 'b'] } as const;
const both = (): CheckScene => ({ sets: [definition([callsApis]), globex()] });

/** A user of whom nobody knows whether he has what is needed. */
const unclear: UserSpec = {
  ...unable,
  evidence: { userPermissionRows: gap('NOT_AUTHORISED', 'PermissionSet', 'INVALID_TYPE') },
};

describe('the title of a check', () => {
  const cases: ReadonlyArray<readonly [string, () => CheckScene]> = [
    ['Acme Sync: what ciro@example.com may do', () => ({})],
    ['What ciro@example.com may do, for 2 integrations', both],
    ['What 2 users may do, for Acme Sync', () => ({ users: [able, unable] })],
    ['What 2 users may do, for 2 integrations', () => ({ ...both(), users: [able, unable] })],
    ['What 2 users may do, for 2 integrations', () => ({ notFound: [nobody], report: { unjudged: ['globex'] } })],
    ['What 3 users may do, for Acme Sync', () => ({ notFound: [nobody, twice] })],
    [
      'Acme\\u{1b} Sync: what ciro@example.com may do',
      () => ({ sets: [{ ...definition([callsApis]), label: 'Acme\u001b Sync' }] }),
    ],
  ];
  for (const [title, scene] of cases) it(title, () => expect(documentOf(scene()).title).to.equal(title));
});

describe('the verdict of several checks', () => {
  const cases: ReadonlyArray<readonly [string, () => CheckScene, ReportDocument['verdict']]> = [
    ['all are ready', () => ({ users: [able, second] }), { word: 'READY', text: '2 of 2 ready.', tone: 'good' }],
    ['one is not', () => ({ users: [able, unable] }), { word: 'NOT READY', text: '1 of 2 ready.', tone: 'bad' }],
    [
      'of one it is not known',
      () => ({ users: [able, unclear] }),
      { word: 'NOT KNOWN', text: '1 of 2 ready.', tone: 'unsure' },
    ],
    [
      'one is not ready, of one it is not known',
      () => ({ users: [able, { ...unclear, id: '005000000000005AAA', username: 'x@example.com' }, unable] }),
      { word: 'NOT READY', text: '1 of 3 ready.', tone: 'bad' },
    ],
    [
      'one name leads to nobody',
      () => ({ notFound: [nobody] }),
      { word: 'NOT READY', text: '1 of 1 ready. 1 user not found.', tone: 'bad' },
    ],
    [
      'two names lead to nobody',
      () => ({ notFound: [nobody, twice] }),
      { word: 'NOT READY', text: '1 of 1 ready. 2 users not found.', tone: 'bad' },
    ],
  ];
  for (const [name, scene, verdict] of cases)
    it(`where ${name}`, () => expect(documentOf(scene()).verdict).to.deep.equal(verdict));
});

describe('the table of who is ready for what', () => {
  const matrixOf = (scene: CheckScene): ReportDocument['tables'][number] | undefined =>
    documentOf(scene).tables.find(({ key }) => key === 'matrix');

  it('is left out for one user and one definition', () => expect(matrixOf({})).to.equal(undefined));

  const title = 'Who is ready for what';
  const explained =
    '"missing": required needs, impossible ones too; "open": left to people. Unless named, the default variant is checked, and further roles are left out.';
  const ready = { text: 'READY', tone: 'good' };
  const lacks = { text: '1 missing', tone: 'bad' };

  it('has a cell of each definition, and one sentence of a name that leads to nobody', () =>
    expect(matrixOf({ ...both(), users: [able, unable], notFound: [nobody] })).to.deep.equal({
      ...{ key: 'matrix', title, notes: ['2 of 4 ready. 2 not ready. 1 user not found.', explained] },
      columns: ['User', 'acme', 'globex'],
      rowUsers: ['ciro@example.com', 'new@example.com', 'nobody@example.com'],
      rows: [
        [{ text: 'ciro@example.com' }, ready, ready],
        [{ text: 'new@example.com' }, lacks, lacks],
        [{ text: 'nobody@example.com' }, { text: 'no such user', tone: 'bad' }, { text: '' }],
      ],
    }));

  it('explains the mark of a user who can do far more', () => {
    const far: UserSpec = { ...able, sources: [{ name: 'All', permissions: ['ApiEnabled', 'ModifyAllData'] }] };
    expect(
      matrixOf({
        sets: [definition([callsApis]), globex(['{ userPermission: ModifyAllData }'])],
        users: [far, second],
      }),
    ).to.deep.equal({
      ...{
        key: 'matrix',
        title,
        notes: ['3 of 4 ready. 1 not ready.', explained, '! = can do far more than is needed'],
      },
      columns: ['User', 'acme', 'globex'],
      rowUsers: ['ciro@example.com', 'two@example.com'],
      rows: [
        [{ text: 'ciro@example.com' }, { text: 'READY !', tone: 'good' }, ready],
        [{ text: 'two@example.com' }, ready, lacks],
      ],
    });
  });

  it('is there for one user and a name that leads to nobody, and without one', () => {
    const keysOf = (scene: CheckScene): string[] => documentOf(scene).tables.map(({ key }) => key);
    expect([keysOf({ notFound: [nobody] }), keysOf({ users: [able, second] }), keysOf(both())]).to.deep.equal([
      ['matrix'],
      ['matrix'],
      ['matrix'],
    ]);
  });
});

describe('a name that leads to nobody', () => {
  const groupOf = (at: number, user: string, text: string): object => ({
    ...{ key: `user-${at}`, title: user, user, facts: [], warnings: [], causes: [] },
    verdict: { word: 'NOT READY', text, tone: 'bad' },
    items: [
      {
        ...{
          id: `user:${user}`,
          kind: 'user',
          level: 'required',
          status: 'unmet',
          fails: true,
          code: 'USER_NOT_FOUND',
        },
        ...{ tone: 'bad', statusWord: 'MISSING', name: user, message: text },
        actions: [`Correct the usernames that no user of this org has: ${user}.`],
        ...{ because: [], sources: [], details: [], blockedBy: [], places: [] },
      },
    ],
  });

  it('is a group of its own, which fails', () => {
    const hostile = { ...nobody, username: 'n\u001b@example.com', meant: ['m\u001b@example.com'] };
    expect(documentOf({ notFound: [nobody, hostile] }).groups.slice(1)).to.deep.equal([
      groupOf(1, 'nobody@example.com', 'no such user'),
      groupOf(2, 'n\\u{1b}@example.com', 'no such user; did you mean m\\u{1b}@example.com?'),
    ]);
  });
});

describe('the steps of several checks', () => {
  const again = { text: 'Check again:', command };
  const repeat = {
    text: 'Check again at any time. In a pipeline, this exits with 0 as long as everything required is met:',
    command,
  };
  const setup = 'sf integration setup --dry-run';
  const grantFor = (username: string): object => ({
    text: `acme, ${username}: Give what is missing. This shows the change, and changes nothing yet:`,
    command: `sf integration grant -i integrations/acme.yml -u ${username} -o admin@example.com --dry-run`,
  });
  const third: UserSpec = { ...unable, id: '005000000000006AAA', username: 'third@example.com' };
  const cases: ReadonlyArray<readonly [string, () => CheckScene, object[]]> = [
    ['are the check alone where all are ready', () => ({ users: [able, second] }), [repeat]],
    [
      'say for whom they are, and leave out who is ready',
      () => ({ users: [able, unable, third] }),
      [grantFor('new@example.com'), grantFor('third@example.com'), again],
    ],
    [
      'end without a check where no command is known',
      () => ({ users: [able, unable], options: { command: '' } }),
      [grantFor('new@example.com')],
    ],
    [
      'are one setup, said once, where that does all of it',
      () => ({ users: [able, unable, third], options: { setupCommand: setup } }),
      [
        {
          text: 'Give all that is missing in one go, for all checks of this run, with the field history that is wanted. This shows the plan, and changes nothing yet:',
          command: setup,
        },
        again,
      ],
    ],
    [
      'are no setup where all are ready, whatever is recommended',
      () => ({
        rules: [callsApis, '{ userPermission: RunReports, level: recommended }'],
        users: [able, second],
        options: { setupCommand: setup },
      }),
      [repeat],
    ],
    [
      'begin with a name that leads to nobody',
      () => ({ notFound: [nobody] }),
      [{ text: 'Correct the usernames that no user of this org has: nobody@example.com.' }, repeat],
    ],
  ];
  for (const [name, scene, steps] of cases) it(name, () => expect(documentOf(scene()).steps).to.deep.equal(steps));
});

describe('the fields of checks', () => {
  it('are a table of each check, where they are asked for', () => {
    const columns = ['Field', 'Access', 'Status', 'Why'];
    const hidden = (field: string): object[] => [
      ...[{ text: field }, { text: 'Read' }, { text: 'Error', tone: 'bad' }],
      { text: `Field-level security hides Read access to ${field}.` },
    ];
    const base = {
      name: 'Base',
      objects: { Lead: 'read', Account: 'read' },
      fields: { 'Lead.Email': 'read' },
    } as const;
    const scene: CheckScene = {
      rules: ['{ field: [Lead.Email, Lead.Phone] }', '{ field: Account.Website, access: edit, level: recommended }'],
      users: [{ ...able, sources: [base] }, unable],
    };
    expect(documentOf(scene).tables.slice(1)).to.deep.equal([]);
    expect(documentOf({ ...scene, options: { fields: { sobjects: ['Lead'] } } }).tables.slice(1)).to.deep.equal([
      {
        ...{ key: 'fields-1', of: { integration: 'acme', user: 'ciro@example.com' } },
        ...{ title: 'Fields: acme for ciro@example.com', notes: [], columns },
        rows: [
          [{ text: 'Lead.Email' }, { text: 'Read' }, { text: 'Active', tone: 'good' }, { text: '' }],
          hidden('Lead.Phone'),
        ],
      },
      {
        ...{ key: 'fields-2', of: { integration: 'acme', user: 'new@example.com' } },
        ...{ title: 'Fields: acme for new@example.com', notes: [], columns },
        rows: [hidden('Lead.Email'), hidden('Lead.Phone')],
      },
    ]);
  });
});
