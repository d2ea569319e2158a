import type { ObjectSchema, Org } from '../model/orgModel.js';
import { idOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { findField } from '../schema/schemaLookup.js';
import { qualified, storeComponent } from './storeComponent.js';
import type { Data } from './storeComponent.js';

/** Stores a duplicate rule with its matching rule. @throws Error for a field that the object does not have */
export const storeDuplicateRule = (
  org: Org,
  schema: ObjectSchema,
  name: string,
  data: Data<'duplicateRules'>,
): void => {
  const { active = true, matchOn } = data;
  const label = name.replaceAll('_', ' ');
  const common = {
    DeveloperName: name,
    MasterLabel: label,
    Language: 'en_US',
    NamespacePrefix: data.namespace ?? null,
    SobjectType: schema.name,
    SobjectSubtype: 'None',
  };
  const matching = storeComponent(
    org,
    'MatchingRule',
    {
      ...common,
      DeveloperName: `${name}_Match`,
      MasterLabel: `${label} Match`,
      MatchEngine: 'ExactMatchEngine',
      RuleStatus: 'Active',
    },
    {
      fullName: `${schema.name}.${name}_Match`,
      label: `${label} Match`,
      matchingRuleItems: matchOn.map((fieldName) => ({
        blankValueBehavior: 'NullNotAllowed',
        fieldName,
        matchingMethod: 'Exact',
      })),
      ruleStatus: 'Active',
    },
  );
  for (const [index, field] of matchOn.entries()) {
    if (findField(schema, field) === undefined) throw new Error(`There is no field ${schema.name}.${field}`);
    storeNewRow(org, 'MatchingRuleItem', {
      MatchingRuleId: idOf(matching),
      SortOrder: index + 1,
      Field: field,
      MatchingMethod: 'Exact',
      BlankValueBehavior: 'NullNotAllowed',
    });
  }
  storeComponent(
    org,
    'DuplicateRule',
    { ...common, IsActive: active },
    {
      fullName: `${schema.name}.${qualified(name, data)}`,
      actionOnInsert: data.onInsert ?? 'Allow',
      actionOnUpdate: data.onUpdate ?? 'Allow',
      // The standard text (fact L16).
      alertText: data.alertText ?? 'Use one of these records?',
      description: null,
      duplicateRuleFilter:
        data.conditions === undefined
          ? null
          : {
              booleanFilter: data.logic ?? null,
              duplicateRuleFilterItems: data.conditions.map(({ field, operation, value, table }, index) => ({
                field,
                operation,
                value,
                sortOrder: index + 1,
                table: table ?? schema.name,
              })),
            },
      duplicateRuleMatchRules: [
        { matchRuleSObjectType: schema.name, matchingRule: `${name}_Match`, objectMapping: null },
      ],
      isActive: active,
      masterLabel: label,
      operationsOnInsert: data.operationsOnInsert ?? ['Alert', 'Report'],
      operationsOnUpdate: data.operationsOnUpdate ?? ['Alert', 'Report'],
      securityOption: data.securityOption ?? 'EnforceSharingRules',
      sortOrder: 1,
    },
  );
};
