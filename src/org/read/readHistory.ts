import { emptyScope } from '../../access/readingScope.js';
import type { HistorySchema } from '../../kinds/historyTracking/judgeHistoryTracking.js';
import type { OrgClient } from '../orgClient.js';
import { readSchema } from './readSchema.js';

/**
 * Everything about Field History Tracking of these objects, as `check` reads it: two requests at the same time, one where
 * no object has a switch, none where there is no object.
 * @throws OrgFailure
 */
export const readHistory = (client: OrgClient, sobjects: readonly string[]): Promise<HistorySchema> =>
  readSchema(client, {
    ...emptyScope,
    sobjects,
    // For parts of addresses and names, which are tracked as a whole.
    fieldSobjects: sobjects,
    historySobjects: sobjects,
  });
