/** The sentence and the advice about mistakes that are found elsewhere than in the text of a definition. */
import { expect } from 'chai';
import { findingTexts } from '../../../src/cli/presentation.js';
import { verdict } from '../../../src/kinds/verdict.js';
import { sentencesOf } from '../../../src/report/words.js';
import type { Mistake } from '../../../src/definition/definitionMistake.js';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

const place = { file: 'f.yml', line: 2, column: 3 };

type Case = readonly [mistake: Mistake, message: string, ...actions: string[]];

const misspeltName = 'Correct the name.';
const lookedUpByLabel =
  'Correct it if it is misspelt: "sf integration lookup" finds a name by its label. Where an integration works without it, write "ifPresent: true" beside it in a definition.';
const shownBySetup =
  'If it is misspelt, correct it: the name is the one that Setup shows. If it is right and this org does not have it, name one that the org has beside it (of a list one is enough), or write "ifPresent: true" beside it in a definition that is for other orgs too: the look-up then passes over it, and a check asks for it still.';
/** As a check says it: a license that the org lacks is one matter, whoever finds it. */
const licenseNotThere = sentencesOf(
  {
    ...verdict('impossible', 'NO_SUCH_PERMISSION_SET_LICENSE', ['AcmePsl']),
    need: { kind: 'permissionSetLicense', name: 'AcmePsl' },
  },
  { texts: findingTexts(), schema: null },
).actions;
const askReadInstead = 'Ask for read in place of edit.';
const askAgain =
  'Run it again as a user with View Setup and Configuration, for profiles with View All Profiles too, and without --api-version.';

const cases: readonly Case[] = [
  [
    { code: 'FileUnreadable', path: 'a/acme.yml', reason: 'EACCES' },
    'f.yml:2:3: The integration definition file "a/acme.yml" cannot be read (EACCES).',
    'Make sure that you are allowed to read the file.',
  ],
  [
    { code: 'NotOurFile', path: 'a.json' },
    'f.yml:2:3: The file "a.json" is none of these: integration definition, project file, waivers, plan, receipt, snapshot.',
    'Leave the file out. If it should be one of these, compare it with one that works: a definition has "id" and "requires", a project file "integrations", a file of waivers "waivers"; plans, receipts and snapshots are written by commands.',
  ],
  [
    { code: 'WaiversNotFound', path: 'w.yml' },
    'f.yml:2:3: The file of waivers "w.yml" does not exist.',
    'Correct the path, which starts from the folder of the project file, or make the file.',
  ],
  [{ code: 'BrokenJson' }, 'f.yml:2:3: Here the file stops being JSON.', 'Give the file as the command wrote it.'],
  [
    { code: 'NoWaiversKey' },
    'f.yml:2:3: A file of waivers has its list below the line "waivers:", and this one has no such line.',
    'Begin the file with "waivers:". Below it, each waiver is a line "- id: …" with its reason in the next line.',
  ],
  // names in an org
  [
    { code: 'NotInOrg', what: 'object', name: 'Leed', org: 'prod', nearest: ['Lead'] },
    'f.yml:2:3: The org prod has no object called "Leed"; did you mean Lead?',
    misspeltName,
  ],
  [
    { code: 'NotInOrg', what: 'profile', name: 'Sales', org: 'prod', nearest: ['Sales A', 'Sales B'] },
    'f.yml:2:3: The org prod has no profile called "Sales"; did you mean Sales A or Sales B?',
    misspeltName,
  ],
  [
    { code: 'NotInOrg', what: 'permissionSet', name: 'Acme', org: 'prod', nearest: [] },
    'f.yml:2:3: The org prod has no permission set or permission set group called "Acme".',
    lookedUpByLabel,
  ],
  [
    { code: 'NotInOrg', what: 'profile', name: 'Acme', org: 'prod', nearest: [] },
    'f.yml:2:3: The org prod has no profile called "Acme".',
    shownBySetup,
  ],
  [
    { code: 'NotInOrg', what: 'userLicense', name: 'Acme', org: 'prod', nearest: [] },
    'f.yml:2:3: The org prod has no user license called "Acme".',
    shownBySetup,
  ],
  [
    { code: 'NotInOrg', what: 'permissionSetLicense', name: 'AcmePsl', org: 'prod', nearest: [] },
    'f.yml:2:3: The org prod has no permission set license called "AcmePsl".',
    ...licenseNotThere,
  ],
  [
    { code: 'NotInOrg', what: 'user', name: 'crm@acme.com', org: 'prod', nearest: ['crn@acme.com'] },
    'f.yml:2:3: The org prod has no user called "crm@acme.com"; did you mean crn@acme.com?',
    'Correct the username. Of a user that only some orgs have, name them: "users: { prod: [crm@example.com] }" in the project file, "org: prod" in a waiver.',
  ],
  [
    { code: 'UnfitInOrg', what: 'field', name: 'Lead.CreatedDate', org: 'prod', why: 'readOnly' },
    'f.yml:2:3: The org prod has the field "Lead.CreatedDate", but nobody can edit it: it is a formula, an auto-number or kept by Salesforce.',
    askReadInstead,
  ],
  [
    { code: 'UnfitInOrg', what: 'object', name: 'Task', org: 'prod', why: 'noFieldHistory' },
    'f.yml:2:3: The org prod has the object "Task", but Salesforce keeps no field history of it.',
    'Remove the rule, or name an object whose fields Setup can track.',
  ],
  [
    { code: 'LooksMisspelt', what: 'userPermission', name: 'ApiEnable', nearest: ['ApiEnabled'] },
    'f.yml:2:3: The tables of this plugin have no user permission "ApiEnable"; did you mean ApiEnabled?',
    'Correct it if it is misspelt. The tables hold a part of what there is: give -o to look it up in an org.',
  ],
  [
    { code: 'NobodyEdits', name: 'Lead.CreatedDate' },
    'f.yml:2:3: Nobody can edit the field "Lead.CreatedDate", but for who creates a record and has Set Audit Fields upon Record Creation (CreateAuditFields).',
    askReadInstead,
  ],
  [
    { code: 'NobodyEdits', name: 'Lead.SystemModstamp' },
    'f.yml:2:3: Nobody can edit the field "Lead.SystemModstamp": Salesforce keeps it, or works it out of other fields.',
    askReadInstead,
  ],
  [
    { code: 'NotLookedUp', what: 'profile', name: 'Sales', reason: '' },
    'f.yml:2:3: Whether the org has the profile "Sales" could not be told.',
    askAgain,
  ],
  [
    { code: 'NotLookedUp', what: 'profile', name: 'Sales', reason: 'INSUFFICIENT_ACCESS' },
    'f.yml:2:3: Whether the org has the profile "Sales" could not be told (INSUFFICIENT_ACCESS).',
    askAgain,
  ],
  // what the parser of YAML says, where nothing better is known
  [
    { code: 'BrokenYaml', reason: 'Some words.  Of\n   two lines.', slip: null },
    'f.yml:2:3: This is not valid YAML (Some words. Of two lines).',
    'Check the indentation, quotes and brackets at this place and just before it.',
  ],
  // project files
  [
    { code: 'TwoVariants', definition: 'acme@a', variant: 'b' },
    'f.yml:2:3: The definition acme@a names its variant already, so "b" cannot be another one.',
    'Name the variant once: behind the @, or under variant.',
  ],
  [
    { code: 'NoFeatures', definition: 'acme', name: 'x' },
    'f.yml:2:3: The definition acme has no feature "x".',
    'Leave the feature out; "sf integration describe" shows what a definition has.',
  ],
  [
    { code: 'NotAVariable', key: 'urlFrom' },
    'f.yml:2:3: What stands under "urlFrom" is not the name of an environment variable.',
    'Write the name of the variable that holds the value, such as SLACK_URL: letters, digits and underscores, without a dollar sign.',
  ],
  [
    { code: 'PasswordInClear', host: 'smtp.acme.com' },
    'f.yml:2:3: The mail server "smtp.acme.com" would get the password in the clear, as security is none.',
    'Set security to startTls or tls, or leave out userFrom and passwordFrom.',
  ],
  [
    { code: 'NobodySendsMail', address: 'team@acme.com' },
    'f.yml:2:3: "team@acme.com" is a mail address, and the monitor has no channel of type smtp that could send to it.',
    'Add a channel of type smtp to monitor, or write the name of a channel under notify.',
  ],
  // inheritance
  [
    { code: 'ExtendsFeature', id: 'gong', feature: 'deals' },
    'f.yml:2:3: A definition is extended with all of its features: write "gong" without "+deals".',
    'Features are inherited by name; set default: true on those that every use of your integration has.',
  ],
  // a key that is missing
  [
    { code: 'MissingKey', key: 'type', container: 'channel', kind: null },
    'f.yml:2:3: Here a channel of the monitor lacks the key "type".',
    'Add the key.',
  ],
  [
    { code: 'MissingKey', key: 'value', container: 'rule', kind: 'picklistValue' },
    'f.yml:2:3: Here a rule of kind picklistValue lacks the key "value".',
    'Add the key, such as: value: Partner',
  ],
];

