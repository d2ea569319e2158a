import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema, Reading } from '../../../src/access/snapshot.js';
import { changeKey, refusedWith } from '../../../src/history/historyChange.js';
import type { HistoryChange, WriteProblem } from '../../../src/history/historyChange.js';
import type { HistoryWritten } from '../../../src/history/historyWritten.js';
import { emptyReceipt } from '../../../src/history/historyReceipt.js';
import { historyOutcomes } from '../../../src/history/historyOutcome.js';
import { withoutReading } from '../../../src/history/historyReading.js';
import { afterSecondAttempt, secondAttempt } from '../../../src/history/secondAttempt.js';
import { history, historyField, notRead, schema } from '../support/snapshot.js';

/** `Lead` for the switch, `Lead.Status` for a field. */
const change = (action: HistoryChange['action'], ...names: string[]): HistoryChange => ({
  action,
  switches: names.filter((name) => !name.includes('.')),
  fields: names.flatMap((name) => {
    const [sobject = '', field] = name.split('.');
    return field === undefined ? [] : [{ sobject, field, reason: 'requested' as const, dataType: '' }];
  }),
});

/** What the reading afterwards says: the switch of Lead, and the fields of it that are flagged; null: not read. */
const read = (objectSwitch: boolean | 'always' | null, flagged: string[] | null): OrgSchema => {
  const switched: Reading<boolean | 'always'> =
    objectSwitch === null ? notRead : (known(objectSwitch) as Reading<boolean | 'always'>);
  const fields = ['Status', 'Rating', 'Company'].map((name) => historyField(name, flagged?.includes(name) === true));
  const lead = flagged === null ? { objectSwitch: switched, fields: notRead } : history(switched, fields);
  return schema({ history: new Map([['lead', lead]]) });
};

type Said = {
  problems?: Record<string, WriteProblem | WriteProblem['code']>;
  alreadyDone?: string[];
  interrupted?: boolean;
};
const written = ({ problems = {}, alreadyDone = [], interrupted = false }: Said = {}): HistoryWritten => ({
  problems: new Map(
    Object.entries(problems).map(([name, problem]) => [
      changeKey(...(name.split('.') as [string])),
      typeof problem === 'string' ? { code: problem, detail: '' } : problem,
    ]),
  ),
  alreadyDone: new Set(alreadyDone.map((name) => changeKey(...(name.split('.') as [string])))),
  interrupted,
  receipt: emptyReceipt({ id: '00D', instanceUrl: 'https://acme.example' }, '2026-11-28T00:00:00Z'),
  unkept: false,
});

