/**
 * The APIs of the platform that a definition can ask for. `bulk` is the first Bulk API, `bulk2` the second; `apexRest` are services that
 * Apex classes of the org or of a package offer.
 */
export const apis = [
  'rest',
  'soql',
  'search',
  'composite',
  'bulk2',
  'metadata',
  'tooling',
  'soap',
  'bulk',
  'streaming',
  'pubsub',
  'graphql',
  'apexRest',
] as const;
export type Api = (typeof apis)[number];
