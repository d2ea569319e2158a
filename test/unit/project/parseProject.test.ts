import { expect } from 'chai';
import { DefinitionMistake, formatPlace } from '../../../src/definition/definitionMistake.js';
import { parseProject } from '../../../src/project/parseProject.js';

/** The mistakes of a text, as `line:column code`. */
const mistakesOf = (text: string): string[] => {
  try {
    parseProject(text, 'f');
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionMistake)) throw error;
    return [error, ...error.others].map(
      ({ place, code }) => `${place === null ? '' : formatPlace(place).slice(2)} ${code}`,
    );
  }
};

describe('a project file', () => {
  it('is read with what it says of each org', () => {
    const project = parseProject(
      [
        'schemaVersion: 1',
        'integrations:',
        '  - definition: hg-insights@standard',
        '    users: { prod: [hg@acme.com], UAT: [hg@acme.com.uat] }',
        '    waivers: waivers/hg.yml',
        '    inOrg:',
        '      uat: { failOn: recommended }',
        '  - definition: ./integrations/own.yml',
        '    users: [own@acme.com]',
        '    notify: [ops@acme.com]',
        'orgs: [prod, uat]',
        'outputs: ["reports/{org}.html"]',
      ].join('\n'),
      'f',
    );
    expect(project.orgs).to.deep.equal(['prod', 'uat']);
    expect(project.outputs).to.deep.equal(['reports/{org}.html']);
    expect(
      project.integrations.map(({ definition, settings, inOrgs, isByOrg }) => ({
        definition,
        settings,
        inOrgs,
        isByOrg,
      })),
    ).to.deep.equal([
      {
        definition: 'hg-insights@standard',
        settings: { waivers: 'waivers/hg.yml' },
        inOrgs: [
          { org: 'prod', settings: { users: ['hg@acme.com'] } },
          { org: 'UAT', settings: { users: ['hg@acme.com.uat'], failOn: 'recommended' } },
        ],
        isByOrg: true,
      },
      {
        definition: './integrations/own.yml',
        settings: { users: ['own@acme.com'], notify: ['ops@acme.com'] },
        inOrgs: [],
        isByOrg: false,
      },
    ]);
  });

  const entry = (line: string): string => `integrations:\n  - definition: a\n    ${line}\n`;
  const cases: ReadonlyArray<readonly [text: string, mistakes: readonly string[]]> = [
    ['', ['1:1 EmptyFile']],
    ['- a', ['1:1 WrongValue']],
    ['integrations: []', ['1:15 WrongValue']],
    ['orgs: [a]', ['1:1 MissingKey']],
    ['integrations:\n  - users: [a]', ['2:5 MissingKey']],
    ['integration:\n  - definition: a', ['1:1 UnknownKey']],
    [entry('user: [x]'), ['3:5 UnknownKey']],
    [entry('failOn: never'), ['3:13 UnknownWord']],
    [entry('users: x'), ['3:12 WrongValue']],
    [entry('waivers: ../w.yml'), ['3:14 WrongValue']],
    [entry('waivers: /etc/w.yml'), ['3:14 WrongValue']],
    [entry('waivers: C:\\w.yml'), ['3:14 WrongValue']],
    [entry('features: [engage]'), ['3:16 NoFeatures']],
    [entry('parameters: { mapped: [Lead.A__c] }'), ['3:27 NoParameters']],
    ['integrations:\n  - definition: a@b\n    variant: c', ['3:14 TwoVariants']],
    [entry('users: { uat: [x] }\n    inOrg: { UAT: { users: [y] } }'), ['4:28 DuplicateEntry']],
    [entry('inOrg: { uat: { user: [y] } }'), ['3:21 UnknownKey']],
    [`${entry('users: [x]')}outputs: [a.xls]`, ['4:11 WrongValue']],
    [`${entry('users: [x]')}outputs: [a.md, ../b.md, a.md]`, ['4:17 WrongValue']],
    [`${entry('users: [x]')}outputs: [a.md, a.md]`, ['4:17 DuplicateEntry']],
    ['schemaVersion: 2\nintegrations:\n  - definition: a', ['1:16 SchemaVersion']],
    [`${entry('user: [x]')}orgz: [a]`, ['3:5 UnknownKey', '4:1 UnknownKey']],
  ];
  for (const [text, mistakes] of cases)
    it(`of ${JSON.stringify(text).slice(0, 70)}: ${mistakes.join(', ')}`, () =>
      expect(mistakesOf(text)).to.deep.equal(mistakes));
});
