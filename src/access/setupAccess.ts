import { encodeIdValue } from '../platform/idValue.js';

/**
 * What a permission set holds beside permissions: access to Apex classes, pages, apps, custom permissions and the like, and
 * tabs (fact E12). Whoever gets the set gets it too.
 */
export type SetupAccess = {
  /** `SetupEntityType` of the row, or `Tab` for a tab setting. */
  readonly type: string;
  /** API name, or the id where the org does not tell the name. */
  readonly name: string;
};

/** The kinds that requirement ids have a word of their own for. */
const words: Readonly<Record<string, string>> = {
  ConnectedApplication: 'connectedApp',
  ExternalClientApplication: 'connectedApp',
  TabSet: 'app',
};

/** In the words of requirement ids, and written as these are: `apexClass:SyncApi`. */
export const setupAccessId = ({ type, name }: SetupAccess): string =>
  `${words[type] ?? `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`}:${encodeIdValue(name)}`;

/** Ids of apps where the org does not tell their names: 0H4 of connected apps, 0xI of external client apps (facts M11, M12). */
const isAppId = (name: string): boolean => /^(?:0H4|0xI)[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(name);

/** Whether it is an app by its name, for which definitions have the rule `connectedApp`. */
export const isNamedApp = ({ type, name }: SetupAccess): boolean => words[type] === 'connectedApp' && !isAppId(name);
