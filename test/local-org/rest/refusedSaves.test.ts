import { expect } from 'chai';
import { startLocalOrg } from '../http/localOrgServer.js';
import type { LocalOrg } from '../http/localOrgServer.js';
import { call } from '../http/testClient.js';
import type { Reply } from '../http/testClient.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';

const data = '/services/data/v66.0';

describe('embedded org: errors of refused saves', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    const org = loadScenario('default', {
      validationRules: {
        Contact: {
          Phone_Ten: { formula: 'LEN(Phone) <> 10', message: 'Phone number must be 10 digits', field: 'Phone' },
        },
        Lead: { No_Web: { formula: 'ISPICKVAL(LeadSource, "Web")', message: 'Not by web.' } },
      },
      duplicateRules: {
        Contact: { Standard_Contact_Duplicate_Rule: { matchOn: ['Email'], alertText: 'A duplicate.' } },
      },
    });
    local = await startLocalOrg({ org });
  });
  afterEach(() => local.close());

  const create = (object: string, body: object, headers: Record<string, string> = {}): Promise<Reply> =>
    call(local, `${data}/sobjects/${object}`, { body, headers, token: local.tokenFor('admin@example.com') });
  const contact = { LastName: 'Doe', Email: 'jane@acme.example', Phone: '0123456789' };

  it('answers for a validation rule (fact L12)', async () => {
    const onField = await create('Contact', { LastName: 'Doe', Phone: '1' });
    expect([onField.status, onField.body]).to.deep.equal([
      400,
      [
        {
          message: 'Phone number must be 10 digits',
          errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          fields: ['Phone'],
        },
      ],
    ]);
    const onTop = await create('Lead', { LastName: 'Doe', Company: 'Acme', LeadSource: 'Web' });
    expect(onTop.body).to.deep.equal([
      { message: 'Not by web.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: [] },
    ]);
  });

  it('answers for a duplicate with the misspelt key, and takes it with the header (facts L15, L16)', async () => {
    const before = rowsOf(local.org, 'Contact').find((row) => row['Email'] === contact.Email);
    const id = idOf(before ?? {});
    const refused = await create('Contact', contact);
    expect(refused.status).to.equal(400);
    expect(JSON.stringify(refused.body)).to.equal(
      JSON.stringify([
        {
          duplicateResut: {
            allowSave: true,
            duplicateRule: 'Standard_Contact_Duplicate_Rule',
            duplicateRuleEntityType: 'Contact',
            errorMessage: 'A duplicate.',
            matchResults: [
              {
                entityType: 'Contact',
                errors: [],
                matchEngine: 'ExactMatchEngine',
                matchRecords: [
                  {
                    additionalInformation: [],
                    fieldDiffs: [],
                    matchConfidence: 100,
                    record: { attributes: { type: 'Contact', url: `${data}/sobjects/Contact/${id}` }, Id: id },
                  },
                ],
                rule: 'Standard_Contact_Duplicate_Rule_Match',
                size: 1,
                success: true,
              },
            ],
          },
          errorCode: 'DUPLICATES_DETECTED',
          message: 'A duplicate.',
        },
      ]),
    );
    for (const header of ['allowSave=true', 'includeRecordDetails=false; allowSave = true']) {
      const taken = await create('Contact', contact, { 'Sforce-Duplicate-Rule-Header': header });
      expect(taken.status).to.equal(201);
    }
    expect((await create('Contact', contact, { 'Sforce-Duplicate-Rule-Header': 'allowSave=false' })).status).to.equal(
      400,
    );
  });

  it('answers for each record of a collection, and for a subrequest by the headers of its own', async () => {
    const token = local.tokenFor('admin@example.com');
    const attributes = { type: 'Contact' };
    const collection = await call(local, `${data}/composite/sobjects`, {
      token,
      body: {
        records: [
          { attributes, LastName: 'A' },
          { attributes, LastName: 'B', Phone: '0123456789' },
        ],
      },
    });
    const [first, second] = collection.body as Array<{ success: boolean; errors: Array<Record<string, unknown>> }>;
    expect(first?.errors).to.deep.equal([
      { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Phone number must be 10 digits', fields: ['Phone'] },
    ]);
    expect(second?.success).to.equal(true);
    const part = (referenceId: string, httpHeaders: Record<string, string>): object => ({
      method: 'POST',
      url: `${data}/sobjects/Contact`,
      referenceId,
      httpHeaders,
      body: contact,
    });
    const composite = await call(local, `${data}/composite`, {
      token,
      body: { compositeRequest: [part('a', {}), part('b', { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' })] },
    });
    const { compositeResponse } = composite.body as { compositeResponse: Array<{ httpStatusCode: number }> };
    expect(compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal([400, 201]);
  });
});
