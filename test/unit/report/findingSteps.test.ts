/** What people read of findings, and what they are told to do about several of them at once. */
import { Messages } from '@salesforce/core/messages';
import { expect } from 'chai';
import type { Blocker } from '../../../src/kinds/verdict.js';
import { findingTexts } from '../../../src/cli/presentation.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Vocabulary } from '../../../src/report/needName.js';
import { actionKey, actionsOf, hintActions, sentencesOf } from '../../../src/report/words.js';
import { needs, requirement, schema } from '../support/snapshot.js';

type Judged = Parameters<typeof actionsOf>[0][number];

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

const plain = (): Vocabulary => ({ texts: findingTexts(), schema: null });
const permission = (name: string): Need => needs.permission(name);
const unmet = (code: FindingCode, args: readonly string[], need: Need, more: Partial<Judged> = {}): Judged => ({
  ...verdict('unmet', code, args),
  need,
  ...more,
});
const valueOf = (field: string, value: string): Need => ({ kind: 'picklistValue', sobject: 'Lead', field, value });
const toFillIn = (name: string, example: string): Judged =>
  unmet('FILL_IN', [name, 'Objects', example], permission(name), { status: 'unknown' });
const absent = (name: string, access: 'read' | 'edit' = 'read'): Judged =>
  unmet('NO_SUCH_OBJECT', [name], needs.object(name, access), { status: 'impossible' });
const hinted = (name: string, kind: 'expired' | 'inactive' = 'expired', source = 'Old'): Judged =>
  unmet('USER_PERMISSION_MISSING', [name], permission(name), { hints: [{ kind, source }] });

describe('what people read of a finding', () => {
  const converting = (...besides: NonNullable<Judged['besides']>): Judged =>
    unmet('CONVERTING_NEEDS_MORE', ['Lead'], needs.object('Lead', 'edit'), { status: 'met', besides });
  const task = (...blockers: readonly Blocker[]): Judged =>
    unmet('DERIVED_PERMISSION_MISSING', ['Task', 'read', 'Something'], needs.object('Task', 'read'), { blockers });
  const fromSets = (...names: readonly string[]): Judged =>
    unmet('FORBIDDEN_HELD', ['x'], permission('RunReports'), {
      grantedBy: names.map((name) => ({ type: 'PermissionSet', name, namespace: null, label: name })),
    });
  const choice = (): Need =>
    needs.anyOf(
      'way',
      [requirement(permission('RunReports')), requirement(needs.object('Lead', 'read'))],
      [requirement(permission('ViewAllData'))],
    );
  const lead: Need = { kind: 'automation', sobject: 'Lead', onFields: [] };
  const refused = 'On Lead, automation of this org always refuses what the integration writes: A.';
  const held = 'The user has it: Edit on Lead. Converting a lead also takes';
  const further = 'where an opportunity is made, Create and Edit on Opportunity as well.';
  const cases: ReadonlyArray<readonly [what: string, finding: () => Judged, message: string]> = [
    [
      'what is needed beside it',
      () => converting({ kind: 'userPermission', name: 'RunReports' }),
      `${held} RunReports, which is missing; ${further}`,
    ],
    [
      'all that is needed beside it',
      () =>
        converting(
          { kind: 'userPermission', name: 'RunReports' },
          { kind: 'object', sobject: 'Lead', access: 'create' },
        ),
      `${held} RunReports, Create on Lead, which are missing; ${further}`,
    ],
    [
      'what its last word is, where nothing stands in the way',
      () => task(),
      'Task has no object permissions of its own; Read comes with Something, which is missing.',
    ],
    [
      'what stands in the way',
      () => task(permission('EditTask')),
      'Task has no object permissions of its own; Read comes with EditTask, which is missing.',
    ],
    [
      'all that stands in the way',
      () => task(permission('EditTask'), permission('ActivitiesAccess')),
      'Task has no object permissions of its own; Read comes with EditTask, ActivitiesAccess, which are missing.',
    ],
    [
      'where it comes from',
      () => fromSets('One', 'Two'),
      'The user has RunReports, which the definition forbids. It comes from permission set One; permission set Two.',
    ],
    [
      'the ways of a choice',
      () => unmet('NO_ALTERNATIVE_MET', ['way'], choice()),
      'None of these ways is there in full: (1) RunReports and Read on Lead; (2) ViewAllData.',
    ],
    [
      'which access a member of a choice lacks',
      () => unmet('ACCESS_NOT_SUPPORTED', ['Lead', 'viewAllRecords'], choice()),
      'Salesforce has no View All Records access on Lead for anybody with an ordinary license.',
    ],
    [
      'the least that is there',
      () => unmet('MINIMUM_HELD', ['Lead', 'edit'], needs.object('Lead', 'edit', ['read', 'create'])),
      'Edit on Lead is missing. The minimum (Read, Create) is there, so the integration works in part.',
    ],
    ['the sentence of its code', () => unmet('AUTOMATION_BLOCKS', ['Lead', 'A', 'B'], lead), refused],
    [
      'the sentence of its variant',
      () => unmet('AUTOMATION_BLOCKS', ['Lead', 'A', 'B'], lead, { variant: 'besides' }),
      `${refused} To be looked at as well: B.`,
    ],
    [
      'the sentence of its code where the variant has none',
      () => unmet('AUTOMATION_BLOCKS', ['Lead', 'A', 'B'], lead, { variant: 'other' }),
      refused,
    ],
  ];
  for (const [what, finding, message] of cases)
    it(`says ${what}`, () => {
      expect(sentencesOf(finding(), plain()).message).to.equal(message);
    });

  it('is nothing to do where it is settled', () => {
    expect(sentencesOf({ ...hinted('RunReports'), status: 'met' }, plain())).to.deep.equal({
      message: 'RunReports is not enabled in the profile, in any assigned permission set or in any group.',
      hintTexts: [],
      actions: [],
    });
  });
});

