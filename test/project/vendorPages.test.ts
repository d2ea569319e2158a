import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expand } from '../../src/files/hashDefinition.js';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import type { LoadedDefinition } from '../../src/files/loadDefinition.js';
import { authentications, phases } from '../../src/kinds/requirement.js';
import type { Requirement } from '../../src/kinds/requirement.js';

const page = await readFile(fileURLToPath(new URL('../../docs/vendor-pages.md', import.meta.url)), 'utf8');
const definitions = await listBuiltIn();

const sentenceOfWholeSections = 'All needs of the definition are named.';

type Section = {
  readonly title: string;
  readonly ids: readonly string[];
  readonly text: string;
  readonly cells: string;
};

/** The sections of the page: the definitions of the heading, and what stands in the second column. */
const sections: Section[] = page
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [title = ''] = text.split('\n');
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    return {
      title,
      ids: [...title.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
      text,
      cells: rows.map((row) => row.split(/(?<!\\)\|/)[2] ?? '').join('\n'),
    };
  });

const definitionOf = (id: string): LoadedDefinition => {
  const found = definitions.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is not built in`);
  return found;
};

const withMembers = (all: readonly Requirement[]): Requirement[] =>
  all.flatMap((one) => [one, ...(one.need.kind === 'anyOf' ? withMembers(one.need.members.flat()) : [])]);

/** The ids of all that a definition can ask for: in every variant, with every feature, in every phase, in every way of logging in. */
const idsIn = (definition: LoadedDefinition): string[] => {
  const variants = definition.variants.length === 0 ? [null] : definition.variants.map(({ name }) => name);
  const all = variants.flatMap((variant) =>
    authentications.flatMap((authentication) =>
      withMembers(
        expand(definition, {
          variant,
          features: definition.features.length === 0 ? [] : ['*'],
          authentication,
          phases,
        }).requirements,
      ),
    ),
  );
  return [...new Set(all.map(({ id }) => id))];
};

/** Ids that stand in backticks, each as what it matches: `*` is any part of an id, `\*` the star that objects can be named by. */
const idsNamed = (cells: string): Array<{ readonly told: string; readonly matches: RegExp }> =>
  [...cells.matchAll(/`((?:not:)?[a-z][A-Za-z]*:[^\s`](?:[^`]*[^\s`])?)`/g)].map(([, told = '']) => ({
    told,
    matches: new RegExp(
      `^${told
        .replaceAll('\\|', '|')
        .replace(/\\\*|[.+?^${}()|[\]]/g, (one) => (one === '\\*' ? one : `\\${one}`))
        .replace(/(?<!\\)\*/g, '.*')}$`,
    ),
  }));

/** Names behind a word, as in: feature `a`, variant `b`. */
const namesBehind = (word: string, cells: string): string[] =>
  [...cells.matchAll(new RegExp(`${word} \`([^\`]+)\``, 'g'))].map(([, name = '']) => name);

describe('docs/vendor-pages.md', () => {
  for (const { title, ids, text, cells } of sections) {
    it(`names what there is: ${title}`, () => {
      const own = ids.map(definitionOf);
      const needs = own.flatMap(idsIn);
      for (const { told, matches } of idsNamed(cells))
        expect(
          needs.some((id) => matches.test(id)),
          told,
        ).to.equal(true);
      for (const name of namesBehind('feature', cells))
        expect(own.flatMap(({ features }) => features.map((one) => one.name))).to.include(name);
      for (const name of namesBehind('variant', cells))
        expect(own.flatMap(({ variants }) => variants.map((one) => one.name))).to.include(name);
      if (!text.includes(sentenceOfWholeSections)) return;
      const named = idsNamed(cells);
      expect(needs.filter((id) => !named.some(({ matches }) => matches.test(id)))).to.deep.equal([]);
    });
  }

  it('names all needs of ten definitions at least', () => {
    const whole = sections.filter(({ text }) => text.includes(sentenceOfWholeSections)).flatMap(({ ids }) => ids);
    expect(whole).to.include.members([
      ...['chili-piper', 'gong', 'gearset-backup', 'zendesk', 'account-engagement'],
      ...['boomerang', 'crossbeam', 'linkedin-sales-navigator', 'cirrus-insight', '6sense-ai-email'],
    ]);
  });
});
