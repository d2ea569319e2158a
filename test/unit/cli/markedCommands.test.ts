/** Commands that sentences name can be pasted: they carry the org of the run, and the integration and user that flags gave. */
import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { withLine } from '../../../src/cli/markedCommands.js';
import { forgetLine, rememberLine, rememberNamed } from '../../../src/cli/runLine.js';

const org = {
  getUsername: () => 'admin@example.com',
  getConnection: () => ({ instanceUrl: 'https://example.my.salesforce.com' }),
};

type Manifest = {
  readonly commands: Readonly<
    Record<string, { readonly flags: Readonly<Record<string, { readonly multiple?: boolean }>> }>
  >;
};

const read = (path: string): Promise<string> => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** Sentences that say what to do, by the file and the key of their section. */
const nextSteps = async (): Promise<Array<readonly [string, string]>> => {
  const files = await readdir(new URL('../../../messages', import.meta.url));
  const texts = await Promise.all(files.map(async (file) => [file, await read(`messages/${file}`)] as const));
  return texts.flatMap(([file, text]) =>
    text.split(/^# /m).flatMap((section) => {
      const [key = '', ...lines] = section.split('\n');
      return key.endsWith('.actions') ? lines.filter(Boolean).map((line) => [`${file} ${key}`, line] as const) : [];
    }),
  );
};

/** All commands that sentences mark. */
const marks = async (): Promise<string[]> => {
  const files = await readdir(new URL('../../../messages', import.meta.url));
  const texts = await Promise.all(files.map((file) => read(`messages/${file}`)));
  return texts.flatMap((text) => text.match(/\[\[sf .*?\]\]/g) ?? []);
};

