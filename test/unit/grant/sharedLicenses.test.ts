import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { entryId } from '../../../src/access/entry.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import { license } from '../support/licenses.js';
import { needs, requirement } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { planned } from '../support/plans.js';

const ceiling = { id: '0PL', name: 'SalesforceAPIIntegrationPsl', label: 'Salesforce API Integration', objects: null };

const orgLicenses = known([{ ...ceiling, userPermissions: new Set(['viewsetup']) }]);
const integrationUser: UserSpec = {
  id: '005000000000002AAA',
  username: 'api@example.com',
  userLicense: 'Salesforce Integration',
  orgLicenses,
};

const plan = (...users: UserSpec[]): Plan =>
  planned({ users }, [
    requirement(needs.permission('RunReports')),
    requirement(needs.permission('ViewSetup')),
    requirement(needs.object('Account', 'read')),
  ]);

const ids = ({ adds }: Plan): string[] => adds.map(({ entry }) => entryId(entry));

describe('planGrant: users of different licenses share one permission set', () => {
  it('grants a full license what it allows', () => {
    expect(ids(plan({}))).to.include('userPermission:RunReports');
  });

  it('leaves out what the licenses of one of them forbid, for the whole assignment would be refused (A16, A20)', () => {
    const shared = plan({}, integrationUser);
    expect(ids(shared)).to.deep.equal(['object:Account:read', 'userPermission:ViewSetup']);
    expect(shared.manual.map(({ id }) => id)).to.include('userPermission:RunReports');
  });

  it('tells the reason as it will be with the license that the plan assigns', () => {
    const alone = plan(integrationUser);
    expect(alone.users[0]?.licenses).to.deep.equal(['SalesforceAPIIntegrationPsl']);
    expect(alone.manual.map(({ id, code }) => [id, code])).to.deep.equal([
      ['userPermission:RunReports', 'LICENSE_FORBIDS_PERMISSION'],
    ]);
  });

  it('does not say that a license is given where another user lacks it, of whom nobody asked for it', () => {
    const named = { kind: 'permissionSetLicense', name: ceiling.name } as const;
    const both = planned({ users: [integrationUser, { orgLicenses }] }, [
      requirement(needs.permission('ViewSetup')),
      requirement(named, { level: 'recommended' }),
    ]);
    expect(both.users.map(({ licenses }) => licenses)).to.deep.equal([[ceiling.name], []]);
    expect(both.closes).to.deep.equal(['userPermission:ViewSetup']);
    expect(both.leftOut.map(({ id, level }) => [id, level])).to.deep.equal([
      [`license:${ceiling.name}`, 'recommended'],
    ]);
  });

  it('gives the set to nobody whose license is for people to give, and to the others all the same (A12)', () => {
    const noSeat = known([license(ceiling.name, { free: 0 })]);
    const both = plan({ ...integrationUser, orgLicenses: noSeat }, { orgLicenses: noSeat });
    expect(both.users.map(({ assign }) => assign)).to.deep.equal([false, true]);
    expect(both.unassignable).to.deep.equal([]);
    expect(both.manual.map(({ id, code }) => [id, code])).to.deep.include([
      `license:${ceiling.name}`,
      'LICENSE_NO_SEAT',
    ]);
  });

  it('knows where nothing forbids anything', () => {
    expect(
      plan({ orgLicenses: gap('NOT_ANSWERED', 'PermissionSetLicense', ''), permissionSetLicenses: known([]) }).manual,
    ).to.deep.equal([]);
  });
});
