/** Which columns an org is said to lack: those that it refuses by name, and no others. */
import { expect } from 'chai';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { lackedColumns } from '../../../../src/org/read/lackedColumns.js';
import type { UntoldColumn } from '../../../../src/org/read/lackedColumns.js';

const rows: Reply = { ok: true, body: { totalSize: 1, done: true, records: [{ PermissionsNew: false }] } };
const refused = (errorCode: string, message: string): Reply => ({ ok: false, errorCode, message });
const noSuch = (column: string): Reply =>
  refused('INVALID_FIELD', `\nSELECT ${column} FROM PermissionSet\n       ^\nERROR at Row:1:Column:8\nNo such column.`);

/** An org that answers each query by what is in it, and the statements that it was sent. */
const orgOf = (replyTo: (soql: string) => Reply | undefined): { client: OrgClient; sent: string[] } => {
  const sent: string[] = [];
  const composite = async (calls: readonly Subrequest[]): Promise<Map<string, Reply>> =>
    new Map(
      calls.flatMap(({ ref, path }) => {
        const soql = decodeURIComponent(path);
        sent.push(soql);
        const reply = replyTo(soql);
        return reply ? [[ref, reply] as const] : [];
      }),
    );
  return { client: { composite } as unknown as OrgClient, sent };
};
const one: UntoldColumn = { from: 'PermissionSet', column: 'PermissionsNew' };

describe('columns that an org lacks', () => {
  const table: ReadonlyArray<readonly [answer: string, reply: Reply | undefined, lacked: boolean]> = [
    ['refused by its name', noSuch('PermissionsNew'), true],
    ['refused by its name in other letters', noSuch('permissionsnew'), true],
    ['with rows', rows, false],
    ['refused with the name of another column', noSuch('PermissionsNewer'), false],
    ['refused for the object', refused('INVALID_TYPE', "sObject type 'PermissionSet' is not supported."), false],
    ['refused for another reason', refused('QUERY_TIMEOUT', 'PermissionsNew took too long.'), false],
    ['that did not come', undefined, false],
  ];
  for (const [answer, reply, lacked] of table)
    it(`an answer ${answer}: ${lacked ? 'it is lacked' : 'nobody can say'}`, async () => {
      const { client } = orgOf(() => reply);
      expect([...(await lackedColumns(client, [one]))]).to.deep.equal(lacked ? [one] : []);
    });

  it('asks for each by itself, so that what one is refused for is not said of another', async () => {
    const { client, sent } = orgOf((soql) => (soql.includes('ViewSetup') ? rows : noSuch('PermissionsNew')));
    const two = { from: 'Profile', column: 'PermissionsViewSetup' };
    expect([...(await lackedColumns(client, [one, two]))]).to.deep.equal([one]);
    expect(sent).to.deep.equal([
      '/query?q=SELECT PermissionsNew FROM PermissionSet LIMIT 1',
      '/query?q=SELECT PermissionsViewSetup FROM Profile LIMIT 1',
    ]);
  });

  for (const [count, asked] of [
    [0, 0],
    [15, 15],
    [16, 0],
  ] as const)
    it(`of ${count} columns it asks for ${asked}`, async () => {
      const { client, sent } = orgOf(() => noSuch('PermissionsNew'));
      const all = await lackedColumns(
        client,
        Array.from({ length: count }, () => ({ ...one })),
      );
      expect([sent.length, all.size]).to.deep.equal([asked, asked]);
    });
});
