import { z } from 'zod';
import { entryId } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { Plan } from './grantPlan.js';

const names = z.array(z.string());

/** What a plan changes, as `--json` and a saved plan show it alike. */
export const plannedChangeShape = {
  adds: z.array(
    z.object({
      id: z.string(),
      reason: z.enum(['requested', 'dependency']),
      origin: z.enum(['platformRule', 'orgClaim']).optional().meta({
        description: 'Of a dependency: a rule of the platform, or something that only this org says.',
      }),
      neededBy: names.meta({ description: 'Findings that ask for it, or entries that cannot be without it.' }),
    }),
  ),
  platformAdds: names.meta({ description: 'What Salesforce adds by itself; * stands for every object.' }),
  users: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      assign: z.boolean(),
      licenses: names,
      permissionSets: names.optional().meta({
        description: 'Permission sets and groups that rules name and that are assigned to this user as they are.',
      }),
      receives: names.meta({
        description: 'Everything that this user gets: of a set that is assigned to him, all that it will hold.',
      }),
    }),
  ),
  closes: names.meta({ description: 'Ids of the findings that the plan closes.' }),
  mayClose: names.optional().meta({
    description:
      'Ids of the findings that it closes if the licenses allow it, where the org does not tell. Then closes is empty.',
  }),
  mayRefuse: z
    .array(
      z.object({
        username: z.string(),
        userLicense: z.string(),
        ids: names,
        setLicense: z.string().nullable().optional().meta({
          description:
            'Where it is the license of the permission set that may not allow it: that license, null where it is not known.',
        }),
      }),
    )
    .optional()
    .meta({
      description:
        'What the license of somebody may not allow: the org does not tell before the set is assigned. It is written and assigned at once, or not at all.',
    }),
};

export type PlannedChange = z.output<z.ZodObject<typeof plannedChangeShape>>;

/** What a plan changes, by ids. */
export const plannedChange = (plan: Plan): PlannedChange => ({
  adds: plan.adds.map(({ entry, reason, origin, neededBy }) => ({
    id: entryId(entry),
    reason,
    ...(origin === undefined ? {} : { origin }),
    neededBy: [...neededBy],
  })),
  platformAdds: [...plan.platformAdds],
  users: plan.users.map(({ id, username, assign, licenses, permissionSets, receives, receivesSetup = [] }) => ({
    id,
    username,
    assign,
    licenses: [...licenses],
    ...(permissionSets.length === 0 ? {} : { permissionSets: [...permissionSets] }),
    receives: [...receives.map(({ entry }) => entryId(entry)), ...receivesSetup.map(setupAccessId)],
  })),
  closes: [...plan.closes],
  ...(plan.mayClose.length === 0 ? {} : { mayClose: [...plan.mayClose] }),
  ...(plan.doubts.length === 0
    ? {}
    : {
        mayRefuse: plan.doubts.map(({ username, userLicense, entries, setup = [], ofSet }) => ({
          username,
          userLicense,
          ids: [...entries.map(entryId), ...setup.map(setupAccessId)],
          ...(ofSet ? { setLicense: ofSet.license } : {}),
        })),
      }),
});
