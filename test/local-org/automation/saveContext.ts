import type { Caller, ObjectSchema, Org, Row } from '../model/orgModel.js';
import type { FormulaContext } from '../formula/evaluateFormula.js';
import { fieldValue } from '../formula/fieldValues.js';
import { FormulaError } from '../formula/formulaValue.js';
import type { FormulaValue } from '../formula/formulaValue.js';
import { assignedSetsOf } from '../permissions/assignedSets.js';
import { idOf, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { findField, findObject, objectOfId } from '../schema/schemaLookup.js';

/** A record that is being saved: as it will be and, unless it is new, as it was. */
export type RecordSave = { org: Org; caller: Caller; schema: ObjectSchema; row: Row; before: Row | undefined };

/** What a new record does not have before it is saved. */
const givenLater = new Set([
  'Id',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
]);

/**
 * What formulas see of a save: the record with what hangs on it, the user who saves, the org. Field-level security does not
 * count: rules see every field.
 */
export const contextOfSave = (save: RecordSave): FormulaContext => {
  const { org, caller, schema, row, before } = save;
  const isNew = before === undefined;
  const ofRecord = (path: readonly string[]): FormulaValue => valueAt(org, schema, row, path, isNew);
  const ofPrior = (path: readonly string[]): FormulaValue => valueAt(org, schema, before, path, false);
  return {
    isNew,
    now: org.now(),
    value: (path) => {
      const [first = '', ...rest] = path;
      if (!first.startsWith('$')) return ofRecord(path);
      switch (first.toLowerCase()) {
        case '$record':
          return ofRecord(rest);
        case '$record__prior':
          return ofPrior(rest);
        default:
          return globalValue(org, caller.userId, first, rest);
      }
    },
    prior: (path) => ofPrior((path[0] ?? '').toLowerCase() === '$record' ? path.slice(1) : path),
    lookUp: (shown, compared, wanted) => lookedUp(org, shown, compared, wanted),
  };
};

/** The value at the end of a path that begins at a row; blank where the row or a parent is missing. */
const valueAt = (
  org: Org,
  schema: ObjectSchema,
  row: Row | undefined,
  path: readonly string[],
  isNew: boolean,
): FormulaValue => {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    const field = findField(schema, step);
    if (field === undefined) throw new FormulaError(`Field ${step} does not exist`);
    return fieldValue(field.type, isNew && givenLater.has(field.name) ? null : row?.[field.name]);
  }
  const [relationship = '', wantedType] = step.split(':');
  const lookup = schema.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );
  if (lookup === undefined) throw new FormulaError(`Field ${path.join('.')} does not exist`);
  const id = row?.[lookup.name];
  const actual = typeof id === 'string' ? objectOfId(org, id) : undefined;
  const possible = lookup.referenceTo.flatMap((name) => findObject(org, name) ?? []);
  const fitting = wantedType === undefined ? possible : possible.filter(({ name }) => name === wantedType);
  const target =
    actual !== undefined && fitting.includes(actual)
      ? actual
      : fitting.find((one) => rest.length > 1 || findField(one, rest[0] ?? '') !== undefined);
  if (target === undefined) throw new FormulaError(`Field ${path.join('.')} does not exist`);
  return valueAt(org, target, target === actual ? rowById(org, target.name, id) : undefined, rest, false);
};

const globalValue = (org: Org, userId: string, name: string, path: readonly string[]): FormulaValue => {
  const user = rowById(org, 'User', userId);
  const of = (objectName: string, row: Row | undefined): FormulaValue => {
    const schema = findObject(org, objectName);
    if (schema === undefined) throw new FormulaError(`Unknown ${name}`);
    return valueAt(org, schema, row, path, false);
  };
  switch (name.toLowerCase()) {
    case '$user':
      return of('User', user);
    case '$profile':
      return of('Profile', rowById(org, 'Profile', user?.['ProfileId']));
    case '$userrole':
      return of('UserRole', rowById(org, 'UserRole', user?.['UserRoleId']));
    case '$organization':
      return of('Organization', rowsOf(org, 'Organization')[0]);
    case '$permission':
      return holdsCustomPermission(org, userId, path.join('.'));
    case '$setup':
      return settingValue(org, user, path);
    case '$custommetadata':
      return customMetadataValue(org, path);
    case '$system':
      return { kind: 'datetime', time: Date.UTC(1900, 0, 1) };
    default:
      throw new FormulaError(`Unknown ${name}`);
  }
};

