/** A question beside the rules of a definition, about what a check adds, and about users who tell of themselves. */
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { InspectedUser, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { explain } from '../../../src/explain/explanation.js';
import type { Explanation, ExplainQuestion } from '../../../src/explain/explanation.js';
import { requirementFor } from '../../../src/explain/subject.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { entryOf, requirementsOfAcme } from '../support/plans.js';
import { saidWhole } from '../support/said.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

const asked = (
  subject: Requirement | null,
  who: InspectedUser,
  more: Partial<ExplainQuestion> = {},
  org: OrgSchema = schema(),
): Explanation =>
  explain(
    { subject, requirements: null, without: null, sets: [], lookedFor: [], ownSet: null, ...more },
    snapshot(who, org),
    who,
  );

const readTask = (): Requirement => requirementFor(entryOf('object:Task:read'));

describe('a question beside the rules of a definition', () => {
  it('is judged as the check judges it: it waits for what another rule asks for and brings it along', () => {
    const readAccount = requirementFor(entryOf('object:Account:read'));
    const rules = [requirement(needs.permission('ViewAllData')), requirement(needs.object('Lead', 'read'))];
    const { finding } = asked(readAccount, user(), { requirements: requirementsOfAcme(rules) });
    const checked = evaluate([...rules, readAccount], snapshot(user()), user());
    expect(finding).to.deep.equal(checked.find(({ id }) => id === 'object:Account:read'));
    expect([finding?.code, asked(readAccount, user()).finding?.code]).to.deep.equal([
      'COMES_WITH_MISSING_PERMISSION',
      'OBJECT_PERMISSION_MISSING',
    ]);
  });

  const rows: ReadonlyArray<readonly [title: string, id: string]> = [
    ['of the same thing', 'object:Task:read'],
    ['of the same thing, spelled otherwise', 'OBJECT:task:READ'],
  ];
  for (const [title, id] of rows)
    it(`is not mixed with a rule ${title}`, () => {
      const because = ['The rule says so.'];
      const rule = requirement(needs.object('Task', 'read'), { id, because, level: 'optional' });
      const told = asked(readTask(), user(), { requirements: requirementsOfAcme([rule]) });
      expect(told.finding).to.deep.equal(asked(readTask(), user()).finding);
    });

  it('is answered for the thing itself and not for what is forbidden of it', () => {
    const rule = requirement(needs.object('Task', 'read'), { forbid: true });
    const told = asked(readTask(), user(), { requirements: requirementsOfAcme([rule]) });
    expect(told.finding).to.deep.equal(asked(readTask(), user()).finding);
    const other = asked(rule, user(), { requirements: requirementsOfAcme([readTask()]) });
    expect([other.finding?.forbid, other.has]).to.deep.equal([true, false]);
  });
});

describe('a question about what a check adds to the rules', () => {
  const told = (added: string, more: Partial<ExplainQuestion> = {}, who = user()): string | null => {
    const { finding } = asked(null, who, { added, ...more });
    return finding && saidWhole(finding);
  };

  it('is answered by its id, in any case', () => {
    const frozen = 'unmet USER_FROZEN (ann@example.com)';
    expect(told('user:notFrozen', {}, user({ isFrozen: known(true) }))).to.equal(frozen);
    expect(told('USER:NOTFROZEN', {}, user({ isFrozen: known(true) }))).to.equal(frozen);
    expect(told('user:active')).to.equal('met USER_ACTIVE (ann@example.com)');
  });

  it('is not answered where a check adds nothing of this id', () => {
    const { finding, has, paths, ways, without } = asked(null, user(), { added: 'user:ipRanges', without: 'A' });
    expect({ finding, has, paths, ways }).to.deep.equal({ finding: null, has: 'unknown', paths: [], ways: [] });
    expect(without).to.deep.equal({ name: 'A', found: null, toProfile: null, loses: [] });
  });

  it('no permission set gives it, and no source holds it', () => {
    const { paths, ways } = asked(null, user({ isFrozen: known(true) }), { added: 'user:notFrozen' });
    expect(paths).to.deep.equal([]);
    expect(ways).to.deep.equal([{ do: 'byHand', gives: [], besides: [], beyond: [], why: 'notGrantable' }]);
  });

  it('without a source it is what it was, and nothing is lost that no rule asks for', () => {
    const who = user({ sources: [{ name: 'A', permissions: ['RunReports'] }] });
    const { without } = asked(null, who, { added: 'user:active', without: 'A' });
    expect(without).to.deep.equal({ name: 'A', found: 'PermissionSet', toProfile: null, has: true, loses: [] });
  });
});

describe('a question about what is no entry of a permission set', () => {
  it('has the sources of the finding as its paths', () => {
    const who = user({ sources: [{ name: 'Sync', namespace: 'acme' }] });
    const set = { type: 'PermissionSet', id: '0PS', name: 'Sync', namespace: 'acme', label: 'Sync' } as const;
    const org = schema({ permissionSets: known(new Map([['acme__sync', set]])) });
    const told = asked(requirement({ kind: 'permissionSetAssigned', name: 'acme__Sync' }), who, {}, org);
    expect(told.has).to.equal(true);
    expect(told.paths).to.deep.equal([
      {
        type: 'PermissionSet',
        name: 'Sync',
        namespace: 'acme',
        label: 'Sync',
        grants: true,
        through: [],
        via: null,
        expiresAt: null,
      },
    ]);
  });
});

describe('a question about a user who tells of himself', () => {
  const self = (held: readonly string[]): InspectedUser =>
    user({
      self: {
        mode: 'self',
        userPermissions: known(new Set(held.map((name) => name.toLowerCase()))),
        userPermissionColumns: new Map([['runreports', { name: 'RunReports', label: 'Run Reports' }]]),
        objects: new Map([['account', known({ access: new Set<'read'>(), fields: new Map() })]]),
      },
    });
  const told = (entry: Entry, ...held: string[]): unknown[] => {
    const { has, paths, ways } = asked(requirementFor(entry), self(held));
    return [has, paths, ways.map(({ do: verb, gives }) => [verb, ...gives.map(entryId)].join(' '))];
  };
  const rows: ReadonlyArray<readonly [title: string, id: string, held: readonly string[], expected: unknown[]]> = [
    ['what he has, and not from where', 'userPermission:RunReports', ['RunReports'], [true, null, []]],
    [
      'what he lacks, and what a set has to hold for it',
      'userPermission:RunReports',
      [],
      [false, null, ['create userPermission:RunReports']],
    ],
    ['an object that he cannot read', 'object:Account:read', [], [false, null, ['create object:Account:read']]],
  ];
  for (const [title, id, held, expected] of rows)
    it(title, () => expect(told(entryOf(id), ...held)).to.deep.equal(expected));
});

describe('whether a field is open to everybody', () => {
  const open = (id: string): boolean => asked(requirementFor(entryOf(id)), user()).isOpenByItself;
  const rows: ReadonlyArray<readonly [title: string, id: string, expected: boolean]> = [
    ['one that takes no permissions', 'field:Account.Name:read', true],
    ['one that does', 'field:Account.Website:read', false],
    ['a part of a name, which follows the name', 'field:Contact.LastName:read', false],
    ['one of an object that was not described', 'field:Lead.Email:read', false],
    ['no object', 'object:Account:read', false],
  ];
  for (const [title, id, expected] of rows) it(title, () => expect(open(id)).to.equal(expected));
});
