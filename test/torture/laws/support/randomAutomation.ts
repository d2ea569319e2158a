/** Random automation of leads: validation rules, flows and workflow rules over the fields and facts of random formulas. */
import fc from 'fast-check';
import type { Scenario } from '../../../local-org/scenarios/scenarioFormat.js';
import { globalNames, objectFields, picklistPool, randomFormula, textPool } from './randomFormula.js';

type Parts = Required<Pick<Scenario, 'validationRules' | 'flows' | 'workflowRules'>>;

/** Formulas over what the org has: it has no custom metadata. */
const formula = randomFormula.filter((text) => !/\$custommetadata/i.test(text));

const names = new Set([...Object.keys(objectFields), ...Object.keys(globalNames)].map((name) => name.toLowerCase()));

/** The formula as flows write it: every field and global as `{!…}`. Texts and comments stay. */
export const inFlow = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*[\s\S]*?\*\/|\$?[A-Za-z_][\w$.]*/g, (word) => {
    if (!names.has(word.toLowerCase())) return word;
    return word.startsWith('$') ? `{!${word}}` : `{!$Record.${word}}`;
  });

const texts = ['Phone', 'Website', 'Fax__c'] as const;
const someText = fc.constantFrom('a', 'b', 'Web');

/** One comparison of a decision or of the start of a flow. */
const comparison = fc.oneof(
  fc.record({
    field: fc.constantFrom(...texts, 'LeadSource' as const),
    operator: fc.constantFrom('EqualTo', 'NotEqualTo', 'StartsWith', 'Contains'),
    value: fc.constantFrom(...textPool, ...picklistPool).map((stringValue) => ({ stringValue })),
  }),
  fc.record({
    field: fc.constantFrom('Locked__c', 'Approved__c'),
    operator: fc.constantFrom('EqualTo', 'NotEqualTo'),
    value: fc.boolean().map((booleanValue) => ({ booleanValue })),
  }),
  fc.record({
    field: fc.constantFrom(...texts, 'Amount__c' as const),
    operator: fc.constantFrom('IsNull', 'IsChanged'),
    value: fc.boolean().map((booleanValue) => ({ booleanValue })),
  }),
);
const ofUser = fc.record({
  leftValueReference: fc.constant('$User.Bypass__c'),
  operator: fc.constantFrom('EqualTo', 'NotEqualTo'),
  rightValue: fc.boolean().map((booleanValue) => ({ booleanValue })),
});
const ofFormula = fc.record({
  leftValueReference: fc.constant('Told'),
  operator: fc.constant('EqualTo'),
  rightValue: fc.boolean().map((booleanValue) => ({ booleanValue })),
});
const condition = fc.oneof(
  comparison.map(({ field, operator, value }) => ({
    leftValueReference: `$Record.${field}`,
    operator,
    rightValue: value,
  })),
  ofUser,
  ofFormula,
);
const logic = fc.constantFrom('and', 'or', '1 AND (2 OR NOT 1)', '2 OR 1');

