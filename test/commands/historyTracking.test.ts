import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { faultKinds } from '../local-org/http/faults.js';
import type { FaultKind, FaultOptions } from '../local-org/http/faults.js';
import { finishJobs } from '../local-org/metadata/metadataJobs.js';
import type { Org } from '../local-org/model/orgModel.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { changeField } from '../local-org/schema/changeField.js';
import { check, finding, only } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import { connect } from '../support/connection.js';
import { runsNow } from '../support/largeMatrix.js';
import {
  deploys,
  retrieved,
  track,
  trackedIn,
  trackRefusal,
  withoutFlags,
  withoutPolls,
} from '../support/historyTracking.js';
import type { Tracked } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import type { HistoryResult } from '../../src/report/history/historyResult.js';
import { changeHistoryWorkflow } from '../../src/workflows/changeHistoryWorkflow.js';
import { readHistoryWorkflow } from '../../src/workflows/readHistoryWorkflow.js';

const admin = 'admin@example.com';
const yes = ['--enable', '--no-prompt'];

const invoice: Partial<Scenario> = {
  objects: { Invoice__c: { label: 'Invoice' } },
  fields: {
    Invoice__c: {
      Amount__c: 'currency(16,2)',
      State__c: 'picklist(40); values=Open|Paid|Void',
      Account__c: 'reference ->Account',
      Double__c: 'double(16,2) calc',
    },
    Opportunity: { Renewal__c: 'boolean', Notes__c: 'textarea(32000)', Score__c: 'double(4,0) calc' },
  },
};

const scenario = (more: Partial<Scenario> = {}): Org =>
  loadScenario('default', { ...invoice, ...more } as Parameters<typeof loadScenario>[1]);

