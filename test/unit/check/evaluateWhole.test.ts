/** Findings in whole, where rules forbid something, ask for it on the profile, or the API version hides what the org has. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate, namedPermissionsIn } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { said } from '../support/said.js';
import { field as fieldOf, needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../support/snapshot.js';

const { object, permission, field, anyOf } = needs;

/** What is said of the findings of these rules, and of nothing that is added to them. */
const found = (rules: readonly Requirement[], spec: UserSpec, more: Partial<OrgSchema> = {}): string[] => {
  const one = user(spec);
  return evaluate(rules, snapshot(one, schema(more)), one)
    .filter(({ kind }) => kind !== 'user')
    .map((finding) => `${finding.id}: ${said(finding)}`);
};

describe('a forbidden thing that is there', () => {
  const profile: SourceSpec = { type: 'Profile', name: 'Admin', permissions: ['RunReports'] };
  const set: SourceSpec = { name: 'Sync', permissions: ['RunReports'] };
  const forbidden = (need: Need, spec: UserSpec): string[] => found([requirement(need, { forbid: true })], spec);
  const id = 'userPermission:RunReports';
  const rows: ReadonlyArray<readonly [title: string, sources: SourceSpec[], expected: string]> = [
    ['by a permission set', [set], `unmet FORBIDDEN_HELD (${id}); from Sync`],
    ['by the profile alone', [profile], `unmet FORBIDDEN_HELD (${id}), fromProfile; from Admin`],
    ['by the profile too', [set, profile], `unmet FORBIDDEN_HELD (${id}), fromProfileToo; from Sync; from Admin`],
    ['by nothing', [{ name: 'Other', permissions: ['ViewSetup'] }], `met NOT_HELD (${id})`],
  ];
  for (const [title, sources, expected] of rows)
    it(`says so where it is given ${title}`, () =>
      expect(forbidden(permission('RunReports'), { sources })).to.deep.equal([`not:${id}: ${expected}`]));

  it('says so of the profile and the license itself, in their own words', () => {
    expect(forbidden({ kind: 'profile', names: ['Standard User'] }, {})).to.deep.equal([
      'not:profile:Standard User: unmet FORBIDDEN_HELD (profile:Standard User), profile; from Standard User',
    ]);
    expect(forbidden({ kind: 'userLicense', names: ['Salesforce'] }, {})).to.deep.equal([
      'not:userLicense:Salesforce: unmet FORBIDDEN_HELD (userLicense:Salesforce), userLicense; from Standard User',
    ]);
  });

  it('is not known to be missing by a rule that is only concluded, which is told by its name', () => {
    const org: Partial<OrgSchema> = {
      entities: known(
        new Map(['Product2', 'Pricebook2', 'PricebookEntry'].map((name) => [name.toLowerCase(), { name }])),
      ),
      permissionableObjects: known(objectList('Product2', 'Pricebook2')),
    };
    const need = object('PricebookEntry', 'read');
    const id = 'object:PricebookEntry:read';
    const waits = 'waits for object:Product2:read; waits for object:Pricebook2:read';
    expect(found([requirement(need)], {}, org)).to.deep.equal([
      `${id}: unmet PROBABLY_MISSING (PricebookEntry | read | Product2:read, Pricebook2:read); ${waits}`,
    ]);
    expect(found([requirement(need, { forbid: true })], {}, org)).to.deep.equal([
      `not:${id}: unknown NO_RULE (PricebookEntry | read)`,
    ]);
  });
});

describe('a user permission that only counts from the profile', () => {
  const onProfile = (): Requirement => requirement({ kind: 'userPermission', name: 'ViewAllData', on: 'profile' });
  const readAccount = (): Requirement => requirement(object('Account', 'read'));

  it('is never given, so nothing waits for it that it would bring along', () => {
    expect(found([readAccount(), onProfile()], {})).to.deep.equal([
      'object:Account:read: unmet OBJECT_PERMISSION_MISSING (Account | read)',
      'userPermission:ViewAllData: unmet NOT_ON_PROFILE (ViewAllData label (ViewAllData) | Standard User)',
    ]);
    expect(found([readAccount(), requirement(permission('ViewAllData'))], {})).to.deep.equal([
      'object:Account:read: unmet COMES_WITH_MISSING_PERMISSION (Account | read | ViewAllData); waits for userPermission:ViewAllData',
      'userPermission:ViewAllData: unmet USER_PERMISSION_MISSING (ViewAllData label (ViewAllData) | ViewAllData)',
    ]);
  });

  it('is none that rules name for a permission set', () => {
    const way = requirement(anyOf('way', [requirement(permission('RunReports'))], [onProfile()]));
    expect(namedPermissionsIn([onProfile(), readAccount(), requirement(permission('ViewSetup')), way])).to.deep.equal([
      'viewsetup',
      'runreports',
    ]);
  });
});

describe('what is not there, where an older version of the API was asked', () => {
  const older: Partial<OrgSchema> = { olderVersion: { used: '60.0', newest: '68.0' } };
  const hidden = (id: string, name: string): string =>
    `${id}: unknown HIDDEN_BY_API_VERSION (${name} | 60.0 | 68.0); unread NOT_IN_API_VERSION ${name}`;
  const absent = (id: string, name: string, code = 'NOT_IN_THIS_ORG'): string =>
    `${id}: notApplicable ${code} (${name})`;
  type Row = readonly [title: string, need: Need, name: string, isHidden: boolean, org?: () => Partial<OrgSchema>];
  const account = (): Partial<OrgSchema> => ({
    fields: new Map([['account', known(new Map([['website', fieldOf('Website')]]))]]),
  });
  const rows: readonly Row[] = [
    ['an object', object('Ghost', 'read'), 'Ghost', true],
    ['a field', field('Account', 'Ghost__c'), 'Account.Ghost__c', true],
    ['a user permission', permission('Ghost'), 'Ghost', true],
    ['the object of a pattern of fields', field('Ghost', 'gh_*__c'), 'Ghost', true],
    [
      'a custom permission',
      { kind: 'customPermission', name: 'Ghost' },
      'Ghost',
      false,
      () => ({ namedEntities: { customPermission: known(new Map()) } }),
    ],
    ['a permission set', { kind: 'permissionSetAssigned', name: 'Ghost' }, 'Ghost', false],
  ];
  for (const [title, need, name, isHidden, org = () => ({})] of rows)
    it(`${title} ${isHidden ? 'may be' : 'is not'} hidden by it`, () => {
      const rule = requirement(need, { ifPresent: true });
      expect(found([rule], {}, org())).to.deep.equal([absent(rule.id, name)]);
      expect(found([rule], {}, { ...older, ...org() })).to.deep.equal([
        isHidden ? hidden(rule.id, name) : absent(rule.id, name),
      ]);
    });

  it('what a pattern would reach may be hidden by it', () => {
    const rule = requirement(field('Account', 'gh_*__c'), { ifPresent: true });
    const name = 'Account.gh_*__c';
    expect(found([rule], {}, account())).to.deep.equal([absent(rule.id, name, 'NO_MATCHING_FIELD')]);
    expect(found([rule], {}, { ...older, ...account() })).to.deep.equal([hidden(rule.id, name)]);
  });
});
