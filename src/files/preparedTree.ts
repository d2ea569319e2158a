/**
 * Built-in definitions as trees that the build has parsed (tools/bundle.ts): a check of one reads JSON, and loads no parser of YAML, which costs
 * more than all else of reading it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MapEntry, TextTree, TreeNode } from '../definition/tree.js';
import { packageRoot } from '../packageRoot.js';

/** Line and column. */
type At = readonly [number, number];

/** A node without the name of its file, as short as it goes: a value, items, or entries with their keys. */
type Prepared =
  | { readonly v: unknown; readonly at: At }
  | { readonly l: readonly Prepared[]; readonly at: At }
  | { readonly m: ReadonlyArray<readonly [key: string, keyAt: At, value: Prepared]>; readonly at: At };

/** What the build writes for each built-in definition; `of` is the hash of the text from which it was parsed. */
type PreparedFile = { readonly of: string; readonly parts: number; readonly root: Prepared };

const built = join(packageRoot, 'lib');

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const shorten = (node: TreeNode): Prepared => {
  const at: At = [node.place.line ?? 1, node.place.column ?? 1];
  switch (node.type) {
    case 'scalar':
      return { v: node.value, at };
    case 'list':
      return { l: node.items.map(shorten), at };
    case 'map':
      return {
        m: node.entries.map(({ key, keyPlace, value }) => [
          key,
          [keyPlace.line ?? 1, keyPlace.column ?? 1],
          shorten(value),
        ]),
        at,
      };
  }
};

const inFull = (node: Prepared, file: string): TreeNode => {
  const place = { file, line: node.at[0], column: node.at[1] };
  if ('v' in node) return { type: 'scalar', value: node.v, place };
  if ('l' in node) return { type: 'list', items: node.l.map((item) => inFull(item, file)), place };
  const entries = node.m.map(([key, [line, column], value]): MapEntry => ({
    key,
    keyPlace: { file, line, column },
    value: inFull(value, file),
  }));
  return { type: 'map', entries, place };
};

/** What the build writes for a text that it has parsed. */
export const prepared = (text: string, { root, parts }: TextTree): string =>
  JSON.stringify({ of: hashOf(text), parts, root: shorten(root) } satisfies PreparedFile);

/** Where the prepared tree of a built-in definition lies, below the folder of what is built. */
export const preparedPath = (id: string): string => join('trees', `${id}.json`);

/**
 * The tree that the build has written.
 * @param written as `prepared` has written it
 * @param file stands in every place of the tree
 * @returns null where it is of another text, or cannot be read: then the text has to be parsed
 */
export const treeOf = (written: string, text: string, file: string): TextTree | null => {
  try {
    const { of, parts, root } = JSON.parse(written) as PreparedFile;
    return of === hashOf(text) ? { root: inFull(root, file), parts } : null;
  } catch {
    return null;
  }
};

/**
 * The tree of a built-in definition, as the build has prepared it.
 * @param file as people know it; stands in every place of the tree
 * @returns null where there is none of this very text, or where the sources run themselves
 */
export const preparedTree = async (id: string, text: string, file: string): Promise<TextTree | null> => {
  if (!fileURLToPath(import.meta.url).startsWith(built)) return null;
  const written = await readFile(join(built, preparedPath(id)), 'utf8').catch(() => null);
  return written === null ? null : treeOf(written, text, file);
};
