import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { FlowDefinition, ReadFact } from '../../../src/access/orgAutomation.js';
import { automationVerdicts } from '../../../src/automation/automationDetail.js';
import type { Judged } from '../../../src/automation/automationDetail.js';
import { processDefinitionOf, processObject } from '../../../src/automation/processDefinition.js';
import { flowDefinitionOf } from '../../../src/automation/flowDefinition.js';
import { fieldFactsOf } from '../../../src/automation/fieldFacts.js';
import type { FormulaFacts, Write } from '../../../src/automation/formula/facts.js';
import { judgeFlow } from '../../../src/automation/judgeFlow.js';
import { field } from '../support/snapshot.js';
import { told } from './support/told.js';

/** Every flow of flows/*.yml with the verdict for two users (acceptance: what the platform answers, judged as it is). */

type Case = {
  name: string;
  flow: Record<string, unknown>;
  /** Of a process: which saves it runs for. */
  trigger?: string;
  only?: 'create' | 'edit' | undefined;
  others?: 'anything' | string[];
  bypassed?: string;
  plain: string;
};

/** Conditions of a decision; `before`: elements that run before it, from one called Before. */
type Condition = Omit<Case, 'flow' | 'trigger'> & {
  logic?: string | null;
  conditions: unknown;
  formulas?: object[];
  constants?: object[];
  before?: Record<string, unknown>;
};

/** A flow that refuses the save where the conditions hold. */
const refusing = ({ logic = 'and', conditions, formulas = [], constants = [], before }: Condition): Case['flow'] => ({
  start: {
    triggerType: 'RecordBeforeSave',
    recordTriggerType: 'CreateAndUpdate',
    connector: { targetReference: before === undefined ? 'Test' : 'Before' },
  },
  formulas,
  constants,
  ...before,
  decisions: [
    {
      name: 'Test',
      defaultConnector: null,
      rules: [{ name: 'isMet', conditionLogic: logic, conditions, connector: { targetReference: 'Err' } }],
    },
  ],
  customErrors: [{ name: 'Err', customErrorMessages: [{ errorMessage: 'No.', isFieldError: false }] }],
});

const casesOf = (file: string): Case[] =>
  parse(readFileSync(new URL(`flows/${file}.yml`, import.meta.url), 'utf8')) as Case[];
const cases = ['entry', 'ways', 'elements'].flatMap(casesOf);
const processes = casesOf('processes');
const conditions = (): Condition[] =>
  parse(readFileSync(new URL('flows/conditions.yml', import.meta.url), 'utf8')) as Condition[];

/** Lists that the platform answers empty, and values that it answers null (fact L5). */
const emptyLists = [
  ...['actionCalls', 'apexPluginCalls', 'assignments', 'choices', 'collectionProcessors', 'constants', 'customErrors'],
  ...['decisions', 'dynamicChoiceSets', 'formulas', 'loops', 'orchestratedStages', 'processMetadataValues'],
  ...['recordCreates', 'recordDeletes', 'recordLookups', 'recordRollbacks', 'recordUpdates', 'screens', 'stages'],
  ...['steps', 'subflows', 'textTemplates', 'transforms', 'variables', 'waits'],
];
const whole = (flow: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(emptyLists.map((name) => [name, []])),
  label: 'A flow',
  description: null,
  environments: 'Default',
  isTemplate: null,
  overriddenFlow: null,
  processType: 'AutoLaunchedFlow',
  runInMode: null,
  startElementReference: null,
  status: 'Active',
  ...flow,
  start: {
    object: 'Lead',
    connector: null,
    doesRequireRecordChangedToMeetCriteria: null,
    filterFormula: null,
    filterLogic: null,
    filters: [],
    flowRunAsUser: null,
    scheduledPaths: [],
    ...(flow['start'] as object),
  },
});

/** A process as the platform answers it: no start, but values of its own. */
const wholeProcess = ({ flow, trigger = 'onAllChanges' }: Case): Record<string, unknown> => {
  const of = (name: string, value: object): object => ({ name, value });
  return {
    ...whole(flow),
    processType: 'Workflow',
    start: null,
    startElementReference: 'myDecision',
    processMetadataValues: [
      of('ObjectType', { stringValue: 'Lead', elementReference: null }),
      of('ObjectVariable', { elementReference: 'myVariable_current', stringValue: null }),
      of('OldObjectVariable', { elementReference: 'myVariable_old', stringValue: null }),
      of('TriggerType', { stringValue: trigger, elementReference: null }),
    ],
    variables: ['myVariable_current', 'myVariable_old'].map((name) => ({
      name,
      dataType: 'SObject',
      isInput: true,
      objectType: 'Lead',
    })),
  };
};

