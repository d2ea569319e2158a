import { directNeedsIn } from '../access/dependencies.js';
import type { DirectNeeds, Edge } from '../access/dependencies.js';
import { isSetupEntry } from '../access/setupEntities.js';
import { setupEntityIdIn } from '../access/setupEntityIds.js';
import type { Entry } from '../access/entry.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot, Gap, InspectedUser } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { isOffered } from '../kinds/field/offeredFields.js';
import { keyOf } from '../platform/names.js';
import { grantReadingScope } from './grantReadingScope.js';
import { namedEntriesIn } from './namedEntries.js';
import type { NamedSets } from './namedSet.js';
import { refusedClaims } from './orgClaims.js';
import { noOthers } from './otherHolders.js';
import type { OthersReading } from './otherHolders.js';
import type { RefusedClaim } from './orgClaims.js';
import type { Scope, TargetSet } from './grantPlan.js';

/** Users as they were read for the sake of their licenses, and what was asked of these. */
export type LicensedUsers = {
  readonly users: readonly InspectedUser[];
  readonly scope: Pick<ReadingScope, 'userPermissions' | 'sobjects'>;
};

/** Everything that a plan is made from. `users` of the snapshot are those that are to be granted. */
export type PlanInput = {
  readonly requirements: RequirementSet;
  readonly snapshot: AccessSnapshot;
  readonly permissionSet: TargetSet;
  readonly scope: Scope;
  /** What the org says about dependencies (fact D7). */
  readonly edges: readonly Edge[];
  /** Why that is not all. Left out where it is. */
  readonly dependenciesUnread?: Gap;
  /** API names of permissions, or ids of entries, that the person allows by name; none by default. */
  readonly allowed?: readonly string[];
  /**
   * The same users in the same order, with what their licenses allow of more than rules name: of what comes along, and of
   * what the set holds already. Where it is left out, nothing more was read.
   */
  readonly licensed?: LicensedUsers;
  /** Everybody else who has the permission set, with what their licenses allow; nobody by default. */
  readonly others?: OthersReading;
  /** The sets that rules name and somebody lacks, by key; one that is not there was not read. None by default. */
  readonly namedSets?: NamedSets;
};

/** The input with what is worked out from it once for all steps. */
export type PlanContext = PlanInput & {
  readonly others: OthersReading;
  readonly namedSets: NamedSets;
  /** What entries need, by the rules of the platform and by what the org says and is followed. */
  readonly directNeeds: DirectNeeds;
  /** Whether the org has what a dependency rule names. */
  readonly exists: (entry: Entry) => boolean;
  /** What the org says about dependencies and is not followed. */
  readonly refusedClaims: readonly RefusedClaim[];
  /** Of what the limits of licenses were read: of what rules name, and of what came along when it was planned before. */
  readonly limitsRead: LicensedUsers['scope'];
};

/** Prepares the input for the steps of planning. */
export const planContextOf = (input: PlanInput): PlanContext => {
  const { permissionSetColumns: columns, permissionableObjects: objects } = input.snapshot.schema;
  const { schema } = input.snapshot;
  const exists = (entry: Entry): boolean => {
    if (entry.kind === 'userPermission') return columns.known && columns.value.has(keyOf(entry.name));
    // One field that field permissions do not accept would have everything refused that is written with it (fact B4).
    if (entry.kind === 'field') return isOffered(schema, entry.sobject, entry.field) !== false;
    if (entry.kind === 'object') return !objects.known || objects.value.has(keyOf(entry.sobject));
    return setupEntityIdIn(schema, entry) !== null;
  };
  const all = directNeedsIn(input.edges);
  const named = namedEntriesIn(input.requirements.requirements);
  const claims = refusedClaims({ edges: input.edges, directNeeds: all, exists, named, allowed: input.allowed ?? [] });
  const refused = new Set(claims.map(({ edge }) => edge));
  const directNeeds = directNeedsIn(input.edges.filter((edge) => !refused.has(edge)));
  return {
    ...input,
    others: input.others ?? noOthers,
    namedSets: input.namedSets ?? new Map(),
    directNeeds,
    exists,
    refusedClaims: claims,
    limitsRead: input.licensed?.scope ?? grantReadingScope(input.requirements.requirements),
  };
};

/** The entry with its names as the org spells them. */
export const spelledEntry = ({ snapshot: { schema } }: PlanContext, entry: Entry): Entry => {
  if (entry.kind === 'userPermission') {
    const { permissionSetColumns: columns } = schema;
    const column = columns.known ? columns.value.get(keyOf(entry.name)) : undefined;
    return column && column.name !== entry.name ? { ...entry, name: column.name } : entry;
  }
  if (isSetupEntry(entry)) return entry;
  const entity = schema.entities.known ? schema.entities.value.get(keyOf(entry.sobject)) : undefined;
  return entity && entity.name !== entry.sobject ? { ...entry, sobject: entity.name } : entry;
};
