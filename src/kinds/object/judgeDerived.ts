/** Objects that take no object permissions (facts B5, B11): what their rules come to, as a verdict. */
import { hintsOf } from '../../access/answer.js';
import type { Entry } from '../../access/entry.js';
import { certaintyOf } from '../../platform/derivedObjects/derivedFamily.js';
import type { DerivedObject } from '../../platform/derivedObjects/derivedFamily.js';
import { derivedObject } from '../../platform/derivedObjects/derivedObject.js';
import { isMetadataType } from '../../platform/customNames.js';
import { isHistoryObject } from '../../platform/fieldHistory.js';
import { keyOf, sameName } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { derivedIn, spelledObject } from '../context.js';
import { objectPresence } from '../presence.js';
import { impossibleAs, missingUnclear, unreadable, verdict } from '../verdict.js';
import type { Blocker, Verdict } from '../verdict.js';
import { judgeAccessRule } from './derivedAccess.js';
import type { Judging } from './derivedAccess.js';
import type { RuleOutcome } from './ruleOutcome.js';

export const derivedCodes = {
  settled: ['ALWAYS_ALLOWED', 'FOLLOWS_RECORDS', 'GRANTED_BUT_MORE_NEEDED'],
  open: [
    'OWN_ROWS_ONLY',
    'OWN_ROWS_ONLY_UNPUBLISHED',
    'SOME_ROWS_ONLY',
    'DERIVED_PERMISSION_MISSING',
    'USER_FLAG_MISSING',
    'PROBABLY_MISSING',
    'PROBABLY_IMPOSSIBLE',
    'DEPENDS_ON_RECORD',
    'RULE_CONTESTED',
    'NO_RULE',
  ],
} as const;

const namesOf = ({ missing, flags }: Pick<RuleOutcome, 'missing' | 'flags'>): string =>
  [...missing.map((one) => (one.kind === 'object' ? `${one.sobject}:${one.access}` : one.name)), ...flags].join(', ');

const blockersOf = ({ missing, flags }: Pick<RuleOutcome, 'missing' | 'flags'>): Blocker[] => [
  ...missing,
  ...flags.map((flag) => ({ kind: 'userFlag', flag }) as const),
];

/** Nobody can give it: there is none, a license forbids it, or only a permission that is never given unasked would do. */
const cannotBeGiven = ({ never, hopeless, barred, blanketOnly }: RuleOutcome): boolean =>
  never || hopeless !== null || barred === true || blanketOnly;

/** What nothing is published about, with the permissions that fit by name and the feature that it belongs to. */
const noRuleOf = (sobject: string, access: ObjectAccess, { fits, feature }: DerivedObject): Verdict =>
  fits.length > 0 || feature !== undefined
    ? verdict('unknown', 'NO_RULE', [sobject, access, fits.join(', '), feature ?? ''], {
        variant: fits.length > 0 ? 'fits' : 'feature',
      })
    : verdict('unknown', 'NO_RULE', [sobject, access]);

/** Objects that the definition asks for and that take object permissions: other rows may hang on their records. */
const recordsIn = ({ namedObjects, schema }: Context, sobject: string): string[] => {
  const { permissionableObjects: objects } = schema;
  return namedObjects
    .filter((name) => !sameName(name, sobject) && objects.known && objects.value.has(keyOf(name)))
    .map((name) => spelledObject(schema, name))
    .sort();
};

/** It is there, for a part of the rows. */
const partVerdict = (sobject: string, access: ObjectAccess, { answer, part }: RuleOutcome): Verdict => {
  const others = part?.others;
  const grantedBy = answer.answer === 'yes' ? answer.grantedBy : [];
  if (!part || !others || others.missing.length === 0)
    return verdict('degraded', 'OWN_ROWS_ONLY_UNPUBLISHED', [sobject, access], { grantedBy });
  const beyond =
    cannotBeGiven(others) || others.barred !== false || others.flags.length > 0 || others.entries.length === 0;
  return {
    ...verdict(
      'degraded',
      part.rows === 'some' ? 'SOME_ROWS_ONLY' : 'OWN_ROWS_ONLY',
      [sobject, access, namesOf(others)],
      {
        grantedBy,
        blockers: blockersOf(others),
        besides: part.held,
        ...(beyond ? {} : { remedy: { entries: others.entries } }),
      },
    ),
    ...(cannotBeGiven(others) ? { never: true as const } : {}),
  };
};

const heldVerdict = (sobject: string, access: ObjectAccess, outcome: RuleOutcome, more: readonly Entry[]): Verdict => {
  const { answer, records } = outcome;
  const grantedBy = answer.answer === 'yes' ? answer.grantedBy : [];
  const words = `${sobject} ${access}`;
  if (records.length > 0)
    return verdict('met', 'FOLLOWS_RECORDS', [sobject, access, records.join(', ')], { grantedBy });
  return more.length > 0
    ? verdict('met', 'GRANTED_BUT_MORE_NEEDED', [words], { grantedBy, besides: more })
    : verdict('met', 'GRANTED', [words], { grantedBy });
};

