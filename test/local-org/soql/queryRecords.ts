import type { MetadataTree, Row, Value } from '../model/orgModel.js';
import { follow, type Located, type Step } from './fieldPaths.js';
import { urlKey, type QueryContext } from './queryContext.js';

export type RecordAttributes = { type: string; url?: string };

/** A compound address as REST shows it. */
export type CompoundValue = { [component: string]: Value };

/** One record of an answer: attributes, then the values in the order of SELECT. */
export type QueryRecord = { attributes: RecordAttributes; [name: string]: QueryValue | RecordAttributes };

/** The records of a child subquery. */
export type ChildResult = { totalSize: number; done: boolean; records: QueryRecord[] };

export type QueryValue = Value | CompoundValue | MetadataTree | QueryRecord | ChildResult;

/** What to show of a record, in order. */
export type Projection = { entries: Map<string, ProjectionEntry> };

export type ProjectionEntry =
  | { kind: 'value'; read: (at: Located) => Value | CompoundValue | MetadataTree }
  | { kind: 'parent'; step: Step; projection: Projection }
  | { kind: 'children'; read: (row: Row) => ChildResult | null };

const emptyRecords = new WeakMap<Projection, QueryRecord>();

/**
 * A record with all columns and no values, to be copied: adding a column at a time makes an object that V8 copies and writes out
 * many times slower.
 */
const emptyRecord = (projection: Projection): QueryRecord => {
  const before = emptyRecords.get(projection);
  if (before !== undefined) return before;
  const columns = [...projection.entries.keys()].map((name) => [name, null] as const);
  const empty = Object.fromEntries([['attributes', null], ...columns]) as unknown as QueryRecord;
  emptyRecords.set(projection, empty);
  return empty;
};

/** Builds the record of a row; parents nest, and are null where the lookup is empty. */
export const toRecord = (context: QueryContext, projection: Projection, at: Located, type?: string): QueryRecord => {
  const record: QueryRecord = { ...emptyRecord(projection), attributes: attributesOf(context, at, type) };
  for (const [name, entry] of projection.entries) {
    if (entry.kind === 'value') record[name] = entry.read(at);
    else if (entry.kind === 'children') record[name] = entry.read(at.row);
    else {
      const parent = follow(entry.step, at.row);
      // REST shows the parent behind a polymorphic lookup as a record of `Name`.
      const shownType = entry.step.polymorphic ? 'Name' : undefined;
      record[name] = parent === null ? null : toRecord(context, entry.projection, parent, shownType);
    }
  }
  return record;
};

const attributesOf = (context: QueryContext, { object, row }: Located, type?: string): RecordAttributes => {
  const api = context.api === 'tooling' ? 'tooling/' : '';
  const version = context.caller.apiVersion.toFixed(1);
  return {
    type: type ?? object.schema.name,
    url: `/services/data/v${version}/${api}sobjects/${object.schema.name}/${urlKey(row)}`,
  };
};
