import { parsePermissionSetFile, renderPermissionSetFile, unionFiles } from '../metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../metadata/permissionSetFile.js';
import { isPermissionSetName } from '../platform/permissionSetNames.js';
import { reasonOf } from './fileRefusal.js';
import { inFile, projectFileRefusal } from '../metadata/projectFileRefusal.js';
import { readPlainFile, UnfitFile } from './readPlainFile.js';
import { sourceDirectory, sourceFile } from './sourceDirectory.js';
import { writeProjectText } from './writeProjectText.js';

/** What became of the file. `merged`: it was there and has more in it now. */
export type WrittenFile = {
  readonly path: string;
  readonly result: 'created' | 'merged' | 'unchanged';
};

/** Largest file that is read; the permission set of an administrator with thousands of fields stays far below. */
const maxBytes = 6_000_000;

/** The text of a project's file; null where there is none. @throws Refusal */
export const readProjectText = async (path: string): Promise<string | null> => {
  let bytes: Buffer;
  try {
    bytes = await readPlainFile(path, maxBytes);
  } catch (error) {
    if (error instanceof UnfitFile)
      throw projectFileRefusal(error.problem === 'tooLarge' ? 'TooLarge' : 'NotAFile', path);
    const reason = reasonOf(error);
    if (reason === 'ENOENT') return null;
    if (reason === 'EISDIR') throw projectFileRefusal('NotAFile', path);
    if (reason === 'ENOTDIR') throw projectFileRefusal('NotADirectory', path);
    throw projectFileRefusal('Unreadable', path, reason);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw projectFileRefusal('NotUtf8', path);
  }
};

/** The project's file; null where there is none. @throws Refusal with line and column */
const readProjectFile = async (path: string): Promise<PermissionSetFile | null> => {
  const xml = await readProjectText(path);
  if (xml === null) return null;
  try {
    return parsePermissionSetFile(xml);
  } catch (error) {
    throw inFile(error, path);
  }
};

/**
 * Writes a permission set into a DX project. The file holds all that the given one and the project's allow, because a
 * deploy replaces the whole set (fact H1); where the two differ in something like the label, the project's stays. A file
 * that has it all already is left alone, however it is formatted.
 * @param contentOf what the permission set is to hold, all that the org has of it among it; called once it is known where
 * to write
 * @param directory the root of a DX project, or a directory such as force-app/main/default
 * @throws Refusal, and what `contentOf` rejects with; nothing is written then
 */
export const writeProjectFile = async (
  name: string,
  contentOf: () => Promise<PermissionSetFile>,
  directory: string,
): Promise<WrittenFile> => {
  if (!isPermissionSetName(name)) throw projectFileRefusal('BadName', name);
  const path = await sourceFile(await sourceDirectory(directory), 'permissionsets', `${name}.permissionset-meta.xml`);
  const existing = await readProjectFile(path);
  const planned = await contentOf();
  if (existing === null) {
    await writeProjectText(path, renderPermissionSetFile(planned));
    return { path, result: 'created' };
  }
  const xml = renderPermissionSetFile(unionFiles(existing, planned));
  if (xml === renderPermissionSetFile(existing)) return { path, result: 'unchanged' };
  await writeProjectText(path, xml);
  return { path, result: 'merged' };
};
