import { Org } from '@salesforce/core';
import type { Connection } from '@salesforce/core';
import { expect } from 'chai';
import JSZip from 'jszip';
import sinon from 'sinon';
import { renderPermissionSetFile } from '../../../../src/metadata/permissionSetFile.js';
import type { Plan } from '../../../../src/grant/grantPlan.js';
import { validatePermissionSet } from '../../../../src/org/apply/validatePermissionSet.js';
import type { JobOptions } from '../../../../src/org/metadataJobs.js';
import type { ValidationResult } from '../../../../src/org/apply/validatePermissionSet.js';
import { createOrgClient } from '../../../../src/org/orgClient.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Reply } from '../../../../src/org/reply.js';
import { OrgFailure } from '../../../../src/org/failure.js';
import { readPermissionSetFile } from '../../../../src/org/read/readPermissionSetFile.js';
import { plannedFile } from '../../../../src/workflows/plannedFile.js';
import { Refusal } from '../../../../src/refusal.js';
import { openWorld } from '../../../support/world.js';
import type { World } from '../../../support/world.js';
import { planFor } from '../../support/plans.js';

const admin = 'admin@example.com';
const outsider = 'standard@example.com';

describe('validation by the org', function () {
  this.timeout(60_000);

  describe('of the embedded org', () => {
    let world: World;
    let connection: Connection;
    let client: OrgClient;
    before(async () => {
      world = await openWorld({ scenario: 'default' }, admin, outsider);
      connection = (await Org.create({ aliasOrUsername: admin })).getConnection();
      client = createOrgClient(connection, { waitMs: 60_000 });
    });
    after(() => world.close());
    afterEach(() => sinon.restore());

    const validate = async (plan: Plan, by = client): Promise<ValidationResult> =>
      validatePermissionSet(by, plan, renderPermissionSetFile(await plannedFile({ client, plan })), { pausesMs: [10] });
    const entries = ['userPermission:ApiEnabled', 'object:Account:read', 'field:Account.Website:read'];

    it('accepts a plan that can be deployed, and creates nothing', async () => {
      expect(await validate(planFor('Acme', entries))).to.deep.equal({ ok: true });
      expect(await readPermissionSetFile(client, 'Acme')).to.equal(null);
    });

    it('accepts more for a set that is there, and changes nothing', async () => {
      const before = await readPermissionSetFile(client, 'HG_Insights');
      expect(before).not.to.equal(null);
      expect(await validate(planFor('HG_Insights', ['object:Lead:delete'], true))).to.deep.equal({ ok: true });
      expect(await readPermissionSetFile(client, 'HG_Insights')).to.deep.equal(before);
    });

    it('says what is wrong in the words of the org', async () => {
      const result = await validate(planFor('Acme', ['object:Account:edit']));
      expect(result).to.have.property('ok', false);
      expect(JSON.stringify(result)).to.include('Read Account');
      const unknown = await validate(planFor('Acme', [...entries, 'field:Account.Nothing__c:read']));
      if (unknown.ok !== false) throw new Error(JSON.stringify(unknown));
      expect(unknown.problems[0]).to.include({ component: 'Acme' });
      expect(unknown.problems[0]?.problem).to.include('Account.Nothing__c');
    });

    it('is not available to somebody who may not use the Metadata API (fact H3)', async () => {
      const other = (await Org.create({ aliasOrUsername: outsider })).getConnection();
      const by = createOrgClient(other, { waitMs: 30_000 });
      const result = await validate(planFor('Acme', entries), by);
      expect(result).to.include({ ok: null, reason: 'NOT_AUTHORISED' });
    });

    it('is check-only, always, with this one permission set', async () => {
      const deploy = sinon.spy(connection.metadata, 'deploy');
      await validate(planFor('Acme', entries));
      await validate(planFor('Acme', ['object:Account:edit']));
      expect(deploy.callCount).to.equal(2);
      for (const { args } of deploy.getCalls()) {
        expect(args[1]).to.deep.equal({ checkOnly: true, rollbackOnError: true, singlePackage: true });
        const zip = await JSZip.loadAsync(args[0] as Buffer);
        const files = Object.values(zip.files).filter(({ dir }) => !dir);
        expect(files.map(({ name }) => name)).to.deep.equal(['package.xml', 'permissionsets/Acme.permissionset']);
        const manifest = await zip.file('package.xml')?.async('string');
        expect(manifest?.match(/<(members|name)>.*/g)).to.deep.equal([
          '<members>Acme</members>',
          '<name>PermissionSet</name>',
        ]);
      }
    });

    it('fails like every call when the session has ended', async () => {
      world.org.faults.add({ kind: '401', times: 1 });
      const error: unknown = await validatePermissionSet(client, planFor('Acme', []), '<PermissionSet/>').catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(OrgFailure).and.to.include({ code: 'SESSION_EXPIRED' });
    });
  });

  describe('read from the answers', () => {
    /** A client that gives these answers to the looks, the last one again and again. */
    const clientWith = (
      answers: readonly (Reply | Error)[],
      started: Reply = { ok: true, body: '0Af1' },
    ): OrgClient => {
      const rest = [...answers];
      const unused = (): never => {
        throw new Error('not to be called');
      };
      return {
        username: admin,
        orgId: '00D',
        instanceUrl: 'https://org.test',
        apiVersion: '66.0',
        newestApiVersion: unused,
        composite: unused,
        restartClock: unused,
        page: unused,
        csv: unused,
        get: unused,
        jobsPage: unused,
        apiUsage: unused,
        write: unused,
        readMetadata: unused,
        startValidation: () => Promise.resolve(started),
        deployStatus: () => {
          const answer = (rest.length > 1 ? rest.shift() : rest[0]) ?? unused();
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
        startDeploy: unused,
        startRetrieve: unused,
        retrieveStatus: unused,
        cost: () => ({ apiCalls: 0 }),
      };
    };
    const status = (fields: Record<string, unknown>): Reply => ({ ok: true, body: { id: '0Af1', ...fields } });
    const running = status({ done: false, status: 'InProgress', success: false });
    const failed = (fields: Record<string, unknown>): Reply =>
      status({ done: true, status: 'Failed', success: false, ...fields });
    const run = (client: OrgClient, options: JobOptions = {}): Promise<ValidationResult> =>
      validatePermissionSet(client, planFor('Acme', []), '<PermissionSet/>', { pausesMs: [1], ...options });

    const cases: [what: string, answers: readonly (Reply | Error)[], expected: ValidationResult][] = [
      [
        'waits until it is done',
        [running, running, status({ done: true, status: 'Succeeded', success: true })],
        { ok: true },
      ],
      ['takes text for true', [status({ done: 'true', status: 'Succeeded', success: 'true' })], { ok: true }],
      [
        'all problems, and no mere hints',
        [
          failed({
            details: {
              componentFailures: [
                {
                  fullName: 'Acme',
                  problem: 'no CustomField named X',
                  lineNumber: 4,
                  columnNumber: '9',
                  success: false,
                },
                { fullName: '', fileName: 'package.xml', problem: 'odd', lineNumber: 0, success: 'false' },
                { fullName: 'Acme', problem: 'only a hint', problemType: 'Warning', success: 'false' },
              ],
            },
          }),
        ],
        {
          ok: false,
          problems: [
            { component: 'Acme', problem: 'no CustomField named X' },
            { component: 'package.xml', problem: 'odd' },
          ],
        },
      ],
      [
        'one problem that is no list',
        [failed({ details: { componentFailures: { fullName: 'Acme', problem: 'p', success: false } } })],
        { ok: false, problems: [{ component: 'Acme', problem: 'p' }] },
      ],
      [
        'a failure without a word about a component (fact H11)',
        [failed({ errorStatusCode: 'UNKNOWN_EXCEPTION', errorMessage: 'ErrorId 1' })],
        { ok: false, problems: [{ component: 'Acme', problem: 'UNKNOWN_EXCEPTION: ErrorId 1' }] },
      ],
      ['a failure without a word', [failed({})], { ok: false, problems: [{ component: 'Acme', problem: 'Failed' }] }],
      [
        'success that is none',
        [
          status({
            done: true,
            success: true,
            status: 'SucceededPartial',
            details: { componentFailures: [{ fullName: 'Acme', problem: 'p', success: false }] },
          }),
        ],
        { ok: false, problems: [{ component: 'Acme', problem: 'p' }] },
      ],
      [
        'canceled by somebody',
        [status({ done: true, status: 'Canceled', success: false })],
        { ok: null, reason: 'CANCELED', detail: '0Af1' },
      ],
      [
        'refused while it runs',
        [running, { ok: false, errorCode: 'sf:INSUFFICIENT_ACCESS', message: 'no' }],
        { ok: null, reason: 'NOT_AUTHORISED', detail: 'INSUFFICIENT_ACCESS: no' },
      ],
      [
        'the time of the run is over',
        [running, new OrgFailure('GAVE_UP_WAITING', ['1'])],
        { ok: null, reason: 'NOT_FINISHED', detail: '0Af1' },
      ],
    ];
    for (const [what, answers, expected] of cases) {
      it(what, async () => {
        expect(await run(clientWith(answers))).to.deep.equal(expected);
      });
    }

    it('gives up when its own time is over', async () => {
      const result = await run(clientWith([running]), { waitMs: 60, pausesMs: [5, 10] });
      expect(result).to.deep.equal({ ok: null, reason: 'NOT_FINISHED', detail: '0Af1' });
    });

    it('refused at once', async () => {
      const refused: Reply = { ok: false, errorCode: 'sf:LIMIT_EXCEEDED', message: 'too many' };
      expect(await run(clientWith([], refused))).to.deep.equal({
        ok: null,
        reason: 'REFUSED',
        detail: 'LIMIT_EXCEEDED: too many',
      });
    });

    it('passes on that somebody interrupted', async () => {
      const error: unknown = await run(clientWith([new OrgFailure('INTERRUPTED')])).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(OrgFailure).and.to.include({ code: 'INTERRUPTED' });
    });

    it('sends nothing for a name that would leave the package', async () => {
      const client = clientWith([]);
      const start = sinon.spy(client, 'startValidation');
      const error: unknown = await validatePermissionSet(client, planFor('../x</members>', []), '').catch(
        (e: unknown) => e,
      );
      expect(error).to.be.instanceOf(Refusal).and.to.include({ code: 'BadName' });
      expect(start.callCount).to.equal(0);
    });
  });
});
