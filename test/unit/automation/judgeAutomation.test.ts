import { expect } from 'chai';
import type { ObjectAutomation, RecordFlow, WorkflowRule } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AutomationDetail } from '../../../src/automation/automationDetail.js';
import type { FieldFacts } from '../../../src/automation/formula/facts.js';
import { judgeAutomation } from '../../../src/automation/judgeAutomation.js';
import { automation, recordFlow } from './support/objectAutomation.js';
import { told } from './support/told.js';

const doing = { sobject: 'Lead', creates: true, edits: true, fields: new Set(['phone']) };
const facts = { formula: { globals: new Map(), fields: new Map() }, passesLocks: false };

describe('judgement of all automation of an object', () => {
  describe('tells each piece with its place in Setup', () => {
    const unread = gap('NOT_ANSWERED', 'Part', 'no answer');
    const refusing = recordFlow(
      { triggerType: 'RecordBeforeSave', recordTriggerType: 'Update', connector: { targetReference: 'No' } },
      { customErrors: [{ name: 'No' }] },
    );
    const own = (id: string, name: string, namespace: string | null = null): typeof plain => ({ id, name, namespace });
    const plain = { id: '', name: '', namespace: null as string | null };
    const all = (): ObjectAutomation => ({
      validationRules: known([
        { ...own('03d2', 'beta'), formula: known('ISBLANK(Phone)') },
        { ...own('03d1', 'Beta', 'pkg'), formula: known('FALSE') },
        { ...own('03d3', 'Alpha'), formula: known('ISCHANGED(Fax)') },
        { ...own('03d5', 'delta'), formula: unread },
        { ...own('03d4', 'Gamma'), formula: known('TRUE') },
      ]),
      flows: known([refusing, { ...refusing, ...own('302', 'a_Managed_Flow', 'pkg'), definition: unread }]),
      processes: known([
        { ...refusing, ...own('303', 'Process_B'), sobject: known('Lead') },
        { ...refusing, ...own('304', 'Process_A'), sobject: known('Lead'), definition: unread },
      ]),
      workflowRules: known([{ ...own('01Q1', 'Rule'), content: unread }]),
      triggers: known([
        { ...own('01q2', 'On_Update'), onInsert: false, onUpdate: true },
        { ...own('01q1', 'On_Insert'), onInsert: true, onUpdate: false },
        { ...own('01q3', 'On_Delete'), onInsert: false, onUpdate: false },
      ]),
      duplicateRules: known([
        {
          ...own('0Bm1', 'Same Name'),
          content: known({ onInsert: 'alert', onUpdate: 'pass', criteria: { logic: 'and', all: [] } }),
        },
      ]),
      approvals: known([{ ...own('04a1', 'Approve'), lock: 'Total' }]),
    });
    const details = (creates: boolean, edits: boolean): AutomationDetail[] =>
      judgeAutomation(
        all(),
        { sobject: 'Lead', creates, edits, fields: new Set(['phone']) },
        {
          formula: {
            globals: new Map(),
            fields: new Map(
              ['Phone', 'Fax'].map((name): [string, FieldFacts] => [
                name.toLowerCase(),
                { name, type: 'text', maintained: false, required: false, whenCreated: { state: 'unknown' } },
              ]),
            ),
          },
          passesLocks: false,
        },
      );
    const ofRules = '/lightning/setup/ObjectManager/Lead/ValidationRules';
    const ofTriggers = '/lightning/setup/ObjectManager/Lead/ApexTriggers';
    const ofFlow = '/builder_platform_interaction/flowBuilder.app?flowId=';
    const framed = (page: string, id: string): string => `/lightning/setup/${page}/page?address=%2F${id}`;
    const piece = (
      type: string,
      name: string,
      path: string,
      verdict: string,
      reason: string,
      ...args: string[]
    ): object => ({
      ...{ type, name, namespace: null, path, verdict, reason, args },
    });
    const rules = [
      piece('ValidationRule', 'Alpha', `${ofRules}/03d3/view`, 'mayBlock', 'RULE_DEPENDS_ON_RECORD', 'Fax'),
      { ...piece('ValidationRule', 'Beta', `${ofRules}/03d1/view`, 'exempt', 'NEVER_TRUE'), namespace: 'pkg' },
      piece('ValidationRule', 'beta', `${ofRules}/03d2/view`, 'mayBlock', 'RULE_DEPENDS_ON_RECORD', 'Phone'),
      piece('ValidationRule', 'delta', `${ofRules}/03d5/view`, 'unjudged', 'FORMULA_UNREADABLE', 'no answer'),
      piece('ValidationRule', 'Gamma', `${ofRules}/03d4/view`, 'blocks', 'RULE_ALWAYS_TRUE', 'edit'),
    ];
    const formulas = ['ISCHANGED(Fax)', undefined, 'ISBLANK(Phone)', undefined, 'TRUE'];
    const withFormulas = rules.map((rule, at) => ({
      ...rule,
      ...(formulas[at] === undefined ? {} : { formula: formulas[at] }),
    }));
    const flows = (): object[] => [
      piece('Flow', 'A_Flow', `${ofFlow}301`, 'blocks', 'FLOW_REFUSES'),
      {
        ...piece('Flow', 'a_Managed_Flow', `${ofFlow}302`, 'unjudged', 'CONTENT_UNREADABLE', 'no answer'),
        namespace: 'pkg',
      },
      piece('Process', 'Process_A', `${ofFlow}304`, 'unjudged', 'PROCESS_NOT_JUDGED', 'no answer'),
      piece('Process', 'Process_B', `${ofFlow}303`, 'blocks', 'FLOW_REFUSES'),
      piece('WorkflowRule', 'Rule', framed('WorkflowRules', '01Q1'), 'unjudged', 'CONTENT_UNREADABLE', 'no answer'),
    ];

    const short = (creates: boolean, edits: boolean): string[] =>
      details(creates, edits).map((one) => `${one.name}: ${told(one)}`);
    const inAll = {
      rules: ['Beta: exempt NEVER_TRUE', 'beta: mayBlock RULE_DEPENDS_ON_RECORD (Phone)'],
      unread: 'delta: unjudged FORMULA_UNREADABLE (no answer)',
      flow: 'a_Managed_Flow: unjudged CONTENT_UNREADABLE (no answer)',
      process: 'Process_A: unjudged PROCESS_NOT_JUDGED (no answer)',
      between: [
        'Rule: unjudged CONTENT_UNREADABLE (no answer)',
        'On_Insert: unjudged APEX_NOT_JUDGED',
        'On_Update: unjudged APEX_NOT_JUDGED',
        'Same Name: mayBlock DUPLICATES_ALERTED',
      ],
    };

    it('where it creates and edits, by the gravest', () =>
      expect(short(true, true)).to.deep.equal([
        'Alpha: mayBlock RULE_DEPENDS_ON_RECORD (Fax)',
        ...inAll.rules,
        inAll.unread,
        'Gamma: blocks RULE_ALWAYS_TRUE (create, edit)',
        'A_Flow: blocks FLOW_REFUSES',
        inAll.flow,
        inAll.process,
        'Process_B: blocks FLOW_REFUSES',
        ...inAll.between,
        'Approve: mayBlock LOCKED_WHILE_PENDING',
      ]));

    // The flow that could not be read may save a new record again.
    it('where it creates', () =>
      expect(short(true, false)).to.deep.equal([
        'Alpha: mayBlock RULE_OF_SECOND_SAVE',
        ...inAll.rules,
        inAll.unread,
        'Gamma: blocks RULE_ALWAYS_TRUE (create)',
        'A_Flow: mayBlock FLOW_MAY_REFUSE',
        inAll.flow,
        inAll.process,
        'Process_B: mayBlock FLOW_MAY_REFUSE',
        ...inAll.between,
        'Approve: unaffected ONLY_CREATES',
      ]));

    it('where it edits', () =>
      expect(details(false, true)).to.deep.equal([
        ...withFormulas,
        ...flows(),
        piece('ApexTrigger', 'On_Update', `${ofTriggers}/01q2/view`, 'unjudged', 'APEX_NOT_JUDGED'),
        piece('DuplicateRule', 'Same Name', framed('DuplicateRules', '0Bm1'), 'unaffected', 'DUPLICATES_REPORTED'),
        piece(
          'ApprovalProcess',
          'Approve',
          '/lightning/setup/ApprovalProcesses/home',
          'mayBlock',
          'LOCKED_WHILE_PENDING',
        ),
      ]));
  });

  it('does not offer the formula of a rule that leaves the writes alone', () => {
    const one = { id: '03d', name: 'Rule', namespace: null, formula: known('ISNEW()') };
    expect(
      judgeAutomation(automation({ validationRules: known([one]) }), { ...doing, creates: false }, facts),
    ).to.deep.equal([
      {
        ...{ type: 'ValidationRule', name: 'Rule', namespace: null },
        path: '/lightning/setup/ObjectManager/Lead/ValidationRules/03d/view',
        ...{ verdict: 'unaffected', reason: 'NEVER_BY_THESE_WRITES', args: [] },
      },
    ]);
  });

  for (const [lock, passesLocks, operation, expected] of [
    ['Total', false, 'edit', 'mayBlock LOCKED_WHILE_PENDING'],
    ['Total', true, 'edit', 'exempt LOCK_DOES_NOT_HOLD'],
    ['None', false, 'edit', 'unaffected NOT_LOCKED'],
    ['none', true, 'edit', 'unaffected NOT_LOCKED'],
    ['Total', false, 'create', 'unaffected ONLY_CREATES'],
    ['None', true, 'create', 'unaffected ONLY_CREATES'],
  ] as const)
    it(`an approval that locks ${lock}, on ${operation}, ${passesLocks ? 'where locks let the user pass' : 'for others'}`, () => {
      const approvals = known([{ id: '04a', name: 'Approve', namespace: null, lock }]);
      const details = judgeAutomation(
        automation({ approvals }),
        { ...doing, creates: operation === 'create', edits: operation === 'edit' },
        { ...facts, passesLocks },
      );
      expect(details.map(told)).to.deep.equal([expected]);
    });

  for (const sobject of ['', 'Lead']) {
    it(`does not judge a process that could not be read, ${sobject === '' ? 'of which the object is not told' : 'of the object'}`, () => {
      const definition = gap('NOT_ANSWERED', 'Flow', 'Old_Process');
      const own = { id: '301', name: 'Old_Process', namespace: null, label: 'Old' };
      const process = { ...own, definition, sobject: known(sobject) };
      const [detail] = judgeAutomation(automation({ processes: known([process]) }), doing, facts);
      expect(detail).to.deep.include({ type: 'Process', name: 'Old_Process', verdict: 'unjudged' });
    });
  }

  for (const [set, isWritten] of [
    ['StateCode', 'state'],
    ['Country', 'countrycode'],
    ['FirstName', 'name'],
  ] as const) {
    it(`says that ${isWritten} changes where a flow or a workflow rule sets ${set}`, () => {
      const flow = recordFlow(
        { triggerType: 'RecordBeforeSave', connector: { targetReference: 'Set' } },
        {
          assignments: [
            { name: 'Set', assignmentItems: [{ assignToReference: `$Record.${set}`, operator: 'Assign', value: {} }] },
          ],
        },
      );
      const content = {
        sobject: 'Lead',
        onUpdate: 'always',
        formula: null,
        criteria: { logic: 'and', all: [] },
        actions: [],
        writes: [set],
      } as const;
      const rule = { id: '01Q', name: 'A_Rule', namespace: null, content: known(content) };
      const details = judgeAutomation(
        automation({ flows: known([flow]), workflowRules: known([rule]) }),
        { ...doing, fields: new Set([isWritten]) },
        facts,
      );
      expect(details.map(({ verdict }) => verdict)).to.deep.equal(['changes', 'changes']);
    });
  }

  describe('where automation saves a new record again, which is an update (fact V11)', () => {
    const sets = (field: string): Record<string, unknown> => ({
      recordUpdates: [{ name: 'Set', inputReference: '$Record', inputAssignments: [{ field, value: {} }] }],
    });
    const start = {
      triggerType: 'RecordAfterSave',
      recordTriggerType: 'Create',
      connector: { targetReference: 'Set' },
    };
    const afterwards = recordFlow(start, sets('Phone'));
    const before = recordFlow(
      { ...start, triggerType: 'RecordBeforeSave' },
      {
        assignments: [
          { name: 'Set', assignmentItems: [{ assignToReference: '$Record.Phone', operator: 'Assign', value: {} }] },
        ],
      },
    );
    const later = recordFlow({ ...start, recordTriggerType: 'Update' }, sets('Phone'));
    const refusing = recordFlow(
      { triggerType: 'RecordBeforeSave', recordTriggerType: 'Update', connector: { targetReference: 'No' } },
      { customErrors: [{ name: 'No', customErrorMessages: [{ errorMessage: 'No!', isFieldError: false }] }] },
    );
    const newly = (field: string): RecordFlow =>
      recordFlow(
        {
          ...{ triggerType: 'RecordBeforeSave', recordTriggerType: 'Update', connector: { targetReference: 'No' } },
          doesRequireRecordChangedToMeetCriteria: true,
          filters: [{ field, operator: 'EqualTo', value: { stringValue: 'x' } }],
        },
        { customErrors: [{ name: 'No' }] },
      );
    const back = recordFlow({ ...start, recordTriggerType: 'Update' }, sets('Email'));
    const workflow: WorkflowRule = {
      ...{ id: '01Q', name: 'Sets_Phone', namespace: null },
      content: known({
        ...{
          sobject: 'Lead',
          onUpdate: 'always' as const,
          formula: null,
          criteria: { logic: 'and', all: [] },
          actions: [],
        },
        writes: ['Phone'],
      }),
    };
    const trigger = { id: '01q', name: 'On_Update', namespace: null, onInsert: false, onUpdate: true };
    const approval = { id: '04a', name: 'Approve', namespace: null, lock: 'Total' };
    const rule = (formula: string): Partial<ObjectAutomation> => ({
      validationRules: known([{ id: '03d', name: 'A_Rule', namespace: null, formula: known(formula) }]),
    });
    const field = (name: string): [string, FieldFacts] => [
      name.toLowerCase(),
      { name, type: 'text', maintained: false, required: false, whenCreated: { state: 'known', value: null } },
    ];
    const fields = new Map([field('Phone'), field('Fax'), field('Email')]);
    const cases: [title: string, what: Partial<ObjectAutomation>, expected: string[]][] = [
      [
        'a change that a flow makes',
        { ...rule('ISCHANGED(Phone)'), flows: known([afterwards]) },
        ['mayBlock', 'unaffected'],
      ],
      ['that it is an update', { ...rule('NOT(ISNEW())'), flows: known([afterwards]) }, ['mayBlock', 'unaffected']],
      [
        'a change of another field',
        { ...rule('ISCHANGED(Fax)'), flows: known([afterwards]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'what a flow set before the save',
        { ...rule('ISCHANGED(Phone)'), flows: known([before]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a flow that starts with updates alone',
        { ...rule('ISCHANGED(Phone)'), flows: known([later]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a workflow rule, for which none runs again',
        { ...rule('ISCHANGED(Phone)'), workflowRules: known([workflow]) },
        ['unaffected', 'unaffected'],
      ],
      ['a flow that refuses updates', { flows: known([afterwards, refusing]) }, ['unaffected', 'mayBlock']],
      [
        'a flow that refuses updates, and none comes',
        { flows: known([before, refusing]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a flow that refuses updates that newly meet it by what nobody sets',
        { flows: known([afterwards, newly('Fax')]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'a flow that refuses updates that newly meet it by what is set',
        { flows: known([afterwards, newly('Phone')]) },
        ['unaffected', 'mayBlock'],
      ],
      ['a flow that writes with updates what was sent', { flows: known([afterwards, back]) }, ['unaffected', 'loops']],
      [
        'a trigger of updates',
        { triggers: known([trigger]), workflowRules: known([workflow]) },
        ['unaffected', 'unjudged'],
      ],
      [
        'an approval, for which no new record waits',
        { flows: known([afterwards]), approvals: known([approval]) },
        ['unaffected', 'unaffected'],
      ],
      [
        'flows that could not be read',
        { ...rule('ISCHANGED(Phone)'), flows: gap('NOT_ANSWERED', 'Flow', 'x') },
        ['mayBlock'],
      ],
    ];
    for (const [title, what, expected] of cases)
      it(`looks at ${title}`, () => {
        const details = judgeAutomation(
          automation(what),
          { sobject: 'Lead', creates: true, edits: false, fields: new Set(['email']) },
          { formula: { globals: new Map(), fields }, passesLocks: false },
        );
        expect(details.map(({ verdict }) => verdict)).to.deep.equal(expected);
      });
  });
});
