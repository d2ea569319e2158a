import { adminAccess } from './adminAccess.js';
import { unknown } from './answer.js';
import type { Answer } from './answer.js';
import type { EffectiveAccess } from './effectiveAccess.js';
import type { Entry } from './entry.js';
import { worksFor } from './mayHold.js';
import type { Holder } from './holder.js';
import type { Evidence, OrgSchema } from './snapshot.js';

/**
 * The access of which permission sets tell, less what has no effect because a license is not in force, or because the
 * record of the user lacks what it takes. What such a user permission implies is not there either. Only for what was read
 * from rows: what users see of themselves is effective.
 */
export const effectOf = (
  evidence: Extract<Evidence, { mode: 'admin' }>,
  schema: OrgSchema,
  user: Holder['user'],
): EffectiveAccess => {
  const checked = (answer: Answer, entry: Entry): Answer => {
    const isGiven = answer.answer === 'yes' || (answer.answer === 'no' && answer.why.reason === 'noEffect');
    if (!isGiven) return answer;
    const works = worksFor({ user, schema }, entry);
    if (works.answer === 'no') return { answer: 'no', why: { reason: 'noEffect', lacks: works.lacks } };
    // What is surely without effect stays so, whatever could not be read of what it takes besides.
    return answer.answer === 'yes' && works.answer === 'unknown' && works.gap !== null ? unknown(works.gap) : answer;
  };
  const access = adminAccess(evidence, schema, (name, given) => checked(given, { kind: 'userPermission', name }));
  // Nothing but the seat of a package takes the effect from a field: mostly none is asked for, and fields are thousands.
  const fieldPermission: EffectiveAccess['fieldPermission'] =
    user.packages.size === 0
      ? access.fieldPermission
      : (sobject, field, word) =>
          checked(access.fieldPermission(sobject, field, word), { kind: 'field', sobject, field, access: word });
  return {
    ...access,
    userPermission: (name) => checked(access.userPermission(name), { kind: 'userPermission', name }),
    objectPermission: (sobject, word) =>
      checked(access.objectPermission(sobject, word), { kind: 'object', sobject, access: word }),
    fieldPermission,
    setupEntity: (entry) => checked(access.setupEntity(entry), entry),
  };
};
