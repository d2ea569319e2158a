import type { Reference } from './expression.js';

const ofRecord = (path: readonly string[], prior: boolean): Reference => {
  const [name, ...rest] = path;
  if (name === undefined || rest.length > 0) return { kind: 'related', path, prior };
  return { kind: prior ? 'prior' : 'field', name };
};

/**
 * What a dotted name stands for; nothing where it is no name, such as `Account..Name`. `$Record.X` is the field X. A name
 * without `$` is a field in a rule, but in the wrapped form of flows a resource of the flow.
 */
export const readReference = (name: string, wrapped: boolean): Reference | undefined => {
  const path = name.split('.');
  const [first = '', ...rest] = path;
  if (path.some((part) => part === '')) return undefined;
  if (!first.startsWith('$')) return wrapped ? { kind: 'resource', path } : ofRecord(path, false);
  // `$Record` alone stands for the record as a whole
  if (rest.length === 0) return { kind: 'resource', path };
  if (first.toLowerCase() === '$record') return ofRecord(rest, false);
  if (first.toLowerCase() === '$record__prior') return ofRecord(rest, true);
  return { kind: 'global', global: first, path: rest };
};
