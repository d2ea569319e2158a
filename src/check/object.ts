import { derivedRule, isDerivedObject } from '../access/derivedObjects.js';
import { impliedBy } from '../access/implications.js';
import { keyOf } from '../access/names.js';
import { gap } from '../access/snapshot.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { ObjectAccess } from '../definition/requirement.js';
import type { Context } from './context.js';
import { spelledObject, userPermissionId } from './context.js';
import { evaluateRule } from './derived.js';
import { unreadable, verdict } from './finding.js';
import type { Verdict } from './finding.js';
import { licenseVerdict } from './license.js';

/** Objects on which the platform silently drops View All and Modify All for ordinary licences (facts B7, C16). */
const withoutViewAll = new Set(['idea', 'product2', 'pricebook2', 'pushtopic']);
const viewAllWords: ReadonlySet<ObjectAccess> = new Set(['viewAllRecords', 'modifyAllRecords', 'viewAllFields']);

/** Is the object in this org? `absent` only on the word of EntityDefinition (facts C13, I4). */
export const objectPresence = (
  context: { readonly schema: Pick<OrgSchema, 'entities'> },
  sobject: string,
): 'present' | 'absent' | 'unknown' => {
  const { entities } = context.schema;
  if (!entities.known) return 'unknown';
  return entities.value.has(keyOf(sobject)) ? 'present' : 'absent';
};

/** The verdict for something on an object that this org does not have. */
export const absentObject = (sobject: string, ifPresent: boolean): Verdict =>
  ifPresent
    ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [sobject])
    : verdict('impossible', 'NO_SUCH_OBJECT', [sobject]);

const derivedVerdict = (context: Context, sobject: string, access: ObjectAccess): Verdict => {
  const rule = derivedRule(sobject, access);
  if (!rule) return verdict('unknown', 'NO_RULE', [sobject, access]);
  const { answer, missing, blanketOnly, never, forbidden } = evaluateRule(context, rule);
  if (answer.answer === 'yes') {
    return rule.rule === 'always'
      ? verdict('met', 'ALWAYS_ALLOWED', [sobject, access])
      : verdict('met', 'GRANTED', [`${sobject} ${access}`], { grantedBy: answer.grantedBy });
  }
  if (answer.answer === 'unknown') return unreadable(`${sobject} ${access}`, answer.gap);
  if (never) return verdict('impossible', 'ACCESS_NOT_SUPPORTED', [sobject, access]);
  const names = missing.map((id) => id.replace(/^(userPermission|object):/, ''));
  if (forbidden)
    return verdict('impossible', 'LICENSE_FORBIDS', [sobject, access, context.user.userLicense], {
      blockedBy: missing,
    });
  if (blanketOnly) {
    return verdict('impossible', 'ONLY_BLANKET_PERMISSION', [sobject, access, names.join(', ')], {
      blockedBy: missing,
    });
  }
  return verdict('unmet', 'DERIVED_PERMISSION_MISSING', [sobject, access, names.join(', ')], {
    blockedBy: missing,
    hints: answer.why.reason === 'absent' ? answer.why.hints : [],
  });
};

const storedVerdict = (context: Context, sobject: string, access: ObjectAccess): Verdict => {
  const words = `${sobject} ${access}`;
  const answer = context.access.objectPermission(sobject, access);
  const { permissionableObjects } = context.schema;
  const permissionable = !permissionableObjects.known || permissionableObjects.value.has(keyOf(sobject));
  // View All Data and Modify All Data imply access to objects that take permissions; others have rules of their own.
  const byRow = answer.answer === 'yes' && answer.grantedBy.some(({ via }) => via === undefined);
  if (!permissionable && !byRow) return verdict('unknown', 'NO_RULE', [sobject, access]);
  if (answer.answer === 'yes') return verdict('met', 'GRANTED', [words], { grantedBy: answer.grantedBy });
  if (answer.answer === 'unknown') return unreadable(words, answer.gap);
  if (withoutViewAll.has(keyOf(sobject)) && viewAllWords.has(access)) {
    return verdict('impossible', 'ACCESS_NOT_SUPPORTED', [sobject, access]);
  }
  const promised = impliedBy[access].filter((name) => context.namedPermissions.has(keyOf(name)));
  if (promised.length > 0) {
    // Asked for by another rule, and it brings this with it: one root cause instead of one per object.
    const missing = promised.map((name) => userPermissionId(context.schema, name));
    return verdict('unmet', 'COMES_WITH_MISSING_PERMISSION', [sobject, access, promised.join(', ')], {
      blockedBy: missing,
    });
  }
  const forbidden = licenseVerdict(context, sobject, access);
  if (forbidden) return forbidden;
  return verdict('unmet', 'OBJECT_PERMISSION_MISSING', [sobject, access], {
    hints: answer.why.reason === 'absent' ? answer.why.hints : [],
  });
};

const judge = (context: Context, sobject: string, access: ObjectAccess): Verdict => {
  const name = spelledObject(context.schema, sobject);
  const derives = isDerivedObject(name);
  const result = derives ? derivedVerdict(context, name, access) : storedVerdict(context, name, access);
  // Without EntityDefinition a missing permission and a missing object look the same (fact I4).
  if (result.status !== 'met' && objectPresence(context, name) === 'unknown' && !context.schema.entities.known) {
    return unreadable(`${name} ${access}`, context.schema.entities.gap);
  }
  return result;
};

/**
 * Does the user have this access to the object, by row, by implication or by the rule of a derived object?
 * Verdicts are kept in the context: fields ask again.
 */
export const evaluateObject = (
  context: Context,
  sobject: string,
  access: ObjectAccess,
  ifPresent: boolean,
): Verdict => {
  if (objectPresence(context, sobject) === 'absent') return absentObject(sobject, ifPresent);
  const key = keyOf(sobject);
  const ofObject = context.objectVerdicts.get(key) ?? new Map<ObjectAccess, Verdict>();
  const kept = ofObject.get(access);
  if (kept) return kept;
  const fresh = judge(context, sobject, access);
  context.objectVerdicts.set(key, ofObject.set(access, fresh));
  return fresh;
};

/** A gap for things that are asked of objects nobody read. */
export const notRead = (subject: string): Verdict => unreadable(subject, gap('NOT_ANSWERED', subject, '').gap);
