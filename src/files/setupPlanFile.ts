import { createHash } from 'node:crypto';
import { isEdited as isEditedPlan, planHash } from './planFile.js';
import { savedPlanSchema } from '../grant/savedPlan.js';
import { Refusal } from '../refusal.js';
import { savedSetupSchema } from '../setup/savedSetup.js';
import type { SavedSetup, UnsealedSetup } from '../setup/savedSetup.js';
import { withoutSecretsIn } from '../secrets.js';
import { createJsonFile, readJsonFile } from './jsonFile.js';

/** Of the content, not of its layout: a file that was only formatted anew is the same. */
const digestOf = (setup: UnsealedSetup): string => {
  const content = JSON.stringify(savedSetupSchema.omit({ digest: true }).parse(setup));
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
};

/** A setup as it is kept: each plan in it with its own digest, so that each can be held against the org by itself. */
const sealed = (setup: UnsealedSetup): SavedSetup => {
  const clean = withoutSecretsIn(setup);
  const whole = { ...clean, grants: clean.grants.map((plan) => ({ ...plan, digest: planHash(plan) })) };
  return { ...whole, digest: digestOf(whole) };
};

/** The hash of the plan of a setup: the one that its file holds. */
export const setupHash = (setup: UnsealedSetup): string => sealed(setup).digest;

/** Writes the plan of a setup to a file that does not exist yet. @throws Refusal */
export const saveSetup = (path: string, setup: UnsealedSetup): Promise<void> => createJsonFile(path, sealed(setup));

/** Reads the plan of a setup. @throws Refusal, also for the plan of one grant */
export const readSetup = async (path: string): Promise<SavedSetup> => {
  const plan = await readJsonFile(path, savedSetupSchema.or(savedPlanSchema), 'plan');
  if (!('kind' in plan)) throw new Refusal('failure', 'file.planOfGrant', [path], [path]);
  return plan;
};

/** Whether somebody has changed the file since it was saved. */
export const isEditedSetup = (setup: SavedSetup): boolean =>
  setup.digest !== digestOf(setup) || setup.grants.some((plan) => isEditedPlan(plan) || !plan.request);
