import { z } from 'zod';
import type { OrgSchema } from '../../access/snapshot.js';
import { permissionsMeantBy } from '../../platform/labels/namesOfLabels.js';
import { keyOf } from '../../platform/names.js';
import { nameOnPermissionSets } from '../../platform/packagingPermissions.js';
import { usedWith } from '../../platform/usedWith.js';
import type { UsedWith } from '../../platform/usedWith.js';
import type { Context } from '../context.js';
import { permissionColumn, spelledPermission } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { firstPlaces } from '../firstPlaces.js';
import { isThere, notThere, notToTell } from '../namesInOrg.js';
import type { LookedUp } from '../namesInOrg.js';
import { judgeObject } from '../object/judgeObject.js';
import type { Level } from '../requirement.js';
import { forbid, listed, userPermissionName } from '../ruleShapes.js';
import type { Verdict } from '../verdict.js';
import { fromProfileAlone, judgeUserPermission, userPermissionCodes } from './judgeUserPermission.js';

/** A user permission, such as API Enabled, by its API name. */
export type UserPermissionNeed = {
  readonly kind: 'userPermission';
  readonly name: string;
  /** It counts only from the profile. */
  readonly on?: 'profile';
};

const codes = {
  settled: [...userPermissionCodes.settled, 'CONVERTING_NEEDS_MORE', 'GRANTED_BUT_MORE_NEEDED'],
  open: userPermissionCodes.open,
} as const;

/** Of a permission that is there, what is missing to make use of it. The permission is met all the same. */
const withWhatIsLacking = (context: Context, name: string, result: Verdict, level: Level): Verdict => {
  if (result.status !== 'met') return result;
  const isMissing = (one: UsedWith): boolean =>
    (one.kind === 'object'
      ? judgeObject(context, one.sobject, one.access, false, level)
      : judgeUserPermission(context, one.name, true)
    ).status === 'unmet';
  const besides = usedWith(name).filter(isMissing);
  if (besides.length === 0) return result;
  const isConverting = keyOf(name) === 'convertleads';
  return { ...result, code: isConverting ? 'CONVERTING_NEEDS_MORE' : 'GRANTED_BUT_MORE_NEEDED', besides };
};

/** Whether a permission set or a profile can hold it at all (facts D2, D4). */
const inColumns = (schema: OrgSchema, name: string): LookedUp => {
  const { permissionSetColumns: ofSets, profileColumns: ofProfiles } = schema;
  if (permissionColumn(schema, name)) return isThere;
  if (!ofSets.known) return notToTell(ofSets.gap);
  if (!ofProfiles.known) return notToTell(ofProfiles.gap);
  return notThere(
    name,
    [...ofSets.value.values(), ...ofProfiles.value.values()].map((column) => column.name),
    permissionsMeantBy(name),
  );
};

type Rule = { readonly userPermission: string | readonly string[]; readonly on?: 'profile' };

export const userPermission: Kind<UserPermissionNeed, CodesIn<typeof codes>> = {
  lookedUp: {
    called: ['user permission', 'system permission', 'administrative permission', 'app permission'],
    example: () => '- userPermission: ApiEnabled',
  },
  ruleShape: {
    userPermission: listed(userPermissionName).meta({ description: 'User permissions that the user must have.' }),
    on: z
      .enum(['profile'])
      .meta({ description: 'profile: it counts only where the profile of the user has it. For people.' })
      .optional(),
    forbid,
  },
  codes,
  needsOf: (rule: Rule, reader) =>
    reader.entries('userPermission', rule.userPermission).map(({ value, place }) => ({
      need: {
        kind: 'userPermission',
        name: nameOnPermissionSets(value),
        ...(rule.on === undefined ? {} : { on: rule.on }),
      },
      place,
    })),
  idOf: ({ name }) => `userPermission:${name}`,
  spelled: (need, { schema }) => ({ ...need, name: spelledPermission(schema, need.name) }),
  // From the profile is the more of the two; at different levels the stricter rule says it.
  merged: ({ on, ...first }, second, stricter) => {
    const from = { first: on, second: second.on, none: on ?? second.on }[stricter ?? 'none'];
    return { ...first, ...(from === undefined ? {} : { on: from }) };
  },
  addNames: ({ name }, names) => {
    names.namedPermission(name);
    for (const one of usedWith(name))
      if (one.kind === 'object') names.sobject(one.sobject);
      else names.userPermission(one.name);
  },
  judged: (context, { need, ifPresent, level }) =>
    withWhatIsLacking(
      context,
      need.name,
      need.on === 'profile'
        ? fromProfileAlone(context, need.name, judgeUserPermission(context, need.name, ifPresent))
        : judgeUserPermission(context, need.name, ifPresent),
      level,
    ),
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
          called: permissionsMeantBy(name),
        }
      : undefined,
  namesInOrg: ({ name }) => [
    {
      what: 'userPermission',
      name,
      readBy: { kind: 'userPermission', name },
      lookUp: (schema) => inColumns(schema, name),
    },
  ],
  details: ({ name, on }) => ({ name, ...(on === undefined ? {} : { on }) }),
  setupPage: ({ on }) => (on === 'profile' ? { page: 'profiles' } : undefined),
};
