import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import type { Phase } from '../../../src/kinds/requirement.js';
import { describeDefinition } from '../../../src/report/describe/describeDefinition.js';
import { itFinds, parse, withRules } from './helpers.js';

const text = withRules(
  '  - object: Account',
  '  - { userPermission: InstallPackaging, when: { phase: install }, because: Installs. }',
  '  - { userPermission: [ModifyMetadata, ApiEnabled], when: { phase: upgrade } }',
  '  - { userPermission: ManageUsers, when: { phase: install, authentication: usernamePassword } }',
  '  - userPermission: ApiEnabled',
);
const needsOf = (...phases: Phase[]): string[] =>
  expandDefinition(parse(text), { authentication: 'oauth', phases }).requirements.map(({ id, phase }) =>
    [id, phase ?? []].flat().join(' '),
  );

describe('phases of a definition', () => {
  const daily = ['object:Account:read', 'userPermission:ApiEnabled'];
  const table: ReadonlyArray<readonly [readonly Phase[], readonly string[]]> = [
    [[], daily],
    [['connect'], daily],
    [['install'], [...daily, 'userPermission:InstallPackaging install']],
    [['upgrade'], [...daily, 'userPermission:ModifyMetadata upgrade']],
    [
      ['upgrade', 'install'],
      [...daily, 'userPermission:InstallPackaging install', 'userPermission:ModifyMetadata upgrade'],
    ],
  ];
  for (const [phases, needs] of table)
    it(`with ${phases.join(' and ') || 'none'}: ${needs.length} needs; what daily use needs belongs to none`, () => {
      expect(needsOf(...phases)).to.deep.equal(needs);
    });

  it('are described all, or those that are named', () => {
    const described = (phases?: readonly Phase[]): string[] =>
      describeDefinition(parse(text), { phases }).requirements.map(({ id, when }) => `${id} ${JSON.stringify(when)}`);
    expect(described()).to.deep.equal([
      'object:Account:read undefined',
      'userPermission:ApiEnabled undefined',
      'userPermission:InstallPackaging {"phase":"install"}',
      'userPermission:ManageUsers {"authentication":"usernamePassword","phase":"install"}',
      'userPermission:ModifyMetadata {"phase":"upgrade"}',
    ]);
    expect(described(['upgrade'])).to.have.length(3);
  });

  it('are described all where a need is of several', () => {
    const twice = withRules(
      '  - { userPermission: [CustomizeApplication, ViewSetup], when: { phase: upgrade }, because: Upgrades. }',
      '  - { userPermission: [CustomizeApplication, ViewSetup], when: { phase: install }, because: Installs. }',
      '  - { userPermission: ViewSetup }',
    );
    const whens = (phases?: readonly Phase[]): unknown[] =>
      describeDefinition(parse(twice), { phases }).requirements.map(({ when }) => when);
    expect(whens()).to.deep.equal([{ phase: 'install', phases: ['install', 'upgrade'] }, undefined]);
    expect(whens(['upgrade'])).to.deep.equal([{ phase: 'upgrade' }, undefined]);
  });

  itFinds({
    is: 'a phase that there is not',
    text: withRules('  - { object: Lead, when: { phase: instal } }'),
    says: 'acme.yml:5:36: "instal" is not a word for "phase"; did you mean install?',
  });
  itFinds({
    is: 'a condition without one',
    text: withRules('  - { object: Lead, when: {} }'),
    says: 'acme.yml:5:27: The value of "when" has to be at least one entry or character, not "(map)".',
  });
});
