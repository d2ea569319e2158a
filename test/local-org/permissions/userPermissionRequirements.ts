/**
 * Direct requirements of user permissions: enabling the first in a permission set needs the others in the same set
 * (facts D5, D6; the rest from the "requires" texts that Setup shows). What is not listed stands alone, notably
 * ViewAllUsers, PasswordNeverExpires, ApiUserOnly, BulkApiHardDelete and TransferAnyEntity.
 *
 * `ViewRoles` under ManageUsers, ViewAllData and CustomizeApplication is what real sets show (facts D5, D6). What
 * CustomizeApplication needs beyond that (ManageTranslation, ManageTerritories) depends on the edition and is left out.
 */
const requirements: ReadonlyArray<readonly [permissions: string, requires: string]> = [
  [
    'ModifyMetadata ResetPasswords EditBillingInfo EditBrandTemplates EditPublicTemplates ManageCustomDomains ' +
      'ManageCustomReportTypes ManageEmailClientConfig ManageExchangeConfig ManageMobile ManageSynonyms ' +
      'TerritoryOperations ViewDataCategories ViewHealthCheck BotManageBots BotManageBotsTrainingData',
    'ViewSetup',
  ],
  ['CustomizeApplication', 'ViewSetup ManageCustomPermissions ViewRoles'],
  ['AuthorApex', 'ViewSetup ModifyMetadata'],
  [
    'ManageUsers',
    'ResetPasswords ViewAllUsers FreezeUsers ManageProfilesPermissionsets AssignPermissionSets ManageRoles ' +
      'ManageIpAddresses ManageSharing MonitorLoginHistory ViewSetup ManageInternalUsers ManagePasswordPolicies ' +
      'ManageLoginAccessPolicies DelegatedTwoFactor ViewRoles',
  ],
  [
    'ViewAllData',
    'ViewSetup ViewEventLogFiles ViewPublicDashboards ViewPublicReports ViewPlatformEvents ViewDataLeakageEvents ViewRoles',
  ],
  [
    'ModifyAllData',
    'ViewAllData ViewSetup EditPublicFilters EditPublicTemplates EditPublicDocuments RunReports TransferAnyEntity ' +
      'TransferAnyLead ConvertLeads ImportLeads EditTask EditEvent ModifyMetadata ManageCategories UseTeamReassignWizards ' +
      'SolutionImport ManageNetworks ManageDashbdsInPubFolders ManageReportsInPubFolders ConnectOrgToEnvironmentHub ' +
      'CreateTopics EditTopics AssignTopics DeleteTopics',
  ],
  ['ManageTwoFactor', 'ManageUsers'],
  ['ManageAuthProviders', 'ManageUsers AuthorApex'],
  ['ManageHealthCheck', 'ViewHealthCheck'],
  ['ManageDataCategories', 'ViewDataCategories'],
  ['ManageAccessPolicies', 'ViewAccessPolicies'],
  ['ManageApiNamedQueries', 'ViewApiNamedQueries'],
  ['ManageSessionPermissionSets', 'ApiEnabled'],
  ['ExternalClientAppAdmin', 'ExternalClientAppViewer'],
  ['ExternalClientAppDeveloper', 'ExternalClientAppAdmin'],
  ['TwoFactorApi', 'ForceTwoFactor'],
  ['EmailSingle', 'EditTask'],
  ['EmailMass TransactionalEmailSend', 'EmailSingle'],
  ['ListEmailSend', 'EmailMass'],
  ['ExportReport CreateCustomizeReports SubscribeToLightningReports SubscribeToLightningDashboards', 'RunReports'],
  ['CreateReportFolders CreateReportInLightning EditMyReports', 'CreateCustomizeReports'],
  ['CreateDashboardFolders EditMyDashboards', 'CreateCustomizeDashboards'],
  ['ManageReportsInPubFolders', 'ViewPublicReports CreateReportFolders EditMyReports'],
  ['ManageDashbdsInPubFolders', 'ViewPublicDashboards CreateDashboardFolders EditMyDashboards'],
  ['ManageAnalyticSnapshots', 'ViewSetup RunReports'],
  ['SubscribeReportToOtherUsers SubscribeReportsRunAsUser', 'SubscribeToLightningReports'],
  ['SubscribeReportRolesGrps', 'SubscribeReportToOtherUsers'],
  ['SubscribeDashboardToOtherUsers', 'SubscribeToLightningDashboards'],
  ['SubscribeDashboardRolesGrps', 'SubscribeDashboardToOtherUsers'],
  ['InsightsAppAdmin InsightsAppDashboardEditor InsightsCreateApplication', 'InsightsAppUser'],
  ['EditPublicFilters', 'CreateCustomizeFilters'],
  ['MergeTopics', 'DeleteTopics'],
  ['RemoveDirectMessageMembers', 'AddDirectMessageMembers'],
  ['PreventClassicExperience', 'LightningExperienceUser'],
  ['UseAssistantDialog', 'UseMySearch'],
  ['UseQuerySuggestions', 'UseAssistantDialog'],
  ['CreatePackaging', 'EditHtmlTemplates EditBrandTemplates ViewAllData CustomizeApplication ManageUsers'],
  ['PublishPackaging', 'CreatePackaging'],
  ['InstallPackaging', 'EditHtmlTemplates EditBrandTemplates ModifyAllData CustomizeApplication ManageUsers'],
];

/** Direct requirements by user permission name; absent means none (facts D5, D6). */
export const userPermissionRequirements: ReadonlyMap<string, string[]> = new Map(
  requirements.flatMap(([permissions, requires]) =>
    permissions.split(' ').map((permission) => [permission, requires.split(' ')] as const),
  ),
);

/**
 * User permissions that need object permissions in the same set: texts of the violation are in fact D5, the rows of Import
 * Personal Contacts and that Convert Leads comes with Edit on leads in fact Q8.
 */
export const objectRequirements: ReadonlyMap<
  string,
  ReadonlyArray<readonly ['create' | 'delete' | 'edit' | 'read', string]>
> = new Map([
  [
    'EditPublicDocuments',
    [
      ['create', 'Document'],
      ['delete', 'Document'],
      ['edit', 'Document'],
      ['read', 'Document'],
    ],
  ],
  [
    'ImportPersonal',
    [
      ['create', 'Account'],
      ['edit', 'Account'],
      ['create', 'Contact'],
    ],
  ],
  ['ConvertLeads', [['edit', 'Lead']]],
]);
