import type { Ask } from '../client.js';

/** A query as a subrequest. The text travels in the body of the composite call, so its length is no URL's (fact I3). */
export const query = (ref: string, soql: string, api: 'data' | 'tooling' = 'data'): Ask => ({
  ref,
  path: `${api === 'tooling' ? '/tooling' : ''}/query?q=${encodeURIComponent(soql)}`,
  soql,
});

export const describe = (ref: string, sobject: string): Ask => ({
  ref,
  path: `/sobjects/${encodeURIComponent(sobject)}/describe`,
});
