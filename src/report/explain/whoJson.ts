import { requirementId } from '../../kinds/requirementId.js';
import { grantedByJson, orgJson } from '../check/checkJson.js';
import type { WhoReport } from './whoReport.js';
import type { WhoResult } from './whoResult.js';

/** The `--json` result: plain data. */
export const whoJson = ({
  org,
  about,
  active,
  inactive,
  withoutAny,
  sources,
  users,
  unclear,
  apiCalls,
}: WhoReport): WhoResult => ({
  schemaVersion: 1,
  org: orgJson(org),
  subject: requirementId(about.need),
  who: {
    active,
    inactive,
    withoutAny,
    sources: sources.map((source) => ({ ...source })),
    users: users.map(({ id, username, name, profile, userLicense, isActive, grantedBy, inPart }) => ({
      ...{ id, username, name, profile, userLicense, isActive },
      grantedBy: grantedBy.map(grantedByJson),
      ...(inPart === null ? {} : { inPart: { code: inPart.code, message: inPart.message } }),
    })),
    unclear: unclear.map(({ id, username, name, profile, userLicense, isActive, finding }) => ({
      ...{ id, username, name, profile, userLicense, isActive },
      ...{ code: finding.code, message: finding.message },
    })),
  },
  apiCalls,
});
