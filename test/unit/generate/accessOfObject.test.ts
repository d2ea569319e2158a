import { expect } from 'chai';
import { builtInVocabulary } from '../../../src/generate/pageVocabulary.js';
import { readVendorPage } from '../../../src/generate/vendorPage.js';

/** Rules of objects and fields, and what is told besides. */
const read = (text: string): { rules: string[]; told: string[] } => {
  const { needs, gaps } = readVendorPage(text, builtInVocabulary);
  return {
    rules: needs.flatMap((need) => {
      if (need.kind === 'object') return [`${need.sobjects.join('+')} ${need.access.join('+')}`];
      return need.kind === 'field' ? [`${need.names.join('+')} ${need.access}`] : [];
    }),
    told: gaps.flatMap(({ unused }) => unused),
  };
};

describe('words of access of a sentence that speaks of something else as well', () => {
  for (const [text, rules, told] of [
    ['Lead: read, and create Tasks for it', ['Lead read'], ['and create Tasks for it']],
    ['Opportunity: Read, and delete Tasks', ['Opportunity read'], ['and delete Tasks']],
    ['Account: read, and edit Contacts of it', ['Account read'], ['and edit Contacts of it']],
    ['Account: Read/Edit Contact', ['Account read'], ['Edit Contact']],
    ['Lead - read, create tasks', ['Lead read'], ['create tasks']],
    ['Lead: Read Email, Edit Rating', ['Lead edit'], ['Read Email, Edit Rating']],
    ['Lead: Read, Contact Edit', ['Lead read'], ['Contact Edit']],
    ['Lead: Read, to create Tasks for it', ['Lead read'], ['to create Tasks for it']],
    ['Account: read, and create follow-ups for it', ['Account read'], ['and create follow-ups for it']],
    ['Accounts, Contacts: read, and delete Cases', ['Account+Contact read'], ['and delete Cases']],
    ['Lead (read, and create Tasks for it)', [], ['Lead (read, and create Tasks for it)']],
    ['Create Tasks for Leads', [], ['Create Tasks for Leads']],
    ['Edit Contacts of Accounts', [], ['Edit Contacts of Accounts']],
    ['Lead\n- Read, and create Tasks: yes', [], ['Read, and create Tasks: yes']],
    ['Lead.Email: read, and create Tasks for it', ['Lead.Email read'], ['create Tasks for it']],
    ['Read Lead.Email and create tasks', ['Lead.Email read'], ['create tasks']],
  ] as const)
    it(text.replaceAll('\n', ' / '), () => expect(read(text)).to.deep.equal({ rules, told }));

  for (const [text, rules] of [
    ['Lead: read and write access to all records', ['Lead edit']],
    ['Lead: the user must be able to read and edit', ['Lead edit']],
    ['Lead: Read so that the score can be written', ['Lead read']],
    ['Lead: Edit Rating, Description', ['Lead edit', 'Lead.Rating+Lead.Description edit']],
    ['Update Account.Name on the Account object', ['Account.Name edit', 'Account edit']],
    ['Account object: Read and Edit permission on all fields', ['Account edit']],
    ['Lead: Read and edit Leads', ['Lead edit']],
  ] as const)
    it(`is about its object alone: ${text}`, () => expect(read(text)).to.deep.equal({ rules, told: [] }));
});