/** Whether something that the user has grants a custom permission (fact L11). Throws FormulaError for an unknown one. */
const holdsCustomPermission = (org: Org, userId: string, name: string): boolean => {
  const wanted = name.toLowerCase();
  const permission = rowsOf(org, 'CustomPermission').find((row) => {
    const namespace = textOf(row, 'NamespacePrefix');
    return (
      `${namespace === null ? '' : `${namespace}__`}${textOf(row, 'DeveloperName') ?? ''}`.toLowerCase() === wanted
    );
  });
  if (permission === undefined) throw new FormulaError(`There is no custom permission ${name}`);
  const sets = assignedSetsOf(org, userId).permissionSets;
  const groups = new Set(sets.flatMap((set) => textOf(set, 'PermissionSetGroupId') ?? []));
  const members = rowsOf(org, 'PermissionSetGroupComponent').filter((row) =>
    groups.has(textOf(row, 'PermissionSetGroupId') ?? ''),
  );
  const held = new Set([...sets.map(idOf), ...members.map((row) => textOf(row, 'PermissionSetId'))]);
  return rowsOf(org, 'SetupEntityAccess').some(
    (row) => row['SetupEntityId'] === permission['Id'] && held.has(textOf(row, 'ParentId')),
  );
};

/** Of a hierarchy custom setting: what stands for the user, else for the profile, else for the org. */
const settingValue = (org: Org, user: Row | undefined, [name = '', field = '']: readonly string[]): FormulaValue => {
  const schema = findObject(org, name);
  const column = schema?.customSetting === true ? findField(schema, field) : undefined;
  if (schema === undefined || column === undefined) throw new FormulaError(`Unknown $Setup.${name}.${field}`);
  const owners = [user?.['Id'], user?.['ProfileId'], org.id];
  const rows = owners.flatMap((owner): Row[] => {
    const found = rowsOf(org, schema.name).find((row) => row['SetupOwnerId'] === owner);
    return found === undefined ? [] : [found];
  });
  const row = rows.find((one) => (one[column.name] ?? null) !== null);
  return fieldValue(column.type, row?.[column.name]);
};

const customMetadataValue = (org: Org, [type = '', record = '', ...path]: readonly string[]): FormulaValue => {
  const schema = findObject(org, type);
  const row =
    schema &&
    rowsOf(org, schema.name).find((one) => textOf(one, 'DeveloperName')?.toLowerCase() === record.toLowerCase());
  if (schema === undefined || row === undefined) throw new FormulaError(`Unknown $CustomMetadata.${type}.${record}`);
  return valueAt(org, schema, row, path, false);
};

/** VLOOKUP($ObjectType.Zip__c.Fields.City__c, $ObjectType.Zip__c.Fields.Name, "10115"). */
const lookedUp = (org: Org, shown: readonly string[], compared: readonly string[], wanted: string): FormulaValue => {
  const [start = '', objectName = '', , shownName = ''] = shown;
  const schema = start.toLowerCase() === '$objecttype' ? findObject(org, objectName) : undefined;
  const field = schema && findField(schema, shownName);
  const key = schema && findField(schema, compared[3] ?? '');
  if (schema === undefined || field === undefined || key === undefined)
    throw new FormulaError('Unknown field in VLOOKUP');
  const row = rowsOf(org, schema.name).find((one) => textOf(one, key.name) === wanted);
  return fieldValue(field.type, row?.[field.name]);
};
