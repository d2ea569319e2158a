import { expect } from 'chai';
import { callerOf, loggedCallOf } from '../../../../src/generate/usage/loggedCall.js';
import type { LoggedType } from '../../../../src/generate/usage/loggedCall.js';

type Cells = Record<string, string>;

const rest = (method: string, resource: string, entity = ''): Cells => ({
  API_FAMILY: 'REST',
  HTTP_METHOD: method,
  API_RESOURCE: resource,
  ENTITY_NAME: entity,
});
const soap = (method: string, entity = ''): Cells => ({
  API_FAMILY: 'SOAP',
  API_RESOURCE: method,
  ENTITY_NAME: entity,
});

/** A row as one line: `Account=read,edit` for what it used, and behind that whether it tells all. */
const said = (type: LoggedType, cells: Cells): string => {
  const { uses, tells } = loggedCallOf(type, (heading) => cells[heading] ?? '');
  const used = uses.map(({ sobject, operations }) => `${sobject}=${operations === 'any' ? 'any' : operations.join()}`);
  return [...used, tells].join(' ');
};

const cases: ReadonlyArray<[what: string, type: LoggedType, cells: Cells, said: string]> = [
  ['a record that is read', 'ApiTotalUsage', rest('GET', '/v64.0/sobjects/Account/001A'), 'Account=read whole'],
  [
    'the address with its root',
    'RestApi',
    { URI: '/services/data/v64.0/sobjects/Lead', METHOD: 'POST' },
    'Lead=create whole',
  ],
  ['a record that is changed', 'ApiTotalUsage', rest('PATCH', '/v64.0/sobjects/Lead/00QA?x=1'), 'Lead=edit whole'],
  ['an upsert', 'ApiTotalUsage', rest('PATCH', '/v64.0/sobjects/Lead/Ext__c/7'), 'Lead=create,edit whole'],
  ['a record that is deleted', 'ApiTotalUsage', rest('DELETE', '/v64.0/sobjects/Lead/00QA'), 'Lead=delete whole'],
  ['a describe', 'ApiTotalUsage', rest('GET', '/v64.0/sobjects/Lead/describe'), 'Lead=read whole'],
  ['the list of objects', 'ApiTotalUsage', rest('GET', '/v64.0/sobjects'), 'whole'],
  ['limits', 'ApiTotalUsage', rest('GET', '/v64.0/limits'), 'whole'],
  [
    'the file of a record',
    'ApiTotalUsage',
    rest('GET', '/v64.0/sobjects/Attachment/00PA/Body'),
    'Attachment=read whole',
  ],
  [
    'a relationship, which is of another object',
    'ApiTotalUsage',
    rest('GET', '/v64.0/sobjects/Contact/003A/Account', 'Contact'),
    'Contact=read part',
  ],
  [
    'a relationship whose object is named',
    'ApiTotalUsage',
    rest('GET', '/v64.0/sobjects/Contact/003A/Account', 'Contact;Account'),
    'Contact=read Account=any whole',
  ],
  ['a query', 'ApiTotalUsage', rest('GET', '/v64.0/query', 'Account, Contact'), 'Account=read Contact=read whole'],
  ['a query that names no object', 'ApiTotalUsage', rest('GET', '/v64.0/query'), 'part'],
  ['what is no list of names', 'ApiTotalUsage', rest('GET', '/v64.0/query', 'a list of Account'), 'part'],
  ['a composite call', 'ApiTotalUsage', rest('POST', '/v64.0/composite', 'Lead'), 'Lead=any part'],
  [
    'a resource that is not known: what it names need not be all',
    'RestApi',
    { URI: '/services/data/v64.0/ui-api/records/1', METHOD: 'GET', ENTITY_NAME: 'Lead' },
    'Lead=any part',
  ],
  ['GraphQL', 'ApiTotalUsage', rest('POST', '/v64.0/graphql', 'Lead'), 'Lead=any part'],
  ['a report', 'ApiTotalUsage', rest('GET', '/v64.0/analytics/reports/00OA', 'Report'), 'Report=any part'],
  [
    'a bulk job as REST',
    'RestApi',
    { URI: '/v64.0/jobs/ingest', METHOD: 'POST', ENTITY_NAME: 'Lead' },
    'Lead=any whole',
  ],
  ['a bulk job as REST that names nothing', 'RestApi', { URI: '/v64.0/jobs/ingest', METHOD: 'POST' }, 'part'],
  [
    'a collection that names its object',
    'RestApi',
    { URI: '/v64.0/composite/sobjects/Lead/Id', METHOD: 'PATCH' },
    'Lead=create,edit whole',
  ],
  ['a collection that does not', 'RestApi', { URI: '/v64.0/composite/sobjects', METHOD: 'PATCH' }, 'part'],
  ['Apex', 'ApiTotalUsage', rest('POST', '/services/apexrest/acme/sync', 'Lead'), 'Lead=any part'],
  ['Apex that names nothing', 'ApiTotalUsage', { API_FAMILY: 'ApexREST', API_RESOURCE: '/apexrest/x' }, 'part'],
  ['an unknown method', 'ApiTotalUsage', rest('PUT', '/v64.0/sobjects/Lead/00QA'), 'Lead=any part'],
  ['a resource that is not known', 'ApiTotalUsage', rest('GET', '/v64.0/ui-api/records/1'), 'part'],
  ['a SOAP call', 'ApiTotalUsage', soap('upsert', 'Lead'), 'Lead=create,edit whole'],
  ['a SOAP call that makes other records', 'ApiTotalUsage', soap('convertLead', 'Lead'), 'Lead=any part'],
  ['a SOAP call that takes other records along', 'ApiTotalUsage', soap('merge', 'Account'), 'Account=any part'],
  ['an approval by SOAP', 'ApiTotalUsage', soap('process', 'Case'), 'Case=any part'],
  ['quick actions by SOAP', 'ApiTotalUsage', soap('performQuickActions', 'Case'), 'Case=any part'],
  ['a SOAP call that is not known', 'ApiTotalUsage', soap('sync', 'Lead'), 'Lead=any part'],
  ['a SOAP call on nothing with a name', 'ApiTotalUsage', soap('getUserInfo', 'User'), 'User=any whole'],
  ['an action', 'ApiTotalUsage', rest('POST', '/v64.0/actions/custom/flow/Sync', 'Lead'), 'Lead=any part'],
  ['an approval', 'ApiTotalUsage', rest('POST', '/v64.0/process/approvals', 'Case'), 'Case=any part'],
  ['a quick action', 'ApiTotalUsage', rest('POST', '/v64.0/quickActions/NewCase', 'Case'), 'Case=any part'],
  ['a flow', 'ApiTotalUsage', rest('POST', '/v64.0/flow/1', 'Case'), 'Case=any part'],
  [
    'a quick action of an object',
    'ApiTotalUsage',
    rest('POST', '/v64.0/sobjects/Account/quickActions/NewCase', 'Account;Case'),
    'Account=any Case=any part',
  ],
  [
    'a change through a relationship',
    'ApiTotalUsage',
    rest('PATCH', '/v64.0/sobjects/Contact/003A00000012345/Account', 'Contact'),
    'Contact=any part',
  ],
  [
    'a deletion through a relationship',
    'ApiTotalUsage',
    rest('DELETE', '/v64.0/sobjects/Contact/003A00000012345AAA/Account'),
    'Contact=any part',
  ],
  [
    'a change through a relationship whose object is named',
    'ApiTotalUsage',
    rest('PATCH', '/v64.0/sobjects/Contact/003A00000012345/Account', 'Contact;Account'),
    'Contact=any Account=any whole',
  ],
  [
    'a deletion by an external id',
    'ApiTotalUsage',
    rest('DELETE', '/v64.0/sobjects/Lead/External_Ids__c/7'),
    'Lead=delete whole',
  ],
  ['Tooling', 'ApiTotalUsage', rest('GET', '/v64.0/tooling/query'), 'whole'],
  ['the list of Tooling', 'ApiTotalUsage', rest('GET', '/v64.0/tooling'), 'whole'],
  ['a record of Tooling', 'ApiTotalUsage', rest('POST', '/v64.0/tooling/sobjects/TraceFlag'), 'whole'],
  ['Apex of the request', 'ApiTotalUsage', rest('GET', '/v64.0/tooling/executeAnonymous'), 'part'],
  ['Apex of the request in lower case', 'RestApi', { URI: '/v64.0/tooling/executeanonymous/' }, 'part'],
  ['tests', 'ApiTotalUsage', rest('POST', '/v64.0/tooling/runTestsAsynchronous'), 'part'],
  ['tests at once', 'ApiTotalUsage', rest('POST', '/v64.0/tooling/runTestsSynchronous', 'Lead'), 'Lead=any part'],
  ['tests that are queued', 'ApiTotalUsage', rest('POST', '/v64.0/tooling/sobjects/ApexTestQueueItem'), 'part'],
  ['what is not known of Tooling', 'ApiTotalUsage', rest('POST', '/v64.0/tooling/composite'), 'part'],
  ['SOAP Tooling', 'API', { API_TYPE: 'T', METHOD_NAME: 'query', ENTITY_NAME: 'ApexClass' }, 'whole'],
  ['SOAP Tooling on nothing', 'API', { API_TYPE: 'T', METHOD_NAME: 'describeGlobal' }, 'whole'],
  ['Apex by SOAP Tooling', 'API', { API_TYPE: 'T', METHOD_NAME: 'executeAnonymous' }, 'part'],
  ['tests by SOAP Tooling', 'API', { API_TYPE: 'T', METHOD_NAME: 'runTests' }, 'part'],
  [
    'tests that are queued by SOAP Tooling',
    'API',
    { API_TYPE: 'T', METHOD_NAME: 'create', ENTITY_NAME: 'ApexTestQueueItem' },
    'ApexTestQueueItem=create part',
  ],
  ['what is not known of SOAP Tooling', 'API', { API_TYPE: 'T', METHOD_NAME: 'sync' }, 'part'],
  ['a SOAP call on nothing', 'ApiTotalUsage', soap('getServerTimestamp'), 'whole'],
  ['a SOAP call that names nothing', 'ApiTotalUsage', soap('query'), 'part'],
  ['another family', 'ApiTotalUsage', { API_FAMILY: 'Streaming', ENTITY_NAME: 'Lead' }, 'Lead=any part'],
  ['SOAP Metadata', 'API', { API_TYPE: 'M', METHOD_NAME: 'deploy' }, 'whole'],
  ['SOAP Partner', 'API', { API_TYPE: 'P', METHOD_NAME: 'delete', ENTITY_NAME: 'Case' }, 'Case=delete whole'],
  ['SOAP Apex', 'API', { API_TYPE: 'S', METHOD_NAME: 'sync' }, 'part'],
  ['a bulk job', 'BulkApi', { OPERATION_TYPE: 'insert', ENTITY_TYPE: 'Lead' }, 'Lead=create whole'],
  ['a bulk query', 'BulkApi2', { OPERATION_TYPE: 'queryAll', ENTITY_TYPE: 'Lead' }, 'Lead=read whole'],
  ['a bulk job that names nothing', 'BulkApi2', { OPERATION_TYPE: 'query' }, 'part'],
  ['an unknown operation', 'BulkApi2', { OPERATION_TYPE: 'extract', ENTITY_TYPE: 'Lead' }, 'Lead=any whole'],
  [
    'a part of a composite call',
    'CompositeApiSubrequest',
    { METHOD: 'PATCH', URI: '/services/data/v64.0/sobjects/Lead/1' },
    'Lead=edit whole',
  ],
  [
    'a query in a composite call',
    'CompositeApiSubrequest',
    { METHOD: 'GET', URI: '/services/data/v64.0/query' },
    'part',
  ],
];

