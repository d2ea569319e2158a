import { expect } from 'chai';
import { emptyScope } from '../../../src/access/readingScope.js';
import type { ReadingScope } from '../../../src/access/readingScope.js';
import { missingInScope } from '../../../src/access/scopeCover.js';

describe('what a reading lacks of what is wanted', () => {
  const cases: [what: string, read: Partial<ReadingScope>, wanted: Partial<ReadingScope>, missing: string[]][] = [
    ['nothing of nothing', {}, {}, []],
    ['what was read, in any case', { sobjects: ['lead'] }, { sobjects: ['Lead'] }, []],
    ['names as the definition spells them', {}, { userPermissions: ['ViewAllProfiles'] }, ['ViewAllProfiles']],
    [
      'each name once, however many parts want it',
      {},
      {
        sobjects: ['Lead'],
        fieldSobjects: ['Lead'],
        fieldsNamed: new Map([['lead', 3]]),
        automationSobjects: ['LEAD'],
      },
      ['Lead'],
    ],
    [
      'a part that was not read of an object that was',
      { sobjects: ['Lead'] },
      { sobjects: ['Lead'], historySobjects: ['Lead'] },
      ['Lead'],
    ],
    [
      'picklists by object and field',
      { picklists: [{ sobject: 'Lead', field: 'LeadSource' }] },
      {
        picklists: [
          { sobject: 'lead', field: 'leadsource' },
          { sobject: 'Contact', field: 'LeadSource' },
        ],
      },
      ['Contact.LeadSource'],
    ],
    ['a switch by its name', {}, { passwords: true, logins: false }, ['passwords']],
  ];
  for (const [what, read, wanted, missing] of cases)
    it(what, () =>
      expect(missingInScope({ ...emptyScope, ...read }, { ...emptyScope, ...wanted })).to.deep.equal(missing),
    );
});
