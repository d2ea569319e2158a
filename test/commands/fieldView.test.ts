import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import { fieldRows, fieldView } from '../../src/report/check/fieldView.js';
import type { ReportCheck, ReportFinding } from '../../src/report/check/checkReport.js';
import type { TextOptions } from '../../src/report/check/textStyle.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const words = (key: string, tokens: string[] = []): string =>
  [key.replace(/^report\.(field\.|column\.)?/, ''), ...tokens].join(' ');

const finding = (field: string, more: Partial<ReportFinding> & { standardized?: boolean } = {}): ReportFinding => {
  const { standardized = false, ...rest } = more;
  return {
    id: `field:Lead.${field}:read`,
    kind: 'field',
    level: 'required',
    status: 'met',
    forbid: false,
    message: `about ${field}`,
    need: { kind: 'field', sobject: 'Lead', field, access: 'read', standardized },
    ...rest,
  } as ReportFinding;
};

describe('the field view', () => {
  const table: ReadonlyArray<readonly [ReportFinding, status: string, reason: string]> = [
    [finding('A'), 'active', ''],
    [finding('A', { standardized: true }), 'standardized active', ''],
    [finding('A', { status: 'degraded' }), 'active', 'about A'],
    [finding('A', { status: 'unmet' }), 'error', 'about A'],
    [finding('A', { status: 'impossible', standardized: true }), 'standardized error', 'about A'],
    [finding('A', { status: 'unknown' }), 'unknown', 'about A'],
    [finding('A', { status: 'unmet', level: 'recommended' }), 'weaker error level.recommended', 'about A'],
    [finding('A', { status: 'notApplicable' }), 'absent', 'about A'],
    [finding('A', { status: 'waived', waiver: { reason: 'x', wouldBe: 'unmet' } }), 'waived', 'waivedBecause waived x'],
  ];
  for (const [one, status, reason] of table)
    it(`calls ${one.status}${status.startsWith('standardized') ? ', standardized,' : ''} ${status}`, () => {
      expect(
        fieldRows({ findings: [one] }, { sobjects: [] }, words).map((row) => [row.status, row.reason]),
      ).to.deep.equal([[status, reason]]);
    });

  it('shows only fields, and none that must not be there', () => {
    const object = { ...finding('A'), need: { kind: 'object' } } as ReportFinding;
    expect(fieldRows({ findings: [object, finding('B', { forbid: true })] }, { sobjects: [] }, words)).to.deep.equal(
      [],
    );
  });

  const view = (sobjects: readonly string[], search?: string): string[] => {
    const options = { words, width: 80, paint: (_: string, text: string): string => text } as unknown as TextOptions;
    const requirements = { integration: 'acme', variant: null };
    const check = { findings: [finding('Email')], user: { username: 'a@b.c' }, requirements } as unknown as ReportCheck;
    return fieldView({ checks: [check] }, { sobjects, search }, options).map((line) => line.trim());
  };

  it('says which object was meant by one of which the definition names no field', () => {
    expect(view(['Leed'])).to.include('noObject Leed Lead');
    expect(view(['lead', 'Leed'])).to.include('noObject Leed Lead');
    expect(view(['Zzz'])).to.include('noObject.others Zzz Lead');
    expect(view(['Lead', 'LEAD']).join()).to.not.include('noObject');
  });

  it('says of a search that finds nothing only that', () => {
    expect(view([], 'zzz'))
      .to.include('none')
      .and.not.match(/noObject/);
  });

  it('finds a part of the name in any case, and objects by their names', () => {
    const findings = ['Email', 'Phone', 'Mk_Score__c'].map((field) => finding(field));
    const names = (search: string, ...sobjects: string[]): string[] =>
      fieldRows({ findings }, { search, sobjects }, words).map(({ name }) => name);
    expect(names(' SCORE ')).to.deep.equal(['Lead.Mk_Score__c']);
    expect(names('lead.p')).to.deep.equal(['Lead.Phone']);
    expect(names('e', 'LEAD')).to.have.length(3);
    expect(names('', 'Contact')).to.deep.equal([]);
  });

  describe('of a check', function () {
    this.timeout(120_000);
    let world: World;
    before(async () => {
      world = await openWorld({ org: loadScenario('default') }, 'admin@example.com');
    });
    after(() => world.close());
    const run = (...argv: string[]): Promise<Ran<CheckResult>> =>
      runCommand(world.org, IntegrationCheck, [
        '-o',
        'admin@example.com',
        '-i',
        '6sense',
        '-u',
        'ciro@example.com',
        ...argv,
      ]);

    it('has a row for each field, why it is in error, and the numbers', async () => {
      const ran = await run('--fields');
      if ('error' in ran.outcome) throw new Error(ran.outcome.error.message);
      const fields = ran.outcome.result.checks.flatMap(({ findings }) =>
        findings.filter(({ id }) => id.startsWith('field:')),
      );
      for (const { id } of fields) expect(ran.text).to.include(id.split(':')[1]);
      expect(ran.text).to.include(`Fields: ${fields.length}, of them `).and.not.include('What to do');
    });

    it('says so where nothing matches, and refuses a search without the view', async () => {
      expect((await run('--fields', '--search', 'nosuchfield')).text).to.include(
        'The definition asks for no such field.',
      );
      expect((await run('--search', 'x')).exitCode).to.equal(2);
    });
  });

  it('says where fields that are all active are not the whole matter, and how that is seen', async function () {
    this.timeout(120_000);
    const world = await openWorld({ scenario: 'hgInsights' }, 'admin@example.com');
    try {
      const argv = ['-o', 'admin@example.com', '-i', 'hg-insights', '-u', 'hginsights@example.com', '--fields'];
      const { text, exitCode } = await runCommand<CheckResult>(world.org, IntegrationCheck, argv);
      expect(exitCode).to.equal(1);
      expect(text).to.include('Fields: 18, of them 18 active.');
      expect(text).to.match(
        /hg-insights is not ready for hginsights@example\.com\..*integration check -i hg-insights/s,
      );
    } finally {
      await world.close();
    }
  });
});
