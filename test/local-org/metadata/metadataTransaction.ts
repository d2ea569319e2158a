import type { Org } from '../model/orgModel.js';
import { inTransaction } from '../permissions/rowTransactions.js';

/**
 * As `inTransaction`, for changes that may also turn history tracking on and off: when it throws, the state of history
 * and the history objects of custom objects are put back too.
 */
export const inMetadataTransaction = <T>(org: Org, run: () => T): T => {
  // States and relationship lists are replaced, never changed in place, so that shallow copies are enough.
  const history = [...org.history];
  const schema = [...org.schema];
  const children = schema.map(([, object]) => object.childRelationships);
  try {
    return inTransaction(org, run);
  } catch (error) {
    org.history.clear();
    for (const [name, state] of history) org.history.set(name, state);
    org.schema.clear();
    schema.forEach(([name, object], index) => {
      object.childRelationships = children[index] ?? [];
      org.schema.set(name, object);
    });
    throw error;
  }
};
