import type { Token } from './soqlTokens.js';

/** A field as the query writes it: `Name`, `Profile.UserLicense.Name`, with or without the object's alias in front. */
export type FieldPath = { text: string; names: string[]; at: number };

export type AggregateFunction = 'COUNT' | 'COUNT_DISTINCT' | 'MIN' | 'MAX' | 'SUM' | 'AVG';

export type SelectItem =
  | { kind: 'field'; path: FieldPath; alias: string | null }
  | { kind: 'aggregate'; fn: AggregateFunction; path: FieldPath; alias: string | null }
  | { kind: 'fieldsFunction'; which: 'ALL' | 'STANDARD' | 'CUSTOM'; at: number }
  | { kind: 'subquery'; query: ParsedQuery; at: number };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition; at: number }
  | { kind: 'group'; part: Condition }
  | { kind: 'compare'; path: FieldPath; operator: Operator; literals: Token[] }
  | { kind: 'semiJoin'; path: FieldPath; negated: boolean; query: ParsedQuery };

export type OrderItem = { by: FieldPath; fn: AggregateFunction | null; descending: boolean; nullsLast: boolean };

/** A parsed query. It holds everything that was written, with its position in the text. */
export type ParsedQuery = {
  /** `SELECT COUNT()` */
  count: boolean;
  select: SelectItem[];
  /** Object name, or in a subquery the name of the child relationship. */
  from: FieldPath;
  alias: string | null;
  where: Condition | null;
  groupBy: FieldPath[];
  orderBy: OrderItem[];
  limit: number | null;
  offset: number | null;
};
