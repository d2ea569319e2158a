/** What stands below misspelt keys is looked at as under the keys that were meant. */
import { expect } from 'chai';
import { parseWaivers } from '../../../src/waivers/parseWaivers.js';
import { mistakeIn, parse, sentenceOf } from './helpers.js';

/** The sentences without the name of the file, each with its place. */
const told = (run: () => unknown): string[] => {
  const first = mistakeIn(run);
  return [first, ...first.others].map((one) => sentenceOf(one).message.replace(/^\w+\.yml:/, ''));
};

type Case = readonly [is: string, lines: readonly string[], ...told: string[]];

const top = 'an integration definition';

/** Lines of a definition, the first of them in line 3. */
const cases: readonly Case[] = [
  [
    'in a variant, and in its rules',
    ['label: Acme', 'varants:', '  a: { requires: [{ objekt: Lead, because: 7 }], defalt: maybe }'],
    `4:1: "varants" is not a key of ${top}; did you mean variants?`,
    '5:21: "objekt" is not a key of a rule; did you mean object?',
    '5:50: "defalt" is not a key of a variant; did you mean default?',
    '5:58: The value of "default" has to be true or false, not "maybe".',
  ],
  [
    'rules below a misspelt key',
    ['label: Acme', 'requirs:', '  - object: Lead', '    acces: reed', '  - field: Lead'],
    `4:1: "requirs" is not a key of ${top}; did you mean requires?`,
    '6:5: "acces" is not a key of a rule of kind object; did you mean access?',
    '6:12: "reed" is not a word for "access"; did you mean read?',
    '7:12: "Lead" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
  ],
  [
    'in each page of a list',
    ['label: Acme', 'source:', '  - { titel: T, dat: soon }', '  - { title: T, ulr: x }', '  - { title: T, url: x }'],
    '5:7: "titel" is not a key of a source; did you mean title?',
    '5:17: "dat" is not a key of a source; did you mean date?',
    '5:22: The value of "date" has to be a day written as YYYY-MM-DD, not "soon".',
    '6:17: "ulr" is not a key of a source; did you mean url?',
    '6:22: The value of "url" has to be an address beginning with https:// or http://, not "x".',
    '7:22: The value of "url" has to be an address beginning with https:// or http://, not "x".',
  ],
  [
    'in a page below a misspelt key',
    ['label: Acme', 'sorce: { titel: 7, ulr: x }'],
    `4:1: "sorce" is not a key of ${top}; did you mean source?`,
    '4:10: "titel" is not a key of a source; did you mean title?',
    '4:17: The value of "title" has to be text, not "7".',
    '4:20: "ulr" is not a key of a source; did you mean url?',
    '4:25: The value of "url" has to be an address beginning with https:// or http://, not "x".',
  ],
  [
    'in a parameter below a misspelt key',
    ['label: Acme', 'parmeters: { a-b: { lable: 7, of: feld, example: x } }'],
    `4:1: "parmeters" is not a key of ${top}; did you mean parameters?`,
    '4:21: "lable" is not a key of a parameter; did you mean label?',
    '4:28: The value of "label" has to be text, not "7".',
    '4:35: "feld" is not a word for "of".',
  ],
  [
    'not where the key that was meant is there too',
    ['label: Acme', 'lable: 7', 'varants: { A: 7 }', 'variants: { a: { default: true } }'],
    `4:1: "lable" is not a key of ${top}; did you mean label?`,
    `5:1: "varants" is not a key of ${top}; did you mean variants?`,
  ],
  [
    'of two that mean the same, the first',
    ['label: Acme', 'source: { titel: 7, titl: 8 }'],
    '4:11: "titel" is not a key of a source; did you mean title?',
    '4:18: The value of "title" has to be text, not "7".',
    '4:21: "titl" is not a key of a source; did you mean title?',
  ],
  [
    'of two keys of a rule that mean the same, neither, as one stays wrong',
    ['label: Acme', 'requires: [{ object: Lead, acess: [reed], acces: [edti] }]'],
    '4:28: "acess" is not a key of a rule of kind object; did you mean access?',
    '4:43: "acces" is not a key of a rule of kind object; did you mean access?',
  ],
  // keys that are missing
  [
    'a key that is missing in one part and misspelt in another',
    ['variants:', '  a: { lable: A, default: true }'],
    `1:1: Here ${top} lacks the key "label".`,
    '4:8: "lable" is not a key of a variant; did you mean label?',
  ],
  [
    'a key that is missing behind a page that misspells it',
    ['label: Acme', 'source:', '  - { titel: T }', '  - { date: 2026-01-01 }'],
    '5:7: "titel" is not a key of a source; did you mean title?',
    '6:5: Here a source lacks the key "title".',
  ],
  [
    'a key that is missing, where another part has it twice, once misspelt',
    ['variants:', '  a: { label: A, lable: B, default: true }'],
    `1:1: Here ${top} lacks the key "label".`,
    '4:18: "lable" is not a key of a variant; did you mean label?',
  ],
  [
    'a key that is missing in one page, where another has it twice, once misspelt',
    ['label: Acme', 'source:', '  - { date: 2026-01-01 }', '  - { title: T, titel: U }', '  - { date: 2026-01-01 }'],
    '5:5: Here a source lacks the key "title".',
    '6:17: "titel" is not a key of a source; did you mean title?',
    '7:5: Here a source lacks the key "title".',
  ],
  [
    'a key of a rule in a part that is none',
    ['label: Acme', 'requires: [{ object: Lead }]', 'variants:', '  a: { default: true, access: [read] }'],
    '6:23: "access" is not a key of a variant.',
  ],
  [
    'a key of the definition in the first column, by a word that is a key of rules',
    ['requires:', '  - object: Lead', 'name: Acme'],
    `1:1: Here ${top} lacks the key "label".`,
    `5:1: "name" is not a key of ${top}; it is a key of a rule, and stands beside the rules.`,
  ],
];

describe('below misspelt keys', () => {
  for (const [is, lines, ...said] of cases)
    it(is, () => {
      expect(told(() => parse(['schemaVersion: 1', 'id: acme', ...lines].join('\n')))).to.deep.equal(said);
    });

  it('of a file of waivers', () => {
    const text = 'wavers:\n  - id: x\n    resaon: { a: b }\n    expiers: soon\n    usr: [7]\n  - id: y\n    reason: 7';
    expect(told(() => parseWaivers(text, 'w.yml'))).to.deep.equal([
      '1:1: "wavers" is not a key of a file of waivers; did you mean waivers?',
      '3:5: "resaon" is not a key of a waiver; did you mean reason?',
      '3:13: The value of "reason" has to be text, not "(map)".',
      '4:5: "expiers" is not a key of a waiver; did you mean expires?',
      '4:14: The value of "expires" has to be a day written as YYYY-MM-DD, not "soon".',
      '5:5: "usr" is not a key of a waiver; did you mean user?',
      '5:10: The value of "user" has to be text, not "(list)".',
      '7:13: The value of "reason" has to be text, not "7".',
    ]);
  });
});
