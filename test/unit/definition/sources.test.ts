import { expect } from 'chai';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import type { Definition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { describeDefinition, listDefinitions } from '../../../src/report/describe/describeDefinition.js';
import { itFinds, parse, requirementsOf, withRules } from './helpers.js';

const good = withRules('  - object: Lead');
const extended = (base: string, own: string): Definition =>
  extendDefinition(
    parseDefinition(`schemaVersion: 1\nid: own\nlabel: Own\nextends: acme\n${own}`, {
      file: 'own.yml',
      pluginVersion: '0.1.0',
    }),
    parse(base),
  );

describe('the sources of a definition', () => {
  const one = 'source: { title: One, url: "https://a.example", date: 2025-01-01, seen: whole }';
  const two = 'source:\n  - { title: One, seen: part }\n  - { title: Two }';

  it('are one page or a list of pages', () => {
    expect(parse(`${good}\n${one}`).sources).to.deep.equal([
      { title: 'One', url: 'https://a.example', date: '2025-01-01', seen: 'whole' },
    ]);
    expect(parse(`${good}\n${two}`).sources).to.deep.equal([{ title: 'One', seen: 'part' }, { title: 'Two' }]);
    expect(parse(good).sources).to.deep.equal([]);
  });

  it('are those of the definition that it extends, where it names none', () => {
    expect(extended(`${good}\n${two}`, '').sources.map(({ title }) => title)).to.deep.equal(['One', 'Two']);
    expect(extended(`${good}\n${two}`, 'source: { title: Mine }').sources).to.deep.equal([{ title: 'Mine' }]);
  });

  it('stay with what is inherited from another definition, where a file names its own: on whose word each need is asked for', () => {
    const own =
      'source: { title: Mine }\nrequires:\n  - object: Case\nvariants: { a: { default: true, requires: [{ object: Asset }] } }';
    const base = `${good}\n  - { object: Contact, source: { title: Three } }\n${two}`;
    const { requirements } = describeDefinition(extended(base, own), {});
    expect(requirements.map(({ id, sources }) => [id, sources?.map(({ title }) => title)])).to.deep.equal([
      ['object:Asset:read', undefined],
      ['object:Case:read', undefined],
      ['object:Contact:read', ['Three']],
      ['object:Lead:read', ['One', 'Two']],
    ]);
    const bare = describeDefinition(extended(base, 'requires:\n  - object: Case'), {});
    expect(bare.requirements.map(({ sources }) => sources?.length)).to.deep.equal([undefined, 1, undefined]);
  });

  it('of a rule are a list as well, each told once', () => {
    const rule = '  - { object: Lead, source: [{ title: One, seen: part }, { title: Two }] }';
    expect(requirementsOf(withRules(rule, '  - { object: Lead, source: { title: Two } }'))[0]?.sources).to.deep.equal([
      { title: 'One', seen: 'part' },
      { title: 'Two' },
    ]);
  });

  it('are given to scripts: the first under source, several under sources', () => {
    const [overview] = listDefinitions([parse(`${good}\n${two}`)]).integrations;
    expect(overview?.source).to.deep.equal({ title: 'One', seen: 'part' });
    expect(overview?.sources).to.have.length(2);
    expect(describeDefinition(parse(`${good}\n${one}`), {})).to.not.have.property('sources');
  });
});

describe('mistakes of sources', () => {
  for (const one of [
    {
      is: 'an unknown word',
      text: `${good}\nsource: { title: T, seen: hole }`,
      says: 'acme.yml:6:27: "hole" is not a word for "seen"; did you mean whole?',
    },
    {
      is: 'an unknown key in a list',
      text: `${good}\nsource:\n  - { title: T }\n  - { title: U, sen: part }`,
      says: 'acme.yml:8:17: "sen" is not a key of a source; did you mean seen?',
    },
    {
      is: 'one of a list without title',
      text: `${good}\nsource:\n  - { title: T }\n  - { seen: part }`,
      says: 'acme.yml:8:5: Here a source lacks the key "title".',
    },
    {
      is: 'a list without entries',
      text: `${good}\nsource: []`,
      says: 'acme.yml:6:9: The value of "source" has to be at least one entry or character, not "(list)".',
    },
    {
      is: 'a text',
      text: `${good}\nsource: Help`,
      says: 'acme.yml:6:9: The value of "source" has to be a page with its title, such as { title: Setup guide, url: "https://acme.example" }, not "Help".',
    },
    {
      is: 'an unknown key of a rule',
      text: withRules('  - object: Lead', '    source:', '      - { title: T, url: "https://a.example", dat: x }'),
      says: 'acme.yml:7:47: "dat" is not a key of a source; did you mean date?',
    },
  ])
    itFinds(one);
});

describe('other names of a product', () => {
  it('are kept in one line each, and not inherited: a name leads to one definition', () => {
    expect(parse(`${good}\naliases: [pardot, "Account  Engagement"]`).aliases).to.deep.equal([
      'pardot',
      'Account Engagement',
    ]);
    expect(extended(`${good}\naliases: [pardot]`, '').aliases).to.deep.equal([]);
  });

  for (const one of [
    {
      is: 'a text in place of a list',
      text: `${good}\naliases: pardot`,
      says: 'acme.yml:6:10: The value of "aliases" has to be a list, not "pardot".',
    },
    {
      is: 'the same one twice',
      text: `${good}\naliases: [Mad Kudu, mad-kudu]`,
      says: 'acme.yml:6:21: "mad-kudu" is listed twice under "aliases".',
    },
    {
      is: 'one that a reference cannot hold',
      text: `${good}\naliases: [a+b]`,
      says: 'acme.yml:6:11: The value of "aliases" has to be a name without @, +, comma and slash, such as pardot, not "a+b".',
    },
    {
      is: 'a misspelt key',
      text: `${good}\nalias: [pardot]`,
      says: 'acme.yml:6:1: "alias" is not a key of an integration definition; did you mean aliases?',
    },
  ])
    itFinds(one);
});

describe('the group of a definition', () => {
  it('is vendor where the file does not say it, and inherited', () => {
    expect(parse(good).group).to.equal('vendor');
    expect(parse(`${good}\ngroup: role`).group).to.equal('role');
    expect(extended(`${good}\ngroup: role`, '').group).to.equal('role');
    expect(extended(`${good}\ngroup: role`, 'group: vendor').group).to.equal('vendor');
    expect(listDefinitions([parse(`${good}\ngroup: role`)]).integrations[0]).to.include({ group: 'role' });
    expect(listDefinitions([parse(good)]).integrations[0]).to.not.have.property('group');
  });
  itFinds({
    is: 'an unknown word',
    text: `${good}\ngroup: rule`,
    says: 'acme.yml:6:8: "rule" is not a word for "group"; did you mean role?',
  });
});
