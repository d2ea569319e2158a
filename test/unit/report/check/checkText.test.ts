import { expect } from 'chai';
import stringWidth from 'string-width';
import type { FailOn } from '../../../../src/exitCode.js';
import { checkText } from '../../../../src/report/check/checkText.js';
import type { Paint } from '../../../../src/report/check/textStyle.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { history, user } from '../../support/snapshot.js';
import { builtIn, ciro, definition, reading, reportOf, schemaFor, textOptions } from '../support/scenes.js';

const plain: Paint = (_, one) => one;
const marked: Paint = (tone, one) => `<${tone}>${one}</${tone}>`;

type View = { failOn?: FailOn; width?: number; paint?: Paint; verbose?: boolean; days?: number };

const text = (
  rules: readonly string[],
  spec: UserSpec,
  { failOn = 'required', width = 200, paint = plain, verbose = false, days = 14 }: View = {},
): string => {
  const needs = definition(rules);
  const taken = reading(schemaFor([needs]), user({ ...ciro, ...spec }));
  const report = reportOf(taken, [needs], failOn, days);
  return checkText(report, textOptions({ width, paint }, 'integration.check', { verbose }));
};

const everything: UserSpec = {
  sources: [{ name: 'Everything', permissions: ['ModifyAllData', 'CustomizeApplication'] }],
};

