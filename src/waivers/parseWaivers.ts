/** Text of a file of waivers → what it says. */
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { refuseNewerFormat } from '../definition/fileFormat.js';
import { mistakeCollector } from '../definition/mistakeCollector.js';
import { nearest } from '../kinds/nearest.js';
import type { Validation } from '../definition/respell.js';
import { throwIssues } from '../definition/shapeMistake.js';
import type { FileShape } from '../definition/shapeMistake.js';
import { parseTree } from '../definition/yamlTree.js';
import { nodeAt, toValue } from '../definition/tree.js';
import type { TreeNode } from '../definition/tree.js';
import { keyOf } from '../platform/names.js';
import type { Waiver } from './waiver.js';
import { waiverKeys, waiversKeys, waiversSchema } from './waiversSchema.js';

const shape: FileShape = {
  partAt: (path) =>
    path.length === 0 ? { container: 'waivers', known: waiversKeys } : { container: 'waiver', known: waiverKeys },
  kind: null,
  key: 'waivers',
};

/** Whether a line of it begins as the key of waivers does, well spelt or not. */
const looksLikeWaivers = (text: string): boolean => /^\uFEFF?[{ ]*["']?wai\w*["']?\s*:/im.test(text);

/**
 * The tree of the file; null where nothing stands in it but comments. A repository may name any file of the machine, by a link, so
 * of one that is no file of waivers nothing is shown.
 */
const treeOf = (text: string, file: string): TreeNode | null => {
  try {
    return parseTree(text, file).root;
  } catch (error) {
    if (!(error instanceof DefinitionMistake)) throw error;
    if (error.code === 'EmptyFile') return null;
    throw looksLikeWaivers(text) ? error : new DefinitionMistake({ code: 'NoWaiversKey' }, error.place);
  }
};

/** What two waivers of one file may not both be about. */
const aboutKey = ({ id, user, org, integration }: Waiver): string =>
  keyOf(JSON.stringify([id, user, org, integration]));

/** @throws DefinitionMistake for waivers about the same, at the second */
const checkNoneTwice = (waivers: readonly Waiver[], root: TreeNode, most: number | undefined): void => {
  const mistakes = mistakeCollector(most);
  const seen = new Set<string>();
  waivers.forEach((waiver, at) => {
    const key = aboutKey(waiver);
    const { place } = nodeAt(root, ['waivers', at, 'id']);
    mistakes.attempt(() => {
      if (seen.has(key))
        throw new DefinitionMistake({ code: 'DuplicateEntry', key: 'waivers', value: waiver.id }, place);
    });
    seen.add(key);
  });
  mistakes.finish();
};

/** Whether the key above the list is missing, and not only misspelt. */
const lacksKey = (root: TreeNode & { readonly type: 'map' }): boolean =>
  !root.entries.some(({ key }) => key === 'waivers' || nearest(key, ['waivers']).length > 0);

const issuesIn: Validation = (value) => waiversSchema.safeParse(value).error?.issues ?? [];

/**
 * Parses a file of waivers; one without an entry waives nothing.
 * @param file as people know it
 * @param mostMistakes how many are told; default: as many as an error may hold
 * @throws DefinitionMistake with line and column of every mistake
 */
export const parseWaivers = (text: string, file: string, mostMistakes?: number): Waiver[] => {
  const root = treeOf(text, file);
  if (root === null) return [];
  if (root.type !== 'map' || lacksKey(root)) throw new DefinitionMistake({ code: 'NoWaiversKey' }, root.place);
  refuseNewerFormat(root, 1);
  const read = waiversSchema.safeParse(toValue(root));
  if (!read.success) return throwIssues(read.error.issues, root, shape, mostMistakes, issuesIn);
  const waivers = (read.data.waivers ?? []).map(
    ({ id, user, org, integration, reason, owner, expires }, at): Waiver => ({
      id: id.trim(),
      user: user?.trim() ?? null,
      org: org?.trim() ?? null,
      integration: integration?.trim() ?? null,
      reason: reason?.trim() ?? '',
      owner: owner?.trim() ?? null,
      expires: expires ?? null,
      place: nodeAt(root, ['waivers', at]).place,
      userPlace: nodeAt(root, ['waivers', at, 'user']).place,
    }),
  );
  checkNoneTwice(waivers, root, mostMistakes);
  return waivers;
};
