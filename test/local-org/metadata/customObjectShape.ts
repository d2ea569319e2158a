import { booleanElement, textElement } from './elementShape.js';
import type { ElementShape, Shape } from './elementShape.js';

const elementsNamed = (names: string, known: Record<string, ElementShape>): Record<string, ElementShape> => ({
  ...Object.fromEntries(names.split(' ').map((name): [string, ElementShape] => [name, { content: 'any', many: true }])),
  ...known,
});

/** CustomField of the Metadata API; only the names of elements that have nothing to do with history are known. */
export const customFieldShape: Shape = {
  name: 'CustomField',
  elements: elementsNamed(
    'aiPredictionField businessOwnerGroup businessOwnerUser businessStatus caseSensitive complianceGroup ' +
      'customDataType defaultValue deleteConstraint deprecated description displayFormat displayLocationInDecimal ' +
      'encryptionScheme escapeMarkup externalDeveloperName externalId fieldManageability formula ' +
      'formulaTreatBlanksAs globalPicklist inlineHelpText isAIPredictionField isConvertLeadDisabled isFilteringDisabled ' +
      'isNameField isSortingDisabled knowledgeChannels label length lookupFilter maskChar maskType metadataRelationshipControllingField ' +
      'mktDataLakeFieldAttributes mktDataModelFieldAttributes picklist populateExistingRows precision readOnlyProxy ' +
      'referenceTargetField referenceTo relationshipLabel relationshipName relationshipOrder reparentableMasterDetail ' +
      'required restrictedAdminField scale securityClassification startingNumber stripMarkup summarizedField ' +
      'summaryFilterItems summaryForeignKey summaryOperation unique valueSet visibleLines writeRequiresMasterRead',
    {
      fullName: { content: 'string', required: true },
      trackFeedHistory: booleanElement,
      trackHistory: booleanElement,
      trackTrending: booleanElement,
      type: textElement,
    },
  ),
};

/** CustomObject of the Metadata API. Fields are checked one by one, since each is a component of its own. */
export const customObjectShape: Shape = {
  name: 'CustomObject',
  elements: elementsNamed(
    'actionOverrides allowInChatterGroups articleTypeChannelDisplay associateEntityType associateEntityUsageTypes ' +
      'businessProcesses compactLayoutAssignment compactLayouts customHelp customHelpPage customSettingsType ' +
      'dataStewardGroup dataStewardUser deploymentStatus deprecated description enableActivities enableBulkApi ' +
      'enableDataTranslation enableDivisions enableEnhancedLookup enableFeeds enableLicensing enableReports enableSearch ' +
      'enableSharing enableStreamingApi eventType externalDataSource externalName externalRepository externalSharingModel ' +
      'fieldSets fields fullName gender household historyRetentionPolicy indexes isInterfaceObject label listViews ' +
      'mktDataLakeAttributes nameField pluralLabel profileSearchLayouts publishBehavior recordTypeTrackFeedHistory ' +
      'recordTypeTrackHistory recordTypes searchLayouts sharingModel sharingReasons sharingRecalculations startsWith ' +
      'validationRules visibility webLinks',
    { enableHistory: booleanElement, label: textElement, pluralLabel: textElement },
  ),
};
