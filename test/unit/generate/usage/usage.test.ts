import { expect } from 'chai';
import { entryId, parseEntry } from '../../../../src/access/entry.js';
import type { Entry } from '../../../../src/access/entry.js';
import { gatherCalls } from '../../../../src/generate/usage/gatherCalls.js';
import type { UsedObject } from '../../../../src/generate/usage/gatherCalls.js';
import { isDayOver, lastDayOver, logDaysOf } from '../../../../src/generate/usage/logDays.js';
import type { LogFile } from '../../../../src/generate/usage/logDays.js';
import type { LoggedCall, LoggedType } from '../../../../src/generate/usage/loggedCall.js';
import { usageOf } from '../../../../src/generate/usage/usage.js';
import { usedEntries } from '../../../../src/generate/usage/usedEntries.js';

const now = Date.parse('2027-02-10T06:00:00Z');

describe('the days that log files cover', () => {
  const files = (...days: string[]): LogFile[] =>
    days.map((day, at) => ({ id: String(at), type: 'ApiTotalUsage', day, bytes: 1 }));

  it('are whole from the day that was asked for to the last file, which may be some days late', () => {
    expect(logDaysOf(files('2027-02-07', '2027-02-06', '2027-02-08'), '2027-02-06', now)).to.deep.equal({
      whole: true,
      from: '2027-02-06',
      to: '2027-02-08',
    });
  });

  const holes: ReadonlyArray<[what: string, days: string[], code: string, day: string | undefined]> = [
    ['no file', [], 'NO_LOGS', undefined],
    ['files before that day alone', ['2027-02-01'], 'NO_LOGS', undefined],
    ['a first file of a later day', ['2027-02-07', '2027-02-08'], 'NOT_SO_FAR_BACK', '2027-02-07'],
    ['a day in between', ['2027-02-06', '2027-02-08'], 'DAYS_MISSING', '2027-02-07'],
    ['a last file that is long ago', ['2027-02-06'], 'ENDS_EARLY', '2027-02-06'],
  ];
  for (const [what, days, code, day] of holes)
    it(`are not with ${what}`, () => {
      expect(logDaysOf(files(...days), '2027-02-06', now)).to.deep.equal({
        whole: false,
        code,
        ...(day === undefined ? {} : { day }),
      });
    });

  it('are those of the type that tells of every call', () => {
    const others = files('2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09').map((file) => ({
      ...file,
      type: 'RestApi' as const,
    }));
    expect(logDaysOf(others, '2027-02-06', now)).to.deep.equal({ whole: false, code: 'NO_LOGS' });
  });

  it('begin with a day of the calendar that is over', () => {
    expect(isDayOver(lastDayOver(now), now)).to.equal(true);
    for (const day of ['2027-02-09', '2024-02-29']) expect(isDayOver(day, now), day).to.equal(true);
    for (const day of ['2027-02-10', '2028-01-01', '2026-02-29', '2027-2-1', '01.02.2027', ''])
      expect(isDayOver(day, now), day).to.equal(false);
  });
});

const call = (key: string, tells: LoggedCall['tells'], ...uses: LoggedCall['uses']): LoggedCall => ({
  key,
  tells,
  uses,
});