describe('the sentence about a mistake', () => {
  for (const [mistake, message, ...actions] of cases)
    it(message.slice(0, 100), () => {
      expect(sentenceOf(new DefinitionMistake(mistake, place))).to.deep.equal({ message, actions });
    });

  it('names the file alone where no line of it can be told', () => {
    const { message, actions } = sentenceOf(new DefinitionMistake({ code: 'EditedPlan' }, { file: 'plan.json' }));
    expect(message).to.equal(
      'plan.json: The plan was changed after it was saved: "sf integration grant --plan" takes it only where it says what would be planned anyway.',
    );
    expect(actions[0]).to.match(/^Save a new plan with "/);
  });

  it('begins without a place where the command line asks for it', () => {
    const unknown: Mistake = { code: 'UnknownVariant', id: 'acme', name: 'b', nearest: [], known: ['a', 'c'] };
    const says = (one: DefinitionMistake): string => sentenceOf(one).message;
    const sentence = 'The integration definition acme has no variant called "b".';
    expect(says(new DefinitionMistake(unknown, null))).to.equal(sentence);
    expect(says(new DefinitionMistake(unknown, { file: 'acme.yml' }))).to.equal(sentence);
    expect(says(new DefinitionMistake(unknown, place))).to.equal(`f.yml:2:3: ${sentence}`);
  });

  it('shows sixty characters of a name, whatever they are made of', () => {
    const shown = (name: string): string | undefined =>
      /^acme\.yml:5:\d+: "(.*)" is not a key of a rule\.$/.exec(
        sentenceOf(mistakeIn(() => parse(withRules(`  - "${name}": x`)))).message,
      )?.[1];
    expect(shown('x'.repeat(60))).to.equal('x'.repeat(60));
    expect(shown('x'.repeat(61))).to.equal(`${'x'.repeat(59)}…`);
    expect(shown('x'.repeat(500))).to.equal(`${'x'.repeat(59)}…`);
    expect(shown('🐟'.repeat(60))).to.equal('🐟'.repeat(60));
    expect(shown('🐟'.repeat(61))).to.equal(`${'🐟'.repeat(59)}…`);
  });
});
