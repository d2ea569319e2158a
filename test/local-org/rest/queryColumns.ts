import type { FieldSchema, FieldType, ObjectSchema, Org } from '../model/orgModel.js';
import { answeredName, findField, findObject } from '../schema/schemaLookup.js';
import type { ParsedQuery, SelectItem } from '../soql/parsedQuery.js';
import { parseSoql } from '../soql/parseSoql.js';

/** One entry of `columnMetadata`; parents and child subqueries nest in `joinColumns`. */
export type ColumnMetadata = {
  aggregate: boolean;
  apexType: string | null;
  booleanType: boolean;
  columnName: string;
  custom: boolean;
  displayName: string;
  foreignKeyName: string | null;
  insertable: boolean;
  joinColumns: ColumnMetadata[];
  numberType: boolean;
  textType: boolean;
  updatable: boolean;
};

/**
 * The answer to `query?q=…&columns=true`: the columns of a query instead of rows; `sf data query` prints its table by
 * them. The resource is not documented; the shape is what its clients read. The query must be one that can be answered.
 */
export function queryColumns(org: Org, soql: string): Record<string, unknown> {
  const query = parseSoql(soql);
  const schema = findObject(org, query.from.text);
  const columnMetadata = columnsOf(org, schema, query);
  return {
    columnMetadata,
    entityName: schema?.name ?? query.from.text,
    groupBy: query.groupBy.length > 0,
    idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: schema?.keyPrefix ?? null,
  };
}

function columnsOf(org: Org, schema: ObjectSchema | undefined, query: ParsedQuery): ColumnMetadata[] {
  const columns: ColumnMetadata[] = [];
  let unnamed = 0;
  for (const item of query.select) {
    if (item.kind === 'field') addField(org, schema, columns, pathWithoutPrefix(schema, query, item.path.names), item);
    else if (item.kind === 'subquery') columns.push(subqueryColumn(org, schema, item.query));
    else if (item.kind === 'aggregate') {
      const columnName = item.alias ?? `expr${unnamed++}`;
      columns.push({ ...plainColumn(columnName), aggregate: true, displayName: `${item.fn}(${item.path.text})` });
    } else {
      const fields = schema?.fields.filter(
        (field) => item.which === 'ALL' || field.custom === (item.which === 'CUSTOM'),
      );
      columns.push(...(fields ?? []).map(fieldColumn));
    }
  }
  return columns;
}

/** Puts a path into the tree of columns, below the parents that are there already. */
function addField(
  org: Org,
  schema: ObjectSchema | undefined,
  columns: ColumnMetadata[],
  names: readonly string[],
  item: Extract<SelectItem, { kind: 'field' }>,
): void {
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    const field = schema === undefined ? undefined : findField(schema, name);
    const column = field === undefined ? plainColumn(name) : fieldColumn(field);
    columns.push(item.alias === null ? column : { ...column, columnName: item.alias });
    return;
  }
  const lookup = schema?.fields.find((field) => field.relationshipName?.toLowerCase() === name.toLowerCase());
  const columnName = lookup?.relationshipName ?? name;
  const known = columns.find((column) => column.columnName === columnName && !column.aggregate);
  const parent = known ?? { ...plainColumn(columnName), foreignKeyName: lookup?.name ?? null };
  if (known === undefined) columns.push(parent);
  addField(org, findObject(org, lookup?.referenceTo[0] ?? ''), parent.joinColumns, rest, item);
}

function subqueryColumn(org: Org, schema: ObjectSchema | undefined, query: ParsedQuery): ColumnMetadata {
  const wanted = query.from.text.toLowerCase();
  const child = schema?.childRelationships.find(({ relationshipName }) => relationshipName?.toLowerCase() === wanted);
  return {
    ...plainColumn(child?.relationshipName ?? query.from.text),
    aggregate: true,
    joinColumns: columnsOf(org, findObject(org, child?.childObject ?? ''), query),
  };
}

/** A path without the alias or name of the object in FROM that may stand before it. */
function pathWithoutPrefix(
  schema: ObjectSchema | undefined,
  query: ParsedQuery,
  names: readonly string[],
): readonly string[] {
  const first = names[0]?.toLowerCase();
  const prefixes = [query.alias, query.from.text].map((prefix) => prefix?.toLowerCase());
  const isRelationship = schema?.fields.some((field) => field.relationshipName?.toLowerCase() === first) ?? false;
  return names.length > 1 && !isRelationship && prefixes.includes(first) ? names.slice(1) : names;
}

const apexTypes: Partial<Record<FieldType, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  address: 'Address',
  location: 'Location',
};

function fieldColumn(field: FieldSchema): ColumnMetadata {
  const apexType = apexTypes[field.type] ?? 'String';
  return {
    ...plainColumn(answeredName(field)),
    apexType,
    booleanType: apexType === 'Boolean',
    custom: field.custom,
    insertable: field.createable,
    numberType: ['Integer', 'Long', 'Double'].includes(apexType),
    textType: apexType === 'String',
    updatable: field.updateable,
  };
}

function plainColumn(columnName: string): ColumnMetadata {
  return {
    aggregate: false,
    apexType: null,
    booleanType: false,
    columnName,
    custom: false,
    displayName: columnName,
    foreignKeyName: null,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updatable: false,
  };
}
