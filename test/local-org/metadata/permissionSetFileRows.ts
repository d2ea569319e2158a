import { recordChange } from '../auditTrail/recordChange.js';
import type { Org, Row } from '../model/orgModel.js';
import { cannotInsert, badPicklistValue } from '../permissions/dml/dmlErrors.js';
import { checkEdit, checkRead, fieldPermissionTarget } from '../permissions/dml/fieldPermissionsRules.js';
import type { FieldPermissionTarget } from '../permissions/dml/fieldPermissionsRules.js';
import { dropUnsupported, isEmpty } from '../permissions/dml/objectPermissionsRules.js';
import { otherContents } from '../permissions/dml/permissionSetRules.js';
import { storesObjectPermissions } from '../permissions/objectAccess.js';
import { removeRow, storeNewRow, storeRow } from '../permissions/rowStore.js';
import { idOf, isTrue, rowsOf, textOf } from '../permissions/orgTables.js';
import {
  offersFieldPermissions,
  findField,
  findObject,
  isComponent,
  visibleInVersion,
} from '../schema/schemaLookup.js';
import type { DeployContext } from './componentType.js';
import { unmodelledElements } from './permissionSetShape.js';
import { childrenNamed, isTrueChild, textOfChild } from './elementShape.js';
import { MetadataProblem, outOf, writeXml } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

/** The row that each entry of a file becomes, without id and parent, by what makes it unique in the set. */
type Wanted = Map<string, Row>;

/**
 * Replaces the object permissions of a set by those of its file (facts B1-B10). Dependencies are checked afterwards,
 * for the whole set. With `whole` false other rows stay.
 *
 * @throws MetadataProblem, OrgError
 */
export const replaceObjectRows = (context: DeployContext, setId: string, file: XmlElement, whole: boolean): void => {
  const { org, packageVersion } = context;
  const wanted: Wanted = new Map();
  for (const entry of childrenNamed(file, 'objectPermissions')) {
    const name = textOfChild(entry, 'object') ?? '';
    const object = findObject(org, name);
    if (object === undefined || !visibleInVersion(object, packageVersion)) {
      throw new MetadataProblem(`In field: object - no CustomObject named ${name} found`);
    }
    if (!object.permissionable) {
      // The text of a deploy for this is not recorded (question Q4); this is the one for inserting the row.
      const field = findField(findObject(org, 'ObjectPermissions') ?? object, 'SobjectType');
      throw field === undefined ? new MetadataProblem(name) : badPicklistValue(field, name);
    }
    const key = object.name.toLowerCase();
    checkNew(wanted, key, `objectPermissions ${object.name}`);
    const row: Row = {
      SobjectType: object.name,
      PermissionsRead: isTrueChild(entry, 'allowRead'),
      PermissionsCreate: isTrueChild(entry, 'allowCreate'),
      PermissionsEdit: isTrueChild(entry, 'allowEdit'),
      PermissionsDelete: isTrueChild(entry, 'allowDelete'),
      PermissionsViewAllRecords: isTrueChild(entry, 'viewAllRecords'),
      PermissionsModifyAllRecords: isTrueChild(entry, 'modifyAllRecords'),
      // A version that does not know the element cannot take the permission away.
      ...(packageVersion >= 63 ? { PermissionsViewAllFields: isTrueChild(entry, 'viewAllFields') } : {}),
    };
    dropUnsupported(org, row);
    // Left out without an error: empty rows, and details of standard masters (facts B10, B13).
    wanted.set(key, storesObjectPermissions(org, object) ? row : {});
  }
  replaceRows(context, 'ObjectPermissions', setId, wanted, (row) => textOf(row, 'SobjectType') ?? '', isEmpty, whole);
};

/**
 * As {@link replaceObjectRows}, for field permissions (facts C1-C12).
 *
 * @throws MetadataProblem, OrgError
 */
export const replaceFieldRows = (context: DeployContext, setId: string, file: XmlElement, whole: boolean): void => {
  const wanted: Wanted = new Map();
  for (const entry of childrenNamed(file, 'fieldPermissions')) {
    const target = fieldTarget(context, textOfChild(entry, 'field') ?? '');
    const Field = `${target.object.name}.${target.field.name}`;
    checkNew(wanted, Field.toLowerCase(), `fieldPermissions ${Field}`);
    const row: Row = {
      ParentId: setId,
      SobjectType: target.object.name,
      Field,
      PermissionsRead: isTrueChild(entry, 'readable'),
      PermissionsEdit: isTrueChild(entry, 'editable'),
    };
    if (isTrue(row, 'PermissionsEdit')) checkRead(context.org, row);
    checkEdit(target, row);
    wanted.set(Field.toLowerCase(), row);
  }
  const isUnread = (row: Row): boolean => !isTrue(row, 'PermissionsRead');
  replaceRows(context, 'FieldPermissions', setId, wanted, (row) => textOf(row, 'Field') ?? '', isUnread, whole);
};

