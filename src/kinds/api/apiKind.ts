import { z } from 'zod';
import { apis } from '../../platform/apis.js';
import type { Api } from '../../platform/apis.js';
import type { CodesIn, Kind } from '../kind.js';
import { listed } from '../ruleShapes.js';
import { apiCodes, judgeApi } from './judgeApi.js';

/** The right to call one of the platform's APIs. */
export type ApiNeed = { readonly kind: 'api'; readonly api: Api };

type Rule = { readonly api: Api | readonly Api[] };

export const api: Kind<ApiNeed, CodesIn<typeof apiCodes>> = {
  lookedUp: {
    called: [
      'API access',
      'API',
      'REST API',
      'SOAP API',
      'Bulk API',
      'Bulk API 2.0',
      'Composite API',
      'Metadata API',
      'Tooling API',
      'Streaming API',
      'Pub/Sub API',
      'GraphQL API',
      'Apex REST',
      'SOQL',
      'SOSL',
    ],
    example: () => '- api: [rest, bulk2]',
  },
  ruleShape: { api: listed(z.enum(apis)).meta({ description: 'APIs that the integration calls.' }) },
  codes: apiCodes,
  needsOf: (rule: Rule, reader) =>
    reader.entries('api', rule.api).map(({ value, place }) => ({ need: { kind: 'api', api: value }, place })),
  idOf: (need) => `api:${need.api}`,
  spelled: (need) => need,
  merged: (first) => first,
  // The permissions behind the APIs are read for every definition.
  addNames: () => undefined,
  judged: (context, { need }) => judgeApi(context, need.api),
  details: (need) => ({ api: need.api }),
};