describe('the text of a check', () => {
  it('fits on a screen where 27 needs are missing, some are there in part, and a history is recommended', () => {
    const needs = builtIn.hgInsights;
    const some: NonNullable<UserSpec['sources']>[number] = {
      name: 'Some',
      permissions: ['ApiEnabled', 'ActivitiesAccess'],
      objects: { Account: 'read', Contact: 'read', Lead: 'read edit', Opportunity: 'read viewAllRecords' },
      fields: { 'Account.Website': 'read', 'Contact.Email': 'read', 'Lead.Email': 'read', 'Contact.AccountId': 'read' },
    };
    const extra = ['Lead.mk_Score__c', 'Account.mk_Score__c', 'Lead.mk_Fit__c'];
    const more = { history: new Map([['opportunity', history(known(false), [])]]) };
    const taken = reading(schemaFor([needs], { extra, more }), user({ ...ciro, sources: [some] }));
    const report = reportOf(taken, [needs]);
    const lines = checkText(report, textOptions({ width: 80, paint: plain }, 'integration.check')).split('\n');
    expect(report.checks[0]?.summary).to.include({ unmet: 30, degraded: 2 });
    expect(lines.length, lines.join('\n')).to.be.at.most(40);
  });

  it('fits on a screen for every vendor whose user has nothing yet', () => {
    const bare = reading(schemaFor(Object.values(builtIn)), user(ciro));
    const lengths = Object.entries(builtIn).map(([vendor, needs]) => {
      const report = reportOf(bare, [needs]);
      const lines = checkText(report, textOptions({ width: 80, paint: plain }, 'integration.check')).split('\n');
      return { vendor, lines: lines.length, missing: report.checks[0]?.summary.unmet ?? 0 };
    });
    expect(lengths.filter(({ lines }) => lines > 40)).to.deep.equal([]);
    expect(lengths.filter(({ missing }) => missing >= 27)).to.have.length(2);
  });

  describe('ids of findings, by which waivers and scripts name them', () => {
    const rules = [
      '{ userPermission: [ApiEnabled, RunReports] }',
      '{ object: Account, access: [read, edit] }',
      '{ field: [Account.Website, Account.Industry], level: recommended }',
    ];
    const spec: UserSpec = { sources: [{ name: 'Some', permissions: ['ApiEnabled'], objects: { Account: 'read' } }] };

    it('stand below what is open where everything was asked for', () => {
      const said = text(rules, spec, { verbose: true });
      for (const id of [
        'userPermission:RunReports',
        'object:Account:edit',
        'field:Account.Industry:read, field:Account.Website:read',
      ])
        expect(said).to.match(new RegExp(`^ +id: ${id}$`, 'm'));
      expect(said).to.not.include('id: userPermission:ApiEnabled').and.not.include('object:Account:read');
    });

    it('and nowhere else', () => {
      expect(text(rules, spec)).to.not.include('userPermission:RunReports');
    });
  });

  describe('who is ready for what', () => {
    const users = Array.from({ length: 10 }, (_, at) =>
      user({ ...ciro, id: `00500000000010${at}AAA`, username: `integration${at}@example.com` }),
    );
    const missing = { username: 'cirro@example.com', code: 'USER_NOT_FOUND', meant: ['ciro@example.com'] } as const;
    const summary = (): string => {
      const sets = Object.values(builtIn);
      const report = reportOf(reading(schemaFor(sets), ...users), sets, 'required', 14, [missing]);
      return checkText(report, textOptions({ width: 80, paint: plain }, 'integration.check', { summary: true }));
    };

    it('has ten users and four vendors on one screen, one row each', () => {
      const lines = summary().split('\n');
      expect(lines.length).to.be.lessThan(24);
      expect(lines.filter((line) => line.startsWith('integration'))).to.have.length(10);
      expect(lines.find((line) => line.startsWith('User'))).to.match(/ciro .*cognism .*hg-insights .*6sense/);
    });

    it('has a row for a name that is nobody', () => {
      expect(summary()).to.match(/^cirro@example\.com +no such user; did you mean ciro@example\.com\?$/m);
      expect(summary()).to.include('0 of 40 ready. 40 not ready. 1 user not found.');
    });
  });

  describe('a permission that the user must not have, and has', () => {
    const forbidding = [
      '{ userPermission: [ModifyAllData, CustomizeApplication], forbid: true, because: Reads only. }',
    ];

    it('is FORBIDDEN, with where it comes from, and never MISSING', () => {
      const said = text(forbidding, everything);
      expect(said).to.match(/FORBIDDEN +The user must not have .*Modify All Data \(ModifyAllData\)/);
      expect(said).to.include('permission set Everything');
      expect(said)
        .to.not.match(/missing/i)
        .and.not.include('grantedBy');
    });

    it('is counted apart from what is missing', () => {
      expect(text(forbidding, everything)).to.match(
        /NOT READY +The user has 2 permissions that the definition forbids\./,
      );
      const both = text([...forbidding, '{ object: Account }', '{ userPermission: RunReports }'], {
        sources: [{ name: 'Apps', permissions: ['CustomizeApplication'] }],
      });
      expect(both).to.match(/NOT READY .*2 of \d required needs are missing\..* 1 permission /);
    });

    it('is to be taken out where it comes from, which grant cannot do', () => {
      const said = text(forbidding, everything);
      expect(said).to.match(/Take .* out of permission set Everything/);
      expect(said).to.not.include('integration grant');
    });

    it('names what it comes with, where it is implied', () => {
      const said = text(['{ object: Lead, access: delete, forbid: true }'], everything);
      expect(said).to.match(/FORBIDDEN +The user must not have Delete on Lead/);
      expect(said).to.include('permission set Everything, which has Modify All Data');
    });
  });

  describe('a pattern of fields', () => {
    const pattern = '{ field: "Account.nope_*__c", because: Filled every night. }';

    it('that matches no field has its line, as its author may have misspelt it', () => {
      const said = text([pattern], everything);
      expect(said).to.match(/n\/a +No field matches Account\.nope_\*__c\./);
    });

    it('that is forbidden and matches none is as it should be', () => {
      expect(text([pattern.replace(' }', ', forbid: true }')], everything)).to.not.include('nope_');
    });
  });

  describe('what is ready, and what is not', () => {
    const rules = [
      '{ object: [Account, Contact], access: [read, edit] }',
      '{ userPermission: ApiEnabled }',
      '{ userPermission: RunReports, level: recommended }',
      '{ object: Lead, level: optional, because: Nice to have. }',
      '{ field: Account.Website, level: optional }',
    ];
    const granted: UserSpec = {
      sources: [{ permissions: ['ApiEnabled'], objects: { Account: 'read edit', Contact: 'read edit' } }],
    };

    it('READY says that all required needs are met, and what else is open', () => {
      expect(text(rules, granted).replace(/\s+/g, ' ')).to.match(
        /READY, but 1 recommended need is not met \(below\)\. All 8 required needs are met\. 2 optional ones are not \(below, nothing to do\)\./,
      );
    });

    it('READY says of what could not be read that it could not be, and never that it is not met', () => {
      const said = text(['{ object: Account }'], {
        ...granted,
        isFrozen: gap('NOT_AUTHORISED', 'UserLogin', ''),
      });
      expect(said.replace(/\s+/g, ' ')).to.include(
        'READY, but whether the user is frozen could not be read, and a frozen user cannot log in. All 3 required',
      );
      expect(said).to.not.include('recommended need');
      expect(said).to.not.include('not met');
    });

    it('several permissions are missing, and one is', () => {
      const said = (access: string): string =>
        text([`{ object: OpportunityLineItem, access: [${access}] }`, '{ api: metadata }'], {}, { verbose: true });
      expect(said('read')).to.match(/Metadata API: .* are missing\./);
      expect(text(['{ api: soql }'], {}, { verbose: true })).to.match(
        /SOQL API: API Enabled \(ApiEnabled\) is missing\./,
      );
    });

    it('nothing is red in it; only what is required ever is', () => {
      expect(text(rules, granted, { paint: marked })).to.not.include('<bad>');
      const bare = text(rules, {}, { paint: marked });
      const red = bare.match(/<bad>[^<]*<\/bad>/g) ?? [];
      expect(red).to.have.length(7).and.include('<bad>NOT READY</bad>').and.include('<bad>MISSING</bad>');
      expect(bare)
        .to.match(/<unsure>missing<\/unsure> +Run Reports/)
        .and.match(/<quiet>missing<\/quiet>/);
    });

    it('what is met is not colored, and headings catch the eye', () => {
      const part = { sources: [{ objects: { Account: 'read' } }] };
      const said = text(rules, part, { paint: marked });
      expect(said).to.include('<plain>ok</plain>').and.include('<heading>What to do</heading>');
      expect(said).to.not.include('<good>');
    });

    it('what is not required says so, below what is', () => {
      const lines = text(rules, {}).split('\n');
      const at = (end: string): number => lines.findIndex((line) => line.endsWith(end));
      expect(at('API Enabled (ApiEnabled)')).to.be.greaterThan(0).and.lessThan(at('(RunReports) (recommended)'));
      expect(at('(RunReports) (recommended)')).to.be.lessThan(at('Account Read: Website (optional)'));
      const whole = text(rules, {}, { verbose: true }).split('\n');
      expect(whole.indexOf('System permissions'))
        .to.be.greaterThan(0)
        .and.lessThan(whole.indexOf('Recommended: System permissions'));
      expect(whole.indexOf('Recommended: System permissions')).to.be.lessThan(
        whole.indexOf('Optional, nothing to do: Objects'),
      );
    });

    it('the totals below add up to those above, level by level', () => {
      expect(text(rules, {}))
        .to.match(/NOT READY +5 of 8 required needs are missing\./)
        .and.include(
          'Required: 8 needs, 3 met, 5 missing. Recommended: 1 need, 1 missing. Optional: 2 needs, 2 missing. 7 API calls.',
        );
    });

    it('reasons of the definition are told with --verbose alone', () => {
      const needs = [
        '{ object: [Account, Contact], because: Synced. }',
        '{ userPermission: RunReports, because: Counted. }',
      ];
      expect(text(needs, {})).to.not.match(/Synced|Counted/);
      expect(text(needs, {}, { verbose: true }))
        .to.match(/why: .*Synced/)
        .and.match(/why: Counted/);
    });

    it('what comes with something that is told is only counted, and named with --verbose', () => {
      const needs = [
        '{ userPermission: ApiEnabled }',
        '{ object: Account }',
        '{ api: rest }',
        '{ field: Account.Name }',
      ];
      const said = text(needs, {});
      expect(said)
        .to.include('2 more needs come with these')
        .and.not.match(/REST API|Name/);
      expect(text(needs, {}, { verbose: true }))
        .to.include('REST API')
        .and.match(/Account Read: Name/);
    });

    it('what is there in part is called by the word of the flag that gives it', () => {
      const said = text(['{ object: Opportunity, access: [read, edit], minimum: [read] }'], {
        sources: [{ objects: { Opportunity: 'read' } }],
      });
      expect(said)
        .to.match(/DEGRADED +Edit on Opportunity/)
        .and.include('--include degraded');
    });

    it('says first that no program can log in where the API is not opened, whatever the level of it', () => {
      const said = text(['{ object: Account }', '{ userPermission: ApiEnabled, level: recommended }'], {
        sources: [{ objects: { Account: 'read' } }],
      });
      expect(said)
        .to.match(
          /^READY, but API Enabled \(ApiEnabled\) is missing: without it no program can log in through the API\./m,
        )
        .and.include('--include recommended');
    });

    it('says of a cause that it is only optional, and what small letters mean', () => {
      const said = text(['{ object: Account }', '{ userPermission: RunReports, level: optional }'], {
        sources: [{ objects: { Account: 'read' } }],
      });
      expect(said)
        .to.match(/missing .*Run Reports.*\(optional\)/)
        .and.include('in small letters = not required');
    });

    it('says nothing of small letters where what is not required stands behind a cause in capitals', () => {
      const said = text(['{ object: Account }', '{ field: Account.Website, level: recommended }'], {});
      expect(said).to.match(/^ {2}MISSING .*\(1 required, 1 recommended\)/m);
      expect(said).to.not.include('small letters');
    });

    it('tells what only the customer can fill in apart from what is missing', () => {
      const said = text(
        [
          '{ userPermission: ApiEnabled }',
          '{ object: "{{synced}}" }\nparameters: { synced: { label: Synced objects, of: objects, example: Account } }',
        ],
        { sources: [{ permissions: ['ApiEnabled'] }] },
      );
      expect(said).to.match(/^READY, but 1 part was not checked: only you can fill it in \(below\)\.\s+All \d/m);
    });

    it('sets the next check apart from what is recommended', () => {
      const said = text(['{ object: Account }', '{ manual: Share it., name: share, level: recommended }'], {});
      expect(said).to.match(/ {2}Recommended:\n(.*\n)+ {2}Afterwards:\n +\d+\. Check again/);
    });

    it('says what its words mean, those that it uses', () => {
      const legend = /^Legend: MISSING = [^;]*; in small letters = not required\.$/m;
      expect(text(rules, {})).to.include('\nLegend: in small letters = not required.\n');
      expect(text(rules, {}, { verbose: true })).to.match(legend);
      expect(text(['{ object: Account }'], granted)).to.not.include('Legend');
    });
  });

  describe('what people are called to do', () => {
    it('stands in one list at the end, each thing once', () => {
      const said = text(
        [
          '{ object: [Account, Contact], access: [read, edit] }',
          '{ object: [Idea__c, Thing__c], because: Read. }',
          '{ field: Account.Formula__c, access: edit }',
          '{ userPermission: RunReports }',
        ],
        {},
      );
      const [before = '', steps = ''] = said.split('\nWhat to do\n');
      expect(before).to.not.match(/^ *>/m);
      const numbered = steps.split('\n').filter((line) => /^ +\d+\. /.test(line));
      expect(numbered.map((line) => line.trim().slice(0, 2))).to.deep.equal(numbered.map((_, at) => `${at + 1}.`));
      expect(new Set(numbered.map((line) => line.replace(/^ *\d+\. /, ''))).size).to.equal(numbered.length);
    });

    it('calls needs by their names, never by ids', () => {
      const said = text(
        [
          '{ api: metadata }',
          '{ anyOf: [{ userPermission: TransferAnyLead }, { object: User, access: viewAllRecords }], name: transfer-ownership }',
          '{ historyTracking: Opportunity }',
          '{ object: Task, access: [read, create] }',
          '{ field: Task.Subject, access: edit }',
        ],
        { isActive: known(false) },
      );
      expect(said).to.include('Metadata API').and.include('Transfer ownership (one of 2 ways)');
      expect(said).to.not.match(/\b(api|anyOf|user|historyTracking|object|field|userPermission|license):\w/);
    });

    it('is to mend what is assigned and does not give it, by name', () => {
      const said = text(['{ object: [Account, Contact] }', '{ userPermission: RunReports }'], {
        sources: [
          { name: 'Sales_Read', inert: 'expired', objects: { Account: 'read' } },
          {
            name: 'Sync',
            type: 'PermissionSetGroup',
            members: { Reports: { permissions: ['RunReports'] } },
            muted: { permissions: ['RunReports'] },
          },
        ],
      });
      expect(said).to.match(/MISSING +The assignment of permission set Sales_Read has expired/);
      expect(said).to.match(/\d\. Extend the assignment of permission set Sales_Read.*Read on Account\./);
      expect(said).to.match(/\d\. Unmute Run Reports \(RunReports\) in permission set group Sync/);
    });
  });

  describe('with everything that there is to say', () => {
    it('tells sources apart that do not give the same', () => {
      const said = text(
        ['{ object: Account, access: [read, edit] }', '{ field: [Account.Website, Account.Industry] }'],
        {
          sources: [
            { name: 'One', objects: { Account: 'read edit' }, fields: { 'Account.Website': 'read' } },
            { name: 'Other', objects: { Account: 'read' }, fields: { 'Account.Industry': 'read' } },
          ],
        },
        { verbose: true },
      );
      expect(said).to.match(/Account Read: Website\n +from permission set One\n/);
      expect(said).to.match(/Account Read: Industry\n +from permission set Other\n/);
      expect(said).to.include('Account Read from permission set One; permission set Other');
      expect(said).to.include('Account Edit from permission set One');
    });
  });

  describe('what to do next', () => {
    const rules = ['{ object: Account }', '{ userPermission: RunReports }'];
    const inert = (name: string, objects: Record<string, string>): UserSpec => ({
      sources: [{ name, inert: 'expired', objects, permissions: ['RunReports'] }],
    });

    it('calls the program as it is called', () => {
      const needs = definition([...rules, '{ historyTracking: Opportunity }']);
      const isOff = { history: new Map([['opportunity', history(known(false), [])]]) };
      const taken = reading(schemaFor([needs], { more: isOff }), user(ciro));
      const more = { program: 'sfdx', command: '' };
      const said = checkText(
        reportOf(taken, [needs]),
        textOptions({ width: 200, paint: plain }, 'integration.check', more),
      );
      expect(said)
        .to.match(/^ +sfdx integration grant /m)
        .and.match(/^ +sfdx integration history-tracking /m);
      expect(said).to.not.match(/^ +sf /m);
    });

    it('is to extend the assignment of the own permission set, where it has expired: grant could do nothing', () => {
      const said = text(rules, inert('Integration_acme', { Account: 'read' }));
      expect(said).to.match(/Extend the assignment of permission set Integration_acme/);
      expect(said).to.not.include('integration grant');
    });

    it('says of what that set lacks that grant has to wait', () => {
      const said = text([...rules, '{ object: Lead }'], inert('Integration_acme', { Account: 'read' }));
      expect(said).to.match(/Extend the assignment of permission set Integration_acme/);
      expect(said).to.match(/cannot give .* while .*Integration_acme/);
      expect(said).to.not.include('integration grant');
    });

    it('is grant where it is another permission set that has expired', () => {
      expect(text(rules, inert('Sales', { Account: 'read' }))).to.include('integration grant');
    });
  });

  describe('assignments that run out', () => {
    const rules = ['{ object: [Account, Contact] }', '{ userPermission: RunReports, level: recommended }'];
    const until = (expiresAt: string): UserSpec => ({
      sources: [
        { name: 'For_Now', expiresAt, objects: { Account: 'read', Contact: 'read' }, permissions: ['RunReports'] },
        { name: 'For_Ever', objects: { Contact: 'read' } },
      ],
    });

    it('are warned of where nothing else gives what is needed', () => {
      const said = text(rules, until('2026-11-28T06:00:00.000+0000'));
      expect(said).to.match(/READY +All/);
      expect(said).to.match(
        /! Ends on 2026-11-28 06:00 UTC: Read on Account, Run Reports \(RunReports\)\..* permission set For_Now/,
      );
      expect(said).to.not.match(/Ends on .*Contact/);
    });

    it('name only those that give something that is needed', () => {
      const expiresAt = '2026-11-25T00:00:00.000+0000';
      const said = text(['{ object: Task, access: create }', '{ object: Account }'], {
        sources: [
          { name: 'Activities', expiresAt, permissions: ['ActivitiesAccess'] },
          { name: 'Tasks_One', expiresAt, permissions: ['EditTask'] },
          { name: 'Tasks_Other', expiresAt, permissions: ['EditTask'] },
          { name: 'Accounts', expiresAt, objects: { Account: 'read' } },
          { name: 'Reports', expiresAt, permissions: ['RunReports'] },
        ],
      });
      expect(said).to.match(/Ends on .*Activities.*Tasks_One.*Tasks_Other.*Accounts/);
      expect(said).to.not.include('Reports');
    });

    it('are no matter where they end later, or as late as asked for', () => {
      expect(text(rules, until('2026-12-24T00:00:00.000+0000'))).to.not.include('Ends on');
      expect(text(rules, until('2026-12-24T00:00:00.000+0000'), { days: 40 })).to.include('Ends on 2026-12-24');
    });

    it('count together where one thing needs several of them', () => {
      const said = text(['{ object: Task, access: create }'], {
        sources: [
          { name: 'First', expiresAt: '2026-11-25T00:00:00.000+0000', permissions: ['EditTask'] },
          { name: 'Second', permissions: ['ActivitiesAccess'] },
        ],
      });
      expect(said).to.match(/Ends on 2026-11-25 00:00 UTC: Create on Task\./);
    });
  });

  it('says of whom it is ready for that he can do far more', () => {
    const said = text(['{ object: Account }', '{ api: metadata }'], {
      sources: [{ name: 'Everything', permissions: ['ApiEnabled', 'ModifyAllData', 'ModifyMetadata', 'ManageUsers'] }],
    });
    expect(said).to.match(/READY +All/);
    expect(said).to.match(
      /! This user can do far more than Acme Sync needs: .*Modify All Data.*permission set Everything/,
    );
    expect(said).to.not.match(/far more.*Modify Metadata/);
    expect(text(['{ object: Account }'], { sources: [{ objects: { Account: 'read' } }] })).to.not.include('far more');
  });

  it('tells once of a user what is far more than several integrations need, and then where one differs', () => {
    const permissions = [
      'ManageRoles',
      'ApiEnabled',
      'ModifyAllData',
      'ViewAllData',
      'ManageUsers',
      'CustomizeApplication',
      'AuthorApex',
    ];
    const powerful = user({ ...ciro, sources: [{ name: 'Everything', permissions }] });
    const other = user({
      ...ciro,
      id: '005000000000009AAA',
      username: 'other@example.com',
      sources: [{ permissions }],
    });
    const named = (label: string, ...rules: string[]): ReturnType<typeof definition> => ({
      ...definition(rules),
      label,
    });
    const sets = [
      named('First', '{ object: Account }'),
      named('Second', '{ object: Account }'),
      named('Third', '{ userPermission: AuthorApex }'),
    ];
    const report = reportOf(reading(schemaFor(sets), powerful, other), sets);
    const said = checkText(report, textOptions({ width: 400, paint: plain }, 'integration.check'));
    expect(said.match(/far more than First needs: [^\n]*Modify All Data/g)).to.have.length(2);
    expect(said.match(/far more than Second needs: all that is told above for First\.\n/g)).to.have.length(2);
    expect(
      said.match(/far more than Third needs: all that is told above for First, but for Author Apex/g),
    ).to.have.length(2);
  });

  it('counts wide characters as the terminal does', () => {
    const wide = '\u8a2d\u5b9a'.repeat(20);
    const said = text(['{ object: Account, because: Synced. }'], { name: `${wide} ${wide}` }, { width: 80 });
    expect(said.split('\n').filter((line) => stringWidth(line) > 97 && !line.includes(' sf '))).to.deep.equal([]);
    expect(said).to.match(new RegExp(`${wide}\\n +${wide}`));
  });
});