/** Finds the field of an entry. Texts: facts C3, C7, C12; that of an unknown object is recorded elsewhere. */
const fieldTarget = ({ org, packageVersion }: DeployContext, name: string): FieldPermissionTarget => {
  const objectName = name.split('.')[0] ?? '';
  if (findObject(org, objectName) === undefined) {
    throw new MetadataProblem(`In field: field - no CustomObject named ${objectName} found`);
  }
  const target = fieldPermissionTarget(org, packageVersion, name);
  if (target === undefined) throw new MetadataProblem(`In field: field - no CustomField named ${name} found`);
  const { object, field } = target;
  if (offersFieldPermissions(org, object, field)) return target;
  if (!isComponent(field) && (!field.nillable || field.nameField)) {
    throw new MetadataProblem(`You cannot deploy to a required field: ${name}`);
  }
  throw new MetadataProblem(`Invalid field permission field name ${name}`);
};

/**
 * Replaces the access to Apex classes and custom permissions (facts E12, H6).
 *
 * @throws MetadataProblem for names that the org does not have
 */
export const replaceAccessRows = (context: DeployContext, setId: string, file: XmlElement, whole: boolean): void => {
  const wanted: Wanted = new Map();
  const kinds = [
    ['classAccesses', 'apexClass', 'ApexClass', 'Name'],
    ['customPermissions', 'name', 'CustomPermission', 'DeveloperName'],
  ] as const;
  for (const [tag, nameTag, objectName, nameField] of kinds) {
    for (const entry of childrenNamed(file, tag)) {
      const name = textOfChild(entry, nameTag) ?? '';
      const entity = rowsOf(context.org, objectName).find((row) => {
        const namespace = textOf(row, 'NamespacePrefix');
        return `${namespace === null ? '' : `${namespace}__`}${textOf(row, nameField) ?? ''}` === name;
      });
      if (entity === undefined) {
        throw new MetadataProblem(
          `In field: ${tag === 'classAccesses' ? 'apexClass' : 'customPermission'} - no ${objectName} named ${name} found`,
        );
      }
      const enabled = isTrueChild(entry, 'enabled');
      wanted.set(
        idOf(entity).toLowerCase(),
        enabled ? { SetupEntityId: idOf(entity), SetupEntityType: objectName } : {},
      );
    }
  }
  // Access to connected apps is not in the file and stays.
  for (const row of rowsOf(context.org, 'SetupEntityAccess')) {
    const inFile = row['SetupEntityType'] === 'ApexClass' || row['SetupEntityType'] === 'CustomPermission';
    if (row['ParentId'] === setId && !inFile) {
      wanted.set(String(row['SetupEntityId']).toLowerCase(), {
        SetupEntityId: row['SetupEntityId'] ?? null,
        SetupEntityType: row['SetupEntityType'] ?? null,
      });
    }
  }
  const isNothing = (row: Row): boolean => !('SetupEntityId' in row);
  const key = (row: Row): string => textOf(row, 'SetupEntityId') ?? '';
  replaceRows(context, 'SetupEntityAccess', setId, wanted, key, isNothing, whole);
};

/** Keeps the elements for which the org has no rows, as they are in the file. */
export const replaceOtherContents = (org: Org, setId: string, file: XmlElement, whole: boolean): void => {
  const elements = file.children.filter(({ name }) => unmodelledElements.has(name));
  if (whole || elements.length > 0) {
    for (const row of rowsOf(org, otherContents)) {
      if (row['ParentId'] === setId) removeRow(org, otherContents, idOf(row));
    }
  }
  for (const element of elements) {
    const [name, content] = outOf(element);
    const Xml = writeXml(name, typeof content === 'object' ? content : []);
    storeRow(org, otherContents, { Id: org.nextId('000'), ParentId: setId, Xml });
  }
};

/** One entry for each object or field; how the platform refuses a second one is assumed. */
const checkNew = (wanted: Wanted, key: string, what: string): void => {
  if (wanted.has(key)) throw new MetadataProblem(`Duplicate ${what} specified`, undefined, 'DUPLICATE_VALUE');
};

/** Makes the stored rows of a set those that are wanted. Rows that stay keep their ids. */
const replaceRows = (
  { org, caller, access }: DeployContext,
  objectName: string,
  setId: string,
  wanted: Wanted,
  keyOf: (row: Row) => string,
  isNothing: (row: Row) => boolean,
  whole: boolean,
): void => {
  const present = new Map<string, Row>();
  for (const row of rowsOf(org, objectName)) {
    if (row['ParentId'] === setId) present.set(keyOf(row).toLowerCase(), row);
  }
  const schema = findObject(org, objectName);
  const mayWrite = (): void => {
    // The same right as for writing the rows one by one.
    if (schema !== undefined && !access.object(objectName).edit) throw cannotInsert(schema);
  };
  for (const [key, row] of wanted) {
    const old = present.get(key);
    if (isNothing({ ...old, ...row }) || Object.keys(row).length === 0) continue;
    present.delete(key);
    if (old === undefined) {
      mayWrite();
      const stored = storeNewRow(org, objectName, { ...row, ParentId: setId }, caller.userId);
      recordChange(org, caller.userId, objectName, undefined, stored);
    } else if (Object.entries(row).some(([field, value]) => old[field] !== value)) {
      mayWrite();
      storeRow(org, objectName, { ...old, ...row });
      recordChange(org, caller.userId, objectName, old, { ...old, ...row });
    }
  }
  for (const [key, row] of present) {
    if (!whole && !wanted.has(key)) continue;
    mayWrite();
    recordChange(org, caller.userId, objectName, row, undefined);
    removeRow(org, objectName, idOf(row));
  }
};
