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

/** Larger trees come from no text that the parser takes; one can be made of formulas that name each other. */
const mostNodes = 30_000;
const deepest = 600;

type Walked = { readonly nodes: readonly Expression[]; readonly isWhole: boolean };

/** Every node of a tree, parents before their children, in the order of the text; of one too large the first of them. */
const walked = (expression: Expression): Walked => {
  const nodes: Expression[] = [];
  const open = [{ node: expression, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (nodes.length >= mostNodes || depth > deepest) return { nodes, isWhole: false };
    nodes.push(node);
    for (const child of [...childrenOf(node)].reverse()) open.push({ node: child, depth: depth + 1 });
  }
  return { nodes, isWhole: true };
};

/** How many nodes a tree has; nothing where it is too large to be walked through, in number or in depth. */
export const sizeOf = (expression: Expression): number | undefined => {
  const { nodes, isWhole } = walked(expression);
  return isWhole ? nodes.length : undefined;
};

const once = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(keyOf(item).toLowerCase())) found.set(keyOf(item).toLowerCase(), item);
  return [...found.values()];
};

/**
 * Everything that a formula names, so that only this has to be read. Names that differ in case alone are one; what stands in
 * comments and in texts does not count. Of a tree too large to be judged (`sizeOf`) only what comes first.
 */
export const referencesIn = (expression: Expression): References => {
  const { nodes } = walked(expression);
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
