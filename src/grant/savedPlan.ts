import { z } from 'zod';
import { entryId, parseEntry } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { fillingOf } from '../definition/filling.js';
import { fillingShape } from '../definition/fillingShape.js';
import type { Filling } from '../definition/filling.js';
import { featuresOf, leftOutJson } from '../definition/requirementSet.js';
import { authentications, phases } from '../kinds/requirement.js';
import type { Authentication } from '../kinds/requirement.js';
import { setupAccessIn } from './beyond.js';
import type { Plan, Scope } from './grantPlan.js';
import { plannedChange, plannedChangeShape } from './plannedChange.js';

const names = z.array(z.string());

/** What a plan may hold beyond what is required, as `--include` calls it. */
export const includes = ['recommended', 'optional', 'degraded'] as const;

const request = z.object({
  reference: z.string().meta({ description: 'How the definition was named: an id, id@variant+feature, or a path.' }),
  users: names.meta({ description: 'Usernames.' }),
  authentication: z.enum(authentications),
  include: z.array(z.enum(includes)),
  minimum: z.boolean(),
  permissionSet: z.string().nullable().meta({ description: 'Of --permission-set; null without it.' }),
  ...fillingShape,
  allow: names.optional().meta({ description: 'Of --allow, where it was given.' }),
});

/** What the plan was made for, so that the file alone is enough to plan the same again. */
export type PlanRequest = z.output<typeof request>;

/**
 * A plan kept for a reviewer: readable, and complete enough to plan the same again and to tell whether it is the same.
 * What older versions did not write is optional.
 */
export const savedPlanSchema = z.object({
  schemaVersion: z.literal(1),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  plannedAt: z.string().meta({ description: 'When the org was read; ISO 8601, UTC.' }),
  integration: z.string(),
  variant: z.string().nullable(),
  features: names.optional().meta({ description: 'Features that are used; left out where the definition has none.' }),
  leftOut: z
    .object({ features: names, phases: z.array(z.enum(phases)) })
    .meta({ description: 'What the page asks for besides: features and phases that the plan leaves out.' })
    .optional(),
  definitionHash: z.string(),
  request: request.optional(),
  permissionSet: z.object({
    name: z.string(),
    exists: z.boolean(),
    holds: names.meta({ description: 'Everything in it when it was planned: whoever gets it assigned gets this too.' }),
    alsoFor: names
      .meta({ description: 'Usernames of everybody else who has it: what is added, they get as well.' })
      .optional(),
  }),
  ...plannedChangeShape,
  users: z.array(plannedChangeShape.users.element.extend({ receives: names.optional() })),
  digest: z
    .string()
    .meta({ description: 'Of everything above as it was saved: tells whether somebody has edited it.' })
    .optional(),
});
export type SavedPlan = z.output<typeof savedPlanSchema>;

/** The scope in the words of the flags. */
export const includeOf = (scope: Scope): PlanRequest['include'] => includes.filter((word) => scope[word]);

/** The words of the flags as a scope. */
export const scopeOf = (include: readonly PlanRequest['include'][number][], minimum: boolean): Scope => ({
  recommended: include.includes('recommended'),
  optional: include.includes('optional'),
  degraded: include.includes('degraded'),
  minimum,
});

/** What a plan was made from, beside the org. */
export type PlanOrigin = Filling & {
  readonly reference: string;
  readonly authentication: Authentication;
  readonly scope: Scope;
  readonly permissionSet: string | null;
  /** What --allow names; none by default. */
  readonly allowed?: readonly string[];
};

/** A plan as it is kept; its digest is made when it is written. */
export const savedPlan = (
  plan: Plan,
  { org, takenAt, users }: AccessSnapshot,
  { reference, authentication, scope, permissionSet, allowed = [], ...filling }: PlanOrigin,
): SavedPlan => ({
  schemaVersion: 1,
  org: { id: org.id, instanceUrl: org.instanceUrl },
  plannedAt: takenAt,
  integration: plan.requirements.integration,
  variant: plan.requirements.variant,
  ...featuresOf(plan.requirements),
  ...leftOutJson(plan.requirements),
  definitionHash: plan.requirements.definitionHash,
  request: {
    reference,
    users: users.map(({ username }) => username),
    authentication,
    include: includeOf(scope),
    minimum: scope.minimum,
    permissionSet,
    ...fillingOf(filling),
    ...(allowed.length === 0 ? {} : { allow: [...allowed] }),
  },
  permissionSet: {
    name: plan.permissionSet.name,
    exists: plan.permissionSet.existing !== null,
    holds: [
      ...(plan.permissionSet.existing?.holds ?? []).map(entryId),
      ...setupAccessIn(plan.permissionSet).map(setupAccessId),
    ].sort(),
    alsoFor: [...(plan.permissionSet.existing?.alsoFor ?? [])],
  },
  ...plannedChange(plan),
});

/**
 * The user permissions that a reviewed plan says somebody receives: with them the reviewer has agreed by name. An older or
 * trimmed file names none.
 */
export const reviewedNames = (reviewed: SavedPlan | null): string[] =>
  [...new Set((reviewed?.users ?? []).flatMap(({ receives }) => receives ?? []))].flatMap((id) => {
    const entry = parseEntry(id);
    return entry?.kind === 'userPermission' ? [entry.name] : [];
  });
