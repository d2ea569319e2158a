import type { MetadataTree, MetadataValue, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { wholeFlow } from '../automation/wholeFlow.js';
import { idOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { entityDurableId } from '../schema/durableId.js';
import { automationVersion, packaged, qualified, storeComponent } from './storeComponent.js';
import type { Data } from './storeComponent.js';

/**
 * Stores a flow: its definition and versions of the Tooling API with their components, and the views of the data API.
 * @throws Error as `storeNewRow`
 */
export const storeFlow = (org: Org, schema: ObjectSchema, name: string, data: Data<'flows'>): void => {
  const { flow = {}, active = true, processType = 'AutoLaunchedFlow', label = name.replaceAll('_', ' ') } = data;
  const isProcess = processType !== 'AutoLaunchedFlow';
  const triggerType = isProcess ? null : (data.trigger ?? 'RecordAfterSave');
  const recordTriggerType = isProcess ? null : (data.on ?? 'CreateAndUpdate');
  const metadata = (status: string): MetadataTree => {
    const start = isTree(flow['start']) ? flow['start'] : {};
    return wholeFlow({
      apiVersion: automationVersion,
      environments: 'Default',
      interviewLabel: `${label} {!$Flow.CurrentDateTime}`,
      label,
      processType,
      triggerOrder: data.order ?? null,
      runInMode: data.runInMode ?? null,
      ...(isProcess ? { processMetadataValues: processValues(schema.name, data.on) } : {}),
      ...flow,
      status,
      ...(isProcess ? {} : { start: { object: schema.name, triggerType, recordTriggerType, ...start } }),
    });
  };
  const definition = storeNewRow(org, 'FlowDefinition', {
    DeveloperName: name,
    MasterLabel: label,
    FullName: qualified(name, data),
    ...packaged(data),
  });
  const version = (number: number, status: string): { row: Row; key: string } => {
    const row = storeComponent(
      org,
      'Flow',
      {
        DefinitionId: idOf(definition),
        MasterLabel: label,
        VersionNumber: number,
        Status: status,
        ProcessType: processType,
        ApiVersion: automationVersion,
        Environments: 'Default',
        RunInMode: data.runInMode ?? null,
        ManageableState: packaged(data).ManageableState,
        FullName: `${qualified(name, data)}-${number}`,
      },
      metadata(status),
    );
    // The version of a managed flow has a name in place of an id (fact L4).
    return { row, key: data.namespace === undefined ? idOf(row) : `${qualified(name, data)}-${number}` };
  };
  const first = version(1, active ? 'Active' : 'Obsolete');
  const latest = data.draft === true ? version(2, 'Draft') : first;
  storeComponent(
    org,
    'FlowDefinition',
    { ...definition, ActiveVersionId: active ? idOf(first.row) : null, LatestVersionId: idOf(latest.row) },
    { activeVersionNumber: active ? 1 : 0, description: null, developerName: name, masterLabel: label },
  );
  const durableId = data.namespace === undefined ? idOf(definition) : qualified(name, data);
  const paths = metadata('Active')['start'];
  const scheduled =
    isTree(paths) && Array.isArray(paths['scheduledPaths']) ? paths['scheduledPaths'].filter(isTree) : [];
  const table = entityDurableId(org, schema);
  storeNewRow(org, 'FlowDefinitionView', {
    DurableId: durableId,
    ApiName: qualified(name, data),
    Label: label,
    ProcessType: processType,
    TriggerType: triggerType ?? 'None',
    RecordTriggerType: recordTriggerType ?? 'None',
    TriggerObjectOrEventId: isProcess ? null : table,
    TriggerObjectOrEventLabel: isProcess ? null : schema.label,
    TriggerOrder: data.order ?? null,
    ActiveVersionId: active ? first.key : null,
    LatestVersionId: latest.key,
    // Whether the latest version is the active one (fact G4).
    IsActive: active && latest === first,
    VersionNumber: latest === first ? 1 : 2,
    HasAsyncAfterCommitPath: scheduled.some(({ pathType }) => pathType === 'AsyncAfterCommit'),
    Environments: 'Default',
    ...packaged(data),
  });
  for (const one of latest === first ? [first] : [first, latest]) {
    storeNewRow(org, 'FlowVersionView', {
      DurableId: one.key,
      FlowDefinitionViewId: durableId,
      Label: label,
      VersionNumber: one.row['VersionNumber'] ?? null,
      Status: one.row['Status'] ?? null,
      ProcessType: processType,
      RunInMode: data.runInMode ?? 'DefaultMode',
      ApiVersion: automationVersion,
      ApiVersionRuntime: automationVersion,
    });
  }
};

const isTree = (value: MetadataValue | undefined): value is MetadataTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What Process Builder keeps of a process: the object, and whether it runs for new records only. */
const processValues = (objectName: string, on: string | undefined): MetadataValue => [
  { name: 'ObjectType', value: { stringValue: objectName } },
  { name: 'ObjectVariable', value: { elementReference: 'myVariable_current' } },
  { name: 'OldObjectVariable', value: { elementReference: 'myVariable_old' } },
  { name: 'TriggerType', value: { stringValue: on === 'Create' ? 'onCreateOnly' : 'onAllChanges' } },
];
