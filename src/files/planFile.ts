import { createHash } from 'node:crypto';
import { z } from 'zod';
import { savedPlanSchema } from '../grant/savedPlan.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import { Refusal } from '../refusal.js';
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

/** The plan of a setup, as far as it is told by; its receipt says when it was started. */
const anySetup = z.looseObject({ kind: z.literal('setup'), startedAt: z.undefined().optional() });

/** Reads a saved plan. @throws Refusal, also for the plan of a setup */
export const readPlan = async (path: string): Promise<SavedPlan> => {
  const plan = await readJsonFile(path, savedPlanSchema.or(anySetup), 'plan');
  if ('kind' in plan) throw new Refusal('failure', 'file.planOfSetup', [path], [path]);
  return plan;
};

/** Whether somebody has changed the file since it was saved; of a file without a digest nobody knows. */
export const isEdited = (plan: SavedPlan): boolean => plan.digest !== undefined && plan.digest !== digestOf(plan);
