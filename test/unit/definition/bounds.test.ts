import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadDefinition } from '../../../src/files/loadDefinition.js';
import type { Atom } from '../../../src/definition/atoms.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { mergeRequirements } from '../../../src/definition/mergeRequirements.js';
import { mistakeIn, mistakeInPromise, parse, requirementsOf, sentenceOf, withRules } from './helpers.js';

const list = (length: number, name: (i: number) => string): string =>
  Array.from({ length }, (_, i) => name(i)).join(', ');
const fields = (object: string, length: number, end = ''): string => list(length, (i) => `${object}.f${i}${end}`);
const lines = (length: number, line: (i: number) => string): string[] => Array.from({ length }, (_, i) => line(i));

/** What is accepted takes about a second; everything beyond is refused before the work begins. */
describe('limits of definitions', () => {
  describe('the text', () => {
    const texts: Record<string, string> = {
      'empty rules': `requires: [${'{},'.repeat(60_000)}]`,
      lines: `requires:\n${'- -\n'.repeat(110_000)}`,
      'ends of lines that are escaped': `description: "${'\\\n'.repeat(60_000)}"`,
      'closing brackets': `a: 1\n${']'.repeat(110_000)}`,
      anchors: `requires: [${'&a x, '.repeat(60_000)}]`,
      tags: `requires: [${'!x, '.repeat(60_000)}]`,
      'items in items': `requires: ${'- '.repeat(110_000)}`,
      'keys in keys': `requires: ${'? '.repeat(110_000)}`,
    };
    for (const [is, text] of Object.entries(texts)) {
      it(`of too many parts: ${is}`, () => {
        const mistake = mistakeIn(() => parse(`schemaVersion: 1\nid: acme\nlabel: A\n${text}`));
        expect(mistake.mistake).to.deep.equal({ code: 'TooManyParts', limit: 25_000 });
        expect(mistake.place?.line).to.be.greaterThan(3);
      });
    }

    it('is refused in one sentence that names place and limit', () => {
      expect(sentenceOf(mistakeIn(() => parse(`a: ${'[],'.repeat(40_000)}`))).message).to.equal(
        'acme.yml:1:25004: This text has more than the 25000 lines, commas, brackets and quotation marks that such a file may have.',
      );
    });

    it('may hold as many fields as a definition may ask for', () => {
      expect(requirementsOf(withRules(`  - field: [${fields('Lead', 12_000)}]`))).to.have.length(12_000);
      const block = lines(12_000, (i) => `      - Lead.f${i}`);
      expect(requirementsOf(withRules('  - field:', ...block))).to.have.length(12_000);
    });
  });

  describe('what is required', () => {
    const tooMany = (text: string): unknown => mistakeIn(() => parse(text)).mistake;
    const limit = { code: 'TooMany', key: 'requires', limit: 12_000 };

    it('counts every need', () => {
      const three = ['A', 'B', 'C'].map((object) => `  - field: [${fields(object, 6_000)}]`);
      expect(tooMany(withRules(...three))).to.deep.equal(limit);
    });

    it('counts members of choices', () => {
      const member = (of: string): string => `{ field: [${fields(of, 6_000)}] }`;
      const choice = `  - { name: some, anyOf: [${['A', 'B', 'C'].map(member).join(', ')}] }`;
      expect(tooMany(withRules(choice))).to.deep.equal(limit);
    });

    it('counts the names that each need brings along', () => {
      const rule = `  - { historyTracking: Lead, fields: [${list(300, (i) => `a${i}`)}], suggestedFields: [${list(300, (i) => `b${i}`)}] }`;
      expect(tooMany(withRules(rule))).to.deep.equal(limit);
      const automation = `  - { automation: [${list(300, (i) => `A${i}`)}], onFields: [${list(300, (i) => `b${i}`)}] }`;
      expect(tooMany(withRules(automation))).to.deep.equal(limit);
    });

    it('has no more than 200 patterns, members of choices among them', () => {
      const patterns = (length: number): string => fields('Lead', length, '*');
      expect(requirementsOf(withRules(`  - field: [${patterns(200)}]`))).to.have.length(200);
      const mistake = mistakeIn(() => parse(withRules(`  - field: [${patterns(201)}]`)));
      expect(mistake.mistake).to.deep.equal({ code: 'TooManyPatterns', limit: 200 });
      expect(sentenceOf(mistake).message).to.match(/^acme\.yml:5:\d+: .*200/);
      const choice = `  - { name: some, anyOf: [{ field: [${patterns(201)}] }] }`;
      expect(tooMany(withRules(choice))).to.deep.equal({ code: 'TooManyPatterns', limit: 200 });
    });

    it('has no more than 200 stars in its patterns: each costs as much as a pattern', () => {
      const stars = (length: number): string => fields('Lead', length, '*b*');
      expect(requirementsOf(withRules(`  - field: [${stars(100)}]`))).to.have.length(100);
      const mistake = mistakeIn(() => parse(withRules(`  - field: [${stars(101)}]`)));
      expect(mistake.mistake).to.deep.equal({ code: 'TooManyPatterns', limit: 200 });
    });

    it('has no more than 100 variants', () => {
      const variants = (length: number): string =>
        ['variants:', ...lines(length, (i) => `  v${i}: { ${i === 0 ? 'default: true, ' : ''}requires: [] }`)].join(
          '\n',
        );
      expect(parse(`${withRules('  - object: Lead')}\n${variants(100)}`).variants).to.have.length(100);
      expect(tooMany(`${withRules('  - object: Lead')}\n${variants(101)}`)).to.deep.equal({
        code: 'TooMany',
        key: 'variants',
        limit: 100,
      });
    });
  });

  it('of features: no more than 100', () => {
    const text = (length: number): string =>
      [withRules('  - object: Lead'), 'features:', ...lines(length, (i) => `  f${i}: {}`)].join('\n');
    expect(parse(text(100)).features).to.have.length(100);
    const { mistake, place } = mistakeIn(() => parse(text(101)));
    expect([place, mistake]).to.deep.equal([
      { file: 'acme.yml', line: 1, column: 1 },
      { code: 'TooMany', key: 'features', limit: 100 },
    ]);
  });

  describe('what is inherited', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bounds-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));
    const write = (id: string, rest: string): Promise<void> =>
      writeFile(join(folder, `${id}.yml`), `schemaVersion: 1\nid: ${id}\nlabel: X\n${rest}\n`);
    const load = (id: string): Promise<unknown> => loadDefinition(`./${id}.yml`, { cwd: folder });

    it('counts together with what the definition asks for itself', async () => {
      await write('base', `requires: [{ field: [${fields('Base', 6_000)}] }]`);
      await write('middle', `extends: ./base.yml\nrequires: [{ field: [${fields('Middle', 6_000)}] }]`);
      await write('top', `extends: ./middle.yml\nrequires: [{ field: [${fields('Top', 6_000)}] }]`);
      await load('middle');
      const mistake = await mistakeInPromise(load('top'));
      expect(mistake.mistake).to.deep.equal({ code: 'TooMany', key: 'requires', limit: 12_000 });
      expect(sentenceOf(mistake).message).to.match(/^middle\.yml:4:10: .*12000/);
    });

    it('counts its lines, commas, brackets and quotation marks with those of the definition', async () => {
      const text = (of: string): string => `requires: [{ field: [${list(8_000, (i) => `"${of}.f${i}"`)}] }]`;
      await write('quoted', text('A'));
      await load('quoted');
      await write('twice', `extends: ./quoted.yml\n${text('B')}`);
      const mistake = await mistakeInPromise(load('twice'));
      expect(mistake.mistake).to.deep.equal({ code: 'TooManyParts', limit: 25_000 });
      expect(sentenceOf(mistake).message).to.match(/^quoted\.yml:4:\d+: .*25000/);
    });

    it('is no more than two megabytes of files', async () => {
      const filler = `# ${'x'.repeat(900_000)}`;
      await write('one', `requires: [{ object: Lead }]\n${filler}`);
      await write('two', `extends: ./one.yml\n${filler}`);
      await write('three', `extends: ./two.yml\n${filler}`);
      await load('two');
      const mistake = await mistakeInPromise(load('three'));
      expect(mistake.mistake).to.deep.equal({ code: 'ExtendsTooLarge', limit: 2_000_000 });
      expect(sentenceOf(mistake).message).to.match(/^two\.yml:4:10: .*2000000/);
    });

    it('adds no more than 100 variants and 200 patterns in all', async () => {
      const variants = (of: string, length: number): string =>
        `variants:\n${lines(length, (i) => `  ${of}${i}: { requires: [{ field: [A${i}.${of}*, B${i}.${of}*] }] }`).join('\n')}`;
      await write('few', `${variants('a', 60)}\n  z: { default: true }`);
      await write('more', `extends: ./few.yml\n${variants('b', 60)}`);
      expect((await mistakeInPromise(load('more'))).mistake).to.deep.equal({
        code: 'TooMany',
        key: 'variants',
        limit: 100,
      });
      await write(
        'fewer',
        `extends: ./few.yml\n${variants('b', 38)}\n  y: { requires: [{ field: [C.a*, D.b*, E.c*, F.d*, G.e*] }] }`,
      );
      expect((await mistakeInPromise(load('fewer'))).mistake).to.deep.equal({ code: 'TooManyPatterns', limit: 200 });
    });
  });

  it('a hundred variants that forbid something do not look at all common rules a hundred times', () => {
    let looks = 0;
    const watched = (atom: Atom): Atom =>
      Object.defineProperty({ ...atom }, 'requirement', {
        get: () => {
          looks += 1;
          return atom.requirement;
        },
      });
    const base = parse(withRules(`  - field: [${fields('Lead', 2000)}]`));
    const variant = (i: number): string =>
      `  v${i}: { ${i === 0 ? 'default: true, ' : ''}requires: [{ forbid: true, field: Lead.x${i}* }] }`;
    const text = `schemaVersion: 1\nid: acme\nlabel: A\nextends: ./acme.yml\nvariants:\n${lines(100, variant).join('\n')}`;
    const file = parseDefinition(text, { file: 'acme.yml', pluginVersion: '0.1.0' });
    const { variants, rules } = extendDefinition(file, { ...base, rules: base.rules.map(watched) });
    expect([variants.length, rules.length]).to.deep.equal([100, 2000]);
    expect(looks / rules.length).to.be.lessThan(20);
  });

  it('many rules about the same thing are merged without comparing each with each', () => {
    const rules = lines(3500, (i) => `  - { object: Lead, because: r${i}, source: { title: t${i} } }`);
    const [only, ...others] = requirementsOf(withRules(...rules));
    expect(others).to.deep.equal([]);
    expect(only?.because.slice(0, 3)).to.deep.equal(['r0', 'r1', 'r2']);
    expect([only?.because.length, only?.sources?.length]).to.deep.equal([3500, 3500]);
    expect(mergeRequirements([])).to.deep.equal([]);
  });
});
