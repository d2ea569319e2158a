import { expect } from 'chai';
import { startLocalOrg } from '../http/localOrgServer.js';
import type { LocalOrg } from '../http/localOrgServer.js';
import { call } from '../http/testClient.js';
import { loadScenario } from '../scenarios/loadScenario.js';

const data = '/services/data/v66.0';
const tooling = `${data}/tooling`;

type Rows = Array<Record<string, unknown>>;

const org = () =>
  loadScenario('default', {
    profiles: {
      Office: {
        license: 'Salesforce',
        userPermissions: ['ApiEnabled'],
        customPermissions: ['Skip'],
        apps: ['Ciro', 'Sync'],
      },
    },
    loginRestrictions: { Office: { hours: { monday: [480, 1080] }, ipRanges: [['10.0.0.1', '10.0.0.9']] } },
    connectedApps: { Ciro: { adminApproved: true } },
    externalClientApps: { Sync: { adminApproved: true, clientCredentialsUser: 'office@example.com' } },
    recordTypes: {
      Lead: { Business: { picklists: { LeadSource: ['Web'] } }, Old: { active: false } },
    },
    users: {
      office: { lastName: 'Office', profile: 'Office', passwordExpires: '2026-01-01T00:00:00Z', passwordLocked: true },
    },
    rows: {
      LoginHistory: [
        {
          UserId: '@office',
          LoginTime: '2026-11-20T10:00:00.000+0000',
          LoginType: 'Remote Access 2.0',
          Status: 'User is frozen',
          LoginSubType: 'OauthRefreshToken',
        },
        {
          UserId: '@office',
          LoginTime: '2026-11-21T10:00:00.000+0000',
          LoginType: 'Remote Access 2.0',
          Status: 'Success',
        },
      ],
      OauthToken: [{ UserId: '@office', AppName: 'Ciro', UseCount: 3 }],
    },
  });