describe('the calls of a user', () => {
  const untold = (...rows: Array<[LoggedType, LoggedCall]>): number => {
    const gatherer = gatherCalls();
    for (const [type, row] of rows) gatherer.add(type, row);
    return gatherer.gathered().untold;
  };

  it('come to the objects, each with all that was done', () => {
    const gatherer = gatherCalls();
    gatherer.add('ApiTotalUsage', call('1', 'whole', { sobject: 'Lead', operations: ['edit'] }));
    gatherer.add('ApiTotalUsage', call('2', 'whole', { sobject: 'lead', operations: ['read'] }));
    gatherer.add('ApiTotalUsage', call('3', 'whole', { sobject: 'Case', operations: ['read'] }));
    gatherer.add('BulkApi', call('4', 'whole', { sobject: 'Case', operations: 'any' }));
    expect(gatherer.gathered()).to.deep.equal({
      hasCalls: true,
      used: [
        { sobject: 'Case', operations: 'any' },
        { sobject: 'Lead', operations: ['read', 'edit'] },
      ],
      untold: 0,
    });
  });

  it('are untold until another file tells of the same call', () => {
    expect(untold(['ApiTotalUsage', call('1', 'part')])).to.equal(1);
    expect(untold(['ApiTotalUsage', call('1', 'part')], ['RestApi', call('2', 'whole')])).to.equal(1);
    expect(untold(['ApiTotalUsage', call('1', 'part')], ['RestApi', call('1', 'whole')])).to.equal(0);
    expect(untold(['ApiTotalUsage', call('1', 'part')], ['RestApi', call('1', 'part')])).to.equal(1);
    expect(untold(['ApiTotalUsage', call('', 'part')])).to.equal(1);
  });

  it('are told by all parts of a composite call, and not by some', () => {
    const whole = ['ApiTotalUsage', call('1', 'part')] as [LoggedType, LoggedCall];
    const part = (tells: LoggedCall['tells']): [LoggedType, LoggedCall] => ['CompositeApiSubrequest', call('1', tells)];
    expect(untold(whole, part('whole'), part('whole'))).to.equal(0);
    expect(untold(whole, part('whole'), part('part'))).to.equal(1);
    expect(untold(whole, part('part'), part('whole'))).to.equal(1);
  });

  it('are not told by parts that stand before the call, as of calls that are not open nothing is kept', () => {
    const part: [LoggedType, LoggedCall] = ['CompositeApiSubrequest', call('1', 'whole')];
    expect(untold(part, ['ApiTotalUsage', call('1', 'part')])).to.equal(1);
  });

  it('are counted when there are too many to be kept', () => {
    const rows = Array.from({ length: 20_005 }, (_, at): [LoggedType, LoggedCall] => [
      'ApiTotalUsage',
      call(String(at), 'part'),
    ]);
    expect(
      untold(...rows, ...rows.map(([, row]): [LoggedType, LoggedCall] => ['RestApi', { ...row, tells: 'whole' }])),
    ).to.equal(5);
  });

  it('leave it unknown what was used where one of them is untold, or where there are none', () => {
    const days = { whole: true, from: '2027-02-06', to: '2027-02-08' } as const;
    const used: UsedObject[] = [{ sobject: 'Lead', operations: ['read'] }];
    expect(usageOf(days, { hasCalls: true, used, untold: 0 })).to.deep.include({ known: true, used });
    expect(usageOf(days, { hasCalls: true, used, untold: 2 })).to.deep.equal({
      known: false,
      code: 'CALLS_UNTOLD',
      args: ['2'],
    });
    expect(usageOf(days, { hasCalls: false, used: [], untold: 0 })).to.deep.include({ known: false, code: 'NO_CALLS' });
  });
});

const entries = (ids: readonly string[]): Entry[] =>
  ids.map((id) => {
    const entry = parseEntry(id);
    if (entry === undefined) throw new Error(id);
    return entry;
  });

const lead = ['read', 'create', 'edit', 'delete'].map((word) => `object:Lead:${word}`);

const reductions: ReadonlyArray<
  [what: string, held: string[], used: UsedObject[], kept: string[], notShown: string[]]
