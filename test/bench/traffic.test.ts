import { expect } from 'chai';
import { newRequestDetails } from '../local-org/http/httpExchange.js';
import type { RequestRecord } from '../local-org/http/requestLog.js';
import { covered, trafficOf, troubleIn } from './traffic.js';

const request = (startedAt: number, endedAt: number | null, more: Partial<RequestRecord> = {}): RequestRecord => ({
  ...newRequestDetails(),
  id: 1,
  method: 'GET',
  path: '/services/data/v68.0/query?q=x',
  status: 200,
  bytesIn: 0,
  bytesOut: 1,
  plainOut: 5000,
  wireIn: 100,
  wireOut: 1000,
  username: null,
  fault: null,
  startedAt,
  endedAt,
  ...more,
});
const page = { path: '/services/data/v68.0/query/01gabcdefabcdef-2000' };

describe('bench: traffic', () => {
  it('adds up requests, bytes of the wire and rows, and finds the pages', () => {
    const records = [
      request(0, 10, { rows: 2000 }),
      request(2, 12, { rows: 1 }),
      request(20, 30, { ...page, rows: 500 }),
    ];
    expect(trafficOf(records, 7)).to.deep.equal({
      roundTrips: 3,
      inSequence: 2,
      apiCalls: 7,
      sent: 300,
      received: 3000,
      plainReceived: 15_000,
      lastAnswerAt: 30,
      rows: 2501,
      waitedMs: 22,
      pages: 1,
      pagingMs: 10,
    });
  });

  const intervals: Array<[title: string, intervals: Array<[number, number]>, expected: number]> = [
    ['nothing', [], 0],
    ['apart', [[5, 6], [0, 2]], 3], // prettier-ignore
    ['overlapping', [[0, 4], [2, 6]], 6], // prettier-ignore
    ['one inside another', [[0, 10], [2, 3], [4, 5]], 10], // prettier-ignore
    ['touching', [[0, 1], [1, 2]], 2], // prettier-ignore
  ];
  for (const [title, given, expected] of intervals) {
    it(`covers ${expected} ms: ${title}`, () => expect(covered(given)).to.equal(expected));
  }

  it('finds defects of the org and requests without an end', () => {
    expect(troubleIn([request(0, 1)])).to.deep.equal([]);
    expect(troubleIn([request(0, null), request(0, 1, { internalError: 'boom' })])).to.have.length(2);
  });
});
