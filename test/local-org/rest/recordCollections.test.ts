import { expect } from 'chai';

import type { LocalOrg } from '../http/localOrgServer.js';
import { administrator, call, plainUser, startTestOrg, userId } from '../http/testClient.js';
import type { Reply } from '../http/testClient.js';
import type { Row } from '../model/orgModel.js';

const data = '/services/data/v66.0';
const path = `${data}/composite/sobjects`;

type Result = {
  id?: string;
  success: boolean;
  errors: Array<{ statusCode: string; message: string; fields: string[] }>;
};
const results = (reply: Reply): Result[] => {
  expect(reply.status, JSON.stringify(reply.body)).to.equal(200);
  return reply.body as Result[];
};
const codes = (reply: Reply): string[] =>
  results(reply).map(({ success, errors }) => (success ? 'success' : errors.map((e) => e.statusCode).join(' ')));
const refused = (reply: Reply): [number, string | undefined] => [
  reply.status,
  (reply.body as Array<{ errorCode: string }>)[0]?.errorCode,
];

describe('embedded org: sObject collections', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const rows = (object: string): Row[] => [...(local.org.tables.get(object)?.values() ?? [])];
  const names = (): unknown[] => rows('Account').map((row) => row['Name']);
  const account = (values: Record<string, unknown>): unknown => ({ attributes: { type: 'Account' }, ...values });
  const post = (records: unknown[], allOrNone?: boolean): Promise<Reply> =>
    call(local, path, { body: { records, ...(allOrNone === undefined ? {} : { allOrNone }) } });
  const create = async (...Names: string[]): Promise<string[]> =>
    results(await post(Names.map((Name) => account({ Name })))).map(({ id }) => id ?? '');

  it('creates records; errors say statusCode, not errorCode (fact H8)', async () => {
    const reply = await post([account({ Name: 'A' }), account({ Website: 'b.test' }), account({ Name: 'C' })]);
    const [first, second, third] = results(reply);
    expect(first).to.deep.equal({ id: rows('Account')[0]?.['Id'], success: true, errors: [] });
    expect(second).to.deep.equal({
      success: false,
      errors: [
        { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] },
      ],
    });
    expect(third).to.include({ success: true });
    expect(names()).to.deep.equal(['A', 'C']);
  });

  it('keeps nothing with allOrNone when one fails', async () => {
    const reply = await post([account({ Name: 'A' }), account({})], true);
    expect(codes(reply)).to.deep.equal(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
    expect(names()).to.deep.equal([]);
  });

  it('changes records by id, each for itself', async () => {
    const [a = '', b = ''] = await create('A', 'B');
    const reply = await call(local, path, {
      method: 'PATCH',
      body: {
        records: [
          account({ id: a, Name: 'A2' }),
          account({ id: '001000000000000AAA', Name: 'X' }),
          account({ id: userId(local.org, administrator), Name: 'X' }),
          account({ Name: 'no id' }),
          account({ Id: b.slice(0, 15), Name: 'B2' }),
        ],
      },
    });
    expect(codes(reply)).to.deep.equal([
      'success',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
      'MISSING_ARGUMENT',
      'success',
    ]);
    expect(results(reply)[4]?.id).to.equal(b);
    expect(names()).to.deep.equal(['A2', 'B2']);
  });

  it('deletes records by ids, all or none when asked', async () => {
    const [a = '', b = ''] = await create('A', 'B');
    const both = await call(local, `${path}?ids=${a},001000000000000AAA&allOrNone=true`, { method: 'DELETE' });
    expect(codes(both)).to.deep.equal(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'INVALID_CROSS_REFERENCE_KEY']);
    expect(names()).to.deep.equal(['A', 'B']);
    expect(codes(await call(local, `${path}?ids=${a},${b},nonsense`, { method: 'DELETE' }))).to.deep.equal([
      'success',
      'success',
      'MALFORMED_ID',
    ]);
    expect(names()).to.deep.equal([]);
    expect(codes(await call(local, `${path}?ids=${a}`, { method: 'DELETE' }))).to.deep.equal(['ENTITY_IS_DELETED']);
  });

  it('is one API call for 200 records', async () => {
    local.clearRequests();
    const records = Array.from({ length: 200 }, (_, index) => account({ Name: `A${index}` }));
    expect(results(await post(records)).every(({ success }) => success)).to.equal(true);
    expect(local.requests.map(({ apiCallsCharged, subrequests }) => [apiCallsCharged, subrequests])).to.deep.equal([
      [1, 0],
    ]);
    expect(refused(await post([...records, account({ Name: 'one more' })]))).to.deep.equal([400, 'EXCEEDED_ID_LIMIT']);
    expect(names()).to.have.length(200);
  });

  const lead = { attributes: { type: 'Lead' }, LastName: 'L', Company: 'C' };
  const set = { attributes: { type: 'PermissionSet' }, Name: 'S', Label: 'S' };
  const wholly: Array<[string, unknown[], string]> = [
    ['an unknown column', [account({ Name: 'A' }), account({ Name: 'B', Wrong: 1 })], 'INVALID_FIELD'],
    ['an unknown object', [account({ Name: 'A' }), { attributes: { type: 'Nothing__c' } }], 'INVALID_TYPE'],
    ['a record without a type', [account({ Name: 'A' }), { Name: 'B' }], 'INVALID_INPUT'],
    ['no records', [], 'JSON_PARSER_ERROR'],
    ['a Setup object with another', [account({ Name: 'A' }), set], 'INVALID_OPERATION'],
    [
      'more than ten changes of object',
      Array.from({ length: 11 }, (_, i) => (i % 2 === 0 ? account({ Name: 'A' }) : lead)),
      'INVALID_OPERATION',
    ],
  ];
  for (const [what, records, code] of wholly) {
    it(`refuses the whole of a request with ${what}`, async () => {
      expect(refused(await post(records))).to.deep.equal([400, code]);
      expect(rows('Account')).to.deep.equal([]);
      expect(rows('PermissionSet').some((row) => row['Name'] === 'S')).to.equal(false);
    });
  }

  it('mixes objects that are not of Setup', async () => {
    expect(codes(await post([account({ Name: 'A' }), lead, account({ Name: 'B' })]))).to.deep.equal([
      'success',
      'success',
      'success',
    ]);
  });

  it('says every error of a record (fact A21)', async () => {
    const license = rows('PermissionSetLicense').find((row) => row['DeveloperName'] === 'SalesforceAPIIntegrationPsl');
    local.org.tables.get('PermissionSetLicense')?.set(String(license?.['Id']), {
      ...license,
      TotalLicenses: 0,
      UsedLicenses: 0,
    });
    const [created] = results(await post([{ ...set, LicenseId: license?.['Id'] }]));
    const reply = await post([
      {
        attributes: { type: 'PermissionSetAssignment' },
        AssigneeId: userId(local.org, plainUser),
        PermissionSetId: created?.id,
      },
    ]);
    expect(codes(reply)).to.deep.equal(['LICENSE_LIMIT_EXCEEDED FIELD_INTEGRITY_EXCEPTION']);
  });

  describe('in a composite request', () => {
    type Part = { httpStatusCode: number; referenceId: string; body: unknown };
    const composite = async (allOrNone: boolean, ...parts: unknown[]): Promise<Part[]> => {
      const reply = await call(local, `${data}/composite`, { body: { allOrNone, compositeRequest: parts } });
      expect(reply.status, JSON.stringify(reply.body)).to.equal(200);
      return (reply.body as { compositeResponse: Part[] }).compositeResponse;
    };
    const collection = (referenceId: string, records: unknown[], allOrNone = false): unknown => ({
      method: 'POST',
      url: path,
      referenceId,
      body: { allOrNone, records },
    });
    const contact = { method: 'POST', url: `${data}/sobjects/Contact`, referenceId: 'c', body: { LastName: 'C' } };

    it('gives its ids to later parts', async () => {
      const answers = await composite(false, collection('a', [account({ Name: 'A' })]), {
        ...contact,
        body: { LastName: 'C', AccountId: '@{a[0].id}' },
      });
      expect(answers.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal([200, 201]);
      expect(rows('Contact')[0]?.['AccountId']).to.equal(rows('Account')[0]?.['Id']);
    });

    it('is rolled back with it by the allOrNone of the whole, which overrides its own', async () => {
      const answers = await composite(true, contact, collection('a', [account({ Name: 'A' }), account({})]));
      expect(answers.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal([400, 200]);
      expect(answers[0]?.body).to.have.nested.property('[0].errorCode', 'PROCESSING_HALTED');
      expect(answers[1]?.body).to.have.nested.property('[0].errors[0].statusCode', 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
      expect([rows('Account').length, rows('Contact').length]).to.deep.equal([0, 0]);
    });

    it('is rolled back when a later part fails', async () => {
      await composite(true, collection('a', [account({ Name: 'A' })]), { ...contact, body: {} });
      expect(names()).to.deep.equal([]);
    });

    it('keeps to itself without', async () => {
      await composite(false, contact, collection('a', [account({ Name: 'A' }), account({})], true));
      expect([rows('Account').length, rows('Contact').length]).to.deep.equal([0, 1]);
    });

    it('counts to the five queries', async () => {
      const parts = Array.from({ length: 6 }, (_, index) => collection(`r${index}`, [account({ Name: 'A' })]));
      const reply = await call(local, `${data}/composite`, { body: { compositeRequest: parts } });
      expect(refused(reply)).to.deep.equal([400, 'LIMIT_EXCEEDED']);
      expect(names()).to.deep.equal([]);
    });
  });
});