describe('what the writing of field history came to', () => {
  const both = change('enable', 'Lead', 'Lead.Status');
  const off = change('disable', 'Lead.Status');
  const lost: WriteProblem = { code: 'CONNECTION_LOST', detail: 'acme.example', open: true };
  const table: [title: string, change: HistoryChange, after: OrgSchema | null, said: Said, outcomes: string[]][] = [
    ['all is as wanted', both, read(true, ['Status']), {}, ['Lead done', 'Lead.Status done']],
    [
      'a field that came back with the switch was there',
      both,
      read(true, ['Status']),
      { alreadyDone: ['Lead.Status'] },
      ['Lead done', 'Lead.Status alreadyDone'],
    ],
    [
      'the reading beats what the writing said',
      both,
      read(true, ['Status']),
      { problems: { Lead: lost, 'Lead.Status': lost } },
      ['Lead done', 'Lead.Status done'],
    ],
    [
      'refused: the words of the org',
      both,
      read(false, []),
      { problems: { Lead: { code: 'INSUFFICIENT_ACCESS', detail: 'no' }, 'Lead.Status': 'INSUFFICIENT_ACCESS' } },
      ['Lead failed INSUFFICIENT_ACCESS no', 'Lead.Status failed INSUFFICIENT_ACCESS'],
    ],
    [
      'success that did not stick (fact F12)',
      both,
      read(true, []),
      {},
      ['Lead done', 'Lead.Status failed NOT_EFFECTIVE open'],
    ],
    [
      'a ticked box below a switch that is off records nothing (fact F12)',
      both,
      read(false, ['Status']),
      {},
      ['Lead failed NOT_EFFECTIVE open', 'Lead.Status failed NOT_EFFECTIVE open'],
    ],
    [
      'an object without a switch is on',
      change('enable', 'Lead.Status'),
      read('always', ['Status']),
      {},
      ['Lead.Status done'],
    ],
    [
      'the switch was not read back: nothing is proved',
      both,
      read(null, ['Status']),
      {},
      ['Lead done NOT_PROVED', 'Lead.Status done NOT_PROVED'],
    ],
    [
      'not flagged is not reached, whatever the switch',
      both,
      read(null, []),
      {},
      ['Lead done NOT_PROVED', 'Lead.Status failed NOT_EFFECTIVE open'],
    ],
    [
      'nothing was read back: what was accepted is no more than that',
      both,
      null,
      { problems: { 'Lead.Status': lost } },
      ['Lead done NOT_PROVED', 'Lead.Status failed CONNECTION_LOST acme.example open'],
    ],
    [
      'interrupted before it was its turn',
      both,
      read(true, []),
      { interrupted: true },
      ['Lead done', 'Lead.Status skipped INTERRUPTED'],
    ],
    [
      'interrupted, and known to have failed before',
      both,
      read(true, []),
      { interrupted: true, problems: { 'Lead.Status': 'NO_SLOT' } },
      ['Lead done', 'Lead.Status failed NO_SLOT'],
    ],
    ['no longer flagged', off, read(true, ['Rating']), {}, ['Lead.Status done']],
    ['still flagged', off, read(true, ['Status']), {}, ['Lead.Status failed NOT_EFFECTIVE open']],
    ['no longer flagged, the switch not read', off, read(null, []), {}, ['Lead.Status done']],
    ['whether flagged was not read', off, read(true, null), {}, ['Lead.Status done NOT_PROVED']],
    [
      'an object that was not read at all',
      change('disable', 'Account.Rating'),
      read(true, []),
      {},
      ['Account.Rating done NOT_PROVED'],
    ],
  ];
  for (const [title, wanted, after, said, outcomes] of table) {
    it(title, () => {
      const lines = historyOutcomes(after, wanted, written(said)).map(
        ({ sobject, field, result, code, detail, open }) =>
          [field === undefined ? sobject : `${sobject}.${field}`, result, code, detail, open && 'open']
            .filter((part) => part !== undefined)
            .join(' '),
      );
      expect(lines).to.deep.equal(outcomes);
    });
  }

  it('names the step', () => {
    const steps = historyOutcomes(null, both, written()).map(({ step }) => step);
    expect(steps).to.deep.equal(['objectSwitch', 'field']);
  });
});

