import { expect } from 'chai';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import { readUsage } from '../../../../src/org/read/eventLogs.js';

const now = Date.parse('2027-02-10T06:00:00Z');
const days = ['2027-02-06', '2027-02-07', '2027-02-08'];
const records = days.map((day, at) => ({
  Id: `0AT00000000000${at}`,
  EventType: 'ApiTotalUsage',
  LogDate: `${day}T00:00:00.000+0000`,
  LogFileLength: 1,
}));

/** An org that says of each file that it has one byte. */
const clientWith = (bytesOfFile: number): { client: OrgClient; files: () => number } => {
  let files = 0;
  const client: Partial<OrgClient> = {
    composite: (subrequests) =>
      Promise.resolve(
        new Map(
          subrequests.map(({ ref }) => [ref, { ok: true, body: { totalSize: records.length, done: true, records } }]),
        ),
      ),
    csv: () => {
      files += 1;
      return Promise.resolve(bytesOfFile);
    },
  };
  return { client: client as OrgClient, files: () => files };
};

const read = (client: OrgClient): ReturnType<typeof readUsage> =>
  readUsage(client, '005000000000001', '2027-02-06', now);

describe('event log files that are larger than the org says', () => {
  it('are read no further than 2 GB in all', async () => {
    const { client, files } = clientWith(1.5 * 1024 ** 3);
    expect(await read(client)).to.deep.equal({ known: false, code: 'TOO_MUCH', args: ['3', '3072'] });
    expect(files()).to.equal(2);
  });

  it('are all read below that', async () => {
    const { client, files } = clientWith(0.5 * 1024 ** 3);
    expect(await read(client)).to.deep.include({ known: false, code: 'NO_CALLS' });
    expect(files()).to.equal(3);
  });
});
