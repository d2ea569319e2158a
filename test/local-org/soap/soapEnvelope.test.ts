import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';

import { OrgError } from '../model/orgModel.js';
import { readEnvelope, soapFault, soapResult } from './soapEnvelope.js';

const request = (body: string): string =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata"><SessionHeader><sessionId>00Dxx!abc</sessionId></SessionHeader></soapenv:Header><soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata">${body}</soapenv:Body></soapenv:Envelope>`;

const bodyOf = (answer: ReturnType<typeof soapResult>): string => (answer.body.kind === 'text' ? answer.body.text : '');

describe('embedded org: SOAP envelopes', () => {
  it('reads the session, the operation and its parameters', () => {
    const call = readEnvelope(
      request('<readMetadata><type>CustomObject</type><fullNames>Lead</fullNames></readMetadata>'),
    );
    expect(call).to.deep.equal({
      sessionId: '00Dxx!abc',
      operation: 'readMetadata',
      parameters: { type: 'CustomObject', fullNames: ['Lead'] },
    });
  });

  it('keeps texts as texts', () => {
    const call = readEnvelope(request('<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>'));
    expect(call.parameters).to.deep.equal({ asOfVersion: '66.0' });
  });

  for (const broken of ['', 'not xml', '<a><b></a>', '<Envelope/>']) {
    it(`refuses ${JSON.stringify(broken)}`, () => {
      expect(() => readEnvelope(broken)).to.throw(OrgError);
    });
  }

  it('writes results that a parser reads back, with hostile names and no forbidden characters', () => {
    const name = `<b>"A" & 'B'</b> \u{1F600}`;
    const xml = bodyOf(soapResult('listMetadata', [{ fullName: `${name}\u0000\u001b` }, null]));
    const parsed: unknown = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false }).parse(xml, true);
    expect(parsed).to.have.nested.property('Envelope.Body.listMetadataResponse.result[0].fullName', name);
    expect(parsed).to.have.nested.property('Envelope.Body.listMetadataResponse.result[1].@_nil', 'true');
  });

  it('says faults as the platform does (fact I10)', () => {
    const fault = soapFault(new OrgError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
    expect(fault.status).to.equal(500);
    expect(bodyOf(fault)).to.include('<faultcode>sf:INVALID_SESSION_ID</faultcode>');
    expect(bodyOf(fault)).to.include(
      '<faultstring>INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session</faultstring>',
    );
  });
});
