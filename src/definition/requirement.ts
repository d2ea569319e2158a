/**
 * Requirements: the atomic needs into which an integration definition expands. Pure data, no I/O.
 */

/** What fails the check when missing: `required` always, `recommended` only with `--fail-on recommended`. */
export const levels = ['required', 'recommended', 'optional'] as const;
export type Level = (typeof levels)[number];

/** One word of object access, in the order in which people read it. */
export const objectAccesses = [
  'read',
  'create',
  'edit',
  'delete',
  'viewAllRecords',
  'modifyAllRecords',
  'viewAllFields',
] as const;
export type ObjectAccess = (typeof objectAccesses)[number];

/**
 * What each word of object access rests on, on the same object: Salesforce refuses the word without them and muting one
 * takes the word away (fact B2; for viewAllFields inferred, question Q14).
 */
export const accessRestsOn: Readonly<Record<ObjectAccess, readonly ObjectAccess[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAllRecords: ['read'],
  modifyAllRecords: ['read', 'edit', 'delete', 'viewAllRecords'],
  viewAllFields: ['read'],
};

export const fieldAccesses = ['read', 'edit'] as const;
export type FieldAccess = (typeof fieldAccesses)[number];

export const apis = ['rest', 'soql', 'search', 'composite', 'bulk2', 'metadata', 'tooling'] as const;
export type Api = (typeof apis)[number];

/** How the integration logs in; some needs exist only for one of them. */
export const authentications = ['oauth', 'usernamePassword'] as const;
export type Authentication = (typeof authentications)[number];

/** What is needed, by kind. Names are spelt as the definition spells them; comparison ignores case. */
export type Need =
  | { readonly kind: 'userPermission'; readonly name: string }
  | {
      readonly kind: 'object';
      readonly sobject: string;
      readonly access: ObjectAccess;
      /** The weaker access that still lets the integration work in part; empty where the rule names none. */
      readonly minimum: readonly ObjectAccess[];
    }
  | {
      readonly kind: 'field';
      readonly sobject: string;
      /** API name, or a pattern in which `*` stands for any characters. */
      readonly field: string;
      readonly access: FieldAccess;
      readonly standardized: boolean;
    }
  | {
      readonly kind: 'historyTracking';
      readonly sobject: string;
      /** Absent: the object switch and at least one tracked field. */
      readonly field?: string;
      readonly suggestedFields: readonly string[];
    }
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'picklistValue'; readonly sobject: string; readonly field: string; readonly value: string }
  | { readonly kind: 'automation'; readonly sobject: string; readonly onFields: readonly string[] }
  | {
      readonly kind: 'anyOf';
      readonly name: string;
      /** In order of preference; a member is met when all of its requirements are. */
      readonly members: ReadonlyArray<readonly Requirement[]>;
    };

export type RuleKind = Need['kind'];

/** Where a need is published: a page or document with its publisher. */
export type Source = { readonly title: string; readonly url?: string | undefined; readonly date?: string | undefined };

/** One atomic need with its reasons. `id` is stable: scripts rely on it (ids compare without regard to case). */
export type Requirement = {
  readonly id: string;
  readonly need: Need;
  readonly level: Level;
  /** Reasons, one per rule that asked for it, in the order of the definition, without repeats. */
  readonly because: readonly string[];
  /** An object, field or feature that this org does not have makes it `notApplicable`. */
  readonly ifPresent: boolean;
  /** Not stated by the vendor, but implied by what the integration does. */
  readonly inferred: boolean;
  /** The user must NOT have it. Only on userPermission, object and field. */
  readonly forbid: boolean;
  /** Sources named by the rules themselves, beside the one of the whole definition. */
  readonly sources?: readonly Source[];
};

/** One definition, one variant, expanded for one way of logging in. */
export type RequirementSet = {
  readonly integration: string;
  readonly label: string;
  readonly variant: string | null;
  readonly authentication: Authentication;
  /** API name of the permission set that grant owns. */
  readonly permissionSet: string;
  /** `sha256:` and the hex digest of the requirements in canonical form. */
  readonly definitionHash: string;
  /** Sorted by id. */
  readonly requirements: readonly Requirement[];
};