describe('what is told to do about findings', () => {
  const historyOf = (code: FindingCode, ...suggested: readonly string[]): Judged =>
    unmet(code, ['Lead', ...suggested], needs.history('Lead'));
  const turnOn =
    'Turn it on with "sf integration history-tracking --enable"; or in Setup > Object Manager > Lead > Fields & Relationships > Set History Tracking,';
  const fill = (set: string, setNone = '--set synced='): string =>
    `Fill it in: \`${set}\` (several with commas between), or \`parameters\` of the integration in \`integration.config.yml\`, or of a definition that extends this one. \`${setNone}\` says that there are none.`;
  const unread = (part: string): Judged =>
    unmet('NOT_READABLE', ['x', part, ''], permission('RunReports'), {
      status: 'unknown',
      gap: { code: 'NOT_AUTHORISED', part, detail: '' },
    });
  const org = (): Vocabulary => ({ texts: findingTexts(), schema: schema() });
  const cases: ReadonlyArray<
    readonly [what: string, findings: () => readonly Judged[], steps: readonly string[], words?: () => Vocabulary]
  > = [
    [
      'suggests fields whose history is off',
      () => [historyOf('HISTORY_OFF', 'Status')],
      [`${turnOn} enable it and tick the fields. Suggested: Status.`],
    ],
    [
      'suggests none where none is known',
      () => [historyOf('HISTORY_OFF', '')],
      [`${turnOn} enable it and tick the fields.`],
    ],
    [
      'suggests fields of which none is tracked',
      () => [historyOf('NO_FIELD_TRACKED', 'Status')],
      [`${turnOn} tick the fields that matter. Suggested: Status.`],
    ],
    [
      'fills a parameter in as one word',
      () => [toFillIn('synced', 'Account,Lead')],
      [fill('--set synced=Account,Lead')],
    ],
    ['quotes what a shell would take apart', () => [toFillIn('synced', 'A b')], [fill("--set 'synced=A b'")]],
    ['quotes what a shell would replace at its end', () => [toFillIn('synced', 'A$')], [fill("--set 'synced=A$'")]],
    ['quotes quotes', () => [toFillIn('synced', "It's")], [fill(String.raw`--set 'synced=It'\''s'`)]],
    [
      'has flags beside each other',
      () => [toFillIn('one', 'A'), toFillIn('two', 'B')],
      [fill('--set one=A --set two=B', '--set one= --set two=')],
    ],
    [
      'names values with their fields, once for an object',
      () => [
        unmet('PICKLIST_VALUE_CLOSED', ['Lead.Source', 'Acme', 'Inbound'], valueOf('Source', 'Acme')),
        unmet('PICKLIST_VALUE_CLOSED', ['Lead.Status', 'New', 'Inbound'], valueOf('Status', 'New')),
      ],
      ['In Setup > Object Manager > Lead > Record Types, open Inbound and add: Acme to Source, New to Status.'],
    ],
    [
      'names whom to ask for what could not be read',
      () => [unread('UserLogin')],
      ['Run the check as a user with Manage Users, which alone shows who is frozen.'],
    ],
    [
      'names what could not be read',
      () => [unread('Other')],
      ['Run the check as a user who may read Other; View Setup and Configuration opens most of it.'],
    ],
    [
      'asks for a misspelt name',
      () => [absent('Acount')],
      ['Read on Acount: did you mean Account? Correct the name in the definition.'],
      org,
    ],
    [
      'asks once for each misspelt name, and advises for all others',
      () => [absent('Acount'), absent('acount', 'edit'), absent('Leed'), absent('Zzzz__c')],
      [
        'Acount: did you mean Account? Correct the name in the definition.',
        'Read on Leed: did you mean Lead? Correct the name in the definition.',
        'Install the package or turn on the feature that brings Zzzz__c, or use a definition with `ifPresent: true` for it.',
      ],
      org,
    ],
    [
      'names all that may have been meant of a user',
      () => [
        unmet('NO_SUCH_USER_FLAG', ['Markting'], permission('Markting'), {
          sought: { name: 'Markting', candidates: ['Marketing', 'Marking'] },
        }),
      ],
      ['Markting: did you mean Marketing, Marking? Correct the name in the definition.'],
      org,
    ],
    ['is nothing where all is settled', () => [{ ...hinted('RunReports'), status: 'met' }], []],
    ['is nothing where there are none', () => [], []],
  ];
  for (const [what, findings, steps, words = plain] of cases)
    it(what, () => {
      expect(actionsOf(findings(), words())).to.deep.equal(steps);
    });

  const keys: ReadonlyArray<readonly [what: string, finding: Parameters<typeof actionKey>[0], key: string]> = [
    ['code', { code: 'USER_PERMISSION_MISSING', args: ['a', 'b', 'c'] }, 'USER_PERMISSION_MISSING '],
    [
      'unread part',
      { code: 'NOT_READABLE', args: [], gap: { code: 'NOT_AUTHORISED', part: 'X', detail: '' } },
      'NOT_READABLE X',
    ],
    [
      'object and record types of a picklist',
      { code: 'PICKLIST_VALUE_CLOSED', args: ['Lead.S', 'A', 'In', 'Out'], need: valueOf('S', 'A') },
      'PICKLIST_VALUE_CLOSED  lead In Out',
    ],
    [
      'deed',
      { code: 'BY_HAND', args: ['Share.'], need: { kind: 'manual', name: 'share', text: 'Share.' } },
      'BY_HAND share',
    ],
  ];
  for (const [what, finding, key] of keys)
    it(`is told together by ${what}`, () => {
      expect(actionKey(finding)).to.equal(key);
    });
});

