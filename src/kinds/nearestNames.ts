import type { OrgSchema } from '../access/snapshot.js';
import { fieldsOf, spelledObject } from './context.js';
import type { Finding } from './finding.js';
import type { FindingCode } from './findingCodes.js';
import { nearest } from './nearest.js';

/** Codes that say that the org does not have something of this name. */
const absences: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'NO_SUCH_USER_PERMISSION',
  'NO_SUCH_OBJECT',
  'NO_SUCH_FIELD',
]);

const known = <T>(reading: { readonly known: boolean; readonly value?: T } | undefined): T | undefined =>
  reading?.known === true ? reading.value : undefined;

const permissionNames = ({ permissionSetColumns, profileColumns }: OrgSchema): string[] =>
  [permissionSetColumns, profileColumns].flatMap((columns) =>
    [...(known(columns)?.values() ?? [])].map(({ name }) => name),
  );

/**
 * For a finding about a name that this org does not have, the names of the org that may have been meant, best first and
 * spelled as the definition would write them; empty for every other finding.
 */
export const nearestNames = ({ code, need }: Pick<Finding, 'code' | 'need'>, schema: OrgSchema): readonly string[] => {
  if (!absences.has(code)) return [];
  if (need.kind === 'userPermission') return nearest(need.name, permissionNames(schema));
  if (!('sobject' in need)) return [];
  if (code === 'NO_SUCH_OBJECT') {
    return nearest(need.sobject, [...(known(schema.permissionableObjects)?.values() ?? [])]);
  }
  if (!('field' in need) || need.field === undefined) return [];
  const object = spelledObject(schema, need.sobject);
  const fields = known(fieldsOf(schema, need.sobject));
  return nearest(
    need.field,
    [...(fields?.values() ?? [])].map(({ name }) => name),
  ).map((name) => `${object}.${name}`);
};