/** A flow: an entry, one decision, and behind it an error or a value for a field. */
const flow = (name: string): fc.Arbitrary<NonNullable<Parts['flows']>[string][string]> =>
  fc
    .record({
      trigger: fc.constantFrom('RecordBeforeSave' as const, 'RecordAfterSave' as const),
      on: fc.constantFrom('Create' as const, 'Update' as const, 'CreateAndUpdate' as const),
      entry: fc.oneof(
        fc.constant({}),
        formula.map((text) => ({ filterFormula: inFlow(text) })),
        fc
          .tuple(comparison, comparison, logic)
          .map(([a, b, filterLogic]) => ({ filterLogic, filters: [a, b].map((one) => ({ ...one })) })),
      ),
      newly: fc.boolean(),
      told: formula.map(inFlow),
      conditions: fc.tuple(condition, condition),
      logic,
      ruleNewly: fc.constantFrom(false, false, true),
      field: fc.constantFrom(...texts),
      value: someText,
      met: fc.constantFrom('Refuse', 'Set', null),
      otherwise: fc.constantFrom('Refuse', 'Set', null),
    })
    .map((one) => ({
      trigger: one.trigger,
      on: one.on,
      flow: {
        start: {
          ...one.entry,
          doesRequireRecordChangedToMeetCriteria: one.newly,
          connector: { targetReference: 'Which' },
        },
        formulas: [{ name: 'Told', dataType: 'Boolean', expression: one.told }],
        decisions: [
          {
            name: 'Which',
            ...(one.otherwise === null ? {} : { defaultConnector: { targetReference: one.otherwise } }),
            rules: [
              {
                name: 'Is_Met',
                conditionLogic: one.logic,
                doesRequireRecordChangedToMeetCriteria: one.ruleNewly,
                conditions: [...one.conditions],
                ...(one.met === null ? {} : { connector: { targetReference: one.met } }),
              },
            ],
          },
        ],
        ...(one.trigger === 'RecordBeforeSave'
          ? {
              assignments: [
                {
                  name: 'Set',
                  assignmentItems: [
                    {
                      assignToReference: `$Record.${one.field}`,
                      operator: 'Assign',
                      value: { stringValue: one.value },
                    },
                  ],
                },
              ],
            }
          : {
              recordUpdates: [
                {
                  name: 'Set',
                  inputReference: '$Record',
                  inputAssignments: [{ field: one.field, value: { stringValue: one.value } }],
                },
              ],
            }),
        customErrors: [{ name: 'Refuse', customErrorMessages: [{ errorMessage: `${name}!`, isFieldError: false }] }],
      },
    }));

const criterion = fc.record({
  field: fc.constantFrom('User.Title', 'Lead.Phone', 'Lead.LeadSource', 'Lead.Locked__c', 'User.Bypass__c'),
  operation: fc.constantFrom('equals', 'notEqual', 'contains', 'startsWith', 'notContain'),
  value: fc.constantFrom('a', 'Web', 'web,a', 'True', 'False', ''),
});
const workflowRule: fc.Arbitrary<NonNullable<Parts['workflowRules']>[string][string]> = fc
  .record({
    trigger: fc.constantFrom('onCreateOnly' as const, 'onCreateOrTriggeringUpdate' as const, 'onAllChanges' as const),
    condition: fc.oneof(
      formula.map((text) => ({ formula: text })),
      fc
        .tuple(criterion, criterion, fc.constantFrom('1 AND 2', '1 OR 2', '1 AND NOT 2'))
        .map(([a, b, joined]) => ({ criteria: [a, b], logic: joined })),
    ),
    field: fc.constantFrom(...texts),
    literal: someText,
  })
  .map(({ trigger, condition: when, field, literal }) => ({
    trigger,
    ...when,
    fieldUpdates: { [`Set_${field}_${literal}`]: { field, literal } },
  }));

const upTo = <T>(most: number, of: (at: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.nat(most).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => of(at))));

const namedBy = <T>(prefix: string, all: readonly T[]): Record<string, T> =>
  Object.fromEntries(all.map((one, at) => [`${prefix}_${at}`, one]));

/** Up to three validation rules, two flows and one workflow rule of leads; each raises an error with its own name in it. */
export const randomAutomation: fc.Arbitrary<Parts> = fc
  .record({
    rules: fc.array(formula, { minLength: 1, maxLength: 3 }),
    flows: upTo(2, (at) => flow(`Flow_${at}`)),
    workflow: upTo(1, () => workflowRule),
  })
  .map(({ rules, flows, workflow }) => ({
    validationRules: {
      Lead: namedBy(
        'Rule',
        rules.map((text, at) => ({ formula: text, message: `Rule_${at}!` })),
      ),
    },
    flows: { Lead: namedBy('Flow', flows) },
    workflowRules: { Lead: namedBy('Workflow', workflow) },
  }));
