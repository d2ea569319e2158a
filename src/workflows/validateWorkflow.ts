/** Looks through files of ours: those that are named, or else those of the project. */
import { filesNamed, projectFiles } from '../files/projectFiles.js';
import { validateFile } from '../files/validateFile.js';
import { Refusal } from '../refusal.js';
import { atTheirFiles } from '../validate/validation.js';
import type { ValidatedFile } from '../validate/validation.js';

/**
 * Everything that is wrong with these files.
 * @param named none: the files of the project in which the working directory lies
 * @throws Refusal NOTHING_TO_VALIDATE
 */
export const validate = async (named: readonly string[]): Promise<readonly ValidatedFile[]> => {
  const cwd = process.cwd();
  const files = named.length > 0 ? await filesNamed(named) : await projectFiles(cwd);
  if (files.length === 0) throw new Refusal('failure', 'NOTHING_TO_VALIDATE', [cwd]);
  return atTheirFiles(await Promise.all(files.map(validateFile)));
};
