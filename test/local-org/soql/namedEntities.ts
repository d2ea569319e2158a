import type { Condition, ParsedQuery } from './parsedQuery.js';

const objectsWithRowsPerField = new Set(['entityparticle', 'fielddefinition']);

const hasSemiJoin = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'semiJoin':
      return true;
    case 'and':
    case 'or':
      return condition.parts.some(hasSemiJoin);
    case 'not':
    case 'group':
      return hasSemiJoin(condition.part);
    case 'compare':
      return false;
  }
};

/** Names that a condition limits EntityDefinition.QualifiedApiName to; null where it does not. */
const namesIn = (condition: Condition): string[] | null => {
  if (condition.kind === 'group') return namesIn(condition.part);
  if (condition.kind === 'and') return condition.parts.map(namesIn).find((names) => names !== null) ?? null;
  if (condition.kind !== 'compare' || !['=', 'IN'].includes(condition.operator)) return null;
  const [parent = '', column = ''] = condition.path.names.slice(-2).map((name) => name.toLowerCase());
  if (parent !== 'entitydefinition' || column !== 'qualifiedapiname') return null;
  const names = condition.literals.map(({ text }) => /^'(\w+)'$/.exec(text)?.[1]?.toLowerCase());
  return names.every((name) => name !== undefined) ? names : null;
};

/**
 * The objects, as lower-case API names, to which a query about fields is limited by name; null where it is not limited,
 * or where it also reads other tables. This saves time in orgs with thousands of fields: rows are made only for these
 * objects. The filter of the query still decides which of the rows are found.
 */
export const namedEntities = ({ from, select, where }: ParsedQuery): ReadonlySet<string> | null => {
  if (!objectsWithRowsPerField.has(from.text.toLowerCase()) || where === null || hasSemiJoin(where)) return null;
  if (select.some(({ kind }) => kind === 'subquery')) return null;
  const names = namesIn(where);
  return names === null ? null : new Set(names);
};
