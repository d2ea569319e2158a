import { plainError } from './soqlErrors.js';
import type { Condition, ParsedQuery } from './parsedQuery.js';

const MAX_RECORDS = 200;
const ACCESS_COLUMN = /^(has(read|edit|delete|transfer|all)access|maxaccesslevel)$/;

/**
 * The rules of UserRecordAccess (facts E1, E8): one user, up to 200 records, and only the access columns.
 *
 * Throws INVALID_FIELD with the platform's text for other columns. The texts for a missing or too wide filter are not
 * known; MALFORMED_QUERY with a sentence that says the documented rule.
 */
export const checkUserRecordAccess = (query: ParsedQuery): void => {
  const columns = query.select.map((item) =>
    item.kind === 'field' ? (item.path.names.at(-1) ?? '').toLowerCase() : '',
  );
  const filters = conjuncts(query.where);
  const byAccess = filters.some((filter) => ACCESS_COLUMN.test(columnOf(filter)));
  const allowed = (column: string): boolean => column === 'recordid' || (!byAccess && ACCESS_COLUMN.test(column));
  if (query.count || query.groupBy.length > 0 || !columns.every(allowed))
    throw plainError('INVALID_FIELD', 'Can select only RecordId, a Has*Access field, and MaxAccessLevel');
  const user = filters.filter((filter) => columnOf(filter) === 'userid');
  const record = filters.filter((filter) => columnOf(filter) === 'recordid');
  const fits =
    user.length === 1 &&
    record.length === 1 &&
    user.every((filter) => filter?.operator === '=') &&
    record.every((filter) => filter?.operator === '=' || filter?.operator === 'IN') &&
    filters.every(
      (filter) => filter !== null && (/^(userid|recordid)$/.test(columnOf(filter)) || filter.operator === '='),
    ) &&
    filters.length <= 3;
  if (!fits)
    throw plainError(
      'MALFORMED_QUERY',
      'UserRecordAccess: filter by a single UserId, by RecordId, and at most one access field',
    );
  if ((record[0]?.literals.length ?? 0) > MAX_RECORDS)
    throw plainError('MALFORMED_QUERY', `UserRecordAccess: at most ${MAX_RECORDS} record ids can be queried`);
};

type Comparison = Extract<Condition, { kind: 'compare' }>;

const columnOf = (filter: Comparison | null): string => (filter?.path.names.at(-1) ?? '').toLowerCase();

/** The comparisons joined by AND; null stands for anything else. */
const conjuncts = (where: Condition | null): (Comparison | null)[] => {
  if (where === null) return [];
  if (where.kind === 'compare') return [where];
  if (where.kind === 'group') return conjuncts(where.part);
  return where.kind === 'and' ? where.parts.flatMap(conjuncts) : [null];
};
