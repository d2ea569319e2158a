import { all, always, any, never, ownRows, parentRow, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Attachments, notes, files and libraries. */
export const files: readonly DerivedFamily[] = [
  {
    rules: {
      read: parentRow('read'),
      create: parentRow('read'),
      edit: ownRows(parentRow('edit')),
      delete: ownRows(parentRow('edit')),
      viewAllRecords: parentRow('viewAllRecords'),
      modifyAllRecords: parentRow('modifyAllRecords'),
    },
    certainty: 'known',
    names: 'Attachment Note',
  },
  {
    rules: { read: parentRow('read'), ...writes(unpublished) },
    certainty: 'inferred',
    feature: 'Google Apps',
    names: 'GoogleDoc',
  },
  {
    rules: {
      read: ownRows(all(permission('QueryAllFiles'), permission('ViewAllData'))),
      create: always,
      edit: ownRows(never),
      viewAllRecords: all(permission('QueryAllFiles'), permission('ViewAllData')),
    },
    certainty: 'doc',
    names: 'ContentVersion',
  },
  {
    rules: {
      read: ownRows(all(permission('QueryAllFiles'), permission('ViewAllData'))),
      edit: ownRows(permission('ModifyAllData')),
      delete: ownRows(unpublished),
      viewAllRecords: all(permission('QueryAllFiles'), permission('ViewAllData')),
    },
    certainty: 'doc',
    names: 'ContentDocument',
  },
  {
    rules: {
      read: parentRow('read'),
      create: parentRow('read'),
      edit: unpublished,
      delete: ownRows(parentRow('edit')),
      viewAllRecords: all(permission('QueryAllFiles'), permission('ViewAllData')),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    names: 'ContentDocumentLink',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'inferred',
    feature: 'enhanced notes',
    names: 'ContentNote',
  },
  {
    rules: { read: always, create: always, edit: unpublished, delete: unpublished },
    certainty: 'doc',
    names: 'ContentAsset',
  },
  { rules: { read: never }, certainty: 'doc', names: 'ContentBody' },
  {
    rules: {
      read: ownRows(permission('ContentAdministrator')),
      create: any(permission('CreateWorkspaces'), permission('ContentAdministrator')),
      edit: unpublished,
      delete: unpublished,
    },
    certainty: 'doc',
    feature: 'libraries',
    names: 'ContentWorkspace',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'doc',
    feature: 'libraries',
    names: 'ContentWorkspaceDoc',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(permission('ContentAdministrator')) },
    certainty: 'doc',
    feature: 'libraries',
    names: 'ContentWorkspaceMember',
  },
  {
    rules: {
      read: unpublished,
      create: any(permission('ContentAdministrator'), permission('ManageContentPermissions')),
      edit: unpublished,
      delete: unpublished,
    },
    certainty: 'doc',
    feature: 'libraries',
    names: 'ContentWorkspacePermission',
  },
  {
    rules: { read: permission('DistributeFromPersWksp'), ...writes(permission('DistributeFromPersWksp')) },
    certainty: 'doc',
    feature: 'content deliveries',
    members: { rcud: 'ContentDistribution', rud: 'ContentDistributionView' },
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'doc',
    feature: 'libraries or Chatter',
    members: { rcud: 'ContentFolder', r: 'ContentFolderItem ContentFolderLink', rud: 'ContentFolderMember' },
  },
  {
    rules: {
      ...reads(permission('ViewContentTaxonomy')),
      ...writes(all(permission('ViewContentTaxonomy'), permission('ManageContentTaxonomy'))),
    },
    certainty: 'doc',
    members: {
      'rcud*': 'ContentTaxonomy ContentTaxonomyTerm',
      'rc*': 'ContentTaxonomyRelatedTerm',
      'rcd*': 'ContentTaxonomyTermRelatedTerm',
    },
  },
  {
    rules: { ...reads(permission('ViewContentTaxonomy')) },
    certainty: 'doc',
    newNames: 'ContentTaxonomyTermRelationshipType',
  },
  {
    rules: { read: ownRows(unpublished) },
    certainty: 'doc',
    members: { r: 'ContentDocumentHistory ContentVersionHistory' },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    feature: 'Files Connect',
    fits: ['ContentHubUser'],
    members: { r: 'ContentHubItem ContentHubRepository' },
  },
  {
    rules: { ...reads(permission('ModifyAllData')), ...writes(permission('ModifyAllData')) },
    certainty: 'doc',
    members: {
      rd: 'ContentDocumentSubscription ContentNotification ContentTagSubscription ContentUserSubscription ContentVersionComment ContentVersionRating ContentWorkspaceSubscription TopicUserEvent',
      rcud: 'NetworkActivityAudit',
      rcd: 'NetworkUserHistoryRecent',
    },
  },
  {
    rules: { read: never, create: unpublished, delete: unpublished },
    certainty: 'doc',
    members: {
      '-': 'ActivityHistory OpenActivity LookedUpFromActivity CombinedAttachment NoteAndAttachment OwnedContentDocument AttachedContentDocument AttachedContentNote FolderedContentDocument FeedTrackedChange ProcessInstanceHistory Name EmailStatus',
      cd: 'FeedLike FeedPost',
      rx: 'AggregateResult',
    },
  },
  {
    rules: {
      read: always,
      ...writes(
        any(permission('CreateReportFolders'), permission('CreateDashboardFolders'), permission('ModifyAllData')),
      ),
    },
    certainty: 'doc',
    names: 'Folder',
  },
];
