import { OrgError } from '../model/orgModel.js';
import type { MetadataTree, Org, Row, Value } from '../model/orgModel.js';
import { FormulaError } from '../formula/formulaValue.js';
import { storedValue } from '../permissions/dml/valueTypes.js';
import { idOf, rowsOf, textOf } from '../permissions/orgTables.js';
import { entityDurableId } from '../schema/durableId.js';
import { findField } from '../schema/schemaLookup.js';
import { conditionsHold, flowStarts } from './flowConditions.js';
import { flowValue, storableValue } from './flowValues.js';
import type { FlowRun } from './flowValues.js';
import { isTree, textIn, treesOf } from './metadataParts.js';
import type { RecordSave } from './saveContext.js';

export type FlowMoment = 'RecordBeforeSave' | 'RecordAfterSave';

/** More steps than any flow takes that comes to an end. */
const mostSteps = 2000;

/** What a flow wants to change in the record that started it. */
export type FlowChange = { label: string; values: Row };

/**
 * Runs the active record-triggered flows of the object, in their order. Decisions, assignments, updates of the record itself and
 * custom errors are carried out; what a flow does to other records or outside of the org is left out. Before the save the
 * changes are made in the row at once; after it they are given back, one for each flow.
 *
 * @param ran ids of versions that have run for this record in this transaction, and do not run again
 * @throws OrgError of a custom error, or CANNOT_EXECUTE_FLOW_TRIGGER for a flow that fails (fact L7)
 */
export const runRecordFlows = (save: RecordSave, moment: FlowMoment, ran: Set<string>): FlowChange[] => {
  const { org, schema } = save;
  const durableId = entityDurableId(org, schema);
  const views = rowsOf(org, 'FlowDefinitionView').filter(
    (view) =>
      view['TriggerType'] === moment &&
      view['TriggerObjectOrEventId'] === durableId &&
      view['ActiveVersionId'] !== null,
  );
  return sorted(views).flatMap((view) => {
    const version = activeVersion(org, view);
    const flow = version && org.metadata.get(idOf(version));
    const label = textOf(view, 'Label') ?? '';
    if (version === undefined || flow === undefined || ran.has(idOf(version))) return [];
    const values = failsAs(label, () => runFlow({ save, flow, variables: new Map() }, moment === 'RecordBeforeSave'));
    if (values === undefined) return [];
    ran.add(idOf(version));
    return [{ label, values }];
  });
};

/** By TriggerOrder, those without one between 1000 and 1001, and then by the time of their creation. */
const sorted = (views: readonly Row[]): Row[] => {
  const order = (view: Row): number => (typeof view['TriggerOrder'] === 'number' ? view['TriggerOrder'] : 1000.5);
  return [...views].sort((a, b) => order(a) - order(b));
};

const activeVersion = (org: Org, view: Row): Row | undefined => {
  const versions = rowsOf(org, 'Flow');
  const active = view['ActiveVersionId'];
  return versions.find((version) => idOf(version) === active || version['FullName'] === active);
};

/** The message is the platform's, of which only the beginning is known (fact L7). */
export const flowFailed = (label: string, details: string): OrgError =>
  new OrgError(
    400,
    'CANNOT_EXECUTE_FLOW_TRIGGER',
    `We can't save this record because the “${label}” process failed. Give your Salesforce admin these details. ${details}`,
  );

const failsAs = <T>(label: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    if (error instanceof FormulaError) throw flowFailed(label, error.message);
    throw error;
  }
};

/** The values that the flow gives to the record; undefined where it does not start. */
const runFlow = (run: FlowRun, isBefore: boolean): Row | undefined => {
  const start = run.flow['start'];
  if (!isTree(start) || !flowStarts(run, start)) return undefined;
  const given: Row = {};
  let next = targetOf(start['connector']);
  for (let step = 0; next !== '' && step < mostSteps; step += 1) {
    const [kind, element] = elementNamed(run.flow, next);
    if (element === undefined) break;
    next = stepThrough(run, kind, element, given, isBefore);
  }
  return given;
};

const targetOf = (connector: MetadataTree[string] | undefined): string =>
  isTree(connector) ? textIn(connector, 'targetReference') : '';

const elementNamed = (flow: MetadataTree, name: string): [kind: string, element: MetadataTree | undefined] => {
  for (const [kind, list] of Object.entries(flow)) {
    const found = treesOf(list).find((one) => one['name'] === name);
    if (found !== undefined) return [kind, found];
  }
  return ['', undefined];
};

/** Carries out an element, and gives the name of the next one. */
const stepThrough = (run: FlowRun, kind: string, element: MetadataTree, given: Row, isBefore: boolean): string => {
  const set = (field: string, value: Value): void => {
    given[field] = value;
    // Later elements of the flow see what has been assigned.
    run.save = {
      ...run.save,
      row: isBefore ? Object.assign(run.save.row, { [field]: value }) : { ...run.save.row, [field]: value },
    };
  };
  switch (kind) {
    case 'decisions':
      return decided(run, element);
    case 'assignments':
      for (const item of treesOf(element['assignmentItems'])) assign(run, item, set);
      return targetOf(element['connector']);
    case 'recordUpdates':
      if (textIn(element, 'inputReference') === '$Record') {
        for (const item of treesOf(element['inputAssignments'])) setField(run, textIn(item, 'field'), item, set);
      }
      return targetOf(element['connector']);
    case 'customErrors':
      throw customError(element);
    case 'loops':
      return targetOf(element['noMoreValuesConnector']);
    default:
      return targetOf(element['connector']);
  }
};

const decided = (run: FlowRun, element: MetadataTree): string => {
  const rule = treesOf(element['rules']).find((one) => {
    const holds = (at: FlowRun): boolean =>
      conditionsHold(at, textIn(one, 'conditionLogic'), treesOf(one['conditions']));
    if (!holds(run)) return false;
    const { before, row } = run.save;
    if (one['doesRequireRecordChangedToMeetCriteria'] !== true || before === undefined) return true;
    return !holds({ ...run, save: { ...run.save, row: before, before: row } });
  });
  return targetOf(rule === undefined ? element['defaultConnector'] : rule['connector']);
};

const assign = (run: FlowRun, item: MetadataTree, set: (field: string, value: Value) => void): void => {
  const target = textIn(item, 'assignToReference');
  if (target.startsWith('$Record.')) setField(run, target.slice('$Record.'.length), item, set);
  else run.variables.set(target, flowValue(run, item['value'] ?? null));
};

const setField = (run: FlowRun, name: string, item: MetadataTree, set: (field: string, value: Value) => void): void => {
  const { org, schema } = run.save;
  const field = findField(schema, name);
  if (field === undefined) throw new FormulaError(`Unknown field ${name}`);
  set(field.name, storedValue(org, field, storableValue(field, flowValue(run, item['value'] ?? null))));
};

/** The code is assumed to be that of other errors that an author has written. */
const customError = (element: MetadataTree): OrgError => {
  const errors = treesOf(element['customErrorMessages']).map((message) => ({
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: textIn(message, 'errorMessage'),
    fields: message['isFieldError'] === true ? [textIn(message, 'fieldSelection')] : [],
  }));
  const [first, ...further] = errors;
  return new OrgError(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', first?.message ?? '', first?.fields ?? [], further);
};