const fields = fieldFactsOf(
  'Lead',
  new Map(
    [
      field('Phone'),
      field('Title'),
      field('LeadSource', { dataType: 'picklist' }),
      field('mk_fit__c', { dataType: 'double' }),
      field('Industry', { dataType: 'picklist' }),
      field('Rating', { dataType: 'picklist' }),
      field('Company'),
      field('OwnerId', { dataType: 'reference' }),
      field('Due__c', { dataType: 'date' }),
      field('Score__c', { dataType: 'double', calculated: true, updateable: false }),
    ].map((one) => [one.name.toLowerCase(), one]),
  ),
  true,
);

const known = (value: string | boolean): ReadFact => ({ state: 'known', value });
const globalsOf = (isBypassed: boolean): FormulaFacts['globals'] =>
  new Map<string, ReadFact>([
    ['$user.bypass__c', known(isBypassed)],
    ['$permission.skip_flows', known(isBypassed)],
    ['$user.id', known(isBypassed ? '0055e000001AbCdAAK' : '0055e000001XyZwAAK')],
    ['$profile.name', known(isBypassed ? 'Integration' : 'Sales')],
    ['$setup.bypass__c.flows__c', { state: 'unreadable', needs: 'ViewSetup' }],
  ]);

const verdictOf = ({ flow, only, others = [] }: Case, isBypassed: boolean): string =>
  verdictOn(flowDefinitionOf(whole(flow)), { only, others }, isBypassed);

const verdictOn = (
  definition: FlowDefinition | null,
  { only, others = [] }: Pick<Case, 'only' | 'others'>,
  isBypassed: boolean,
): string => {
  if (definition === null) return 'none';
  const judged = (['create', 'edit'] as const)
    .filter((operation) => only === undefined || only === operation)
    .map((operation): Judged => {
      const write: Write = {
        operation,
        fields: new Set(['phone', 'title', 'leadsource', 'mk_fit__c']),
        others: others === 'anything' ? others : new Set(others),
      };
      return judgeFlow(definition, { globals: globalsOf(isBypassed), fields }, write);
    })
    .sort((a, b) => automationVerdicts.indexOf(a.verdict) - automationVerdicts.indexOf(b.verdict));
  const [gravest] = judged;
  return gravest === undefined ? 'nothing' : told(gravest);
};

