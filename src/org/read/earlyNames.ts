/** What can be looked up before it is known which objects the org has: names in rules, and users whose profiles matter. */
import type { ConnectedApps } from '../../access/connectedApps.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { NamedEntities } from '../../access/setupEntities.js';
import { gap } from '../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { OrgClient } from '../orgClient.js';
import { sharedCalls } from '../sharedCalls.js';
import type { SharedCalls } from '../sharedCalls.js';
import { wantsAutomation } from './automation/readAutomation.js';
import { readConnectedApps } from './connectedApps.js';
import { readUserRows } from './firstCall.js';
import { readNamedEntities } from './namedEntities.js';
import { readPermissionSetNames } from './permissionSetNames.js';
import type { Answer } from './queryAnswer.js';
import type { UserRequest, UserRows } from './users.js';

/** Rows of the users that a reading is about, with the feature flags that were asked for. */
export type EarlyUsers = { readonly userFlags: readonly UserFlag[]; readonly rows: Promise<Reading<UserRows>> };

/** What was begun, and the calls that it shares with what is read at the same time. */
export type EarlyNames = {
  readonly calls: SharedCalls;
  /** From now on they are waited for. */
  readonly due: () => void;
  readonly permissionSets: Promise<OrgSchema['permissionSets']>;
  readonly entities: Promise<NamedEntities>;
  /** Null where they have time until the first step. */
  readonly users: EarlyUsers | null;
  /** Null where no rule names an app. Takes what the Tooling API tells of them, which comes with the schema. */
  readonly apps: ((details: Promise<Reading<Answer>>) => Promise<ConnectedApps>) | null;
};

/** A reading of which nobody may come to ask, as another one failed before. */
export const heldBack = <T>(reading: Promise<T>): Promise<T> => {
  reading.catch(() => undefined);
  return reading;
};

/**
 * Begins to look up the permission sets, custom permissions, Apex classes and apps that rules name. It goes along with the calls
 * that are made beside it, and waits for them.
 *
 * Where a rule names an app, the users are asked for at once: that and the apps fill a call, which had to be made in any case,
 * and once the profiles are known, their metadata goes along with the schema, and not in a call of its own. Automation
 * makes such a call later anyway.
 */
export const beginWithNames = (
  client: OrgClient,
  named: ReadingScope,
  requests: readonly UserRequest[],
): EarlyNames => {
  const calls = sharedCalls(client);
  const { client: unhurried, due } = calls.unhurried();
  let tell: (details: Reading<Answer> | Promise<Reading<Answer>>) => void = () => undefined;
  const details = new Promise<Reading<Answer>>((resolve) => {
    tell = resolve;
  });
  const apps = named.connectedApps.length > 0 ? heldBack(readConnectedApps(unhurried, details)) : null;
  const { userFlags } = named;
  const usersFirst = named.connectedApps.length > 0 && named.logins && !wantsAutomation(named);
  return {
    calls,
    due,
    users: usersFirst ? { userFlags, rows: heldBack(readUserRows(calls.now, requests, userFlags)) } : null,
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
