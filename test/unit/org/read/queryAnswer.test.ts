import { expect } from 'chai';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import { flags, keyFlags, keys, names, texts } from '../../../../src/org/query.js';
import type { Query } from '../../../../src/org/query.js';
import { known } from '../../../../src/access/snapshot.js';
import { answerTo, childrenOf, toldBy, wholeRows } from '../../../../src/org/read/queryAnswer.js';

const page = (n: number): string => `/services/data/v66.0/query/01gxx0000000001-${n}`;
const rows = (...ids: string[]): { Id: string }[] => ids.map((Id) => ({ Id }));

const ids: Query = { api: 'data', from: 'User', columns: keys('Id'), where: [] };

describe('rows of an answer', () => {
  /** What is read, `gap` with its code and detail, and how many pages were fetched. */
  const read = async (body: unknown, pages: Readonly<Record<string, unknown>> = {}): Promise<[string, number]> => {
    let fetched = 0;
    const client = {
      page: (url: string) => {
        fetched += 1;
        if (fetched > 50) throw new Error('This never ends.');
        return Promise.resolve(pages[url]);
      },
    } as unknown as OrgClient;
    const reading = await answerTo(client, ids, { ok: true, body });
    const said = reading.known
      ? reading.value.rows.map((row) => row['Id']).join()
      : `${reading.gap.code} ${reading.gap.detail}`.trim();
    return [said, fetched];
  };

  const whole = { totalSize: 1, done: true, records: rows('a') };
  const first = { totalSize: 2, done: false, nextRecordsUrl: page(1), records: rows('a') };
  const table: [is: string, body: unknown, pages: Readonly<Record<string, unknown>>, said: string, fetched: number][] =
    [
      ['one page', whole, {}, 'a', 0],
      ['none', { totalSize: 0, done: true, records: [] }, {}, '', 0],
      ['two pages', first, { [page(1)]: { totalSize: 2, done: true, records: rows('b') } }, 'a,b', 1],
      ['fewer rows than promised', { ...whole, totalSize: 2 }, {}, 'INCOMPLETE_ROWS 1/2', 0],
      ['no word of how many', { done: true, records: rows('a') }, {}, 'INCOMPLETE_ROWS 1/?', 0],
      ['a number as text', { ...whole, totalSize: '1' }, {}, 'INCOMPLETE_ROWS 1/?', 0],
      ['no word of an end', { totalSize: 1, records: rows('a') }, {}, 'INCOMPLETE_ROWS done', 0],
      ['more to come, but not where', { ...whole, done: false }, {}, 'INCOMPLETE_ROWS done', 0],
      ['no records', { totalSize: 0, done: true }, {}, 'NOT_ANSWERED', 0],
      ['records that are no list', { ...whole, records: { 0: {} } }, {}, 'NOT_ANSWERED', 0],
      ['an answer that is a text', 'x', {}, 'NOT_ANSWERED', 0],
      ['pages that lead to each other', first, { [page(1)]: first }, 'INCOMPLETE_ROWS done', 1],
      [
        'a page without rows',
        first,
        { [page(1)]: { ...first, records: [], nextRecordsUrl: page(2) } },
        'INCOMPLETE_ROWS 1/2',
        1,
      ],
      ...[
        'https://elsewhere.example/services/data/v66.0/query/01gxx-1',
        '//elsewhere.example/services/data/v66.0/query/01gxx-1',
        '@elsewhere.example/services/data/v66.0/query/01gxx-1',
        '.elsewhere.example/services/data/v66.0/query/01gxx-1',
        '/services/data/v66.0/query/../../oauth2/revoke',
        '/services/data/v66.0/query?q=SELECT+Id+FROM+User',
        '/services/data/v66.0/query/01gxx-1\n',
        7,
        null,
      ].map((nextRecordsUrl): (typeof table)[number] => [
        `a next page at ${JSON.stringify(nextRecordsUrl)}`,
        { ...first, nextRecordsUrl },
        {},
        'INCOMPLETE_ROWS 1/2',
        0,
      ]),
    ];
  for (const [is, body, pages, said, fetched] of table) {
    it(`${is}: ${said === '' ? 'nothing' : said}`, async () =>
      expect(await read(body, pages)).to.deep.equal([said, fetched]));
  }

  const children: [is: string, value: unknown, said: string][] = [
    ['null (fact A22)', null, 'known 0'],
    ['one', whole, 'known 1'],
    ['more to come', { ...whole, done: false }, 'INCOMPLETE_ROWS'],
    ['fewer than promised', { ...whole, totalSize: 3 }, 'INCOMPLETE_ROWS'],
    ['no word of an end', { records: [] }, 'INCOMPLETE_ROWS'],
    ['a list', [], 'NOT_ANSWERED'],
    ['missing', undefined, 'NOT_ANSWERED'],
  ];
  for (const [is, value, said] of children) {
    it(`children, ${is}: ${said}`, () => {
      const reading = childrenOf('X', { Xs: value }, { children: 'Xs', columns: texts('Id') });
      expect(reading.known ? `known ${reading.value.length}` : reading.gap.code).to.equal(said);
    });
  }

  describe('and their columns', () => {
    const query: Query = {
      api: 'data',
      from: 'User',
      columns: [
        ...keys('Id'),
        ...keyFlags('IsCustom'),
        ...names('Label'),
        ...texts('Name', 'Profile.Name', 'Profile.UserLicense.Name'),
        ...flags('IsActive', 'PermissionsApiEnabled'),
        { children: 'Licenses', columns: texts('Name') },
      ],
      where: [],
    };
    const row = {
      attributes: { type: 'User' },
      Id: '005',
      Name: 'Ann',
      Label: 'Ann',
      IsCustom: false,
      IsActive: true,
      Profile: { Name: 'P', UserLicense: { Name: 'L' } },
      PermissionsApiEnabled: false,
      Licenses: null,
    };
    const without = (key: keyof typeof row): Record<string, unknown> =>
      Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));

    const lacking: [is: string, row: Record<string, unknown>, lacks: string][] = [
      ['all there', row, ''],
      ['another spelling', { ...without('IsActive'), isactive: true }, ''],
      ['another spelling of a record above', { ...without('Profile'), PROFILE: { NAME: 'P', userlicense: null } }, ''],
      ['more than asked for', { ...row, More: 1 }, ''],
      ['texts and flags that are null', { ...row, Name: null, IsActive: null }, ''],
      ['a record above that is null (fact J6)', { ...row, Profile: null }, ''],
      ['a record further above that is null', { ...row, Profile: { Name: 'P', UserLicense: null } }, ''],
      ['children', { ...row, Licenses: { totalSize: 0, done: true, records: [] } }, ''],
      ['no flag', without('IsActive'), 'IsActive'],
      ['a flag as text', { ...row, PermissionsApiEnabled: 'true' }, 'PermissionsApiEnabled'],
      ['a flag as number', { ...row, IsActive: 1 }, 'IsActive'],
      ['a text that is a record', { ...row, Name: { x: 1 } }, 'Name'],
      ['a text that is a list', { ...row, Name: [] }, 'Name'],
      ['no record above', without('Profile'), 'Profile.Name,Profile.UserLicense.Name'],
      ['a record above that is a list', { ...row, Profile: [] }, 'Profile.Name,Profile.UserLicense.Name'],
      ['a record above that is a text', { ...row, Profile: 'P' }, 'Profile.Name,Profile.UserLicense.Name'],
      ['a hole in the record above', { ...row, Profile: { UserLicense: null } }, 'Profile.Name'],
      ['no children', without('Licenses'), 'Licenses'],
      ['no label, which is only shown', without('Label'), ''],
      ['children that are a text', { ...row, Licenses: '' }, 'Licenses'],
    ];
    const answer = async (...records: unknown[]): Promise<string> => {
      const body = { totalSize: records.length, done: true, records };
      const reading = await answerTo({} as OrgClient, query, { ok: true, body });
      return reading.known ? [...reading.value.lacks].join() : `${reading.gap.code} ${reading.gap.detail}`;
    };
    for (const [is, one, lacks] of lacking) {
      it(`${is}: ${lacks === '' ? 'nothing is lacking' : lacks}`, async () => {
        expect(await answer(one)).to.equal(lacks);
        expect(await answer(row, one)).to.equal(lacks);
      });
    }
    for (const [is, one] of [
      ['no id', without('Id')],
      ['nothing', {}],
      ['an id that is a number', { ...row, Id: 5 }],
    ] as const) {
      it(`${is}: nobody can say what the row is about`, async () =>
        expect(await answer(row, one)).to.equal('INCOMPLETE_ROWS Id'));
    }
    it('no flag that says what the row is about', async () =>
      expect(await answer(without('IsCustom'))).to.equal('INCOMPLETE_ROWS IsCustom'));
  });

  describe('and what rests on a column that is missing', () => {
    const lacking = (...lacks: string[]): ReturnType<typeof toldBy<string>> =>
      toldBy(
        known({ from: 'User', rows: rows('1'), lacks: new Set(lacks) }),
        new Map([
          ['IsActive', 'active'],
          ['IsFrozen', 'active'],
          ['Profile.Name', 'profile'],
        ]),
      );
    const said = (reading: ReturnType<typeof lacking>): string[] =>
      reading.known
        ? [...reading.value.untold].map(([part, { code, part: from, detail }]) => `${part}: ${code} ${from} ${detail}`)
        : [`gap: ${reading.gap.code} ${reading.gap.part} ${reading.gap.detail}`];

    const cases: [lacks: string[], said: string[]][] = [
      [[], []],
      [['IsActive'], ['active: INCOMPLETE_ROWS User IsActive']],
      [['IsFrozen', 'IsActive'], ['active: INCOMPLETE_ROWS User IsFrozen']],
      [
        ['IsActive', 'Profile.Name'],
        ['active: INCOMPLETE_ROWS User IsActive', 'profile: INCOMPLETE_ROWS User Profile.Name'],
      ],
      [['IsActive', 'Alias'], ['gap: INCOMPLETE_ROWS User Alias']],
    ];
    for (const [lacks, expected] of cases) {
      it(`${lacks.join(' and ') || 'none'}: ${expected.join('; ') || 'all is known'}`, () =>
        expect(said(lacking(...lacks))).to.deep.equal(expected));
    }

    it('an answer that has to be whole is a gap without any column', () =>
      expect(wholeRows(known({ from: 'User', rows: rows('1'), lacks: new Set(['Alias']) }))).to.deep.equal({
        known: false,
        gap: { code: 'INCOMPLETE_ROWS', part: 'User', detail: 'Alias' },
      }));
  });
});
