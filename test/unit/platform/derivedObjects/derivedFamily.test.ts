/** How a table of derived objects is read: the calls that the API has, and what is known beside the rules. */
import { expect } from 'chai';
import {
  all,
  always,
  contested,
  followsParent,
  on,
  opened,
  ownRows,
  permission,
  reads,
  rowsOf,
  writes,
} from '../../../../src/platform/derivedObjects/accessRule.js';
import type { AccessRule, Rules } from '../../../../src/platform/derivedObjects/accessRule.js';
import { customSetting, detailOf } from '../../../../src/platform/derivedObjects/customObjects.js';
import { certaintyOf, objectsOf } from '../../../../src/platform/derivedObjects/derivedFamily.js';
import type { DerivedFamily, DerivedObject } from '../../../../src/platform/derivedObjects/derivedFamily.js';
import { partsOf, restsOn } from '../../../../src/platform/derivedObjects/derivedObject.js';
import { objectOfPattern } from '../../../../src/platform/derivedObjects/patterns.js';
import { sales } from '../../../../src/platform/derivedObjects/sales.js';
import { objectAccesses } from '../../../../src/platform/objectAccess.js';
import { ruleInWords } from './ruleInWords.js';

/** The rules in the order of the words: read, create, edit, delete, View All, Modify All; View All Fields is unpublished. */
const inWords = ({ rules, ...about }: DerivedObject): object => {
  const words = objectAccesses.map((access) => ruleInWords(rules[access]));
  expect(words.pop()).to.equal('unpublished');
  return { ...about, rules: words.join(', ') };
};
const told = (family: DerivedFamily): object[] =>
  objectsOf(family).map(({ name, derived }) => ({ name, ...inWords(derived()) }));

const plain = { certainty: 'doc', fits: [], young: false } as const;
const written = 'Order read, Order edit, Order edit, Order edit, Order viewAllRecords, Order modifyAllRecords';

describe('tables of derived objects', () => {
  it('names that have every call', () => {
    expect(told({ rules: followsParent('Order'), certainty: 'doc', names: 'LineA LineB' })).to.deep.equal([
      { name: 'LineA', ...plain, rules: written },
      { name: 'LineB', ...plain, rules: written },
    ]);
  });

  it('names that are younger than the list of objects with permissions', () => {
    expect(told({ rules: followsParent('Order'), certainty: 'inferred', newNames: 'New' })).to.deep.equal([
      { name: 'New', certainty: 'inferred', fits: [], young: true, rules: written },
    ]);
  });

  it('all that is known beside the rules', () => {
    const beside: Rules = { create: on('Product2', 'read') };
    const about = { certainty: 'doc', writeCertainty: 'known', feature: 'quotes', fits: ['EditTask'], beside } as const;
    expect(told({ ...about, rules: reads(always), names: 'Quoted' })).to.deep.equal([
      { name: 'Quoted', ...about, young: false, rules: 'always, never, never, never, always, never' },
    ]);
  });

  const calls: Array<[calls: string, rules: string, young?: true]> = [
    ['rcud', written],
    ['r', 'Order read, never, never, never, Order viewAllRecords, never'],
    ['rc', 'Order read, Order edit, never, never, Order viewAllRecords, Order modifyAllRecords'],
    ['cud', 'never, Order edit, Order edit, Order edit, never, Order modifyAllRecords'],
    ['-', 'never, never, never, never, never, never'],
    // Of the rest of the calls nobody knows whether they are there.
    ['rx', 'Order read, unpublished, unpublished, unpublished, Order viewAllRecords, Order modifyAllRecords'],
    ['rcud*', written, true],
    ['r*', 'Order read, never, never, never, Order viewAllRecords, never', true],
  ];
  for (const [written, rules, young = false] of calls) {
    it(`calls ${written}`, () => {
      expect(
        told({ rules: followsParent('Order'), certainty: 'doc', members: { [written]: 'One Two' } }),
      ).to.deep.equal([
        { name: 'One', ...plain, young, rules },
        { name: 'Two', ...plain, young, rules },
      ]);
    });
  }

  it('a call without a rule is not there, even where the rest is not known', () => {
    expect(told({ rules: { read: always }, certainty: 'none', members: { rx: 'Kept', rcud: 'Full' } })).to.deep.equal([
      {
        name: 'Kept',
        certainty: 'none',
        fits: [],
        young: false,
        rules: 'always, never, never, never, unpublished, never',
      },
      {
        name: 'Full',
        certainty: 'none',
        fits: [],
        young: false,
        rules: 'always, never, never, never, unpublished, never',
      },
    ]);
  });

  it('children of several objects, each with the rules of its own', () => {
    const rules = (parent: string): Rules => ({ read: on(parent, 'read'), ...writes(on(parent, 'edit')) });
    expect(
      told({ rules, certainty: 'doc', children: { Order: { r: 'OrderA', rcud: 'OrderB' }, Quote: { r: 'QuoteA' } } }),
    ).to.deep.equal([
      { name: 'OrderA', ...plain, rules: 'Order read, never, never, never, unpublished, never' },
      {
        name: 'OrderB',
        ...plain,
        rules: 'Order read, Order edit, Order edit, Order edit, unpublished, unpublished',
      },
      { name: 'QuoteA', ...plain, rules: 'Quote read, never, never, never, unpublished, never' },
    ]);
  });

  it('how sure a rule is, by its word', () => {
    const of = (about: Parameters<typeof certaintyOf>[0]): string[] =>
      objectAccesses.map((access) => certaintyOf(about, access));
    expect(of({ certainty: 'doc', writeCertainty: 'inferred' })).to.deep.equal([
      ...['doc', 'inferred', 'inferred', 'inferred', 'doc', 'doc', 'doc'],
    ]);
    expect(of({ certainty: 'seen' })).to.deep.equal(objectAccesses.map(() => 'seen'));
  });
});