describe('integration history-tracking', function () {
  this.timeout(120_000);
  let world: World;
  const open = async (more: Partial<Scenario> = {}, ...users: string[]): Promise<World> => {
    world = await openWorld({ org: scenario(more) }, admin, ...users);
    return world;
  };
  const run = (...argv: string[]): Promise<Tracked> => track(world.org, '-o', admin, ...argv);
  const adminId = (): string => {
    const row = [...(world.org.org.tables.get('User')?.values() ?? [])].find(({ Username }) => Username === admin);
    return String(row?.['Id']);
  };
  const fieldsOf = ({ result }: Tracked): string[] =>
    result.sobjects.flatMap(({ requested }) =>
      requested.map(({ field, status, code }) => `${field} ${status} ${code}`),
    );
  const endsOf = ({ result }: Tracked): string[] =>
    (result.outcomes ?? []).map(({ step, sobject, field, result: end, code }) =>
      [step, field === undefined ? sobject : `${sobject}.${field}`, end, ...(code === undefined ? [] : [code])].join(
        ' ',
      ),
    );
  afterEach(() => world.close());

  describe('verifies', () => {
    it('Opportunity by default: off, in two requests, without a word of proof from its history object', async () => {
      const { org } = await open();
      const seen = await run();
      expect(seen.exitCode).to.equal(1);
      expect(seen.result.sobjects).to.have.length(1);
      expect(seen.result.sobjects[0]).to.include({
        sobject: 'Opportunity',
        enabled: false,
        limit: 20,
        code: 'HISTORY_OFF',
      });
      expect(org.org.schema.has('opportunityfieldhistory'), 'exists all the same').to.equal(true);
      expect(seen.text).to.include('OpportunityHistory is always on').and.include('OpportunityFieldHistory adds');
      expect(seen.requests.length).to.be.at.most(3);
      expect(deploys(seen.requests)).to.equal(0);
    });

    it('every sort of field, with the reason why one can never be tracked', async () => {
      await open({ history: { Opportunity: { enabled: true, fields: ['StageName', 'OwnerId'] } } });
      const fields = [
        'stagename',
        'CloseDate',
        'ExpectedRevenue',
        'Score__c',
        'CreatedById',
        'Nonsense__c',
        'Notes__c',
      ];
      const seen = await run(...fields.flatMap((name) => ['--field', name]));
      expect(fieldsOf(seen)).to.deep.equal([
        'StageName tracked TRACKED',
        'CloseDate untracked FIELD_NOT_TRACKED',
        'ExpectedRevenue impossible FIELD_NOT_TRACKABLE',
        'Score__c impossible FIELD_NOT_TRACKABLE',
        'CreatedById impossible FIELD_NOT_TRACKABLE',
        'Nonsense__c impossible NO_SUCH_FIELD',
        'Notes__c untracked FIELD_NOT_TRACKED',
      ]);
      expect(seen.exitCode).to.equal(1);
      expect(seen.result.sobjects[0]?.unasked).to.deep.equal(['OwnerId']);
      expect(seen.requests.length).to.be.at.most(3);
    });

    it('addresses and names as a whole, several objects at once', async () => {
      await open({ history: { Lead: { enabled: true, fields: ['Address', 'Name'] } } });
      const seen = await run('--field', 'Lead.City', '--field', 'Lead.FirstName', '--field', 'Account.Industry');
      expect(fieldsOf(seen)).to.deep.equal([
        'City tracked TRACKED',
        'FirstName tracked TRACKED',
        'Industry tracked TRACKED',
      ]);
      expect(seen.result.sobjects[0]?.requested[0]).to.include({ trackedAs: 'Address' });
      expect(seen.exitCode).to.equal(0);
      expect(seen.requests.length).to.be.at.most(3);
    });

    it('Case, which has no switch and tracks ten fields that nobody asked for', async () => {
      await open();
      const seen = await run('--sobject', 'Case', '--field', 'Status');
      expect(seen.exitCode).to.equal(0);
      expect(seen.result.sobjects[0]).to.include({ enabled: true, hasSwitch: false });
      expect(seen.result.sobjects[0]?.unasked).to.have.length(9);
    });

    it('unknown objects, and those that cannot track', async () => {
      await open();
      for (const [sobject, code] of [
        ['Nope__c', 'NO_SUCH_OBJECT'],
        ['CampaignMember', 'HISTORY_NOT_SUPPORTED'],
      ] as const) {
        const seen = await run('--sobject', sobject, ...yes);
        expect(seen.exitCode, sobject).to.equal(1);
        expect(seen.result.sobjects[0]).to.include({ status: 'impossible', code });
        expect(deploys(seen.requests)).to.equal(0);
      }
    });

    it('a misspelt object or field, with the names that may have been meant', async () => {
      await open();
      const seen = await run('--sobject', 'Oportunity', '--field', 'Lead.Statsu', '--field', 'Lead.Qwrtzx');
      expect(seen.exitCode).to.equal(1);
      const text = seen.text.replace(/\s+/g, ' ');
      expect(text).to.include('This org has no object Oportunity. Did you mean Opportunity?');
      expect(text).to.include('Lead has no field Lead.Statsu in this org. Did you mean Lead.Status');
      expect(text).to.match(/Lead has no field Lead\.Qwrtzx in this org\.(?! Did)/);
      // The names of all objects are one request more, for whoever misspelt one of them.
      expect(seen.requests.length).to.be.at.most(4);
    });

    it('what it can, without access to the Metadata API, and writes nothing then', async () => {
      const user = 'looker@example.com';
      await open(
        {
          history: { Opportunity: { enabled: true, fields: ['StageName'] } },
          permissionSets: { Looker: { userPermissions: ['ApiEnabled', 'ViewSetup'] } },
          users: { looker: { lastName: 'Looker', profile: 'Minimum Access - Salesforce', permissionSets: ['Looker'] } },
        },
        user,
      );
      const seen = await track(world.org, '-o', user, '--field', 'StageName');
      expect(seen.exitCode).to.equal(3);
      expect(seen.result.sobjects[0]).to.deep.include({ enabled: 'unknown', trackedFields: ['StageName'] });
      expect(seen.text).to.include('could not be read');
      const refused = await trackRefusal(world.org, '-o', user, '--field', 'CloseDate', ...yes);
      expect(refused.exitCode).to.equal(2);
      expect(deploys(refused.requests)).to.equal(0);
    });

    it('nothing where the definition needs nothing', async () => {
      await open();
      const seen = await run('-i', 'ciro');
      expect(seen.exitCode).to.equal(0);
      expect(seen.result.sobjects).to.deep.equal([]);
      expect(seen.text).to.include('needs no Field History Tracking');
    });

    it('refuses what is not plain', async () => {
      await open();
      const cases: Array<[string[], RegExp]> = [
        [['--sobject', 'Lead', '--sobject', 'Account', '--field', 'OwnerId'], /which object.*OwnerId/],
        [['--dry-run'], /--dry-run/],
        [['--disable', '--no-prompt'], /which fields/],
        [['--enable'], /no terminal|terminal|--no-prompt/i],
      ];
      for (const [argv, words] of cases) {
        const refused = await trackRefusal(world.org, '-o', admin, ...argv);
        expect(refused.exitCode, argv.join(' ')).to.equal(2);
        expect(`${refused.message} ${(refused.actions ?? []).join(' ')}`).to.match(words);
        expect(deploys(refused.requests)).to.equal(0);
      }
    });
  });

  describe('enables', () => {
    it('what HG Insights suggests, within nine requests; check turns to met; a second run writes nothing', async () => {
      const { org } = await open();
      const idOf = 'historyTracking:Opportunity';
      const before = await check(org, '-o', admin, '-i', 'hg-insights', '-u', admin);
      expect(finding(only(before), idOf).status).to.equal('unmet');
      const done = await run('-i', 'hg-insights', ...yes);
      expect(done.exitCode).to.equal(0);
      expect(withoutPolls(done.requests)).to.be.at.most(9);
      const fields = ['Amount', 'CloseDate', 'NextStep', 'OwnerId', 'StageName'];
      expect(trackedIn(org.org, 'Opportunity')).to.deep.equal(fields);
      expect(done.result.sobjects[0]?.trackedFields).to.deep.equal(fields);
      const after = await check(org, '-o', admin, '-i', 'hg-insights', '-u', admin);
      expect(finding(only(after), idOf).status).to.equal('met');
      const again = await run('-i', 'hg-insights', ...yes);
      expect(again.exitCode).to.equal(0);
      expect(deploys(again.requests)).to.equal(0);
      expect(again.requests.length).to.be.at.most(3);
    });

    const both = ['error', 'silent'] as const;
    for (const historyWithoutSwitch of both) {
      it(`nothing but the flags, byte for byte, whatever fields they are (${historyWithoutSwitch})`, async () => {
        const { org } = await open({ org: { behaviours: { historyWithoutSwitch } } });
        const objects = ['Opportunity', 'Lead', 'Invoice__c', 'Account'];
        const before = retrieved(org.org, adminId(), ...objects);
        const fields = [
          'Opportunity.Renewal__c',
          'Opportunity.Notes__c',
          'Opportunity.StageName',
          'Opportunity.AccountId',
          'Lead.Street',
          'Lead.LastName',
          'Lead.Status',
          'Invoice__c.Name',
          'Invoice__c.State__c',
          'Invoice__c.Account__c',
          'Account.Website',
        ];
        const done = await run(...fields.flatMap((name) => ['--field', name]), ...yes);
        expect(endsOf(done).filter((end) => !end.endsWith(' done'))).to.deep.equal([]);
        expect(done.exitCode).to.equal(0);
        expect(trackedIn(org.org, 'Invoice__c')).to.deep.equal(['Account__c', 'Name', 'State__c']);
        expect(trackedIn(org.org, 'Lead')).to.deep.equal(['Address', 'Name', 'Status']);
        expect(trackedIn(org.org, 'Opportunity')).to.deep.equal(['AccountId', 'Notes__c', 'Renewal__c', 'StageName']);
        expect(trackedIn(org.org, 'Account')).to.deep.equal(['Industry', 'OwnerId', 'Website']);
        const after = retrieved(org.org, adminId(), ...objects);
        expect(after).to.not.equal(before);
        expect(withoutFlags(after)).to.equal(withoutFlags(before));
        expect(withoutPolls(done.requests)).to.be.at.most(9);
        // And back again, the switches aside.
        const undone = await run(...fields.flatMap((name) => ['--field', name]), '--disable', '--no-prompt');
        expect(undone.exitCode).to.equal(0);
        expect(trackedIn(org.org, 'Account')).to.deep.equal(['Industry', 'OwnerId']);
        expect(trackedIn(org.org, 'Invoice__c')).to.deep.equal([]);
        expect(org.org.history.get('Lead')?.objectSwitch).to.equal(true);
        expect(withoutFlags(retrieved(org.org, adminId(), ...objects))).to.equal(withoutFlags(before));
      });

      it(`in the safe order a second time when the switch goes off in between (${historyWithoutSwitch})`, async () => {
        const { org } = await open({
          org: { behaviours: { historyWithoutSwitch } },
          history: { Opportunity: { enabled: true, fields: ['Amount'] } },
        });
        const connection = await connect(world, admin);
        const options = { waitMs: 20_000, backoffMs: [] };
        const reading = await readHistoryWorkflow({
          ...options,
          integrations: [],
          sobjects: [],
          fields: ['StageName', 'Renewal__c'],
          action: 'enable',
          leaveOut: [],
          takesBack: null,
          connect: () => Promise.resolve(connection),
        });
        if (reading.plan === null) throw new Error('no plan');
        expect(reading.plan.switches).to.deep.equal([]);
        org.org.history.set('Opportunity', { objectSwitch: false, trackedFields: new Set(['Amount']) });
        const done = await changeHistoryWorkflow(reading, reading.plan, { ...options, interrupted: () => false });
        expect(done.outcomes.map(({ field, result }) => `${field ?? ''} ${result}`)).to.deep.equal(
          historyWithoutSwitch === 'error'
            ? ['StageName done', 'Renewal__c done']
            : // The first attempt ticked the boxes, and the switch brought them back.
              ['StageName alreadyDone', 'Renewal__c alreadyDone'],
        );
        expect(trackedIn(org.org, 'Opportunity')).to.deep.equal(['Amount', 'Renewal__c', 'StageName']);
      });
    }

    it('as many as fit, counting what was tracked before; what does not fit is for people to choose', async () => {
      const names = [
        ...['AccountId', 'Amount', 'CampaignId', 'CloseDate', 'Description', 'LeadSource', 'Name', 'Type'],
        ...['OwnerId', 'Probability', 'StageName', 'NextStep'],
      ];
      const custom = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`F${i}__c`, 'string(20)']));
      const { org } = await open({
        fields: { ...invoice.fields, Opportunity: custom },
        history: {
          Opportunity: { enabled: true, fields: [...names.slice(0, 10), ...Object.keys(custom).slice(0, 8)] },
        },
      });
      const wanted = ['StageName', 'F9__c', 'F10__c', 'F11__c'];
      const argv = wanted.flatMap((name) => ['--field', name]);
      const refused = await trackRefusal(org, '-o', admin, ...argv, ...yes);
      expect(refused.exitCode).to.equal(2);
      expect(refused.message).to.include('20 fields').and.include('tracks 18');
      expect(refused.actions?.join()).to.include('Choose 2 of them');
      expect(deploys(refused.requests)).to.equal(0);
      const done = await run(...argv, '--leave-out', 'F10__c', '--leave-out', 'Opportunity.F11__c', ...yes);
      expect(done.result.plan?.leftOut.map(({ field, reason }) => `${field} ${reason}`)).to.deep.equal([
        'F10__c CHOSEN',
        'F11__c CHOSEN',
      ]);
      expect(trackedIn(org.org, 'Opportunity')).to.have.length(20);
      expect(done.exitCode, 'two wanted fields are not tracked').to.equal(1);
      const full = await run('-i', 'hg-insights', '--enable', '--no-prompt');
      expect(full.result.plan?.leftOut.map(({ reason }) => reason)).to.include('NO_SLOT');
      expect(deploys(full.requests)).to.equal(0);
    });

    it('no more than fits when the switch brings old ticks back', async () => {
      const custom = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`F${i}__c`, 'string(20)']));
      const { org } = await open({
        fields: { ...invoice.fields, Opportunity: custom },
        history: { Opportunity: { enabled: false, fields: Object.keys(custom).slice(0, 19) } },
      });
      const done = await run('--field', 'StageName', '--field', 'Amount', '--field', 'F0__c', ...yes);
      expect(endsOf(done)).to.deep.equal([
        'objectSwitch Opportunity done',
        'field Opportunity.StageName done',
        'field Opportunity.Amount failed NO_SLOT',
        'field Opportunity.F0__c alreadyDone',
      ]);
      expect(done.exitCode).to.equal(68);
      expect(trackedIn(org.org, 'Opportunity')).to.have.length(20).and.to.include('StageName');
    });

    it('no more than six fields of tasks', async () => {
      await open();
      const fields = ['Subject', 'Status', 'Priority', 'OwnerId', 'WhoId', 'WhatId', 'ActivityDate'];
      const argv = fields.flatMap((name) => ['--field', `Task.${name}`]);
      const refused = await trackRefusal(world.org, '-o', admin, ...argv, ...yes);
      expect(refused.exitCode).to.equal(2);
      expect(refused.message).to.include('6 fields');
    });

    for (const [sobject, tracked, wanted] of [
      ['Task', [], ['Subject', 'Status', 'Priority', 'OwnerId', 'WhoId', 'WhatId', 'ActivityDate']],
      ['Event', [], ['Subject', 'Location', 'OwnerId', 'WhoId', 'WhatId', 'StartDateTime', 'Type']],
      ['Task', ['Subject', 'Status', 'Priority', 'OwnerId', 'WhoId'], ['WhatId', 'ActivityDate']],
    ] as const)
      it(`a dry run is refused as the run would be: ${sobject} with ${tracked.length} fields, and ${wanted.length} more`, async () => {
        await open({ history: { [sobject]: { fields: [...tracked] } } });
        const argv = wanted.flatMap((name) => ['--field', `${sobject}.${name}`]);
        const refused = await trackRefusal(world.org, '-o', admin, ...argv, '--enable', '--dry-run');
        expect(refused.exitCode).to.equal(2);
        expect(refused.message).to.include('6 fields').and.include(`tracks ${tracked.length}`);
        expect(refused.actions?.join()).to.include('Choose 1 of them');
        const one = wanted[0];
        const dry = await run(...argv, '--enable', '--dry-run', '--leave-out', one);
        expect(dry.result.plan?.fields.map(({ field }) => field)).to.deep.equal(wanted.slice(1));
      });

    for (const sobject of ['Task', 'Event'])
      it(`custom fields of ${sobject} on Activity, where they are defined; no amounts and no percentages`, async () => {
        const { org } = await open({
          fields: {
            ...invoice.fields,
            Activity: { Score__c: 'double(5,0)', Fee__c: 'currency(18,2)', Share__c: 'percent(3,0)' },
          },
        });
        const named = (...names: string[]): string[] => names.flatMap((name) => ['--field', `${sobject}.${name}`]);
        const looked = await run(...named('Score__c', 'Fee__c', 'Share__c'));
        expect(looked.result.sobjects[0]?.requested.map(({ field, code }) => `${field} ${code}`)).to.deep.equal([
          'Score__c FIELD_NOT_TRACKED',
          'Fee__c FIELD_NOT_TRACKABLE',
          'Share__c FIELD_NOT_TRACKABLE',
        ]);
        const done = await run(...named('Score__c', 'Fee__c'), ...yes);
        expect(endsOf(done)).to.deep.equal([`field ${sobject}.Score__c done`]);
        expect(trackedIn(org.org, sobject)).to.deep.equal(['Score__c']);
      });

    it('the good fields where the org refuses another one: 68', async () => {
      const { org } = await open({ history: { Opportunity: { enabled: true } } });
      // The org knows better than any list what cannot be tracked.
      changeField(org.org, 'Opportunity', 'NextStep', { trackable: false });
      const done = await run('--field', 'StageName', '--field', 'NextStep', ...yes);
      expect(endsOf(done)).to.deep.equal([
        'field Opportunity.StageName done',
        'field Opportunity.NextStep failed NOT_TRACKABLE',
      ]);
      expect(done.exitCode).to.equal(68);
      expect(trackedIn(org.org, 'Opportunity')).to.deep.equal(['StageName']);
    });

    it('nothing without Customize Application, and says what is missing', async () => {
      const user = 'deployer@example.com';
      const { org } = await open(
        {
          permissionSets: { Deployer: { userPermissions: ['ApiEnabled', 'ViewSetup', 'ModifyMetadata'] } },
          users: {
            deployer: { lastName: 'Deployer', profile: 'Minimum Access - Salesforce', permissionSets: ['Deployer'] },
          },
        },
        user,
      );
      const done = await track(org, '-o', user, '--field', 'StageName', ...yes);
      expect(endsOf(done)).to.deep.equal([
        'objectSwitch Opportunity failed INSUFFICIENT_ACCESS',
        'field Opportunity.StageName failed INSUFFICIENT_ACCESS',
      ]);
      expect(done.exitCode).to.equal(2);
      expect(done.text.replace(/\s+/g, ' ')).to.include('It needs Customize Application');
      expect(org.org.history.get('Opportunity')?.objectSwitch).to.equal(false);
    });

    it('lists managed and person account fields with the Setup page instead of writing them', async () => {
      const { org } = await open({
        org: { addFeatures: ['ApiOnlySystemIntegrationsProfile', 'PersonAccounts'] },
        fields: { ...invoice.fields, Account: { acme__Tier__c: 'string(20)' }, Contact: { Level__c: 'string(20)' } },
      });
      const done = await run('--field', 'Account.acme__Tier__c', '--field', 'Account.Level__pc', ...yes);
      expect(done.result.plan?.manual.map(({ field, code }) => `${field} ${code}`)).to.deep.equal([
        'acme__Tier__c MANAGED_FIELD',
        'Level__pc PERSON_ACCOUNT_FIELD',
      ]);
      expect(done.text).to.include('/ui/setup/layout/FieldHistoryTracking?pEntity=Account');
      expect(done.exitCode).to.equal(1);
      expect(deploys(done.requests)).to.equal(0);
      expect(trackedIn(org.org, 'Account')).to.deep.equal(['Industry', 'OwnerId']);
    });

    it('shows a dry run and writes nothing', async () => {
      await open();
      const dry = await run('-i', 'hg-insights', '--enable', '--dry-run');
      expect(dry.exitCode).to.equal(1);
      expect(dry.result.plan).to.deep.include({ dryRun: true, switches: ['Opportunity'] });
      expect(deploys(dry.requests)).to.equal(0);
    });

    it('refuses to leave out what is not wanted, and says which name may have been meant', async () => {
      const { org } = await open();
      for (const action of ['--dry-run', '--no-prompt']) {
        const refused = await trackRefusal(
          org,
          ...['-o', admin, '--field', 'StageName', '--field', 'Amount', '--enable', action, '--leave-out', 'StageNam'],
        );
        expect(refused).to.include({ exitCode: 2, name: 'NothingToLeaveOutError' });
        expect(refused.message).to.include('StageNam');
        expect(refused.actions?.[0]).to.equal('Did you mean StageName?');
        expect(deploys(refused.requests)).to.equal(0);
      }
    });

    it('says after a dry run how to carry it out', async () => {
      await open();
      const { text } = await run('-i', 'hg-insights', '--leave-out', 'Amount', '--enable', '--dry-run');
      const command = `integration history-tracking -i hg-insights --enable --leave-out Amount -o ${admin}`;
      expect(text).to.include('To apply it:').and.include(command);
      expect((await run('-i', 'ciro', '--enable', '--dry-run')).text).to.not.include('To apply it:');
    });

    it('takes a dry run that is not to ask for a dry run', async () => {
      const { org } = await open();
      const dry = await run('-i', 'hg-insights', '--dry-run', ...yes);
      expect(dry.exitCode).to.equal(1);
      expect(dry.result.plan).to.deep.include({ dryRun: true, switches: ['Opportunity'] });
      expect(deploys(dry.requests)).to.equal(0);
      expect(trackedIn(org.org, 'Opportunity')).to.deep.equal([]);
    });

    it('says plainly that there is nothing to do, without the title of a plan', async () => {
      await open({ history: { Opportunity: { enabled: true, fields: ['StageName'] } } });
      const cases: Array<[string[], string]> = [
        [['-i', 'ciro', '--enable'], 'needs no Field History Tracking'],
        [['-i', 'ciro', '--enable', '--dry-run'], 'needs no Field History Tracking'],
        [['--field', 'StageName', ...yes], 'everything that is wanted is tracked already'],
        [['--field', 'Amount', '--disable', '--no-prompt'], 'none of these fields is tracked'],
      ];
      for (const [argv, words] of cases) {
        const seen = await run(...argv);
        const text = seen.text.replace(/\s+/g, ' ');
        expect(seen.exitCode, argv.join(' ')).to.equal(0);
        expect(text, argv.join(' ')).to.include(words);
        expect(text, argv.join(' ')).to.not.match(/Plan:|Nothing to write|Dry run/);
        expect(deploys(seen.requests)).to.equal(0);
      }
    });
  });

  describe('writes into a project', () => {
    let directory: string;
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'history-project-'));
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));
    const fileOf = (...path: string[]): string => join(directory, 'objects', ...path);
    const put = async (path: string, content: string): Promise<void> => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    };

    it('keeps what is there but for the flags, takes the rest whole from the org, and leaves the org alone', async () => {
      const { org } = await open();
      const kept = `<?xml version="1.0" encoding="UTF-8"?>\r\n<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">\r\n  <!-- ours -->\r\n  <fullName>StageName</fullName>\r\n  <inlineHelpText>Ask Ann</inlineHelpText>\r\n  <type>Picklist</type>\r\n</CustomField>\r\n`;
      await put(fileOf('Opportunity', 'fields', 'StageName.field-meta.xml'), kept);
      const argv = ['--field', 'StageName', '--field', 'Renewal__c', '--field', 'Invoice__c.State__c'];
      // A plain field belongs to the only object that is named plainly.
      const written = await run('--sobject', 'Opportunity', ...argv, '--enable', '--output-dir', directory);
      expect(written.exitCode).to.equal(0);
      expect(endsOf(written)).to.have.length(5);
      expect(deploys(written.requests)).to.equal(0);
      expect(trackedIn(org.org, 'Opportunity')).to.deep.equal([]);
      expect(await readFile(fileOf('Opportunity', 'fields', 'StageName.field-meta.xml'), 'utf8')).to.equal(
        kept.replace('  <type>', '  <trackHistory>true</trackHistory>\r\n  <type>'),
      );
      const object = await readFile(fileOf('Invoice__c', 'Invoice__c.object-meta.xml'), 'utf8');
      expect(object).to.include('<enableHistory>true</enableHistory>').and.include('<label>Invoice</label>');
      const state = await readFile(fileOf('Invoice__c', 'fields', 'State__c.field-meta.xml'), 'utf8');
      expect(state)
        .to.match(/^<\?xml[^>]*>\n<CustomField /)
        .and.include('<trackHistory>true</trackHistory>');
      expect(state).to.include('<fullName>Void</fullName>');
      const again = await run('--sobject', 'Opportunity', ...argv, '--enable', '--output-dir', directory);
      expect(endsOf(again).every((end) => end.endsWith('alreadyDone'))).to.equal(true);
    });
  });

  describe('survives trouble', () => {
    it('says nothing of how things stand where that could not be read back', async () => {
      const { org } = await open();
      const expire = (): void => void org.faults.add({ kind: '401', match: { path: /composite$/ }, times: Infinity });
      org.faults.add({ kind: 'slow', match: { path: '/Soap/m/', body: /<deploy[ >]/ }, onHit: expire });
      const seen = await run('--field', 'Opportunity.StageName', ...yes);
      expect(seen.exitCode).to.equal(68);
      expect(org.org.history.get('Opportunity')?.objectSwitch, 'written').to.equal(true);
      expect(seen.result.sobjects[0]).to.include({ sobject: 'Opportunity', enabled: 'unknown', status: 'unknown' });
      expect(seen.result.sobjects[0]?.trackedFields).to.deep.equal([]);
      expect(fieldsOf(seen)).to.deep.equal(['StageName unknown NOT_READABLE']);
    });

    const deploying = { path: '/Soap/m/', body: /<deploy[ >]/ };
    const following = { path: '/Soap/m/', body: /<checkDeployStatus[ >]/ };
    const lost: [title: string, faults: FaultOptions[], code: string][] = [
      ['the answer to it is lost', [{ kind: 'reset', carriedOut: true, match: deploying }], 'CONNECTION_LOST'],
      ['the answer to it is damaged', [{ kind: 'garbled', match: deploying }], 'SERVER_UNAVAILABLE'],
      ['how it ends is not shown', [{ kind: 'rowRefused', match: following, times: Infinity }], 'INSUFFICIENT_ACCESS'],
      ['the session ends meanwhile', [{ kind: '401', match: following, times: Infinity }], 'SESSION_EXPIRED'],
    ];
    for (const [title, faults, code] of lost) {
      it(`a deploy that the org accepted, perhaps for later, is not called undone: ${title}`, async () => {
        const { org } = await open();
        for (const fault of faults) org.faults.add(fault);
        org.faults.add({
          kind: 'slow',
          match: { path: '/Soap/m/', body: /<checkRetrieveStatus[ >]/ },
          // From then on: it waits for its turn for longer than this run looks at it, and nothing can be read back.
          onHit: () => {
            org.metadataJobs.pollsUntilDone = 1000;
            org.faults.add({ kind: 'apiDisabled', match: { path: /composite$/ }, times: Infinity });
          },
        });
        const seen = await run('--field', 'Opportunity.StageName', ...yes);
        expect(seen.exitCode, seen.text).to.equal(68);
        expect(endsOf(seen)[0]).to.match(new RegExp(`^objectSwitch Opportunity failed ${code}`));
        finishJobs(org.metadataJobs, org.org);
        expect(org.org.history.get('Opportunity')?.objectSwitch, 'it is carried out').to.equal(true);
      });
    }

    it('a fault at every request (a part of them with a push): the exit code tells the truth, and a clean run ends in the same state', async () => {
      const wanted = ['StageName', 'Renewal__c'].flatMap((name) => ['--field', name]);
      const fresh = await open();
      const before = retrieved(fresh.org.org, adminId(), 'Opportunity');
      const clean = await run(...wanted, ...yes);
      const goal = retrieved(fresh.org.org, adminId(), 'Opportunity');
      const total = clean.requests.length;
      await world.close();
      const everywhere: FaultKind[] = ['reset', 'cutOff', '503'];
      const others = faultKinds.filter((kind) => ![...everywhere, 'timeout', 'slow', 'fewerRows'].includes(kind));
      const cases = [
        ...everywhere.flatMap((kind, at) =>
          Array.from({ length: total }, (_, i) => ({ kind, nth: i + 1 })).filter(({ nth }) => runsNow(at, nth)),
        ),
        ...others.map((kind, i) => ({ kind, nth: 1 + ((i * 3) % total) })).filter((_, i) => runsNow(0, i, 3)),
      ];
      for (const { kind, nth } of cases) {
        const name = `${kind} at request ${nth}`;
        await open();
        const { org } = world;
        org.faults.add({ match: { nth }, kind });
        const argv = ['-o', admin, ...wanted, ...yes];
        const first = await runCommand<HistoryResult>(org, IntegrationHistoryTracking, argv);
        org.faults.clear();
        // 3: written, and not to be read back.
        expect([0, 2, 3, 68, 69], `${name}: ${first.text}`).to.include(first.exitCode);
        if (first.exitCode === 0) expect(retrieved(org.org, adminId(), 'Opportunity'), name).to.equal(goal);
        if (first.exitCode === 2) expect(retrieved(org.org, adminId(), 'Opportunity'), name).to.equal(before);
        const second = await run(...wanted, ...yes);
        expect(second.exitCode, `${name}, then clean`).to.equal(0);
        expect(retrieved(org.org, adminId(), 'Opportunity'), name).to.equal(goal);
        await world.close();
      }
      await open();
    });
  });
});
