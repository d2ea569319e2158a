import type { Expression, Reference } from './expression.js';
import type { GlobalReference } from './facts.js';

/** What a formula names, each once, in the order of the text. */
export type References = {
  /** Fields of the record, also as they were before the save. */
  readonly fields: readonly string[];
  /** Fields of other records, as paths: `Account`, `Owner`, `Name`. */
  readonly related: readonly (readonly string[])[];
  readonly globals: readonly GlobalReference[];
  /** Resources of a flow. */
  readonly resources: readonly (readonly string[])[];
  /** Functions, in upper case. */
  readonly functions: readonly string[];
};

const childrenOf = (expression: Expression): readonly Expression[] => {
  if (expression.kind === 'call') return expression.args;
  if (expression.kind === 'chain') return [expression.first, ...expression.rest.map(({ operand }) => operand)];
  return 'operand' in expression ? [expression.operand] : [];
};

/** Every node of a tree, parents before their children, in the order of the text. */
export const nodesOf = (expression: Expression): readonly Expression[] => {
  const nodes: Expression[] = [];
  const open = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    open.push(...[...childrenOf(node)].reverse());
  }
  return nodes;
};

const once = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(keyOf(item).toLowerCase())) found.set(keyOf(item).toLowerCase(), item);
  return [...found.values()];
};

/**
 * Everything that a formula names, so that only this has to be read. Names that differ in case alone are one; what stands in
 * comments and in texts does not count.
 */
export const referencesIn = (expression: Expression): References => {
  const nodes = nodesOf(expression);
  const named = (kind: Reference['kind']): readonly Reference[] =>
    nodes.flatMap((node) => (node.kind === 'reference' && node.reference.kind === kind ? [node.reference] : []));
  const paths = (kind: 'related' | 'resource'): readonly (readonly string[])[] =>
    once(
      named(kind).map((reference) => (reference as Extract<Reference, { kind: 'related' | 'resource' }>).path),
      (path) => path.join('.'),
    );
  const names = [...named('field'), ...named('prior')].map((reference) => ('name' in reference ? reference.name : ''));
  return {
    fields: once(names, (name) => name),
    related: paths('related'),
    globals: once(named('global') as readonly GlobalReference[], ({ global, path }) => [global, ...path].join('.')),
    resources: paths('resource'),
    functions: once(
      nodes.flatMap((node) => (node.kind === 'call' ? [node.name] : [])),
      (name) => name,
    ),
  };
};
