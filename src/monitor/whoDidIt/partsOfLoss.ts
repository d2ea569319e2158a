/** What a loss consists of: the needs behind it, the entries of a permission set that they rest on, and what has labels. */
import type { Entry } from '../../access/entry.js';
import type { Identified } from '../../kinds/requirementId.js';
import { splitQualifiedName } from '../../platform/names.js';
import type { Loss } from './loss.js';
import { different } from './namesOfThings.js';

/** What is lost and what it waits for, each once; the members of an alternative as well. */
export const partsOf = (loss: Loss): Identified[] => {
  const parts = new Map<string, Identified>();
  const add = (need: Identified): void => {
    const key = JSON.stringify(need);
    if (parts.has(key)) return;
    parts.set(key, need);
    if ('members' in need) need.members.forEach((member) => member.forEach((one) => add(one.need)));
  };
  add(loss.need);
  for (const blocker of loss.blockers) add(blocker);
  for (const { via } of loss.sources) if (via !== undefined) add({ kind: 'userPermission', name: via });
  return [...parts.values()];
};

/** The entries of a permission set behind a need. */
export const entriesOf = (need: Identified): Entry[] => {
  switch (need.kind) {
    case 'userPermission':
      return [{ kind: 'userPermission', name: need.name }];
    case 'object':
      return [{ kind: 'object', sobject: need.sobject, access: need.access }];
    case 'field':
      return [
        { kind: 'field', sobject: need.sobject, field: need.field, access: need.access },
        // A field is of no use without its object (fact K5).
        { kind: 'object', sobject: need.sobject, access: need.access },
      ];
    case 'api':
      return ['ApiEnabled', ...(need.api === 'metadata' ? ['ModifyMetadata', 'ModifyAllData'] : [])].map((name) => ({
        kind: 'userPermission',
        name,
      }));
    case 'customPermission':
    case 'apexClass':
      return [{ kind: need.kind, name: need.name }];
    default:
      return [];
  }
};

/** What the org has to be asked for the labels of, to explain these. */
export const namedThings = (
  losses: readonly Loss[],
): {
  readonly objects: readonly string[];
  /** Objects of which the labels of fields are needed. */
  readonly objectsWithFields: readonly string[];
  readonly permissions: boolean;
  readonly customPermissions: readonly string[];
  readonly licenses: readonly string[];
} => {
  const parts = losses.flatMap(partsOf);
  const entries = parts.flatMap(entriesOf);
  const withFields = [...parts, ...entries].flatMap((need) =>
    'field' in need && need.field !== undefined ? [need.sobject] : [],
  );
  return {
    objects: different([
      ...withFields,
      ...[...parts, ...entries].flatMap((need) => ('sobject' in need ? [need.sobject] : [])),
    ]),
    objectsWithFields: different(withFields),
    permissions: entries.some(({ kind }) => kind === 'userPermission'),
    customPermissions: different(
      entries.flatMap((entry) => (entry.kind === 'customPermission' ? [splitQualifiedName(entry.name).name] : [])),
    ),
    licenses: different(
      parts.flatMap((need) => (need.kind === 'license' || need.kind === 'permissionSetLicense' ? [need.name] : [])),
    ),
  };
};
