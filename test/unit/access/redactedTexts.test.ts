import { expect } from 'chai';
import type { ReadFact } from '../../../src/access/orgAutomation.js';
import { isRedacted, redactBeside, redactSnapshot } from '../../../src/access/redactSnapshot.js';
import type { AccessSnapshot, OrgIdentity, OrgSchema } from '../../../src/access/snapshot.js';
import { schema, snapshot, user } from '../support/snapshot.js';

const scene = (
  usernames: ReadonlyArray<string | { username: string; requestedUsername: string }> = ['ann@acme.com'],
  org: Partial<OrgIdentity> = {},
): AccessSnapshot => {
  const plain = snapshot(user());
  const users = usernames.map((one) => user(typeof one === 'string' ? { username: one } : one));
  const acme = {
    id: '00DAA00000012abMAA',
    username: 'runner@acme.com',
    instanceUrl: 'https://acme--uat.sandbox.my.salesforce.com',
  };
  return { ...plain, org: { ...plain.org, ...acme, ...org }, users };
};

describe('texts that lie beside a redacted snapshot', () => {
  const rows: ReadonlyArray<readonly [title: string, text: string, expected: string, of?: () => AccessSnapshot]> = [
    ['words stay as they are', 'Acme sends 3 records, a@b', 'Acme sends 3 records, a@b'],
    ['the user', "Ann@acme.com is 'ann@acme.com'", "user1@example.com is 'user1@example.com'"],
    ['who runs the command', 'runner@acme.com', 'runner@example.com'],
    [
      'who runs the command and is a user',
      'ann@acme.com bob@acme.com',
      'user1@example.com user2@example.com',
      () => scene(['ann@acme.com', 'bob@acme.com'], { username: 'BOB@acme.com' }),
    ],
    [
      'a username that begins with another',
      'ann@acme.com.uat ann@acme.com',
      'user2@example.com user1@example.com',
      () => scene(['ann@acme.com', 'ann@acme.com.uat']),
    ],
    [
      'a user by the name that was asked for',
      'ann@acme.com is ann@acme.com.uat',
      'user1@example.com is user1@example.com',
      () => scene([{ username: 'ann@acme.com.uat', requestedUsername: 'ann@acme.com' }]),
    ],
    [
      'usernames that look as if they were made up: each keeps its own',
      'user1@example.com USER2@example.com runner@example.com',
      'user2@example.com user1@example.com user3@example.com',
      () => scene(['user2@example.com', 'user1@example.com', 'runner@example.com'], { username: 'user1@example.com' }),
    ],
    [
      'a username that was asked for and is that of another user',
      'ann@acme.com ann@acme.com.uat',
      'user2@example.com user1@example.com',
      () => scene([{ username: 'ann@acme.com.uat', requestedUsername: 'ann@acme.com' }, 'ann@acme.com']),
    ],
    [
      'capital letters that are not those of English',
      'JÜRGEN@ACME.DE',
      'user1@example.com',
      () => scene(['jürgen@acme.de']),
    ],
    ['no names at all', 'ann@acme.com', 'person1@example.com', () => scene([''], { username: '' })],
    [
      'addresses of others, each by one name',
      "jane@acme.com bob@x.org JANE@acme.com = 'jane@acme.com'",
      "person1@example.com person2@example.com person1@example.com = 'person1@example.com'",
    ],
    ['the id of the org, long and short', '00DAA00000012abMAA 00DAA00000012ab', '00D000000000000EAA 00D000000000000'],
    ['its host', 'https://acme--uat.sandbox.my.salesforce.com/home', 'https://redacted.my.salesforce.com/home'],
    [
      'the company in its other hosts, and nowhere else',
      'ACME--uat--c.sandbox.vf.force.com acme.lightning.force.com myacme.lightning.force.com acme.com',
      'redacted--uat--c.sandbox.vf.force.com redacted.lightning.force.com myacme.lightning.force.com acme.com',
    ],
    [
      'an address that is of no company',
      'login.example.org login.lightning.force.com',
      'redacted.my.salesforce.com login.lightning.force.com',
      () => scene(['ann@acme.com'], { instanceUrl: 'https://login.example.org/' }),
    ],
  ];
  for (const [title, text, expected, of] of rows)
    it(title, () => {
      expect(redactBeside((of ?? scene)(), text)).to.equal(expected);
    });

  it('stand in maps, sets, lists and objects, of which all else stays', () => {
    const told = (name: string): unknown => ({
      map: new Map([['ann@acme.com', name]]),
      set: new Set([name, 1]),
      list: [name, null, undefined, true],
      none: null,
    });
    expect(redactBeside(scene(), told('ann@acme.com'))).to.deep.equal(told('user1@example.com'));
  });
});

