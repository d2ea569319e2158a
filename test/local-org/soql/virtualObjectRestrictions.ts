import { OrgError, type Behaviours, type ObjectSchema } from '../model/orgModel.js';
import { plainError, errorAt } from './soqlErrors.js';
import { checkUserRecordAccess } from './userRecordAccessFilter.js';
import type { Condition, ParsedQuery } from './parsedQuery.js';
import type { QueryContext, VisibleObject } from './queryContext.js';

/** Objects without full SOQL ("SOQL Limitations" in the Tooling reference, fact E6). */
const LIMITED = new Set(
  (
    'CompactLayoutInfo CompactLayoutItemInfo DataType EntityDefinition EntityLimit EntityParticle FieldDefinition ' +
    'OwnerChangeOptionInfo PicklistValueInfo Publisher RelationshipDomain RelationshipInfo SearchLayout ' +
    'ServiceFieldDataType StandardAction StandardValueSet TimeSheetTemplate UserEntityAccess UserFieldAccess'
  ).split(' '),
);

/** Columns of which one must be filtered by, and how the platform lists them (fact E1). */
const REIFIED: Record<string, { columns: string[]; listed: string }> = Object.fromEntries(
  Object.entries({
    UserFieldAccess: 'DurableId',
    UserEntityAccess: 'UserId,DurableId',
    FieldDefinition: 'EntityDefinitionId,DurableId',
    EntityParticle: 'EntityDefinitionId,FieldDefinitionId,DurableId',
    SearchLayout: 'EntityDefinitionId,DurableId',
    OwnerChangeOptionInfo: 'EntityDefinitionId,DurableId',
    RelationshipInfo: 'ChildSobjectId,FieldId,DurableId',
    PicklistValueInfo: 'EntityParticleId,DurableId',
    StandardValueSet: 'MasterLabel, DurableId',
    // Fact G4.
    FlowVersionView: 'FlowDefinitionViewId,DurableId',
  }).map(([object, listed]) => [object, { columns: listed.split(/, ?/), listed }]),
);

/** Answers of the limited objects come in one batch (fact E5). */
const BATCH = 2000;

const NOT_SUPPORTED =
  'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.';

/** Whether the object is one of those without full SOQL. */
export const isLimited = (schema: ObjectSchema): boolean => LIMITED.has(schema.name);

/**
 * Refuses what the virtual objects refuse (facts E1-E8), before any row is computed. `given` are columns by which a
 * surrounding query already filters. Where documentation and tools disagree, `behaviours.virtualObjects` decides.
 *
 * Throws MALFORMED_QUERY (the code of fact E1, assumed for the texts of E6) or INVALID_OPERATION (reported once, for
 * the storage type text).
 */
export const checkRestrictions = (
  context: QueryContext,
  schema: ObjectSchema,
  query: ParsedQuery,
  given: readonly string[],
): void => {
  if (schema.name === 'UserRecordAccess') checkUserRecordAccess(query);
  if (!isLimited(schema)) {
    requireReified(schema, new Set(query.where === null ? [] : equalColumns(query.where)));
    return;
  }
  const strict = context.org.behaviours.virtualObjects === 'strict';
  const aggregates = query.select.some((item) => item.kind === 'aggregate');
  if (query.count || aggregates || query.groupBy.length > 0) throw plainError('INVALID_OPERATION', NOT_SUPPORTED);
  const filtered = new Set(given);
  if (query.where !== null) checkCondition(context.org.behaviours, schema, query.where, filtered);
  requireReified(schema, filtered);
  for (const { by } of query.orderBy) {
    // Ordering by a parent's column is refused on real orgs too (jetstream, fact E6).
    const walksUp = by.names.length > 1 && by.names[0]?.toLowerCase() !== query.alias?.toLowerCase();
    if (strict || walksUp) throw errorAt(context.soql, by.at, 'INVALID_OPERATION', NOT_SUPPORTED);
  }
};

const requireReified = (schema: ObjectSchema, filtered: ReadonlySet<string>): void => {
  const reified = REIFIED[schema.name];
  if (reified !== undefined && !reified.columns.some((column) => satisfies(filtered, column)))
    throw plainError('MALFORMED_QUERY', `${schema.name}: a filter on a reified column is required [${reified.listed}]`);
};

/** The columns that the rows of an answer surely equal something in. */
const equalColumns = (where: Condition): string[] => {
  if (where.kind === 'group') return equalColumns(where.part);
  if (where.kind === 'and') return where.parts.flatMap(equalColumns);
  return where.kind === 'compare' && ['=', 'IN'].includes(where.operator)
    ? [where.path.names.join('.').toLowerCase()]
    : [];
};

/** A filter by the parent's own key is as good as one by the lookup (fact E2). */
const satisfies = (filtered: ReadonlySet<string>, column: string): boolean => {
  const name = column.toLowerCase();
  const parent = name.replace(/id$/, '');
  return (
    filtered.has(name) ||
    (name !== 'durableid' && (filtered.has(`${parent}.durableid`) || filtered.has(`${parent}.qualifiedapiname`)))
  );
};

