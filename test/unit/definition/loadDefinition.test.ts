import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expand } from '../../../src/files/hashDefinition.js';
import { listBuiltIn, loadDefinition } from '../../../src/files/loadDefinition.js';
import type { LoadedDefinition } from '../../../src/files/loadDefinition.js';
import { mistakeInPromise, sentenceOf } from './helpers.js';

const fixtures = fileURLToPath(new URL('../../fixtures/definitions/', import.meta.url));

const definition = (id: string, ...lines: string[]): string =>
  ['schemaVersion: 1', `id: ${id}`, `label: The ${id}`, ...lines].join('\n');

const idsOf = (loaded: LoadedDefinition, variant?: string): string[] =>
  expand(loaded, { variant, authentication: 'oauth' }).requirements.map(({ id }) => id);

describe('loadDefinition', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'definition-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  };
  const load = (reference: string): Promise<LoadedDefinition> =>
    loadDefinition(reference, { cwd: folder, pluginVersion: '0.1.0' });
  const sentence = async (reference: string): Promise<string> =>
    sentenceOf(await mistakeInPromise(load(reference))).message;

  const base = definition(
    'base',
    'description: Base.',
    'source: { title: Page }',
    'permissionSet: Base_Set',
    'requires:',
    '  - { object: Lead, access: [read, edit, delete], minimum: [read, edit] }',
    '  - { anyOf: [{ object: Case }], name: choice }',
    'variants:',
    '  a: { label: A, default: true, requires: [{ object: Task }] }',
    '  b: { label: B, requires: [{ object: Event }] }',
  );

  it('reads a definition by path, from the given folder', async () => {
    await write({ 'defs/acme.yml': definition('acme', 'requires: [{ object: Lead }]') });
    const loaded = await load('defs/acme.yml');
    expect(loaded).to.include({
      id: 'acme',
      label: 'The acme',
      file: 'defs/acme.yml',
      requestedVariant: null,
    });
    expect(loaded.permissionSet).to.equal('Integration_acme');
    expect(idsOf(await load(join(folder, 'defs/acme.yml')))).to.deep.equal(['object:Lead:read']);
  });

  it('names the file of a built-in definition so that it is taken for no file of the reader’s', async () => {
    expect((await loadDefinition('ciro')).file).to.equal('built-in:/ciro.yml');
  });

  it('reads a variant named in the reference, and the version of this package by itself', async () => {
    await write({ 'base.yaml': `requiresPlugin: ">=0.1"\n${base}` });
    const loaded = await loadDefinition('./base.yaml@b', { cwd: folder });
    expect(loaded.requestedVariant).to.equal('b');
    expect(expand(loaded, { authentication: 'oauth' }).variant).to.equal('b');
    expect(expand(loaded, { authentication: 'oauth', variant: 'a' }).variant).to.equal('a');
    expect(await sentence('base.yaml@c')).to.equal('The integration definition base has no variant called "c".');
  });

  it('hashes what is needed, not how it is said', async () => {
    const hash = async (rules: string): Promise<string> => {
      await write({ 'acme.yml': definition('acme', rules) });
      return expand(await load('acme.yml'), { authentication: 'oauth' }).definitionHash;
    };
    const first = await hash('requires: [{ object: Lead, because: A. }]');
    expect(first).to.match(/^sha256:[0-9a-f]{64}$/);
    expect(await hash('requires: [{ because: B., object: Lead }]')).to.equal(first);
    expect(await hash('requires: [{ object: Case }]')).to.not.equal(first);
  });

  describe('extends', () => {
    it('inherits rules, variants, description and source, but no permission set', async () => {
      await write({
        'base.yml': base,
        'sub/own.yml': definition('own', 'extends: ../base.yml', 'requires: [{ object: Asset }]'),
      });
      const own = await load('sub/own.yml');
      expect(own).to.deep.include({
        extends: ['base'],
        description: 'Base.',
        sources: [{ title: 'Page' }],
        permissionSet: 'Integration_own',
      });
      expect(idsOf(own)).to.deep.equal([
        'anyOf:choice',
        'object:Asset:read',
        'object:Lead:delete',
        'object:Lead:edit',
        'object:Lead:read',
        'object:Task:read',
      ]);
      expect(idsOf(own, 'b')).to.include('object:Event:read').and.not.include('object:Task:read');
    });

    it('adds to a variant of the same name and may choose another default', async () => {
      await write({
        'base.yml': base,
        'own.yml': definition(
          'own',
          'extends: ./base.yml',
          'variants:',
          '  b: { label: Mine, default: true, requires: [{ object: Asset }] }',
          '  c: {}',
        ),
      });
      const own = await load('own.yml');
      expect(own.variants.map(({ name, label, isDefault }) => [name, label, isDefault])).to.deep.equal([
        ['a', 'A', false],
        ['b', 'Mine', true],
        ['c', 'c', false],
      ]);
      expect(idsOf(own)).to.include.members(['object:Event:read', 'object:Asset:read']);
    });

    it('omits inherited needs by id, also from a minimum and a variant, without regard to case', async () => {
      await write({
        'base.yml': base,
        'own.yml': definition(
          'own',
          'extends: ./base.yml',
          'omit: [object:lead:DELETE, object:Lead:edit, object:Task:read, anyOf:choice]',
        ),
      });
      const [requirement, ...rest] = expand(await load('own.yml'), { authentication: 'oauth' }).requirements;
      expect(rest).to.deep.equal([]);
      expect(requirement?.need).to.deep.equal({ kind: 'object', sobject: 'Lead', access: 'read', minimum: ['read'] });
    });

    it('can ask again, in other words, for what it omits', async () => {
      await write({
        'base.yml': base,
        'own.yml': definition(
          'own',
          'extends: ./base.yml',
          'omit: [object:Lead:delete]',
          'requires: [{ object: Lead, access: [delete], forbid: true }]',
        ),
      });
      expect(idsOf(await load('own.yml'))).to.include('not:object:Lead:delete');
    });

    it('extends built-in definitions by id, over several files', async () => {
      await write({
        'one.yml': definition('one', 'extends: 6sense', 'requires: [{ object: Case }]'),
        'two.yml': definition('two', 'extends: one.yml', 'requires: [{ object: Task }]'),
      });
      const two = await load('two.yml');
      expect(two.extends).to.deep.equal(['one', '6sense']);
      expect(idsOf(two)).to.include.members(['object:Account:read', 'object:Case:read', 'object:Task:read']);
    });

    const mistakes: Array<[string, Readonly<Record<string, string>>, string]> = [
      [
        'an omit that matches nothing',
        { 'own.yml': definition('own', 'extends: base.yml', 'omit: [object:Lead:read, object:Leed:delete]') },
        'own.yml:5:26: Nothing that is inherited has the id "object:Leed:delete"; did you mean object:Lead:delete?',
      ],
      [
        'an omit of what the file itself adds',
        {
          'own.yml': definition(
            'own',
            'extends: base.yml',
            'omit: object:Zebra__c:read',
            'requires: [{ object: Zebra__c }]',
          ),
        },
        'own.yml:5:7: Nothing that is inherited has the id "object:Zebra__c:read".',
      ],
      [
        'an omit listed twice',
        { 'own.yml': definition('own', 'extends: base.yml', 'omit:', '  - object:Lead:read', '  - Object:lead:read') },
        'own.yml:7:5: "Object:lead:read" is listed twice under "omit".',
      ],
      [
        'an unknown base',
        { 'own.yml': definition('own', 'extends: 6sence') },
        'own.yml:4:10: There is no integration definition called "6sence"; did you mean 6sense?',
      ],
      [
        'a base that is not there',
        { 'own.yml': definition('own', 'extends: ./no.yml') },
        'own.yml:4:10: The integration definition file "no.yml" does not exist.',
      ],
      [
        'a base with its variant',
        { 'own.yml': definition('own', 'extends: base.yml@b') },
        'own.yml:4:10: A definition is extended with all of its variants: write "base.yml" without "@b".',
      ],
      [
        'a mistake in the base',
        {
          'own.yml': definition('own', 'extends: ./sub/bad.yml'),
          'sub/bad.yml': definition('bad', 'requires: [{ objct: Lead }]'),
        },
        'sub/bad.yml:4:14: "objct" is not a key of a rule; did you mean object?',
      ],
      [
        'itself',
        { 'own.yml': definition('own', 'extends: ./own.yml') },
        'own.yml:4:10: These definitions extend each other in a circle: own.yml → own.yml.',
      ],
      [
        'a circle',
        { 'own.yml': definition('own', 'extends: b.yml'), 'b.yml': definition('b', 'extends: sub/../own.yml') },
        'b.yml:4:10: These definitions extend each other in a circle: own.yml → b.yml → own.yml.',
      ],
      [
        'an inherited choice again',
        {
          'own.yml': definition('own', 'extends: base.yml', 'requires: [{ anyOf: [{ object: Task }], name: choice }]'),
        },
        'own.yml:5:47: Another rule is called "choice" already (base.yml:9:40).',
      ],
      [
        'an inherited need forbidden',
        {
          'own.yml': definition(
            'own',
            'extends: base.yml',
            'variants: { b: { requires: [{ object: Event, forbid: true }] } }',
          ),
        },
        'own.yml:5:39: A user cannot have object:Event:read and satisfy not:object:Event:read at the same time (the other rule is at base.yml:12:39).',
      ],
      [
        'no default left',
        { 'own.yml': definition('own', 'extends: base.yml', 'variants: { a: { default: false } }') },
        'own.yml:5:1: None of the variants is the default.',
      ],
    ];
    for (const [is, files, says] of mistakes) {
      it(`refuses ${is}`, async () => {
        await write({ 'base.yml': base, ...files });
        expect(await sentence('own.yml')).to.equal(says);
      });
    }

    it('refuses a chain without end', async () => {
      const files = Array.from({ length: 25 }, (_, n) => [`d${n}.yml`, definition(`d${n}`, `extends: d${n + 1}.yml`)]);
      await write(Object.fromEntries(files));
      expect(await sentence('d0.yml')).to.equal('d9.yml:4:10: More than 10 definitions extend one another.');
    });

    it('sees a circle through a link', async function () {
      if (process.platform === 'win32') this.skip();
      await write({ 'own.yml': definition('own', 'extends: link/own.yml') });
      await symlink(folder, join(folder, 'link'));
      expect((await mistakeInPromise(load('own.yml'))).code).to.equal('ExtendsCycle');
    });
  });

  describe('refuses', () => {
    const good = definition('acme', 'requires: [{ object: Lead }]');

    it('an unknown id, with the near ones and all of them', async () => {
      const { message, actions } = sentenceOf(await mistakeInPromise(load('hginsights')));
      expect(message).to.equal(
        'There is no integration definition called "hginsights"; did you mean hg-insights or gainsight?',
      );
      expect(actions[0]).to.match(/^Look for it .*"sf integration list TEXT"/);
    });

    it('several definitions where one is taken, and says where several are', async () => {
      await write({ 'acme.yml': good });
      for (const reference of ['ciro,cognism', 'ciro@granular,acme.yml', './acme.yml, ciro']) {
        const mistake = await mistakeInPromise(load(reference));
        expect(mistake.code, reference).to.equal('SeveralDefinitions');
        const { message, actions } = sentenceOf(mistake);
        expect(message).to.equal(`"${reference}" names several integration definitions, and one is used here.`);
        expect(actions[0]).to.equal('Name one of them, and repeat the command for each of the others.');
        expect(actions[1]).to.include('Only check takes several');
      }
    });

    it('but takes a file that has a comma in its name', async () => {
      await write({
        'acme,west.yml': definition('acme-west', 'requires: [{ object: Lead }]').replace('id: acme-west', 'id: acme'),
      });
      expect((await mistakeInPromise(load('acme,west.yml'))).code).to.equal('IdNotFileName');
      await mkdir(join(folder, 'a,b'));
      await write({ 'a,b/acme.yml': good });
      expect((await load('a,b/acme.yml')).id).to.equal('acme');
    });

    it('an id that climbs out of the folder, an empty one, a hostile one', async () => {
      for (const reference of ['..', '', '__proto__', '@x', 'a\u0000b']) {
        expect((await mistakeInPromise(load(reference))).code, reference).to.equal('UnknownDefinition');
      }
    });

    it('a file that is not there', async () => {
      expect(await sentence('no.yml')).to.equal('The integration definition file "no.yml" does not exist.');
      await write({ 'acme.yml': good });
      expect(await sentence('acme.yml/x.yml')).to.equal(
        'The integration definition file "acme.yml/x.yml" does not exist.',
      );
      expect((await mistakeInPromise(load('./a\u0000.yml'))).code).to.equal('FileNotFound');
    });

    it('a folder', async () => {
      await mkdir(join(folder, 'acme.yml'));
      expect(await sentence('acme.yml')).to.equal(
        'An integration definition has to be a plain file, and "acme.yml" is not one.',
      );
      expect(await sentence('./')).to.equal('An integration definition has to be a plain file, and "./" is not one.');
    });

    it('a device, without waiting for it', async function () {
      if (process.platform === 'win32') this.skip();
      expect((await mistakeInPromise(load('/dev/zero'))).code).to.equal('NotAFile');
    });

    it('a file that is no definition, without a word of what it holds', async () => {
      const secrets = {
        npmrc: '//registry.example/:_authToken=s3cr3tTOKENvalue\n',
        passwd: 'root:x:0:0:s3cr3tTOKENvalue:/root:/bin/bash\n',
        'list.yml': '- s3cr3tTOKENvalue\n',
        'keys.yml': 's3cr3tTOKENvalue: 1\n',
        'broken.yml': '{ "a": s3cr3tTOKENvalue: }\n',
        'alias.yml': 'a: *s3cr3tTOKENvalue\n',
        'tag.yml': 'a: !s3cr3tTOKENvalue b\n',
        'twice.yml': 's3cr3tTOKENvalue: 1\ns3cr3tTOKENvalue: 2\n',
        'credentials.json': '{"aws_secret": "s3cr3tTOKENvalue", "id": "s3cr3tTOKENvalue"}',
        'id.yml': 'id: s3cr3tTOKENvalue\nlabel: s3cr3tTOKENvalue\nrequires: s3cr3tTOKENvalue\n',
      };
      await write(secrets);
      for (const name of Object.keys(secrets)) {
        await write({ 'own.yml': definition('own', `extends: ./${name}`) });
        for (const reference of ['own.yml', `./${name}`]) {
          const { message, actions } = sentenceOf(await mistakeInPromise(load(reference)));
          expect(`${message} ${actions.join(' ')}`, reference)
            .to.include(name)
            .and.not.match(/s3cr3t/);
        }
      }
    });

    it('a file by the path by which it was named, absolute or not', async () => {
      await write({ 'other.yml': 'requires: []' });
      await write({ 'own.yml': definition('own', `extends: ${join(folder, 'other.yml')}`) });
      expect(await sentence('own.yml')).to.include(`${join(folder, 'other.yml')}:1:1`);
    });

    it('a file without anything in its name that a terminal would obey', async () => {
      const name = 'evil\u001b[2J\u001b[1;31mOWNED\u001b]0;pwn\u0007\u202e.yml';
      await write({ [name]: definition('other', 'requires: [{ object: Lead }]') });
      await write({ 'own.yml': definition('own', `extends: ${JSON.stringify(`./${name}`)}`) });
      for (const reference of ['own.yml', `./${name}`])
        expect(await sentence(reference))
          .to.include('OWNED')
          .and.not.match(/[\p{Cc}\u202e]/u);
    });

    it('a file that is too large', async () => {
      await write({ 'acme.yml': `${good}\n${'#'.repeat(1_000_000)}` });
      expect(await sentence('acme.yml')).to.equal(
        'The file "acme.yml" is larger than the 1000000 bytes that an integration definition may have.',
      );
    });

    it('a file that is not UTF-8', async () => {
      await write({ 'acme.yml': Buffer.from(good, 'utf16le') });
      await write({ 'latin.yml': Buffer.from(definition('latin', 'description: caf\u00e9'), 'latin1') });
      expect(await sentence('latin.yml')).to.equal('The file "latin.yml" is not UTF-8 text.');
      expect((await mistakeInPromise(load('acme.yml'))).code).to.equal('NotUtf8');
    });

    it('a file of random bytes', async () => {
      for (let seed = 1; seed <= 50; seed++) {
        let state = seed;
        const bytes = Uint8Array.from({ length: 300 }, () => (state = (state * 48_271) % 2_147_483_647) & 127 || 1);
        await write({ 'acme.yml': bytes });
        expect((await mistakeInPromise(load('acme.yml'))).place?.line, `seed ${seed}`).to.be.greaterThan(0);
      }
    });
  });

  it('checks the example that extends 6sense', async () => {
    const acme = expand(await loadDefinition(join(fixtures, 'acme-6sense.yml')), { authentication: 'oauth' });
    const standardized = acme.requirements.filter(({ need }) => need.kind === 'field' && need.standardized);
    expect(standardized).to.have.length(10);
    expect(standardized.every(({ level, inferred }) => level === 'required' && !inferred)).to.equal(true);
    expect(acme.requirements.map(({ id }) => id)).to.include.members([
      'object:Account:read',
      'object:Opportunity:read',
    ]);
  });
});

