import { expect } from 'chai';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { openSavingWorld } from '../support/savingWorld.js';
import type { SavingWorld } from '../support/savingWorld.js';

type Criterion = { table?: string; field: string; operation: string; value: string };

/** Criteria of duplicate rules and workflow rules: who and what they leave alone. */
describe('criteria of rules', function () {
  this.timeout(60_000);
  let saving: SavingWorld | undefined;
  afterEach(async () => {
    await saving?.world.close();
    saving = undefined;
  });

  const me = 'hginsights@example.com';
  const fields = {
    Lead: { Region__c: 'string(40)', Checked__c: 'boolean' },
    User: { Level__c: 'double(3,0)', Off__c: 'boolean' },
  };
  const open = async (parts: Partial<Scenario>): Promise<SavingWorld> => {
    saving = await openSavingWorld({ fields, ...parts }, 'Lead', ['create', 'edit'], ['Email', 'Title']);
    return saving;
  };
  const lead = { LastName: 'Young', Company: 'Initech', Email: 'young@initech.example' };

  const own = (operation: string, value: string): Criterion => ({ table: 'User', field: 'Username', operation, value });
  const region: Criterion = { field: 'Region__c', operation: 'equals', value: 'EMEA' };
  const duplicates: Array<[title: string, conditions: Criterion[], logic: string, verdict: string, second: string]> = [
    ['for other users', [own('notEqual', me)], '', 'exempt', 'saved'],
    ['for one other user', [own('equals', 'somebody@example.com')], '', 'exempt', 'saved'],
    ['for this user', [own('equals', me)], '', 'mayBlock', 'refused'],
    ['for several users', [own('equals', `somebody@example.com,${me}`)], '', 'mayBlock', 'refused'],
    ['for other users by a name in other letters', [own('notEqual', me.toUpperCase())], '', 'mayBlock', 'saved'],
    [
      'for users with a mark',
      [{ table: 'User', field: 'Off__c', operation: 'equals', value: 'True' }],
      '',
      'exempt',
      'saved',
    ],
    ['for regions and other users', [region, own('notEqual', me)], '', 'exempt', 'saved'],
    ['for regions or other users', [region, own('notEqual', me)], '1 OR 2', 'mayBlock', 'saved'],
    ['for regions or this user', [region, own('equals', me)], '1 OR 2', 'mayBlock', 'refused'],
    ['for a logic that nobody can read', [own('notEqual', me)], '1 XOR 2', 'mayBlock', 'saved'],
    // Profiles and record types are compared by their names, and how numbers are written is left open.
    [
      'by a profile',
      [{ table: 'User', field: 'ProfileId', operation: 'equals', value: 'Sales' }],
      '',
      'mayBlock',
      'saved',
    ],
    [
      'by a number',
      [{ table: 'User', field: 'Level__c', operation: 'greaterThan', value: '5' }],
      '',
      'mayBlock',
      'saved',
    ],
  ];
  for (const [title, conditions, logic, verdict, second] of duplicates) {
    it(`a duplicate rule ${title} is ${verdict}`, async () => {
      const rule = { matchOn: ['Email'], onInsert: 'Block' as const, conditions, ...(logic === '' ? {} : { logic }) };
      const { verdicts, insert } = await open({ duplicateRules: { Lead: { Same: rule } } });
      expect(await verdicts()).to.deep.equal({ Same: verdict });
      expect(insert(lead)).to.equal('saved');
      // What is left open here may be either.
      if (second === 'refused') expect(insert(lead)).to.equal('DUPLICATES_DETECTED');
      else if (verdict === 'exempt') expect(insert(lead)).to.equal('saved');
    });
  }

  const updates = { Set_Title: { field: 'Title', literal: 'CEO' } };
  const criteria: Array<[title: string, criteria: Criterion[], logic: string, trigger: string, verdict: string]> = [
    ['for other users', [{ ...own('notEqual', me), field: 'User.Username' }], '', 'onAllChanges', 'exempt'],
    ['for this user', [{ ...own('equals', me), field: 'User.Username' }], '', 'onAllChanges', 'changes'],
    ['that names what it writes', [{ field: 'Title', operation: 'equals', value: 'x' }], '', 'onAllChanges', 'loops'],
    ['for regions', [region], '', 'onAllChanges', 'changes'],
    ['once a region is set', [region], '', 'onCreateOrTriggeringUpdate', 'unaffected'],
    ['for regions or other users', [region, own('notEqual', me)], '1 OR 2', 'onAllChanges', 'changes'],
  ];
  for (const [title, items, logic, trigger, verdict] of criteria) {
    it(`a workflow rule ${title} is ${verdict}`, async () => {
      const rule = {
        trigger: trigger as 'onAllChanges',
        criteria: items.map(({ table, field, ...rest }) => ({
          ...rest,
          field: table === undefined || field.includes('.') ? field : `${table}.${field}`,
        })),
        ...(logic === '' ? {} : { logic }),
        fieldUpdates: updates,
      };
      const { verdicts, insert, world } = await open({ workflowRules: { Lead: { Rule: rule } } });
      expect(await verdicts()).to.deep.equal({ Rule: verdict });
      expect(insert({ ...lead, Title: 'CTO' })).to.equal('saved');
      const stored = [...(world.org.org.tables.get('Lead')?.values() ?? [])].at(-1);
      if (verdict === 'exempt' || verdict === 'unaffected') expect(stored?.['Title']).to.equal('CTO');
    });
  }
});
