import { expect } from 'chai';
import { shapeTips } from '../../../src/definition/shapeTip.js';
import { parseProject } from '../../../src/project/parseProject.js';
import { head, messages, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

const tipOf = (text: string): string | undefined => sentenceOf(mistakeIn(() => parse(text))).actions[0];

/** A rule, and what is advised. */
const rules: ReadonlyArray<readonly [is: string, rule: readonly string[], tip: string]> = [
  [
    'a number where a text is meant',
    ['object: Account', 'because: 5'],
    'A number, true and false are no texts to YAML. In quotes they are: because: "5"',
  ],
  ['true where a name is meant', ['userPermission: [RunReports, true]'], 'A name stands here, such as: ApiEnabled'],
  [
    'true where the one name is meant',
    ['userPermission: true'],
    'A name stands here, such as: userPermission: ApiEnabled',
  ],
  [
    'a field with its object, in a rule that names the object',
    ['automation: Opportunity', 'onFields: [Opportunity.Amount, Opportunity.mk_*__c]'],
    'A field of the object of this rule stands here by its name alone: Amount',
  ],
  [
    'a pattern of fields with its object',
    ['automation: Opportunity', 'onFields: Opportunity.mk_*__c'],
    'A field of the object of this rule stands here by its name alone: onFields: mk_*__c',
  ],
  [
    'a step for people without a name',
    ['manual: Add our addresses to the trusted IPs.'],
    'Add the key, such as: name: trusted-ips',
  ],
  [
    'a word where true is meant',
    ['object: Account', 'ifPresent: yes'],
    'Write true or false without quotes: ifPresent: true',
  ],
  ['a quoted false', ['object: Account', 'ifPresent: "false"'], 'Write true or false without quotes: ifPresent: false'],
  [
    'a list where one word is meant',
    ['object: Account', 'level: [optional]'],
    'One value stands here, without brackets: level: optional',
  ],
  [
    'a list in a list',
    ['field: [[Account.Name], [Account.Type]]'],
    'Write one list, without brackets inside of it: field: [Account.Name, Account.Type]',
  ],
  [
    'a map of words',
    ['object: Account', 'access: { read: true, edit: true, delete: false }'],
    'Write the names behind the colon, and no keys below it: access: [read, edit]',
  ],
  [
    'a map with a name',
    ['object: { name: Account }'],
    'Write the names behind the colon, and no keys below it: object: Account',
  ],
  [
    'fields below their object',
    ['field: { Account: [Name, Type] }'],
    'Write the names behind the colon, and no keys below it: field: [Account.Name, Account.Type]',
  ],
  [
    'a word where keys are meant',
    ['object: Account', 'when: usernamePassword'],
    'Write keys with their values: when: { authentication: usernamePassword }',
  ],
  [
    'a phase where keys are meant',
    ['object: Account', 'when: install'],
    'Write keys with their values: when: { phase: install }',
  ],
  [
    'an address as a source',
    ['object: Account', 'source: https://acme.example/a'],
    'Write keys with their values: source: { title: "Permissions of the vendor", url: "https://acme.example/a" }',
  ],
  [
    'several names in one text',
    ['object: Account, Contact'],
    'Write a list in brackets, with commas between: object: [Account, Contact]',
  ],
  [
    'several fields in one text',
    ['field: Account.Name and Account.Type'],
    'Write a list in brackets, with commas between: field: [Account.Name, Account.Type]',
  ],
  [
    'several words in one text',
    ['object: Account', 'access: Read, Edit, View All'],
    'Write a list in brackets, with commas between: access: [read, edit, viewAllRecords]',
  ],
  [
    'the label of a permission',
    ['userPermission: View Setup and Configuration'],
    'Write the API name in place of the label: userPermission: ViewSetup',
  ],
  [
    'a field with its object where that is said already',
    ['historyTracking: Opportunity', 'fields: [StageName, Opportunity.Amount]'],
    'A field of the object of this rule stands here by its name alone: Amount',
  ],
  [
    'words that each say several',
    ['object: Account', 'access: CRUD, View All'],
    'Write a list in brackets, with commas between: access: [read, create, edit, delete, viewAllRecords]',
  ],
  [
    'a word that may mean one or the other',
    ['api: REST API and Bulk API'],
    'Write a list in brackets, with commas between: api: [rest, bulk]',
  ],
  [
    'the label of an object in a list',
    ['object: [Account, Opportunity Contact Role]'],
    'Write the API name in place of the label: OpportunityContactRole',
  ],
  [
    'the label of a field',
    ['field: Opportunity.Next Step'],
    'Write the API name in place of the label: field: Opportunity.NextStep',
  ],
  [
    'a label that nobody knows',
    ['userPermission: Fly To The Moon'],
    'An API name stands here: letters, digits and underscores. To find it by the label that Setup shows: sf integration lookup "Fly To The Moon"',
  ],
  ['an empty list', ['object: []'], 'Write its value behind the colon, or leave the key out.'],
  [
    'a sentence as a list',
    ['object: Account', 'because: [Leads, and more]'],
    'One text stands here, best in quotes: because: "Leads and more"',
  ],
  [
    'a sentence as a map',
    ['object: Account', 'because: { a: b }'],
    'One text stands here, best in quotes: because: "…"',
  ],
  [
    'several objects of history',
    ['historyTracking: [Account, Lead]'],
    'One value stands here, without brackets, and each of the others in a rule of its own: historyTracking: Account',
  ],
  [
    'fields of history in one text',
    ['historyTracking: Lead', 'fields: Status, Rating'],
    'Write a list in brackets, with commas between: fields: [Status, Rating]',
  ],
  [
    'names in parentheses',
    ['object: (Lead, Account)'],
    'Write a list in brackets, with commas between: object: [Lead, Account]',
  ],
  [
    'names that each stand in quotes within one text',
    [`object: '"Lead", "Account"'`],
    'Write a list in brackets, with commas between: object: [Lead, Account]',
  ],
  [
    'several names in one item of a list',
    ['object: ["Account, Contact", Lead]'],
    'Write each as an item of its own in this list: Account, Contact',
  ],
  [
    'labels of which one has an "and" of its own',
    ['userPermission: API Enabled, View Setup and Configuration'],
    'Write a list in brackets, with commas between: userPermission: [ApiEnabled, ViewSetup]',
  ],
  [
    'labels of objects with an "and" between',
    ['object: Accounts and Contacts'],
    'Write a list in brackets, with commas between: object: [Account, Contact]',
  ],
  [
    'labels of fields',
    ['field: Opportunity.Next Step, Account.Industry'],
    'Write a list in brackets, with commas between: field: [Opportunity.NextStep, Account.Industry]',
  ],
  [
    'fields with their object in one text',
    ['historyTracking: Opportunity', 'fields: Opportunity.StageName, Opportunity.Amount'],
    'Write a list in brackets, with commas between: fields: [StageName, Amount]',
  ],
  [
    'a name in parentheses',
    ['field: (Lead.Own__c)'],
    'Write the name alone, without signs around it: field: Lead.Own__c',
  ],
  [
    'names behind the signs of another list',
    ['object: "• Lead, • Account"'],
    'Write a list in brackets, with commas between: object: [Lead, Account]',
  ],
  [
    'a pattern among several names',
    ['field: "Lead.mk_*, Lead.*"'],
    'Write a list in brackets, with commas between: field: [Lead.mk_*, Lead.*]',
  ],
  [
    'a name that is not in kebab-case',
    ['manual: Add it.', 'name: Trusted IPs'],
    'Write it in this form: name: trusted-ips',
  ],
  ['a choice of a word', ['anyOf: Account', 'name: x'], 'Each rule is a key with its value: - object: Account'],
];

describe('tips about values of the wrong shape', () => {
  for (const [is, rule, tip] of rules)
    it(is, () => {
      expect(tipOf(withRules(...rule.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`)))).to.equal(tip);
    });

  const loads = (text: string): boolean => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };

  /** A file with the tip in the place of what it is about; null where a tip says nothing to be typed. */
  const withTip = (text: string): string | null => {
    const { mistake, place } = mistakeIn(() => parse(text));
    if (mistake.code !== 'WrongValue' || mistake.tip.tip === 'lookup' || mistake.tip.typed === '') return null;
    const { typed } = mistake.tip;
    const [key] = /^\w+(?=: )/.exec(typed) ?? [];
    const mended = text.split('\n').map((line, at) => {
      if (key !== undefined && new RegExp(`^[ -]*${key}:`).test(line)) return line.replace(/\w+:.*/, () => typed);
      if (at !== (place?.line ?? 0) - 1) return line;
      if (typed.startsWith('- ')) return line.replace(/: .*/, () => `: [{ ${typed.slice(2)} }]`);
      return line.replace(new RegExp(`(["']?)${mistake.value.replaceAll('*', '[*]')}\\1`), () => typed);
    });
    return mended.join('\n');
  };

  it('lead to a file that loads', () => {
    let mended = 0;
    for (const [is, rule] of rules) {
      let text = withRules(...rule.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`));
      let next = withTip(text);
      if (next === null) continue;
      // A rule may have as many mistakes as it has values.
      for (let step = 0; step < 4 && next !== null; step += 1) {
        text = next;
        next = loads(text) ? null : withTip(text);
      }
      expect(() => parse(text), `${is}:\n${text}`).to.not.throw();
      mended += 1;
    }
    expect(mended).to.be.above(35);
  });

  it('rules as keys, as words and as lists', () => {
    const dashes = 'Write a dash and a blank before the first key of each entry: - object: Lead';
    expect(tipOf(withRules('  object: Lead'))).to.equal(dashes);
    expect(tipOf(withRules('  - API Enabled'))).to.equal(
      'Each rule is a key with its value: - userPermission: ApiEnabled',
    );
    expect(tipOf(withRules('  - Account.Name'))).to.equal('Each rule is a key with its value: - field: Account.Name');
    expect(tipOf(withRules('  - [Lead]'))).to.equal('Each rule is a key with its value: - object: Lead');
  });

  it('of the whole definition', () => {
    expect(tipOf(`${head}\n  - object: Lead\naliases: acme sync`)).to.equal(
      'Write a list in brackets, with commas between: aliases: [acme sync]',
    );
    expect(tipOf(withRules('  - object: Lead').replace('label: Acme', 'label: 007'))).to.equal(
      'A number, true and false are no texts to YAML. In quotes they are: label: "7"',
    );
    expect(tipOf(head)).to.equal('Write its value behind the colon, or leave the key out.');
  });

  it('of the rules of a variant that stand beside its name', () => {
    const text = withRules(
      '  - api: rest',
      'variants:',
      '  large:',
      '    label: Large',
      '  requires:',
      '    - api: soql',
    );
    expect(tipOf(text)).to.equal(
      'The rules of a variant or a feature stand below its name: indent this key, and all of its list, deeper than the name.',
    );
  });

  it('of a name of a feature, a variant or a parameter', () => {
    for (const part of ['features', 'variants', 'parameters']) {
      const mistake = mistakeIn(() => parse(`${withRules('  - api: rest')}\n${part}:\n  myFILES: { label: Files }`));
      expect(sentenceOf(mistake).actions[0], part).to.equal('Write it in this form: my-files');
      expect([mistake, ...mistake.others].map(({ place }) => `${place?.line}:${place?.column}`)[0]).to.equal('7:3');
      expect(
        mistake.others.some((other) => other.code === 'WrongValue'),
        part,
      ).to.equal(false);
    }
  });

  it('of a project file, in which what stands in lists and maps may be a secret', () => {
    const text = 'integrations:\n  - definition: [acme, hush]\n    users: [a@b.c]';
    const { actions } = sentenceOf(mistakeIn(() => parseProject(text, 'integration.config.yml')));
    expect(actions.join()).to.contain('One value stands here').and.not.contain('hush');
  });

  it('each has its sentence', () => {
    for (const tip of shapeTips) expect(messages.getMessage(`tip.${tip}`, ['x']), tip).to.not.be.empty;
  });
});

describe('words of a rule that are very long', () => {
  for (const blank of [' ', '\t', ', ', ' and'])
    it(`are told in no time: ${JSON.stringify(blank)} a hundred thousand times`, () => {
      const word = `read${blank.repeat(100_000)}x`;
      for (const rule of [
        `object: Account\n    access: "${word}"`,
        `field: "${word}"`,
        `object: "${word}"`,
        `api: "${word}"`,
      ])
        expect(mistakeIn(() => parse(withRules(`  - ${rule}`)))).to.be.an('error');
    });
});
