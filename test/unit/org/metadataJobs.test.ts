import { expect } from 'chai';
import JSZip from 'jszip';
import { retrieveDefinitions } from '../../../src/org/read/retrieveDefinitions.js';
import { retrieveFiles } from '../../../src/org/metadataJobs.js';
import type { OrgClient } from '../../../src/org/orgClient.js';
import { OrgFailure } from '../../../src/org/failure.js';

const archive = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) zip.file(path, content);
  return (
    await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 1 } })
  ).toString('base64');
};

const clientOf = (zipFile: string): OrgClient =>
  ({
    instanceUrl: 'https://acme.example',
    startRetrieve: () => Promise.resolve({ ok: true, body: '09S' }),
    retrieveStatus: () => Promise.resolve({ ok: true, body: { id: '09S', done: true, success: true, zipFile } }),
  }) as unknown as OrgClient;

describe('a retrieved archive', () => {
  const ended = async (zipFile: string): Promise<string> => {
    try {
      const files = await retrieveFiles(clientOf(zipFile), { CustomField: ['Opportunity.Amount'] });
      return files.ok ? [...files.files.keys()].join() : files.code;
    } catch (error) {
      if (!(error instanceof OrgFailure)) throw error;
      return `${error.code} ${error.args.join(' ')}`;
    }
  };
  const none = 'NOT_SALESFORCE_ANSWER acme.example checkRetrieveStatus';

  it('is read as texts by path', async () => {
    expect(await ended(await archive({ 'objects/Opportunity.object': 'ü' }))).to.equal('objects/Opportunity.object');
  });
  it('that is none is no answer', async () => {
    expect(await ended('')).to.equal(none);
    expect(await ended(Buffer.from('<html>').toString('base64'))).to.equal(none);
  });
  it('that unpacks to more than any retrieve is no answer', async () => {
    expect(await ended(await archive({ 'objects/Opportunity.object': Buffer.alloc(51_000_000, ' ') }))).to.equal(none);
  }).timeout(20_000);
});

describe('definitions that are retrieved', () => {
  const object = (inner: string): string =>
    `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</CustomObject>`;
  const table: [is: string, content: string, problem: string][] = [
    ['good', object('<fields><fullName>Amount</fullName></fields>'), 'none'],
    ['empty', '', 'DEFINITION_UNREADABLE objects/Opportunity.object:1:1'],
    ['of something else', '<html><body/></html>', 'DEFINITION_UNREADABLE objects/Opportunity.object:1:1'],
    ['cut off', object('<fields>'), 'DEFINITION_UNREADABLE objects/Opportunity.object:3:1'],
  ];
  for (const [is, content, problem] of table) {
    it(`${is}: ${problem}`, async () => {
      const client = clientOf(await archive({ 'objects/Opportunity.object': content }));
      const field = { sobject: 'Opportunity', field: 'Amount', dataType: '', reason: 'requested' } as const;
      const read = await retrieveDefinitions(client, { switches: [], fields: [field] });
      expect('problem' in read ? `${read.problem.code} ${read.problem.detail}` : 'none').to.equal(problem);
    });
  }
});
