/** What of the names in rules can be looked up before it is known which objects the org has. */
import type { ConnectedApps } from '../../access/connectedApps.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { NamedEntities } from '../../access/setupEntities.js';
import { gap } from '../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { sharedCalls } from '../sharedCalls.js';
import type { SharedCalls } from '../sharedCalls.js';
import { readConnectedApps } from './connectedApps.js';
import { readNamedEntities } from './namedEntities.js';
import { readPermissionSetNames } from './permissionSetNames.js';
import type { Answer } from './queryAnswer.js';

/** What was begun, and the calls that it shares with what is read at the same time. */
export type EarlyNames = {
  readonly calls: SharedCalls;
  /** From now on they are waited for. */
  readonly due: () => void;
  readonly permissionSets: Promise<OrgSchema['permissionSets']>;
  readonly entities: Promise<NamedEntities>;
  /** Null where no rule names an app. Takes what the Tooling API tells of them, which comes with the schema. */
  readonly apps: ((details: Promise<Reading<Answer>>) => Promise<ConnectedApps>) | null;
};

type Named = Pick<ReadingScope, 'permissionSets' | 'customPermissions' | 'apexClasses' | 'connectedApps'>;

/** A reading of which nobody may come to ask, as another one failed before. */
const heldBack = <T>(reading: Promise<T>): Promise<T> => {
  reading.catch(() => undefined);
  return reading;
};

/**
 * Begins to look up the permission sets, custom permissions, Apex classes and apps that rules name. It goes along with the calls
 * that are made beside it, and waits for them.
 */
export const beginWithNames = (client: OrgClient, named: Named): EarlyNames => {
  const calls = sharedCalls(client);
  const { client: unhurried, due } = calls.unhurried();
  let tell: (details: Reading<Answer> | Promise<Reading<Answer>>) => void = () => undefined;
  const details = new Promise<Reading<Answer>>((resolve) => {
    tell = resolve;
  });
  const apps = named.connectedApps.length > 0 ? heldBack(readConnectedApps(unhurried, details)) : null;
  return {
    calls,
    due,
    permissionSets: heldBack(readPermissionSetNames(unhurried, named.permissionSets)),
    entities: heldBack(readNamedEntities(unhurried, named)),
    apps:
      apps &&
      ((told) => {
        tell(told.catch(() => gap('NOT_ANSWERED', 'ConnectedApplication', '')));
        return apps;
      }),
  };
};
