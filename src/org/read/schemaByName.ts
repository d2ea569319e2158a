/**
 * What describes tell of the schema, asked for by name instead. An org of 2026 describes the columns of a permission set alone
 * with a megabyte, of which a check needs some thirty. Wherever the answers do not tell something for sure, the describe is
 * read after all: nothing is concluded from a name that did not come back.
 */
import type { OrgSchema, UserPermission } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { NamedInRules } from '../../kinds/namedInRules.js';
import { hasSuffix } from '../../platform/customNames.js';
import { derivedObject } from '../../platform/derivedObjects/derivedObject.js';
import { isUserPermission } from '../../platform/labels/namesOfLabels.js';
import { isNamePattern, keyOf, matcherOf } from '../../platform/names.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { mirroredContactField } from '../../platform/personAccounts.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { text } from './answerRow.js';
import { bothForms, bringsObjects, columnOwners, inEveryOrg, owners, permissionsOf } from './askedByName.js';
import type { ColumnOwner, ToldByName } from './askedByName.js';
import { accessesIn, describedSchema, schemaDescribes } from './describedSchema.js';
import type { DescribedSchema, OfferedObjects } from './describedSchema.js';
import { lackedColumns } from './lackedColumns.js';
import type { UntoldColumn } from './lackedColumns.js';
import { send } from './subrequests.js';

/**
 * Keys of permissions that come with Shield Platform Encryption, so that most orgs have neither. Unless a rule names them, they
 * are asked for only to say who has power over the whole org: no finding rests on them.
 */
const withEncryption: ReadonlySet<string> = new Set(['ManageEncryptionKeys', 'ViewEncryptionKeys'].map(keyOf));

/** Describes by the references of `schemaDescribes`. */
type Described = 'permissionSet' | 'profile' | 'objectPermissions' | 'permissionSetLicense';

/** Of more objects than that some surely have no row that proves anything: all vendors of backups ask for every object. */
const mostProven = 100;

/** The describes that are read in any case, together with what is asked by name. */
export const describesBeside = (
  { sobjects }: Pick<ReadingScope, 'sobjects'>,
  offered: OfferedObjects | undefined,
): readonly Subrequest[] =>
  sobjects.length > mostProven && !offered ? schemaDescribes([]).filter(({ ref }) => ref === 'objectPermissions') : [];

/** Whether it is open if field permissions take one of the named fields, or of whom a field of persons stands for. */
const isFieldOpen = (
  { fields }: Pick<OrgSchema, 'fields'>,
  named: NamedInRules['fields'],
  { fields: proven }: ToldByName,
): boolean =>
  named.some(({ sobject, field }) => {
    const reading = fields.get(keyOf(sobject));
    if (!reading?.known) return false;
    const all = reading.value;
    const one = all.get(keyOf(field));
    const meant = isNamePattern(field)
      ? [...all.values()].filter(({ name }) => matcherOf(field)(name))
      : one
        ? [one]
        : [];
    return meant.some((found) => {
      const carrier = (found.compound === null ? undefined : all.get(keyOf(found.compound))) ?? found;
      if (mirroredContactField(sobject, carrier.name) !== undefined) return true;
      const forms = bothForms(carrier.name).map((form) => keyOf(`${sobject}.${form}`));
      return carrier.permissionable && !forms.some((form) => proven.has(form));
    });
  });

/** Whether it is open if object permissions take the object: it is none of those that surely derive their access (fact B5). */
const isObjectOpen = (
  entities: OrgSchema['entities'],
  { objects }: Pick<ToldByName, 'objects'>,
  sobject: string,
): boolean => {
  if (objects.has(keyOf(sobject))) return false;
  if (!entities.known || !entities.value.has(keyOf(sobject)) || hasSuffix(sobject)) return true;
  const derived = derivedObject(sobject);
  return derived === undefined || derived.young === true;
};

/** Whether every column of object access came back that this version has. */
const hasAllAccess = (columns: ReadonlySet<string>, { apiVersion }: Pick<OrgClient, 'apiVersion'>): boolean =>
  accessesIn(apiVersion).every((access) => columns.has(keyOf(objectPermissionColumns[access])));

type PermissionsByOwner = Readonly<Record<ColumnOwner, ReadonlyMap<string, UserPermission>>>;

/** A column of a permission that Salesforce is known to have: where an org lacks it, it is not misspelt. */
type UntoldPermission = UntoldColumn & { readonly isWellKnown: boolean };

/**
 * The columns of wanted permissions that the answer left out. Of profiles, those that permission sets lack as well, and the one that
 * each profile has.
 */
const untoldColumns = (
  { userPermissions }: Pick<ReadingScope, 'userPermissions'>,
  named: Pick<NamedInRules, 'userPermissions'>,
  byOwner: PermissionsByOwner,
): UntoldPermission[] => {
  const inRules = new Set(named.userPermissions.map(keyOf));
  const isLeftOut = (owner: ColumnOwner, name: string): boolean => {
    const key = keyOf(name);
    return !byOwner[owner].has(key) && (!withEncryption.has(key) || inRules.has(key));
  };
  return owners.flatMap((from) =>
    [inEveryOrg, ...userPermissions]
      .filter((name) => isLeftOut(from, name))
      .filter((name) => from !== 'Profile' || name === inEveryOrg || isLeftOut('PermissionSet', name))
      .map((name) => ({
        from,
        column: columnOwners[from](name),
        isWellKnown: name !== inEveryOrg && (!inRules.has(keyOf(name)) || isUserPermission(name)),
      })),
  );
};

