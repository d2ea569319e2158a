import { createHash } from 'node:crypto';
import { savedPlanSchema } from '../grant/savedPlan.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import { withoutSecretsIn } from '../secrets.js';
import { createJsonFile, readJsonFile } from './jsonFile.js';

/**
 * The hash of a plan: the one that its file holds, once secrets are out of it.
 */
export const planHash = (plan: SavedPlan): string => digestOf(withoutSecretsIn(plan));

/** Of the content, not of its layout: a file that was only formatted anew is the same. */
const digestOf = (plan: SavedPlan): string => {
  const content = JSON.stringify(savedPlanSchema.omit({ digest: true }).parse(plan));
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
};

/** Writes a plan to a file that does not exist yet. @throws Refusal */
export const savePlan = (path: string, plan: SavedPlan): Promise<void> => {
  const clean = withoutSecretsIn(plan);
  return createJsonFile(path, { ...clean, digest: digestOf(clean) });
};

/** Reads a saved plan. @throws Refusal */
export const readPlan = (path: string): Promise<SavedPlan> => readJsonFile(path, savedPlanSchema);

/** Whether somebody has changed the file since it was saved; of a file without a digest nobody knows. */
export const isEdited = (plan: SavedPlan): boolean => plan.digest !== undefined && plan.digest !== digestOf(plan);
