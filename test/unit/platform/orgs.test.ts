/** How orgs and their users are told apart. */
import { expect } from 'chai';
import { orgNames } from '../../../src/platform/orgNames.js';
import { mayBeSandbox } from '../../../src/platform/orgType.js';
import { sandboxForm } from '../../../src/platform/sandboxUsernames.js';
import type { SandboxForm } from '../../../src/platform/sandboxUsernames.js';
import { isScarce } from '../../../src/platform/scarce.js';
import { isPublicDefault, organizationDefaults, sharingDefaults } from '../../../src/platform/sharingDefaults.js';

describe('usernames of a sandbox', () => {
  const wanted = 'ann@acme.com';
  const cases: Array<[username: string, form: SandboxForm | null]> = [
    ['ann@acme.com.uat', 'suffix'],
    ['ANN@Acme.com.UAT', 'suffix'],
    ['ann@acme.com.uat.old', 'suffixWithDot'],
    ['00x7Vqann@acme.com.uat', 'prefix'],
    ['00X7VQANN@ACME.COM.UAT', 'prefix'],
    // The same name, another domain, a name that only ends alike.
    ['ann@acme.com', null],
    ['ann@acme.community', null],
    ['bob@acme.com.uat', null],
    ['joann@acme.com.uat', null],
    // Without a digit it may be the beginning of a name; a prefix has six characters, and comes with a plain suffix.
    ['joseanann@acme.com.uat', null],
    ['00x7Vann@acme.com.uat', null],
    ['00x7Vqqann@acme.com.uat', null],
    ['00x-Vqann@acme.com.uat', null],
    ['-0x7Vqann@acme.com.uat', null],
    ['00x7V-ann@acme.com.uat', null],
    ['00x7Vqann@acme.com.uat.old', null],
  ];
  for (const [username, form] of cases) {
    it(`${username}: ${form ?? 'another user'}`, () => expect(sandboxForm(username, wanted)).to.equal(form));
  }

  it('are looked for in any case of the wanted name', () => {
    expect(sandboxForm('ann@acme.com.uat', 'Ann@ACME.com')).to.equal('suffix');
  });
});

describe('whether an address may be that of a sandbox', () => {
  const cases: Array<[url: string, may: boolean]> = [
    ['https://acme.my.salesforce.com', false],
    ['https://acme.my.salesforce.com/services', false],
    ['https://acme--uat.sandbox.my.salesforce.com', true],
    ['https://acme--uat.my.salesforce.com', true],
    ['https://na139.salesforce.com', true],
    ['https://acme.my.salesforce.com.example.org', true],
    ['https://a.acme.my.salesforce.com', true],
    ['https://acme.my.salesforce.mil', true],
    ['http://localhost:1234', true],
  ];
  for (const [url, may] of cases) it(`${url}: ${may}`, () => expect(mayBeSandbox(url)).to.equal(may));
});

describe('the names of an org', () => {
  const org = { id: '00D1A000000abABUAY', username: 'ann@acme.com', instanceUrl: 'https://acme.my.salesforce.com' };

  it('are its id in both lengths, its address with and without https, its user and the aliases', () => {
    expect(orgNames(org, ['prod', 'main'])).to.deep.equal([
      '00D1A000000abABUAY',
      '00D1A000000abAB',
      'https://acme.my.salesforce.com',
      'acme.my.salesforce.com',
      'ann@acme.com',
      'prod',
      'main',
    ]);
  });

  it('an org of the machine has an address without s', () => {
    expect(orgNames({ ...org, instanceUrl: 'http://localhost:1234' }, []).slice(2, 4)).to.deep.equal([
      'http://localhost:1234',
      'localhost:1234',
    ]);
  });
});

describe('allowances of an org', () => {
  const cases: Array<[max: number, remaining: number, scarce: boolean]> = [
    [15000, 15000, false],
    [15000, 1500, false],
    [15000, 1499, true],
    [15000, 0, true],
    // What the org does not have at all cannot run out, though it be overdrawn.
    [0, 0, false],
    [0, -1, false],
  ];
  for (const [max, remaining, scarce] of cases) {
    it(`${remaining} of ${max}: ${scarce ? 'little' : 'enough'}`, () =>
      expect(isScarce({ max, remaining })).to.equal(scarce));
  }
});

describe('org-wide defaults (fact O1)', () => {
  it('are public or not, in the words of EntityDefinition and of Organization', () => {
    const words = [
      ...['None', 'Private', 'ControlledByParent', 'ControlledByLeadOrContact', 'ControlledByCampaign'],
      ...['Read', 'Edit', 'ReadWrite', 'ReadWriteTransfer', 'ReadEditTransfer', 'FullAccess', 'All', 'READ'],
    ];
    expect(words.filter((word) => isPublicDefault(word) === false)).to.deep.equal(words.slice(0, 5));
    expect(words.filter((word) => isPublicDefault(word) === true)).to.deep.equal(words.slice(5));
  });

  it('a word that nobody knows tells nothing', () => {
    expect(['Sometimes', '', 'constructor', '__proto__'].map(isPublicDefault)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are called as in Setup, with the parent that rules', () => {
    expect(sharingDefaults['controlledbyleadorcontact']).to.deep.equal({
      label: 'Controlled by Lead or Contact',
      isPublic: false,
    });
    expect(sharingDefaults['edit']).to.deep.equal(sharingDefaults['readwrite']);
  });

  it('stand in a column of Organization for six objects', () => {
    expect(
      Object.entries(organizationDefaults).map(([key, column]) => column.toLowerCase() === `default${key}access`),
    ).to.deep.equal([true, true, true, true, true, true]);
  });
});
