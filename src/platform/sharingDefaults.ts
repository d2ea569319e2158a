/**
 * Org-wide defaults: which records of an object everybody sees who may read it (fact O1). EntityDefinition and Organization have
 * words of their own for the same.
 */
import { keyOf } from './names.js';

type SharingDefault = {
  /** As Setup shows it. */
  readonly label: string;
  readonly isPublic: boolean;
};

const privately: SharingDefault = { label: 'Private', isPublic: false };
const readOnly: SharingDefault = { label: 'Public Read Only', isPublic: true };
const readWrite: SharingDefault = { label: 'Public Read/Write', isPublic: true };
const transfer: SharingDefault = { label: 'Public Read/Write/Transfer', isPublic: true };
const full: SharingDefault = { label: 'Public Full Access', isPublic: true };
const byParent = (parent: string): SharingDefault => ({ label: `Controlled by ${parent}`, isPublic: false });

/** By the key of the word. */
export const sharingDefaults: Readonly<Record<string, SharingDefault>> = {
  none: privately,
  private: privately,
  read: readOnly,
  edit: readWrite,
  readwrite: readWrite,
  readwritetransfer: transfer,
  readedittransfer: transfer,
  fullaccess: full,
  all: full,
  controlledbyparent: byParent('Parent'),
  controlledbyleadorcontact: byParent('Lead or Contact'),
  controlledbycampaign: byParent('Campaign'),
};

/** Whether the default opens all records for reading; undefined for a word that nobody knows. */
export const isPublicDefault = (word: string): boolean | undefined =>
  Object.hasOwn(sharingDefaults, keyOf(word)) ? sharingDefaults[keyOf(word)]?.isPublic : undefined;

/** The column of Organization that tells the default of an object, by the key of the object. */
export const organizationDefaults: Readonly<Record<string, string>> = {
  account: 'DefaultAccountAccess',
  contact: 'DefaultContactAccess',
  opportunity: 'DefaultOpportunityAccess',
  lead: 'DefaultLeadAccess',
  case: 'DefaultCaseAccess',
  campaign: 'DefaultCampaignAccess',
};
