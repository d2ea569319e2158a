import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DefinitionMistake } from '../../../src/definition/mistake.js';
import { parse, sentenceOf } from './helpers.js';

const cases = 1500;
const pieces = [
  '\u0000',
  '\t',
  '\n',
  '  ',
  ':',
  '-',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '&a ',
  '*a',
  '!!x ',
  '%',
  '---\n',
  '? ',
  '|',
  '>',
  '#',
  ', ',
  'null',
  '~',
  '1e999',
  '__proto__: {}\n',
  'constructor',
  'anyOf: ',
  'extends: x\n',
  'omit: x\n',
  'forbid: true',
  '\\u0000',
  '<html>',
  '\ufeff',
  '\ud800',
  'A'.repeat(3000),
  '[['.repeat(40),
  'object: ',
  'variants: []\n',
  'requires: {}\n',
  'level: 7',
  'when: []',
];

/** A small generator with a seed, so that a failure can be run again. */
const random = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
};

describe('a damaged definition', () => {
  it(`is read or refused in one sentence with a place, ${cases} times`, async function () {
    this.timeout(60_000);
    const path = (id: string): string => fileURLToPath(new URL(`../../../integrations/${id}.yml`, import.meta.url));
    const originals = await Promise.all(
      ['ciro', 'hg-insights', 'cognism'].map(async (id) => ({ id, text: await readFile(path(id), 'utf8') })),
    );
    let refused = 0;
    for (let seed = 1; seed <= cases; seed++) {
      const pick = random(seed * 7919);
      const { id, text } = originals[pick(originals.length)] ?? { id: '', text: '' };
      let damaged = text.slice(0, 400 + pick(2500));
      for (let times = 1 + pick(3); times > 0; times--) {
        const at = pick(damaged.length);
        damaged = damaged.slice(0, at) + (pieces[pick(pieces.length)] ?? '') + damaged.slice(at + pick(30));
      }
      try {
        parse(damaged, `${id}.yml`);
      } catch (error) {
        if (!(error instanceof DefinitionMistake)) throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        refused++;
        const { message, actions } = sentenceOf(error);
        expect(message, `seed ${seed}`).to.match(/^[\w-]+\.yml:\d+:\d+: \S/);
        expect(message, `seed ${seed}: ${JSON.stringify(message)}`).to.not.match(/[\p{Cc}\p{Cs}]|undefined|\[object/u);
        expect(message.length, `seed ${seed}`).to.be.lessThan(500);
        expect(actions, `seed ${seed}`).to.not.be.empty;
      }
    }
    expect(refused).to.be.greaterThan(cases / 2);
  });
});
