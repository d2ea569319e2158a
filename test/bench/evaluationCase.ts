/** Many requirements against many permission sets, as a snapshot of an org. */
import { known } from '../../src/access/snapshot.js';
import type { AccessSnapshot } from '../../src/access/snapshot.js';
import type { Requirement } from '../../src/kinds/requirement.js';
import { field, needs, requirement, objectList, schema, snapshot, source, user } from '../unit/support/snapshot.js';

const objectAccess = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'] as const;
const objects = 100;
const fieldsPerObject = 92;
const userPermissions = 200;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const objectName = (number: number): string => `Thing_${number}__c`;
const fieldName = (number: number): string => `Field_${number}__c`;
const permissionName = (number: number): string => `Permission${number}`;

const objectNeeds = (number: number): Requirement[] => [
  ...objectAccess.map((access) => requirement(needs.object(objectName(number), access))),
  ...range(fieldsPerObject).map((at) =>
    requirement(needs.field(objectName(number), fieldName(at), at % 2 === 0 ? 'edit' : 'read')),
  ),
];

/** 10,000: on each of a hundred objects 6 words of access and 92 fields, and 200 user permissions. */
export const manyRequirements = (): Requirement[] => [
  ...range(objects).flatMap(objectNeeds),
  ...range(userPermissions).map((number) => requirement(needs.permission(permissionName(number)))),
];

/**
 * A user with so many permission sets, each of them holding everything on some of the objects and some of the user
 * permissions, so that each requirement is granted by `sourcesEach` of them.
 */
export const manySources = (permissionSets: number, sourcesEach: number): AccessSnapshot => {
  const share = sourcesEach / permissionSets;
  // Spread evenly: the n-th of all slots goes to the n-th set in turn.
  const slice = (set: number, count: number): number[] => {
    const each = Math.round(count * share);
    return range(each).map((at) => (set * each + at) % count);
  };
  const sources = range(permissionSets).map((set) => {
    const own = slice(set, objects);
    return source({
      name: `Set_${set}`,
      permissions: slice(set, userPermissions).map(permissionName),
      objects: Object.fromEntries(own.map((number) => [objectName(number), objectAccess.join(' ')])),
      fields: Object.fromEntries(
        own.flatMap((number) =>
          range(fieldsPerObject).map((at) => [`${objectName(number)}.${fieldName(at)}`, 'edit' as const]),
        ),
      ),
    });
  });
  const names = range(objects).map(objectName);
  const columns = known(
    new Map(
      range(userPermissions).map((number) => {
        const name = permissionName(number);
        return [name.toLowerCase(), { name, label: name }];
      }),
    ),
  );
  const fields = new Map(
    range(fieldsPerObject).map((at) => [fieldName(at).toLowerCase(), field(fieldName(at))] as const),
  );
  const inspected = user();
  return snapshot(
    {
      ...inspected,
      evidence: {
        mode: 'admin',
        sources: known(sources),
        objectRows: known(true as const),
        fieldRows: known(true as const),
        userPermissionRows: known(true as const),
      },
    },
    schema({
      entities: known(new Map(names.map((name) => [name.toLowerCase(), { name, label: name }]))),
      permissionableObjects: known(objectList(...names)),
      fields: new Map(names.map((name) => [name.toLowerCase(), known(fields)])),
      permissionSetColumns: columns,
      profileColumns: columns,
    }),
  );
};
