/**
 * The only place where SOQL text is put together. Org data and flag values are hostile text: everything that is not a
 * name from our own code goes through `quote`.
 */

/** Characters with a meaning inside a SOQL string literal (SOQL and SOSL Reference, "Quoted String Escape Sequences"). */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const escape = (value: string): string =>
  value.replace(/[\\'"\n\r\t\b\f]/g, (c) => (c === '\b' ? '\\b' : (escapes[c] ?? c)));

/** A SOQL string literal, quotes included. */
export const quote = (value: string): string => `'${escape(value)}'`;

/** A LIKE pattern that matches texts beginning with `prefix`; its own wildcards match themselves. */
export const startsWith = (prefix: string): string => `'${escape(prefix).replace(/[%_]/g, '\\$&')}%'`;

/** `('a','b')`; an empty list would be a syntax error, so the caller must not ask then. */
export const list = (values: readonly string[]): string => `(${values.map(quote).join(',')})`;

/** API names may stand unquoted in a SELECT; anything else in that place is a programming error. */
export const isApiName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name);

/**
 * Splits values into groups so that each list stays far below the statement limit of 100,000 characters (fact I3).
 * @returns at least one group, unless there are no values
 */
export const chunk = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size));
