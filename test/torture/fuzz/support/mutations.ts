/** Changes to a document that know its structure. */
import fc from 'fast-check';
import type { Node } from './document.js';
import { hostileKeys, hostileValues } from './hostile.js';

/**
 * One change: where (a walk from the root, a child at each step), what is done there, to which child, and with what.
 * All of them are plain numbers, so that a failing case shrinks.
 */
export type Change = {
  readonly steps: readonly number[];
  readonly how: number;
  readonly child: number;
  readonly what: number;
};

export const anyChange: fc.Arbitrary<Change> = fc.record({
  steps: fc.array(fc.nat({ max: 9999 }), { maxLength: 8 }),
  how: fc.nat({ max: 9999 }),
  child: fc.nat({ max: 9999 }),
  what: fc.nat({ max: 9999 }),
});

/** `broken`: not what such a document looks like, for every reader; false where only what it says has become another thing. */
export type Changed = { readonly node: Node; readonly broken: boolean };

const pick = <T>(all: readonly [T, ...T[]] | readonly T[], at: number): T => {
  const one = all[at % all.length];
  if (one === undefined) throw new Error('Nothing to pick from.');
  return one;
};

const typeOf = (node: Node): string => {
  if (node.kind !== 'value') return node.kind;
  return node.value === null ? 'null' : typeof node.value;
};

/** Texts and records may be null in every answer of a database; lists, numbers and switches may not. */
const isOtherType = (before: Node, after: Node): boolean => {
  const [from, to] = [typeOf(before), typeOf(after)];
  return from !== to && !(to === 'null' && (from === 'string' || from === 'map')) && from !== 'null';
};

type Operation = (node: Node, child: number, key: string, value: Node) => Changed | null;

const replaced: Operation = (node, _child, _key, value) => ({ node: value, broken: isOtherType(node, value) });

const inMap =
  (
    change: (entries: ReadonlyArray<readonly [string, Node]>, at: number, key: string, value: Node) => Changed,
  ): Operation =>
  (node, child, key, value) =>
    node.kind === 'map' && node.entries.length > 0
      ? change(node.entries, child % node.entries.length, key, value)
      : null;

const inList =
  (change: (items: readonly Node[], at: number, value: Node) => Changed): Operation =>
  (node, child, _key, value) =>
    node.kind === 'list' && node.items.length > 0 ? change(node.items, child % node.items.length, value) : null;

const ofMap = (entries: ReadonlyArray<readonly [string, Node]>, broken: boolean): Changed => ({
  node: { kind: 'map', entries },
  broken,
});

const operations: readonly Operation[] = [
  replaced,
  replaced,
  replaced,
  // a key gone, called otherwise, added, there twice
  inMap((entries, at) =>
    ofMap(
      entries.filter((_, i) => i !== at),
      true,
    ),
  ),
  inMap((entries, at) =>
    ofMap(
      entries.filter((_, i) => i !== at),
      true,
    ),
  ),
  inMap((entries, at, key) =>
    ofMap(
      entries.map(([name, value], i) => [i === at ? key : name, value] as const),
      true,
    ),
  ),
  inMap((entries, at) =>
    ofMap(
      entries.map(([name, value], i) => [i === at ? name.toUpperCase() : name, value] as const),
      true,
    ),
  ),
  inMap((entries, _at, key, value) => ofMap([...entries, [key, value]], false)),
  inMap((entries, at, _key, value) => {
    const [name, old] = pick(entries, at);
    return ofMap([...entries, [name, value]], isOtherType(old, value));
  }),
  inMap((entries, at, _key, value) => {
    const old = pick(entries, at)[1];
    return ofMap(
      entries.map(([name, inner], i) => [name, i === at ? value : inner] as const),
      isOtherType(old, value),
    );
  }),
  inMap((entries) => ({ node: { kind: 'list', items: entries.map(([, value]) => value) }, broken: true })),
  inMap(() => ofMap([], true)),
  // an item gone, there twice, another one, none left
  inList((items, at) => ({ node: { kind: 'list', items: items.filter((_, i) => i !== at) }, broken: false })),
  inList((items, at) => ({ node: { kind: 'list', items: [...items, pick(items, at)] }, broken: false })),
  inList((items, at, value) => ({
    node: { kind: 'list', items: items.map((item, i) => (i === at ? value : item)) },
    broken: isOtherType(pick(items, at), value),
  })),
  inList(() => ({ node: { kind: 'list', items: [] }, broken: false })),
  inList((items) => ({
    node: { kind: 'map', entries: items.map((item, i) => [String(i), item] as const) },
    broken: true,
  })),
  inList((items) => ({
    node: { kind: 'list', items: Array.from({ length: 300 }, (_, i) => pick(items, i)) },
    broken: false,
  })),
  // one level more or less
  (node) => ({ node: { kind: 'list', items: [node] }, broken: true }),
  (node, _child, key) => ({ node: { kind: 'map', entries: [[key, node]] }, broken: true }),
  (node, child) => {
    const inner = node.kind === 'map' ? node.entries.map(([, value]) => value) : node.kind === 'list' ? node.items : [];
    return inner.length === 0 ? null : { node: pick(inner, child), broken: true };
  },
  // the other one of two
  (node) =>
    node.kind === 'value' && typeof node.value === 'boolean'
      ? { node: { kind: 'value', value: !node.value }, broken: false }
      : null,
  (node) =>
    node.kind === 'value' && typeof node.value === 'boolean'
      ? { node: { kind: 'value', value: String(node.value) }, broken: true }
      : null,
  (node) =>
    node.kind === 'value' && typeof node.value === 'number'
      ? { node: { kind: 'value', value: node.value + 1 }, broken: false }
      : null,
];

/** Changes a document at one place. `values`: what may be put there. */
export const mutate = (root: Node, change: Change, values: readonly Node[] = hostileValues): Changed => {
  const operate = (node: Node): Changed => {
    const [key, value] = [pick(hostileKeys, change.what), pick(values, change.what)];
    return (
      pick(operations, change.how)(node, change.child, key, value) ?? {
        node: value,
        broken: isOtherType(node, value),
      }
    );
  };
  const walk = (node: Node, [step, ...rest]: readonly number[]): Changed => {
    if (step === undefined) return operate(node);
    if (node.kind === 'map' && node.entries.length > 0) {
      const at = step % node.entries.length;
      const inner = walk(pick(node.entries, at)[1], rest);
      return ofMap(
        node.entries.map(([key, value], i) => [key, i === at ? inner.node : value] as const),
        inner.broken,
      );
    }
    if (node.kind === 'list' && node.items.length > 0) {
      const at = step % node.items.length;
      const inner = walk(pick(node.items, at), rest);
      return {
        node: { kind: 'list', items: node.items.map((item, i) => (i === at ? inner.node : item)) },
        broken: inner.broken,
      };
    }
    return operate(node);
  };
  return walk(root, change.steps);
};

/** Several changes, one after the other; broken when one of them is. */
export const mutateAll = (root: Node, changes: readonly Change[], values: readonly Node[] = hostileValues): Changed =>
  changes.reduce<Changed>(
    ({ node, broken }, change) => {
      const next = mutate(node, change, values);
      return { node: next.node, broken: broken || next.broken };
    },
    { node: root, broken: false },
  );
