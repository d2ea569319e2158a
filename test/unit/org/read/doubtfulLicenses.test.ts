/** Of whom the licenses have to be known, because one of them is not in force or may not be. */
import { expect } from 'chai';
import { emptyScope } from '../../../../src/access/readingScope.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { Gap, Reading } from '../../../../src/access/snapshot.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import { readDoubtfulLicenses } from '../../../../src/org/read/doubtfulLicenses.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { schema } from '../../support/snapshot.js';

const orgWith = (answer: (soql: string) => Reply) => {
  const asked: string[] = [];
  const client = {
    composite: (all: readonly Subrequest[]) =>
      Promise.resolve(
        new Map(
          all.map(({ ref, path }) => {
            const soql = decodeURIComponent(path).replace(/^.*\?q=/, '');
            asked.push(soql);
            return [ref, answer(soql)];
          }),
        ),
      ),
  } as unknown as OrgClient;
  return { client, asked };
};
const none: Reply = { ok: true, body: { totalSize: 0, done: true, records: [] } };
const refused = { ok: false, errorCode: 'INVALID_TYPE', message: 'No such object' } as unknown as Reply;

const licensesOf = async (
  doubtful: Reading<readonly string[]>,
  reply: Reply = none,
): Promise<{ of: Gap | null | string; asked: readonly string[] }> => {
  const { client, asked } = orgWith(() => reply);
  const of = (await readDoubtfulLicenses(client, doubtful, emptyScope, schema(), 0))('005A');
  return { of: of !== null && !('code' in of) ? 'licenses' : of, asked };
};

describe('licenses that may not be in force', () => {
  const table: ReadonlyArray<readonly [string, Reading<readonly string[]>, Reply, Gap['code'] | null, number]> = [
    ['none: nobody is asked about', known([]), none, null, 0],
    [
      'the org does not tell of licenses: it knows no limit',
      gap('NOT_AUTHORISED', 'PermissionSetLicense', ''),
      none,
      null,
      0,
    ],
    [
      'an answer lacked something: nobody can say',
      gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'Status'),
      none,
      'INCOMPLETE_ROWS',
      0,
    ],
    ['nobody holds one', known(['0PL1']), none, null, 1],
    ['who holds one cannot be read', known(['0PL1']), refused, 'NOT_AUTHORISED', 1],
  ];
  for (const [title, doubtful, reply, code, calls] of table)
    it(title, async () => {
      const { of, asked } = await licensesOf(doubtful, reply);
      expect(of === null || typeof of === 'string' ? of : of.code).to.equal(code);
      expect(asked).to.have.length(calls);
    });

  it('asks for those alone who hold one of them', async () => {
    const { asked } = await licensesOf(known(['0PL1', '0PL2']));
    expect(asked[0]).to.include("PermissionSetLicenseId IN ('0PL1','0PL2')");
    expect(asked[0]).to.match(/ FROM User WHERE Id IN \(SELECT AssigneeId FROM PermissionSetLicenseAssign/);
  });
});
