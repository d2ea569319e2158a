/** What a team keeps in its repository about its integrations, as it stands in their file. */
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import type { MonitorSettings } from '../monitor/monitorSettings.js';

/** The file that is looked for, upwards from the working directory. */
export const projectFileName = 'integration.config.yml';

/** The folder of a project in which its definitions are. */
export const definitionFolder = 'integrations';

/** What can be set for an integration, and otherwise in one org. Left out where nothing is said. */
export type ProjectSettings = {
  readonly variant?: string;
  readonly features?: readonly string[];
  readonly parameters?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly users?: readonly string[];
  readonly authentication?: Authentication;
  /** A file of waivers, relative to the folder of the project file. */
  readonly waivers?: string;
  readonly failOn?: FailOn;
  /** Who is told: names of channels of the monitor, and mail addresses. */
  readonly notify?: readonly string[];
};

/** The keys of a project file whose values name something outside of it. */
export type NamedKey = 'definition' | 'variant' | 'features' | 'parameters' | 'users' | 'waivers' | 'outputs';

/** A value of the file that names something, and where it stands: for one org, or for every one (null). */
export type NamedValue = {
  readonly key: NamedKey;
  /** As the file has it; of a definition without its variant and features. */
  readonly value: string;
  readonly org: string | null;
  readonly place: Place;
};

/** One integration of the team. */
export type ProjectIntegration = {
  /** An id or a path relative to the folder of the project file, with `@variant` and `+feature` where that was written so. */
  readonly definition: string;
  readonly settings: ProjectSettings;
  /** What differs in an org, by a name of the org; in the order of the file. */
  readonly inOrgs: ReadonlyArray<{ readonly org: string; readonly settings: ProjectSettings }>;
  /**
   * Whether users are named by org: in an org that is not among them the integration is not used.
   */
  readonly isByOrg: boolean;
  /** Everything that it names and that may not be there. */
  readonly named: readonly NamedValue[];
};

/** A name under `orgs`, or a pattern, and where it stands. */
export type NamedOrg = { readonly name: string; readonly place: Place };

export type ProjectFile = {
  readonly integrations: readonly ProjectIntegration[];
  /** The orgs that the team works with; empty where none are named. */
  readonly orgs: readonly NamedOrg[];
  /** Reports of a check, relative to the folder of the project file. */
  readonly outputs: readonly string[];
  /** The same, each with its place. */
  readonly namedOutputs: readonly NamedValue[];
  /** Null where the file does not say anything of it. */
  readonly monitor: MonitorSettings | null;
};
