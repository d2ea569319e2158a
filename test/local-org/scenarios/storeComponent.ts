import type { MetadataTree, Org, Row } from '../model/orgModel.js';
import { idOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import type { Scenario } from './scenarioFormat.js';

/** One entry of a kind of automation in a scenario. */
export type Data<Key extends keyof Scenario> =
  NonNullable<Scenario[Key]> extends Record<string, Record<string, infer One>> ? One : never;

/** What every kind says of its entries. */
type Named = { namespace?: string | undefined; active?: boolean | undefined };

/** The API version of all automation in scenarios. */
export const automationVersion = 62;

/** Stores a row and the component behind it. @throws Error as `storeNewRow` */
export const storeComponent = (org: Org, objectName: string, values: Row, metadata: MetadataTree): Row => {
  const row = storeNewRow(org, objectName, values);
  org.metadata.set(idOf(row), metadata);
  return row;
};

/** The columns that tell from which package a component is. */
export const packaged = ({ namespace }: Named): { NamespacePrefix: string | null; ManageableState: string } => ({
  NamespacePrefix: namespace ?? null,
  ManageableState: namespace === undefined ? 'unmanaged' : 'installed',
});

/** The name of a component with the namespace of its package. */
export const qualified = (name: string, { namespace }: Named): string =>
  namespace === undefined ? name : `${namespace}__${name}`;
