import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { emptyReceipt } from '../../../src/history/historyReceipt.js';
import { hasUnexplained, withReasons } from '../../../src/history/refusalReason.js';
import type { HistoryChange, WriteProblem } from '../../../src/history/historyChange.js';
import { history, historyField, notRead, schema } from '../support/snapshot.js';

const read = (on: boolean | null, tracked: number): OrgSchema =>
  schema({
    history: new Map([
      [
        'lead',
        history(
          on === null ? notRead : known(on),
          Array.from({ length: 30 }, (_, at) => historyField(`F${at}__c`, at < tracked)),
        ),
      ],
    ]),
  });

const change = (action: HistoryChange['action']): HistoryChange => ({
  action,
  switches: ['Lead'],
  fields: [{ sobject: 'Lead', field: 'Status', reason: 'requested', dataType: '' }],
});

describe('why the org refused a field, by what is read afterwards', () => {
  const table: [
    title: string,
    schema: OrgSchema | null,
    mayCustomize: boolean | null,
    byName: boolean,
    action: HistoryChange['action'],
    code: string,
  ][] = [
    ['the runner may not customize', read(true, 3), false, true, 'enable', 'INSUFFICIENT_ACCESS'],
    ['the switch is off', read(false, 3), true, true, 'enable', 'SWITCH_OFF'],
    ['every slot is taken', read(true, 20), true, true, 'enable', 'NO_SLOT'],
    ['every slot is taken, and the runner is not known', read(true, 20), null, false, 'enable', 'NO_SLOT'],
    ['nothing else is left', read(true, 3), true, true, 'enable', 'NOT_TRACKABLE'],
    ['the deploy as a whole was refused', read(true, 3), true, false, 'enable', 'REFUSED_BY_ORG'],
    ['it is not known whether the runner may', read(true, 3), null, true, 'enable', 'REFUSED_BY_ORG'],
    ['the switch was not read', read(null, 20), true, true, 'enable', 'REFUSED_BY_ORG'],
    ['nothing was read', null, true, true, 'enable', 'REFUSED_BY_ORG'],
    ['it was to be taken out', read(true, 20), true, true, 'disable', 'REFUSED_BY_ORG'],
    ['it was to be taken out by somebody who may not', null, false, true, 'disable', 'INSUFFICIENT_ACCESS'],
  ];
  for (const [title, after, mayCustomize, byName, action, code] of table) {
    it(`${title}: ${code}`, () => {
      const written = {
        receipt: emptyReceipt({ id: '00D', instanceUrl: 'https://acme.example' }, '2026-11-28T00:00:00Z'),
        unkept: false,
        problems: new Map<string, WriteProblem>([
          ['lead.status', { code: 'REFUSED_BY_ORG', detail: 'Nein.', ...(byName ? { byName: true as const } : {}) }],
          ['lead.rating', { code: 'GAVE_UP_WAITING', detail: '' }],
        ]),
        alreadyDone: new Set<string>(),
        interrupted: false,
      };
      expect(hasUnexplained(written)).to.equal(true);
      const { problems } = withReasons(written, change(action), after, mayCustomize);
      expect(problems.get('lead.status')).to.include({ code, detail: 'Nein.' });
      expect(problems.get('lead.rating')?.code).to.equal('GAVE_UP_WAITING');
      expect(hasUnexplained({ problems })).to.equal(code === 'REFUSED_BY_ORG');
    });
  }
});
