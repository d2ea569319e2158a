/** Every code of a closed list has its sentence: what a person reads is never a code. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Messages } from '@salesforce/core/messages';
import { expect } from 'chai';
import { hintKinds } from '../../../src/access/answer.js';
import { findingCodes, openCodes } from '../../../src/kinds/findingCodes.js';
import { keepReasons, notFoundKinds, notFoundReasons } from '../../../src/revoke/revokePlan.js';
import { statuses, verdict } from '../../../src/kinds/verdict.js';
import { levels } from '../../../src/kinds/requirement.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import { fileProblems } from '../../../src/files/fileRefusal.js';
import { writtenKinds } from '../../../src/validate/fileKind.js';
import { projectFileCodes } from '../../../src/metadata/projectFileRefusal.js';
import { setChanges } from '../../../src/grant/planDifference.js';
import { undoWays } from '../../../src/grant/undo.js';
import { outcomeResults, outcomeSteps } from '../../../src/grant/grantOutcome.js';
import { historyResults, historySteps } from '../../../src/history/historyOutcome.js';
import { historyActions, keptSwitchCodes, leftOutReasons } from '../../../src/history/historyPlan.js';
import { manualCodes } from '../../../src/platform/fieldHistory.js';
import { fieldStatuses } from '../../../src/history/historyState.js';
import { historyWriteStages } from '../../../src/org/apply/writeHistory.js';
import { historyAdviceCodes } from '../../../src/report/history/historyRunText.js';
import { ruleKinds } from '../../../src/kinds/kinds.js';
import { apis } from '../../../src/platform/apis.js';
import { causeKeys, countedKinds } from '../../../src/report/check/causeText.js';
import { sectionKeys } from '../../../src/report/check/sections.js';
import { failureCodes } from '../../../src/failureCode.js';
import { adviceCodes } from '../../../src/report/grant/outcomeText.js';
import type { Vocabulary } from '../../../src/report/needName.js';
import { sentencesOf } from '../../../src/report/words.js';
import { checkStages } from '../../../src/workflows/checkWorkflow.js';
import { grantStages } from '../../../src/workflows/grantReading.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

const messagesFolder = fileURLToPath(new URL('../../../messages', import.meta.url));

/** Keys without a sentence in a message file. */
const missingIn = (bundle: string, keys: readonly string[]): string[] => {
  const messages = Messages.loadMessages('sf-plugin-integration', bundle);
  return keys.filter((key) => {
    try {
      return messages.getMessages(key).every((text) => text.trim() === '');
    } catch {
      return true;
    }
  });
};

const history = 'integration.history-tracking';

/** Ctrl-C and a No at the question: whoever did it knows what comes next. */
const withoutAction = ['INTERRUPTED', 'CONSENT_REFUSED'];

