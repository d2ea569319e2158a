import type { Caller, EffectiveAccess, Org } from '../model/orgModel.js';
import type { XmlElement, XmlOut } from './metadataXml.js';

/**
 * Who deploys, the access of that user before the deploy, and the API version of the package, which decides what its
 * files mean (fact H1).
 */
export type DeployContext = { org: Org; caller: Caller; access: EffectiveAccess; packageVersion: number };

/** The result of writing a component. */
export type WriteResult = { id: string; created: boolean; changed: boolean };

/**
 * A type of component of which each is one file and one record. All functions throw MetadataProblem, or OrgError for
 * what the rules of the record refuse.
 */
export type ComponentType = {
  name: 'PermissionSet' | 'PermissionSetGroup';
  directory: string;
  suffix: string;
  /** Full names of all components of the type, sorted. */
  names: (org: Org) => string[];
  /** The elements of the file in the order of a retrieve; undefined when there is no such component. */
  read: (org: Org, fullName: string, apiVersion: number) => XmlOut[] | undefined;
  /** Creates the component or brings it into the state of the file. */
  write: (context: DeployContext, fullName: string, file: XmlElement) => WriteResult;
  /** Deletes the component; undefined when there is none. */
  remove: (context: DeployContext, fullName: string) => string | undefined;
};
