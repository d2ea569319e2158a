/** What has changed between two looks at an org, finding by finding. */
import type { Level } from '../kinds/requirement.js';
import type { Status } from '../kinds/verdict.js';

export const newsKinds = [
  'lost',
  'restored',
  'stillMissing',
  'becameUnknown',
  'requirementAdded',
  'definitionChanged',
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** In which order news is told. */
export const whatHurtsFirst: readonly NewsKind[] = [
  'lost',
  'becameUnknown',
  'stillMissing',
  'requirementAdded',
  'definitionChanged',
  'restored',
];

/** An entry of the audit trail of the org's setup that explains a loss; its text is that of the org, in its language. */
export type AuditEntry = {
  /** ISO 8601, UTC. */
  readonly when: string;
  /** Username; of what the platform did by itself, what it calls itself. */
  readonly who: string;
  /** SetupAuditTrail.Action, as `PermSetUnassign`. */
  readonly action: string;
  /** SetupAuditTrail.Display. */
  readonly text: string;
  /** It fits, and need not be the reason. */
  readonly possible?: true;
};

/** Why nobody can be named for a loss: the runner may not read the trail, no entry of it explains the loss, or it was not read. */
export const nobodyNamed = ['NOT_VISIBLE', 'NO_ENTRY', 'NOT_READ'] as const;
export type NobodyNamed = (typeof nobodyNamed)[number];

export type News = {
  readonly news: NewsKind;
  /** Id of the finding; that of the integration where its definition has changed. */
  readonly id: string;
  /** Status in the look before; null for what was not looked for. */
  readonly was: Status | null;
  /** Status now; null for what is not looked for any more. */
  readonly is: Status | null;
  /** Since when it is so, as far as looks can tell: ISO 8601, UTC. */
  readonly since: string;
  /** Null where the definition has changed. */
  readonly level: Level | null;
  /** What is needed, in one line for people: `Lead.Email: edit`. */
  readonly what: string;
  /** Why it is as it is, and what to do, in lines for people; empty where there is no more to be said. */
  readonly why: readonly string[];
  /** Of something that the user must not have: lost means that it appeared. */
  readonly forbid?: true;
  /** Of a loss: who did it, the latest first; left out for other news. */
  readonly by?: readonly AuditEntry[];
  /** Of a loss for which `by` is empty. */
  readonly nobody?: NobodyNamed;
};

/** Something that ends soon, or is nearly used up. */
export type Upcoming = {
  readonly kind: 'assignment' | 'license' | 'password' | 'apiRequests';
  /** Name of what ends: a permission set, a license; a limit. */
  readonly name: string;
  /** ISO 8601, UTC; null for a limit. */
  readonly ends: string | null;
  /** In one line for people. */
  readonly text: string;
};