/** Commands of sf itself that are about one org. */
const aboutOneOrg = /^(data query|org (display|list limits|assign permset)|project (deploy|retrieve) start)\b/;
/** Those that are not. */
const aboutNone = /^(plugins|config|org (login|list$|list[" ]))/;

describe('commands in sentences', () => {
  afterEach(forgetLine);

  it('carry what the run was given', () => {
    rememberLine({ 'target-org': org, integration: ['6sense'], user: ['int user@example.com'], config: 'team.yml' });
    expect(withLine('See "[[sf integration check]]", then repeat.')).to.equal(
      `See "sf integration check -i 6sense -u 'int user@example.com' --config team.yml -o admin@example.com", then repeat.`,
    );
    expect(withLine('Turn it on with "[[sf integration history-tracking --enable]]"; or in Setup.')).to.equal(
      'Turn it on with "sf integration history-tracking -i 6sense --config team.yml -o admin@example.com --enable"; or in Setup.',
    );
    expect(withLine('List users with: [[sf data query -q "SELECT Username FROM User"]]')).to.equal(
      'List users with: sf data query -o admin@example.com -q "SELECT Username FROM User"',
    );
  });

  it('carry what fills a definition in, where the command takes it', () => {
    rememberLine({ 'target-org': org, integration: 'acme', set: ['objects=Lead,Case'], phase: ['setup'] });
    expect(withLine('[[sf integration history-tracking --enable]]')).to.equal(
      "sf integration history-tracking -i acme --set 'objects=Lead,Case' --phase setup -o admin@example.com --enable",
    );
    expect(withLine('[[sf integration revoke]]')).to.equal(
      "sf integration revoke -i acme --set 'objects=Lead,Case' -o admin@example.com",
    );
  });

  it('carry what a plan or a person has named in place of flags', () => {
    rememberLine({ 'target-org': org });
    rememberNamed({ integrations: ['acme'], users: ['a@example.com'], filling: { parameters: { objects: ['Lead'] } } });
    expect(withLine('[[sf integration check]]')).to.equal(
      'sf integration check -i acme -u a@example.com --set objects=Lead -o admin@example.com',
    );
    rememberNamed({ users: ['b@example.com'] });
    expect(withLine('[[sf integration check]]')).to.equal(
      'sf integration check -i acme -u b@example.com --set objects=Lead -o admin@example.com',
    );
  });

  it('say nothing twice: a plan and a receipt say what they are about, and what stands there stays', () => {
    rememberLine({ 'target-org': org, integration: '6sense', user: 'a@example.com' });
    expect(withLine('[[sf integration setup --plan cr.json]]')).to.equal(
      'sf integration setup -o admin@example.com --plan cr.json',
    );
    expect(withLine('"[[sf integration revoke --receipt FILE]]" takes it back')).to.equal(
      '"sf integration revoke -o admin@example.com --receipt FILE" takes it back',
    );
    const once = withLine('"[[sf integration check -i ciro]]"');
    expect(once).to.equal('"sf integration check -u a@example.com -o admin@example.com -i ciro"');
    expect(withLine(once)).to.equal(once);
  });

  it('say nothing of the org where a snapshot takes its place', () => {
    rememberLine({ 'target-org': org, integration: '6sense' });
    expect(withLine('"[[sf integration check --snapshot FILE]]"')).to.equal('"sf integration check --snapshot FILE"');
  });

  it('are those that are marked, and no words that look like one', () => {
    rememberLine({ 'target-org': org });
    expect(withLine('It was made by "sf integration grant".')).to.equal('It was made by "sf integration grant".');
  });

  it('repeat of several integrations or users none, where the command takes only one', () => {
    rememberLine({ 'target-org': org, integration: ['6sense', 'ciro'], user: ['a@example.com', 'b@example.com'] });
    expect(withLine('[[sf integration check]]')).to.equal(
      'sf integration check -i 6sense -i ciro -u a@example.com -u b@example.com -o admin@example.com',
    );
    expect(withLine('[[sf integration grant --dry-run]]')).to.equal(
      'sf integration grant -u a@example.com -u b@example.com -o admin@example.com --dry-run',
    );
    expect(withLine('[[sf integration history-tracking --enable]]')).to.equal(
      'sf integration history-tracking -o admin@example.com --enable',
    );
  });

  it('repeat flags only as often as the command takes them', async () => {
    const { commands } = JSON.parse(await read('oclif.manifest.json')) as Manifest;
    rememberLine({ 'target-org': org, integration: ['6sense', 'ciro'], user: ['a@example.com', 'b@example.com'] });
    for (const [id, { flags }] of Object.entries(commands)) {
      const command = `[[sf ${id.replaceAll(':', ' ')}]]`;
      const typed = withLine(command);
      for (const [flag, name] of [
        ['-i', 'integration'],
        ['-u', 'user'],
      ] as const)
        if (typed.includes(` ${flag} `)) expect(flags[name]?.multiple, `${typed}: ${name}`).to.equal(true);
    }
  });

  it('stay as they are where no org was given, and those that are about no org', () => {
    expect(withLine('[[sf integration check]]')).to.equal('sf integration check');
    rememberLine({ 'target-org': org, integration: ['6sense'] });
    expect(withLine('"sf integration describe" and "sf integration list TEXT"')).to.equal(
      '"sf integration describe" and "sf integration list TEXT"',
    );
  });

  it('carry no token, wherever it was typed', () => {
    const token = '00D5g0000000GBs!AQ84a6690b6a18076e7ba62c0d37fff6a58d5d08aba449b72e53e656b8757e7e1d';
    rememberLine({ 'target-org': org, user: [token] });
    expect(withLine('[[sf integration check]]')).to.not.include('AQ84a6690b6a');
  });

  it('are known here wherever a sentence marks one', async () => {
    rememberLine({ 'target-org': org });
    const all = await marks();
    expect(all.length).to.be.greaterThan(40);
    for (const mark of all.filter((one) => !one.includes('--snapshot')))
      expect(withLine(mark), mark).to.match(
        / (-o admin@example\.com|--instance-url https:\/\/example\.my\.salesforce\.com)/,
      );
  });

  it('say what is asked for, where they ask the org', async () => {
    const queries = (await marks()).filter((mark) => mark.startsWith('[[sf data query'));
    expect(queries).to.not.be.empty;
    for (const query of queries) expect(query).to.include(' -q ');
  });

  it('have what is filled in between quotes: names of files may hold blanks, and usernames an apostrophe', async () => {
    const filled = (await marks()).filter((mark) => /%s|\{\d\}/.test(mark));
    expect(filled).to.have.length.greaterThan(5);
    for (const mark of filled) expect(mark.replace(/"[^"]*"/g, ''), mark).to.not.match(/%s|\{\d\}/);
  });

  it('carry the org in every next step of the messages that names one', async () => {
    rememberLine({ 'target-org': org, integration: ['6sense'], user: ['a@example.com'] });
    const { commands } = JSON.parse(await read('oclif.manifest.json')) as Manifest;
    const named = (await nextSteps()).flatMap(([where, step]) =>
      [...withLine(step).matchAll(/\bsf ((?:integration|plugins|config|org|data|project|package|apex)\b[^"`]*)/g)].map(
        ([, command = '']) => ({ where, command }),
      ),
    );
    expect(named.length).to.be.greaterThan(30);
    const takesOrg = (command: string): boolean | null => {
      if (!command.startsWith('integration ')) {
        if (aboutOneOrg.test(command)) return true;
        return aboutNone.test(command) ? false : null;
      }
      const words = command.replace(/[.,;].*$/, '').split(' ');
      const id = [words.slice(0, 3), words.slice(0, 2)].map((some) => some.join(':')).find((one) => one in commands);
      if (id === undefined) return null;
      // A snapshot takes the place of the org.
      if (words.includes('--snapshot')) return false;
      // An org makes validate look there for names: it is another question.
      return id !== 'integration:validate' && 'target-org' in (commands[id]?.flags ?? {});
    };
    for (const { where, command } of named) {
      const takes = takesOrg(command);
      expect(takes, `${where}: is "sf ${command}" about one org? Say it here and in markedCommands.ts`).to.not.equal(
        null,
      );
      expect(command.includes('-o admin@example.com'), `${where}: sf ${command}`).to.equal(takes);
    }
  });
});
