import { z } from 'zod';

/** `intended`: sent, or about to be sent, and nobody knows how it ended. */
const state = z.enum(['intended', 'done', 'failed']);

const names = z.array(z.string()).readonly();

/** A license or a permission set, given to a user who did not have it. `recordId` is the new assignment. */
const assignedTo = z.object({
  userId: z.string(),
  username: z.string(),
  what: z.string(),
  recordId: z.string().nullable(),
  /** Of a set that a rule names its id, or that of the group. */
  setId: z.string().optional(),
});
const assigned = z.array(assignedTo).readonly();

const step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('licenses'), state, assigned }),
  z.object({
    step: z.literal('permissionSet'),
    state,
    /** Entry ids that were not in the set before, each with what stood there: a field that could be read already. */
    added: z
      .array(
        z.object({
          id: z.string(),
          before: z.enum(['none', 'read']),
          /** Of a thing of Setup its id: its name may be another one by the time it is taken back. */
          entityId: z.string().optional(),
        }),
      )
      .readonly(),
    /** What the platform was expected to write by itself, as ids with `*` for every object (fact B8). */
    platformAdds: names,
    /** Ids of the object entries that were in the set before: all others came with this grant, or after it. */
    objectsBefore: names,
  }),
  z.object({ step: z.literal('assignments'), state, assigned }),
  /** Sets and groups that rules name, assigned as they are. */
  z.object({ step: z.literal('namedSets'), state, assigned }),
  /** The set that this grant made is removed again: what was to follow was refused, and nobody had it. */
  z.object({ step: z.literal('removeSet'), state, setId: z.string() }),
]);

/**
 * What a grant really changed, written before and after each write, so that it can be taken back exactly, also after a
 * grant that failed half-way. Everything is found again by its id; names are for people, and may have changed since.
 * What came after the first release is optional: a receipt that was kept stays good.
 */
export const receiptSchema = z.object({
  schemaVersion: z.literal(1),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  integration: z.string(),
  /** How the definition was named: an id, `id@variant+feature`, or a path. */
  reference: z.string(),
  variant: z.string().nullable(),
  /** Features that are used; left out where the definition has none. */
  features: names.optional(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** Usernames of everybody the grant was for, also of those who needed no assignment. */
  users: names,
  /** Ids of `users`, in the same order. */
  userIds: names.optional(),
  permissionSet: z.object({
    name: z.string(),
    /** Null until it is created. */
    id: z.string().nullable(),
    /** Made by this grant; otherwise it was there and has been extended. */
    created: z.boolean(),
  }),
  steps: z.array(step).readonly(),
});

export type Receipt = z.output<typeof receiptSchema>;
export type ReceiptStep = z.output<typeof step>;
export type AssignedTo = z.output<typeof assignedTo>;

/** The steps that give something to users, in the order in which it is given (facts A16, A17). */
export const assignmentSteps = ['licenses', 'namedSets', 'assignments'] as const;
export type AssignmentStep = (typeof assignmentSteps)[number];

/** The receipt with one step put in place of its earlier state, or added. */
export const withStep = (receipt: Receipt, next: ReceiptStep): Receipt => ({
  ...receipt,
  steps: [...receipt.steps.filter((other) => other.step !== next.step), next],
});
