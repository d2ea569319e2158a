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

/** In the words of requirement ids: `apexClass:SyncApi`. */
export const setupAccessId = ({ type, name }: SetupAccess): string =>
  `${words[type] ?? `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`}:${name}`;
