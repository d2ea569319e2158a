import type { ObjectSchema, Org } from '../model/orgModel.js';
import { parseFormula } from '../formula/parseFormula.js';
import { idOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { entityDurableId, fieldDurableId } from '../schema/durableId.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import type { Scenario } from './scenarioFormat.js';
import { automationVersion, packaged, qualified, storeComponent } from './storeComponent.js';
import type { Data } from './storeComponent.js';
import { storeDuplicateRule } from './storeDuplicateRule.js';
import { storeFlow } from './storeFlow.js';

type Place = (place: string, run: () => void) => void;

/**
 * Stores the automation of a scenario: rows of the Tooling and data API, and the components behind them.
 *
 * @param idOfName id of a record by its name in the scenario
 * @param at runs a part, and names its place in what it throws
 * @throws Error naming the place for an object or field that the org does not have
 */
export const storeAutomation = (org: Org, scenario: Scenario, idOfName: (name: string) => string, at: Place): void => {
  const each = <Key extends keyof Scenario>(
    key: Key,
    store: (schema: ObjectSchema, name: string, data: Data<Key>) => void,
  ): void => {
    const objects = (scenario[key] ?? {}) as Record<string, Record<string, Data<Key>>>;
    for (const [objectName, entries] of Object.entries(objects)) {
      for (const [name, data] of Object.entries(entries)) {
        at(`${key}.${objectName}.${name}`, () => store(objectNamed(org, objectName), name, data));
      }
    }
  };
  each('validationRules', (schema, name, data) => storeValidationRule(org, schema, name, data));
  each('flows', (schema, name, data) => storeFlow(org, schema, name, data));
  each('triggers', (schema, name, data) => storeTrigger(org, schema, name, data));
  each('duplicateRules', (schema, name, data) => storeDuplicateRule(org, schema, name, data));
  each('workflowRules', (schema, name, data) => storeWorkflowRule(org, schema, name, data));
  each('approvalProcesses', (schema, name, data) => storeApprovalProcess(org, schema, name, data, idOfName));
};

const objectNamed = (org: Org, name: string): ObjectSchema => {
  const schema = findObject(org, name);
  if (schema === undefined) throw new Error(`There is no object ${name} in this org`);
  return schema;
};

const storeValidationRule = (org: Org, schema: ObjectSchema, name: string, data: Data<'validationRules'>): void => {
  const { formula, message, field, description, active = true } = data;
  parseFormula(formula);
  const onField = field !== undefined && field !== 'Top of Page';
  if (onField && findField(schema, field) === undefined) throw new Error(`There is no field ${schema.name}.${field}`);
  storeComponent(
    org,
    'ValidationRule',
    {
      EntityDefinitionId: entityDurableId(org, schema),
      ValidationName: name,
      Active: active,
      Description: description ?? null,
      ErrorDisplayField: field ?? null,
      ErrorMessage: message,
      FullName: `${schema.name}.${qualified(name, data)}`,
      ...packaged(data),
    },
    {
      active,
      description: description ?? null,
      errorConditionFormula: formula,
      errorDisplayField: onField ? field : null,
      errorMessage: message,
      shouldEvaluateOnClient: null,
      urls: null,
    },
  );
};

const storeTrigger = (org: Org, schema: ObjectSchema, name: string, data: Data<'triggers'>): void => {
  storeNewRow(org, 'ApexTrigger', {
    Name: name,
    NamespacePrefix: data.namespace ?? null,
    TableEnumOrId: entityDurableId(org, schema),
    EntityDefinitionId: entityDurableId(org, schema),
    ApiVersion: automationVersion,
    Status: data.active === false ? 'Inactive' : 'Active',
    IsValid: true,
    ...Object.fromEntries(data.events.map((event) => [`Usage${event}`, true])),
  });
};

const storeWorkflowRule = (org: Org, schema: ObjectSchema, name: string, data: Data<'workflowRules'>): void => {
  const { active = true, fieldUpdates = {} } = data;
  for (const [update, { field, formula, literal, reevaluate }] of Object.entries(fieldUpdates)) {
    const target = findField(schema, field);
    if (target === undefined) throw new Error(`There is no field ${schema.name}.${field}`);
    storeComponent(
      org,
      'WorkflowFieldUpdate',
      {
        Name: update.replaceAll('_', ' '),
        EntityDefinitionId: entityDurableId(org, schema),
        FieldDefinitionId: fieldDurableId(org, schema, target),
        SourceTableEnumOrId: entityDurableId(org, schema),
        LiteralValue: literal ?? null,
        FullName: `${schema.name}.${update}`,
        ...packaged(data),
      },
      {
        description: null,
        field: target.name,
        formula: formula ?? null,
        literalValue: literal ?? null,
        lookupValue: null,
        lookupValueType: null,
        name: update.replaceAll('_', ' '),
        notifyAssignee: false,
        operation: formula !== undefined ? 'Formula' : literal !== undefined ? 'Literal' : 'Null',
        protected: false,
        reevaluateOnChange: reevaluate ?? false,
        targetObject: null,
      },
    );
  }
  storeComponent(
    org,
    'WorkflowRule',
    {
      Name: name.replaceAll('_', ' '),
      TableEnumOrId: entityDurableId(org, schema),
      FullName: `${schema.name}.${name.replaceAll('_', ' ')}`,
      ...packaged(data),
    },
    {
      actions: Object.keys(fieldUpdates).map((update) => ({ name: update, type: 'FieldUpdate' })),
      active,
      booleanFilter: data.logic ?? null,
      criteriaItems: (data.criteria ?? []).map(({ field, operation, value }) => ({
        field: field.includes('.') ? field : `${schema.name}.${field}`,
        operation,
        value,
        valueField: null,
      })),
      description: null,
      formula: data.formula ?? null,
      triggerType: data.trigger ?? 'onCreateOrTriggeringUpdate',
      workflowTimeTriggers: [],
    },
  );
};

const storeApprovalProcess = (
  org: Org,
  schema: ObjectSchema,
  name: string,
  data: Data<'approvalProcesses'>,
  idOfName: (name: string) => string,
): void => {
  const { state = 'Active', lockType = 'Total' } = data;
  const process = storeComponent(
    org,
    'ProcessDefinition',
    {
      Name: name.replaceAll('_', ' '),
      DeveloperName: name,
      Type: 'Approval',
      TableEnumOrId: entityDurableId(org, schema),
      LockType: lockType,
      State: state,
    },
    {
      fullName: `${schema.name}.${name}`,
      active: state === 'Active',
      finalApprovalRecordLock: false,
      label: name.replaceAll('_', ' '),
      recordEditability: lockType === 'Admin' || lockType === 'Total' ? 'AdminOnly' : 'AdminOrCurrentApprover',
    },
  );
  for (const record of data.pending ?? []) {
    storeNewRow(org, 'ProcessInstance', {
      ProcessDefinitionId: idOf(process),
      TargetObjectId: idOfName(record),
      Status: 'Pending',
    });
  }
};
