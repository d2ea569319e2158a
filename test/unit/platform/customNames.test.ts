import { expect } from 'chai';
import {
  hasSuffix,
  isBeyondStandardObjects,
  isCustom,
  isMetadataType,
  namespaceOf,
} from '../../../src/platform/customNames.js';
import { everydayObjects, isInFullLicense } from '../../../src/platform/fullLicense.js';
import { isCustomField, isMaskedType } from '../../../src/platform/maskedFields.js';
import { mayMirrorContact, mirroredContactField } from '../../../src/platform/personAccounts.js';

/** What a suffix tells: is custom, is a metadata type, has a suffix, is beyond the standard objects; and the namespace. */
const suffixes: Record<string, [boolean, boolean, boolean, boolean, string | null]> = {
  Account: [false, false, false, false, null],
  Account_Plan: [false, false, false, false, null],
  Invoice__c: [true, false, true, true, null],
  INVOICE__C: [true, false, true, true, null],
  Order__e: [false, false, true, true, null],
  Setting__mdt: [false, true, true, true, null],
  Remote__x: [false, false, true, true, null],
  Archive__b: [false, false, true, true, null],
  Knowledge__kav: [false, false, true, false, null],
  Invoice__History: [false, false, true, false, null],
  My__cat: [false, false, true, false, null],
  Set__mdtable: [false, false, true, false, null],
  acme__Invoice__c: [true, false, true, true, 'acme'],
  acme__Setting__mdt: [false, true, true, true, 'acme'],
  acme__My_Long_Thing__c: [true, false, true, true, 'acme'],
  my_ns2__T__c: [true, false, true, true, 'my_ns2'],
  // A namespace begins with a letter, and a name ends with its suffix.
  '1acme__Invoice__c': [true, false, true, true, null],
  acme__Invoice__c2: [false, false, true, false, null],
};

describe('what the suffix of a name tells', () => {
  for (const [name, expected] of Object.entries(suffixes)) {
    it(name, () => {
      expect([
        isCustom(name),
        isMetadataType(name),
        hasSuffix(name),
        isBeyondStandardObjects(name),
        namespaceOf(name),
      ]).to.deep.equal(expected);
    });
  }
});

describe('objects that the full license holds (fact B6)', () => {
  it('those of every day, and those that an org has made itself', () => {
    const own = ['Invoice__c', 'Order__e', 'Setting__mdt', 'Remote__x', 'Archive__b'];
    const all = [...everydayObjects, 'ACCOUNT', 'knowledge__KAV', ...own];
    expect(all.filter((name) => !isInFullLicense(name))).to.deep.equal([]);
  });

  it('of other standard objects and of packages that is not known', () => {
    const others = ['WorkOrder', 'ServiceAppointment', 'acme__Invoice__c', 'Accounts', 'Thing__kav', 'constructor'];
    expect(others.filter(isInFullLicense)).to.deep.equal([]);
  });
});

describe('fields that person accounts mirror (fact C6)', () => {
  const cases: Array<[sobject: string, field: string, mirrored: string | undefined]> = [
    ['Account', 'PersonEmail', 'Email'],
    ['ACCOUNT', 'PersonMailingCity', 'MailingCity'],
    ['Account', 'Level__pc', 'Level__c'],
    ['Account', 'LEVEL__PC', 'LEVEL__c'],
    ['Account', 'acme__Level__pc', 'acme__Level__c'],
    ['Account', 'acme__pcode__pc', 'acme__pcode__c'],
    // An own field of the account, names that only look alike, and other objects.
    ['Account', 'PersonScore__c', undefined],
    ['Account', 'Personal', undefined],
    ['Account', 'Person', undefined],
    ['Account', 'IsPersonEmail', undefined],
    ['Account', 'Level__pcs', undefined],
    ['Account', 'Level__c', undefined],
    ['Account', 'Website', undefined],
    ['Contact', 'PersonEmail', undefined],
    ['Contact', 'Level__pc', undefined],
  ];
  for (const [sobject, field, mirrored] of cases) {
    it(`${sobject}.${field}: ${mirrored ?? 'none'}`, () =>
      expect(mirroredContactField(sobject, field)).to.equal(mirrored));
  }

  it('stand on Account alone', () => {
    expect(['Account', 'aCCOUNT', 'Contact', 'Account__c'].map(mayMirrorContact)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('fields of classic encryption (fact C19)', () => {
  it('can only be custom ones, those of person accounts too', () => {
    const names = [
      'Ssn__c',
      'SSN__C',
      'Ssn__pc',
      'acme__Ssn__c',
      'Ssn',
      'Name',
      'Ssn__cx',
      'Home__City__s',
      'Ssn__ppc',
    ];
    expect(names.filter(isCustomField)).to.deep.equal(['Ssn__c', 'SSN__C', 'Ssn__pc', 'acme__Ssn__c']);
  });

  it('are told in the words of the API, or of Setup', () => {
    const types = [
      'EncryptedString',
      'encryptedstring',
      'Text (Encrypted)',
      'Text(Encrypted)(32)',
      'Text (Encrypted)(175)',
      'Text(255)',
      'string',
      'Long Text (Encrypted)',
      'notencryptedstring',
      'encryptedstrings',
    ];
    expect(types.filter(isMaskedType)).to.deep.equal(types.slice(0, 5));
  });
});
