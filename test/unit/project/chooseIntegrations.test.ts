import { expect } from 'chai';
import { chooseIntegrations } from '../../../src/project/chooseIntegrations.js';
import type { ChosenIntegration, FlagsGiven } from '../../../src/project/chooseIntegrations.js';
import { parseProject } from '../../../src/project/parseProject.js';

const project = parseProject(
  [
    'integrations:',
    '  - definition: hg-insights',
    '    variant: standard',
    '    users: [hg@acme.com]',
    '    waivers: w.yml',
    '    failOn: recommended',
    '    inOrg:',
    '      uat: { variant: recommended, users: [hg@acme.com.uat], authentication: usernamePassword }',
    '  - definition: 6sense',
    '    users: { prod: [six@acme.com] }',
    '  - definition: own/tool.yml',
    '  - definition: gong',
    '    features: [engage, deals]',
    '    users: { sales: [gong@acme.com] }',
    '    inOrg: { sales2: { users: [two@acme.com], features: [deals] } }',
  ].join('\n'),
  'f',
);
const placed = (path: string): string => `../${path}`;
const choose = (flags: FlagsGiven, ...orgNames: string[]): ReturnType<typeof chooseIntegrations> =>
  chooseIntegrations(project, flags, { orgNames, placed });
const short = ({ reference, users, isInFile }: ChosenIntegration): string =>
  `${reference} ${users === null ? '-' : users.join('+')}${isInFile ? '' : ' (not in the file)'}`;

describe('the integrations of a project file', () => {
  const cases: ReadonlyArray<
    readonly [title: string, flags: FlagsGiven, org: string, chosen: readonly string[], elsewhere: readonly string[]]
  > = [
    [
      'are all that belong to the org',
      {},
      'PROD',
      ['hg-insights@standard hg@acme.com', '6sense six@acme.com', '../own/tool.yml -'],
      ['gong'],
    ],
    [
      'are others where the org says otherwise, and not those that are named for other orgs',
      {},
      'uat',
      ['hg-insights@recommended hg@acme.com.uat', '../own/tool.yml -'],
      ['6sense', 'gong'],
    ],
    [
      'have the features that the file names',
      { integrations: ['gong'] },
      'sales',
      ['gong+engage+deals gong@acme.com'],
      [],
    ],
    [
      'have other features where the org says otherwise',
      { integrations: ['gong'] },
      'sales2',
      ['gong+deals two@acme.com'],
      [],
    ],
    [
      'have the features that a flag names in place of those of the file',
      { integrations: ['gong+calls'] },
      'sales',
      ['gong+calls gong@acme.com'],
      [],
    ],
    ['are the one that a flag names', { integrations: ['6sense'] }, 'prod', ['6sense six@acme.com'], []],
    [
      'are another variant with the same users where a flag says so',
      { integrations: ['hg-insights@other'] },
      'prod',
      ['hg-insights@other hg@acme.com'],
      [],
    ],
    [
      'are none of the file where a flag names another one, or one of other orgs',
      { integrations: ['cognism', '6sense'] },
      'uat',
      ['cognism - (not in the file)', '6sense - (not in the file)'],
      [],
    ],
    [
      'are for the users of a flag',
      { users: ['ann@acme.com'] },
      'prod',
      ['hg-insights@standard ann@acme.com', '6sense ann@acme.com', '../own/tool.yml ann@acme.com'],
      ['gong'],
    ],
    ['are one that a path names', { integrations: ['../own/tool.yml'] }, 'x', ['../own/tool.yml -'], []],
  ];
  for (const [title, flags, org, chosen, elsewhere] of cases)
    it(title, () => {
      const choice = choose(flags, 'https://acme.my.salesforce.com', org);
      expect(choice.chosen.map(short)).to.deep.equal(chosen);
      expect(choice.elsewhere).to.deep.equal(elsewhere);
    });

  it('bring their waivers, strictness and way of logging in, over which flags win', () => {
    const [inFile] = choose({}, 'uat').chosen;
    expect(inFile).to.include({ waivers: '../w.yml', failOn: 'recommended', authentication: 'usernamePassword' });
    const [flagged] = choose({ waivers: 'x.yml', failOn: 'required', authentication: 'oauth' }, 'uat').chosen;
    expect(flagged).to.include({ waivers: 'x.yml', failOn: 'required', authentication: 'oauth' });
  });
});
