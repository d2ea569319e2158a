/** Everything that everybody effectively may do, by the org's own evaluation. */
import type { Org } from '../../../local-org/model/orgModel.js';
import { effectiveAccess } from '../../../local-org/permissions/effectiveAccess.js';

/** One line for each permission, by username. Many lines: for a few comparisons, not for each case. */
export const effectivePowers = (org: Org): Map<string, Set<string>> => {
  const objects = [...org.schema.values()].filter(({ virtual, api }) => !virtual && api !== 'tooling');
  return new Map(
    [...(org.tables.get('User')?.values() ?? [])].map((user) => {
      const access = effectiveAccess(org, String(user['Id']));
      const lines = [
        ...org.userPermissions.filter(({ name }) => access.userPermission(name)).map(({ name }) => name),
        ...objects.flatMap(({ name, fields, permissionable }) => [
          ...Object.entries(access.object(name)).flatMap(([word, given]) => (given ? [`${name} ${word}`] : [])),
          ...(permissionable ? fields : []).flatMap((field) =>
            Object.entries(access.field(name, field.name)).flatMap(([word, given]) =>
              given ? [`${name}.${field.name} ${word}`] : [],
            ),
          ),
        ]),
      ];
      return [String(user['Username']), new Set(lines)] as const;
    }),
  );
};
