import { z } from 'zod';
import { keyOf, qualifiedName } from '../../platform/names.js';
import type { CodesIn, Kind } from '../kind.js';
import { amongKeys } from '../namesInOrg.js';
import { expecting, listed } from '../ruleShapes.js';
import { judgePermissionSetAssigned, permissionSetAssignedCodes } from './judgePermissionSetAssigned.js';

/** An assignment of a permission set or group that is there already, such as the one that a package brings. */
export type PermissionSetAssignedNeed = {
  readonly kind: 'permissionSetAssigned';
  /** API name, `ns__Name` when packaged. */
  readonly name: string;
};

type Rule = { readonly permissionSetAssigned: string | readonly string[] };

/** Fact H4: letters, digits and single underscores; a namespace in front of two. */
const setName = z
  .string()
  .max(97)
  .regex(/^(?:[A-Za-z](?:_?[A-Za-z0-9])*__)?[A-Za-z](?:_?[A-Za-z0-9])*$/, expecting('setName'))
  .meta({ description: 'API name of a permission set or permission set group, ns__Name when packaged.' });

export const permissionSetAssigned: Kind<PermissionSetAssignedNeed, CodesIn<typeof permissionSetAssignedCodes>> = {
  lookedUp: {
    called: [
      'permission set',
      'permission set group',
      'permission set assignment',
      'assigned permission set',
      'permission set of a package',
    ],
    example: () => '- permissionSetAssigned: acme__Sync',
  },
  ruleShape: {
    permissionSetAssigned: listed(setName).meta({
      description: 'Permission sets or groups that must be assigned to the user; they are never changed.',
    }),
  },
  codes: permissionSetAssignedCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('permissionSetAssigned', rule.permissionSetAssigned)
      .map(({ value: name, place }) => ({ need: { kind: 'permissionSetAssigned', name }, place })),
  idOf: ({ name }) => `permissionSetAssigned:${name}`,
  spelled: (need, { schema: { permissionSets } }) => {
    const found = permissionSets.known ? permissionSets.value.get(keyOf(need.name)) : undefined;
    return found ? { ...need, name: qualifiedName(found) } : need;
  },
  merged: (first) => first,
  addNames: ({ name }, names) => names.permissionSet(name),
  judged: (context, { need, ifPresent }) => judgePermissionSetAssigned(context, need.name, ifPresent),
  sought: ({ name }, code, { permissionSets }) =>
    code === 'NO_SUCH_PERMISSION_SET'
      ? { name, candidates: permissionSets.known ? [...permissionSets.value.values()].map(qualifiedName) : [] }
      : undefined,
  namesInOrg: (need) => [
    {
      what: 'permissionSet',
      name: need.name,
      readBy: need,
      lookUp: ({ permissionSets: sets }) =>
        amongKeys(sets, need.name, () => ({
          candidates: sets.known ? [...sets.value.values()].map(qualifiedName) : [],
        })),
    },
  ],
  assigned: ({ name }) => ({ permissionSet: name }),
  details: ({ name }) => ({ name }),
  outsideSchema: true,
  setupPage: () => ({ page: 'user' }),
};
