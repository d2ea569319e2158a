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
    expect(project.orgs.map(({ name, place: { line, column } }) => [name, line, column])).to.deep.equal([
      ...[
        ['prod', 11, 8],
        ['uat', 11, 14],
      ],
    ]);
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
    [entry('features: [engage, engage]'), ['3:24 DuplicateEntry']],
    ['integrations:\n  - definition: a+b\n    features: [c, b]', ['3:19 DuplicateEntry']],
    [entry('parameters: { mapped: Lead.A__c }'), ['3:27 WrongValue']],
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

describe('the monitor of a project file', () => {
  const withMonitor = (...lines: string[]): string =>
    ['integrations:', '  - definition: a', 'monitor:', ...lines.map((line) => `  ${line}`)].join('\n');
  const withChannel = (...keys: string[]): string => withMonitor('channels:', `  - { ${keys.join(', ')} }`);

  it('is null where the file does not say anything of it', () =>
    expect(parseProject('integrations: [{ definition: a }]', 'f').monitor).to.equal(null));

  it('is read with every channel, and with what they leave out', () => {
    const text = withMonitor(
      ...['stateDir: .monitor', 'expiring: 14', 'heartbeatFrom: HEARTBEAT_URL', 'channels:'],
      '  - { name: team, type: slack, urlFrom: SLACK_URL }',
      '  - { name: hub, type: webhook, urlFrom: HUB_URL, secretFrom: HUB_KEY }',
      '  - { name: mail, type: smtp, host: smtp.acme.com, from: sf@acme.com }',
      '  - { name: old-mail, type: smtp, host: mail, port: 465, userFrom: U, passwordFrom: P, from: a@b.c, to: [d@e.f] }',
      '  - { name: issue, type: githubIssue, repository: acme/access }',
      '  - { name: local, type: smtp, host: localhost, security: none, from: a@b.c }',
      '  - { name: out, type: stdout }',
    );
    expect(parseProject(text, 'f').monitor).to.deep.equal({
      ...{ stateDir: '.monitor', expiring: 14, heartbeatFrom: 'HEARTBEAT_URL' },
      channels: [
        { name: 'team', type: 'slack', urlFrom: 'SLACK_URL' },
        { name: 'hub', type: 'webhook', urlFrom: 'HUB_URL', secretFrom: 'HUB_KEY' },
        {
          ...{ name: 'mail', type: 'smtp', host: 'smtp.acme.com', port: 587, security: 'startTls' },
          ...{ from: 'sf@acme.com', to: [] },
        },
        {
          ...{ name: 'old-mail', type: 'smtp', host: 'mail', port: 465, security: 'tls' },
          ...{ userFrom: 'U', passwordFrom: 'P', from: 'a@b.c', to: ['d@e.f'] },
        },
        { name: 'issue', type: 'githubIssue', repository: 'acme/access', tokenFrom: 'GITHUB_TOKEN' },
        { name: 'local', type: 'smtp', host: 'localhost', port: 25, security: 'none', from: 'a@b.c', to: [] },
        { name: 'out', type: 'stdout' },
      ],
    });
  });

  const smtp = ['name: m', 'type: smtp', 'host: h.example', 'from: a@b.c'];
  const cases: ReadonlyArray<readonly [text: string, mistakes: readonly string[]]> = [
    [withMonitor('channel: []'), ['4:3 UnknownKey']],
    [withMonitor('expiring: 500'), ['4:13 WrongValue']],
    [withMonitor('stateDir: /var/state'), ['4:13 WrongValue']],
    [withChannel('name: a', 'type: slak', 'urlFrom: U'), ['5:24 UnknownWord']],
    [withChannel('name: a', 'urlFrom: U'), ['5:7 MissingKey']],
    [withChannel('name: a', 'type: slack'), ['5:7 MissingKey']],
    [withChannel('name: a', 'type: slack', 'url: U'), ['5:31 UnknownKey']],
    [withChannel('name: a', 'type: slack', 'urlFrom: U', 'host: x'), ['5:43 UnknownKey']],
    [
      withChannel('name: a', 'type: slack', 'urlFrom: "https://hooks.slack.com/services/T0/B0/x"'),
      ['5:40 SecretInFile'],
    ],
    [withChannel('name: a', 'type: slack', 'urlFrom: hooks.slack.com/services/T0/B0/x'), ['5:40 SecretInFile']],
    [withChannel('name: a', 'type: slack', 'urlFrom: "$SLACK"'), ['5:40 NotAVariable']],
    [withChannel('name: a', 'type: slack', 'urlFrom: slack-url'), ['5:40 NotAVariable']],
    [withChannel('name: a', 'type: slack', 'urlFrom: 12345678'), ['5:40 NotAVariable']],
    ...['ghp_0123456789abcdefABCDEF0123456789abcd', 'xoxb-1-2-abc', 'aB3dE6gH9jK2mN5pQ8sT', 'eyJhbGciOiJI'].map(
      (token): readonly [string, readonly string[]] => [
        withChannel('name: a', 'type: githubIssue', 'repository: a/b', `tokenFrom: ${token}`),
        ['5:65 SecretInFile'],
      ],
    ),
    [withMonitor('heartbeatFrom: https://hc.example/abc'), ['4:18 SecretInFile']],
    [withChannel('name: a', 'type: githubIssue', 'repository: b'), ['5:49 WrongValue']],
    [withChannel('name: "<!channel>"', 'type: stdout'), ['5:15 WrongValue']],
    [withChannel(...smtp.slice(0, 3), 'from: "a@b.c\\r\\nBcc: x@y.z"'), ['5:53 WrongValue']],
    [withChannel(...smtp.slice(0, 2), 'host: "https://h.example"', 'from: a@b.c'), ['5:36 WrongValue']],
    [withChannel(...smtp, 'port: 70000'), ['5:66 WrongValue']],
    [withChannel(...smtp, 'userFrom: U'), ['5:7 MissingKey']],
    [withChannel(...smtp, 'userFrom: U', 'passwordFrom: P', 'security: none'), ['5:100 PasswordInClear']],
    [
      withMonitor('channels:', '  - { name: a, type: stdout }', '  - { name: A, type: githubSummary }'),
      ['6:15 DuplicateEntry'],
    ],
  ];
  for (const [text, mistakes] of cases)
    it(`of ${text.slice(48).replace(/\s+/g, ' ')}: ${mistakes.join(', ')}`, () =>
      expect(mistakesOf(text)).to.deep.equal(mistakes));

  const withNotify = (notify: string, ...channels: string[]): string =>
    [
      'integrations:',
      `  - { definition: a, notify: [${notify}], inOrg: { uat: { notify: [${notify}] } } }`,
      ...(channels.length === 0 ? [] : ['monitor:', '  channels:', ...channels.map((one) => `    - { ${one} }`)]),
    ].join('\n');

  it('tells names under notify that are neither a channel nor an address, also those of an org', () => {
    const notified = (notify: string, ...channels: string[]): string[] => mistakesOf(withNotify(notify, ...channels));
    expect(notified('Ada of sales')).to.deep.equal([]);
    expect(notified('team, TEAM', 'name: Team, type: stdout')).to.deep.equal([]);
    expect(notified('taem', 'name: team, type: stdout')).to.deep.equal(['2:31 UnknownWord', '2:63 UnknownWord']);
    expect(notified('a@b.c', 'name: team, type: stdout')).to.deep.equal([
      '2:31 NobodySendsMail',
      '2:64 NobodySendsMail',
    ]);
    expect(notified('a@b.c', smtp.join(', '))).to.deep.equal([]);
  });

  it('gives the nearest channel for a name that is none', () => {
    try {
      parseProject(withNotify('taem', 'name: team, type: stdout', 'name: hub, type: stdout'), 'f');
      expect.fail('no mistake');
    } catch (error) {
      expect((error as DefinitionMistake).mistake)
        .to.include({ word: 'taem' })
        .and.deep.include({ nearest: ['team'] });
    }
  });

  it('shows nothing of a file that is no map: a link of its name may lead to any file', () => {
    for (const text of ['//registry.example/:_authToken=s3cr3t', 's3cr3t', 'token:s3cr3t', '"s3cr3t"', '- s3cr3t'])
      try {
        parseProject(text, 'f');
        expect.fail('no mistake');
      } catch (error) {
        if (!(error instanceof DefinitionMistake)) throw error;
        expect(JSON.stringify(error.mistake), text).not.to.include('s3cr3t');
      }
  });

  it('shows no value that may be a secret', () => {
    const secrets = [
      'https://hooks.slack.com/services/T0/B0/s3cret',
      'ghp_s3cret0123456789abcdef0123456789abcd',
      '48151623',
    ];
    for (const secret of secrets)
      try {
        parseProject(withChannel('name: a', 'type: slack', `urlFrom: ${secret}`), 'f');
        expect.fail('no mistake');
      } catch (error) {
        expect(JSON.stringify((error as DefinitionMistake).mistake)).not.to.include(secret);
      }
  });
});
