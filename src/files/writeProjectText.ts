import { withoutSession } from '../secrets.js';
import { reasonOf } from './fileRefusal.js';
import { projectFileRefusal } from '../metadata/projectFileRefusal.js';
import { writeAtomically } from './writeAtomically.js';

/** Writes a file of a DX project, whole or not at all, with the folders above it. @throws Refusal */
export const writeProjectText = async (path: string, content: string): Promise<void> => {
  await writeAtomically(path, withoutSession(content), 'follow').catch((error: unknown) => {
    throw projectFileRefusal('Unwritable', path, reasonOf(error));
  });
};
