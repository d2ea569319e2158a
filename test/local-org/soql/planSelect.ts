import type { FieldSchema } from '../model/orgModel.js';
import { metadataOf } from '../automation/metadataOfRow.js';
import { answeredName } from '../schema/schemaLookup.js';
import { readChildren } from './childSubquery.js';
import { errorAt, plainError } from './soqlErrors.js';
import type { FieldPath, ParsedQuery, SelectItem } from './parsedQuery.js';
import type { Located, ResolvedPath } from './fieldPaths.js';
import type { CompoundValue, ProjectionEntry, Projection } from './queryRecords.js';
import type { QueryContext, VisibleObject } from './queryContext.js';

/**
 * FIELDS(ALL) and FIELDS(CUSTOM) need a LIMIT of at most 200, FIELDS(STANDARD) does not (SOQL reference, "FIELDS()").
 */
const FIELDS_LIMIT = 200;

/**
 * Works out what the records of a query show.
 *
 * Throws INVALID_FIELD for unknown fields and fields selected twice, MALFORMED_QUERY for FIELDS() without a LIMIT and
 * for aliases outside aggregate queries, INVALID_TYPE for unknown child relationships.
 */
export const planSelect = (
  context: QueryContext,
  object: VisibleObject,
  query: ParsedQuery,
  resolve: (path: FieldPath) => ResolvedPath,
): Projection => {
  const projection: Projection = { entries: new Map() };
  for (const item of query.select) {
    if (item.kind === 'subquery') add(projection, ...readChildren(context, object, item.query));
    else if (item.kind === 'fieldsFunction') {
      for (const field of fieldsOf(object, query, item))
        add(
          projection,
          answeredName(field),
          valueEntry(context, object, resolve({ text: field.name, names: [field.name], at: item.at })),
        );
    } else if (item.kind === 'field') {
      if (item.alias !== null)
        throw errorAt(context.soql, item.path.at, 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing');
      addPath(context, projection, object, resolve(item.path));
    }
  }
  return projection;
};

const fieldsOf = (
  object: VisibleObject,
  query: ParsedQuery,
  { which }: Extract<SelectItem, { kind: 'fieldsFunction' }>,
): FieldSchema[] => {
  if (which !== 'STANDARD' && (query.limit === null || query.limit > FIELDS_LIMIT))
    throw plainError('MALFORMED_QUERY', `The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`);
  const fields = object.fields.filter((field) => which === 'ALL' || field.custom === (which === 'CUSTOM'));
  if (fields.length === 0)
    throw plainError('MALFORMED_QUERY', `The SOQL FIELDS function found no ${which.toLowerCase()} fields to select`);
  return fields;
};

const add = (projection: Projection, name: string, entry: ProjectionEntry): void => {
  if (projection.entries.has(name)) throw plainError('INVALID_FIELD', `duplicate field selected: ${name}`);
  projection.entries.set(name, entry);
};

/** Puts a path into the tree of parents, which nest like the path does. */
const addPath = (
  context: QueryContext,
  projection: Projection,
  object: VisibleObject,
  resolved: ResolvedPath,
): void => {
  let target = projection;
  for (const step of resolved.steps) {
    const known = target.entries.get(step.name);
    const next: Projection = known?.kind === 'parent' ? known.projection : { entries: new Map() };
    if (known === undefined) target.entries.set(step.name, { kind: 'parent', step, projection: next });
    target = next;
  }
  add(target, answeredName(resolved.field), valueEntry(context, object, resolved));
};

const valueEntry = (context: QueryContext, root: VisibleObject, resolved: ResolvedPath): ProjectionEntry => {
  const { field, readLast, steps } = resolved;
  if (field.type === 'complexvalue') {
    const owner = steps.at(-1)?.targets[0] ?? root;
    return { kind: 'value', read: ({ row }) => metadataOf(context.org, owner.schema, row) };
  }
  if (field.type !== 'address' && field.type !== 'location') return { kind: 'value', read: readLast };
  const owner = steps.at(-1)?.targets[0] ?? root;
  return { kind: 'value', read: (at) => compoundValueOf(owner, field, at) };
};

/** A compound field shows its components, or null if all are empty. `BillingCity` of `BillingAddress` is `city`. */
const compoundValueOf = (owner: VisibleObject, compound: FieldSchema, { row }: Located): CompoundValue | null => {
  const prefix = compound.name.replace(/Address$/, '');
  const value: CompoundValue = {};
  for (const field of owner.fields)
    if (field.compoundFieldName === compound.name && field.name !== compound.name) {
      const part = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : field.name;
      value[part.charAt(0).toLowerCase() + part.slice(1)] = row[field.name] ?? null;
    }
  return Object.values(value).some((part) => part !== null) ? value : null;
};
