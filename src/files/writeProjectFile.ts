import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePermissionSetFile, renderPermissionSetFile, unionFiles } from '../metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../metadata/permissionSetFile.js';
import type { Plan } from '../grant/grantPlan.js';
import type { OrgClient } from '../org/orgClient.js';
import { isPermissionSetName } from './permissionSetName.js';
import { plannedFile } from '../org/read/plannedFile.js';
import { Refusal } from '../refusal.js';
import { reasonOf } from './fileRefusal.js';
import { inFile, projectFileRefusal } from './projectFileRefusal.js';
import { sourceDirectory } from './sourceDirectory.js';
import { writeProjectText } from './writeProjectText.js';

/** What became of the file. `merged`: it was there and has more in it now. */
export type WrittenFile = {
  readonly path: string;
  readonly result: 'created' | 'merged' | 'unchanged';
};

/** Largest file that is read; the permission set of an administrator with thousands of fields stays far below. */
const maxBytes = 20_000_000;

/** The text of a project's file; null where there is none. @throws Refusal */
export const readProjectText = async (path: string): Promise<string | null> => {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > maxBytes) throw projectFileRefusal('TooLarge', path);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
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
 * Writes the planned permission set into a DX project instead of the org. The file holds all that the org's permission
 * set, the project's file and the plan allow, because a deploy replaces the whole set (fact H1); where two of them differ
 * in something like the label, the project's stays. A file that has it all already is left alone, however it is formatted.
 * @param directory the root of a DX project, or a directory such as force-app/main/default
 * @throws OrgFailure, Refusal; nothing is written then
 */
export const writeProjectFile = async (client: OrgClient, plan: Plan, directory: string): Promise<WrittenFile> => {
  const { name } = plan.permissionSet;
  if (!isPermissionSetName(name)) throw projectFileRefusal('BadName', name);
  const path = join(await sourceDirectory(directory), 'permissionsets', `${name}.permissionset-meta.xml`);
  const existing = await readProjectFile(path);
  const planned = await plannedFile(client, plan);
  if (existing === null) {
    await writeProjectText(path, renderPermissionSetFile(planned));
    return { path, result: 'created' };
  }
  const xml = renderPermissionSetFile(unionFiles(existing, planned));
  if (xml === renderPermissionSetFile(existing)) return { path, result: 'unchanged' };
  await writeProjectText(path, xml);
  return { path, result: 'merged' };
};
