import { expect } from 'chai';

import { requestsInSequence } from './requestLog.js';
import type { RequestRecord } from './requestLog.js';
import { newRequestDetails } from './httpExchange.js';

const request = (startedAt: number, endedAt: number | null): RequestRecord => ({
  id: 1,
  method: 'GET',
  path: '/',
  status: 200,
  bytesIn: 0,
  bytesOut: 0,
  plainOut: 0,
  wireIn: 0,
  wireOut: 0,
  username: null,
  fault: null,
  startedAt,
  endedAt,
  ...newRequestDetails(),
});

describe('embedded org: requests in sequence', () => {
  const cases: Array<[string, RequestRecord[], number]> = [
    ['nothing', [], 0],
    ['one', [request(0, 1)], 1],
    ['two at once', [request(0, 5), request(1, 6)], 1],
    ['two after one another', [request(0, 5), request(5, 6)], 2],
    ['one, three at once, one', [request(0, 1), request(2, 9), request(3, 4), request(3, 8), request(10, 11)], 3],
    ['a chain beside a long one', [request(0, 100), request(0, 1), request(2, 3), request(4, 5)], 3],
    ['one that never ended', [request(0, null), request(1, 2)], 1],
  ];
  for (const [what, records, expected] of cases) {
    it(`counts ${expected} for ${what}`, () => {
      expect(requestsInSequence(records)).to.equal(expected);
    });
  }
});
