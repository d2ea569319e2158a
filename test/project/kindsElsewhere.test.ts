import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ruleKinds } from '../../src/kinds/kinds.js';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Files outside of src/kinds that look at what kind a need is, and why. All of them have an answer for kinds that they do not
 * name, so a new kind needs none of them. What every kind has to say belongs to `Kind`, not here. User permissions, objects,
 * fields and things of Setup are not counted: they are what a permission set holds, and many files are about that.
 */
const maySay: Readonly<Record<string, string>> = {
  'check/rootCauses.ts': 'field history of one object is one cause',
  'check/surplus/surplus.ts': 'permission sets that a rule names, which are needed whatever they hold',
  'definition/extendDefinition.ts': 'names of choices may not be told twice',
  'definition/readRule.ts': 'a choice is read as a tree of rules',
  'definition/ruleTemplate.ts': 'what a rule with parameters waits for',
  'files/receiptFile.ts': 'receipts of history-tracking',
  'generate/definitionDraft.ts': 'the rules that a generated definition may have',
  'generate/distinctNeeds.ts': 'the kinds of needs that are understood of a page',
  'generate/guidedAnswers.ts': 'the rules that people are asked for; all others they write themselves',
  'generate/sentence/pageNeed.ts': 'the kinds of needs that a sentence is understood as; all else is a gap',
  'generate/sentence/permissionNeeds.ts': 'what must not be had is a need of its own',
  'generate/sentence/wholeSentence.ts': 'what of a page in plain words is in a need already; all else is told',
  'generate/sentence/writtenFieldNeeds.ts': 'history that is to be tracked',
  'grant/draftInWhole.ts': 'a choice that cannot be given in whole is tried with its next way',
  'grant/wantedFindings.ts': 'a choice that cannot be met in whole gives nothing',
  'health/explainedBy.ts': 'which errors of a load a finding explains',
  'history/historyReceipt.ts': 'receipts of history-tracking',
  'history/historyTarget.ts': 'the command of this kind',
  'monitor/whoDidIt/partsOfLoss.ts': 'the entries of a permission set behind a loss; behind all others there is none',
  'monitor/whoDidIt/needSituations.ts': 'what the audit trail has actions for; of all others nobody is named',
  'monitor/whoDidIt/situations.ts': 'where no set is held any more, the name of what must be assigned is the source',
  'monitor/whoDidIt/sourceSituations.ts': 'apps and record types stand in a set beside its entries',
  'report/automationSteps.ts': 'the steps of one piece of automation',
  'report/check/causeText.ts': 'the words in which needs are counted; all others are "further needs"',
  'report/check/givingSteps.ts': 'commands of their own: history-tracking, and exemptions from automation',
  'report/check/headline.ts': 'that automation refuses what is written',
  'report/check/nextSteps.ts': 'the user and automation come at places of their own; what is by hand has a command',
  'report/check/reportSurplus.ts': 'what is by hand, or to be filled in, and leaves open what is too much',
  'report/check/sections.ts': 'the order of the sections; all other kinds follow',
  'report/check/warnings.ts': 'what a person has done cannot be taken back after a phase, as access can',
  'report/document/historyDocument.ts': 'the items of history-tracking',
  'report/document/setupParts.ts': 'why field history is wanted, which is a part of a setup by itself',
  'report/generate/definitionYaml.ts': 'the keys of the rules that are generated',
  'report/generate/pageDraft.ts': 'the order of the rules that are made of a page',
  'report/grant/exemptions.ts': 'formulas that exempt from automation',
  'report/grant/planReport.ts': 'what is by hand is told in the words of the definition, as its name alone says little',
  'report/grant/toldBesides.ts': 'what a plan tells of its own: licenses, sets, field history, automation',
  'report/needName.ts': 'a choice is named by the number of its ways',
  'report/setup/planWithoutHistory.ts': 'field history, which setup turns on itself, is no step for people',
  'report/words.ts': 'the ways of a choice',
};

const entryKinds: readonly string[] = [
  'userPermission',
  'object',
  'field',
  'customPermission',
  'apexClass',
  'connectedApp',
];
/** Names that many files have for the things of the platform themselves. */
const alsoWords: readonly string[] = ['permissionSetLicense', 'userLicense', 'profile', 'userFlag', 'package'];
const others = ruleKinds.filter((kind) => ![...entryKinds, ...alsoWords].includes(kind)).join('|');
const looksAtKind = new RegExp(`kinds?\\b.*'(?:${others})'|case '(?:${others})':|ofKinds\\('(?:${others})'`, 'i');

describe('what a kind is, outside of the folder of the kind', () => {
  it('is looked at only where it is said why', () => {
    const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .map((path) => path.split(sep).join('/'))
      .filter((path) => path.endsWith('.ts') && !path.startsWith('kinds/'))
      .filter((path) =>
        readFileSync(join(src, path), 'utf8')
          .split('\n')
          .some((line) => looksAtKind.test(line)),
      );
    expect(found.sort()).to.deep.equal(Object.keys(maySay).sort());
  });
});
