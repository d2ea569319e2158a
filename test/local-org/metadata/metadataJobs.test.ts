import { expect } from 'chai';

import type { Caller, Org } from '../model/orgModel.js';
import { adminOf, testOrg } from '../permissions/testOrg.js';
import { rowsOf } from '../permissions/orgTables.js';
import { deployResult } from './deployResult.js';
import { finishJobs, newMetadataJobs, pollDeploy, startDeploy } from './metadataJobs.js';
import type { DeployJob, MetadataJobs } from './metadataJobs.js';
import { defaults, manifest, setFile } from './testPackages.js';
import { writeZip } from './zipArchive.js';

describe('embedded org: deploys that go their own way', () => {
  let org: Org;
  let caller: Caller;
  let all: MetadataJobs;
  beforeEach(() => {
    org = testOrg();
    caller = adminOf(org);
    all = newMetadataJobs();
  });
  const start = (): DeployJob => {
    const zip = writeZip(
      new Map([
        ['package.xml', manifest({ PermissionSet: ['Good'] })],
        ['permissionsets/Good.permissionset', setFile({ objects: { Account: 'read' } })],
      ]),
    );
    return startDeploy(all, org, caller, zip, { ...defaults, rollbackOnError: true });
  };
  const made = (): boolean => rowsOf(org, 'PermissionSet').some(({ Name }) => Name === 'Good');

  it('fails with a component named, and keeps nothing', () => {
    all.verdict = 'component';
    const { details, ...result } = deployResult(org, pollDeploy(all, org, caller, start().id), true);
    expect(result).to.include({ done: true, success: false, status: 'Failed', numberComponentErrors: 1 });
    expect(details?.componentFailures).to.have.length(1);
    expect(details?.componentFailures[0]).to.include({ fullName: 'Good', success: false, problemType: 'Error' });
    expect(made()).to.equal(false);
  });

  it('fails without a word about any component (fact H11)', () => {
    all.verdict = 'unexplained';
    const { details, ...result } = deployResult(org, pollDeploy(all, org, caller, start().id), true);
    expect(result).to.include({ success: false, errorStatusCode: 'UNKNOWN_EXCEPTION', numberComponentErrors: 0 });
    expect(details?.componentFailures).to.deep.equal([]);
    expect(made()).to.equal(false);
  });

  it('is carried out although nobody asks for it any more', () => {
    all.pollsUntilDone = Infinity;
    const { id } = start();
    expect(pollDeploy(all, org, caller, id).status).to.equal('Pending');
    expect(made()).to.equal(false);
    finishJobs(all, org);
    expect(made()).to.equal(true);
    expect(pollDeploy(all, org, caller, id).status).to.equal('Succeeded');
    const after = rowsOf(org, 'PermissionSet').length;
    finishJobs(all, org);
    expect(rowsOf(org, 'PermissionSet')).to.have.length(after);
  });
});
