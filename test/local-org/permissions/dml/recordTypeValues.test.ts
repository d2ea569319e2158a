import { expect } from 'chai';
import { startLocalOrg } from '../../http/localOrgServer.js';
import type { LocalOrg } from '../../http/localOrgServer.js';
import { call } from '../../http/testClient.js';
import type { Reply } from '../../http/testClient.js';
import { loadScenario } from '../../scenarios/loadScenario.js';
import { idOf, rowsOf } from '../orgTables.js';

const data = '/services/data/v66.0';
const profile = 'Sales';

/** The org with record types of leads, of which users have one by the profile, a set or a group. */
const scenario = () =>
  loadScenario('default', {
    recordTypes: {
      Lead: { Business: {}, Partner: {}, Old: { active: false }, Nobodys: {} },
      Account: { Customer: {} },
    },
    profiles: {
      Sales: {
        license: 'Salesforce',
        userPermissions: ['ApiEnabled', 'ViewSetup'],
        objects: { Account: 'all', Lead: 'all' },
        fields: { 'Lead.*': 'edit' },
        recordTypes: ['Lead.Business', 'Lead.Old', 'Account.Customer'],
      },
    },
    permissionSets: { Partners: { recordTypes: ['Lead.Partner'] } },
    permissionSetGroups: { All_Partners: { permissionSets: ['Partners'] } },
    users: {
      sales: { profile },
      partner: { profile, permissionSets: ['Partners'] },
      grouped: { profile, permissionSetGroups: ['All_Partners'] },
    },
  });

describe('record types of records that are written (facts O4, O5)', () => {
  let local: LocalOrg;
  before(async () => {
    local = await startLocalOrg({ org: scenario() });
  });
  after(() => local.close());

  const typeId = (name: string): string =>
    idOf(rowsOf(local.org, 'RecordType').find((row) => row['DeveloperName'] === name) ?? {});
  const token = (user: string): string => local.tokenFor(`${user}@example.com`);
  const createLead = (user: string, type: string): Promise<Reply> =>
    call(local, `${data}/sobjects/Lead`, {
      body: { LastName: 'Young', Company: 'Initech', RecordTypeId: typeId(type) },
      token: token(user),
    });
  const refusal = (type: string): unknown => [
    {
      message: `Record Type ID: this ID value isn't valid for the user: ${typeId(type)}`,
      errorCode: 'INVALID_CROSS_REFERENCE_KEY',
      fields: ['RecordTypeId'],
    },
  ];

  const table: ReadonlyArray<readonly [user: string, type: string, isTaken: boolean]> = [
    ['sales', 'Business', true],
    ['sales', 'Partner', false],
    ['partner', 'Partner', true],
    ['grouped', 'Partner', true],
    // Inactive ones are nobody's, assigned or not.
    ['sales', 'Old', false],
    ['sales', 'Customer', false],
    // Modify All Data does not replace an assignment.
    ['admin', 'Nobodys', false],
    ['admin', 'Business', false],
  ];
  for (const [user, type, isTaken] of table)
    it(`${user} ${isTaken ? 'creates' : 'is refused'} a lead of type ${type}`, async () => {
      const { status, body } = await createLead(user, type);
      expect(status, JSON.stringify(body)).to.equal(isTaken ? 201 : 400);
      if (!isTaken) expect(body).to.deep.equal(refusal(type));
    });

  it('a change to a record type is refused likewise, and another change of the record is not', async () => {
    const { body } = await createLead('sales', 'Business');
    const path = `${data}/sobjects/Lead/${(body as { id: string }).id}`;
    const patch = (values: Record<string, unknown>): Promise<Reply> =>
      call(local, path, { method: 'PATCH', body: values, token: token('sales') });
    expect((await patch({ RecordTypeId: typeId('Partner') })).body).to.deep.equal(refusal('Partner'));
    expect((await patch({ Company: 'Initrode' })).status).to.equal(204);
  });

  it('describe tells which ones the caller can use, and the metadata of the profile which it assigns', async () => {
    const { body } = await call(local, `${data}/sobjects/Lead/describe`, { token: token('sales') });
    const { recordTypeInfos } = body as { recordTypeInfos: Array<Record<string, unknown>> };
    expect(recordTypeInfos.map(({ developerName, available }) => [developerName, available])).to.deep.equal([
      ['Business', true],
      ['Partner', false],
      ['Old', false],
      ['Nobodys', false],
      ['Master', true],
    ]);
    const soql = encodeURIComponent("SELECT Metadata FROM Profile WHERE Name = 'Sales'");
    const told = await call(local, `${data}/tooling/query?q=${soql}`, { token: token('admin') });
    const [row] = (told.body as { records: Array<{ Metadata: Record<string, unknown> }> }).records;
    expect(row?.Metadata['recordTypeVisibilities']).to.deep.equal([
      { default: false, recordType: 'Lead.Business', visible: true },
      { default: false, recordType: 'Account.Customer', visible: true },
    ]);
  });
});