describe('a row of an event log file', () => {
  for (const [what, type, cells, expected] of cases)
    it(`${type}: ${what}`, () => {
      expect(said(type, cells)).to.equal(expected);
    });

  it('is of a user by the id of 15 or of 18 characters', () => {
    const of = (cells: Cells): string => callerOf((heading) => cells[heading] ?? '');
    expect(of({ USER_ID: '005000000000001' })).to.equal('005000000000001');
    expect(of({ USER_ID_DERIVED: '005000000000001AAA' })).to.equal('005000000000001AAA');
  });

  it('is found again by the request, and of a bulk job by the job', () => {
    const key = (cells: Cells): string => loggedCallOf('ApiTotalUsage', (heading) => cells[heading] ?? '').key;
    expect(key({ REQUEST_ID: 'r1', ...rest('POST', '/v64.0/composite') })).to.equal('r1');
    expect(key({ REQUEST_ID: 'r2', ...rest('PUT', '/v64.0/jobs/ingest/7505e00000AbCdEAAU/batches') })).to.equal(
      '7505e00000AbCdE',
    );
    expect(loggedCallOf('BulkApi2', (heading) => (heading === 'JOB_ID' ? '7505e00000AbCdE' : '')).key).to.equal(
      '7505e00000AbCdE',
    );
  });
});