/** It is missing by a rule that is only concluded: never a flat no. */
const probablyMissing = (sobject: string, access: ObjectAccess, outcome: RuleOutcome): Verdict => {
  const { answer, entries, barred } = outcome;
  const blockers = blockersOf(outcome);
  const args = [sobject, access, namesOf(outcome)];
  if (cannotBeGiven(outcome) || barred === true)
    return { ...verdict('unknown', 'PROBABLY_IMPOSSIBLE', args, { blockers }), concluded: true };
  if (barred !== false) return { ...missingUnclear(`${sobject} ${access}`, barred), concluded: true };
  return {
    ...verdict('unmet', 'PROBABLY_MISSING', args, {
      blockers,
      hints: hintsOf(answer),
      ...(entries.length > 0 ? { remedy: { entries } } : {}),
    }),
    concluded: true,
  };
};

/** Which next step leads people to open a single setting or type; with or without a permission that would do as well. */
const openingStep = (sobject: string, { byHand, entries }: RuleOutcome): { readonly variant?: string } => {
  if (!byHand) return {};
  const what = isMetadataType(sobject) ? 'customMetadataType' : 'customSetting';
  return { variant: entries.length > 0 ? what : `${what}Only` };
};

const surelyMissing = (context: Context, sobject: string, access: ObjectAccess, outcome: RuleOutcome): Verdict => {
  const { answer, entries, flags, blanketOnly, never, barred, hopeless } = outcome;
  const blockers = blockersOf(outcome);
  const names = namesOf(outcome);
  const { userLicense } = context.user;
  if (never) return verdict('impossible', 'ACCESS_NOT_SUPPORTED', [sobject, access]);
  // An object that this one follows and that can never be given: its reason is the reason here.
  if (hopeless) return impossibleAs(hopeless, blockers);
  if (barred === true)
    return verdict('impossible', 'LICENSE_FORBIDS', [sobject, access, userLicense], { blockers, userLicense });
  if (blanketOnly) return verdict('impossible', 'ONLY_BLANKET_PERMISSION', [sobject, access, names], { blockers });
  if (barred !== false) return missingUnclear(`${sobject} ${access}`, barred);
  const beside = { blockers, hints: hintsOf(answer), ...(entries.length > 0 ? { remedy: { entries } } : {}) };
  return flags.length > 0
    ? verdict('unmet', 'USER_FLAG_MISSING', [sobject, access, flags.join(', ')], beside)
    : verdict('unmet', 'DERIVED_PERMISSION_MISSING', [sobject, access, names], {
        ...beside,
        ...openingStep(sobject, outcome),
      });
};

/** A name that ends like those made from another object, and there is no such object anywhere. */
const onlyLooksDerived = ({ schema }: Context, base: string | undefined): boolean =>
  base !== undefined &&
  objectPresence(schema, base) === 'absent' &&
  !isHistoryObject(base) &&
  derivedObject(base) === undefined;

/**
 * The verdict for an object whose access is derived.
 * @param judgeObject judges the objects that its rules look at
 */
export const judgeDerived = (
  context: Context,
  sobject: string,
  access: ObjectAccess,
  judgeObject: Judging['judgeObject'],
): Verdict => {
  const derived = derivedIn(context.schema, sobject);
  if (!derived) return verdict('unknown', 'NO_RULE', [sobject, access]);
  const { permissionableObjects } = context.schema;
  // It may take object permissions in this org, and nobody could read whether it does.
  if (derived.young && !permissionableObjects.known)
    return unreadable(`${sobject} ${access}`, permissionableObjects.gap);
  const noRule = noRuleOf(sobject, access, derived);
  if (onlyLooksDerived(context, derived.base)) return noRule;
  const rule = derived.rules[access];
  const judging: Judging = {
    context,
    judgeObject,
    noRule,
    contested: (strict) =>
      verdict('unknown', 'RULE_CONTESTED', [sobject, access, namesOf(strict)], { blockers: blockersOf(strict) }),
    dependsOnRecord: verdict('unknown', 'DEPENDS_ON_RECORD', [sobject, access]),
    records: recordsIn(context, sobject),
  };
  const outcome = judgeAccessRule(judging, rule);
  const { answer, part, unclear, inferred } = outcome;
  if (answer.answer === 'unknown') return unclear ?? unreadable(`${sobject} ${access}`, answer.gap);
  if (answer.answer === 'yes') {
    if (part) return partVerdict(sobject, access, outcome);
    if (rule.rule === 'always') return verdict('met', 'ALWAYS_ALLOWED', [sobject, access]);
    const beside = derived.beside?.[access];
    const more = beside ? judgeAccessRule(judging, beside) : undefined;
    // What this org does not have is needed by nobody.
    const lacking = more?.answer.answer === 'no' && !more.never && !more.hopeless ? more.missing : [];
    return heldVerdict(sobject, access, outcome, lacking);
  }
  const certainty = certaintyOf(derived, access);
  return inferred || certainty === 'inferred' || certainty === 'none'
    ? probablyMissing(sobject, access, outcome)
    : surelyMissing(context, sobject, access, outcome);
};
