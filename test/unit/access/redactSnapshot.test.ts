import { expect } from 'chai';
import { redactBeside, redactSnapshot, withoutFolders } from '../../../src/access/redactSnapshot.js';
import type { ReadFact } from '../../../src/access/orgAutomation.js';
import type { AccessSnapshot } from '../../../src/access/snapshot.js';
import { longId } from '../../../src/platform/recordId.js';

const known = (value: string): ReadFact => ({ state: 'known', value });

const snapshotOf = (more: {
  name?: string;
  facts?: ReadonlyArray<readonly [string, ReadFact]>;
  formula?: string;
  license?: string;
}): AccessSnapshot =>
  ({
    org: {
      id: '00DAA00000012abMAA',
      username: "o'brien@acme.com",
      instanceUrl: 'https://acme--uat.sandbox.my.salesforce.com',
      name: 'Salesforce',
      apiVersion: '68.0',
      type: 'sandbox',
    },
    takenAt: '2026-01-01T00:00:00.000Z',
    schema: {
      entities: { known: true, value: new Map([['lead', { name: 'Lead' }]]) },
      automation: new Map([
        ['lead', { rules: [{ id: '03d', name: 'Integration', formula: { known: true, value: more.formula ?? '' } }] }],
      ]),
    },
    users: [
      {
        id: '005',
        username: 'Jürgen@acme.de.uat',
        requestedUsername: 'jürgen@acme.de',
        name: more.name ?? 'Jürgen Bauer',
        userLicense: more.license ?? 'Salesforce',
        facts: new Map(more.facts ?? []),
        evidence: {
          mode: 'admin',
          sources: { known: true, value: [{ type: 'PermissionSet', name: 'Lead', label: 'x' }] },
        },
      },
    ],
  }) as unknown as AccessSnapshot;

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (one instanceof Map || one instanceof Set ? [...one] : one));

