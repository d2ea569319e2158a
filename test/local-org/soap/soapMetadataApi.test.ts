import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';

import type { LocalOrg } from '../http/localOrgServer.js';
import { administrator, call, plainUser, startTestOrg, setUserPermission } from '../http/testClient.js';

type Field = { fullName: string; trackHistory?: boolean; type?: string; label?: string };
type ObjectRecord = { fullName: string; enableHistory?: boolean; fields: Field[] };

const parser = new XMLParser({
  removeNSPrefix: true,
  isArray: (name) => ['records', 'fields', 'result'].includes(name),
});

describe('embedded org: Metadata API', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const soap = async (body: string, token = local.tokenFor(administrator), version = '66.0') => {
    const envelope = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata"><SessionHeader><sessionId>${token}</sessionId></SessionHeader></soapenv:Header><soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata">${body}</soapenv:Body></soapenv:Envelope>`;
    const reply = await call(local, `/services/Soap/m/${version}`, {
      body: envelope,
      token: null,
      headers: { 'content-type': 'text/xml', soapaction: '""' },
    });
    const parsed: unknown = parser.parse(String(reply.body));
    return { status: reply.status, xml: String(reply.body), parsed };
  };
  const read = async (...names: string[]): Promise<ObjectRecord[]> => {
    const list = names.map((name) => `<fullNames>${name}</fullNames>`).join('');
    const { parsed, status, xml } = await soap(`<readMetadata><type>CustomObject</type>${list}</readMetadata>`);
    expect(status, xml).to.equal(200);
    const { Envelope } = parsed as {
      Envelope: { Body: { readMetadataResponse: { result: [{ records: ObjectRecord[] }] } } };
    };
    return Envelope.Body.readMetadataResponse.result[0].records;
  };
  const track = (object: string, objectSwitch: boolean, ...fields: string[]): void => {
    local.org.history.set(object, { objectSwitch, trackedFields: new Set(fields) });
  };

  it('says the object switch where there is one, and tracked fields only while it is on (facts F6, F7)', async () => {
    track('Opportunity', false, 'StageName');
    track('Lead', true, 'Status');
    track('Case', false, 'Status');
    const [opportunity, lead, cases] = await read('Opportunity', 'Lead', 'Case');
    expect(opportunity).to.include({ fullName: 'Opportunity', enableHistory: false });
    expect(opportunity?.fields.some((field) => 'trackHistory' in field)).to.equal(false);
    expect(lead).to.include({ enableHistory: true });
    expect(lead?.fields).to.deep.include({
      fullName: 'Status',
      trackFeedHistory: false,
      type: 'Picklist',
      trackHistory: true,
    });
    expect(lead?.fields).to.deep.include({ fullName: 'Company', trackFeedHistory: false, trackHistory: false });
    expect(cases).not.to.have.property('enableHistory');
    expect(cases?.fields).to.deep.include({
      fullName: 'Status',
      trackFeedHistory: false,
      type: 'Picklist',
      trackHistory: true,
    });
  });

  it('shows compounds, not their parts, and lookups with their type (fact F8)', async () => {
    const [lead] = await read('Lead');
    const names = lead?.fields.map(({ fullName }) => fullName);
    expect(names).to.include.members(['Address', 'Name']).and.not.to.include.members(['City', 'LastName', 'Id']);
    expect(lead?.fields.find(({ fullName }) => fullName === 'OwnerId')).to.include({ type: 'Lookup' });
  });

  it('answers with an empty record for a name that does not exist, at most ten names at once', async () => {
    const { xml } = await soap(
      '<readMetadata><type>CustomObject</type><fullNames>Nothing__c</fullNames></readMetadata>',
    );
    expect(xml).to.match(/<records xsi:nil="true"(\/>|><\/records>)/);
    const eleven = '<fullNames>Lead</fullNames>'.repeat(11);
    const refused = await soap(`<readMetadata><type>CustomObject</type>${eleven}</readMetadata>`);
    expect(refused.status).to.equal(500);
    expect(refused.xml).to.include('<faultcode>sf:EXCEEDED_ID_LIMIT</faultcode>');
  });

  it('lists components and types', async () => {
    const sets = await soap(
      '<listMetadata><queries><type>Profile</type></queries><asOfVersion>66.0</asOfVersion></listMetadata>',
    );
    expect(sets.parsed).to.have.nested.property('Envelope.Body.listMetadataResponse.result');
    expect(sets.xml).to.include('<fullName>System Administrator</fullName>');
    const types = await soap('<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>');
    expect(types.xml).to.include('<xmlName>CustomObject</xmlName>');
  });

  it('needs API Enabled and Modify Metadata or Modify All Data (fact H3)', async () => {
    const user = plainUser;
    setUserPermission(local.org, user, 'ModifyMetadata', false);
    const body = '<describeMetadata/>';
    const refused = await soap(body, local.tokenFor(user));
    expect(refused.xml).to.include('<faultcode>sf:INSUFFICIENT_ACCESS</faultcode>');
    setUserPermission(local.org, user, 'ModifyMetadata', true);
    expect((await soap(body, local.tokenFor(user))).status).to.equal(200);
  });

  const refusals: Array<[string, string, string | undefined, string, string]> = [
    ['a bad session', '<describeMetadata/>', 'wrong', '66.0', 'INVALID_SESSION_ID'],
    ['a retired version', '<describeMetadata/>', undefined, '30.0', 'UNSUPPORTED_API_VERSION'],
    ['an unknown call', '<conquerTheWorld/>', undefined, '66.0', 'INVALID_OPERATION'],
    [
      'an unknown type',
      '<readMetadata><type>Nonsense</type><fullNames>A</fullNames></readMetadata>',
      undefined,
      '66.0',
      'INVALID_TYPE',
    ],
  ];
  for (const [what, body, token, version, code] of refusals) {
    it(`answers ${what} with the fault ${code}`, async () => {
      const reply = await soap(body, token, version);
      expect(reply.status).to.equal(500);
      expect(reply.xml).to.include(`<faultcode>sf:${code}</faultcode>`);
    });
  }

  it('gives faults that are switched on as SOAP faults', async () => {
    local.faults.add({ kind: '401', match: { path: '/services/Soap/m' } });
    const reply = await soap('<describeMetadata/>');
    expect([reply.status, reply.xml]).to.satisfy(
      ([status, xml]: [number, string]) => status === 500 && xml.includes('sf:INVALID_SESSION_ID'),
    );
  });
});
