import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';

import { floodKinds, floodOf, floodPage, withEndlessPages, withNestedElement } from './floods.js';
import type { LocalOrg } from './localOrgServer.js';
import { administrator, startTestOrg } from './testClient.js';

const organization = `/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id, Name FROM Organization')}`;

describe('embedded org: floods', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const bodies = floodKinds.filter((kind) => floodOf(kind) !== undefined);

  for (const kind of bodies) {
    it(`${kind}: goes over the wire until nobody listens`, async () => {
      local.faults.add({ kind });
      const stop = new AbortController();
      const response = await fetch(`${local.url}${organization}`, {
        headers: { authorization: `Bearer ${local.tokenFor(administrator)}` },
        signal: stop.signal,
      });
      expect(response.status).to.equal(200);
      const first = await response.body?.getReader().read();
      expect(first?.value?.length).to.be.greaterThan(0);
      stop.abort();
    });
  }

  it('gzipBomb: ten members, each of 64 MB', () => {
    const members = [...(floodOf('gzipBomb')?.chunks() ?? [])];
    expect(members).to.have.length(10);
    expect(members[0]?.length).to.be.lessThan(70_000);
    expect(gunzipSync(members[0] ?? Buffer.alloc(0)).length).to.equal(64 * 1024 * 1024);
  });

  it('endlessPages: each page leads to another one', () => {
    const first = withEndlessPages({ totalSize: 1, done: true, records: [{}] }, '/services/data/v68.0/composite');
    expect(first).to.include({ done: false, nextRecordsUrl: '/services/data/v68.0/query/01gFLOOD-0' });
    const page = floodPage('/services/data/v68.0/query/01gFLOOD-6');
    expect(page?.body).to.have.nested.property('value.nextRecordsUrl', '/services/data/v68.0/query/01gFLOOD-7');
    expect(floodPage('/services/data/v68.0/query/01g000000000001-2000')).to.equal(undefined);
  });

  it('nestedXml: one more element, deep', () => {
    expect(withNestedElement('<r><records><x/></records></r>')).to.match(/^<r><records><x\/>(<a>){25}x(<\/a>){25}</);
  });
});
