import { OrgError } from '../model/orgModel.js';
import type { Caller, Org } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { customizableObject, writeField, writeObject } from './customObjectFile.js';
import type { DeployContext } from './componentType.js';
import { childrenNamed, textOfChild } from './elementShape.js';
import { inMetadataTransaction } from './metadataTransaction.js';
import { findComponentType } from './componentTypeList.js';
import { MetadataProblem } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

export type CrudVerb = 'create' | 'update' | 'upsert';

/** SaveResult and UpsertResult of the Metadata API. */
export type MetadataSaveResult = {
  created?: boolean;
  errors: Array<{ fields: string[]; message: string; statusCode: string }>;
  fullName: string;
  success: boolean;
};

/**
 * createMetadata, updateMetadata and upsertMetadata for one component, whose `xsi:type` is its type: done at once, each
 * for itself, and not listed as a deploy (fact H7). An update replaces the whole component, as a file does (fact H1).
 *
 * @throws OrgError INVALID_TYPE for types that this org does not have
 */
export const saveMetadata = (org: Org, caller: Caller, verb: CrudVerb, element: XmlElement): MetadataSaveResult => {
  const typeName = (element.attributes['type'] ?? '').replace(/^.*:/, '');
  const type = findComponentType(typeName);
  if (type === undefined) throw new OrgError(500, 'INVALID_TYPE', `Unknown type: ${typeName}`);
  const fullName = textOfChild(element, 'fullName') ?? '';
  const context = contextOf(org, caller);
  const save = (): boolean => {
    const exists = isThere(org, typeName, fullName, caller.apiVersion);
    // Both texts are assumed.
    if (verb === 'create' && exists) {
      throw new MetadataProblem(`duplicate value found: ${fullName}`, undefined, 'DUPLICATE_DEVELOPER_NAME');
    }
    if (verb === 'update' && !exists) throw noSuch(typeName, fullName);
    if (type !== 'object') return type.write(context, fullName, element).created;
    saveObject(context, typeName, fullName, element);
    return false;
  };
  return saveResultOf(org, fullName, save, verb === 'upsert');
};

/** deleteMetadata for one component. Throws OrgError INVALID_TYPE. */
export const deleteMetadata = (org: Org, caller: Caller, typeName: string, fullName: string): MetadataSaveResult => {
  const type = findComponentType(typeName);
  // Objects and fields are not deleted in the embedded org.
  if (type === undefined || type === 'object') throw new OrgError(500, 'INVALID_TYPE', `Unknown type: ${typeName}`);
  const remove = (): boolean => {
    if (type.remove(contextOf(org, caller), fullName) === undefined) throw noSuch(typeName, fullName);
    return false;
  };
  return saveResultOf(org, fullName, remove, false);
};

const contextOf = (org: Org, caller: Caller): DeployContext => ({
  org,
  caller,
  access: effectiveAccess(org, caller.userId),
  packageVersion: caller.apiVersion,
});

const saveResultOf = (org: Org, fullName: string, run: () => boolean, withCreated: boolean): MetadataSaveResult => {
  try {
    const created = inMetadataTransaction(org, run);
    return { ...(withCreated ? { created } : {}), errors: [], fullName, success: true };
  } catch (error) {
    if (!(error instanceof MetadataProblem) && !(error instanceof OrgError)) throw error;
    const statusCode = error instanceof MetadataProblem ? error.statusCode : error.errorCode;
    const fields = error instanceof MetadataProblem ? [] : error.fields;
    return {
      ...(withCreated ? { created: false } : {}),
      errors: [{ fields, message: error.message, statusCode }],
      fullName,
      success: false,
    };
  }
};

const noSuch = (type: string, fullName: string): MetadataProblem =>
  new MetadataProblem(`no ${type} named ${fullName} found`, undefined, 'INVALID_CROSS_REFERENCE_KEY');

const isThere = (org: Org, typeName: string, fullName: string, apiVersion: number): boolean => {
  const type = findComponentType(typeName);
  if (type !== undefined && type !== 'object') return type.read(org, fullName, apiVersion) !== undefined;
  const [objectName = '', field] = fullName.split('.');
  const schema = customizableObject(org, objectName);
  return schema !== undefined && (field === undefined || schema.fields.some(({ name }) => name === field));
};

/** An object with its fields, or one field, whose full name then holds the object's. */
const saveObject = (context: DeployContext, typeName: string, fullName: string, element: XmlElement): void => {
  if (typeName === 'CustomObject') {
    writeObject(context, fullName, element);
    for (const field of childrenNamed(element, 'fields')) writeField(context, fullName, field);
    return;
  }
  const [objectName = '', field = ''] = fullName.split('.');
  const children = element.children.map((child) => (child.name === 'fullName' ? { ...child, text: field } : child));
  writeField(context, objectName, { ...element, children });
};