describe('embedded org: logins, apps and record types', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startLocalOrg({ org: org() });
  });
  afterEach(() => local.close());

  const get = (path: string, name = 'admin') => call(local, path, { token: local.tokenFor(`${name}@example.com`) });
  const query = async (api: string, soql: string): Promise<Rows> => {
    const { body, status } = await get(`${api}/query?q=${encodeURIComponent(soql)}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as { records: Rows }).records;
  };
  const error = async (api: string, soql: string): Promise<unknown> => {
    const { body, status } = await get(`${api}/query?q=${encodeURIComponent(soql)}`);
    expect(status, JSON.stringify(body)).to.equal(400);
    return (body as Array<{ message: string }>)[0]?.message;
  };

  it('tells hours and ranges of a profile by Tooling alone, one profile at a time (fact M16)', async () => {
    const [office] = await query(data, "SELECT Id FROM Profile WHERE Name = 'Office'");
    const [row] = await query(tooling, `SELECT Metadata FROM Profile WHERE Id = '${String(office?.['Id'])}'`);
    expect(row?.['Metadata']).to.deep.include({
      custom: true,
      userLicense: 'Salesforce',
      loginIpRanges: [{ description: null, startAddress: '10.0.0.1', endAddress: '10.0.0.9' }],
    });
    const { loginHours } = row?.['Metadata'] as { loginHours: Record<string, unknown> };
    expect(loginHours).to.include({ mondayStart: 480, mondayEnd: 1080, tuesdayStart: null });
    const [standard] = await query(tooling, "SELECT Metadata FROM Profile WHERE Name = 'Standard User'");
    expect(standard?.['Metadata']).to.deep.include({ custom: false, loginIpRanges: [] });
    expect(await error(data, 'SELECT Metadata FROM Profile')).to.include("No such column 'Metadata'");
    expect(await error(tooling, 'SELECT Metadata FROM Profile')).to.include('no more than one row');
  });

  it('tells of passwords and logins, of which the status cannot be filtered by (facts M17, N1)', async () => {
    const user = "FROM User WHERE Username = 'office@example.com'";
    expect((await query(data, `SELECT PasswordExpirationDate ${user}`))[0]).to.include({
      PasswordExpirationDate: '2026-01-01T00:00:00.000+0000',
    });
    const old = await get(
      `/services/data/v62.0/query?q=${encodeURIComponent(`SELECT PasswordExpirationDate ${user}`)}`,
    );
    expect(old.status).to.equal(400);
    const [login] = await query(data, 'SELECT IsFrozen FROM UserLogin WHERE IsPasswordLocked = true');
    expect(login).to.include({ IsFrozen: false });
    const failed = "SELECT Id FROM LoginHistory WHERE Status = 'User is frozen'";
    expect(await error(data, failed)).to.include("field 'Status' can not be filtered");
    const counted = await query(
      data,
      "SELECT Status, COUNT(Id) FROM LoginHistory WHERE LoginType = 'Remote Access 2.0' GROUP BY Status",
    );
    expect(counted.map((row) => row['Status'])).to.have.members(['Success', 'User is frozen']);
    expect(await query(data, "SELECT Id FROM LoginHistory WHERE LoginSubType = 'OauthRefreshToken'")).to.have.length(1);
  });

  it('knows apps with their policies, whom they admit, and tokens without ids (facts M10-M15)', async () => {
    const [ciro] = await query(
      data,
      "SELECT Id, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication WHERE Name = 'Ciro' ORDER BY CreatedDate LIMIT 1",
    );
    expect(ciro).to.include({ OptionsAllowAdminApprovedUsersOnly: true });
    expect(await error(data, 'SELECT ExecutionUserId FROM ConnectedApplication')).to.include('No such column');
    expect(await query(tooling, 'SELECT DeveloperName, ExecutionUserId FROM ConnectedApplication')).not.to.equal(
      undefined,
    );
    const [policy] = await query(
      data,
      'SELECT ExternalClientApplicationId, PermittedUsersPolicyType, IpRelaxationPolicyType, ClientCredentialsFlowUser FROM ExtlClntAppOauthPlcyCnfg',
    );
    expect(policy).to.include({
      PermittedUsersPolicyType: 'AdminApprovedPreAuthorized',
      IpRelaxationPolicyType: 'Enforce',
      ClientCredentialsFlowUser: 'office@example.com',
    });
    expect((await query(data, 'SELECT IsEnabled FROM ExtlClntAppPlcyCnfg'))[0]).to.include({ IsEnabled: true });
    const access = await query(
      data,
      "SELECT SetupEntityType FROM SetupEntityAccess WHERE Parent.Profile.Name = 'Office'",
    );
    expect(access.map((row) => row['SetupEntityType'])).to.have.members([
      'CustomPermission',
      'ConnectedApplication',
      'ExternalClientApplication',
    ]);
    expect((await query(data, 'SELECT Id, AppName, UseCount FROM OauthToken'))[0]).to.include({
      Id: null,
      AppName: 'Ciro',
    });
  });

  it('has record types, with the picklist values that each offers (facts O5, O6)', async () => {
    const types = await query(data, "SELECT Id, DeveloperName, IsActive FROM RecordType WHERE SobjectType = 'Lead'");
    expect(types.map((row) => [row['DeveloperName'], row['IsActive']])).to.deep.equal([
      ['Business', true],
      ['Old', false],
    ]);
    const path = `${data}/ui-api/object-info/Lead/picklist-values/${String(types[0]?.['Id'])}`;
    const all = (await get(path)).body as { picklistFieldValues: Record<string, { values: Rows }> };
    expect(all.picklistFieldValues['LeadSource']?.values.map(({ value }) => value)).to.deep.equal(['Web']);
    const one = (await get(`${path}/LeadSource`)).body as { values: Rows; url: string };
    expect(one.values).to.have.length(1);
    expect(one.url).to.equal(`${path}/LeadSource`);
    const master = (await get(`${data}/ui-api/object-info/Lead/picklist-values/012000000000000AAA/LeadSource`)).body;
    expect((master as { values: Rows }).values.length).to.be.greaterThan(1);
    expect((await get(path.replace('Lead', 'Contact'))).status).to.equal(404);
    expect((await get(path, 'office')).status).to.equal(404);
    const described = (await get(`${data}/sobjects/Lead/describe`)).body as { recordTypeInfos: Rows };
    expect(
      described.recordTypeInfos.map((info) => [info['developerName'], info['active'], info['master']]),
    ).to.deep.equal([
      ['Business', true, false],
      ['Old', false, false],
      ['Master', true, true],
    ]);
  });
});
