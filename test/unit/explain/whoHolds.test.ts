/** Who of an org has one thing, from what was read about everybody. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { everybodyHolds, findingOfNobody, whoHolds } from '../../../src/explain/whoHolds.js';
import type { PossibleHolder, PossibleHolders, WhoHolds } from '../../../src/explain/whoHolds.js';
import { requirementFor } from '../../../src/explain/subject.js';
import { said } from '../support/said.js';
import { field, schema, source } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const readAccount = (): Requirement => requirementFor({ kind: 'object', sobject: 'Account', access: 'read' });

const holder = (username: string, sources: SourceSpec[], more: Partial<PossibleHolder> = {}): PossibleHolder => ({
  id: `005${username}`,
  username,
  name: username.toUpperCase(),
  profile: 'Standard User',
  userLicense: 'Salesforce',
  isActive: true,
  flags: new Map(),
  packages: new Map(),
  licenses: null,
  sources: sources.map(source),
  alike: username,
  ...more,
});

const everybody = (...users: PossibleHolder[]): PossibleHolders => ({
  users,
  evidence: { objectRows: known(true), fieldRows: known(true), userPermissionRows: known(true) },
});

const who = (users: PossibleHolder[], withInactive = false, subject = readAccount()): WhoHolds =>
  whoHolds(subject, schema(), everybody(...users), withInactive);

const reads: SourceSpec = { name: 'Reads', objects: { Account: 'read' } };
const names = (users: ReadonlyArray<{ readonly username: string }>): string[] => users.map(({ username }) => username);

describe('who has one thing', () => {
  it('everybody who does, by username, with every source', () => {
    const { users, active, inactive, unclear } = who([
      holder('c', [reads]),
      holder('a', [reads, { name: 'All', permissions: ['ViewAllData'] }]),
      holder('b', [{ name: 'Other', objects: { Contact: 'read' } }]),
    ]);
    expect(names(users)).to.deep.equal(['a', 'c']);
    expect(users[0]?.grantedBy.map(({ name, via = '' }) => `${name} ${via}`)).to.deep.equal([
      'Reads ',
      'All ViewAllData',
    ]);
    expect(users[0]).to.deep.include({ id: '005a', name: 'A', profile: 'Standard User', isActive: true, inPart: null });
    expect([active, inactive, unclear.length]).to.deep.equal([2, 0, 0]);
  });

  it('whoever is not active is counted, and listed on request', () => {
    const users = [holder('a', [reads]), holder('b', [reads], { isActive: false })];
    expect(names(who(users).users)).to.deep.equal(['a']);
    expect(names(who(users, true).users)).to.deep.equal(['a', 'b']);
    for (const told of [who(users), who(users, true)]) expect([told.active, told.inactive]).to.deep.equal([1, 1]);
    expect(who(users, true).users.map(({ isActive }) => isActive)).to.deep.equal([true, false]);
  });

  it('whoever is hidden is not known, if he is assigned what gives it', () => {
    const { users, unclear, active } = who([
      holder('a', [reads], { isActive: null }),
      holder('b', [{ ...reads, inert: 'expired' }], { isActive: null }),
    ]);
    expect(users).to.deep.equal([]);
    expect(active).to.equal(0);
    expect(names(unclear)).to.deep.equal(['a']);
    const { finding } = unclear[0] ?? {};
    expect(finding?.gap).to.deep.equal({ code: 'NOT_AUTHORISED', part: 'User', detail: '005a' });
    expect(finding && said(finding)).to.equal(
      'unknown NOT_READABLE (Account read | User | 005a); unread NOT_AUTHORISED User',
    );
  });

  it('whose licenses could not be read is not known, if he is assigned what gives it', () => {
    const { gap: unread } = gap('NOT_ANSWERED', 'PermissionSetLicenseAssign', '');
    const { users, unclear } = who([
      holder('a', [reads], { licenses: unread }),
      holder('b', [], { licenses: unread }),
      holder('c', [reads]),
    ]);
    expect(names(users)).to.deep.equal(['c']);
    expect(names(unclear)).to.deep.equal(['a']);
  });

  it('of whom it is unclear and who is not active, only on request', () => {
    const waiting: SourceSpec = {
      type: 'PermissionSetGroup',
      name: 'G',
      stale: true,
      members: { One: { objects: { Account: 'read' } } },
    };
    const users = [holder('a', [waiting]), holder('b', [waiting], { isActive: false })];
    expect(names(who(users).unclear)).to.deep.equal(['a']);
    expect(names(who(users, true).unclear)).to.deep.equal(['a', 'b']);
    expect(who(users).active).to.equal(0);
  });

  it('a license that opens it and is not in force takes it away', () => {
    const licensed = (force: 'inForce' | 'disabled'): Partial<PossibleHolder> => {
      const objects = new Map([['account', new Set(['read'] as const)]]);
      const standing = { force: known(force), seats: known({ total: 5, used: 1 }) };
      const psl = { id: '0PL', name: 'Psl', label: 'Psl', objects, userPermissions: null, standing };
      const license = { id: '100', name: 'Lesser', label: 'Lesser', objects: new Map(), userPermissions: null };
      const all = known([psl]);
      return { licenses: { license, permissionSetLicenses: all, orgLicenses: all }, userLicense: 'Lesser' };
    };
    const users = [holder('a', [reads], licensed('inForce')), holder('b', [reads], licensed('disabled'))];
    expect(names(who(users).users)).to.deep.equal(['a']);
  });

  it('sources are counted, that of most users first, then by name, then by what implies it', () => {
    const all: SourceSpec = { name: 'All', permissions: ['ViewAllData', 'ModifyAllData'] };
    const { sources } = who([
      holder('a', [reads]),
      holder('b', [{ ...reads, namespace: 'acme' }, all]),
      holder('c', [reads, { name: 'Bets', objects: { Account: 'read' } }]),
      holder('d', [{ ...reads, type: 'PermissionSetGroup' }]),
    ]);
    expect(
      sources.map(({ type, name, namespace, via, users }) => [users, type, namespace, name, via].join(' ')),
    ).to.deep.equal([
      '2 PermissionSet  Reads ',
      '1 PermissionSet  All ModifyAllData',
      '1 PermissionSet  All ViewAllData',
      '1 PermissionSet  Bets ',
      '1 PermissionSet acme Reads ',
      '1 PermissionSetGroup  Reads ',
    ]);
    for (const one of sources.filter(({ name }) => name !== 'All')) expect(one).to.not.have.property('via');
  });

  it('what is there in part only is told with the finding that says so', () => {
    const org = schema({
      fields: new Map([
        ['account', known(new Map([['secret__c', field('Secret__c', { dataType: 'encryptedstring' })]]))],
      ]),
      permissionSetColumns: known(
        new Map([['viewencrypteddata', { name: 'ViewEncryptedData', label: 'View Encrypted Data' }]]),
      ),
    });
    const subject = requirementFor({ kind: 'field', sobject: 'Account', field: 'Secret__c', access: 'read' });
    const masked: SourceSpec = { name: 'M', objects: { Account: 'read' }, fields: { 'Account.Secret__c': 'read' } };
    const all = everybody(
      holder('a', [masked]),
      holder('b', [{ ...masked, permissions: ['ViewEncryptedData'] }]),
      holder('c', []),
    );
    const told = whoHolds(subject, org, all, false);
    expect(told.users.map(({ username, inPart }) => [username, inPart && inPart.code])).to.deep.equal([
      ['a', 'VALUES_MASKED'],
      ['b', null],
    ]);
    expect(told.users[0]).to.deep.equal({
      id: '005a',
      username: 'a',
      name: 'A',
      profile: 'Standard User',
      userLicense: 'Salesforce',
      isActive: true,
      grantedBy: [{ type: 'PermissionSet', name: 'M', namespace: null, label: 'M' }],
      inPart: told.users[0]?.inPart,
    });
  });

  it('a user permission is there, whatever else is needed to make use of it', () => {
    const subject = requirementFor({ kind: 'userPermission', name: 'ConvertLeads' });
    const org = schema({
      permissionSetColumns: known(new Map([['convertleads', { name: 'ConvertLeads', label: 'Convert Leads' }]])),
    });
    const all = everybody(holder('a', [{ name: 'R', permissions: ['ConvertLeads'] }]));
    expect(whoHolds(subject, org, all, false).users.map(({ username, inPart }) => [username, inPart])).to.deep.equal([
      ['a', null],
    ]);
  });

  it('those who are alike are judged once, and told each', () => {
    const users = ['a', 'b'].map((name) => holder(name, [reads], { alike: 'same' }));
    const { users: told } = who(users);
    expect(names(told)).to.deep.equal(['a', 'b']);
    expect(told[0]?.grantedBy).to.equal(told[1]?.grantedBy);
  });

  it('what needs no permission everybody has, and nobody is listed', () => {
    const open = requirementFor({ kind: 'object', sobject: 'User', access: 'read' });
    const nobody = findingOfNobody(open, schema());
    expect(everybodyHolds(nobody)).to.deep.equal({
      ...{ nobody, withoutAny: true, users: [], active: null, inactive: null, unclear: [], sources: [] },
    });
    expect(everybodyHolds(findingOfNobody(readAccount(), schema()))).to.equal(null);
  });

  it('whether users have it to whom nothing is assigned', () => {
    expect(who([]).withoutAny).to.equal(false);
    const unread = { ...everybody(), evidence: { ...everybody().evidence, objectRows: gap('NOT_ANSWERED', 'X', '') } };
    expect(whoHolds(readAccount(), schema(), unread, false).withoutAny).to.equal('unknown');
  });
});
