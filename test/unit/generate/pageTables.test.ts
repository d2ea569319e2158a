import { expect } from 'chai';
import { builtInVocabulary } from '../../../src/generate/pageVocabulary.js';
import { readVendorPage } from '../../../src/generate/vendorPage.js';

/** Rules, and per gap its line with what is in no rule. */
const read = (...lines: string[]): { rules: string[]; gaps: Array<[number, ...string[]]> } => {
  const { needs, gaps } = readVendorPage(lines.join('\n'), builtInVocabulary);
  return {
    rules: needs.flatMap((need) => {
      const mark = need.level === 'optional' ? '?' : '';
      if (need.kind === 'object') return [`${mark}${need.sobjects.join('+')} ${need.access.join('+')}`];
      return need.kind === 'field' ? [`${mark}${need.names.join('+')} ${need.access}`] : [need.kind];
    }),
    gaps: gaps.map(({ line, unknown, unused }) => [line.number, ...unknown, ...unused]),
  };
};

describe('tables of objects and access on a page', () => {
  it('Object, Access, Fields, with tabs: names just what is not known in a row', () => {
    const page = [
      ...['Object\tAccess\tFields', 'Lead\tRead, Edit\tRating, Lead.Email', 'Account\tRead\t'],
      ...['Contact\tRead\tShoe Size, Email', 'Fnord\tRead\tX', 'Case\tFull\t', 'Opportunity\tRead'],
    ];
    expect(read(...page)).to.deep.equal({
      rules: [
        ...['Lead edit', 'Lead.Rating+Lead.Email edit', 'Account read', 'Contact read', 'Contact.Email read'],
        'Opportunity read',
      ],
      gaps: [
        [4, 'Shoe Size'],
        [5, 'Fnord'],
        [6, 'Full'],
      ],
    });
  });

  it('Object, Permissions, Fields, as Markdown', () => {
    const page = ['| Object | Permissions | Fields |', '|---|:---:|---|', '| **Lead** | Read/Write | `Rating` |'];
    expect(read(...page, '| Account | Read Only | All |')).to.deep.equal({
      rules: ['Lead edit', 'Lead.Rating edit', 'Account read'],
      gaps: [],
    });
  });

  it('Object, Read, Create, Edit, Delete, with ticks', () => {
    const page = ['| Object | Read | Create | Edit | Delete |', '|---|---|---|---|---|', '| Lead | ✓ | ✓ | | |'];
    expect(
      read(...page, '| Account | Yes | No | x | maybe |', '| Task | optional | | | |', '| Case | | | | |'),
    ).to.deep.equal({
      rules: ['Lead create', 'Account edit', '?Task read'],
      gaps: [
        [4, 'Delete: maybe'],
        [6, 'Case'],
      ],
    });
  });

  it('Standard Object, Required Access, Required, Purpose', () => {
    const page = ['Standard Object\tRequired Access\tRequired\tPurpose', 'Lead\tCRUD\tYes\tto sync'];
    expect(read(...page, 'Campaign\tR\tNo\tStatistics', 'Contact\tRead\tYes\tNot needed for all')).to.deep.equal({
      rules: ['Lead create+delete', '?Campaign read'],
      gaps: [[4, 'Not needed for all']],
    });
  });

  it('Objects, Field Names, Access Level: a row whose cells were merged is a gap', () => {
    const page = ['Objects\tField Names\tAccess Level', 'Lead\tEmail\tRead', 'Account\tRating\tEdit', 'Industry\tEdit'];
    expect(read(...page)).to.deep.equal({
      rules: ['Lead read', 'Lead.Email read', 'Account edit', 'Account.Rating edit'],
      gaps: [[4, 'Industry | Edit']],
    });
  });

  it('SObject, View All, Modify All, CRUD; several objects and custom ones', () => {
    const page = ['SObject\tView All\tModify All\tCRUD', 'Invoice__c\tX\t\tRead', 'Lead, Contact\t\tyes\t'];
    expect(read(...page)).to.deep.equal({
      rules: ['Invoice__c viewAllRecords', 'Lead+Contact modifyAllRecords'],
      gaps: [],
    });
  });

  it('says what a column holds that nobody knows', () => {
    expect(read('Object | Access | Profile', 'Lead | Read | Sales')).to.deep.equal({
      rules: ['Lead read'],
      gaps: [[2, 'Profile: Sales']],
    });
  });

  it('ends at the first line without cells, and loses none of its own', () => {
    const text = 'Object\tAccess\n\nLead\tRead\nAPI Enabled\nContact\tEdit';
    const { others } = readVendorPage(text, builtInVocabulary);
    expect(others.map(({ number }) => number)).to.include(1);
    expect(read(...text.split('\n')).rules.slice(0, 2)).to.deep.equal(['Lead read', 'userPermission']);
  });

  it('takes no table without a heading for one', () => {
    expect(read('Permission\tReason', 'API Enabled\tto log in').rules).to.deep.equal(['userPermission']);
    expect(read('Lead\tRead, and create Tasks', 'Object\tNotes').rules).to.deep.equal([]);
  });
});
