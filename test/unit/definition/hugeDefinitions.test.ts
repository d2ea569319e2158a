/** Definitions of a size that nobody writes by hand: each of these takes as long as all other tests of definitions together. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { expand } from '../../../src/files/hashDefinition.js';
import { loadDefinition } from '../../../src/files/loadDefinition.js';
import { itFinds, mistakeIn, parse, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';
import { cpuTimeOf } from '../../support/cpuTime.js';

const cases: readonly MistakeCase[] = [
  {
    is: 'nesting without end',
    text: `${withRules("  - '@'")}\nsource: ${'['.repeat(20_000)}`,
    says: 'acme.yml:6:9: This is nested deeper than the 20 levels that such a file may have.',
  },
  {
    is: 'nesting in block style that exhausts the parser without an error of its own',
    text: `${withRules(`  ${'- '.repeat(24_000)}x`)}\nsource: x\n`,
    says: 'acme.yml:5:3: This is nested deeper than the 20 levels that such a file may have.',
  },
  {
    is: 'a list without end',
    text: withRules(`  - userPermission: [${Array.from({ length: 20_001 }, (_, i) => `P${i}`).join(',')}]`),
    says: 'acme.yml:5:21: "userPermission" holds more than the 20000 entries that are allowed.',
  },
  {
    is: 'more needs than anyone has',
    text: withRules(
      ...Array.from(
        { length: 4 },
        () =>
          `  - { object: [${Array.from({ length: 6000 }, (_, i) => `O${i}`).join(',')}], access: [read, edit, create] }`,
      ),
    ),
    says: 'acme.yml:1:1: "requires" holds more than the 12000 entries that are allowed.',
  },
];

describe('huge definitions', () => {
  for (const mistake of cases) itFinds(mistake);

  it('takes no longer for a great many keys than for as many lines', async () => {
    const keys = Array.from({ length: 24_000 }, (_, i) => `key${i}: 1`).join('\n');
    const look = (): void => void expect(mistakeIn(() => parse(keys)).code).to.equal('MissingKey');
    expect(await cpuTimeOf(look)).to.be.lessThan(8000);
  });

  it('takes no longer for blanks before a wrong sign in quotes than for other characters', async () => {
    for (const blank of [' ', '\t']) {
      const text = `schemaVersion: 1\nlabel: "a${blank.repeat(60_000)}\\q"`;
      const look = (): void => void expect(mistakeIn(() => parse(text)).code).to.equal('BrokenYaml');
      expect(await cpuTimeOf(look), JSON.stringify(blank)).to.be.lessThan(4000);
    }
  });

  it('takes no longer for a great many words in one text than for one long word', async () => {
    for (const [rule, code] of [
      [`userPermission: "${'ab cd;'.repeat(300_000)}"`, 'TooLong'],
      [`{ object: Lead, access: "${'read;'.repeat(300_000)}" }`, 'UnknownWord'],
    ] as const) {
      const look = (): void => void expect(mistakeIn(() => parse(withRules(`  - ${rule}`))).code).to.equal(code);
      expect(await cpuTimeOf(look), code).to.be.lessThan(4000);
    }
  });

  it('of ten thousand fields are read quickly', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'huge-'));
    const fields = Array.from({ length: 10_000 }, (_, n) => `Account.Field_${n}__c`).join(', ');
    const text = `schemaVersion: 1\nid: big\nlabel: Big\nrequires: [{ field: [${fields}], access: [edit] }]`;
    await writeFile(join(cwd, 'big.yml'), text);
    const read = async (): Promise<void> => {
      const { requirements } = expand(await loadDefinition('big.yml', { cwd }), { authentication: 'oauth' });
      expect(requirements).to.have.length(10_000);
    };
    expect(await cpuTimeOf(read)).to.be.lessThan(4000);
    await rm(cwd, { recursive: true });
  });
});
