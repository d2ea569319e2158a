/** What is wrong with the text of a file that a command has written, and that somebody may have changed since. */
import type { z } from 'zod';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { throwIssues } from '../definition/shapeMistake.js';
import type { TreeNode } from '../definition/tree.js';
import { jsonTree } from './jsonTree.js';
import { mostMistakes } from './mostMistakes.js';

export type WrittenKind = 'plan' | 'receipt' | 'snapshot';

const treeOf = (text: string, file: string): TreeNode => {
  try {
    return jsonTree(text, file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { type: 'scalar', value: null, place: { file, line: 1, column: 1 } };
  }
};

/**
 * Holds a JSON text against the shape of what it should be.
 * @param value what `JSON.parse` has made of the text
 * @throws DefinitionMistake with line and column of every mistake
 */
export const checkWritten = (
  { text, file, value }: { readonly text: string; readonly file: string; readonly value: unknown },
  kind: WrittenKind,
  schema: z.ZodType,
): void => {
  const read = schema.safeParse(value);
  if (read.success) return;
  const partAt = (
    path: readonly PropertyKey[],
  ): { container: WrittenKind | 'writtenPart'; known: readonly string[] } => ({
    container: path.length === 0 ? kind : 'writtenPart',
    known: [],
  });
  throwIssues(read.error.issues, treeOf(text, file), { partAt, kind: null, key: kind }, mostMistakes);
};

/** The refusal of a text that is no JSON. @param where the first character that cannot stand where it is; null: not known */
export const brokenJson = (
  file: string,
  where: { readonly line: number; readonly column: number } | null,
): DefinitionMistake => new DefinitionMistake({ code: 'BrokenJson' }, { file, ...where });
