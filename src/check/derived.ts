import type { Answer, Hint } from '../access/answer.js';
import { anyAnswer, no, yes } from '../access/answer.js';
import type { AccessRule } from '../access/derivedObjects.js';
import { blanketPermissions } from '../access/implications.js';
import { keyOf } from '../access/names.js';
import type { GrantedBy } from '../access/snapshot.js';
import type { Context } from './context.js';
import { objectId, userPermissionId } from './context.js';
import { licenseForbidsPermission } from './license.js';

/** What a derived rule came to: the answer, and for a no the requirement ids that would turn it into a yes. */
export type RuleOutcome = {
  readonly answer: Answer;
  readonly missing: readonly string[];
  /** Nothing narrower than a blanket permission would do (View All Data, Manage Users …). */
  readonly blanketOnly: boolean;
  /** No permission gives it at all. */
  readonly never: boolean;
  /** The user's licences do not allow what is missing (fact A20). */
  readonly forbidden: boolean;
};

const blanket = new Set(blanketPermissions.map(keyOf));

const leaf = (context: Context, name: string): RuleOutcome => {
  const answer = context.access.userPermission(name);
  return {
    answer: answer.answer === 'no' ? no(answer.why.reason === 'absent' ? answer.why.hints : []) : answer,
    missing: answer.answer === 'yes' ? [] : [userPermissionId(context.schema, name)],
    blanketOnly: blanket.has(keyOf(name)) && !context.namedPermissions.has(keyOf(name)),
    never: answer.answer === 'no' && answer.why.reason === 'noSuchPermission',
    forbidden: answer.answer === 'no' && licenseForbidsPermission(context, name),
  };
};

const hintsOf = (answer: Answer): readonly Hint[] =>
  answer.answer === 'no' && answer.why.reason === 'absent' ? answer.why.hints : [];

const everyOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const short = outcomes.filter((outcome) => outcome.answer.answer !== 'yes');
  const refused = short.filter((outcome) => outcome.answer.answer === 'no');
  const unclear = short.find((outcome) => outcome.answer.answer === 'unknown');
  const grantedBy = outcomes.flatMap(({ answer }): readonly GrantedBy[] =>
    answer.answer === 'yes' ? answer.grantedBy : [],
  );
  // A part that is surely missing settles the matter, whatever could not be read about the others.
  const answer: Answer =
    refused.length > 0
      ? no(refused.flatMap((outcome) => hintsOf(outcome.answer)))
      : (unclear?.answer ?? yes(grantedBy));
  return {
    answer,
    missing: refused.flatMap((outcome) => outcome.missing),
    blanketOnly: refused.some((outcome) => outcome.blanketOnly),
    never: refused.some((outcome) => outcome.never),
    forbidden: refused.some((outcome) => outcome.forbidden),
  };
};

const someOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const answer = anyAnswer(outcomes.map((outcome) => outcome.answer));
  const preferred =
    outcomes.find((o) => !o.blanketOnly && !o.never && !o.forbidden) ??
    outcomes.find((o) => !o.never && !o.forbidden) ??
    outcomes.find((o) => !o.never) ??
    outcomes[0];
  return {
    answer,
    missing: answer.answer === 'yes' ? [] : (preferred?.missing ?? []),
    blanketOnly: preferred?.blanketOnly ?? false,
    never: preferred?.never ?? true,
    forbidden: preferred?.forbidden ?? false,
  };
};

/** Evaluates the rule of a derived object (facts B11) against the user's access. */
export const evaluateRule = (context: Context, rule: AccessRule): RuleOutcome => {
  switch (rule.rule) {
    case 'always':
      return { answer: yes([]), missing: [], blanketOnly: false, never: false, forbidden: false };
    case 'never':
      return { answer: no(), missing: [], blanketOnly: false, never: true, forbidden: false };
    case 'userPermission':
      return leaf(context, rule.name);
    case 'object': {
      const answer = context.access.objectPermission(rule.sobject, rule.access);
      const missing = answer.answer === 'yes' ? [] : [objectId(context.schema, rule.sobject, rule.access)];
      return { answer, missing, blanketOnly: false, never: false, forbidden: false };
    }
    case 'all':
      return everyOf(rule.of.map((part) => evaluateRule(context, part)));
    case 'any':
      return someOf(rule.of.map((part) => evaluateRule(context, part)));
  }
};