describe('redactSnapshot', () => {
  it('hides usernames, addresses, names, and every address of the org', () => {
    const formula =
      'AND($User.Username <> "jürgen@acme.de.uat", CONTAINS(x, \'o\'\'brien@acme.com\'), "https://acme.lightning.force.com/x 00DAA00000012ab")';
    const text = textOf(redactSnapshot(snapshotOf({ formula })));
    for (const secret of ['jürgen', 'Jürgen', 'Bauer', 'brien', 'acme', '00DAA00000012ab'])
      expect(text.includes(secret), secret).to.equal(false);
    expect(text).to.include('$User.Username <> \\"user1@example.com\\"');
  });

  it('hides ids of users, of whatever length, by which an org finds a person; ids that differ in case stay apart', () => {
    const [one, other, manager] = ['0055g0000000OQm', '0055g0000000oqm', '0055g0000000QUV'];
    const formula = `OR($User.Id = "${one}", CONTAINS("${longId(one)},${longId(other)}", $User.Id), $User.ManagerId = '${manager}')`;
    const snapshot = snapshotOf({ formula, facts: [['$user.managerid', known(longId(manager))]] });
    const [user] = snapshot.users;
    const both = { ...snapshot, users: [one, other].map((id) => ({ ...user, id: longId(id) })) } as AccessSnapshot;
    const { users, schema } = redactSnapshot(both);
    const made = ['005000000000001', '005000000000002', '005000000000003'];
    expect(users.map(({ id }) => id)).to.deep.equal(made.slice(0, 2).map(longId));
    expect(users[0]?.facts?.get('$user.managerid')).to.deep.equal(known(longId(made[2] ?? '')));
    expect(textOf(schema)).to.include(
      `OR($User.Id = \\"${made[0]}\\", CONTAINS(\\"${made.slice(0, 2).map(longId).join()}\\", $User.Id), $User.ManagerId = '${made[2]}')`,
    );
    // Once more is the same.
    expect(redactSnapshot(redactSnapshot(both)).users.map(({ id }) => id)).to.deep.equal(users.map(({ id }) => id));
  });

  it('keeps the state of facts, and texts that are compared the same on both sides', () => {
    const facts = [
      ['$user.lastname', known('Integration')],
      ['$user.manager.name', known('Jane Doe')],
      ['$organization.primarycontact', known('Max')],
      ['$user.bypass__c', known('yes')],
      ['$user.division', { state: 'unreadable' }],
    ] as const;
    const formula = 'OR($User.LastName = "Integration", $User.Manager.Name = \'Jane Doe\', $User.Bypass__c = "yes")';
    const { users, schema } = redactSnapshot(snapshotOf({ facts, formula }));
    expect([...(users[0]?.facts ?? [])]).to.deep.equal([
      ['$user.lastname', known('Name 1')],
      ['$user.manager.name', known('Name 2')],
      ['$organization.primarycontact', known('Name 3')],
      ['$user.bypass__c', known('yes')],
      ['$user.division', { state: 'unreadable' }],
    ]);
    expect(textOf(schema)).to.include(
      'OR($User.LastName = \\"Name 1\\", $User.Manager.Name = \'Name 2\', $User.Bypass__c = \\"yes\\")',
    );
    // The name of a rule is no text that is compared.
    expect(textOf(schema)).to.include('"name":"Integration"');
  });

  it('puts the same in place of a username wherever it stands, whatever letters are in it', () => {
    const snapshot = snapshotOf({ formula: '$User.Username <> "STRAßE@acme.de"' });
    const users = snapshot.users.map((user) => ({ ...user, username: 'straße@acme.de' }));
    expect(textOf(redactSnapshot({ ...snapshot, users }))).to.include('$User.Username <> \\"user1@example.com\\"');
  });

  it('keeps texts apart that look as if they were made up', () => {
    const facts = [
      ['$user.lastname', known('Name 2')],
      ['$user.firstname', known('Name 1')],
    ] as const;
    const formula = 'OR($User.LastName = "Name 2", $User.FirstName = "Name 1")';
    const { users, schema } = redactSnapshot(snapshotOf({ facts, formula }));
    expect([...(users[0]?.facts ?? [])].map(([, fact]) => fact)).to.deep.equal([known('Name 1'), known('Name 2')]);
    expect(textOf(schema)).to.include('OR($User.LastName = \\"Name 1\\", $User.FirstName = \\"Name 2\\")');
  });

  for (const name of ['Lead', 'edit', 'admin', 'Gong', 'ApiEnabled', 'User', 'Salesforce', 'true'])
    it(`leaves API names, licenses and words alone where somebody is called ${name}`, () => {
      const facts = [['$user.lastname', known(name)]] as const;
      const [plain, hidden] = [snapshotOf({}), redactSnapshot(snapshotOf({ name, facts, license: 'Salesforce' }))];
      expect(textOf(hidden.schema.entities)).to.equal(textOf(plain.schema.entities));
      expect(hidden.users[0]).to.deep.include({
        userLicense: 'Salesforce',
        name: 'User 1',
        evidence: plain.users[0]?.evidence,
      });
    });

  it('hides what lies beside: usernames that led to nobody, folders of definitions', () => {
    expect(
      textOf(redactBeside(snapshotOf({}), [{ username: 'jane@acme.com', meant: ['jürgen@acme.de.uat'] }])),
    ).to.equal('[{"username":"person1@example.com","meant":["user1@example.com"]}]');
    expect(withoutFolders('/Users/jane/acme/hg.yml')).to.equal('hg.yml');
    expect(withoutFolders('ciro@quick-setup')).to.equal('ciro@quick-setup');
  });

  const formulas: ReadonlyArray<readonly [title: string, formula: string, hidden: string]> = [
    ['in double quotes', 'IF(u="a@b.com",1,0)&"a@b.com"&X', 'IF(u="person1@example.com",1,0)&"person1@example.com"&X'],
    [
      'in single quotes behind an operator',
      "$User.Email='a@b.com'&X+'c@d.com'",
      "$User.Email='person1@example.com'&X+'person2@example.com'",
    ],
    ['behind a text in single quotes', "'x'='a@b.com'", "'x'='person1@example.com'"],
    ['behind an operator alone', '&a@b.com', '&person1@example.com'],
    [
      'in an address of a page',
      'https://x.io/y?q=1&mail=a@b.com&z=2',
      'https://x.io/y?q=1&mail=person1@example.com&z=2',
    ],
    ['with an apostrophe', "'o'brien@b.com'", "'person1@example.com'"],
    ['with an apostrophe that is escaped', String.raw`'o\'brien@b.com'`, "'person1@example.com'"],
    ['with signs of its own', '"jane&joe+x=y@b.com"', '"person1@example.com"'],
  ];
  for (const [title, formula, hidden] of formulas)
    it(`hides an address ${title}, and nothing around it`, () => {
      expect(redactBeside(snapshotOf({}), formula)).to.equal(hidden);
    });
});
