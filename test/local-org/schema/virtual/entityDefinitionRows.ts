import type { Caller, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { splitName } from '../customFieldRows.js';
import { entityDurableId } from '../durableId.js';
import { acceptsFieldPermissions } from '../schemaLookup.js';
import { definedObjects, rowMaker } from './virtualRow.js';

/** Objects that can have custom fields although they have no object permissions of their own (fact B5). */
const customizable = new Set([
  ...['Task', 'Event', 'User', 'CampaignMember', 'OpportunityLineItem', 'OpportunityContactRole'],
  ...['OpportunityTeamMember', 'OrderItem', 'QuoteLineItem', 'PricebookEntry', 'AccountContactRelation', 'CaseComment'],
]);

/** Rows of EntityDefinition. */
export const entityDefinitionRows = (org: Org, caller: Caller, only: ReadonlySet<string> | null): Row[] => {
  const make = rowMaker(org, 'EntityDefinition');
  return definedObjects(org, caller.apiVersion, only).map((schema) => make(entityDefinition(org, caller, schema)));
};

const entityDefinition = (org: Org, caller: Caller, schema: ObjectSchema): Row => {
  const { namespace, developerName } = splitName(schema.name);
  const durableId = entityDurableId(org, schema);
  const layoutable = schema.searchable;
  const isCustomizable = schema.permissionable || customizable.has(schema.name);
  return {
    DurableId: durableId,
    DeveloperName: developerName,
    QualifiedApiName: schema.name,
    NamespacePrefix: namespace,
    MasterLabel: schema.label,
    Label: schema.label,
    PluralLabel: schema.labelPlural,
    KeyPrefix: schema.keyPrefix,
    PublisherId: schema.custom ? '<local>' : 'System',
    DeploymentStatus: schema.custom ? 'Deployed' : null,
    DetailUrl: layoutable ? `/{ID}` : null,
    EditUrl: layoutable ? `/{ID}/e` : null,
    NewUrl: layoutable && schema.keyPrefix !== null ? `/${schema.keyPrefix}/e` : null,
    InternalSharingModel: org.sharing.get(schema.name.toLowerCase()) ?? 'ReadWrite',
    ExternalSharingModel: 'Private',
    IsActivityTrackable: schema.permissionable,
    IsApexTriggerable: schema.createable && layoutable,
    IsCompactLayoutable: layoutable,
    IsCreatable: schema.createable,
    IsCustomSetting: schema.customSetting,
    IsCustomizable: isCustomizable,
    IsDeletable: schema.deletable,
    IsEverCreatable: schema.createable,
    IsEverDeletable: schema.deletable,
    IsEverUpdatable: schema.updateable,
    IsFeedEnabled: schema.permissionable,
    // Documented for custom objects only. The value for standard objects is not known (fact F2, question Q5); it is
    // false here, so that nothing can rely on it for Opportunity.
    IsFieldHistoryTracked: schema.custom && org.history.get(schema.name)?.objectSwitch === true,
    // Fact C14.
    IsFlsEnabled: schema.fields.some(acceptsFieldPermissions),
    IsIdEnabled: true,
    IsLayoutable: layoutable,
    IsMruEnabled: layoutable,
    IsQueryable: schema.queryable,
    IsReplicateable: true,
    IsReportingEnabled: isCustomizable,
    IsRetrieveable: true,
    IsSearchable: schema.searchable,
    IsSearchLayoutable: layoutable,
    IsTriggerable: schema.createable && layoutable,
    IsWorkflowEnabled: isCustomizable,
    RunningUserEntityAccessId: `${durableId}.${caller.userId}`,
  };
};
