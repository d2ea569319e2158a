import { expect } from 'chai';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { grantReadingScope } from '../../../src/grant/grantReadingScope.js';
import { needs, requirement } from '../support/snapshot.js';

const { permission, object, field } = needs;

/** What a grant asks in addition to the check. */
const more = (...requirements: Requirement[]): Record<string, string[]> => {
  const [check, grant] = [readingScopeOf(requirements), grantReadingScope(requirements)];
  for (const part of ['userPermissions', 'sobjects', 'fieldSobjects', 'historySobjects'] as const) {
    expect(grant[part], part).to.include.members([...check[part]]);
    expect(new Set(grant[part]).size, `${part}: each once`).to.equal(grant[part].length);
  }
  const beyond = (part: 'userPermissions' | 'sobjects' | 'fieldSobjects' | 'historySobjects'): string[] =>
    grant[part].filter((name) => !check[part].includes(name));
  return {
    userPermissions: beyond('userPermissions'),
    sobjects: beyond('sobjects'),
    fieldSobjects: beyond('fieldSobjects'),
    historySobjects: beyond('historySobjects'),
  };
};
const nothing = { userPermissions: [], sobjects: [], fieldSobjects: [], historySobjects: [] };

/** What the permissions that every check asks about need in the same permission set (fact D6). */
const always = more().userPermissions ?? [];

describe('what has to be read to plan a grant', () => {
  it('what the permissions need that every check asks about', () => {
    expect(always).to.include.members(['ViewRoles', 'FreezeUsers', 'TransferAnyEntity', 'RunReports']);
    expect(more()).to.deep.equal({ ...nothing, userPermissions: always });
  });

  it('what the permissions need that are asked for, transitively (fact D6)', () => {
    const { userPermissions } = more(requirement(permission('EmailMass')), requirement(permission('AuthorApex')));
    expect(userPermissions).to.deep.equal(
      ['EmailSingle', ...always].sort(
        (a, b) => (userPermissions ?? []).indexOf(a) - (userPermissions ?? []).indexOf(b),
      ),
    );
  });

  it('the objects that an object can be read only together with (fact B9)', () => {
    expect(more(requirement(object('Quote', 'read'))).sobjects).to.deep.equal(['Opportunity', 'Account']);
    expect(more(requirement(object('Contact', 'read')), requirement(object('Account', 'read'))).sobjects).to.deep.equal(
      [],
    );
  });

  it('the objects that the permissions need which rules ask for, and not those that every check asks about (fact D5)', () => {
    expect(more(requirement(permission('EditPublicDocuments'))).sobjects).to.deep.equal(['Document']);
    expect(more(requirement(permission('ImportPersonal'))).sobjects).to.deep.equal(['Account', 'Contact']);
    const both = [requirement(permission('ImportPersonal')), requirement(object('Account', 'read'))];
    expect(more(...both).sobjects).to.deep.equal(['Contact']);
    expect(more(requirement(permission('RunReports'))).sobjects).to.deep.equal([]);
    expect(more(requirement(field('Lead', 'Email'))).sobjects).to.deep.equal([]);
  });

  it('both activities where a field of one is asked for (fact C10)', () => {
    const cases: [sobjects: string[], sobjectsMore: string[], fieldsMore: string[]][] = [
      [['Task'], ['Event'], ['Event']],
      [['EVENT', 'Lead'], ['Task'], ['Task']],
      [['Task', 'event'], [], []],
      [['Lead'], [], []],
      [['TaskRelation', 'EmailTask'], [], []],
    ];
    for (const [sobjects, sobjectsMore, fieldsMore] of cases) {
      const scope = more(...sobjects.map((sobject) => requirement(field(sobject, 'X__c'))));
      expect([scope.sobjects, scope.fieldSobjects], sobjects.join()).to.deep.equal([sobjectsMore, fieldsMore]);
    }
    expect(more(requirement(object('Task', 'read')))).to.deep.equal({ ...nothing, userPermissions: always });
  });
});
