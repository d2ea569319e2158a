import type { Org } from '../model/orgModel.js';
import type { MetadataJobs } from '../metadata/metadataJobs.js';
import type { FaultControl } from './faults.js';

/** A query whose remaining rows wait to be fetched. */
export type OpenQuery = { userId: string; api: 'data' | 'tooling'; objectName: string; records: readonly unknown[] };

/** An org that is being served: the model, and what only exists because somebody talks to it over HTTP. */
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
  describeStamps: Map<string, { digest: string; lastModified: number }>;
  /** Deploys and retrieves. */
  metadataJobs: MetadataJobs;
  startedAt: number;
};
