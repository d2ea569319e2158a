/** A document as a tree that can hold what no value can: a key twice, `__proto__` as a key, text that is no value at all. */
export type Node =
  | { readonly kind: 'map'; readonly entries: ReadonlyArray<readonly [key: string, value: Node]> }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  /** Written as it is. */
  | { readonly kind: 'raw'; readonly text: string };

/** A parsed JSON or YAML value as a tree. */
export const toNode = (value: unknown): Node => {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toNode) };
  if (typeof value === 'object' && value !== null)
    return { kind: 'map', entries: Object.entries(value).map(([key, inner]) => [key, toNode(inner)] as const) };
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { kind: 'value', value: scalar };
};

/** As JSON text, which is YAML in flow style too. */
export const toJson = (node: Node): string => {
  switch (node.kind) {
    case 'raw':
      return node.text;
    case 'value':
      return JSON.stringify(node.value);
    case 'list':
      return `[${node.items.map(toJson).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}: ${toJson(value)}`).join(', ')}}`;
  }
};

const plainKey = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

/** As YAML in block style: one line for each key, as people write it. */
export const toYaml = (node: Node, indent = ''): string => {
  const below = (inner: Node): string =>
    (inner.kind === 'map' && inner.entries.length > 0) || (inner.kind === 'list' && inner.items.length > 0)
      ? `\n${toYaml(inner, `${indent}  `)}`
      : ` ${toJson(inner)}\n`;
  switch (node.kind) {
    case 'map':
      return node.entries.map(([key, value]) => `${indent}${plainKey(key)}:${below(value)}`).join('');
    case 'list':
      return node.items.map((item) => `${indent}-${below(item)}`).join('');
    default:
      return `${indent}${toJson(node)}\n`;
  }
};
