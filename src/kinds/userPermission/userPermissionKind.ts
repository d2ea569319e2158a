import { keyOf } from '../../platform/names.js';
import { nameOnPermissionSets } from '../../platform/packagingPermissions.js';
import { spelledPermission } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { firstPlaces } from '../firstPlaces.js';
import { forbid, listed, userPermissionName } from '../ruleShapes.js';
import { judgeUserPermission, userPermissionCodes } from './judgeUserPermission.js';

/** A user permission, such as API Enabled, by its API name. */
export type UserPermissionNeed = { readonly kind: 'userPermission'; readonly name: string };

type Rule = { readonly userPermission: string | readonly string[] };

export const userPermission: Kind<UserPermissionNeed, CodesIn<typeof userPermissionCodes>> = {
  ruleShape: {
    userPermission: listed(userPermissionName).meta({ description: 'User permissions that the user must have.' }),
    forbid,
  },
  codes: userPermissionCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('userPermission', rule.userPermission)
      .map(({ value, place }) => ({ need: { kind: 'userPermission', name: nameOnPermissionSets(value) }, place })),
  idOf: ({ name }) => `userPermission:${name}`,
  spelled: (need, schema) => ({ ...need, name: spelledPermission(schema, need.name) }),
  merged: (first) => first,
  addNames: ({ name }, names) => names.userPermission(name),
  judged: (context, { need, ifPresent }) => judgeUserPermission(context, need.name, ifPresent),
  contradicting: (forbidden) => {
    const places = firstPlaces(forbidden, ({ name }) => keyOf(name));
    return ({ name }) => places.get(keyOf(name)) ?? -1;
  },
  sought: ({ name }, code, { permissionSetColumns, profileColumns }) =>
    code === 'NO_SUCH_USER_PERMISSION'
      ? {
          name,
          candidates: [permissionSetColumns, profileColumns].flatMap((columns) =>
            columns.known ? [...columns.value.values()].map((column) => column.name) : [],
          ),
        }
      : undefined,
  details: ({ name }) => ({ name }),
};
