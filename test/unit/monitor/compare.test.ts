import { expect } from 'chai';
import type { Status } from '../../../src/kinds/verdict.js';
import { statuses } from '../../../src/kinds/verdict.js';
import { compare } from '../../../src/monitor/compare.js';
import { mostChanges } from '../../../src/monitor/monitorState.js';
import { findingOf, lookOf, say, source, through, told } from './looks.js';

const id = 'field:Lead.Email:edit';
const day = (number: number, time = '06:00:00'): string => `2027-03-${String(number).padStart(2, '0')}T${time}.000Z`;
const one = (status: Status, at: string, more = {}): ReturnType<typeof lookOf> =>
  lookOf(at, [findingOf(id, status, more)]);

/** From the status of the baseline to that of the next day. */
const table: Readonly<Record<Status, Readonly<Record<Status, string>>>> = {
  met: {
    ...{ met: '', degraded: 'lost', unmet: 'lost', impossible: 'lost', unknown: 'becameUnknown' },
    ...{ notApplicable: 'lost', waived: '' },
  },
  degraded: {
    ...{ met: 'restored', degraded: '', unmet: 'lost', impossible: 'lost', unknown: 'becameUnknown' },
    ...{ notApplicable: 'lost', waived: '' },
  },
  unmet: {
    ...{ met: 'restored', degraded: 'restored', unmet: 'stillMissing', impossible: 'stillMissing' },
    ...{ unknown: 'becameUnknown', notApplicable: 'restored', waived: 'restored' },
  },
  impossible: {
    ...{ met: 'restored', degraded: 'restored', unmet: 'stillMissing', impossible: 'stillMissing' },
    ...{ unknown: 'becameUnknown', notApplicable: 'restored', waived: 'restored' },
  },
  unknown: {
    ...{ met: 'restored', degraded: 'restored', unmet: 'lost', impossible: 'lost', unknown: '' },
    ...{ notApplicable: 'restored', waived: 'restored' },
  },
  notApplicable: {
    ...{ met: '', degraded: '', unmet: 'requirementAdded', impossible: 'requirementAdded' },
    ...{ unknown: 'becameUnknown', notApplicable: '', waived: '' },
  },
  waived: {
    ...{ met: '', degraded: '', unmet: 'lost', impossible: 'lost', unknown: 'becameUnknown' },
    ...{ notApplicable: '', waived: '' },
  },
};

