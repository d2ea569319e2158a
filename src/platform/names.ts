/** Salesforce API names compare without regard to case; this is the key under which they are kept. */
export const keyOf = (name: string): string => name.toLowerCase();

/** Key of a field: `Account.Website` → `account.website`. */
export const fieldKey = (sobject: string, field: string): string => `${keyOf(sobject)}.${keyOf(field)}`;

/** Order of names without regard to case, then by spelling; the same in every locale. */
export const compareKeys = (a: string, b: string): number => {
  const [left, right] = [keyOf(a), keyOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
};

/** Items in the order of `compareKeys` of their names. For many: each name is made a key only once. */
export const sortedByName = <Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] =>
  items
    .map((item) => ({ item, name: nameOf(item), key: keyOf(nameOf(item)) }))
    .sort((a, b) => (a.key !== b.key ? (a.key < b.key ? -1 : 1) : a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
    .map(({ item }) => item);

/** Whether two API names are the same name. */
export const sameName = (a: string, b: string): boolean => keyOf(a) === keyOf(b);

/** A test of keys of names (`keyOf`) against a pattern: for many patterns and many names, which are made keys only once. */
export const keyMatcherOf = (pattern: string): ((key: string) => boolean) => {
  // split and compare instead of a regular expression: many stars must not cost exponential time
  const [head = '', ...rest] = keyOf(pattern).split('*');
  if (rest.length === 0) return (key) => key === head;
  const tail = rest.pop() ?? '';
  const least = head.length + tail.length;
  return (key) => {
    if (key.length < least || !key.endsWith(tail) || !key.startsWith(head)) return false;
    const end = key.length - tail.length;
    let at = head.length;
    for (const part of rest) {
      const found = key.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
};

/**
 * A test of names against a pattern (`*` for any characters); without regard to case, like names in Salesforce. Made once
 * where there are many names.
 */
export const matcherOf = (pattern: string): ((name: string) => boolean) => {
  const matches = keyMatcherOf(pattern);
  return (name) => matches(keyOf(name));
};

/** Whether a pattern stands for a name. */
export const matchesPattern = (pattern: string, name: string): boolean => matcherOf(pattern)(name);

/** Whether a name is a pattern. */
export const isNamePattern = (name: string): boolean => name.includes('*');

/** The API name of a packaged thing is written with its namespace: `ns__Name` (fact A23). */
export const qualifiedName = ({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string | null;
}): string => (namespace === null ? name : `${namespace}__${name}`);

/** Namespace and name of a `ns__Name`; a name of an org's own has no double underscore (fact H4). */
export const splitQualifiedName = (qualified: string): { readonly name: string; readonly namespace: string | null } => {
  const at = qualified.indexOf('__');
  return at < 0
    ? { name: qualified, namespace: null }
    : { name: qualified.slice(at + 2), namespace: qualified.slice(0, at) };
};