describe('what is told to do about things that are assigned and have no effect', () => {
  const extend = (source: string, names: string): string =>
    `Extend the assignment of permission set ${source}, which has expired: it has ${names}.`;
  const cases: ReadonlyArray<readonly [what: string, findings: () => readonly Judged[], steps: readonly string[]]> = [
    ['names what they have', () => [hinted('A'), hinted('B'), hinted('A')], [extend('Old', 'A, B')]],
    ['names six', () => [...'ABCDEF'].map((name) => hinted(name)), [extend('Old', 'A, B, C, D, E, F')]],
    [
      'counts more than six',
      () => [...'ABCDEFGH'].map((name) => hinted(name)),
      [extend('Old', 'A, B, C, D, E, F and 2 more')],
    ],
    [
      'tells each of them',
      () => [hinted('A'), hinted('A', 'inactive'), hinted('A', 'expired', 'Other')],
      [extend('Old', 'A'), 'Activate the assignment of permission set Old: it has A.', extend('Other', 'A')],
    ],
    ['is nothing where there are none', () => [], []],
  ];
  for (const [what, findings, steps] of cases)
    it(what, () => {
      expect(hintActions(findings(), plain())).to.deep.equal(steps);
    });

  it('tells commands as the run would be told', () => {
    const texts = Object.assign((key: string) => findingTexts()(key), { withLine: (text: string) => `<${text}>` });
    const words: Vocabulary = { texts, schema: null };
    expect([...actionsOf([hinted('A')], words), ...hintActions([hinted('A')], words)]).to.deep.equal([
      '<In a permission set assigned to the user, open System Permissions and enable A.>',
      `<${extend('Old', 'A')}>`,
    ]);
  });
});