const cases: Array<[what: string, bundle: string, keys: readonly string[]]> = [
  ['finding codes', 'finding', findingCodes],
  ['next steps of findings', 'finding', openCodes.map((code) => `${code}.actions`)],
  ['hints', 'finding', hintKinds.flatMap((kind) => [`hint.${kind}`, `hint.${kind}.actions`])],
  [
    'names of needs',
    'finding',
    [
      ...ruleKinds.filter((kind) => kind !== 'userPermission').map((kind) => `name.${kind}`),
      ...['active', 'notFrozen', 'named'].map((condition) => `name.user.${condition}`),
      'name.license',
    ],
  ],
  ['APIs', 'finding', apis.map((api) => `api.${api}`)],
  [
    'sources',
    'finding',
    ['Profile', 'PermissionSet', 'PermissionSetGroup', 'through', 'via', 'until'].map((word) => `source.${word}`),
  ],
  ['a single cause', 'finding', ['cause.text.notGranted.one']],
  ['causes', 'finding', causeKeys.flatMap((key) => [`cause.title.${key}`, `cause.text.${key}`])],
  [
    'what causes count',
    'finding',
    [
      ...levels.map((level) => `cause.needs.${level}`),
      ...[...countedKinds, 'other'].flatMap((sort) => [`cause.count.${sort}`, `cause.count.${sort}.one`]),
    ],
  ],
  ['sections of the report', 'integration.check', sectionKeys.map((key) => `report.section.${key}`)],
  ['sections of describe', 'integration.describe', ruleKinds.map((kind) => `section.${kind}`)],
  ['access words', 'finding', objectAccesses.map((access) => `access.${access}`)],
  [
    'reports that cannot be written',
    'failure',
    ['ending', 'twice', 'folder', 'unwritten', 'partlyWritten'].flatMap((problem) => [
      `error.report.${problem}`,
      `error.report.${problem}.actions`,
    ]),
  ],
  [
    'verdicts of documents',
    'document',
    [
      ...['grant', 'history-tracking'].flatMap((command) =>
        [0, 1, 2, 3, 68, 69, 130].map((code) => `${command === 'grant' ? 'grant' : 'history'}.exit.${code}`),
      ),
      ...[0, 1, 3].map((code) => `health.exit.${code}`),
    ],
  ],
  ['statuses', 'integration.check', statuses.map((status) => `report.status.${status}`)],
  ['counts', 'integration.check', statuses.map((status) => `report.count.${status}`)],
  [
    'levels but required',
    'integration.check',
    levels.filter((level) => level !== 'required').map((level) => `report.level.${level}`),
  ],
  ['columns', 'integration.check', objectAccesses.map((access) => `report.column.${access}`)],
  ['stages of a check', 'integration.check', checkStages.map((stage) => `stage.${stage}`)],
  ['stages of a grant', 'integration.grant', grantStages.map((stage) => `stage.${stage}`)],
  ['steps', 'integration.grant', outcomeSteps.map((step) => `step.${step}`)],
  ['results of steps', 'integration.grant', outcomeResults.map((result) => `outcome.${result}`)],
  ['what became of the set of a plan', 'integration.grant', setChanges.map((word) => `difference.set.${word}`)],
  ['advice', 'integration.grant', [...adviceCodes, 'OTHER'].map((code) => `advice.${code}`)],
  ['ways to take a grant back', 'integration.grant', undoWays.map((how) => `undo.${how}`)],
  ['why something has stayed', 'integration.grant', keepReasons.map((why) => `advice.${why}`)],
  ['why something stays', 'integration.revoke', keepReasons.map((why) => `plan.kept.set.${why}`)],
  ['what is not there', 'integration.revoke', [...notFoundKinds, ...notFoundReasons].map((word) => `notFound.${word}`)],
  [
    'findings about a profile whose name is hidden',
    'finding',
    [
      'NOT_ON_PROFILE.profileHidden',
      'NOT_ON_PROFILE.profileHidden.actions',
      'USER_PERMISSION_ON_PROFILE_ONLY.profileHidden.actions',
      'LOGIN_ANY_HOUR.profileHidden',
      'LOGIN_ANY_ADDRESS.profileHidden',
      'LOGIN_ADDRESSES_RELAXED.profileHidden',
      ...['HOURS', 'ADDRESSES'].flatMap((what) => [
        `LOGIN_${what}_RESTRICTED.profileHidden`,
        `LOGIN_${what}_RESTRICTED.profileHidden.actions`,
      ]),
    ],
  ],
  ['steps of history', history, historySteps.map((step) => `step.${step}`)],
  ['ends of steps of history', history, [...historyResults, 'unproved'].map((result) => `outcome.${result}`)],
  ['advice of history', history, [...historyAdviceCodes, 'OTHER'].map((code) => `advice.${code}`)],
  ['stages of history', history, ['history', 'proof', ...historyWriteStages].map((stage) => `stage.${stage}`)],
  [
    'states of fields of history',
    history,
    fieldStatuses.flatMap((status) => [`status.${status}`, `suggested.${status}`]),
  ],
  [
    'plans of history',
    history,
    [
      ...historyActions.flatMap((one) => [
        `plan.title.${one}`,
        `plan.none.${one}`,
        `plan.switch.${one}`,
        `prompt.${one}`,
      ]),
      ...leftOutReasons.map((reason) => `plan.leftOut.${reason}`),
      ...manualCodes.map((code) => `plan.manual.${code}`),
      ...keptSwitchCodes.map((code) => `plan.keeps.${code}`),
    ],
  ],
  ['failures', 'failure', failureCodes.map((code) => `error.${code}`)],
  [
    'next steps of failures',
    'failure',
    failureCodes.filter((code) => !withoutAction.includes(code)).map((code) => `error.${code}.actions`),
  ],
  ['mistakes in files', 'failure', fileProblems.flatMap((one) => [`error.file.${one}`, `error.file.${one}.actions`])],
  [
    'files of ours in place of another one',
    'failure',
    writtenKinds.flatMap((kind) => [`error.file.notOurs.${kind}`, `error.file.notOurs.${kind}.actions`]),
  ],
  [
    'mistakes in project files',
    'projectFile',
    projectFileCodes.flatMap((code) => [`error.${code}`, `error.${code}.actions`]),
  ],
];