const checkCondition = (
  { userFieldAccess, virtualObjects }: Behaviours,
  schema: ObjectSchema,
  where: Condition,
  filtered: Set<string>,
): void => {
  const strict = virtualObjects === 'strict';
  const onlyEquals = (): Error => plainError('MALFORMED_QUERY', 'Only equals comparisons permitted');
  // OrgCheck filters EntityDefinition by KeyPrefix <> null and by NOT(… IN …), NOT(… LIKE …) (fact E6).
  const tolerant = !strict && schema.name === 'EntityDefinition';
  const visit = (node: Condition, negated: boolean): void => {
    switch (node.kind) {
      case 'or':
        throw plainError('MALFORMED_QUERY', 'Disjunctions not supported');
      case 'and':
        // NOT (A AND B) means NOT A OR NOT B.
        if (negated) throw plainError('MALFORMED_QUERY', 'Disjunctions not supported');
        for (const part of node.parts) visit(part, negated);
        return;
      case 'group':
        return visit(node.part, negated);
      case 'not':
        if (!tolerant) throw onlyEquals();
        return visit(node.part, true);
      case 'semiJoin':
        throw plainError('MALFORMED_QUERY', 'Unsupported filter type');
      case 'compare': {
        const { operator, path, literals } = node;
        const column = path.names.join('.').toLowerCase();
        const isNull = literals[0]?.text.toUpperCase() === 'NULL';
        if (operator === 'INCLUDES' || operator === 'EXCLUDES')
          throw plainError('MALFORMED_QUERY', 'Unsupported filter type');
        // Everybody who is known to ask UserFieldAccess asks for one id (fact E3).
        const takesLists = schema.name !== 'UserFieldAccess' || userFieldAccess === 'lists';
        if (operator === 'IN' && !takesLists) throw onlyEquals();
        if (operator === '=' || operator === 'IN') {
          if (!negated) filtered.add(column);
          return;
        }
        // jetstream walks these objects by DurableId > 'x' (fact E6).
        if (operator === '>' && !strict && /(^|\.)durableid$/.test(column)) return;
        // Tools look for fields by how they begin, or by their label (fact C22).
        if (!strict && operator === 'LIKE' && !negated && path.names.length === 1) return;
        if (tolerant && (operator === 'LIKE' || (operator === '!=' && isNull))) return;
        throw onlyEquals();
      }
    }
  };
  visit(where, false);
};

/** The LIMIT that counts: strict orgs ignore it on the limited objects, and PermissionDependency always (fact D7). */
export const effectiveLimit = (context: QueryContext, schema: ObjectSchema, query: ParsedQuery): number | null => {
  const ignored =
    schema.name === 'PermissionDependency' || (isLimited(schema) && context.org.behaviours.virtualObjects === 'strict');
  return ignored ? null : query.limit;
};

/** The OFFSET that counts; it goes with LIMIT (fact E6). */
export const effectiveOffset = (context: QueryContext, schema: ObjectSchema, query: ParsedQuery): number =>
  isLimited(schema) && context.org.behaviours.virtualObjects === 'strict' ? 0 : (query.offset ?? 0);

/** A tool got at most so many distinct rows of PermissionDependency in one answer, and so many records (fact D7). */
const MAX_DISTINCT_DEPENDENCIES = 2000;
const MAX_DEPENDENCY_RECORDS = 10_000;

/** The rows that an answer shows: all that were found, or those of PermissionDependency as fact D7 reports them. */
export const shownRows = <T>(context: QueryContext, schema: ObjectSchema, found: T[]): T[] => {
  const repeated =
    schema.name === 'PermissionDependency' && context.org.behaviours.permissionDependencies === 'repeated';
  if (!repeated || found.length <= MAX_DISTINCT_DEPENDENCIES) return found;
  const first = found.slice(0, MAX_DISTINCT_DEPENDENCIES);
  const records = Math.min(found.length, MAX_DEPENDENCY_RECORDS);
  return Array.from({ length: records }, (_, index) => first[index % first.length]).filter((row) => row !== undefined);
};

/**
 * The columns Metadata and FullName are computed, so an answer that has them may have one row only, whatever the query filters
 * by (fact L3). Throws MALFORMED_QUERY with the platform's text.
 */
export const checkOneRow = ({ schema, field }: VisibleObject, query: ParsedQuery, size: number): void => {
  if (size <= 1 || !schema.fields.some(({ type }) => type === 'complexvalue')) return;
  const costly = query.select.some(
    (item) =>
      (item.kind === 'fieldsFunction' && item.which !== 'CUSTOM') ||
      (item.kind === 'field' &&
        ['Metadata', 'FullName'].includes(field(item.path.names.at(-1) ?? '')?.name ?? '') &&
        item.path.names.length === (item.path.names[0]?.toLowerCase() === query.alias?.toLowerCase() ? 2 : 1)),
  );
  if (!costly) return;
  throw plainError(
    'MALFORMED_QUERY',
    'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row ' +
      `for retrieval. Result size: ${size}`,
  );
};

/** Throws EXCEEDED_ID_LIMIT if more than one batch of rows would come from an object without queryMore (fact E5). */
export const checkBatch = (schema: ObjectSchema | 'Aggregate query', size: number): void => {
  if (size <= BATCH || (schema !== 'Aggregate query' && !isLimited(schema))) return;
  const name = schema === 'Aggregate query' ? schema : schema.name;
  throw new OrgError(
    400,
    'EXCEEDED_ID_LIMIT',
    `${name} does not support queryMore(), use LIMIT to restrict the results to a single batch`,
  );
};
