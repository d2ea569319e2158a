import type { Caller, ObjectAccess, Org, Row } from '../../model/orgModel.js';
import { requiredReads, sameObjectRequirements } from '../../permissions/permissionDependencies.js';
import { toLongId } from '../../permissions/orgTables.js';
import { objectRequirements } from '../../permissions/userPermissionRequirements.js';
import { findObject, objectPermissionObjects } from '../schemaLookup.js';
import { rowMaker } from './virtualRow.js';

/** Verbs of object permissions in PermissionDependency; `delete` and `modifyAllRecords` were seen by nobody (facts D7, Q8). */
const verbs: ReadonlyArray<readonly [ObjectAccess, string]> = [
  ['read', 'read'],
  ['create', 'create'],
  ['edit', 'update'],
  ['delete', 'delete'],
  ['viewAllRecords', 'viewAllRecords'],
  ['modifyAllRecords', 'modifyAllRecords'],
];
const verbOf = new Map(verbs);

/**
 * Rows of PermissionDependency: what user permissions need (facts D6, Q8), and object permissions on the same object (fact
 * B2) and on others (fact B9). One tool found no edges of ViewAllData and ModifyAllData, against the documentation's
 * example (facts D7, Q8): a switch.
 */
export const permissionDependencyRows = (org: Org, caller: Caller): Row[] => {
  const make = rowMaker(org, 'PermissionDependency');
  const known = new Set(org.userPermissions.map(({ name }) => name));
  const user = 'User Permission';
  const object = 'Object Permission';
  const edges: Array<[string, string, string, string]> = [];
  const untold = org.behaviours.dataPermissionDependencies === 'untold' ? ['ViewAllData', 'ModifyAllData'] : [];
  for (const { name, requires } of org.userPermissions) {
    if (untold.includes(name)) continue;
    for (const required of requires) if (known.has(required)) edges.push([name, user, required, user]);
    for (const [access, sobject] of objectRequirements.get(name) ?? []) {
      if (findObject(org, sobject)?.permissionable !== true) continue;
      edges.push([name, user, `${sobject}<${verbOf.get(access) ?? access}>`, object]);
    }
  }
  for (const schema of objectPermissionObjects(org, caller.apiVersion)) {
    for (const [access, verb] of verbs) {
      for (const required of sameObjectRequirements[access]) {
        const requiredVerb = verbOf.get(required);
        if (requiredVerb !== undefined) {
          edges.push([`${schema.name}<${verb}>`, object, `${schema.name}<${requiredVerb}>`, object]);
        }
      }
    }
    for (const required of requiredReads(org, schema.name)) {
      edges.push([`${schema.name}<read>`, object, `${required}<read>`, object]);
    }
  }
  const sortOf = (name: string): string => (name.includes('<') ? object : user);
  for (const [from, to] of org.behaviours.claimedDependencies ?? []) edges.push([from, sortOf(from), to, sortOf(to)]);
  return edges.map(([permission, type, required, requiredType], index) =>
    make({
      Id: toLongId(`0pd5g0${String(index + 1).padStart(9, '0')}`),
      Permission: permission,
      PermissionType: type,
      RequiredPermission: required,
      RequiredPermissionType: requiredType,
    }),
  );
};