describe('what stays and what goes of a redacted snapshot', () => {
  it('who is who, where it is redacted once more', () => {
    const once = redactSnapshot(scene(['runner@acme.com', 'ann@acme.com']));
    const twice = redactSnapshot(once);
    expect(once.org.username).to.equal('user1@example.com');
    expect(twice.org.username).to.equal('user1@example.com');
    expect(twice.users.map(({ username }) => username)).to.deep.equal(['user1@example.com', 'user2@example.com']);
  });

  it('usernames by the thousand, in one pass', () => {
    const names = Array.from({ length: 5_000 }, (_, at) => `${at}.sync@acme.com`);
    const { users } = redactSnapshot(scene(names));
    expect(users.at(-1)?.username).to.equal('user5000@example.com');
  }).timeout(10_000);

  it('the org: its version and type stay', () => {
    const redacted = {
      id: '00D000000000000EAA',
      username: 'runner@example.com',
      instanceUrl: 'https://redacted.my.salesforce.com',
      apiVersion: '68.0',
      name: 'Org',
      type: 'production',
    };
    expect(redactSnapshot(scene()).org).to.deep.equal(redacted);
    expect(redactSnapshot(scene(undefined, { name: null })).org).to.deep.equal({ ...redacted, name: null });
  });

  it('personal details of users, the same text by the same name; what is empty or no text stays', () => {
    const value = (one: string | number | null): ReadFact => ({ state: 'known', value: one });
    const facts = (doe: string, max: string): Map<string, ReadFact> =>
      new Map([
        ['$user.fax', value(null)],
        ['$user.extension', value('')],
        ['$user.lastname', value(doe)],
        ['$user.title', { state: 'absent' }],
        ['$user.manager.lastname', value(doe)],
        ['$organization.name', value(max)],
        ['$user.bypass__c', value('Doe')],
        ['$setup.bypass__c.name', value('Max')],
        ['$user.level__c', value(3)],
      ]);
    const { users } = redactSnapshot({ ...scene(), users: [user({ facts: facts('Doe', 'Max') }), user()] });
    expect(users.map(({ name }) => name)).to.deep.equal(['User 1', 'User 2']);
    expect(users[0]?.facts).to.deep.equal(facts('Name 1', 'Name 2'));
    expect(users[1]).to.not.have.property('facts');
  });

  it('the same details where conditions compare them: a whole value, or in quotes', () => {
    const rules = (whole: string, quoted: string): OrgSchema =>
      schema({
        automation: new Map([
          ['lead', { name: 'Doe', criteria: [{ value: whole, label: 'Doe' }, { value: 'Doe & Co' }], formula: quoted }],
        ]) as never,
      });
    const facts = new Map<string, ReadFact>([['$user.lastname', { state: 'known', value: 'Doe' }]]);
    const plain = { ...scene(), users: [user({ facts })], schema: rules('Doe', '"Doe" & \'Doe\' & Doe') };
    expect(redactSnapshot(plain).schema).to.deep.equal(rules('Name 1', '"Name 1" & \'Name 1\' & Doe'));
    expect(redactSnapshot(scene()).schema).to.deep.equal(schema());
  });
});

describe('whether a snapshot is redacted', () => {
  const rows: ReadonlyArray<readonly [instanceUrl: string, expected: boolean]> = [
    ['https://redacted.my.salesforce.com', true],
    ['https://Redacted.my.salesforce.com/lightning?x=1', true],
    ['http://redacted.my.salesforce.com#top', true],
    ['https://acme.my.salesforce.com', false],
    ['https://redacted.my.salesforce.com.acme.com', false],
    ['https://acme.com/redacted.my.salesforce.com', false],
  ];
  for (const [instanceUrl, expected] of rows)
    it(instanceUrl, () => {
      expect(isRedacted({ instanceUrl })).to.equal(expected);
    });
});
