import type { Answer } from './answer.js';
import { unknown } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import type { Entry } from './entry.js';
import { worksFor } from './mayHold.js';
import type { Holder } from './holder.js';

/**
 * The access of which permission sets tell, less what has no effect because a license is not in force, or because the
 * record of the user lacks what it takes. Only for what was read from rows: what users see of themselves is effective.
 */
export const effectOf = (access: EffectiveAccess, holder: Holder): EffectiveAccess => {
  const checked = (answer: Answer, entry: Entry): Answer => {
    if (answer.answer !== 'yes') return answer;
    const works = worksFor(holder, entry);
    if (works.answer === 'no') return { answer: 'no', why: { reason: 'noEffect', lacks: works.lacks } };
    return works.answer === 'unknown' && works.gap !== null ? unknown(works.gap) : answer;
  };
  return {
    ...access,
    userPermission: (name) => checked(access.userPermission(name), { kind: 'userPermission', name }),
    objectPermission: (sobject, word) =>
      checked(access.objectPermission(sobject, word), { kind: 'object', sobject, access: word }),
    fieldPermission: (sobject, field, word) =>
      checked(access.fieldPermission(sobject, field, word), { kind: 'field', sobject, field, access: word }),
  };
};
