import { expect } from 'chai';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { head, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

/** Place and code of every mistake, in the order in which they are told. */
const all = (text: string): string[] => {
  const first = mistakeIn(() => parse(text));
  return [first, ...first.others].map(({ place, code }) => `${place?.line}:${place?.column} ${code}`);
};

describe('several mistakes of a definition', () => {
  it('are told at once, in the order of the file, each with its place', () => {
    const text = withRules(
      '  - object: Lead',
      '    acess: [read]',
      '  - field: Lead',
      '  - userPermission: API Enabled',
      '  - object: Account',
      '    access: [reed]',
      '  - recordType: Standard',
    );
    expect(all(text)).to.deep.equal([
      '6:5 UnknownKey',
      '7:12 FieldShape',
      '8:21 WrongValue',
      '10:14 UnknownWord',
      '11:5 ReservedKindKey',
    ]);
  });

  it('beside a format in quotes, which is that of this version', () => {
    const text = ['schemaVersion: "1"', 'id: Acme Corp', 'label: Acme', 'requires: { object: Lead }'].join('\n');
    expect(all(text)).to.deep.equal(['1:16 WrongValue', '2:5 WrongValue', '4:11 WrongValue']);
  });

  it('in the head and in the rules, in variants and in choices', () => {
    const text = [
      'schemaVersion: 1',
      'id: acme',
      'lable: Acme',
      'permissionSet: 1 2',
      'requires:',
      '  - objekt: Lead',
      '  - anyOf:',
      '      - { field: Lead }',
      '      - { object: Lead, access: raed }',
      '    name: one',
      'variants:',
      '  a:',
      '    default: yes please',
      '    requires:',
      '      - { object: 7 }',
    ].join('\n');
    expect(all(text)).to.deep.equal([
      '3:1 UnknownKey',
      '4:16 WrongValue',
      '6:5 UnknownKey',
      '8:18 FieldShape',
      '9:33 UnknownWord',
      '13:14 WrongValue',
      '15:19 WrongValue',
    ]);
  });

  it('of one rule: every value; but a key that is wrong hides what it brings with it', () => {
    expect(all(withRules('  - object: 7', '    access: [reed, edti]', '    because: ""'))).to.deep.equal([
      '5:13 WrongValue',
      '6:14 UnknownWord',
      '6:20 UnknownWord',
      '7:14 WrongValue',
    ]);
    expect(all(withRules('  - picklistValue: Lead.Status', '    valeu: Open', '    whit: 1'))).to.deep.equal([
      '6:5 UnknownKey',
      '7:5 UnknownKey',
    ]);
  });

  it('below a misspelt key are told with it', () => {
    expect(all(withRules('  - { object: Lead, acces: [reed] }'))).to.deep.equal([
      '5:21 UnknownKey',
      '5:29 UnknownWord',
    ]);
    // What is meant by the other key nobody knows, and so not what the rule is.
    expect(all(withRules('  - { object: Lead, xyzzy: 1, acces: [reed] }'))).to.deep.equal([
      '5:21 UnknownKey',
      '5:31 UnknownKey',
    ]);
    const text = [
      'schemaVersion: 1',
      'id: acme',
      'lable: 7',
      'requries: [{ objekt: Lead }]',
      'variant:',
      '  a: { requries: [{ object: Lead, acess: read }], default: maybe }',
      'feature: { deals: { lable: "", requres: [{ feild: Lead.Title }] } }',
    ].join('\n');
    expect(all(text)).to.deep.equal([
      '3:1 UnknownKey',
      '3:8 WrongValue',
      '4:1 UnknownKey',
      '4:14 UnknownKey',
      '5:1 UnknownKey',
      '6:8 UnknownKey',
      '6:35 UnknownKey',
      '6:60 WrongValue',
      '7:1 UnknownKey',
      '7:21 UnknownKey',
      '7:28 WrongValue',
      '7:32 UnknownKey',
      '7:44 UnknownKey',
    ]);
  });

  it('of a list of texts: what is no text is not listed twice', () => {
    const text = (key: string, values: string): string[] => all(`${withRules('  - object: Lead')}\n${key}: ${values}`);
    expect(text('aliases', '[{ a: b }, { c: d }]')).to.deep.equal(['6:11 WrongValue', '6:21 WrongValue']);
    expect(text('extends: acme\nomit', '[[a], [b]]')).to.deep.equal(['7:8 WrongValue', '7:13 WrongValue']);
    expect(text('aliases', '[~, ~]')).to.deep.equal(['6:11 WrongValue', '6:14 WrongValue']);
    expect(text('aliases', '[a, A, b, B]')).to.deep.equal(['6:14 DuplicateEntry']);
  });

  it('that can only be seen with everything together', () => {
    const rules = [
      '  - { object: Lead }',
      '  - { object: Lead, forbid: true }',
      '  - { userPermission: RunReports }',
      '  - { userPermission: RunReports, forbid: true }',
    ];
    expect(all(withRules(...rules))).to.deep.equal(['6:15 RequiredAndForbidden', '8:23 RequiredAndForbidden']);
    const base = parse(withRules('  - { object: Lead }'));
    const own = parseDefinition(
      [
        head.replace('\nrequires:', ''),
        'extends: base',
        'omit: [object:Leda:read, object:Nope:read]',
        'requires: [{ object: Account }]',
      ].join('\n'),
      { file: 'acme.yml', pluginVersion: '0.1.0' },
    );
    const first = mistakeIn(() => extendDefinition(own, base));
    expect([first, ...first.others].map(({ code }) => code)).to.deep.equal([
      'OmitMatchesNothing',
      'OmitMatchesNothing',
    ]);
  });

  it('are told up to twenty: whoever has more mends these first', () => {
    const many = Array.from({ length: 5000 }, (_, at) => `  - { objekt: Lead${at} }`);
    expect(all(withRules(...many))).to.have.length(20);
    const places = all(withRules(...many)).map((one) => Number(one.split(':')[0]));
    expect(places).to.deep.equal(Array.from({ length: 20 }, (_, at) => at + 5));
  });

  it('each has a sentence of its own that begins with its place', () => {
    const first = mistakeIn(() => parse(withRules('  - object: 7', '  - field: Lead')));
    const sentences = [first, ...first.others].map((one) => sentenceOf(one).message);
    expect(sentences[0]).to.match(/^acme\.yml:5:13: /);
    expect(sentences[1]).to.match(/^acme\.yml:6:12: /);
  });
});
