import { batchRoutes } from './batchRequest.js';
import { bulkJobRoutes } from './bulkJobs.js';
import { collectionRoutes } from './recordCollections.js';
import { compositeRoutes } from './compositeRequest.js';
import { deployRequestRoutes } from './deployRequest.js';
import { eventLogRoutes } from './eventLogs.js';
import { graphRoutes } from './graphRequest.js';
import { limitRoutes } from './limitsResource.js';
import { picklistValuesRoutes } from './picklistValuesResource.js';
import { queryRoutes } from './queryResource.js';
import { recordRoutes } from './recordResource.js';
import { sobjectRoutes } from './describeResource.js';
import type { Route } from './restRoute.js';
import { versionRoutes } from './apiVersions.js';

/** Every resource below `/services/data/vXX.X` and `/services/data/vXX.X/tooling`. */
export const routes: readonly Route[] = [
  ...versionRoutes,
  ...queryRoutes,
  ...sobjectRoutes,
  ...recordRoutes,
  ...picklistValuesRoutes,
  ...limitRoutes,
  ...bulkJobRoutes,
  ...eventLogRoutes,
  ...compositeRoutes,
  ...batchRoutes,
  ...collectionRoutes,
  ...graphRoutes,
  ...deployRequestRoutes,
];
