/** What `generate definition` comes to, as data: the reports make text, YAML and JSON of it. */
import type { Entry } from '../access/entry.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { OrgIdentity, OrgSchema, Reading } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import type { HoldingSource } from './generateSource.js';
import type { ShutOut } from './shutOut.js';
import type { Usage } from './usage/usage.js';
import type { LeftOut } from './provenEntries.js';

/** What is known of the source of a definition, and which of it goes into the file. */
export type FoundHoldings = {
  readonly source: HoldingSource;
  /** Why nobody can log in as the user that it is made from; null where somebody can, or nobody knows, or it is no user. */
  readonly shutOut: ShutOut | null;
  readonly org: OrgIdentity;
  readonly schema: OrgSchema;
  /** What the file asks for: minimal, so that whoever has it has all that the source gives. */
  readonly entries: readonly Entry[];
  /** How many entries the source gives, those among them that others bring along. */
  readonly given: number;
  /** What was used since a day, and what no log shows; null where all is wanted that the source gives. */
  readonly usage: {
    readonly since: string;
    readonly told: Usage;
    readonly notShown: readonly Entry[];
  } | null;
  /** Findings of a check of the source, by the key of the id: they tell where each entry comes from. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Held, but the check does not find it met. */
  readonly leftOut: readonly LeftOut[];
  /** Names of which no definition can be made. */
  readonly unnameable: readonly Entry[];
  /** Apps to which it admits, by name: whether the integration logs in through one of them, people know. */
  readonly connectedApps: readonly string[];
  /** DeveloperNames of the permission set licenses that the user has: which of them the integration needs, people know. */
  readonly setLicenses: Reading<readonly string[]>;
  /** Held, and no rule of a definition can ask for it. */
  readonly notExpressed: Reading<readonly SetupAccess[]>;
  readonly apiCalls: number;
};
