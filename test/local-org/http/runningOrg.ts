import type { Api, Org } from '../model/orgModel.js';
import type { MetadataJobs } from '../metadata/metadataJobs.js';
import type { FaultControl } from './faults.js';

/** A query of which not all rows have been fetched yet. */
export type OpenQuery = { userId: string; api: Api; objectName: string; records: readonly unknown[] };

/** An org that is being served: the model, and the state of its HTTP clients. */
export type RunningOrg = {
  org: Org;
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string;
  faults: FaultControl;
  /** 15-character `01g…` id -> query */
  locators: Map<string, OpenQuery>;
  /** refresh token -> user id */
  refreshTokens: Map<string, string>;
  /** What a caller was last shown of an object's describe, and since when (If-Modified-Since). */
  describeStamps: Map<string, { body: unknown; lastModified: number }>;
  /** Deploys and retrieves. */
  metadataJobs: MetadataJobs;
  startedAt: number;
};
