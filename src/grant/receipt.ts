/**
 * What a grant really changed, written before and after each write, so that it can be taken back exactly, also after a
 * grant that failed half-way.
 */
export type Receipt = {
  readonly schemaVersion: 1;
  readonly org: { readonly id: string; readonly instanceUrl: string };
  readonly integration: string;
  /** How the definition was asked for: an id, `id@variant`, or a path. */
  readonly reference: string;
  readonly variant: string | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Usernames of everybody the grant was for, also of those who needed no assignment. */
  readonly users: readonly string[];
  readonly permissionSet: {
    readonly name: string;
    /** Null until it is created. */
    readonly id: string | null;
    /** Made by this grant; otherwise it was there and has been extended. */
    readonly created: boolean;
  };
  readonly steps: readonly ReceiptStep[];
};

/** `intended`: sent, or about to be sent, and nobody knows how it ended. */
export type ReceiptStep =
  | { readonly step: 'licenses'; readonly state: StepState; readonly assigned: readonly AssignedTo[] }
  | {
      readonly step: 'permissionSet';
      readonly state: StepState;
      /** Entry ids that were not in the set before, each with what stood there: a field that could be read already. */
      readonly added: readonly { readonly id: string; readonly before: 'none' | 'read' }[];
      /** What the platform was expected to write by itself, as ids with `*` for every object (fact B8). */
      readonly platformAdds: readonly string[];
      /** Ids of the object entries that were in the set before: all others came with this grant, or after it. */
      readonly objectsBefore: readonly string[];
    }
  | { readonly step: 'assignments'; readonly state: StepState; readonly assigned: readonly AssignedTo[] };

export type StepState = 'intended' | 'done' | 'failed';

/** A license or the permission set, given to a user who did not have it. `recordId` is the new assignment. */
export type AssignedTo = {
  readonly userId: string;
  readonly username: string;
  readonly what: string;
  readonly recordId: string | null;
};

/** The receipt with one step put in place of its earlier state, or added. */
export const withStep = (receipt: Receipt, step: ReceiptStep): Receipt => ({
  ...receipt,
  steps: [...receipt.steps.filter((other) => other.step !== step.step), step],
});
