import { batchRoutes } from './batch.js';
import { collectionRoutes } from './collections.js';
import { compositeRoutes } from './composite.js';
import { deployRequestRoutes } from './deployRequest.js';
import { graphRoutes } from './graph.js';
import { limitRoutes } from './limits.js';
import { queryRoutes } from './query.js';
import { recordRoutes } from './records.js';
import { sobjectRoutes } from './sobjects.js';
import type { Route } from './route.js';
import { versionRoutes } from './versions.js';

/** Every resource below `/services/data/vXX.X` and `/services/data/vXX.X/tooling`. */
export const routes: readonly Route[] = [
  ...versionRoutes,
  ...queryRoutes,
  ...sobjectRoutes,
  ...recordRoutes,
  ...limitRoutes,
  ...compositeRoutes,
  ...batchRoutes,
  ...collectionRoutes,
  ...graphRoutes,
  ...deployRequestRoutes,
];
