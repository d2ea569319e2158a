import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { FlowDefinition, ReadFact } from '../../../src/access/orgAutomation.js';
import { automationVerdicts } from '../../../src/automation/automationDetail.js';
import type { Judged } from '../../../src/automation/automationDetail.js';
import { processDefinitionOf } from '../../../src/automation/processDefinition.js';
import { flowDefinitionOf } from '../../../src/automation/flowDefinition.js';
import { fieldFactsOf } from '../../../src/automation/fieldFacts.js';
import type { FormulaFacts, Write } from '../../../src/automation/formula/facts.js';
import { judgeFlow } from '../../../src/automation/judgeFlow.js';
import { field } from '../support/snapshot.js';

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

const casesOf = (file: string): Case[] =>
  parse(readFileSync(new URL(`flows/${file}.yml`, import.meta.url), 'utf8')) as Case[];
const cases = ['entry', 'ways'].flatMap(casesOf);
const processes = casesOf('processes');

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
  return `${judged[0]?.verdict} ${judged[0]?.reason}`;
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
    ])
      expect(flowDefinitionOf(nothing)).to.equal(null);
  });
});
