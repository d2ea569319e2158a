import { expect } from 'chai';
import { orgWideBeyond } from '../../../src/check/orgWideBeyond.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { needs, requirement, snapshot, user } from '../support/snapshot.js';

/** Names of the permissions over the whole org that the user has beyond what is asked for, and where they come from. */
const beyond = (requirements: Requirement[], ...permissions: string[]): string[] => {
  const one = user({ sources: [{ name: 'Wide', permissions }] });
  const set = {
    ...{ integration: 'acme', label: 'Acme', variant: null, authentication: 'oauth' as const },
    ...{ permissionSet: 'Integration_acme', definitionHash: 'sha256:0', requirements },
  };
  return orgWideBeyond(set, snapshot(one), one).map(
    ({ name, grantedBy }) => `${name} by ${grantedBy.map((by) => by.name).join(' ')}`,
  );
};

const read = requirement(needs.object('Account', 'read'));
const named = requirement(needs.permission('ModifyAllData'));

describe('permissions over the whole org that nothing asks for', () => {
  const cases: Array<[title: string, of: () => string[], expected: string[]]> = [
    ['one that the user has', () => beyond([read], 'ModifyAllData'), ['ModifyAllData by Wide']],
    ['none that the user does not have', () => beyond([read], 'ApiEnabled'), []],
    ['none that a rule names', () => beyond([named], 'ModifyAllData'), []],
    [
      'none that a rule forbids: it is told as forbidden',
      () => beyond([requirement(needs.permission('ModifyAllData'), { forbid: true })], 'ModifyAllData'),
      [],
    ],
    [
      'none that one way of a choice names',
      () => beyond([requirement(needs.anyOf('way', [read], [named]))], 'ModifyAllData'),
      [],
    ],
    ['those beside one that is named', () => beyond([named], 'ModifyAllData', 'ViewAllData'), ['ViewAllData by Wide']],
    [
      'none that a need takes which does not name it',
      () => beyond([requirement({ kind: 'api', api: 'metadata' })], 'ModifyMetadata'),
      [],
    ],
    [
      'one that a need takes no part of, beside one that it takes',
      () => beyond([requirement({ kind: 'api', api: 'metadata' })], 'ModifyMetadata', 'ViewAllData'),
      ['ViewAllData by Wide'],
    ],
  ];
  for (const [title, of, expected] of cases) {
    it(title, () => {
      expect(of()).to.deep.equal(expected);
    });
  }
});
