import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import { typedDefinition } from '../../../src/cli/definitionQuestions.js';
import type { GuidedDefinition } from '../../../src/cli/definitionQuestions.js';
import { accessAnswered } from '../../../src/generate/guidedAnswers.js';
import { builtInVocabulary } from '../../../src/generate/pageVocabulary.js';
import { writeAnswers } from '../../../src/workflows/writeDefinition.js';
import { loadDefinition } from '../../../src/files/loadDefinition.js';
import { OrgFailure } from '../../../src/org/failure.js';
import type { Words } from '../../../src/report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.generate.definition');
const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

type Typed = { given: GuidedDefinition; questions: string[]; told: string[] };

/** Types these lines one after the other; Ctrl-C where they end. */
const typing = async (
  lines: readonly string[],
  flags: { label: string | null; id: string | null } = { label: null, id: null },
  vocabulary = builtInVocabulary,
): Promise<Typed> => {
  const [left, questions, told]: [string[], string[], string[]] = [[...lines], [], []];
  const given = await typedDefinition(
    {
      type: (question) => {
        questions.push(question);
        const line = left.shift();
        return line === undefined ? Promise.reject(new OrgFailure('INTERRUPTED')) : Promise.resolve(line);
      },
      tell: (text) => told.push(text),
      words,
    },
    flags,
    vocabulary,
  );
  expect(left).to.deep.equal([]);
  return { given, questions, told };
};

describe('a definition that is typed step by step', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guided-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('becomes a file that is a definition', async () => {
    const { given } = await typing([
      ...['Acme Sync', '', 'API Enabled, RunReports', 'Leads, Invoice__c, account'],
      ...['read, create edit', '', 'viewallrecords', 'Opportunity'],
    ]);
    expect(given).to.deep.equal({
      label: 'Acme Sync',
      id: 'acme-sync',
      answers: {
        userPermissions: ['ApiEnabled', 'RunReports'],
        objects: [
          { sobject: 'Lead', access: ['create', 'edit'] },
          { sobject: 'Invoice__c', access: ['read'] },
          { sobject: 'Account', access: ['viewAllRecords'] },
        ],
        history: ['Opportunity'],
      },
    });
    const target = { file: null, folder, dryRun: false, pluginVersion: '0.1.0' };
    const { file, requirements } = await writeAnswers(given.answers, { ...target, ...given }, words);
    expect(file.file).to.equal(join(folder, 'acme-sync.yml'));
    expect(await readFile(join(folder, 'acme-sync.yml'), 'utf8')).to.equal(file.text);
    const loaded = await loadDefinition(join(folder, 'acme-sync.yml'));
    expect(loaded.rules.map(({ requirement }) => requirement.id).sort()).to.deep.equal([...requirements].sort());
    expect(requirements).to.include.members(['object:Lead:edit', 'historyTracking:Opportunity']);
  });

  it('is asked again for what is not understood, and is told what that was', async () => {
    const { given, told } = await typing([
      ...['', 'Acme', 'Not Kebab', 'acme', 'Fly to the Moon', 'API Enabled'],
      ...['Le@d', 'Lead', 'reed, edit', 'edit', ''],
    ]);
    expect(given.answers.objects).to.deep.equal([{ sobject: 'Lead', access: ['edit'] }]);
    expect(told.slice(1)).to.deep.equal([
      words('question.noLabel'),
      words('question.noId'),
      words('question.unknown', ['Fly to the Moon']),
      words('question.withoutOrg'),
      words('question.unknown', ['Le@d (did you mean Lead?)']),
      words('question.withoutOrg'),
      words('question.unknown', ['reed (did you mean read?)']),
    ]);
  });

  it('takes no name that no table knows for a user permission or an object', async () => {
    const { given, told } = await typing(
      ['Account, Opportunnity, Api Enabledd', 'authorapex', 'Opportunnity', 'Invoice__c', '', ''],
      { label: 'Acme', id: 'acme' },
    );
    expect(given.answers.userPermissions).to.deep.equal(['AuthorApex']);
    expect(given.answers.objects.map(({ sobject }) => sobject)).to.deep.equal(['Invoice__c']);
    const [permissions = '', , objects = ''] = told.slice(1);
    expect(permissions).to.match(/Account.*, Opportunnity.*Api Enabledd \(did you mean API Enabled/);
    expect(objects).to.contain('Opportunnity (did you mean Opportunity');
  });

  it('takes the names of an org where one is given', async () => {
    const names = { ...builtInVocabulary, permissions: [{ name: 'ManageWidgets', label: 'Manage Widgets' }] };
    const { given, told } = await typing(
      ['manage widget', 'Manage Widgets', '', ''],
      { label: 'Acme', id: 'acme' },
      names,
    );
    expect(given.answers.userPermissions).to.deep.equal(['ManageWidgets']);
    expect(told.slice(1)).to.have.length(1);
    expect(told[1]).to.contain('did you mean Manage Widgets');
  });

  it('does not ask for what flags say', async () => {
    const { given, questions } = await typing(['API Enabled', '', ''], { label: 'Acme', id: 'acme' });
    expect(given).to.include({ label: 'Acme', id: 'acme' });
    expect(questions).to.have.length(3);
  });

  it('ends at Ctrl-C, at any question', async () => {
    const lines = ['Acme', 'acme', 'API Enabled', 'Lead', 'read'];
    for (let many = 0; many <= lines.length; many++) {
      const outcome = await typing(lines.slice(0, many)).catch((error: unknown) => error);
      expect(outcome, String(many)).to.be.instanceOf(OrgFailure).with.property('code', 'INTERRUPTED');
    }
  });

  it('is refused where nothing is named', async () => {
    const { given } = await typing(['Acme', '', '', '', '']);
    const target = { file: null, folder, dryRun: false, pluginVersion: '0.1.0' };
    const outcome = await writeAnswers(given.answers, { ...target, ...given }, words).catch((error: unknown) => error);
    expect(outcome).to.have.property('code', 'NothingNamed');
  });

  it('takes Read where no access is typed, and leaves out what other words bring along', () => {
    expect(accessAnswered('').values).to.deep.equal(['read']);
    expect(accessAnswered('read modifyallrecords viewAllFields').values).to.deep.equal([
      'modifyAllRecords',
      'viewAllFields',
    ]);
  });
});
