import { hintsOf } from '../access/answer.js';
import type { AccessRule } from '../platform/derivedObjects.js';
import type { Api } from '../definition/requirement.js';
import type { Context } from './context.js';
import { evaluateRule } from './derived.js';
import type { JudgeObject } from './derived.js';
import { unreadable, verdict } from './finding.js';
import type { Verdict } from './finding.js';

const permission = (name: string): AccessRule => ({ rule: 'userPermission', name });

/** What each API asks of its user (DESIGN.md; fact H3 for the Metadata API). */
const ruleOf = (api: Api): AccessRule =>
  api === 'metadata'
    ? {
        rule: 'all',
        of: [
          permission('ApiEnabled'),
          { rule: 'any', of: [permission('ModifyMetadata'), permission('ModifyAllData')] },
        ],
      }
    : permission('ApiEnabled');

/** The rules of APIs ask for user permissions only. */
const noObjects: JudgeObject = (sobject) => {
  throw new Error(`No API asks for ${sobject}.`);
};

/** May the user call this API? For Tooling the sentence says that most of its objects want View Setup as well. */
export const evaluateApi = (context: Context, api: Api): Verdict => {
  const { answer, missing, forbidden, never, blanketOnly } = evaluateRule(context, ruleOf(api), noObjects);
  const names = missing.map((id) => id.replace('userPermission:', '')).join(', ');
  switch (answer.answer) {
    case 'yes':
      return verdict('met', api === 'tooling' ? 'TOOLING_API_ALLOWED' : 'API_ALLOWED', [api], {
        grantedBy: answer.grantedBy,
      });
    case 'unknown':
      return unreadable(`${api} API`, answer.gap);
    case 'no':
      if (forbidden)
        return verdict('impossible', 'LICENSE_FORBIDS', ['API', api, context.user.userLicense], { blockedBy: missing });
      if (never) return verdict('impossible', 'NO_SUCH_USER_PERMISSION', [names]);
      if (blanketOnly) return verdict('impossible', 'ONLY_BLANKET_PERMISSION', [`${api} API`, 'access', names]);
      return verdict('unmet', 'API_BLOCKED', [api, names], {
        blockedBy: missing,
        hints: hintsOf(answer),
      });
  }
};