describe('children of what is sold (fact B11)', () => {
  const row = (name: string): object | undefined =>
    sales.flatMap(told).find((one) => 'name' in one && one.name === name);

  it('a contact role takes its contact too', () => {
    const edit = '(Case edit and Contact read)';
    expect(row('CaseContactRole')).to.deep.equal({
      name: 'CaseContactRole',
      ...plain,
      rules: `Case read, ${edit}, ${edit}, ${edit}, Case viewAllRecords, Case modifyAllRecords`,
    });
  });

  it('a partner is never edited', () => {
    expect(row('AccountPartner')).to.deep.equal({
      name: 'AccountPartner',
      certainty: 'inferred',
      feature: 'partners (not person accounts)',
      fits: [],
      young: false,
      rules: 'Account read, Account edit, never, Account edit, Account viewAllRecords, Account modifyAllRecords',
    });
  });

  it('a line takes its product and price book to be created', () => {
    const line = sales.flatMap(objectsOf).find(({ name }) => name === 'QuoteLineItem');
    const create = line?.derived().beside?.create;
    expect(create && ruleInWords(create)).to.equal('(Product2 read and Pricebook2 read)');
  });
});

describe('objects that are told by their names', () => {
  const nobody = 'never, never, never';
  const cases: Array<[name: string, expected: object | undefined]> = [
    [
      'LeadHistory',
      {
        ...plain,
        feature: 'history tracking on the object',
        base: 'Lead',
        rules: `Lead read, ${nobody}, Lead viewAllRecords, never`,
      },
    ],
    [
      'acme__Thing__Tag',
      {
        ...plain,
        certainty: 'none',
        feature: 'personal or public tags',
        base: 'acme__Thing__c',
        rules: 'unpublished, unpublished, never, unpublished, unpublished, unpublished',
      },
    ],
    [
      'Setting__mdt',
      {
        ...plain,
        rules: `(CustomizeApplication or Setting__mdt opened), ${nobody}, (CustomizeApplication or Setting__mdt opened), never`,
      },
    ],
    [
      'LeadOwnerSharingRule',
      {
        ...plain,
        certainty: 'none',
        rules: 'unpublished, unpublished, unpublished, unpublished, unpublished, unpublished',
      },
    ],
    [
      'ApiEventLog',
      {
        ...plain,
        feature: 'Event Log Objects (Shield or Event Monitoring)',
        rules: `ViewEventLogObjectData, ${nobody}, ViewEventLogObjectData, never`,
      },
    ],
    [
      'ApiEventStream',
      {
        ...plain,
        feature: 'Shield or Event Monitoring',
        rules: `ViewDataLeakageEvents, ${nobody}, ViewDataLeakageEvents, never`,
      },
    ],
    [
      'acme__Faq__ViewStat',
      {
        ...plain,
        certainty: 'inferred',
        feature: 'Knowledge',
        rules: `acme__Faq__kav read, ${nobody}, unpublished, never`,
      },
    ],
    [
      'Individual__dlm',
      { ...plain, certainty: 'none', feature: 'Data Cloud', rules: `unpublished, ${nobody}, unpublished, never` },
    ],
    // An object is made from one: a name that ends before, or in a sign, or has a suffix of its own, is none.
    ['History', undefined],
    ['__Share', undefined],
    ['Lead_History', undefined],
    ['Thing__cHistory', undefined],
    ['Setting__mdts', undefined],
    ['TagPropagationHistory', undefined],
    ['EventLog', undefined],
    ['Lead', undefined],
  ];
  for (const [name, expected] of cases) {
    it(name, () => {
      const found = objectOfPattern(name);
      expect(found && inWords(found)).to.deep.equal(expected);
    });
  }
});

describe('custom objects that take no object permissions', () => {
  it('custom settings (fact E12)', () => {
    const read = '(ViewAllCustomSettings or CustomizeApplication or Rate__c opened)';
    const write = 'CustomizeApplication, CustomizeApplication, CustomizeApplication';
    expect(inWords(customSetting('Rate__c'))).to.deep.equal({
      ...plain,
      writeCertainty: 'known',
      rules: `${read}, ${write}, ${read}, unpublished`,
    });
  });

  it('details of a standard master (fact B10)', () => {
    expect(inWords(detailOf('Order'))).to.deep.equal({ ...plain, certainty: 'known', rules: written });
  });

  it('any custom object may be a setting, so what opens those is read', () => {
    expect(restsOn('Rate__c')).to.deep.equal({
      sobjects: [],
      userPermissions: ['ViewAllCustomSettings', 'CustomizeApplication'],
    });
    expect(restsOn('Account')).to.deep.equal({ sobjects: [], userPermissions: [] });
    expect(restsOn('Setting__mdt')).to.deep.equal({ sobjects: [], userPermissions: ['CustomizeApplication'] });
  });
});

describe('the parts of a rule', () => {
  const cases: Array<[rule: AccessRule, parts: string[]]> = [
    [always, []],
    [opened('Rate__c'), []],
    [all(on('A', 'read'), ownRows(permission('B'))), ['A read', 'own, else B', 'B']],
    [rowsOf(permission('A'), permission('B')), ['A', 'B']],
    [contested(permission('A'), all(permission('B'), permission('C'))), ['A', '(B and C)', 'B', 'C']],
    [{ rule: 'byPermissions', sobject: 'A', taken: on('A', 'read'), otherwise: permission('B') }, ['A read', 'B']],
  ];
  for (const [rule, parts] of cases) {
    it(ruleInWords(rule), () => expect(partsOf(rule).map(ruleInWords)).to.deep.equal([ruleInWords(rule), ...parts]));
  }
});
