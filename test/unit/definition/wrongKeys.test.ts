import { expect } from 'chai';
import { keysMeant, kindsCalled } from '../../../src/definition/keysMeant.js';
import { kindKeys, ruleKeys } from '../../../src/definition/definitionSchema.js';
import { parseProject } from '../../../src/project/parseProject.js';
import { parseWaivers } from '../../../src/waivers/parseWaivers.js';
import { mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

const ruleSays = (...lines: string[]): string => sentenceOf(mistakeIn(() => parse(withRules(...lines)))).message;

describe('keys of rules in Salesforce’s words', () => {
  const kinds: ReadonlyArray<readonly [string, string]> = [
    ['validationRule: Account', 'automation'],
    ['validationRules: Account', 'automation'],
    ['flow: Account', 'automation'],
    ['trigger: Account', 'automation'],
    ['workflow_rule: Account', 'automation'],
    ['fields: Account.Name', 'field'],
    ['fls: Account.Name', 'field'],
    ['objects: Account', 'object'],
    ['sObject: Account', 'object'],
    ['permission: ApiEnabled', 'userPermission or customPermission'],
    ['permissions: [ApiEnabled]', 'userPermission or customPermission'],
    ['profiles: Standard User', 'profile'],
    ['license: Salesforce', 'permissionSetLicense or userLicense'],
    ['permissionSet: Acme', 'permissionSetAssigned'],
    ['psl: Acme', 'permissionSetLicense'],
    ['packages: acme', 'package'],
    ['managedPackage: acme', 'package'],
    ['tab: Account', 'manual'],
    ['recordType: Acme', 'manual'],
    ['apexClasses: Acme', 'apexClass'],
    ['class: Acme', 'apexClass'],
    ['role: CEO', 'recordVisibility or manual'],
    ['sharing: Account', 'recordVisibility'],
    ['fieldHistory: Account', 'historyTracking'],
    ['picklist: Account.Type', 'picklistValue'],
    ['oneOf: []', 'anyOf'],
  ];
  for (const [line, meant] of kinds)
    it(`${line} is meant as ${meant}`, () => {
      expect(ruleSays(`  - ${line}`))
        .to.match(/^acme\.yml:5:5: /)
        .and.to.contain(`did you mean ${meant}?`);
    });

  it('are told before other keys of the rule that are wrong too', () => {
    expect(ruleSays('  - description: x', '    flows: Account')).to.equal(
      'acme.yml:6:5: "flows" is not a key of a rule; did you mean automation?',
    );
  });

  it('in the first column belong to the rule above', () => {
    const says = (...lines: string[]): readonly (string | undefined)[] => {
      const { message, actions } = sentenceOf(mistakeIn(() => parse(withRules(...lines))));
      return [message, actions[0]];
    };
    const message =
      'acme.yml:6:1: "access" is not a key of an integration definition; it is a key of a rule, and stands beside the rules.';
    const advice = (line: number, blanks: number): string =>
      `If it belongs to the rule that begins in line ${line}, put ${blanks} blanks before it, so that it stands below the first key of that rule.`;
    expect(says('  - object: Account', 'access: [read]')).to.deep.equal([message, advice(5, 4)]);
    expect(says('- object: Account', 'access: [read]', 'because: x')).to.deep.equal([message, advice(5, 2)]);
    // What stands below it, and a key of a rule between, do not matter.
    expect(says('  - object: Account', '  - object: Lead', 'access: [read]', 'source: { title: T }')).to.deep.equal([
      message.replace(':6:', ':7:'),
      advice(6, 4),
    ]);
    // Nothing above it is a rule.
    const none = /^These keys can stand here/;
    expect(says('  - object: Account', 'source:', '  - title: T', 'access: [read]')[1]).to.match(none);
    expect(says('  - Account', 'access: [read]')[1]).to.not.match(/blanks before it/);
    expect(sentenceOf(mistakeIn(() => parse(`access: [read]\n${withRules('  - object: Lead')}`))).actions[0]).to.match(
      none,
    );
    expect(says('  - object: Account', 'permissionSet: Acme', 'minimum: [read]')[1]).to.match(
      /^These keys can stand here/,
    );
  });

  it('lead to kinds that there are', () => {
    for (const word of ['flow', 'role', 'license', 'permission', 'class', 'history'])
      for (const kind of kindsCalled(word)) expect(kindKeys, word).to.include(kind);
  });

  it('no key of a kind is taken for another one beside it', () => {
    for (const kind of kindKeys)
      for (const key of ruleKeys(kind))
        expect(keysMeant(key, 'rule', ruleKeys(kind))[0], `${kind} ${key}`).to.equal(key);
  });
});

describe('other keys by everyday words', () => {
  const beside: ReadonlyArray<readonly [string, string, string]> = [
    ['object: Account', 'permissions: [read]', 'access'],
    ['object: Account', 'reason: x', 'because'],
    ['object: Account', 'priority: high', 'level'],
    ['userPermission: ViewAllData', 'forbidden: true', 'forbid'],
    ['automation: Account', 'fields: [Name]', 'onFields'],
    ['object: Account', 'url: x', 'source'],
  ];
  for (const [kind, line, meant] of beside)
    it(`${line} beside ${kind} is meant as ${meant}`, () => {
      expect(ruleSays(`  - ${kind}`, `    ${line}`)).to.contain(`did you mean ${meant}?`);
    });

  it('fields beside their object are a rule of their own, which is shown', () => {
    const mistake = mistakeIn(() => parse(withRules('  - object: Account', '    fields: [Name, Account.Industry]')));
    expect(sentenceOf(mistake).actions).to.deep.equal([
      'Fields of an object are a rule of their own: - field: [Account.Name, Account.Industry]',
    ]);
  });

  it('fields beside what is no object, or no one object, are shown as no rule', () => {
    for (const rule of [
      '{ api: rest, fields: [Name] }',
      '{ userPermission: ApiEnabled, fields: [Account.Name] }',
      '{ object: [Account, Lead], fields: [Name] }',
      '{ object: [], fields: [Name] }',
      '{ object: Account, fields: [] }',
    ]) {
      const mistake = mistakeIn(() => parse(withRules(`  - ${rule}`)));
      expect(sentenceOf(mistake).message, rule).to.contain('"fields" does not belong to a rule of kind');
      expect(sentenceOf(mistake).actions, rule).to.deep.equal([
        'Remove the key, or move it to a rule of the right kind.',
      ]);
    }
  });

  it('of the whole definition', () => {
    const text = withRules('  - object: Account').replace('requires:', 'rules:').replace('label:', 'name:');
    const { place, mistake, others } = mistakeIn(() => parse(text));
    const said = [{ place, mistake }, ...others].map((one) => ('nearest' in one.mistake ? one.mistake.nearest : []));
    expect(said).to.deep.equal([['label'], ['requires']]);
  });

  it('of waivers', () => {
    const text = 'waivers:\n  - finding: x\n    because: y\n    until: 2027-01-01';
    const first = mistakeIn(() => parseWaivers(text, 'w.yml'));
    const said = [first, ...first.others].map(({ mistake }) => ('nearest' in mistake ? mistake.nearest : mistake.code));
    expect(said).to.deep.equal([['id'], ['reason'], ['expires']]);
  });

  it('of a project file', () => {
    const text = 'integrations:\n  - integration: acme\n    username: [a@b.c]\n    org: { prod: {} }\noutput: [a.html]';
    const first = mistakeIn(() => parseProject(text, 'integration.config.yml'));
    const said = [first, ...first.others].map(({ mistake }) => ('nearest' in mistake ? mistake.nearest : mistake.code));
    expect(said).to.deep.equal([['definition'], ['users'], ['inOrg'], ['outputs']]);
  });
});

describe('words of closed lists as Setup has them', () => {
  const words: ReadonlyArray<readonly [string, string]> = [
    ['View All', 'viewAllRecords'],
    ['View All Records', 'viewAllRecords'],
    ['Modify All', 'modifyAllRecords'],
    ['View All Fields', 'viewAllFields'],
    ['Read', 'read'],
    ['Write', 'edit'],
    ['update', 'edit'],
    ['insert', 'create'],
  ];
  for (const [word, meant] of words)
    it(`${word} is meant as ${meant}`, () => {
      expect(ruleSays('  - object: Account', `    access: ["${word}"]`)).to.match(
        new RegExp(`"access"; did you mean ${meant}\\?$`),
      );
    });

  it('of levels and interfaces', () => {
    expect(ruleSays('  - object: Account', '    level: Mandatory')).to.match(/did you mean required\?$/);
    expect(ruleSays('  - api: [REST API]')).to.match(/did you mean rest\?$/);
    expect(ruleSays('  - userFlag: Service Cloud User')).to.match(/did you mean SupportUser\?$/);
    expect(ruleSays('  - api: "Bulk API 2.0"')).to.match(/did you mean bulk2\?$/);
  });

  it('what is like none is said to be none', () => {
    expect(ruleSays('  - object: Account', '    access: [xyzzy]')).to.equal(
      'acme.yml:6:14: "xyzzy" is not a word for "access".',
    );
  });
});
