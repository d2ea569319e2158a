import type { MetadataTree, MetadataValue } from '../model/orgModel.js';

/** The elements of a flow that are lists, all of them in every answer, most of them empty (fact L5). */
const lists = (
  'actionCalls apexPluginCalls assignments capabilityTypes choices collectionProcessors constants customErrors ' +
  'customProperties decisions dynamicChoiceSets experiments formulas loops orchestratedStages ' +
  'processMetadataValues recordCreates recordDeletes recordLookups recordRollbacks recordUpdates screens stages steps ' +
  'subflows textTemplates transforms variables waits'
).split(' ');

/** The elements that are single, null where the flow says nothing. */
const singles = (
  'apiVersion areMetricsLoggedToDataCloud associatedCustomProperties description environments fullName interviewLabel ' +
  'isAdditionalPermissionRequiredToRun isOverridable isTemplate label migratedFromWorkflowRuleName overriddenFlow processType ' +
  'runInMode sourceTemplate start startElementReference status timeZoneSidKey triggerOrder urls'
).split(' ');

/** What an element has beside what its author wrote, by the name of the element. */
const parts: Record<string, { lists?: string; singles?: string }> = {
  start: {
    lists: 'capabilityTypes filters formEventType scheduledPaths',
    singles:
      'connector description doesRequireRecordChangedToMeetCriteria elementSubtype entryType filterFormula filterLogic ' +
      'flowRunAsUser form locationX locationY object recordTriggerType schedule segment triggerType',
  },
  filters: { singles: 'field operator value' },
  conditions: { singles: 'conditionType leftValueReference operator rightValue' },
  rules: {
    lists: 'conditions',
    singles: 'conditionLogic connector description doesRequireRecordChangedToMeetCriteria label name',
  },
  scheduledPaths: {
    singles: 'connector description label maxBatchSize name offsetNumber offsetUnit pathType recordField timeSource',
  },
  assignmentItems: { singles: 'assignToReference operator value' },
  inputAssignments: { singles: 'field value' },
  customErrorMessages: { singles: 'errorMessage fieldSelection isFieldError' },
  connector: { singles: 'isGoTo targetReference' },
  defaultConnector: { singles: 'isGoTo targetReference' },
  decisions: { lists: 'rules', singles: 'defaultConnector defaultConnectorLabel' },
  assignments: { lists: 'assignmentItems', singles: 'connector' },
  customErrors: { lists: 'customErrorMessages', singles: 'connector' },
  recordUpdates: {
    lists: 'filters inputAssignments',
    singles: 'connector faultConnector filterLogic inputReference object storeOutputAutomatically',
  },
  recordLookups: {
    lists: 'filters outputAssignments queriedFields',
    singles:
      'connector faultConnector filterLogic getFirstRecordOnly limit object outputReference storeOutputAutomatically',
  },
  recordCreates: {
    lists: 'inputAssignments',
    singles: 'assignRecordIdToReference connector faultConnector inputReference object storeOutputAutomatically',
  },
  actionCalls: {
    lists: 'dataTypeMappings inputParameters outputParameters',
    singles: 'actionName actionType connector faultConnector flowTransactionModel nameSegment offset versionSegment',
  },
  formulas: { singles: 'dataType description expression name scale' },
};

/** Every value has all of its kinds, of which one is filled. */
const valueKinds = (
  'apexValue booleanValue dateTimeValue dateValue elementReference formulaDataType formulaExpression numberValue ' +
  'setupReference setupReferenceType sobjectValue stringValue transformValueReference'
).split(' ');
const values = new Set(['value', 'rightValue']);

/** Elements that a flow goes through: they have a name, a label and a place. */
const steps = new Set(
  'decisions assignments customErrors recordUpdates recordLookups recordCreates recordDeletes actionCalls'.split(' '),
);

const words = (text: string | undefined): string[] => (text === undefined ? [] : text.split(' '));

const isTree = (value: MetadataValue | undefined): value is MetadataTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole = (name: string, value: MetadataValue): MetadataValue => {
  if (Array.isArray(value)) return value.map((entry) => whole(name, entry));
  if (!isTree(value)) return value;
  const given = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, whole(key, inner)]));
  if (values.has(name)) return { ...nulls(valueKinds), ...given };
  const { lists: own, singles: alone } = parts[name] ?? {};
  const step = steps.has(name)
    ? nulls(['description', 'elementSubtype', 'label', 'locationX', 'locationY', 'name'])
    : {};
  return { ...step, processMetadataValues: [], ...empty(words(own)), ...nulls(words(alone)), ...given };
};

const nulls = (names: readonly string[]): MetadataTree => Object.fromEntries(names.map((name) => [name, null]));
const empty = (names: readonly string[]): MetadataTree => Object.fromEntries(names.map((name) => [name, []]));

const sorted = (value: MetadataValue): MetadataValue => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, MetadataValue] => [key, sorted(inner)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

/**
 * A flow as Tooling answers it: the names of its XML as keys, with everything that its author left out as null or as an empty
 * list (fact L5).
 */
export const wholeFlow = (flow: MetadataTree): MetadataTree => {
  const given = Object.fromEntries(Object.entries(flow).map(([name, value]) => [name, whole(name, value)]));
  return sorted({ ...nulls(singles), ...empty(lists), ...given }) as MetadataTree;
};