describe('what is worth a second attempt', () => {
  const wanted = change('enable', 'Lead', 'Lead.Status', 'Lead.Rating');
  const table: [title: string, change: HistoryChange, after: OrgSchema, said: Said, again: string | null][] = [
    ['nothing where all is as wanted', wanted, read(true, ['Status', 'Rating']), {}, null],
    ['what did not stick', wanted, read(true, ['Status']), {}, 'Lead.Rating'],
    [
      'all below a switch that is off again, the switch first',
      wanted,
      read(false, ['Status']),
      {},
      'Lead, Lead.Status, Lead.Rating',
    ],
    [
      'a switch that nobody planned, where the fields were refused because it is off',
      change('enable', 'Lead.Status'),
      read(false, []),
      { problems: { 'Lead.Status': 'SWITCH_OFF' } },
      'Lead, Lead.Status',
    ],
    [
      'no field that was refused for a reason that stays',
      wanted,
      read(true, ['Status']),
      { problems: { 'Lead.Rating': 'NO_SLOT' } },
      null,
    ],
    [
      'no switch that was refused, and no field for the same reason',
      wanted,
      read(false, []),
      {
        problems: {
          Lead: 'INSUFFICIENT_ACCESS',
          'Lead.Status': 'INSUFFICIENT_ACCESS',
          'Lead.Rating': 'INSUFFICIENT_ACCESS',
        },
      },
      null,
    ],
    ['nothing of which nothing is known', wanted, read(null, null), {}, null],
    ['the switch alone', change('enable', 'Lead'), read(false, []), {}, 'Lead'],
    [
      'a field that is still flagged',
      change('disable', 'Lead.Status', 'Lead.Rating'),
      read(true, ['Status']),
      {},
      'Lead.Status',
    ],
    [
      'a switch that is off already, to disable: no',
      change('disable', 'Lead', 'Lead.Status'),
      read(false, ['Status']),
      {},
      'Lead.Status',
    ],
    ['a switch that is still on, to disable', change('disable', 'Lead', 'Lead.Status'), read(true, []), {}, 'Lead'],
    ['no switch that nobody wants off', change('disable', 'Lead.Status'), read(true, ['Status']), {}, 'Lead.Status'],
  ];
  for (const [title, first, after, said, again] of table) {
    it(title, () => {
      const second = secondAttempt(after, first, written(said));
      const names = second && [...second.switches, ...second.fields.map(({ sobject, field }) => `${sobject}.${field}`)];
      expect(names?.join(', ') ?? null).to.equal(again);
      if (second) expect(second.action).to.equal(first.action);
    });
  }

  it('together: the second problem, or none, of what was tried again, and the first of all else', () => {
    const first = written({
      problems: { 'Lead.Status': 'SWITCH_OFF', 'Lead.Rating': 'SWITCH_OFF', 'Lead.Company': 'NO_SLOT' },
      alreadyDone: ['Account.Rating'],
    });
    const second = written({ problems: { 'Lead.Rating': 'NO_SLOT' }, alreadyDone: ['Lead.Status'], interrupted: true });
    const again = change('enable', 'Lead', 'Lead.Status', 'Lead.Rating');
    const { problems, alreadyDone, interrupted } = afterSecondAttempt(first, again, second);
    expect([...problems].map(([key, { code }]) => `${key} ${code}`)).to.deep.equal([
      'lead.company NO_SLOT',
      'lead.rating NO_SLOT',
    ]);
    expect([...alreadyDone]).to.deep.equal(['account.rating', 'lead.status']);
    expect(interrupted).to.equal(true);
  });

  it('together: a switch that went through has no problem any more', () => {
    const first = written({ problems: { Lead: 'SWITCH_OFF' } });
    expect(afterSecondAttempt(first, change('enable', 'Lead'), written()).problems.size).to.equal(0);
  });
});

describe('what the org has against a switch or field', () => {
  const table: [words: string, code: string][] = [
    ['insufficient access rights on cross-reference id', 'REFUSED_BY_ORG'],
    ['INSUFFICIENT_ACCESS: use of the Metadata API requires more', 'INSUFFICIENT_ACCESS'],
    ['INSUFFICIENT_ACCESS_OR_READONLY: なし', 'INSUFFICIENT_ACCESS'],
    ['something else', 'REFUSED_BY_ORG'],
  ];
  for (const [words, code] of table) {
    it(words, () => expect(refusedWith(words)).to.deep.equal({ code, detail: words }));
  }
  it('can be told in more words than it is recognized by', () => {
    expect(refusedWith('INSUFFICIENT_ACCESS', 'and more')).to.deep.equal({
      code: 'INSUFFICIENT_ACCESS',
      detail: 'and more',
    });
  });
});

describe('a reading that could not be repeated', () => {
  it('leaves of history which objects there are, and whether they have a switch', () => {
    const before = schema({
      history: new Map([
        ['lead', history(known(true as const), [historyField('Status', true)])],
        ['case', history(known('always' as const), [historyField('Status', true)])],
      ]),
    });
    const { history: after } = withoutReading(before);
    expect(after.get('lead')?.objectSwitch).to.have.nested.property('gap.part', 'CustomObject');
    expect(after.get('lead')?.fields).to.deep.include({ known: false });
    expect(after.get('lead')?.fields).to.have.nested.property('gap.code', 'NOT_ANSWERED');
    expect(after.get('case')?.objectSwitch).to.deep.equal(known('always'));
    expect(after.get('case')?.fields).to.have.nested.property('gap.part', 'FieldDefinition');
  });
});
