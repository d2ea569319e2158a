import { expect } from 'chai';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { FoundHoldings } from '../../../../src/generate/generatedDefinition.js';
import { builtInVocabulary } from '../../../../src/generate/pageVocabulary.js';
import { readVendorPage } from '../../../../src/generate/vendorPage.js';
import { known } from '../../../../src/access/snapshot.js';
import {
  answersJson,
  extensionJson,
  generateExitCode,
  generateJson,
  pageJson,
} from '../../../../src/report/generate/generateReport.js';
import type { GeneratedFile } from '../../../../src/report/generate/generateReport.js';
import { expectCommittedSchema } from '../../../support/committedSchema.js';
import { snapshot, user } from '../../support/snapshot.js';
import { wordsOf } from '../support/scenes.js';
import {
  couldNotRead,
  entries,
  foundIn,
  permissionSet,
  profile,
  unread,
  userWithLogs,
  userWithoutLogs,
  withoutEffect,
} from './support/found.js';

const words = wordsOf('integration.generate.definition');
const file: GeneratedFile = { id: 'acme', label: 'Acme', text: 'id: acme\n', file: 'acme.yml', written: true };
const ofFile = {
  schemaVersion: 1,
  id: 'acme',
  label: 'Acme',
  file: 'acme.yml',
  written: true,
  definition: 'id: acme\n',
} as const;
const org = {
  id: '00D000000000001EAA',
  username: 'admin@example.com',
  instanceUrl: 'https://example.my.salesforce.com',
  apiVersion: '68.0',
};
const message = 'The field itself is open; what is missing is access to its object: Read on Lead.';

/** The result, which its published schema accepts. */
const fitting = <T>(result: T): T => {
  expectCommittedSchema('generate-definition', JSON.parse(JSON.stringify(result)));
  return result;
};

describe('the result of a generated definition', () => {
  const json = (found: FoundHoldings): ReturnType<typeof generateJson> =>
    fitting(generateJson(found, file, words, findingTexts()));

  it('says what the source holds, sorted, and what of it the definition leaves out, with the reason', () => {
    expect(json(permissionSet())).to.deep.equal({
      ...ofFile,
      org,
      source: { type: 'PermissionSet', name: 'Acme_Sync', label: 'Acme Sync' },
      requirements: [
        'apexClass:acme__Push',
        'apexClass:SyncApi',
        'customPermission:acme__Sync',
        'field:Account.AnnualRevenue:read',
        'field:Account.Industry:read',
        'field:Account.Website:edit',
        'object:Account:create',
        'object:Account:edit',
        'object:Lead:read',
        'userPermission:ApiEnabled',
        'userPermission:ViewSetup',
      ],
      given: 14,
      leftOut: [
        {
          id: 'apexClass:Not a name',
          status: 'impossible',
          code: 'NOT_A_NAME',
          message: 'A definition cannot hold this name.',
        },
        { id: 'field:Contact.Email:read', status: 'unmet', code: 'BLOCKED_BY_OBJECT', message },
        { id: 'field:Task.WhoId:edit', status: 'unmet', code: 'BLOCKED_BY_OBJECT', message },
        {
          id: 'object:Case:read',
          status: 'unknown',
          code: 'NOT_READABLE',
          message: 'PermissionSetGroup could not be read, so this is not known: Read on Case. INVALID_TYPE',
        },
      ],
      connectedApps: ['Acme Sync', 'Acme: "quoted"', '&Acme'],
      notExpressed: [
        { type: 'ApexPage', name: 'Sync_Status' },
        { type: 'Tab', name: 'standard-Account' },
      ],
      apiCalls: 12,
    });
  });

  it('has null in the place of what could not be read', () => {
    expect(json(profile())).to.deep.equal({
      ...ofFile,
      org,
      source: { type: 'Profile', name: 'Acme Sync', label: 'Acme Sync' },
      requirements: ['userPermission:ApiEnabled'],
      given: 1,
      leftOut: [],
      connectedApps: [],
      notExpressed: null,
      apiCalls: 12,
    });
  });

  it('tells what was used, and what no log shows', () => {
    expect(json(userWithLogs()).usage).to.deep.equal({
      since: '2027-01-31',
      known: true,
      from: '2027-01-31',
      to: '2027-02-08',
      used: [
        { sobject: 'Account', access: null },
        { sobject: 'Case', access: ['read'] },
        { sobject: 'Contact', access: ['read', 'create', 'edit', 'delete'] },
        { sobject: 'Idea', access: null },
        { sobject: 'Lead', access: ['read', 'edit'] },
        { sobject: 'Task', access: ['create'] },
      ],
      notShown: [
        'apexClass:SyncApi',
        'field:Product2.Family:edit',
        'object:Opportunity:read',
        'object:Product2:delete',
        'object:PRODUCT2:read',
      ],
    });
  });

  it('tells why it is not known what was used', () => {
    expect(json(userWithoutLogs()).usage).to.deep.equal({
      since: '2027-01-31',
      known: false,
      code: 'NOT_SO_FAR_BACK',
      message:
        'What was used since 2027-01-31 is not known, so all of it is here: 2027-01-31 was asked for, and the first event log file of API calls is of 2027-02-07. Without Event Monitoring the org keeps them for one day only, with it for 30 days.',
      used: [],
      notShown: [],
    });
  });
});