describe('sentences', () => {
  for (const [what, bundle, keys] of cases) {
    it(`${what}: each has its own in ${bundle}.md`, () => {
      expect(keys).to.not.deep.equal([]);
      expect(missingIn(bundle, keys)).to.deep.equal([]);
    });
  }

  it('a code without a sentence is a defect, and never printed as a code', () => {
    const finding = verdict('unmet', 'OBJECT_PERMISSION_MISSING', ['Account', 'read'], {
      hints: [{ kind: 'expired', source: 'Sales_Read' }],
    });
    const all: Record<string, string[]> = {
      OBJECT_PERMISSION_MISSING: ['{2} on {1} is missing.'],
      'OBJECT_PERMISSION_MISSING.actions': ['Enable it.'],
      'hint.expired': ['{1} has expired.'],
      'access.read': ['Read'],
    };
    const without = (key: string): Vocabulary => ({
      schema: null,
      texts: (wanted) => (wanted === key ? [] : (all[wanted] ?? [])),
    });
    expect(sentencesOf(finding, without('')).message).to.equal('Read on Account is missing.');
    for (const key of Object.keys(all)) {
      expect(() => sentencesOf(finding, without(key)), key).to.throw(key);
    }
  });

  /** Phrases that readers whose English is second-hand stumbled over, with what to say instead. */
  const riddles: Array<[phrase: RegExp, plain: string]> = [
    [/nobody (knows|said|can tell)/i, 'it is not known, could not be read'],
    [/nothing says/i, 'name the user, the definition, the fields'],
    [/\b(what|see what) stands\b/i, 'what is there now'],
    [/keep it so/i, 'check again at any time'],
    [/\bis closed to\b/i, 'cannot call'],
    [/\bwaits for\b/i, 'what is missing is'],
    [/^Held:/im, 'the user has it'],
    [/needs (is|are) not there/i, 'missing'],
    [/\bcame upon\b/i, 'met'],
    [/\bgrantedBy\b/, 'where it comes from'],
  ];
  for (const [phrase, plain] of riddles) {
    it(`no message says ${phrase.source}: rather "${plain}"`, async () => {
      const files = (await readdir(messagesFolder)).filter((name) => name.endsWith('.md'));
      const texts = await Promise.all(files.map((name) => readFile(join(messagesFolder, name), 'utf8')));
      const found = files.flatMap((name, at) =>
        (texts[at] ?? '').split('\n').flatMap((line) => (phrase.test(line) ? [`${name}: ${line}`] : [])),
      );
      expect(files).to.not.deep.equal([]);
      expect(found).to.deep.equal([]);
    });
  }
});