describe('a definition in a folder that belongs to no project', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'no-project-'));
    await mkdir(join(folder, 'integrations'));
    await writeFile(join(folder, 'integrations', 'acme.yaml'), definition('acme', 'requires: []'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is not found by its id, and where it lies is told', async () => {
    const mistake = await mistakeInPromise(loadDefinition('acme', { cwd: folder, pluginVersion: '0.1.0' }));
    expect(mistake.code).to.equal('DefinitionOutsideProject');
    const { message, actions } = sentenceOf(mistake);
    expect(message).to.include('integrations/acme.yaml');
    expect(actions?.join()).to.include('-i ./integrations/acme.yaml').and.include('generate config');
  });

  it('is not found by another name of its product, and where it lies is told', async () => {
    const text = definition('acme-sync', 'aliases: [Acme CRM]', 'requires:', '  - object: Account');
    await writeFile(join(folder, 'integrations', 'acme-sync.yml'), text);
    await writeFile(join(folder, 'integrations', 'broken.yml'), 'aliases: [Acme CRM');
    const mistake = await mistakeInPromise(loadDefinition('acme-crm', { cwd: folder, pluginVersion: '0.1.0' }));
    expect(mistake.code).to.equal('DefinitionOutsideProject');
    expect(sentenceOf(mistake).message).to.include('"acme-crm"').and.include('integrations/acme-sync.yml');
  });
});

