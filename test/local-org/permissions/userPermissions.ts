import type { UserPermissionSchema } from '../model/orgModel.js';
import { userPermissionLabels } from './userPermissionLabels.js';
import { objectRequirements, userPermissionRequirements } from './userPermissionRequirements.js';

/**
 * Labels of permissions that the column list of 2026 lacks, because they exist only where a feature is on (facts D1,
 * D2, C12), and of those that this model has on Profile only.
 */
const furtherLabels: ReadonlyArray<readonly [string, string]> = [
  ['UseAnyApiClient', 'Use Any API Client'],
  ['CreateAuditFields', 'Set Audit Fields upon Record Creation'],
  ['UpdateWithInactiveOwner', 'Update Records with Inactive Owners'],
  ['ChatterInternalUser', 'Chatter Internal User'],
];

/**
 * Permissions without a column on PermissionSet. For ChatterInternalUser the sources disagree (facts D4, Q12: seen only in profiles, though a column list
 * names it); the model needs at least one that people meet, so it is profile-only here.
 */
const profileOnly = new Set(['ChatterInternalUser']);

/** The packaging permissions go by other names on Profile (fact Q12). */
const profileNames = new Map([
  ['CreatePackaging', 'CreateMultiforce'],
  ['InstallPackaging', 'InstallMultiforce'],
  ['PublishPackaging', 'PublishMultiforce'],
]);

/** Feature without which a user permission does not exist in an org (facts C12, D2, J10). */
export const featureOf: Record<string, string> = {
  UseAnyApiClient: 'ApiAccessControl',
  CreateAuditFields: 'AuditFieldsInactiveOwner',
  UpdateWithInactiveOwner: 'AuditFieldsInactiveOwner',
  FieldServiceAccess: 'FieldService',
  FieldServiceDispatcher: 'FieldService',
  FieldServiceMobileApp: 'FieldService',
  FieldServiceScheduling: 'FieldService',
};

/** Every user permission the model knows, whatever the org's features (facts D1-D6). */
export const standardUserPermissions: UserPermissionSchema[] = [...userPermissionLabels, ...furtherLabels].map(
  ([name, label]) => {
    const profileName = profileNames.get(name);
    return {
      name,
      label,
      onPermissionSet: !profileOnly.has(name),
      onProfile: true,
      ...(profileName === undefined ? {} : { profileName }),
      requires: userPermissionRequirements.get(name) ?? [],
    };
  },
);

/** Of nothing that this model knows: an org of 2026 has more than a thousand. */
const furtherPermissions = (count: number): UserPermissionSchema[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `UseIndustryFeature${at + 1}`,
    label: `Use Feature ${at + 1} of an Industry Cloud`,
    onPermissionSet: true,
    onProfile: true,
    requires: [],
  }));

/**
 * The user permissions of an org with these features (fact D2: without its feature a column does not exist).
 * @param further how many there are of which nothing is known but a name
 */
export const userPermissionsFor = (features: ReadonlySet<string>, further = 0): UserPermissionSchema[] => [
  ...standardUserPermissions.filter(({ name }) => {
    const feature = featureOf[name];
    return feature === undefined || features.has(feature);
  }),
  ...furtherPermissions(further),
];

const columns = new Map<string, string>();

/** The column of a user permission, `Permissions<Name>`. Kept, as looking up a name that was just put together is slow. */
export const columnOfPermission = (name: string): string => {
  const before = columns.get(name);
  if (before !== undefined) return before;
  const column = `Permissions${name}`;
  columns.set(name, column);
  return column;
};

const byNameOf = new WeakMap<readonly UserPermissionSchema[], ReadonlyMap<string, UserPermissionSchema>>();

/** The user permissions of an org by name. Kept for the list, which is never changed in place. */
export const permissionsByName = (
  known: readonly UserPermissionSchema[],
): ReadonlyMap<string, UserPermissionSchema> => {
  const before = byNameOf.get(known);
  if (before !== undefined) return before;
  const byName = new Map(known.map((permission) => [permission.name, permission]));
  byNameOf.set(known, byName);
  return byName;
};

/** Everything that the named permissions need, transitively and without themselves, as far as the org has it. */
export const requirementClosure = (known: readonly UserPermissionSchema[], names: Iterable<string>): Set<string> => {
  const byName = permissionsByName(known);
  const closure = new Set<string>();
  const visit = (name: string): void => {
    for (const required of byName.get(name)?.requires ?? []) {
      if (byName.has(required) && !closure.has(required)) {
        closure.add(required);
        visit(required);
      }
    }
  };
  for (const name of names) visit(name);
  return closure;
};

/** Whether a user permission needs access to objects, itself or by what it needs (fact D5). */
export const restsOnObjects = (known: readonly UserPermissionSchema[], name: string): boolean =>
  [name, ...requirementClosure(known, [name])].some((one) => objectRequirements.has(one));
