import { z } from 'zod';
import type { AccessSnapshot } from '../access/snapshot.js';
import type { Plan } from '../grant/grantPlan.js';
import { plannedChange, plannedChangeShape } from '../grant/plannedChange.js';
import { createJsonFile, readJsonFile } from './jsonFile.js';

/** A plan kept for a reviewer: readable, and complete enough to tell whether the same would be planned again. */
export const savedPlanSchema = z.object({
  schemaVersion: z.literal(1),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  plannedAt: z.string().meta({ description: 'When the org was read; ISO 8601, UTC.' }),
  integration: z.string(),
  variant: z.string().nullable(),
  definitionHash: z.string(),
  permissionSet: z.object({
    name: z.string(),
    exists: z.boolean(),
    holds: z
      .array(z.string())
      .meta({ description: 'Everything in it when it was planned: whoever gets it assigned gets this too.' }),
  }),
  ...plannedChangeShape,
});
export type SavedPlan = z.output<typeof savedPlanSchema>;

/**
 * A plan as it is kept.
 * @param holds everything in the permission set before the grant, as entry ids
 */
export const savedPlan = (plan: Plan, { org, takenAt }: AccessSnapshot, holds: readonly string[]): SavedPlan => ({
  schemaVersion: 1,
  org: { id: org.id, instanceUrl: org.instanceUrl },
  plannedAt: takenAt,
  integration: plan.requirements.integration,
  variant: plan.requirements.variant,
  definitionHash: plan.requirements.definitionHash,
  permissionSet: { name: plan.permissionSet.name, exists: plan.permissionSet.existing !== null, holds: [...holds] },
  ...plannedChange(plan),
});

/** Writes a plan to a file that does not exist yet. @throws Refusal */
export const savePlan = (path: string, plan: SavedPlan): Promise<void> => createJsonFile(path, plan);

/** Reads a saved plan. @throws Refusal */
export const readPlan = (path: string): Promise<SavedPlan> => readJsonFile(path, savedPlanSchema);

/**
 * Whether what would be planned now differs from what was reviewed, in a way that matters: the first such part, or
 * undefined. When it was planned and how the instance is called do not matter.
 */
export const changedSince = (reviewed: SavedPlan, now: SavedPlan): string | undefined => {
  if (reviewed.org.id !== now.org.id) return 'org';
  const parts = ['integration', 'variant', 'definitionHash', 'permissionSet', 'adds', 'platformAdds', 'users'] as const;
  return parts.find((part) => JSON.stringify(reviewed[part]) !== JSON.stringify(now[part]));
};
