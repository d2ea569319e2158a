import type { Subrequest } from '../restApi.js';

/** A query as a subrequest. The text travels in the body of the composite call, so its length is no URL's (fact I3). */
export const query = (ref: string, soql: string, api: 'data' | 'tooling' = 'data'): Subrequest => ({
  ref,
  path: `${api === 'tooling' ? '/tooling' : ''}/query?q=${encodeURIComponent(soql)}`,
  soql,
});

export const describe = (ref: string, sobject: string): Subrequest => ({
  ref,
  path: `/sobjects/${encodeURIComponent(sobject)}/describe`,
});
