/** `explain` by the real `sf`: what is asked about one user, as tree and as `--json`, and who of the org has one thing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import type { WhoResult } from '../../src/report/explain/whoResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const schemaFile = new URL('../../schemas/integration-explain.schema.json', import.meta.url);
const validate = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync(fileURLToPath(schemaFile), 'utf8')) as object,
);

/** The part of the text between the heading of the tree and the next empty line, line by line. */
const treeIn = (text: string): string[] => {
  const [, tree = ''] = /^Where it comes from\n([\s\S]*?)\n\n/m.exec(text) ?? [];
  return tree.split('\n');
};

/** A line as an org in the language of the run tells it: names of standard profiles are translated. */
const asNamed = (line: string): string =>
  process.env['LOCAL_ORG_LANGUAGE'] === 'de' ? line.replace('System Administrator', 'Systemadministrator') : line;

describe('sf integration explain', function () {
  this.timeout(300_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({
      org: loadScenario('default', {
        permissionSets: { One: { userPermissions: ['RunReports'] }, Two: { userPermissions: ['RunReports'] } },
        users: { twice: { lastName: 'Twice', profile: 'Minimum Access - Salesforce', permissionSets: ['One', 'Two'] } },
      }),
    });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const sf = (...args: string[]): Promise<SfResult> =>
    runSf(['integration', 'explain', '-o', 'admin', ...args], { home, timeoutMs: 120_000 });
  const resultOf = <T>({ json }: SfResult): T => {
    const { result } = json as { result: T };
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
    return result;
  };

  const cases: ReadonlyArray<{
    readonly of: string;
    readonly user: string;
    readonly argv: readonly string[];
    readonly exitCode: number;
    readonly status: ExplainResult['status'];
    /** The lines of the tree below the user; of what no permission set holds the sentence in its place. */
    readonly tree: readonly string[];
  }> = [
    {
      of: 'a permission from a profile',
      user: 'admin',
      argv: ['--permission', 'ViewAllData'],
      exitCode: 0,
      status: 'met',
      tree: ['└─ profile System Administrator'],
    },
    {
      of: 'a permission from two sets',
      user: 'twice',
      argv: ['--permission', 'RunReports'],
      exitCode: 0,
      status: 'met',
      tree: ['├─ permission set One', '└─ permission set Two'],
    },
    {
      of: 'what a group mutes',
      user: 'grouped',
      argv: ['--sobject', 'Lead', '--access', 'delete'],
      exitCode: 1,
      status: 'unmet',
      tree: [
        '└─ permission set group Sales_Integration',
        '   ├─ through permission set Sales_Write',
        '   └─ gives nothing now: a muting permission set of the group takes it away',
      ],
    },
    {
      of: 'assignments that have expired, are revoked, or wait for a session',
      user: 'temporary',
      argv: ['--sobject', 'Account'],
      exitCode: 1,
      status: 'unmet',
      tree: [
        '├─ permission set Sales_Read',
        '│  ├─ until 2025-01-01 00:00 UTC',
        '│  └─ gives nothing now: the assignment has expired',
        '├─ permission set Sales_Write',
        '│  └─ gives nothing now: the assignment is revoked',
        '└─ permission set Session_Access',
        '   └─ gives nothing now: it counts only in sessions for which it is activated',
      ],
    },
    { of: 'what nothing gives', user: 'sixsense', argv: ['--sobject', 'Lead'], exitCode: 1, status: 'unmet', tree: [] },
    {
      of: 'what nobody can have',
      user: 'sixsense',
      argv: ['--field', 'Account.CreatedDate', '--access', 'edit'],
      exitCode: 1,
      status: 'impossible',
      tree: [],
    },
    {
      of: 'a field under an object that is missing',
      user: 'sixsense',
      argv: ['--field', 'Lead.Company'],
      exitCode: 1,
      status: 'unmet',
      tree: [],
    },
  ];
  for (const { of, user, argv, exitCode, status, tree } of cases)
    it(`tells of ${of}`, async () => {
      const args = ['-u', `${user}@example.com`, ...argv];
      const text = await sf(...args);
      expect(text.status, text.stderr).to.equal(exitCode);
      expect(treeIn(text.stdout).slice(1)).to.deep.equal(tree.map(asNamed));
      const told = await sf(...args, '--json');
      expect(told.status).to.equal(exitCode);
      expect(resultOf<ExplainResult>(told).status).to.equal(status);
    });

  it('names everybody who has one thing, with --who, and says of each what explain says of that one', async () => {
    const text = await sf('--who', '--sobject', 'Account', '--access', 'delete');
    expect(text.status, text.stderr).to.equal(0);
    expect(text.stdout).to.match(/Where they have it from\n[\s\S]*permission set Everything/);
    expect(text.stdout).to.include('<ready@example.com>').and.to.not.include('<grouped@example.com>');
    const { who } = resultOf<WhoResult>(await sf('--who', '--sobject', 'Account', '--access', 'delete', '--json'));
    expect(who.active).to.equal(who.users.length);
    const [first] = who.users;
    const one = resultOf<ExplainResult>(
      await sf('-u', first?.username ?? '', '--sobject', 'Account', '--access', 'delete', '--json'),
    );
    expect(one.has).to.equal(true);
    expect(one.paths?.filter(({ grants }) => grants).map(({ name }) => name)).to.deep.equal(
      first?.grantedBy.map(({ name }) => name),
    );
  });

  it('refuses --who of a permission that the org does not have, with exit code 2 and what may have been meant', async () => {
    const refused = await sf('--who', '--permission', 'ModifyAlData');
    expect(refused.status).to.equal(2);
    expect(refused.stderr).to.include('ModifyAllData');
  });
});
