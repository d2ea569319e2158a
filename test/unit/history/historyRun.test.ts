import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import type { HistoryOutcome } from '../../../src/history/historyOutcome.js';
import { planDisable, planEnable } from '../../../src/history/historyPlan.js';
import { emptyReceipt } from '../../../src/history/historyReceipt.js';
import { historyRunExitCode } from '../../../src/history/historyRun.js';
import type { HistoryRun } from '../../../src/history/historyRun.js';
import { historyStates } from '../../../src/history/historyState.js';
import type { HistoryTarget } from '../../../src/history/historyTarget.js';
import { planUndo } from '../../../src/history/planUndo.js';
import { projectHistory } from '../../../src/history/projectHistory.js';
import { field, history, historyField, notRead, schema } from '../support/snapshot.js';

const org = (tracked: string[], on = true): OrgSchema =>
  schema({
    history: new Map([
      [
        'lead',
        history(known(on) as Parameters<typeof history>[0], [
          ...['Status', 'Rating', 'Address', 'acme__Tier__c'].map((name) =>
            historyField(name, tracked.includes(name), { dataType: 'picklist' }),
          ),
          historyField('Score__c', false, { calculated: true }),
        ]),
      ],
    ]),
    fields: new Map([
      ['lead', known(new Map(['City', 'Street'].map((n) => [n.toLowerCase(), field(n, { compound: 'Address' })])))],
    ]),
  });
const unread = schema({ history: new Map([['lead', { objectSwitch: notRead, fields: notRead }]]) });
const lead = (...fields: string[]): HistoryTarget => ({ sobject: 'Lead', fields, suggested: [], ifPresent: false });
const receipt = {
  ...emptyReceipt({ id: '00D', instanceUrl: 'https://acme.example' }, '2026-11-28T00:00:00Z'),
  steps: [{ step: 'field', sobject: 'Lead', field: 'Status', state: 'done' } as const],
};
const failed: HistoryOutcome = { step: 'field', sobject: 'Lead', field: 'Status', result: 'failed', code: 'NO_SLOT' };

type Aim = 'look' | 'enable' | 'disable' | 'undo';

describe('exit code of a run of history-tracking', () => {
  const table: [
    title: string,
    mode: HistoryRun['mode'],
    aim: Aim,
    fields: string[],
    before: OrgSchema,
    after: OrgSchema | null,
    more: Partial<HistoryRun>,
    exitCode: number,
  ][] = [
    ['looked, and all is tracked', 'look', 'look', ['Status'], org(['Status']), org(['Status']), {}, 0],
    ['looked, and something is not', 'look', 'look', ['Rating'], org(['Status']), org(['Status']), {}, 1],
    ['looked, and could not see', 'look', 'look', ['Rating'], unread, unread, {}, 3],
    ['a dry run with something to do', 'dryRun', 'enable', ['Rating'], org([]), org([]), {}, 1],
    ['a dry run with nothing to do', 'dryRun', 'enable', ['Status'], org(['Status']), org(['Status']), {}, 0],
    ['a dry run that cannot see', 'dryRun', 'enable', ['Status'], unread, unread, {}, 3],
    ['a dry run to take out what is tracked', 'dryRun', 'disable', ['Status'], org(['Status']), org(['Status']), {}, 1],
    ['files for all of it', 'project', 'enable', ['Rating'], org([]), org([]), {}, 0],
    ['files, and something only people can set', 'project', 'enable', ['acme__Tier__c'], org([]), org([]), {}, 1],
    ['files, and something that cannot be tracked', 'project', 'enable', ['Score__c'], org([]), org([]), {}, 1],
    ['changed, and as wanted', 'change', 'enable', ['Status'], org([]), org(['Status']), {}, 0],
    ['changed, and something is missing', 'change', 'enable', ['Status', 'Score__c'], org([]), org(['Status']), {}, 1],
    ['changed, and not read back', 'change', 'enable', ['Status'], org([]), null, {}, 3],
    ['nothing was written', 'change', 'enable', ['Status'], org([]), org([]), { outcomes: [failed] }, 2],
    ['interrupted', 'change', 'enable', ['Status'], org([]), org([]), { interrupted: true, outcomes: [failed] }, 130],
    ['taken out', 'change', 'disable', ['Status'], org(['Status']), org([]), {}, 0],
    ['still there', 'change', 'disable', ['Status'], org(['Status']), org(['Status']), {}, 1],
    ['taken back', 'change', 'undo', ['Status'], org(['Status']), org([]), {}, 0],
    ['not taken back', 'change', 'undo', ['Status'], org(['Status']), org(['Status']), {}, 1],
  ];
  for (const [title, mode, aim, fields, before, after, more, exitCode] of table) {
    it(`${title}: ${exitCode}`, () => {
      const states = historyStates(before, [lead(...fields)]);
      const plans = {
        look: () => null,
        enable: () => planEnable(before, states, []),
        disable: () => planDisable(before, states),
        undo: () => planUndo(before, receipt),
      };
      const run: HistoryRun = {
        mode,
        org: {
          id: '00D',
          username: 'a@example.com',
          instanceUrl: 'https://acme.example',
          apiVersion: '66.0',
          name: null,
          type: null,
        },
        plan: plans[aim](),
        takesBack: aim === 'undo' ? receipt : null,
        states,
        after: after && { schema: after, states: historyStates(after, [lead(...fields)]) },
        outcomes: [],
        interrupted: false,
        receipt: null,
        ...more,
      };
      expect(historyRunExitCode(run)).to.equal(exitCode);
    });
  }
});

describe('what is to stand in a project', () => {
  const wanted = (inOrg: OrgSchema, target: HistoryTarget, leaveOut: string[] = []): string[] => {
    const states = historyStates(inOrg, [target]);
    const { switches, fields } = projectHistory(inOrg, states, planEnable(inOrg, states, leaveOut));
    return [...switches, ...fields.map((one) => `${one.reason} ${one.sobject}.${one.field} [${one.dataType}]`)];
  };

  it('also what the org tracks already, its switch among it', () => {
    expect(wanted(org(['Status']), lead('Status', 'Rating'))).to.deep.equal([
      'Lead',
      'requested Lead.Status [picklist]',
      'requested Lead.Rating [picklist]',
    ]);
  });
  it('an address once, whatever parts of it are wanted', () => {
    expect(wanted(org([]), lead('City', 'Street'))).to.deep.equal(['Lead', 'requested Lead.Address [picklist]']);
  });
  it('nothing that was left out, that only people can set, or that cannot be tracked', () => {
    expect(wanted(org([]), lead('Status', 'Rating', 'acme__Tier__c', 'Score__c'), ['Rating'])).to.deep.equal([
      'Lead',
      'requested Lead.Status [picklist]',
    ]);
  });
  it('what is suggested, where no field is named', () => {
    expect(wanted(org([]), { ...lead(), suggested: ['Rating'] })).to.deep.equal([
      'Lead',
      'suggested Lead.Rating [picklist]',
    ]);
  });
  it('no switch, to stop tracking', () => {
    const states = historyStates(org(['Status']), [lead('Status')]);
    const { action, switches, fields } = projectHistory(org(['Status']), states, planDisable(org(['Status']), states));
    expect([action, switches.length, fields.map((one) => one.field).join()]).to.deep.equal(['disable', 0, 'Status']);
  });
});
