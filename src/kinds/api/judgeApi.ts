import { hintsOf } from '../../access/answer.js';
import { all, any, permission } from '../../platform/derivedObjects/accessRule.js';
import type { AccessRule } from '../../platform/derivedObjects/accessRule.js';
import type { Api } from '../../platform/apis.js';
import type { Context } from '../context.js';
import type { CodesIn } from '../kind.js';
import { judgePermissions } from '../object/derivedAccess.js';
import { missingUnclear, unreadable, verdict } from '../verdict.js';
import { noSuchPermission } from '../noSuchPermission.js';
import type { Verdict } from '../verdict.js';

export const apiCodes = {
  settled: ['API_ALLOWED', 'TOOLING_API_ALLOWED', 'SOAP_API_ALLOWED'],
  open: ['API_BLOCKED'],
} as const;

/**
 * What each API asks of its user (DESIGN.md; fact H3 for the Metadata API). Of the first Bulk API, Streaming, Pub/Sub, GraphQL and Apex
 * REST nothing more is known than that they are APIs: API Enabled. What a service, a channel or a class wants beyond it is a need of its own.
 */
const ruleOf = (api: Api): AccessRule =>
  api === 'metadata'
    ? all(permission('ApiEnabled'), any(permission('ModifyMetadata'), permission('ModifyAllData')))
    : permission('ApiEnabled');

/** APIs of which more is to be said than that the user may call them. */
const allowedCodes: Partial<Record<Api, CodesIn<typeof apiCodes>>> = {
  tooling: 'TOOLING_API_ALLOWED',
  soap: 'SOAP_API_ALLOWED',
};

/**
 * May the user call this API? For Tooling the sentence says that most of its objects want View Setup as well, for SOAP that its
 * login with a password is another matter (fact J5), which `user:passwordValid` judges for whoever logs in so.
 */
export const judgeApi = (context: Context, api: Api): Verdict => {
  const { answer, missing, barred, never, blanketOnly } = judgePermissions(context, ruleOf(api));
  const names = missing.map((one) => (one.kind === 'object' ? one.sobject : one.name)).join(', ');
  switch (answer.answer) {
    case 'yes':
      return verdict('met', allowedCodes[api] ?? 'API_ALLOWED', [api], {
        grantedBy: answer.grantedBy,
      });
    case 'unknown':
      return unreadable(`${api} API`, answer.gap);
    case 'no':
      if (barred === true) {
        const { userLicense } = context.user;
        return verdict('impossible', 'LICENSE_FORBIDS', ['API', api, userLicense], { blockers: missing, userLicense });
      }
      if (never) return noSuchPermission(names);
      if (blanketOnly) return verdict('impossible', 'ONLY_BLANKET_PERMISSION', [`${api} API`, 'access', names]);
      if (barred !== false) return missingUnclear(`${api} API`, barred);
      return verdict('unmet', 'API_BLOCKED', [api, names], {
        blockers: missing,
        hints: hintsOf(answer),
        remedy: { entries: missing },
      });
  }
};