describe('the exit code of a generated definition', () => {
  const cases: ReadonlyArray<readonly [what: string, more: () => Partial<FoundHoldings>, code: number]> = [
    ['all that is held and works', () => ({}), 0],
    ['something without effect', () => ({ leftOut: withoutEffect('object:Lead:read') }), 0],
    ['names of which no definition can be made', () => ({ unnameable: entries('object:Lead:read') }), 0],
    ['known use', () => ({ usage: userWithLogs().usage }), 0],
    [
      'something that could not be told',
      () => ({ leftOut: [...withoutEffect('object:Lead:read'), ...unread('object:Case:read')] }),
      3,
    ],
    ['what it holds beside permissions not read', () => ({ notExpressed: couldNotRead('SetupEntityAccess') }), 3],
    ['licenses not read', () => ({ setLicenses: couldNotRead('PermissionSetLicenseAssign') }), 3],
    ['use that is not known', () => ({ usage: userWithoutLogs().usage }), 3],
    ['everything known', () => ({ notExpressed: known([]), setLicenses: known(['Any']) }), 0],
  ];
  for (const [what, more, code] of cases)
    it(`is ${code} with ${what}`, () => expect(generateExitCode(foundIn(more()))).to.equal(code));
});

describe('the result of a definition that is made without a source in an org', () => {
  it('names the definition that it extends, and what it inherits', () => {
    expect(
      fitting(extensionJson(file, { id: 'base', label: 'Base' }, ['object:Lead:read', 'object:Case:read'])),
    ).to.deep.equal({
      ...ofFile,
      source: { type: 'Definition', name: 'base', label: 'Base' },
      requirements: ['object:Lead:read', 'object:Case:read'],
      given: 2,
      leftOut: [],
      notExpressed: [],
      apiCalls: 0,
    });
  });

  it('names answers as its source', () => {
    expect(fitting(answersJson({ ...file, file: null, written: false }, ['object:Lead:read']))).to.deep.equal({
      ...ofFile,
      file: null,
      written: false,
      source: { type: 'Answers', name: 'acme', label: 'Acme' },
      requirements: ['object:Lead:read'],
      given: 1,
      leftOut: [],
      notExpressed: [],
      apiCalls: 0,
    });
  });

  const page = { path: 'pages/acme.txt', requirements: ['object:Lead:edit'], apiCalls: 3 };

  it('names the page, with the lines that were not understood in whole', () => {
    const text = ['Lead: Edit (Rating, Shoe Size)', 'Contact full access', 'Update Lead.Zipcode'].join('\n');
    const { gaps } = readVendorPage(text, builtInVocabulary);
    expect(fitting(pageJson(file, { ...page, gaps, org: null, apiCalls: 0 }))).to.deep.equal({
      ...ofFile,
      source: { type: 'Page', name: 'pages/acme.txt', label: 'Acme' },
      requirements: ['object:Lead:edit'],
      given: 1,
      leftOut: [],
      notExpressed: [],
      gaps: [
        { line: 1, text: 'Lead: Edit (Rating, Shoe Size)', sobjects: ['Lead'], notUsed: ['Shoe Size'] },
        { line: 2, text: 'Contact full access', sobjects: ['Contact'] },
        { line: 3, text: 'Update Lead.Zipcode', sobjects: ['Lead'], notUsed: ['Lead.Zipcode'] },
      ],
      apiCalls: 0,
    });
  });

  it('names what of a line stands in no rule, and the org whose labels were used', () => {
    const gaps = [{ line: { number: 4, text: 'Lead | x' }, sobjects: ['Lead'], unknown: ['Size'], unused: ['x'] }];
    expect(fitting(pageJson(file, { ...page, gaps, org: snapshot(user()).org }))).to.deep.equal({
      ...ofFile,
      org,
      source: { type: 'Page', name: 'pages/acme.txt', label: 'Acme' },
      requirements: ['object:Lead:edit'],
      given: 1,
      leftOut: [],
      notExpressed: [],
      gaps: [{ line: 4, text: 'Lead | x', sobjects: ['Lead'], notUsed: ['Size', 'x'] }],
      apiCalls: 3,
    });
  });
});