describe('a definition asked for by another name of its product', () => {
  let folder: string;
  const options = (): { cwd: string; pluginVersion: string } => ({ cwd: folder, pluginVersion: '0.1.0' });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aliases-'));
    await mkdir(join(folder, 'integrations'));
    await writeFile(join(folder, 'sfdx-project.json'), '{}');
    const files: Record<string, string> = {
      'account-engagement': 'aliases: [Pardot, Account Engagement connector]\nvariants: { small: { default: true } }',
      'mad-one': 'aliases: [MadKudu, ciro]',
      'mad-two': 'aliases: [madkudu, own]',
      broken: 'aliases: 7',
    };
    for (const [id, lines] of Object.entries(files))
      await writeFile(
        join(folder, 'integrations', `${id}.yml`),
        definition(id, lines, 'requires:', '  - object: Account'),
      );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is found where one has the name, whatever its case and hyphens, also with a variant', async () => {
    for (const name of ['pardot', 'PARDOT', 'Account Engagement Connector', 'account-engagement_connector'])
      expect((await loadDefinition(name, options())).id, name).to.equal('account-engagement');
    expect((await loadDefinition('pardot@small', options())).requestedVariant).to.equal('small');
  });

  it('is its id first: an alias takes nothing from another definition', async () => {
    expect((await loadDefinition('ciro', options())).label).to.equal('Ciro');
  });

  it('is not guessed where several have the name: all are told', async () => {
    const mistake = await mistakeInPromise(loadDefinition('MadKudu', options()));
    expect(sentenceOf(mistake)).to.deep.equal({
      message: '"MadKudu" is another name of several integration definitions: mad-one, mad-two.',
      actions: ['Name the one that is meant by its id.'],
    });
  });

  it('may have been meant by a name that is near', async () => {
    const mistake = await mistakeInPromise(loadDefinition('pardto', options()));
    expect(sentenceOf(mistake).message).to.include('"pardto"; did you mean Pardot?');
  });

  it('is not what a file extends: that is an id', async () => {
    await writeFile(join(folder, 'x.yml'), definition('x', 'extends: pardot'));
    expect((await mistakeInPromise(loadDefinition('./x.yml', options()))).code).to.equal('UnknownDefinition');
  });
});

describe('listBuiltIn', () => {
  it('lists every definition of the package by id', async () => {
    const ids = (await listBuiltIn()).map(({ id }) => id);
    const files = await readdir(fileURLToPath(new URL('../../../integrations', import.meta.url)));
    expect(ids).to.deep.equal(
      files
        .map((name) => name.replace(/\.yml$/, ''))
        .filter((id) => id !== 'runner')
        .sort(),
    );
    expect(ids).to.include.members(['6sense', 'ciro', 'cognism', 'gong', 'hg-insights', 'zendesk']);
  });
});
