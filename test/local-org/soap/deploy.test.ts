import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';
import JSZip from 'jszip';

import type { LocalOrg } from '../http/localOrgServer.js';
import { administrator, call, plainUser, setUserPermission, startTestOrg } from '../http/testClient.js';
import { manifest, setFile } from '../metadata/testPackages.js';
import { writeZip } from '../metadata/zipArchive.js';
import type { Row } from '../model/orgModel.js';

const lists = ['componentFailures', 'componentSuccesses', 'fileProperties', 'messages', 'errors', 'records', 'result'];
const parser = new XMLParser({ removeNSPrefix: true, isArray: (name) => lists.includes(name) });

type Result = Record<string, unknown>;
const file = 'permissionsets/Acme.permissionset';
const packageOf = (set: string): string =>
  writeZip(
    new Map([
      ['package.xml', manifest({ PermissionSet: ['Acme'] })],
      [file, set],
    ]),
  ).toString('base64');
const good = packageOf(setFile({ objects: { Account: 'read' } }));
const bad = packageOf(setFile({ objects: { Account: 'create' } }));

describe('embedded org: deploy, retrieve and changes over SOAP', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => {
    expect(local.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
    return local.close();
  });

  const soap = async (
    operation: string,
    body: string,
    username = administrator,
  ): Promise<{ xml: string; results: Result[] }> => {
    const envelope = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata"><SessionHeader><sessionId>${local.tokenFor(username)}</sessionId></SessionHeader></soapenv:Header><soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata"><${operation}>${body}</${operation}></soapenv:Body></soapenv:Envelope>`;
    const reply = await call(local, '/services/Soap/m/66.0', {
      body: envelope,
      token: null,
      headers: { 'content-type': 'text/xml', soapaction: '""' },
    });
    const xml = String(reply.body);
    const parsed = parser.parse(xml) as { Envelope: { Body: Record<string, { result?: Result[] }> } };
    return { xml, results: parsed.Envelope.Body[`${operation}Response`]?.result ?? [] };
  };
  const start = async (zip: string, options = ''): Promise<string> => {
    const all = `<singlePackage>true</singlePackage>${options}`;
    const { xml, results } = await soap('deploy', `<ZipFile>${zip}</ZipFile><DeployOptions>${all}</DeployOptions>`);
    expect(results[0], xml).to.include({ done: false, state: 'Queued' });
    return String(results[0]?.['id']);
  };
  const check = async (id: string, username = administrator): Promise<Result> =>
    (
      await soap(
        'checkDeployStatus',
        `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`,
        username,
      )
    ).results[0] ?? {};
  const set = (name = 'Acme'): Row | undefined =>
    [...(local.org.tables.get('PermissionSet')?.values() ?? [])].find((row) => row['Name'] === name);

  it('deploys, and shows the end at the first look', async () => {
    const id = await start(good);
    expect(id).to.match(/^0Af\w{15}$/);
    const result = await check(id);
    expect(result).to.include({
      id,
      done: true,
      success: true,
      status: 'Succeeded',
      checkOnly: false,
      rollbackOnError: true,
      numberComponentsTotal: 1,
      numberComponentsDeployed: 1,
      numberComponentErrors: 0,
      createdByName: 'Ada Admin',
    });
    expect(result).to.have.nested.property('details.componentSuccesses[0].fullName', 'Acme');
    expect(result).to.have.nested.property('details.runTestResult.numTestsRun', 0);
    expect(set()).to.include({ Label: 'Acme' });
    const [short] = (await soap('checkDeployStatus', `<asyncProcessId>${id}</asyncProcessId>`)).results;
    expect(short).not.to.have.property('details');
  });

  it('says what failed, and changes nothing', async () => {
    const result = await check(await start(bad));
    expect(result).to.include({ status: 'Failed', success: false, done: true, numberComponentErrors: 1 });
    expect(result).to.have.nested.property('details.componentFailures[0]').that.includes({
      fileName: file,
      fullName: 'Acme',
      componentType: 'PermissionSet',
      problem: 'Permission Create Account depends on permission(s): Read Account',
      problemType: 'Error',
      success: false,
    });
    expect(set()).to.equal(undefined);
  });

  it('only checks when told so', async () => {
    const result = await check(await start(good, '<checkOnly>true</checkOnly>'));
    expect(result).to.include({ status: 'Succeeded', checkOnly: true });
    expect(set()).to.equal(undefined);
  });

  it('takes rollbackOnError=false on a sandbox, not on a production org (fact F21)', async () => {
    const body = `<ZipFile>${bad}</ZipFile><DeployOptions><rollbackOnError>false</rollbackOnError><singlePackage>true</singlePackage></DeployOptions>`;
    const refused = await soap('deploy', body);
    expect(refused.xml).to.include(
      '<faultstring>INVALID_OPERATION: rollbackOnError option must be true on a production org</faultstring>',
    );
    local.org.isSandbox = true;
    expect((await soap('deploy', body)).results[0]).to.include({ state: 'Queued' });
  });

  it('goes through Pending and InProgress where deploys take their time', async () => {
    local.metadataJobs.pollsUntilDone = 3;
    const id = await start(good);
    const seen: unknown[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      const { status, done } = await check(id);
      seen.push([status, done, set() !== undefined]);
    }
    expect(seen).to.deep.equal([
      ['Pending', false, false],
      ['InProgress', false, false],
      ['InProgress', false, false],
      ['Succeeded', true, true],
    ]);
  });

  it('cancels what waits at once, what runs with the next look, and nothing that has ended', async () => {
    local.metadataJobs.pollsUntilDone = 2;
    const cancel = (id: string) => soap('cancelDeploy', `<id>${id}</id>`);
    const waiting = await start(good);
    expect((await cancel(waiting)).results[0]).to.include({ done: true, id: waiting });
    expect(await check(waiting)).to.include({
      status: 'Canceled',
      done: true,
      success: false,
      canceledByName: 'Ada Admin',
    });
    const running = await start(good);
    await check(running);
    await check(running);
    expect((await cancel(running)).results[0]).to.include({ done: false });
    expect(await check(running)).to.include({ status: 'Canceled', done: true });
    expect(set()).to.equal(undefined);
    local.metadataJobs.pollsUntilDone = 0;
    expect((await cancel(await start(good))).xml).to.include('sf:INVALID_ID_FIELD');
  });

  it('does not count looking at a deploy, but counts the deploy', async () => {
    const id = await start(good);
    local.clearRequests();
    await check(id);
    await start(good);
    expect(local.requests.map(({ soapCall, apiCallsCharged }) => [soapCall, apiCallsCharged])).to.deep.equal([
      ['checkDeployStatus', 0],
      ['deploy', 1],
    ]);
  });

  it('shows a deploy to nobody else but those who see all data', async () => {
    setUserPermission(local.org, plainUser, 'ModifyMetadata', true);
    const id = await start(good);
    const other = await soap('checkDeployStatus', `<asyncProcessId>${id}</asyncProcessId>`, plainUser);
    expect(other.xml).to.include('sf:INVALID_CROSS_REFERENCE_KEY');
    expect((await soap('checkDeployStatus', '<asyncProcessId>0Af000000000001</asyncProcessId>')).xml).to.include(
      'sf:INVALID_CROSS_REFERENCE_KEY',
    );
  });

  it('refuses who may not modify metadata', async () => {
    expect((await soap('deploy', `<ZipFile>${good}</ZipFile>`, plainUser)).xml).to.include('sf:INSUFFICIENT_ACCESS');
    expect(set()).to.equal(undefined);
  });

  describe('retrieve', () => {
    const retrieve = async (types: string, singlePackage: boolean): Promise<Result> => {
      const request = `<apiVersion>66.0</apiVersion><singlePackage>${singlePackage}</singlePackage><unpackaged>${types}<version>66.0</version></unpackaged>`;
      const { results, xml } = await soap('retrieve', `<retrieveRequest>${request}</retrieveRequest>`);
      expect(results[0], xml).to.include({ done: false, state: 'Queued' });
      const id = String(results[0]?.['id']);
      return (await soap('checkRetrieveStatus', `<asyncProcessId>${id}</asyncProcessId>`)).results[0] ?? {};
    };
    const typeOf = (name: string, ...members: string[]): string =>
      `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`;
    const texts = async (result: Result): Promise<Record<string, string>> => {
      const archive = await JSZip.loadAsync(String(result['zipFile']), { base64: true });
      const entries = Object.keys(archive.files).map(
        async (path) => [path, (await archive.file(path)?.async('string')) ?? ''] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    };

    it('gives files and a manifest, at the top for a single package', async () => {
      await start(good);
      const result = await retrieve(typeOf('PermissionSet', 'Acme'), true);
      expect(result).to.include({ done: true, success: true, status: 'Succeeded' });
      const files = await texts(result);
      expect(Object.keys(files)).to.deep.equal([file, 'package.xml']);
      expect(files[file]).to.include('<object>Account</object>');
      expect(files['package.xml']).to.include('<members>Acme</members>').and.to.include('<version>66.0</version>');
      expect(result)
        .to.have.nested.property('fileProperties[0]')
        .that.includes({
          fileName: file,
          fullName: 'Acme',
          type: 'PermissionSet',
          id: String(set()?.['Id']),
        });
      expect(Object.keys(await texts(await retrieve(typeOf('PermissionSet', 'Acme'), false)))).to.deep.equal([
        `unpackaged/${file}`,
        'unpackaged/package.xml',
      ]);
    });

    it('says what is not there, and gives the rest', async () => {
      await start(good);
      const types = `${typeOf('PermissionSet', 'Nope', 'acme')}${typeOf('Nonsense', 'X')}${typeOf('CustomObject', 'Nope__c')}${typeOf('CustomField', 'Lead.Nope__c')}`;
      const result = await retrieve(types, true);
      expect((result['messages'] as Array<{ problem: string }>).map(({ problem }) => problem)).to.have.members([
        "Entity of type 'PermissionSet' named 'Nope' cannot be found",
        "Entity type: 'Nonsense' is unknown",
        "Entity of type 'CustomObject' named 'Nope__c' cannot be found",
        "Entity of type 'CustomField' named 'Lead.Nope__c' cannot be found",
      ]);
      expect(Object.keys(await texts(result))).to.deep.equal([file, 'package.xml']);
    });

    it('gives all of a type, objects as a whole and single fields of others', async () => {
      await start(good);
      local.org.history.set('Lead', { objectSwitch: true, trackedFields: new Set(['Status']) });
      const types = `${typeOf('PermissionSet', '*')}${typeOf('CustomObject', 'Opportunity')}${typeOf('CustomField', 'Lead.Status')}`;
      const files = await texts(await retrieve(types, true));
      expect(Object.keys(files)).to.include.members(['objects/Opportunity.object', 'objects/Lead.object', file]);
      expect(files['objects/Opportunity.object']).to.include('<enableHistory>false</enableHistory>');
      expect(files['objects/Lead.object']).to.equal(
        '<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">\n' +
          '    <fields>\n        <fullName>Status</fullName>\n        <trackFeedHistory>false</trackFeedHistory>\n' +
          '        <trackHistory>true</trackHistory>\n        <type>Picklist</type>\n    </fields>\n</CustomObject>\n',
      );
    });
  });

  describe('createMetadata and the like (fact H7)', () => {
    const metadata = (fullName: string, more: string): string =>
      `<metadata xsi:type="PermissionSet"><fullName>${fullName}</fullName><label>Acme</label>${more}</metadata>`;
    const account = (read: boolean): string =>
      `<objectPermissions><allowCreate>${!read}</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>${read}</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;

    it('creates, reads, replaces and deletes a permission set, each component for itself', async () => {
      const created = await soap('createMetadata', metadata('Acme', account(true)) + metadata('Bad', account(false)));
      expect(created.results[0]).to.deep.equal({ fullName: 'Acme', success: true });
      expect(created.results[1]).to.deep.equal({
        errors: [
          {
            message: 'Permission Create Account depends on permission(s): Read Account',
            statusCode: 'FIELD_INTEGRITY_EXCEPTION',
          },
        ],
        fullName: 'Bad',
        success: false,
      });
      expect([set() === undefined, set('Bad') === undefined]).to.deep.equal([false, true]);
      const read = await soap('readMetadata', '<type>PermissionSet</type><fullNames>Acme</fullNames>');
      expect(read.results[0]).to.have.nested.property('records[0].objectPermissions.object', 'Account');
      expect((await soap('createMetadata', metadata('Acme', ''))).results[0]).to.have.nested.property(
        'errors[0].statusCode',
        'DUPLICATE_DEVELOPER_NAME',
      );
      expect((await soap('updateMetadata', metadata('Acme', ''))).results[0]).to.include({ success: true });
      const after = await soap('readMetadata', '<type>PermissionSet</type><fullNames>Acme</fullNames>');
      expect(after.xml).not.to.include('objectPermissions');
      const remove = '<type>PermissionSet</type><fullNames>Acme</fullNames><fullNames>Gone</fullNames>';
      const removed = await soap('deleteMetadata', remove);
      expect(removed.results.map(({ fullName, success }) => [fullName, success])).to.deep.equal([
        ['Acme', true],
        ['Gone', false],
      ]);
      expect(set()).to.equal(undefined);
    });

    it('upserts, and says which it was', async () => {
      expect((await soap('upsertMetadata', metadata('Acme', ''))).results[0]).to.include({
        created: true,
        success: true,
      });
      expect((await soap('upsertMetadata', metadata('Acme', ''))).results[0]).to.include({
        created: false,
        success: true,
      });
      expect((await soap('updateMetadata', metadata('Gone', ''))).results[0]).to.have.nested.property(
        'errors[0].statusCode',
        'INVALID_CROSS_REFERENCE_KEY',
      );
    });

    it('turns field history on', async () => {
      const object =
        '<metadata xsi:type="CustomObject"><fullName>Opportunity</fullName><enableHistory>true</enableHistory></metadata>';
      expect((await soap('updateMetadata', object)).results[0]).to.include({ success: true });
      const field =
        '<metadata xsi:type="CustomField"><fullName>Opportunity.StageName</fullName><trackHistory>true</trackHistory></metadata>';
      expect((await soap('updateMetadata', field)).results[0]).to.include({ success: true });
      expect([...(local.org.history.get('Opportunity')?.trackedFields ?? [])]).to.deep.equal(['StageName']);
    });

    it('refuses eleven components and unknown types', async () => {
      expect((await soap('upsertMetadata', metadata('Acme', '').repeat(11))).xml).to.include('sf:EXCEEDED_ID_LIMIT');
      const layout = '<metadata xsi:type="Layout"><fullName>X</fullName></metadata>';
      expect((await soap('createMetadata', layout)).xml).to.include('sf:INVALID_TYPE');
      expect(set()).to.equal(undefined);
    });
  });
});