describe('judgement of flows', () => {
  it('has sixty flows', () => {
    expect(cases.length).to.be.at.least(60);
  });

  for (const one of cases) {
    it(one.name, () => {
      expect(verdictOf(one, false), 'without a bypass').to.equal(one.plain);
      expect(verdictOf(one, true), 'with a bypass').to.equal(one.bypassed ?? one.plain);
    });
  }

  for (const one of processes) {
    it(one.name, () => {
      const definition = processDefinitionOf(wholeProcess(one));
      expect(verdictOn(definition, one, false), 'without a bypass').to.equal(one.plain);
      expect(verdictOn(definition, one, true), 'with a bypass').to.equal(one.bypassed ?? one.plain);
    });
  }

  for (const one of conditions()) {
    it(`by conditions: ${one.name}`, () => {
      const flow = refusing(one);
      expect(verdictOf({ ...one, flow }, false), 'without a bypass').to.equal(one.plain);
      expect(verdictOf({ ...one, flow }, true), 'with a bypass').to.equal(one.bypassed ?? one.plain);
    });
  }

  describe('by conditions that are joined by their numbers, of which 1, 3, 5 … always hold, and 2, 4, 6 … never', () => {
    const holds = 'blocks FLOW_REFUSES';
    const fails = 'unaffected FLOW_HARMLESS';
    const unread = 'mayBlock FLOW_MAY_REFUSE';
    const logics: [logic: string, verdict: string][] = [
      ['and', fails],
      ['OR', holds],
      ['1', holds],
      ['2', fails],
      ['1 AND 3', holds],
      ['1 AND 2', fails],
      ['2 or 3', holds],
      ['2 OR 4', fails],
      ['2 AND 4 OR 1', holds],
      ['1 OR 2 AND 4', holds],
      ['NOT 2', holds],
      ['NOT 1', fails],
      ['not(1 AND 2)', holds],
      ['NOT NOT 1', holds],
      ['1 AND (2 OR 3)', holds],
      ['(2 OR 3) AND (1 AND (4 OR 5))', holds],
      ['11 AND 1', holds],
      ['12 OR 2', fails],
      ['0', unread],
      ['13', unread],
      ['1 AND 13', unread],
      ['1 OR 13', unread],
      ['1 AND', unread],
      ['1 2', unread],
      ['1 XOR 2', unread],
      ['(1', unread],
      ['(1 2', unread],
      ['1)', unread],
      ['()', unread],
      ['NOT', unread],
      ['NOT 13', unread],
      ['1 & 3', unread],
      [' ', unread],
      [`${'('.repeat(100)}1${')'.repeat(100)}`, holds],
      [`${'('.repeat(101)}1${')'.repeat(101)}`, unread],
      [`${'NOT '.repeat(100)}1`, holds],
      [`${'NOT '.repeat(101)}1`, unread],
    ];
    for (const [logic, plain] of logics)
      it(logic.length < 50 ? logic : `${logic.slice(0, 5)} … ${logic.length} characters`, () => {
        const all = Array.from({ length: 12 }, (_, at) => ({
          leftValueReference: at % 2 === 0 ? 'yes' : 'no',
          operator: 'EqualTo',
          rightValue: { booleanValue: true },
        }));
        const constant = (name: string, isTrue: boolean): object => ({ name, value: { booleanValue: isTrue } });
        const constants = [constant('yes', true), constant('no', false)];
        const flow = refusing({ name: '', logic, conditions: all, constants, plain });
        expect(verdictOf({ name: '', flow, plain }, false)).to.equal(plain);
      });
  });

  for (const [steps, plain] of [
    [20, 'blocks FLOW_REFUSES'],
    [22, 'mayBlock FLOW_MAY_REFUSE'],
  ] as const)
    it(`follows formulas that name each other for twenty steps: ${steps}`, () => {
      const formula = (at: number): object => ({
        name: `f${at}`,
        dataType: 'Boolean',
        expression: at === steps - 1 ? 'NOT({!$User.Bypass__c})' : `{!f${at + 1}}`,
      });
      const all = [{ leftValueReference: 'f0', operator: 'EqualTo', rightValue: { booleanValue: true } }];
      const formulas = Array.from({ length: steps }, (_, at) => formula(at));
      expect(
        verdictOf({ name: '', flow: refusing({ name: '', conditions: all, formulas, plain }), plain }, false),
      ).to.equal(plain);
    });

  it('is not held up by formulas that name each other again and again, or in circles', () => {
    const formula = (name: string, expression: string): object => ({ name, dataType: 'Boolean', expression });
    const flow = {
      start: {
        triggerType: 'RecordBeforeSave',
        recordTriggerType: 'CreateAndUpdate',
        filterFormula: 'OR({!f0}, {!circle})',
        connector: { targetReference: 'Err' },
      },
      customErrors: [{ name: 'Err', customErrorMessages: [{ errorMessage: 'No.', isFieldError: false }] }],
      formulas: [
        ...Array.from({ length: 18 }, (_, at) => formula(`f${at}`, `AND({!f${at + 1}}, {!f${at + 1}}, {!f${at + 1}})`)),
        formula('circle', 'AND({!circle}, {!f17})'),
      ],
    };
    expect(verdictOf({ name: '', flow, plain: '' }, true)).to.equal('mayBlock FLOW_MAY_REFUSE');
  }).timeout(5000);

  it('takes whatever stands in the place of a process for none, and one that does not tell its record', () => {
    const process = wholeProcess({ name: '', flow: {}, plain: '' });
    const told = process['processMetadataValues'] as { name: string; value: object }[];
    const without = (name: string, value?: object): object => ({
      ...process,
      processMetadataValues: told.map((one) => (one.name === name ? { name, value } : one)),
    });
    expect(processDefinitionOf(process)?.start.sobject).to.equal('Lead');
    for (const nothing of [
      ...[null, undefined, 'process', 7, [process], {}],
      without('ObjectVariable'),
      without('ObjectVariable', { elementReference: '', stringValue: '' }),
      without('ObjectVariable', { elementReference: '((' }),
      without('TriggerType'),
      without('ObjectType'),
    ])
      expect(processDefinitionOf(nothing)).to.equal(null);
  });

  it('finds what a process keeps of itself, in whichever place it stands', () => {
    const of = (value: unknown): object => ({ processMetadataValues: { name: 'ObjectType', value } });
    expect(processObject(of({ stringValue: 'Lead' })), 'in no list').to.equal('Lead');
    expect(processObject(of({ stringValue: '', elementReference: 'Lead' })), 'as a reference').to.equal('Lead');
    for (const nothing of [null, 'Lead', [], {}, of(null), of({ stringValue: '' }), of({ stringValue: 7 })])
      expect(processObject(nothing)).to.equal('');
  });

  it('takes whatever stands in the place of a flow for none', () => {
    for (const nothing of [
      null,
      undefined,
      'flow',
      7,
      [],
      {},
      { start: [] },
      { start: { triggerType: 'RecordAfterSave' } },
      { start: { triggerType: 'RecordAfterSave', recordTriggerType: 'Create' } },
      { start: { triggerType: 'RecordAfterSave', recordTriggerType: 'Create', object: '' } },
      { start: { triggerType: 'RecordAfterSave', object: 'Lead' } },
      { start: { triggerType: 'Scheduled', recordTriggerType: 'Create', object: 'Lead' } },
      { start: { recordTriggerType: 'Create', object: 'Lead' } },
    ])
      expect(flowDefinitionOf(nothing)).to.equal(null);
  });
});