describe('monitor: comparison of a look with the one before', () => {
  for (const was of statuses)
    for (const is of statuses)
      it(`tells ${table[was][is] || 'nothing'} where ${was} becomes ${is}`, () => {
        const { news } = through(one(was, day(1)), one(is, day(2)));
        expect(news.map((item) => item.news).join()).to.equal(table[was][is]);
        for (const item of news) expect([item.id, item.was, item.is]).to.deep.equal([id, was, is]);
      });

  it('has no news in the first look, whatever is missing', () => {
    expect(
      told(
        through(
          lookOf(
            day(1),
            statuses.map((status) => findingOf(`x:${status}`, status)),
          ),
        ),
      ),
    ).to.deep.equal([]);
  });

  it('tells a thing that the user must not have as lost when it appears', () => {
    const forbidden = 'not:userPermission:ModifyAllData';
    const { news } = through(
      lookOf(day(1), [findingOf(forbidden, 'met')]),
      lookOf(day(2), [findingOf(forbidden, 'unmet')]),
    );
    expect(news).to.have.length(1);
    expect(news[0]).to.include({ news: 'lost', forbid: true, was: 'met', is: 'unmet' });
  });

  it('keeps since when it is missing, also where it becomes impossible to give', () => {
    const { news, next } = through(one('met', day(1)), one('unmet', day(2)), one('impossible', day(3)));
    expect(news[0]).to.include({ news: 'stillMissing', since: day(2) });
    expect(next.findings[0]?.since).to.equal(day(2));
  });

  for (const [name, times, expected] of [
    ['every hour of a day', ['10:00', '11:00', '23:00'], ['lost', '', '']],
    ['around midnight', ['23:00', '+00:30'], ['lost', '']],
    ['after 20 hours on the next day', ['10:00', '+05:59', '+06:00', '+07:00'], ['lost', '', 'stillMissing', '']],
  ] as const)
    it(`tells what is still missing once a day, looking ${name}`, () => {
      const at = (time: string): string => day(time.startsWith('+') ? 11 : 10, `${time.replace('+', '')}:00`);
      let { next: kept } = through(one('met', day(9)));
      const seen = times.map((time) => {
        const { news, next } = compare(kept, one('unmet', at(time)), say);
        kept = next;
        return news.map((item) => item.news).join();
      });
      expect(seen).to.deep.equal(expected);
    });

  it('reminds of nothing that fails no check', () => {
    const optional = { level: 'optional', counts: false } as const;
    expect(told(through(one('unmet', day(1), optional), one('unmet', day(3), optional)))).to.deep.equal([]);
  });

  it('tells no loss twice where it could not be seen in between', () => {
    const { news } = through(
      one('met', day(1)),
      one('unmet', day(2)),
      one('unknown', day(3)),
      one('unmet', day(3, '08:00:00')),
    );
    expect(told({ news })).to.deep.equal([]);
    const later = through(one('met', day(1)), one('unmet', day(2)), one('unknown', day(3)), one('unmet', day(4)));
    expect(later.news[0]).to.include({ news: 'stillMissing', since: day(2) });
  });

  it('tells a loss where something was there, then unknown, then missing', () => {
    const { news, next } = through(one('met', day(1)), one('unknown', day(2)), one('unmet', day(3)));
    expect(told({ news })).to.deep.equal([`lost ${id} unknown>unmet`]);
    expect(next.findings[0]?.lastKnown).to.equal(undefined);
  });

  it('keeps the sources of what cannot be seen for the day on which it turns out to be lost', () => {
    const { next } = through(one('met', day(1)), one('unknown', day(2)), one('unknown', day(3)));
    expect(next.findings[0]?.grantedBy).to.deep.equal([source('Sync')]);
    expect(next.findings[0]?.lastKnown).to.deep.equal({ at: day(1), status: 'met' });
  });

  it('says when a thing is back that had gone from the org', () => {
    const { news } = through(
      one('met', day(1)),
      one('notApplicable', day(2)),
      one('notApplicable', day(3)),
      one('met', day(4)),
    );
    expect(told({ news })).to.deep.equal([`restored ${id} notApplicable>met`]);
  });

  it('says that a waiver has ended, and that one was made', () => {
    expect(through(one('waived', day(1)), one('unmet', day(2))).news[0]?.why).to.deep.equal([
      `why ${id}`,
      'acceptedNoMore',
    ]);
    expect(through(one('unmet', day(1)), one('waived', day(2))).news[0]?.why).to.deep.equal(['acceptedNow']);
  });

  it('compares ids without regard to case', () => {
    expect(told(through(one('met', day(1)), lookOf(day(2), [findingOf(id.toUpperCase(), 'met')])))).to.deep.equal([]);
  });

  describe('where the definition has changed', () => {
    const other = { definition: { id: 'acme', hash: 'sha256:2', label: 'Acme Sync' } };

    it('tells it once, with what is needed now and not there', () => {
      const before = lookOf(day(1), [findingOf('a', 'met'), findingOf('dropped', 'met')]);
      const findings = [
        findingOf('a', 'met'),
        findingOf('b', 'unmet'),
        findingOf('c', 'met'),
        findingOf('d', 'unknown'),
      ];
      const { news, next } = through(before, lookOf(day(2), findings, other));
      expect(told({ news })).to.deep.equal([
        'definitionChanged acme ->-',
        'requirementAdded b ->unmet',
        'requirementAdded d ->unknown',
      ]);
      expect(news[0]?.why).to.deep.equal(['definition 3 1']);
      expect(told(compare(next, lookOf(day(2, '09:00:00'), findings, other), say))).to.deep.equal([]);
    });

    it('says of what was missing that it is needed no more', () => {
      const { news } = through(lookOf(day(1), [findingOf('a', 'unmet')]), lookOf(day(2), [], other));
      expect(told({ news })).to.deep.equal(['definitionChanged acme ->-', 'restored a unmet>-']);
    });
  });

  it('says with a loss that another version of the plugin judged', () => {
    const { news } = through(one('met', day(1)), lookOf(day(2), [findingOf(id, 'unmet')], { plugin: '1.1.0' }));
    expect(news[0]?.why).to.deep.equal([`why ${id}`, 'pluginChanged 1.0.0 1.1.0']);
  });

  describe('of what a pattern reaches', () => {
    const pattern = 'field:Lead.mk_*__c:edit';
    const lead = { sobject: 'Lead', unfollowed: true } as const;

    it('tells that a field has gone from the org', () => {
      const { news, next } = through(one('met', day(1)), lookOf(day(2), [findingOf(pattern, 'notApplicable')]));
      expect(told({ news })).to.deep.equal([`lost ${id} met>-`]);
      expect(next.findings.map((finding) => finding.id)).to.deep.equal([pattern]);
    });

    it('tells a new field that the user cannot use', () => {
      const { news } = through(
        one('met', day(1)),
        lookOf(day(2), [findingOf(id, 'met'), findingOf('field:x', 'unmet')]),
      );
      expect(told({ news })).to.deep.equal(['requirementAdded field:x ->unmet']);
    });

    it('takes nothing for gone where the pattern could not be followed', () => {
      const { news, next } = through(one('met', day(1)), lookOf(day(2), [findingOf(pattern, 'unknown', lead)]));
      expect(told({ news })).to.deep.equal([`becameUnknown ${pattern} ->unknown`]);
      const back = compare(next, one('met', day(3)), say);
      expect(told(back)).to.deep.equal([`restored ${pattern} unknown>-`]);
      expect(back.next.findings.map((finding) => finding.id)).to.deep.equal([id]);
    });

    it('takes nothing for gone as long as the pattern cannot be followed', () => {
      const unfollowed = (at: string): ReturnType<typeof lookOf> => lookOf(at, [findingOf(pattern, 'unknown', lead)]);
      const before = one('met', day(1), { sobject: 'Lead' });
      const third = through(before, unfollowed(day(2)), unfollowed(day(3)));
      expect(told(third)).to.deep.equal([]);
      expect(third.next.findings.map((finding) => finding.id)).to.have.members([id, pattern]);
      const lost = compare(third.next, one('unmet', day(4), { sobject: 'Lead' }), say);
      expect(told(lost)).to.deep.equal([`lost ${id} met>unmet`, `restored ${pattern} unknown>-`]);
    });

    it('tells what has gone of another object than the one whose pattern could not be followed', () => {
      const { news } = through(
        lookOf(day(1), [findingOf('field:Account.mk_A__c:edit', 'met', { sobject: 'Account' })]),
        lookOf(day(2), [findingOf(pattern, 'unknown', lead)]),
      );
      expect(told({ news })).to.deep.equal([
        'lost field:Account.mk_A__c:edit met>-',
        `becameUnknown ${pattern} ->unknown`,
      ]);
    });
  });

  describe('of the objects that a pattern reaches', () => {
    const reads = (at: string, ...names: string[]): ReturnType<typeof lookOf> =>
      lookOf(
        at,
        names.map((sobject) => findingOf(`object:${sobject}:read`, 'met', { kind: 'object', sobject })),
      );
    const unfollowed = (at: string, sobject: string): ReturnType<typeof lookOf> =>
      lookOf(at, [
        findingOf(`object:${sobject}:read`, 'unknown', { kind: 'object', sobject, unfollowed: true as const }),
      ]);

    it('takes none for gone where the list of objects could not be read', () => {
      const { news, next } = through(reads(day(1), 'Account', 'acme__Score__c'), unfollowed(day(2), '*'));
      expect(told({ news })).to.deep.equal(['becameUnknown object:*:read ->unknown']);
      const back = compare(next, reads(day(3), 'acme__Score__c'), say);
      expect(told(back)).to.deep.equal(['restored object:*:read unknown>-', 'lost object:Account:read met>-']);
    });

    it('keeps only those whose names fit the pattern', () => {
      const { news } = through(reads(day(1), 'Zoo__c', 'acme__Score__c'), unfollowed(day(2), 'ACME__*'));
      expect(told({ news })).to.deep.equal([
        'becameUnknown object:ACME__*:read ->unknown',
        'lost object:Zoo__c:read met>-',
      ]);
    });
  });

  it('keeps since when it is missing where it could not be seen in between', () => {
    const { news, next } = through(
      one('met', day(1)),
      one('unmet', day(2)),
      one('unknown', day(3)),
      one('unknown', day(4)),
      one('unmet', day(5)),
      one('unmet', day(6)),
    );
    expect(news[0]).to.include({ news: 'stillMissing', since: day(2) });
    expect(next.findings[0]?.since).to.equal(day(2));
  });

  it('does not take what ends soon for told in the first look, which sends nothing', () => {
    const upcoming = [{ kind: 'assignment', name: 'Sync', ends: day(20), text: 'ends' }] as const;
    const second = through(lookOf(day(15), [], { upcoming }), lookOf(day(16), [], { upcoming }));
    expect(second.upcoming).to.deep.equal(upcoming);
  });

  it('tells the lost source of what is still met apart, and none for a set that was renamed', () => {
    const [a, b] = [source('A'), source('B')];
    const before = one('met', day(1), { grantedBy: [a, b] });
    const less = through(before, one('met', day(2), { grantedBy: [b] }));
    expect(told(less)).to.deep.equal([]);
    expect(less.lostSources).to.deep.equal([{ id, what: `name of ${id}`, source: a, left: 1 }]);
    const renamed = through(before, one('met', day(2), { grantedBy: [{ ...a, name: 'A2', label: 'New' }, b] }));
    expect(renamed.lostSources).to.deep.equal([]);
    const both = through(before, one('met', day(2), { grantedBy: [{ ...b, name: 'B2' }] }));
    expect(both.lostSources.map((lost) => lost.source.name)).to.deep.equal(['A']);
  });

  it('tells what ends soon once, and once more on its last day', () => {
    const ends = day(20, '12:00:00');
    const upcoming = [{ kind: 'assignment', name: 'Sync', ends, text: 'ends' }] as const;
    const at = (time: string): ReturnType<typeof lookOf> => lookOf(time, [], { upcoming });
    let { next: kept } = through(lookOf(day(5), []));
    const seen = [day(6), day(7), day(19, '11:59:59'), day(19, '12:00:00'), day(20, '08:00:00')].map((time) => {
      const { upcoming: fresh, next } = compare(kept, at(time), say);
      kept = next;
      return fresh.length;
    });
    expect(seen).to.deep.equal([1, 0, 0, 1, 0]);
    expect(compare(kept, lookOf(day(21), []), say).next.upcomingTold).to.deep.equal([]);
  });

  it(`keeps ${mostChanges} changes of a status at most`, () => {
    const looks = Array.from({ length: 100 }, (_, at) =>
      one(at % 2 === 0 ? 'met' : 'unmet', new Date(Date.parse(day(1)) + at * 3_600_000).toISOString()),
    );
    const changes = through(...looks).next.findings[0]?.changes ?? [];
    expect(changes).to.have.length(mostChanges);
    expect(changes.at(-1)).to.deep.equal({ at: looks.at(-1)?.at, status: 'unmet' });
  });
});
