import { expect } from 'chai';

import type { LocalOrg } from '../http/localOrgServer.js';
import { administrator, call, plainUser, startTestOrg } from '../http/testClient.js';
import { manifest, setFile } from '../metadata/testPackages.js';
import { writeZip } from '../metadata/zipArchive.js';
import type { Row } from '../model/orgModel.js';

const path = '/services/data/v66.0/metadata/deployRequest';
const zip = (set: string): Buffer =>
  writeZip(
    new Map([
      ['package.xml', manifest({ PermissionSet: ['Acme'] })],
      ['permissionsets/Acme.permissionset', set],
    ]),
  );
const good = zip(setFile({ objects: { Account: 'read' } }));
const bad = zip(setFile({ objects: { Account: 'create' } }));

type Answer = {
  id: string;
  url: string;
  deployResult: Record<string, unknown>;
  deployOptions: Record<string, unknown>;
};

describe('embedded org: deploys over REST', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => {
    expect(local.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
    return local.close();
  });

  /** Sends the form as a browser would, with the boundary of somebody else. */
  const post = async (
    archive: Buffer,
    options: object,
    username = administrator,
  ): Promise<{ status: number; body: Answer }> => {
    const form = new FormData();
    form.append('json', new Blob([JSON.stringify({ deployOptions: options })], { type: 'application/json' }));
    form.append('file', new Blob([new Uint8Array(archive)], { type: 'application/zip' }), 'deploy.zip');
    const reply = await fetch(`${local.url}${path}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${local.tokenFor(username)}` },
    });
    return { status: reply.status, body: (await reply.json()) as Answer };
  };
  const check = async (id: string, query = '?includeDetails=true'): Promise<Answer> => {
    const reply = await call(local, `${path}/${id}${query}`);
    expect(reply.status).to.equal(200);
    return reply.body as Answer;
  };
  const set = (): Row | undefined =>
    [...(local.org.tables.get('PermissionSet')?.values() ?? [])].find((row) => row['Name'] === 'Acme');

  it('takes an archive and tells how it went (fact H12)', async () => {
    const { status, body } = await post(good, { singlePackage: true });
    expect(status).to.equal(201);
    expect(body.deployResult).to.include({ id: body.id, done: false, status: 'Pending', success: false });
    expect(body.deployOptions).to.include({ singlePackage: true, rollbackOnError: true, checkOnly: false });
    const { deployResult, url } = await check(body.id);
    expect(url).to.equal(`${local.url}${path}/${body.id}`);
    expect(deployResult).to.include({ done: true, success: true, status: 'Succeeded', numberComponentsDeployed: 1 });
    expect(deployResult).to.have.nested.property('details.componentSuccesses[0].fullName', 'Acme');
    expect((await check(body.id, '')).deployResult).not.to.have.property('details');
    expect(set()).to.include({ Label: 'Acme' });
  });

  it('tells what failed', async () => {
    const { body } = await post(bad, { singlePackage: true });
    const { deployResult } = await check(body.id);
    expect(deployResult).to.include({ status: 'Failed', success: false });
    expect(deployResult).to.have.nested.property(
      'details.componentFailures[0].problem',
      'Permission Create Account depends on permission(s): Read Account',
    );
    expect(set()).to.equal(undefined);
  });

  it('only checks when told so', async () => {
    const { body } = await post(good, { singlePackage: true, checkOnly: true });
    expect((await check(body.id)).deployResult).to.include({ status: 'Succeeded', checkOnly: true });
    expect(set()).to.equal(undefined);
  });

  it('cancels what waits', async () => {
    local.metadataJobs.pollsUntilDone = 2;
    const { body } = await post(good, { singlePackage: true });
    const cancel = { deployResult: { status: 'Canceling' } };
    const reply = await call(local, `${path}/${body.id}`, { method: 'PATCH', body: cancel });
    expect([reply.status, (reply.body as Answer).deployResult['status']]).to.deep.equal([202, 'Canceled']);
    expect(set()).to.equal(undefined);
  });

  it('refuses rollbackOnError=false on a production org (fact F21)', async () => {
    const { status, body } = await post(good, { rollbackOnError: false });
    expect([status, body]).to.deep.equal([
      400,
      [{ message: 'rollbackOnError option must be true on a production org', errorCode: 'INVALID_OPERATION' }],
    ]);
  });

  it('refuses other bodies, other users and unknown ids', async () => {
    expect((await call(local, path, { body: {} })).status).to.equal(415);
    const text = { body: 'nonsense', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    expect((await call(local, path, text)).status).to.equal(400);
    expect((await post(good, {}, plainUser)).status).to.equal(403);
    expect((await call(local, `${path}/0Af000000000001`)).status).to.equal(404);
    expect(set()).to.equal(undefined);
  });
});
