import { ConfigAggregator } from '@salesforce/core';
import configMeta, { configVariables } from './configMeta.js';

/** What was set once with `sf config set`; undefined where it was not. */
export type Configured = { readonly integration: string | undefined; readonly user: string | undefined };

/**
 * Reads our config variables, of the project first and then of the user. `sf` registers them in its own copy of
 * @salesforce/core; the copy that this plugin loads has to be told of them as well.
 */
export const readConfigured = async (): Promise<Configured> => {
  const aggregator = await ConfigAggregator.create({ customConfigMeta: configMeta });
  const value = (key: string): string | undefined => {
    const found = aggregator.getPropertyValue(key);
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  return { integration: value(configVariables.integration), user: value(configVariables.user) };
};