> = [
  [
    'an object that was read keeps Read, with its fields as read',
    [...lead, 'field:Lead.Email:edit', 'field:Lead.Email:read'],
    [{ sobject: 'lead', operations: ['read'] }],
    ['object:Lead:read', 'field:Lead.Email:read'],
    ['object:Lead:create', 'object:Lead:delete', 'field:Lead.Email:edit'],
  ],
  [
    'what was done keeps what it rests on',
    lead,
    [{ sobject: 'Lead', operations: ['delete'] }],
    ['object:Lead:read', 'object:Lead:edit', 'object:Lead:delete'],
    ['object:Lead:create'],
  ],
  [
    'what is not told keeps all words',
    [...lead, 'field:Lead.Email:edit'],
    [{ sobject: 'Lead', operations: 'any' }],
    [...lead, 'field:Lead.Email:edit'],
    [],
  ],
  [
    'View All and View All Fields are kept, and what they rest on',
    ['object:Lead:read', 'object:Lead:edit', 'object:Lead:viewAllRecords', 'object:Lead:viewAllFields'],
    [{ sobject: 'Lead', operations: ['read'] }],
    ['object:Lead:read', 'object:Lead:viewAllRecords', 'object:Lead:viewAllFields'],
    ['object:Lead:edit'],
  ],
  [
    'an object that no log names keeps Read: a query reads parents and children that no log need name (facts Y5, Y7)',
    [
      ...['object:Case:read', 'object:Case:create', 'object:Case:edit', 'object:Case:viewAllRecords'],
      ...['field:Case.Reason:read', 'field:Case.Reason:edit'],
    ],
    [{ sobject: 'Lead', operations: ['read'] }],
    ['object:Case:read', 'object:Case:viewAllRecords', 'field:Case.Reason:read'],
    ['object:Case:create', 'object:Case:edit', 'field:Case.Reason:edit'],
  ],
  [
    'Modify All goes where nothing was edited or deleted, and View All, which comes with it, stays',
    [...lead, 'object:Lead:viewAllRecords', 'object:Lead:modifyAllRecords'],
    [{ sobject: 'Lead', operations: ['read', 'create'] }],
    ['object:Lead:read', 'object:Lead:create', 'object:Lead:viewAllRecords'],
    ['object:Lead:modifyAllRecords'],
  ],
  [
    'Modify All stays where something was deleted',
    [...lead, 'object:Lead:viewAllRecords', 'object:Lead:modifyAllRecords'],
    [{ sobject: 'Lead', operations: ['delete'] }],
    [
      ...['object:Lead:read', 'object:Lead:edit', 'object:Lead:delete', 'object:Lead:viewAllRecords'],
      'object:Lead:modifyAllRecords',
    ],
    ['object:Lead:create'],
  ],
  [
    'Edit stays on the object whose lines were written (fact B11)',
    ['object:Opportunity:read', 'object:Opportunity:edit', 'object:Case:read', 'object:Case:edit'],
    [{ sobject: 'OpportunityLineItem', operations: ['create'] }],
    ['object:Opportunity:read', 'object:Opportunity:edit', 'object:Case:read'],
    ['object:Case:edit'],
  ],
  [
    'Edit stays everywhere where a custom object was written, which may be a detail of any other (fact B10)',
    ['object:Region__c:read', 'object:Region__c:edit', 'object:Case:read', 'object:Case:edit', 'object:Case:delete'],
    [{ sobject: 'Region__c', operations: ['create'] }],
    ['object:Region__c:read', 'object:Region__c:edit', 'object:Case:read', 'object:Case:edit'],
    ['object:Case:delete'],
  ],
  [
    'Edit stays everywhere where an object was written of which nobody knows what it rests on',
    ['object:Case:read', 'object:Case:edit'],
    [{ sobject: 'SomethingNew', operations: 'any' }],
    ['object:Case:read', 'object:Case:edit'],
    [],
  ],
  [
    'Edit goes where tasks were written, which rest on user permissions (fact B11)',
    ['object:Case:read', 'object:Case:edit'],
    [{ sobject: 'Task', operations: ['create', 'edit'] }],
    ['object:Case:read'],
    ['object:Case:edit'],
  ],
  [
    'accounts stay for the contacts that were read (fact B9)',
    ['object:Account:read', 'object:Account:edit', 'object:Contact:read'],
    [{ sobject: 'Contact', operations: ['read'] }],
    ['object:Account:read', 'object:Contact:read'],
    ['object:Account:edit'],
  ],
  [
    'no log tells of user permissions, custom permissions and Apex classes, nor of objects without permissions of their own',
    [
      'userPermission:ViewSetup',
      'customPermission:Skip',
      'apexClass:Sync',
      'field:Task.Priority:edit',
      'object:Case:create',
      'object:Case:read',
    ],
    [{ sobject: 'Lead', operations: ['read'] }],
    [
      'userPermission:ViewSetup',
      'customPermission:Skip',
      'apexClass:Sync',
      'field:Task.Priority:edit',
      'object:Case:read',
    ],
    ['object:Case:create'],
  ],
  [
    'what comes with Modify All Data all the same is not said to be left out',
    ['userPermission:ModifyAllData', 'object:Case:read', 'object:Case:edit'],
    [{ sobject: 'Lead', operations: ['read'] }],
    ['userPermission:ModifyAllData', 'object:Case:read'],
    [],
  ],
];

describe('what a user holds, reduced to what was used', () => {
  for (const [what, held, used, kept, notShown] of reductions)
    it(what, () => {
      const reduced = usedEntries(entries(held), used);
      expect(reduced.kept.map(entryId)).to.have.members(kept);
      expect(reduced.notShown.map(entryId)).to.have.members(notShown);
    });
});