/**
 * The parts of the schema that describes tell, with no more describes than what was asked by name leaves open.
 * @param beside the replies to `describesBeside`
 * @throws OrgFailure
 */
export const schemaByName = async (
  client: OrgClient,
  scope: ReadingScope,
  named: Pick<NamedInRules, 'userPermissions'>,
  { entities }: Pick<OrgSchema, 'entities'>,
  told: ToldByName,
  beside: ReadonlyMap<string, Reply>,
): Promise<DescribedSchema> => {
  const { columns: rows } = told;
  const byOwner: PermissionsByOwner = {
    PermissionSet: permissionsOf('PermissionSet', rows),
    Profile: permissionsOf('Profile', rows),
    PermissionSetLicense: permissionsOf('PermissionSetLicense', rows),
  };
  const objectColumns = new Set(
    rows
      .filter((row) => text(row, 'EntityDefinitionId') === 'ObjectPermissions')
      .map((row) => keyOf(text(row, 'QualifiedApiName'))),
  );
  // Details of a standard object hang on its permissions (fact B10).
  const masters = [...(entities.known ? entities.value.values() : [])].flatMap((one) => one.standardMaster ?? []);
  const sobjects = [...scope.sobjects, ...masters];
  const untold = untoldColumns(scope, named, byOwner);
  const areObjectsTold =
    told.offered !== undefined ||
    ((told.packaged !== null || !bringsObjects(scope)) &&
      hasAllAccess(objectColumns, client) &&
      sobjects.every((name) => !isObjectOpen(entities, told, name)));
  const describe = async (refs: readonly Described[]): Promise<ReadonlyMap<string, Reply>> => {
    const describes = schemaDescribes([]).filter(({ ref }) => refs.some((one) => one === ref) && !beside.has(ref));
    return describes.length === 0 ? new Map() : send(client, [], describes);
  };
  const [lacked, ofObjects] = await Promise.all([
    untold.every(({ isWellKnown }) => isWellKnown) ? lackedColumns(client, untold) : new Set(),
    describe(areObjectsTold ? [] : ['objectPermissions']),
  ]);
  // A name that does not come back may be there all the same: only a refusal or the describe says that it is not.
  const isOpen = (owner: ColumnOwner): boolean => untold.some((one) => one.from === owner && !lacked.has(one));
  const ofPermissions: readonly Described[] = [
    // What is not on permission sets may be on profiles alone, and the other way round.
    ...(isOpen('PermissionSet') || isOpen('Profile') ? (['permissionSet', 'profile'] as const) : []),
    ...(isOpen('PermissionSetLicense') ? (['permissionSetLicense'] as const) : []),
  ];
  const open = new Set<Described>([...ofPermissions, ...(areObjectsTold ? [] : (['objectPermissions'] as const))]);
  const further = await describe(ofPermissions);
  const described = describedSchema(new Map([...beside, ...ofObjects, ...further]), [], client.apiVersion);
  const isDescribed = (ref: Described): boolean => open.has(ref);
  return {
    permissionSetColumns: isDescribed('permissionSet') ? described.permissionSetColumns : known(byOwner.PermissionSet),
    profileColumns: isDescribed('profile') ? described.profileColumns : known(byOwner.Profile),
    licenseCeilingColumns: isDescribed('permissionSetLicense')
      ? described.licenseCeilingColumns
      : known(byOwner.PermissionSetLicense),
    ...(isDescribed('objectPermissions')
      ? {
          permissionableObjects: described.permissionableObjects,
          objectAccessColumns: described.objectAccessColumns,
        }
      : (told.offered ?? {
          permissionableObjects: known(new Map([...(told.packaged ?? []), ...told.objects])),
          objectAccessColumns: new Set(
            objectAccesses.filter((access) => objectColumns.has(keyOf(objectPermissionColumns[access]))),
          ),
        })),
  };
};

/**
 * The fields that field permissions accept (fact B4), where named fields leave it open; undefined where none of them does. Nothing else
 * is asked with their help, so that the describe has time until a call that is made anyway.
 * @param named those that matter: all, or those of patterns, which later answers tell
 * @throws OrgFailure
 */
export const offeredFields = async (
  client: OrgClient,
  { fieldSobjects }: Pick<ReadingScope, 'fieldSobjects'>,
  named: NamedInRules['fields'],
  fields: Pick<OrgSchema, 'fields'>,
  told: ToldByName,
): Promise<OrgSchema['offeredFields']> => {
  if (!isFieldOpen(fields, named, told)) return undefined;
  const describes = schemaDescribes(fieldSobjects).filter(({ ref }) => ref === 'fieldPermissions');
  return describedSchema(await send(client, [], describes), fieldSobjects, client.apiVersion).offeredFields;
};
