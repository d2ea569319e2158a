/** What is counted or listed may be one thing or several: sentences are right for both. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { needName } from '../../../src/report/needName.js';
import { contentText } from '../../../src/report/validate/validateText.js';
import { findingTexts } from '../../../src/cli/presentation.js';
import { textOptions } from './support/scenes.js';

const messagesFolder = fileURLToPath(new URL('../../../messages', import.meta.url));

/** Nouns that stand behind a number. */
const nouns = [
  ...['APIs', 'bytes', 'calls', 'causes', 'changes', 'characters', 'choices', 'definitions', 'dependencies', 'entries'],
  ...['fields', 'files', 'findings', 'histories', 'integrations', 'jobs', 'kinds', 'levels', 'licenses', 'lines'],
  ...['logins', 'looks', 'mistakes', 'needs', 'objects', 'orgs', 'others', 'parts', 'patterns'],
  ...['permissions', 'records', 'results', 'rules', 'seats', 'seconds', 'sections', 'stars', 'things', 'users'],
  ...['values', 'variants', 'waivers', 'warnings', 'ways'],
];

/** A number and what it counts; of so many of a number (`1 of 5 needs`) the noun is always that of several. */
const numbered = new RegExp(
  String.raw`(?<!\bof )(?:%s|\{\w+\}) (?:(?!\w+s |among |and |no |of |on |only |record |under )[a-zA-Z-]+ ){0,3}?(?:${nouns.join('|')})\b`,
);

/** What is no number, or never one: key of the sentence, and why. */
const neverOne: Readonly<Record<string, string>> = {
  'failure.md error.DEPENDENCIES_UNREAD': 'a verb',
  'finding.md AUTOMATION_CLEAR': 'the name of an object',
  'finding.md automation.FLOW_WRITES_RECORDS': 'the name of an object',
  'integration.check.md report.beyond': 'a verb',
  'integration.check.md report.beyond.above': 'a verb',
  'integration.check.md report.beyond.allBut': 'a verb',
  'integration.check.md report.step.surplus.takeOut.PermissionSet': 'a verb',
  'integration.check.md report.step.surplus.takeOut.PermissionSetGroup': 'a verb',
  'integration.check.md report.step.surplus.vendors': 'a verb',
  'integration.grant.md warning.runnerLacks': 'a verb',
  'integration.health.md cause.degraded': 'a verb',
  'integration.history-tracking.md error.NoAction': 'a verb',
  'integration.revoke.md warning.runnerLacks': 'a verb',
  'failure.md error.GAVE_UP_WAITING': 'whole minutes, in seconds',
  'document.md check.users': 'one is called by name',
  'document.md check.integrations': 'one is called by name',
  'document.md left.sections': 'one: left.section',
  'integration.check.md report.waiver.noReason.several': 'one: report.waiver.noReason',
  'integration.check.md report.surplus.together': 'one is alone',
  'integration.explain.md section.several': 'users of a question about several',
  'integration.generate.workflow.md head.parts.logins': 'a limit',
  'integration.generate.workflow.md report.count.orgs': 'one: report.count.org',
  'integration.generate.workflow.md report.count.patterns': 'one: report.count.pattern',
  'monitorMessage.md subject.about.orgs': 'one is called by name',
  'monitorMessage.md subject.about.integrations': 'one is called by name',
  'monitorMessage.md subject.about.many': 'one is called by name',
  'monitorMessage.md more.lines': 'at least two give way to this line',
};

/** Words of a finding that may be a list: what stands in the way, what is named beside it, what is needed. */
const listed = String.raw`\{(?:blockers|besides|need|sources|ways|requiredFields)\}`;

/** In what to do, every word: several findings have it once for all of them. */
const anyWord = String.raw`\{\w+\}`;

const singularVerb = String.raw`(?:is|has|gives|helps|comes|does|was|needs|lets|stays|belongs)\b`;

/** What is too much for a limit, which is never one. */
const isAboutLimit = (key: string): boolean => /^error\.(?:\w*Too[A-Z]|TOO_)/.test(key);

/** Sentences about a single thing: key, and why. */
const alwaysOne: Readonly<Record<string, string>> = {
  INCOMPLETE_ANSWER: 'a finding has one need',
  LICENSE_FIRST: 'a finding has one need',
  OTHER_HOLDER_FORBIDS: 'a finding has one need',
  SET_LICENSE_FORBIDS: 'a finding has one need',
  'NO_SUCH_USER_PERMISSION.apiAccessControl.actions': 'one permission',
  'NAMED_SET_NOT_READ.actions': 'each set is told by itself',
  'hint.expired.actions': 'each set is told by itself',
};

const messageFiles = async (): Promise<string[]> =>
  (await readdir(messagesFolder)).filter((name) => name.endsWith('.md'));

/** Keys and texts of a message file. */
const sectionsOf = async (file: string): Promise<Array<readonly [string, string]>> =>
  (await readFile(join(messagesFolder, file), 'utf8'))
    .split(/^# /m)
    .slice(1)
    .map((section) => {
      const [key = '', ...lines] = section.split('\n');
      return [key, lines.join('\n')] as const;
    });

describe('sentences with a number', () => {
  it('have one for a single thing, or need none', async () => {
    const open = (
      await Promise.all(
        (await messageFiles()).map(async (file) => {
          const sections = await sectionsOf(file);
          const keys = new Set(sections.map(([key]) => key));
          return sections.flatMap(([key, text]) =>
            numbered.test(text) && !keys.has(`${key}.one`) && !isAboutLimit(key) ? [`${file} ${key}`] : [],
          );
        }),
      )
    ).flat();
    expect(open.toSorted()).to.deep.equal(Object.keys(neverOne).toSorted());
  });
});

describe('sentences about a single thing', () => {
  it('tell a definition with one variant', () => {
    const { words } = textOptions({ width: 80, paint: (_, text) => text }, 'integration.validate');
    expect(contentText({ kind: 'definition', id: 'acme', needs: 1, variants: 1 }, words)).to.equal(
      'acme asks for one thing in its one variant.',
    );
  });

  it('tell a choice of one way', () => {
    expect(
      needName({ kind: 'anyOf', name: 'people', members: [[]] }, { texts: findingTexts(), schema: null }),
    ).to.equal('People (one way)');
  });
});

describe('what a check says below its table of objects', () => {
  it('has no verb for a single thing behind a list of objects or access', async () => {
    const open = (await sectionsOf('integration.check.md')).flatMap(([key, text]) =>
      key.startsWith('report.note.') && new RegExp(`%s ${singularVerb}`).test(text.replace(/what gives %s is/i, ''))
        ? [`${key}: ${text.trim()}`]
        : [],
    );
    expect(open).to.deep.equal([]);
  });
});

describe('sentences of findings that may list several things', () => {
  it('have no verb for a single thing behind the list', async () => {
    const open = (await sectionsOf('finding.md')).flatMap(([key, text]) => {
      const words = key.endsWith('.actions') ? anyWord : listed;
      return new RegExp(String.raw`${words}[,)]? (?:which )?${singularVerb}`).test(text) ? [key] : [];
    });
    expect(open.toSorted()).to.deep.equal(Object.keys(alwaysOne).toSorted());
  });
});
